"""Brings a file that was opened with the program to the page that reads it, once the data are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from sinhke_desktop.gui import errors

if TYPE_CHECKING:
    from sinhke_desktop.gui.shell import Shell
    from sinhke_desktop.services.opened_files import FileKind

ASKS_AGAIN_MS = 400


class OpenedFiles(QObject):
    """Holds files until there are pages to bring them to, and while a dialog stands over them."""

    def __init__(self, parent: QObject, pages: Callable[[], Shell | None]) -> None:
        """*pages* gives the pages, or None while the data are locked."""
        super().__init__(parent)
        self._pages = pages
        self.waiting: list[Path] = []
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(ASKS_AGAIN_MS)
        self._again.timeout.connect(self.bring)

    def take(self, paths: Sequence[Path]) -> None:
        """Keep *paths*, each once, and bring them as soon as that can be."""
        self.waiting += [path for path in dict.fromkeys(paths) if path not in self.waiting]
        self.bring()

    def bring(self) -> None:
        """Lead to the pages of all files that wait."""
        shell = self._pages()
        if shell is None or not self.waiting:
            return
        if QApplication.activeModalWidget() is not None or shell.tour is not None:
            self._again.start()
            return
        paths, self.waiting = self.waiting, []
        _look(shell, paths)


def _look(shell: Shell, paths: Sequence[Path]) -> None:
    """Find out in the worker what the files are, since a stick may be slow, then go to their pages."""
    from sinhke_desktop.services import opened_files

    role = shell.context.workspace.role

    def kinds(_progress: object) -> list[tuple[Path, FileKind]]:
        found = []
        for path in paths:
            kind = opened_files.what_is(path)
            opened_files.check_usable(kind, role, path)
            found.append((path, kind))
        return found

    shell.context.runner.run(kinds, partial(_go, shell, role), failed=lambda error: errors.show(shell.window(), error))


def _go(shell: Shell, role: str, found: Sequence[tuple[Path, FileKind]]) -> None:
    wanted: dict[str, dict[str, object]] = {}
    for path, kind in found:
        page, name = page_of(kind, role)
        if name == "update_pack":
            wanted[page] = {name: path}
        else:
            files = wanted.setdefault(page, {}).setdefault(name, [])
            if isinstance(files, list):
                files.append(path)
    for page, args in wanted.items():
        shell.navigate(page, **args)


def page_of(kind: FileKind, role: str) -> tuple[str, str]:
    """The key of the page that reads files of that *kind*, and the name under which its ``open`` takes them."""
    if kind == "update":
        return "settings", "update_pack"
    if role != "office":
        return "exchange", "files"
    return ("machines", "key_files") if kind == "key-file" else ("office", "paths")
