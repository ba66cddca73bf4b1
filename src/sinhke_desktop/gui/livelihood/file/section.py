"""What every section of the file is made of: cards with a table of records that are added and opened by dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.record_dialog import RecordDialog
from sinhke_desktop.gui.widgets import Card, Column, Notice, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


class FileSection(QWidget):
    """The base: ``.column`` holds the cards; :meth:`show_read` is called whenever the section is looked at."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        self.file = file
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.notice = Notice()
        self.column.addWidget(self.notice)

    def show_read(self, status: ModelStatus) -> None:
        """Read what the section shows and show it."""


class RecordCard(Card):
    """The records of one kind as a table; Enter opens one, the button adds one.

    ``dialog`` is the last dialog that was opened.
    """

    def __init__(
        self,
        file: ModelFile,
        kind: str,
        columns: Sequence[Column[Any]],
        *,
        add: str,
        empty: str,
        wrap: Sequence[int] = (0,),
        title: str = "",
        icon: str = "plus",
        start: Callable[[], Mapping[str, str]] | None = None,
        hidden: Callable[[], Mapping[str, str]] | None = None,
    ) -> None:
        """*start* gives what a new record begins with, *hidden* fields that are not asked for."""
        known = file.kind(kind)
        super().__init__(title or known.title)
        self.file, self.kind = file, kind
        self._start, self._hidden = start, hidden
        self.add_button = QuietButton(add, icon, self.new)
        self.add_to_head(self.add_button)
        self.model: RowsModel[Any] = RowsModel(columns)
        self.table = WrapTable(self.model, wrap=tuple(wrap))
        self.table.opened.connect(lambda row: self.open(self.model.rows[row]))
        self.nothing = label(empty, "secondary")
        self.add(self.nothing)
        self.add(self.table)
        self.dialog: RecordDialog | None = None

    def show_rows(self, rows: Sequence[Any] | None = None) -> list[Any]:
        """Show *rows*, else all records of the kind; returns them."""
        found = list(self.file.records(self.kind) if rows is None else rows)
        self.model.set_rows(found)
        self.table.fit()
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        return found

    def new(self) -> None:
        """Ask for a new record."""
        self._ask(lambda typed: self.file.add(self.kind, typed), dict(self._start()) if self._start else None, None)

    def open(self, record: Any) -> None:
        """Show a record to change or remove it."""
        self._ask(
            lambda typed: self.file.change(self.kind, record.id, typed),
            self.file.typed(self.kind, record),
            lambda: self.file.remove(self.kind, record.id),
        )

    def _ask(
        self,
        save: Callable[[dict[str, str]], object],
        typed: Mapping[str, str] | None,
        remove: Callable[[], object] | None,
    ) -> None:
        self._show(self.file.links_of(self.file.kind(self.kind).form), save, typed, remove)

    def _show(
        self,
        links: Mapping[str, Mapping[str, str]],
        save: Callable[[dict[str, str]], object],
        typed: Mapping[str, str] | None,
        remove: Callable[[], object] | None,
    ) -> None:
        known = self.file.kind(self.kind)
        hidden = dict(self._hidden()) if self._hidden else {}
        if typed:
            hidden = {name: typed.get(name, value) for name, value in hidden.items()}
        dialog = RecordDialog(self, known, links, save, self.saved, typed=typed, remove=remove, hidden=hidden)
        self.dialog = dialog
        dialog.open()

    def saved(self) -> None:
        """A record was saved: say so and read again."""
        self.file.context.toast(_("Saved"))
        self.file.context.refresh()
