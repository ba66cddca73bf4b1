"""Finding text in a paper: as one types, without accents too; page after page off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.documents.preview import OpenPdf, Passage
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.fields import SearchField
from sinhke_desktop.gui.widgets.layouts import Flow
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from sinhke_desktop.gui.tasks import Runner

PAGES_AT_ONCE = 20
PAUSE_MS = 200
Marks = Callable[[Mapping[int, Sequence[Passage]], Passage | None], None]


class FindBar(QWidget):
    """Tells *mark* what was found on which page and which of it is looked at; *go* brings that one into sight."""

    def __init__(self, runner: Runner, mark: Marks, go: Callable[[Passage], None], page: Callable[[], int]) -> None:
        """*page* says which page (from 0) is looked at: the first hit is sought from there on."""
        super().__init__()
        self._runner, self._mark, self._go, self._page = runner, mark, go, page
        self._document: OpenPdf | None = None
        self._turn = 0
        self._found: list[Passage] = []
        self._by_page: dict[int, list[Passage]] = {}
        self._at = -1
        self._left = 0
        self.field = SearchField(_("Find in the paper"))
        self.before = QuietButton(
            "", "chevron-up", lambda: self.step(-1), tip=_("The place before (Shift+F3)"), parent=self
        )
        self.after = QuietButton("", "chevron-down", lambda: self.step(1), tip=_("The next place (F3)"), parent=self)
        self.before.setAccessibleName(_("The place before"))
        self.after.setAccessibleName(_("The next place"))
        self.leave = QuietButton("", "x", self.close_bar, tip=_("Close (Esc)"), parent=self)
        self.leave.setAccessibleName(_("Close"))
        self.said = label("", "secondary", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(self.field, self.before, self.after, self.said, self.leave, gap=8))
        pause = self._pause = QTimer(self)
        pause.setSingleShot(True)
        pause.setInterval(PAUSE_MS)
        pause.timeout.connect(self.begin)
        self.field.textChanged.connect(lambda _text: pause.start())
        self._say()

    def show_document(self, document: OpenPdf | None) -> None:
        """Find in *document* from now on; what is typed is looked for again."""
        self._document = document
        self.begin()

    @property
    def found(self) -> Sequence[Passage]:
        """All hits so far, in the order of the pages."""
        return self._found

    @property
    def hit(self) -> Passage | None:
        """The hit that is looked at."""
        return self._found[self._at] if 0 <= self._at < len(self._found) else None

    @property
    def searching(self) -> bool:
        """Are there pages that were not looked at yet?"""
        return self._left > 0

    def begin(self) -> None:
        """Look for what stands in the field."""
        self._pause.stop()
        self._turn += 1
        self._found, self._by_page, self._at = [], {}, -1
        wanted = self.field.text().strip() if not self.isHidden() else ""
        self._left = len(self._document) if self._document is not None and wanted else 0
        self._mark({}, None)
        self._say()
        self._go_on(wanted)

    def _go_on(self, wanted: str) -> None:
        document = self._document
        if document is None or not self._left:
            return
        first = len(document) - self._left
        pages = range(first, min(first + PAGES_AT_ONCE, len(document)))
        self._runner.run(
            lambda _progress: [one for page in pages for one in document.find(page, wanted)],
            partial(self._take, self._turn, wanted, len(pages)),
        )

    def _take(self, turn: int, wanted: str, pages: int, found: list[Passage]) -> None:
        if turn != self._turn:
            return
        self._left -= pages
        self._found += found
        for one in found:
            self._by_page.setdefault(one.page, []).append(one)
        if self._at < 0:
            here = self._page()
            self._at = next((at for at, one in enumerate(self._found) if one.page >= here), -1)
            if self._at < 0 and not self._left and self._found:
                self._at = 0
            if self.hit is not None:
                self._go(self.hit)
        self._mark(self._by_page, self.hit)
        self._say()
        self._go_on(wanted)

    def step(self, by: int) -> None:
        """To the next hit or the one before; after the last comes the first."""
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._mark(self._by_page, self.hit)
            self._go(self._found[self._at])
        self._say()

    def _say(self) -> None:
        if self._found:
            text = _("{at} of {count}").format(at=self._at + 1, count=len(self._found))
            self.said.setText(f"{text} …" if self._left else text)
        elif self._left:
            self.said.setText(_("Looking…"))
        else:
            self.said.setText(_("Not found") if self.field.text().strip() and self._document is not None else "")
        for button in (self.before, self.after):
            button.setEnabled(bool(self._found))

    def open_bar(self) -> None:
        """Show it and let typing begin."""
        was_hidden = self.isHidden()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if was_hidden:
            self.begin()

    def close_bar(self) -> None:
        """Hide it and take the marks away; the words stay for the next time."""
        self.hide()
        self.begin()

    def event(self, event: QEvent) -> bool:
        """Esc closes the bar before it means anything to the page or dialog around it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.begin()
            else:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
