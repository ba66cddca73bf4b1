"""The sealed container: header, seal, open. Knows no database."""
