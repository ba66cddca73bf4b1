"""Between two forms: which are not back, and among which households to choose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.gui.widgets import (
    Column,
    DataTable,
    EmptyState,
    Flow,
    LinkButton,
    Notice,
    QuietButton,
    RowsModel,
    clear,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services.form_drafts import FormDraft
from sinhke_desktop.services.returned_forms import Candidate, OutForm, PaperForm, Stack

MOST_DRAFTS = 3


class OutList(QWidget):
    """The forms that are not back. Signals: one is entered; one is given up; a draft goes on, or is let go."""

    opened = Signal(object)
    lost = Signal(object)
    go_on = Signal(object)
    let_go = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.drafts = QVBoxLayout()
        self.drafts.setSpacing(8)
        column.addLayout(self.drafts)
        self.title = label(_("Forms that are not back"), "card-title", wrap=False)
        self.lost_button = QuietButton(_("Will not come back"), "x", self._lost, key="Ctrl+Del")
        self.lost_button.setEnabled(False)
        self.spare = label("", "secondary", wrap=False)
        self.head = Flow(self.title, self.lost_button, self.spare)
        column.addWidget(self.head)
        self.model: RowsModel[OutForm] = RowsModel([
            Column(_("Number"), lambda one: shown_number(one.sheet.number)),
            Column(_("Household"), lambda one: one.name),
            Column(_("Hamlet"), lambda one: one.hamlet),
            Column(_("Printed on"), lambda one: f"{one.sheet.printed_on:%d/%m/%Y}" if one.sheet.printed_on else ""),
        ])  # fmt: skip
        self.table = DataTable(self.model, stretch=(1,))
        self.table.opened.connect(lambda row: self.opened.emit(self.model.rows[row].sheet))
        self.table.chosen.connect(lambda row: self.lost_button.setEnabled(row >= 0))
        column.addWidget(self.table, 1)
        self.nothing = EmptyState(
            "circle-check",
            _("No form is out"),
            _("Forms printed with a number are listed here until they are entered. A form without a number is found by "
              "the household's name."),
        )  # fmt: skip
        column.addWidget(self.nothing, 1)

    def show_stack(self, stack: Stack, drafts: Sequence[FormDraft]) -> None:
        """Show which forms are out and which were half typed."""
        self.model.set_rows(stack.out)
        some = bool(stack.out)
        for part in (self.table, self.head):
            part.setVisible(some)
        self.nothing.setVisible(not some)
        self.spare.setText(_("and {count} spare forms").format(count=len(stack.spare)) if stack.spare else "")
        clear(self.drafts)
        for draft in drafts[-MOST_DRAFTS:]:
            text = _("The form of {name} was typed but not saved.")
            notice = Notice("warn", text.format(name=draft.words))
            notice.add_button(_("Go on typing"), partial(self.go_on.emit, draft))
            notice.add_button(_("Let it go"), partial(self.let_go.emit, draft))
            self.drafts.addWidget(notice)

    def _lost(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            self.lost.emit(self.model.rows[row])


class CandidateList(QWidget):
    """Households to choose from. Signals: one was chosen; a new household is to be made first."""

    chosen = Signal(object)
    new_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = label("", "card-title")
        column.addWidget(self.title)
        self.model: RowsModel[Candidate] = RowsModel([
            Column(_("Household"), lambda one: one.name),
            Column(_("Hamlet"), lambda one: one.hamlet),
            Column(_("Forms that are out"), lambda one: ", ".join(_named(form) for form in one.forms)),
        ])  # fmt: skip
        self.table = DataTable(self.model, stretch=(0,))
        self.table.opened.connect(lambda row: self.chosen.emit(self.model.rows[row]))
        column.addWidget(self.table, 1)
        self.new = LinkButton(_("The household is not in the register: make its record first"), "", self.new_asked.emit)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)

    def ask(self, number: str) -> None:
        """A spare form: nothing to choose from until a name is typed."""
        text = _("Spare form {number}: whose name is written on it? Type it above.")
        self.title.setText(text.format(number=shown_number(number)) if number else _("Whose form is it?"))
        self.model.set_rows(())
        self.table.hide()
        self.new.setVisible(True)

    def show_candidates(self, candidates: Sequence[Candidate], spare: str) -> None:
        """Offer *candidates*; Enter takes the first."""
        text = _("Spare form {number}: choose the household with the arrows and Enter.")
        plain = _("Choose the household with the arrows and Enter.")
        self.title.setText(text.format(number=shown_number(spare)) if spare else plain)
        self.model.set_rows(candidates)
        self.table.show()
        self.new.setVisible(bool(spare))
        self.table.choose(0)
        self.table.setFocus()


def _named(form: PaperForm) -> str:
    return shown_number(form.number)
