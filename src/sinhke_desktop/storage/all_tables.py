"""Imports every module that defines tables, so that the metadata is whole."""

from sinhke_desktop.storage import (
    commune_mergers,
    exchange_tables,
    livelihood_tables,
    model_file_tables,
    paper_tables,
    register_tables,
    tables,
)

__all__ = [
    "commune_mergers",
    "exchange_tables",
    "livelihood_tables",
    "model_file_tables",
    "paper_tables",
    "register_tables",
    "tables",
]
