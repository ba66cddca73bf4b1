"""One section of a report: its paragraphs to edit, which of them the officer worded, and the way back to the draft."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.report_text import Worded
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Flow, LinkButton, Pill, label
from sinhke_desktop.i18n import _

_REFERENCE = re.compile(r"\[(\d{1,3})\]")


class Paragraphs(QPlainTextEdit):
    """A line for each paragraph; Ctrl and a click on ``[3]``, or Ctrl+Enter in it, asks what stands behind it.

    Ctrl+D wants the draft back in the place of this paragraph.
    """

    asked = Signal(int)
    left = Signal()
    back = Signal()
    resized = Signal()

    def reference_at(self, cursor: QTextCursor) -> int | None:
        """The number in brackets at *cursor*."""
        place = cursor.positionInBlock()
        for found in _REFERENCE.finditer(cursor.block().text()):
            if found.start() <= place <= found.end():
                return int(found[1])
        return None

    def _ask(self, cursor: QTextCursor) -> bool:
        number = self.reference_at(cursor)
        if number is not None:
            self.asked.emit(number)
        return number is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not (held and self._ask(self.cursorForPosition(event.position().toPoint()))):
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_D:
            self.back.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and control and self._ask(self.textCursor())):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class SectionField(QWidget):
    """The title, marks, the text and what the draft says of the paragraph in which one is."""

    redraft = Signal(int)
    """The paragraph to draft anew; -1 for the whole section."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.own = Pill("", "accent")
        self.stale = Pill(_("the data have changed since"), "warn")
        self.back = LinkButton(_("Whole section back to the draft"), "undo-2", lambda: self.redraft.emit(-1))
        self._title = label("", "strong")
        column.addWidget(self._title)
        self._marks = Flow(self.own, self.stale, self.back)
        column.addWidget(self._marks)
        self.text = Paragraphs()
        self.text.setTabChangesFocus(True)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().documentLayout().documentSizeChanged.connect(lambda _size: self._settle())
        self.text.resized.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        column.addWidget(self.text)
        self.draft = label("", "secondary")
        self.back_one = LinkButton(_("This sentence back to the draft"), "undo-2", self._back_one)
        self.back_one.setToolTip(_("This sentence back to the draft (Ctrl+D)"))
        self.text.back.connect(self._back_one)
        self._beside = Flow(self.back_one)
        column.addWidget(self.draft)
        column.addWidget(self._beside)
        self.show_draft("", own=False)

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.setText(title)
        self.text.setAccessibleName(title)

    def show_text(self, worded: Worded) -> None:
        """Fill the field, unless the same stands there, and mark what the officer worded."""
        text = "\n".join(worded.lines)
        if self.text.toPlainText() != text:
            with QSignalBlocker(self.text):
                self.text.setPlainText(text)
        self.show_marks(worded)
        self._settle()

    def show_marks(self, worded: Worded) -> None:
        """Which paragraphs were worded by hand, and where the data say something else since then."""
        own = sum(one.own for one in worded.sentences)
        edited = bool(own or worded.taken_out)
        self._marks.setVisible(edited)
        words = _("worded by hand: {count}") if own else _("sentences taken out: {count}")
        self.own.setText(words.format(count=own or len(worded.taken_out)))
        self.stale.setVisible(any(one.stale for one in worded.sentences))
        marked = []
        for place, one in enumerate(worded.sentences):
            if one.own:
                marked.append(self._marked(place, "near-poor-soft" if one.stale else "escaped-soft"))
        self.text.setExtraSelections(marked)

    def _marked(self, place: int, tone: str) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document().findBlockByNumber(place))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        found.cursor = cursor
        found.format.setBackground(theme.colour(tone))
        found.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return found

    def line(self) -> int:
        """The paragraph in which the cursor is."""
        return self.text.textCursor().blockNumber()

    def show_draft(self, text: str, *, own: bool) -> None:
        """What the draft says in the place of the paragraph in which one is; *own*: it can go back."""
        self.draft.setText(_("Draft: {text}").format(text=text) if text else "")
        self.draft.setVisible(bool(text))
        self._beside.setVisible(own)

    def _back_one(self) -> None:
        self.redraft.emit(self.line())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settle()

    def _settle(self) -> None:
        lines = self.text.document().documentLayout().documentSize().height()
        height = round(lines * self.text.fontMetrics().lineSpacing()) + theme.px(26)
        self.text.setFixedHeight(max(height, theme.px(58)))
        self.text.verticalScrollBar().setValue(0)
