"""The five steps of the first start."""
