"""Khác nhau và trả lại: what a person decides between two machines, and what an office sends back to be corrected."""
