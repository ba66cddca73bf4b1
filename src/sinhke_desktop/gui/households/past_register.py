"""The register of an earlier day: how many households and people by hamlet, and who they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.past_view import PastDialog
from sinhke_desktop.gui.households.words import NOTHING, number
from sinhke_desktop.gui.widgets import Column, DataTable, Dialog, Flow, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.form_dialog import day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets, past
from sinhke_desktop.services.workspace import today


@dataclass(frozen=True, slots=True)
class HamletThen:
    """A hamlet with its households and people on a day."""

    name: str
    households: int
    people: int


def by_hamlet(found: Sequence[Household], names: dict[str, str]) -> list[HamletThen]:
    """Counts by hamlet in the order of *names*; hamlets that are no more come last under a dash."""
    counts: dict[str, tuple[int, int]] = {}
    for one in found:
        key = one.hamlet_id if one.hamlet_id in names else ""
        households, people = counts.get(key, (0, 0))
        counts[key] = (households + 1, people + len(one.members))
    return [HamletThen(names.get(key, NOTHING), *counts[key]) for key in (*names, "") if key in counts]


class PastRegisterDialog(Dialog):
    """Asks for a day, shows the register of that day; Enter or a double click shows one household of it."""

    def __init__(self, parent: QWidget, context: Context, restored: Callable[[str], object]) -> None:
        text = _(
            "Acts count from the day on which they happened, other changes from the day on which they were stored."
        )
        super().__init__(parent, _("The register on an earlier day"), "", text=text, width=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.setText(_("Back to now"))
        self._context, self._restored = context, restored
        self._names = {one.id: f"{one.kind} {one.name}" for one in hamlets.all_hamlets(context.workspace)}
        self._shown: date | None = None
        self.day = day_field()
        self.day.setMaximumWidth(self.day.fontMetrics().horizontalAdvance("0" * 22))
        self.day.returnPressed.connect(self.look)
        self.look_button = QuietButton(_("Look back"), "history", self.look)
        self.add(Flow(self.day, self.look_button))
        self.total = label("", "strong")
        self.add(self.total)
        self.hamlets: RowsModel[HamletThen] = RowsModel(
            [
                Column(_("Hamlet"), lambda one: one.name),
                Column(_("Households"), lambda one: number(one.households), numeric=True),
                Column(_("People"), lambda one: number(one.people), numeric=True),
            ]
        )
        self.hamlet_table = DataTable(self.hamlets, plain=True)
        self.add(self.hamlet_table)
        self.households: RowsModel[Household] = RowsModel(
            [
                Column(_("Head of household"), lambda one: one.head.full_name if one.members else NOTHING),
                Column(_("Hamlet"), lambda one: self._names.get(one.hamlet_id, NOTHING)),
                Column(_("Members"), lambda one: str(len(one.members)), numeric=True),
            ]
        )
        self.table = DataTable(self.households, plain=True)
        self.table.setMinimumHeight(theme.px(240))
        self.table.opened.connect(self._open)
        self.add(self.table)
        for table in (self.hamlet_table, self.table):
            table.hide()

    def look(self) -> None:
        """Read the register of the typed day in the worker."""
        try:
            day = parse_day(self.day.text())
        except ValueError:
            day = None
        workspace = self._context.workspace
        if day is None or day > today(workspace):
            self.notice.show_text("warn", _("Type a day that has passed, as 19/06/2024."))
            return
        self.notice.show_text("info", "")
        asked = day
        self._context.runner.run_shown(
            self,
            _("Reading the register of {day}").format(day=f"{asked:%d/%m/%Y}"),
            lambda progress: past.register_as_of(workspace, asked, progress),
            lambda found: self._show(asked, found),
        )

    def _show(self, day: date, found: list[Household]) -> None:
        self._shown = day
        people = sum(len(one.members) for one in found)
        text = _("{day}: {households} households, {people} people")
        self.total.setText(text.format(day=f"{day:%d/%m/%Y}", households=number(len(found)), people=number(people)))
        self.hamlets.set_rows(by_hamlet(found, self._names))
        self.hamlet_table.fit_height()
        self.households.set_rows(
            sorted(found, key=lambda one: name_sort_key(one.head.full_name) if one.members else "")
        )
        for table in (self.hamlet_table, self.table):
            table.setVisible(bool(found))
        self._fit_to_content()

    def _open(self, row: int) -> None:
        if self._shown is not None:
            one = self.households.rows[row]
            self.one = PastDialog(
                self, self._context, one.id, self._shown, lambda: True, lambda: self._has_restored(one.id)
            )
            self.one.open()

    def _has_restored(self, household_id: str) -> None:
        self.accept()
        self._restored(household_id)
