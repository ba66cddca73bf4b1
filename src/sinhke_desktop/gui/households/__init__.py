"""Households: the register, one household's record, the recycle bin."""
