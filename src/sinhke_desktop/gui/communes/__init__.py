"""Các xã: who has sent, who is missing, what changed since last time."""
