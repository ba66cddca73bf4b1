"""Tổng quan: what stands where and what to do next."""
