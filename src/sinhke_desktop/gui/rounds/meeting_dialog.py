"""One village meeting: its minutes and the votes on each household."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.round_forms import MeetingInput, VoteTyped
from sinhke_desktop.domain.round_state import votes_needed
from sinhke_desktop.domain.rounds import VillageMeeting
from sinhke_desktop.errors import InvalidInput, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.rounds.round_dialogs import nothing
from sinhke_desktop.gui.rounds.vote_sheet import VoteSheet
from sinhke_desktop.gui.widgets import Columns, LinkButton, label
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.gui.widgets.sheet import SheetModel, SheetTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.round_board import BoardRow

Record = Callable[[MeetingInput, dict[str, VoteTyped]], object]
TEXTS = ("place", "chair", "secretary", "officials", "reviewers", "front", "opinions", "note")


class MeetingDialog(FormDialog):
    """Fills the minutes; Enter saves both minutes and votes."""

    def __init__(
        self, parent: QWidget, hamlet_id: str, hamlet: str, attempt: int, rows: Sequence[BoardRow],
        meeting: VillageMeeting | None, today: date, percent: int, record: Record,
    ) -> None:  # fmt: skip
        """*meeting* None records a new one."""
        title = _("Village meeting {number}: {hamlet}").format(number=attempt, hamlet=hamlet)
        super().__init__(
            parent, title, self._save, nothing, width=1160,
            text=_("At least {percent} % of all who were present must agree.").format(percent=percent),
        )  # fmt: skip
        self._record, self._hamlet_id, self._attempt = record, hamlet_id, attempt
        form = self.form
        form.add("held_on", _("Held on"), day_field(meeting.held_on if meeting else today))
        form.add("present", _("People present"), QLineEdit())
        form.add("place", _("Where it was held"), QLineEdit())
        form.add("listed_households", _("Households on the list"), QLineEdit(str(len(rows))))
        form.add("represented", _("of them represented"), QLineEdit())
        form.add("chair", _("Chair (head of the hamlet)"), QLineEdit())
        form.add("secretary", _("Secretary"), QLineEdit())
        form.add("officials", _("Commune's committee, one a line"), note_field(lines=2))
        form.add("reviewers", _("Reviewers, one a line"), note_field(lines=2))
        form.add("front", _("Fatherland Front and organisations"), note_field(lines=2))
        form.add("opinions", _("What was said"), note_field(lines=2), span=2)
        self.sheet = VoteSheet(rows, meeting, percent)
        self.model = SheetModel(self.sheet)
        self.grid = SheetTable(self.model, wrap=(0,), plain=False)
        self.model.typed.connect(self.model.look_again)
        self.all = LinkButton(_("Everybody agrees where nothing stands"), "check", self._everybody, key="Ctrl+T")
        self.needed = label("", "secondary")
        self._percent = percent
        self._beside()
        if meeting is not None:
            form.set_text("present", str(meeting.present))
            form.set_text("listed_households", str(meeting.listed_households or ""))
            form.set_text("represented", str(meeting.represented or ""))
            for name in TEXTS:
                if name in form.fields:
                    form.set_text(name, getattr(meeting, name))
        form.changed.connect(self._settle)
        self._settle()
        form.fields["present" if meeting is None else "held_on"].editor.setFocus()

    def _beside(self) -> None:
        """Minutes at the left, votes at the right; below each other where there is no room."""
        votes = QWidget()
        column = QVBoxLayout(votes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Votes"), "card-title"))
        column.addWidget(self.needed)
        column.addWidget(self.all)
        column.addWidget(self.grid)
        column.addStretch(1)
        self.body.removeWidget(self.form)
        sides = Columns(side_by_side=theme.px(860))
        sides.add(self.form, 5)
        sides.add(votes, 6)
        self.add(sides)

    def _settle(self) -> None:
        text = self.form.text("present").strip()
        self.sheet.present = int(text) if text.isdecimal() else 0
        self.all.setEnabled(self.sheet.present > 0)
        needed = votes_needed(self.sheet.present, self._percent)
        words = _("At least {needed} of {present} people must agree.").format(needed=needed, present=self.sheet.present)
        self.needed.setText(words if self.sheet.present else _("State how many people are present first."))
        self.model.look_again()

    def _everybody(self) -> None:
        self.sheet.everybody_agrees()
        self.model.look_again()
        self.grid.begin()

    def _save(self, form: Form) -> object:
        typed = MeetingInput(
            hamlet_id=self._hamlet_id, attempt=self._attempt, **{name: form.text(name) for name in form.fields}
        )
        return self._record(typed, self.sheet.votes())

    def refused(self, error: SinhkeError) -> None:
        """Votes that are refused are marked in their cells."""
        if isinstance(error, InvalidInput):
            self.sheet.refuse(error)
            self.model.look_again()
        super().refused(error)
