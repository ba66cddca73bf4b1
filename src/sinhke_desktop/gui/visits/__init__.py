"""Thăm hộ: who is due, forms to print, what was agreed."""
