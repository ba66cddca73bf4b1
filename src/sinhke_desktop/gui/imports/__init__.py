"""Importing a review list: file, what was found, what will happen, applied."""
