"""Numbered steps of the database schema, run by Alembic."""
