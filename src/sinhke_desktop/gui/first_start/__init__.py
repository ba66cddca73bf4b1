"""The steps of the first start."""
