"""What every section of the page has: its buttons, a table of rows or the words that say why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QVBoxLayout, QWidget

from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.widgets import Column, DataTable, Flow, RowsModel, label
from sinhke_desktop.gui.widgets.form_dialog import Later

R = TypeVar("R")


def later(presenter: RoundsPresenter, act: Callable[[], str], said: str) -> Later:
    """A step for a dialog that waits until the worker has done it; *act* must not look at any widget."""
    return Later(presenter.run, act, lambda batch: presenter.told(batch, said))


class Section(QWidget):
    """The base: ``.tools`` above, the content below; :meth:`show_read` is called with every reading and filter."""

    def __init__(self, presenter: RoundsPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(8)
        self.tools = Flow(gap=8)
        self.column.addWidget(self.tools)
        self.hint = label("", "secondary")
        self.column.addWidget(self.hint)
        self.hint.hide()

    def say(self, text: str) -> None:
        """A quiet line under the buttons; empty hides it."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        """Show the round, filtered."""

    def begin(self) -> None:
        """Do what comes next here; the page's main button leads to it."""


class LazySections(dict[str, Section]):
    """The sections by their keys, each made when it is first asked for with ``[key]``; the others hold those made."""

    def __init__(self, makers: Mapping[str, Callable[[], Section]], take: Callable[[Section], object]) -> None:
        """*take* puts a new section in its place."""
        super().__init__()
        self.makers, self._take = makers, take

    def __missing__(self, key: str) -> Section:
        section = self[key] = self.makers[key]()
        self._take(section)
        return section


class TableSection(Section, Generic[R]):
    """A section that is one table; several rows can be chosen."""

    def __init__(
        self, presenter: RoundsPresenter, columns: Sequence[Column[R]], stretch: Sequence[int], nothing: str
    ) -> None:
        super().__init__(presenter)
        self.model: RowsModel[R] = RowsModel(columns)
        self.table = DataTable(self.model, stretch=stretch)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.nothing = label(nothing, "secondary")
        ground = QWidget()
        self._stack = QStackedLayout(ground)
        self._stack.addWidget(self.table)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.nothing)
        column.addStretch(1)
        self._stack.addWidget(above)
        self.column.addWidget(ground, 1)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show *rows*; the place in the list stays."""
        at = self.table.current_row()
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        if 0 <= at < len(rows):
            self.table.choose(at)

    def chosen(self) -> list[R]:
        """The chosen rows, from top to bottom."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[place] for place in places if place < len(self.model.rows)]
