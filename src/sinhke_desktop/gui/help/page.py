"""Trợ giúp: pages task by task, searched as one types; F1 opens the one that belongs to the page shown."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QListView, QTextBrowser, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.help.presenter import HelpText, find, read_all
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import Columns, PageHeader, SearchField
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource


class HelpPage(Page):
    """Titles at the left, the text at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._texts = read_all(resource("help", "vi"))
        self._shown: list[HelpText] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(PageHeader(_("Help"), _("F1 opens the page that belongs to what you are doing.")))
        self.field = SearchField(_("Search in the help"))
        self.field.searched.connect(self._filter)
        self.titles = QStringListModel()
        self.list = QListView()
        self.list.setModel(self.titles)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.px(160))
        self.list.selectionModel().currentChanged.connect(lambda index: self._show(index.row()))
        self.field.left_down.connect(self.list.setFocus)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda url: self.open(topic=url.path().removesuffix(".md")))
        self.text.setMinimumHeight(theme.px(220))
        self.text.document().setDocumentMargin(theme.px(10))
        left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.field)
        stack.addWidget(self.list, 1)
        columns = Columns(side_by_side=theme.px(640))
        columns.add(left, 3)
        columns.add(self.text, 7)
        column.addWidget(columns, 1)
        self._filter("")

    def open(self, **args: object) -> None:
        """Show the page ``topic``."""
        topic = str(args.get("topic", ""))
        if self.field.text():
            self.field.clear()
        for row, text in enumerate(self._shown):
            if text.topic == topic:
                self.list.setCurrentIndex(self.titles.index(row))

    def search(self) -> None:
        self.field.setFocus()

    def _filter(self, query: str) -> None:
        self._shown = find(self._texts, query)
        self.titles.setStringList([text.title for text in self._shown])
        if self._shown:
            self.list.setCurrentIndex(self.titles.index(0))
        else:
            self.text.setPlainText(_("No help page holds these words."))

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.text.document().setDefaultFont(theme.font())
            self.text.setMarkdown(self._shown[row].markdown)
            self._give_room()

    def _give_room(self) -> None:
        """Put air between lines and above headings, which Qt's Markdown leaves out."""
        cursor = QTextCursor(self.text.document())
        block = self.text.document().begin()
        while block.isValid():
            room = block.blockFormat()
            room.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            heading = room.headingLevel() > 0
            inside_table = QTextCursor(block).currentTable() is not None
            room.setTopMargin(theme.px(10) if heading else 0)
            room.setBottomMargin(0 if inside_table else theme.px(4))
            cursor.setPosition(block.position())
            cursor.setBlockFormat(room)
            self._soften(block)
            if heading:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                letters = cursor.charFormat()
                letters.setFont(theme.font(20 if room.headingLevel() == 1 else 16, QFont.Weight.DemiBold))
                cursor.mergeCharFormat(letters)
            block = block.next()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _soften(self, block: QTextBlock) -> None:
        """Strong words take the type's own half-bold, as it has no bold that would not be smeared."""
        pieces, strong = block.begin(), []
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().fontWeight() > QFont.Weight.DemiBold:
                strong.append((piece.position(), piece.length()))
            pieces += 1
        letters = QTextCharFormat()
        letters.setFontWeight(QFont.Weight.DemiBold)
        cursor = QTextCursor(self.text.document())
        for start, length in strong:
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
