"""Máy và khóa: the machines that send here, this office's own keys, communes that merged."""
