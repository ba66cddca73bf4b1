"""Where to save and what to read: the folder of last time is offered again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from sinhke_desktop.i18n import _
from sinhke_desktop.settings import Settings


def _folder(settings: Settings, key: str) -> Path:
    kept = str(settings.get(key, ""))
    if kept and Path(kept).is_dir():
        return Path(kept)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def pdf_to_write(parent: QWidget, settings: Settings, key: str, title: str, name: str) -> Path | None:
    """Ask where to write the PDF *name*; None if the person gave up. The folder is remembered as *key*."""
    return _to_write(parent, settings, key, title, name, _("PDF documents (*.pdf)"), ".pdf")


def excel_to_write(parent: QWidget, settings: Settings, key: str, title: str, name: str) -> Path | None:
    """Ask where to write the workbook *name*; None if the person gave up. The folder is remembered as *key*."""
    return _to_write(parent, settings, key, title, name, _("Excel workbooks (*.xlsx)"), ".xlsx")


def text_to_write(parent: QWidget, settings: Settings, key: str, title: str, name: str) -> Path | None:
    """Ask where to write the text file *name*; None if the person gave up. The folder is remembered as *key*."""
    return _to_write(parent, settings, key, title, name, _("Text files (*.txt)"), ".txt")


def _to_write(
    parent: QWidget, settings: Settings, key: str, title: str, name: str, kinds: str, ending: str
) -> Path | None:
    start = str(_folder(settings, key) / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if not chosen:
        return None
    path = Path(chosen)
    settings.set(key, str(path.parent))
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def folder_to_use(parent: QWidget, settings: Settings, key: str, title: str) -> Path | None:
    """Ask for a folder; None if the person gave up. It is remembered as *key*."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(_folder(settings, key)))
    if not chosen:
        return None
    settings.set(key, chosen)
    return Path(chosen)


def file_to_read(parent: QWidget, settings: Settings, key: str, title: str, kinds: str) -> Path | None:
    """Ask for a file of *kinds* (``Words (*.ending)``); None if the person gave up."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(_folder(settings, key)), kinds)
    if not chosen:
        return None
    settings.set(key, str(Path(chosen).parent))
    return Path(chosen)


def files_to_read(parent: QWidget, settings: Settings, key: str, title: str, kinds: str) -> list[Path]:
    """Ask for several files of *kinds*; none if the person gave up."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(_folder(settings, key)), kinds)
    if chosen:
        settings.set(key, str(Path(chosen[0]).parent))
    return [Path(one) for one in chosen]
