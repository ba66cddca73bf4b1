"""Gửi và nhận: pairing, what leaves, the stick, the receipts."""
