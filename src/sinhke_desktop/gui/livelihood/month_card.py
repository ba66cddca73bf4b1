"""The month's follow-up as one grid, with the month before and after, and Ctrl+S."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.gui.livelihood.follow_up_sheet import FIELDS, FollowUpSheet
from sinhke_desktop.gui.widgets import Card, EmptyState, LinkButton, Notice, Pill, QuietButton, label
from sinhke_desktop.gui.widgets.sheet import SheetModel, SheetTable
from sinhke_desktop.i18n import _

WORDY = (FIELDS.index("problem"), FIELDS.index("next_step"))


class MonthCard(Card):
    """Tells :attr:`typed`, :attr:`stepped` (-1 or 1 months), :attr:`join_asked`, :attr:`forget_asked`."""

    typed = Signal()
    stepped = Signal(int)
    join_asked = Signal()
    forget_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Follow-up"))
        self._standing = Pill("", "neutral")
        self.before = QuietButton(
            "", "chevron-left", lambda: self.stepped.emit(-1), key="Alt+Left", tip=_("Month before")
        )
        self.after = QuietButton(
            "", "chevron-right", lambda: self.stepped.emit(1), key="Alt+Right", tip=_("Month after")
        )
        self.before.setAccessibleName(_("Month before"))
        self.after.setAccessibleName(_("Month after"))
        for part in (self._standing, self.before, self.after):
            self.add_to_head(part)
        self.nobody = EmptyState(
            "user-plus",
            _("No household takes part yet"),
            _("Let households of the register join; then each month has one line for each of them here."),
        )
        self.nobody_button = QuietButton(_("Add households"), "user-plus", self.join_asked.emit)
        self.problems = Notice()
        self._how = label(
            _(
                "Type as in a spreadsheet: Enter goes down, Tab to the right; a day may be typed as 14. "
                "Revolved: what was given on to another household."
            ),
            "secondary",
        )
        self.forget = LinkButton(_("Throw away what was typed"), pressed=self.forget_asked.emit)
        self.model = SheetModel(_NoMonth())
        self.grid = SheetTable(self.model, wrap=(0, *WORDY))
        self.model.typed.connect(self.typed)
        for widget in (self.nobody, self.nobody_button, self.grid, self.problems, self.forget, self._how):
            self.add(widget)

    def show_month(self, sheet: FollowUpSheet, *, first: bool, last: bool) -> None:
        """Show a month; *first* and *last*: there is none before or after it."""
        at = self.grid.currentIndex()
        self.set_title(_("Follow-up of month {month}").format(month=month_name(sheet.table.month)))
        self.before.setEnabled(not first)
        self.after.setEnabled(not last)
        self.model.set_sheet(sheet)
        self.grid.fit()
        if at.isValid():
            self.grid.setCurrentIndex(self.model.index(at.row(), at.column()))
        everyone, noted = len(sheet.table.lines), sheet.table.noted
        self._standing.show_tone(
            _("{noted} of {all} households noted").format(noted=noted, all=everyone),
            "escaped" if noted == everyone else "neutral",
        )
        self._standing.setVisible(bool(everyone))
        for nobody in (self.nobody, self.nobody_button):
            nobody.setVisible(not everyone)
        for somebody in (self.grid, self._how):
            somebody.setVisible(bool(everyone))

    def show_typing(self, wrong: Sequence[str], *, dirty: bool) -> None:
        """Say what is wrong; offer to throw away what is not saved."""
        self.problems.show_text("error", "\n".join(wrong))
        self.forget.setVisible(dirty)


class _NoMonth:
    """A grid without lines, until the first month is read."""

    def titles(self) -> list[str]:
        return []

    def row_count(self) -> int:
        return 0

    def text(self, row: int, column: int) -> str:
        return ""

    shown = problem = mark = text

    def editable(self, row: int, column: int) -> bool:
        return False

    def numeric(self, column: int) -> bool:
        return False

    def put(self, row: int, column: int, text: str) -> None:
        return None
