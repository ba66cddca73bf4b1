"""Trợ giúp: task by task, searchable, opened by F1."""
