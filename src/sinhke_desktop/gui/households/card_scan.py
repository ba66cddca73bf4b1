"""Citizen cards: a scanner that types like a keyboard is heard in any field, or in a dialog that waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sinhke_desktop.domain.card_qr import CardRead, is_card, read_card
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.households.words import SEXES
from sinhke_desktop.gui.widgets import Dialog, Form, label
from sinhke_desktop.i18n import _

APART_MS = 1000
"""Keys further apart do not belong to one scan."""
SILENT_MS = 400
"""A scanner that ends with no Enter has ended after so long."""
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass
class _Burst:
    """Keys that came one after the other, and what stood in the field before the first."""

    editor: QWidget
    text: str
    start: int
    end: int
    chosen: int
    keys: str = ""


class CardListener(QObject):
    """Tells :attr:`scanned` the field and the text of a card that was typed into it; the field is as it was before."""

    scanned = Signal(QWidget, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._burst: _Burst | None = None
        self._since = QElapsedTimer()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENT_MS)
        self._silence.timeout.connect(self._ended)

    def watch(self, editors: Iterable[QWidget]) -> None:
        """Listen in *editors*."""
        for editor in editors:
            editor.removeEventFilter(self)
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.key() in ENDS:
            if self._burst is None and (line := _line(watched)) is not None and is_card(line.text()):
                self._burst = _Burst(watched, "", 0, 0, -1, line.text())
            return self._ended()
        if event.key() == Qt.Key.Key_Backspace and self._burst is not None:
            self._burst.keys = self._burst.keys[:-1]
        elif event.text() and event.text().isprintable():
            if self._burst is None or self._burst.editor is not watched or self._since.hasExpired(APART_MS):
                self._burst = _begun(watched)
            self._burst.keys += event.text()
            self._since.start()
            if is_card(self._burst.keys):
                self._silence.start()
        return False

    def _ended(self) -> bool:
        """If what was typed is a card, put the field back and tell it."""
        self._silence.stop()
        burst, self._burst = self._burst, None
        if burst is None:
            return False
        text = _typed(burst)
        if not is_card(text):
            return False
        _put_back(burst)
        self.scanned.emit(burst.editor, text)
        return True


def _line(editor: QWidget) -> QLineEdit | None:
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    return editor if isinstance(editor, QLineEdit) else None


def _begun(editor: QWidget) -> _Burst:
    line = _line(editor)
    if line is None:
        return _Burst(editor, "", 0, 0, editor.currentIndex() if isinstance(editor, QComboBox) else -1)
    start = line.selectionStart() if line.hasSelectedText() else line.cursorPosition()
    return _Burst(editor, line.text(), start, start + len(line.selectedText()), -1)


def _typed(burst: _Burst) -> str:
    """What came into the field since the burst began; it knows better than the keys what a typing program did."""
    line = _line(burst.editor)
    if line is not None:
        before, after = burst.text[: burst.start], burst.text[burst.end :]
        now = line.text()
        if now.startswith(before) and now.endswith(after) and is_card(now):
            return now[len(before) : len(now) - len(after)]
    return burst.keys


def _put_back(burst: _Burst) -> None:
    line = _line(burst.editor)
    if line is not None:
        line.setText(burst.text)
    elif isinstance(burst.editor, QComboBox):
        burst.editor.setCurrentIndex(burst.chosen)


def proper(name: str) -> str:
    """A name in capitals as it is written in lists: ``NGUYỄN VĂN AN`` gives ``Nguyễn Văn An``."""
    if not name.isupper():
        return name
    return " ".join(word[:1] + word[1:].lower() for word in name.split())


class CardDialog(Dialog):
    """Waits for a scan, or shows one that must be confirmed; once accepted, ``read`` and ``name`` are what to take."""

    def __init__(self, parent: QWidget, read: CardRead | None = None, doubts: tuple[str, ...] = ()) -> None:
        super().__init__(
            parent,
            _("Scan card"),
            _("Take into the form"),
            text=_("Scan the QR code on the front of the card. The picture of the card is not kept."),
            width=620,
        )
        self.read: CardRead | None = None
        self._more_doubts = doubts
        self.listen = QLineEdit()
        self.listen.setPlaceholderText(_("Waiting for the scanner"))
        self.listen.setAccessibleName(_("Waiting for the scanner"))
        self.add(self.listen)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENT_MS)
        self._silence.timeout.connect(self._heard)
        self.listen.textChanged.connect(lambda text: self._silence.start() if is_card(text) else None)
        self.doubts = label("", "strong", tone="near-poor")
        self.doubts.hide()
        self.add(self.doubts)
        self.form = Form(columns=2)
        self.name = QLineEdit()
        self.form.add("full_name", _("Full name"), self.name, span=2)
        for field, title in (
            ("citizen_id", _("Citizen id")), ("birth", _("Birth")), ("sex", _("Sex")), ("address", _("Address")),
        ):  # fmt: skip
            line = QLineEdit()
            line.setReadOnly(True)
            line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.form.add(field, title, line, span=2 if field == "address" else 1)
        self.form.hide()
        self.add(self.form)
        self.primary.setEnabled(False)
        if read is not None:
            self._show(read)
        else:
            self.listen.setFocus()

    def confirm(self) -> None:
        """Enter: what was scanned is read, a read that is shown is taken."""
        if self.listen.text():
            self._heard()
        elif self.read is not None and self.name.text().strip():
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENDS and self.listen.text():
            self._heard()
            return
        super().keyPressEvent(event)

    def _heard(self) -> None:
        self._silence.stop()
        text = self.listen.text()
        if not text:
            return
        self.listen.clear()
        try:
            read = read_card(text)
        except InvalidInput as error:
            self.notice.show_text("error", error.problems[0].message, error.problems[0].code)
            self.listen.setFocus()
            return
        self._show(read)
        if not read.doubts and not self._more_doubts:
            self.accept()

    def _show(self, read: CardRead) -> None:
        self.read = read
        self.notice.show_text("info", "")
        doubts = (*read.doubts, *self._more_doubts)
        self.doubts.setText("\n".join(doubts))
        self.doubts.setVisible(bool(doubts))
        self.name.setText(proper(read.full_name))
        self.form.set_text("citizen_id", read.citizen_id)
        self.form.set_text("birth", str(read.birth or ""))
        self.form.set_text("sex", SEXES[read.sex] if read.sex else "")
        self.form.set_text("address", read.address)
        self.form.show()
        self.primary.setEnabled(True)
        self.name.setFocus()
        self._fit_to_content()
