"""Rà soát: a review round from the list to the certificates."""
