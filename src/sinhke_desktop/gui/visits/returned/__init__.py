"""Forms come back: keyed from the paper or confirmed from a scan, in the paper's order, by keys alone."""
