"""Dialogs about the active model: a stage's day, its end, households that join, sign or leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.model_stages import StageMark
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.gui.widgets import Column, DataTable, Notice, QuietButton, RowsModel, SearchField, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import Register, RegisterRow

MOST_FOUND = 200


class StageDialog(FormDialog):
    """The day on which a stage was reached."""

    def __init__(
        self,
        parent: QWidget,
        mark: StageMark,
        today: date,
        save: Callable[[str], object],
        saved: Callable[[], object],
    ) -> None:
        text = {
            "done": _("This stage lies behind; its day can be corrected."),
            "current": _("The model stands at this stage; its day can be corrected."),
        }.get(mark.state, _("The model then stands at this stage."))
        super().__init__(parent, mark.name, lambda form: save(form.text("on")), saved, text=text, columns=1, width=420)
        self.form.add("on", _("Reached on"), day_field(mark.on or today))
        field = self.form.fields["on"].editor
        if isinstance(field, QLineEdit):
            field.selectAll()


class EndDialog(FormDialog):
    """The end of the model, with its reason."""

    def __init__(
        self, parent: QWidget, today: date, save: Callable[[str, str], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(
            parent,
            _("End the model"),
            lambda form: save(form.text("reason"), form.text("on")),
            saved,
            primary=_("End the model"),
            text=_("Everything recorded stays. Afterwards the commune can choose another model."),
            columns=1,
        )
        self.form.add("reason", _("Reason"), QLineEdit())
        self.form.add("on", _("Ended on"), day_field(today))


class JoinDialog(FormDialog):
    """Finds households in the register and lets them join one after the other."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        joined: set[str],
        today: date,
        join: Callable[[str, str, str], Sequence[str]],
        warnings: Callable[[str], Sequence[str]],
        saved: Callable[[], object],
    ) -> None:
        """*joined*: households that take part already; *join* returns what to look at; *warnings* asks before."""
        super().__init__(
            parent, _("Households join"), lambda form: None, saved, primary=_("Let the household join"),
            text=_("Search by name, hamlet or citizen number; accents do not matter."), width=680,
        )  # fmt: skip
        self.cancel.setText(_("Done"))
        self.rejected.connect(saved)
        self._register, self._joined, self._join, self._warnings = register, joined, join, warnings
        self.search = SearchField(_("Find a household"))
        self.model: RowsModel[RegisterRow] = RowsModel(
            [
                Column(_("Head of household"), lambda row: row.head_name, strong=lambda row: True),
                Column(_("Hamlet"), lambda row: row.hamlet_name),
                Column(
                    _("Class"), lambda row: CLASS_NAMES[row.poverty_class], tone=lambda row: tone(row.poverty_class)
                ),
            ]
        )
        self.table = DataTable(self.model)
        self.table.setMinimumHeight(theme.px(240))
        self.hint = Notice()
        self.count = label("", "secondary")
        for place, widget in enumerate((self.search, self.table, self.count, self.hint)):
            self.body.insertWidget(place, widget)
        self.form.add("joined_on", _("Joined on"), day_field(today))
        self.form.add("commitment_signed_on", _("Commitment signed on"), day_field(), _("May be left open"))
        self.search.searched.connect(self._find)
        self.search.left_down.connect(self.table.setFocus)
        self.table.chosen.connect(self._look)
        self.table.opened.connect(lambda _row: self.confirm())
        self._find("")
        self.search.setFocus()

    def _find(self, text: str) -> None:
        found = [row for row in self._register.find(text) if row.household_id not in self._joined]
        self.model.set_rows(found[:MOST_FOUND])
        self.count.setText(_("{count} households").format(count=len(found)))
        if found:
            self.table.choose(0)

    def _look(self, row: int) -> None:
        found = self._warnings(self.model.rows[row].household_id) if row >= 0 else ()
        self.hint.show_text("warn", "\n".join(found))

    def confirm(self) -> None:
        """The chosen household joins; the dialog stays for the next one."""
        row = self.table.current_row()
        if row < 0:
            self.notice.show_text("error", _("Choose the household."))
            return
        chosen = self.model.rows[row]
        try:
            self._join(chosen.household_id, self.form.text("joined_on"), self.form.text("commitment_signed_on"))
        except InvalidInput as wrong:
            others = self.form.show_problems(wrong.problems, focus=True)
            self.notice.show_text("error", " ".join(problem.message for problem in others))
            return
        self._joined.add(chosen.household_id)
        self.notice.show_text("done", _("{name} takes part now.").format(name=chosen.head_name))
        self.search.clear()
        self._find("")
        self.search.setFocus()


class ParticipantDialog(FormDialog):
    """One participant: the day of its commitment, or that it leaves and why."""

    def __init__(
        self,
        parent: QWidget,
        row: ParticipantRow,
        sign: Callable[[str], object],
        leave: Callable[[str, str], object],
        opened: Callable[[], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(parent, row.name, self._save, saved, text=row.hamlet)
        self._row, self._sign, self._leave = row, sign, leave
        one = row.participant
        self.form.add("commitment_signed_on", _("Commitment signed on"), day_field(one.commitment_signed_on))
        self.form.add("left_on", _("Left on"), day_field(one.left_on), _("Only where the household leaves the model"))
        self.form.add("leave_reason", _("Why it left"), QLineEdit(one.leave_reason), span=2)
        self.buttons.insertWidget(0, QuietButton(_("Open the household"), "house", lambda: self._open(opened)))

    def _open(self, opened: Callable[[], object]) -> None:
        self.reject()
        opened()

    def _save(self, form: object) -> None:
        one = self._row.participant
        signed, left = self.form.text("commitment_signed_on").strip(), self.form.text("left_on").strip()
        known = f"{one.commitment_signed_on:%d/%m/%Y}" if one.commitment_signed_on else ""
        reason = self.form.text("leave_reason").strip()
        if reason and not left:
            raise InvalidInput([Problem("left_on", _("The day is missing."), "MH-04")])
        if signed != known:
            self._sign(signed)
        if left:
            self._leave(left, reason)


def tone(poverty_class: str) -> str:
    """The pill's tone of a class."""
    return {"poor": "poor", "near-poor": "near-poor", "newly-escaped": "escaped"}.get(str(poverty_class), "neutral")
