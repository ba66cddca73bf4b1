"""The register of issued papers: found, looked at, printed again, numbered, compared with the data."""
