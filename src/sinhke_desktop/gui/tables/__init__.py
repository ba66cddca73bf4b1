"""Bảng biểu: the fifteen tables of a year's review, from every number to its households."""
