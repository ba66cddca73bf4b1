"""Imports every module that defines tables, so that the metadata is whole."""

from sinhke_desktop.storage import tables

__all__ = ["tables"]
