"""The help as a PDF: one page, a chapter or the whole book. Needs no data file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop import __version__
from sinhke_desktop.documents.help_book import render_help
from sinhke_desktop.documents.preview import page_count
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import help_pages
from sinhke_desktop.services.printing import write_document

FILE_NAME = "huong-dan-sinhke.pdf"


def render(topics: Sequence[str] | None, progress: Progress | None = None) -> bytes:
    """The pages *topics* as they stand in the book, None for all of it with its contents."""
    return render_help(help_pages.book(), topics, help_pages.folder(), __version__, progress)


def write_book(path: Path) -> int:
    """Write the whole book to *path*; returns its number of pages. Raises DocumentNotWritten."""
    pdf = render(None)
    write_document(path, pdf)
    return page_count(pdf)
