"""The text of one help page: pictures as wide as the column, links, places, words found in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QImageReader, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from sinhke_desktop.domain.help_search import flat
from sinhke_desktop.domain.help_text import HelpPage
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.help.markup import Room, html
from sinhke_desktop.i18n import _

MARGIN = 10
PAUSE_MS = 60


class HelpText(QTextBrowser):
    """Shows one page; :attr:`followed` tells where a link leads (``topic`` or ``topic#place``)."""

    followed = Signal(str)

    def __init__(self, pictures: Path) -> None:
        """*pictures* is the folder that pictures are named from."""
        super().__init__()
        self._folder = pictures
        self._page: HelpPage | None = None
        self._shown_width = 0
        self._found: list[QTextCursor] = []
        self._at = -1
        self.setAccessibleName(_("Help"))
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self.document().setDocumentMargin(theme.px(MARGIN))
        self.document().setDefaultFont(theme.font())
        pause = self._pause = QTimer(self)
        pause.setSingleShot(True)
        pause.setInterval(PAUSE_MS)
        pause.timeout.connect(self._lay_again)

    def room(self) -> Room:
        """What the text may use now."""
        width = max(self.viewport().width() - 2 * theme.px(MARGIN), theme.px(120))
        return Room(width, theme.px, theme.current().colours)

    def show_page(self, page: HelpPage, place: str = "") -> None:
        """Show *page*, from the heading at *place* or from the top."""
        self._page = page
        self._lay()
        if place:
            self.scrollToAnchor(place)
        else:
            self.verticalScrollBar().setValue(0)

    def _lay(self) -> None:
        if self._page is None:
            return
        room = self.room()
        self._shown_width = room.width
        self._found, self._at = [], -1
        self.document().clear()
        self.setHtml(html(self._page, room, self._natural_width))
        self.setExtraSelections([])

    def _natural_width(self, name: str) -> int:
        return max(QImageReader(str(self._folder / name)).size().width(), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page is not None and self.room().width != self._shown_width:
            self._pause.start()

    def _lay_again(self) -> None:
        if self._page is not None and self.room().width != self._shown_width:
            bar = self.verticalScrollBar()
            share = bar.value() / max(bar.maximum(), 1)
            self._lay()
            bar.setValue(round(share * bar.maximum()))

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """A picture, read when it comes into the text and drawn smoothly at the width it is shown at."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, url)
        picture = QImage(str(self._folder / QUrl(url).path()))
        if picture.isNull():
            return super().loadResource(kind, url)
        width = min(theme.px(picture.width()), self.room().width)
        ratio = self.devicePixelRatioF()
        size = QSize(round(width * ratio), round(width * ratio * picture.height() / max(picture.width(), 1)))
        smooth = picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        smooth.setDevicePixelRatio(ratio)
        return smooth

    # Words in the page

    def find_words(self, query: str) -> int:
        """Mark every place that says *query*, without accents too; returns how many there are."""
        words, text = flat(query.strip()), flat(self.toPlainText())
        self._found, self._at = [], -1
        start = text.find(words) if words else -1
        while start >= 0:
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
            self._found.append(cursor)
            start = text.find(words, start + len(words))
        self._mark()
        return len(self._found)

    def found_count(self) -> int:
        """How many places were found last."""
        return len(self._found)

    def go_to_found(self, step: int) -> int:
        """Go to the next place found, or back with -1; returns its number from 1, 0 without any."""
        if not self._found:
            return 0
        if self._at < 0:
            seen = self.cursorForPosition(QPoint(0, 0)).position()
            ahead = [number for number, one in enumerate(self._found) if one.selectionStart() >= seen]
            self._at = (ahead[0] if ahead else 0) - (1 if step > 0 else 0)
        self._at = (self._at + step) % len(self._found)
        there = QTextCursor(self._found[self._at])
        there.clearSelection()
        self.setTextCursor(there)
        self.ensureCursorVisible()
        self._mark()
        return self._at + 1

    def _mark(self) -> None:
        marks = []
        for number, cursor in enumerate(self._found):
            look = QTextCharFormat()
            look.setBackground(theme.colour("near-poor" if number == self._at else "near-poor-soft"))
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)
