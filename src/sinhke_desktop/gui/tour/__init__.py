"""The short tour over the real window."""
