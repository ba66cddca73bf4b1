"""Tổng hợp: what a receiving office sees of all its communes together."""
