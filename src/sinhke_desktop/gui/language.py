"""Qt's own words (OK, Cancel, Copy, Paste...) from the program's catalogue, since Qt ships no Vietnamese."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from sinhke_desktop.i18n import N_, _

IN_CONTEXT = {("QFileSystemModel", "Name"): N_("File name"), ("QFileDialog", "Name"): N_("File name")}
"""Words of Qt that mean something else on our own pages."""


class CatalogueTranslator(QTranslator):
    """Answers Qt's requests; a text the catalogue does not have stays as it is, never empty."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The Vietnamese for Qt's *source*, with or without its ``&``."""
        if not source:
            return source
        found = _(IN_CONTEXT.get((context, source), source))
        if found == source and "&" in source:
            return _(source.replace("&", ""))
        return found

    def isEmpty(self) -> bool:
        """False: there is something to answer."""
        return False
