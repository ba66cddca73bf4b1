"""Visits to the households of the model: overdue, due, planned; their forms, and plans for all of them."""

from __future__ import annotations

from datetime import date

from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.widgets import Card, Column, Form, Pill, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.fields import TickChoices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import visits_due
from sinhke_desktop.services.visits_due import ModelVisit, VisitState

TONES = {
    VisitState.OVERDUE: "poor", VisitState.DUE: "near-poor", VisitState.PLANNED: "neutral", VisitState.DONE: "escaped",
}  # fmt: skip


class VisitsCard(Card):
    """Enter opens the household's visit; the buttons print the forms of, and plan for, all still to be visited."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(_("Visits this month"))
        self.file = file
        self.dialog: FormDialog | None = None
        self.count = Pill("", "neutral")
        self.plan_button = QuietButton(_("Plan visits"), "footprints", self.plan)
        self.print_button = QuietButton(_("Print visit forms"), "printer", self.print_forms)
        for widget in (self.count, self.plan_button, self.print_button):
            self.add_to_head(widget)
        words = {
            VisitState.OVERDUE: _("Overdue"),
            VisitState.DUE: _("Not visited yet"),
            VisitState.PLANNED: _("Visit planned"),
            VisitState.DONE: _("Visited"),
        }
        self.model: RowsModel[ModelVisit] = RowsModel(
            [
                Column(_("Household"), lambda row: row.name),
                Column(_("Hamlet"), lambda row: row.hamlet),
                Column(_("Last visit"), lambda row: _day(row.last_visit) or _("never"), numeric=True),
                Column(_("Planned for"), lambda row: _day(row.planned_on), numeric=True),
                Column(_("State"), lambda row: words[row.state], tone=lambda row: TONES[row.state]),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0,))
        self.table.opened.connect(
            lambda row: file.context.navigate("visits", household_id=self.model.rows[row].household_id)
        )
        self.nothing = label("", "secondary")
        self.add(self.nothing)
        self.add(self.table)
        self.lines: list[ModelVisit] = []

    def read(self) -> None:
        """Show the households that are still to be visited this month."""
        self.lines = visits_due.of_model(self.file.workspace, self.file.model_id)
        wanted = self._wanted()
        self.model.set_rows(wanted)
        self.table.fit()
        late = sum(line.state is VisitState.OVERDUE for line in wanted)
        text = _("{done} of {all} visited, {late} overdue")
        self.count.show_tone(
            text.format(done=len(self.lines) - len(wanted), all=len(self.lines), late=late),
            "poor" if late else "escaped" if not wanted else "neutral",
        )
        self.nothing.setText(
            _("All households were visited this month.") if self.lines else _("No household takes part yet.")
        )
        self.nothing.setVisible(not wanted)
        self.count.setVisible(bool(self.lines))
        for widget in (self.table, self.plan_button, self.print_button):
            widget.setVisible(bool(wanted))

    def _wanted(self) -> list[ModelVisit]:
        return [line for line in self.lines if line.wanted]

    def print_forms(self) -> None:
        """Print the forms of exactly the households still to be visited."""
        ids = ",".join(line.household_id for line in self._wanted())
        self.file.context.navigate("visits", print_forms=ids)

    def plan(self) -> None:
        """Ask for the day and the households to plan a visit for."""
        wanted = self._wanted()
        dialog = FormDialog(self, _("Plan visits"), self._save_plan, self._planned, primary=_("Plan"))
        dialog.form.add("planned_on", _("Day"), day_field(self.file.today()))
        names = {line.household_id: " · ".join(filter(None, (line.name, line.hamlet))) for line in wanted}
        dialog.form.add("household_id", _("Households"), TickChoices(names), span=2)
        dialog.form.add("note", _("Note"), note_field(lines=2), span=2)
        unplanned = [line.household_id for line in wanted if line.planned_on is None]
        dialog.form.set_text("household_id", ",".join(unplanned))
        self.dialog = dialog
        dialog.open()

    def _save_plan(self, form: Form) -> None:
        chosen = [one for one in form.text("household_id").split(",") if one]
        self._count = visits_due.plan(self.file.workspace, chosen, form.text("planned_on"), form.text("note"))

    def _planned(self) -> None:
        self.file.context.toast(_("{count} visits planned.").format(count=self._count))
        self.file.context.refresh()


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
