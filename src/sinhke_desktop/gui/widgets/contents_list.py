"""The bookmarks of a PDF as a list to jump from: the papers of a hamlet or household, found as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sinhke_desktop.documents.preview import Bookmark
from sinhke_desktop.domain.text_search import find_words
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.fields import SearchField
from sinhke_desktop.i18n import _

WIDTH = 230
INDENT = "    "
PAGE = Qt.ItemDataRole.UserRole


class ContentsList(QWidget):
    """``chosen`` is told the page (from 0) of the line that was gone to."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self.field = SearchField(_("Find in the contents"))
        self.field.setMinimumWidth(theme.px(120))
        self.field.searched.connect(self._filter)
        lines = self.lines = QListWidget()
        self.field.left_down.connect(lambda: lines.setFocus())
        self.lines.setAccessibleName(_("Contents"))
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.currentItemChanged.connect(lambda item, _before: self._go(item))
        self.lines.itemClicked.connect(self._go)
        column.addWidget(self.field)
        column.addWidget(self.lines, 1)
        self.setMinimumWidth(theme.px(WIDTH) // 2)

    def show_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Offer these."""
        with QSignalBlocker(self.lines):
            self.lines.clear()
            for one in bookmarks:
                item = QListWidgetItem(INDENT * one.level + one.title)
                item.setData(PAGE, one.page)
                item.setToolTip(one.title)
                self.lines.addItem(item)
        self._filter(self.field.text())

    def show_page(self, page: int) -> None:
        """Choose the line that *page* belongs to, without going there."""
        row = -1
        for at in range(self.lines.count()):
            if not self.lines.item(at).isHidden() and int(self.lines.item(at).data(PAGE)) <= page:
                row = at
        with QSignalBlocker(self.lines):
            self.lines.setCurrentRow(row)

    def _filter(self, wanted: str) -> None:
        for at in range(self.lines.count()):
            item = self.lines.item(at)
            item.setHidden(bool(wanted.strip()) and not find_words(item.text(), wanted))

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(int(item.data(PAGE)))
