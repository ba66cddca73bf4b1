"""Words within the help page that is open: a line of its own above the text, made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from sinhke_desktop.gui.help.text_view import HelpText
from sinhke_desktop.gui.widgets import SearchField
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.layouts import Flow
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _


class FindingLine(Flow):
    """The words, the places before and after, how many there are; *leave* closes it."""

    def __init__(self, text: HelpText, leave: Callable[[], object]) -> None:
        self._text = text
        self.words = SearchField(_("Find in the page"))
        self.said = label("", "secondary", wrap=False)
        before = QuietButton("", "chevron-up", lambda: self.step(-1), tip=_("The place before (Shift+F3)"))
        after = QuietButton("", "chevron-down", lambda: self.step(1), tip=_("The next place (F3)"))
        before.setAccessibleName(_("The place before"))
        after.setAccessibleName(_("The next place"))
        close = QuietButton("", "x", leave, tip=_("Close (Esc)"))
        close.setAccessibleName(_("Close"))
        super().__init__(self.words, before, after, self.said, close, gap=8)
        self.words.searched.connect(self.find_words)
        self.words.returnPressed.connect(lambda: self.step(1))

    def begin(self) -> None:
        """Show it and let words be typed."""
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def find_words(self, query: str) -> None:
        """Mark *query* in the page and go to the first place in sight."""
        count = self._text.find_words(query)
        self.said.setText("" if not query.strip() or count else _("Nothing found"))
        if count:
            self.step(1)

    def step(self, by: int) -> None:
        """Go to the next place, or back with -1."""
        at = self._text.go_to_found(by)
        if at:
            self.said.setText(_("{at} of {count}").format(at=at, count=self._text.found_count()))
