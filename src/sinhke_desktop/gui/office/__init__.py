"""Nhận dữ liệu: what sticks bring to a receiving office, looked at before it is received, and the receipts."""
