"""The record of a visit: when, what was found, what was agreed, when next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.widgets import Form, QuietButton
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.i18n import _

AGREEMENTS = 3


class VisitDialog(FormDialog):
    """Records a visit to one household."""

    def __init__(
        self,
        parent: QWidget,
        household_id: str,
        name: str,
        where: str,
        today: date,
        save: Callable[[VisitInput], object],
        saved: Callable[[], object],
        opened: Callable[[], object],
    ) -> None:
        super().__init__(
            parent, _("Visit to {name}").format(name=name), lambda form: save(self._input(form)), saved,
            primary=_("Save the visit"), text=where, width=680,
        )  # fmt: skip
        self._household_id = household_id
        self.form.add("visited_on", _("Visited on"), day_field(today))
        self.form.add("next_visit_on", _("Next visit"), day_field())
        self.form.add("needs", _("What the household needs"), note_field(lines=2), span=2)
        for number in range(1, AGREEMENTS + 1):
            self.form.add(f"text{number}", _("Agreed {number}").format(number=number), QLineEdit(), span=2)
            self.form.add(f"who{number}", _("Who does it"), QLineEdit())
            self.form.add(f"due{number}", _("By when"), day_field())
        self.form.add("note", _("Note"), note_field(lines=2), span=2)
        self.buttons.insertWidget(0, QuietButton(_("Open the household"), "house", lambda: self._leave(opened)))

    def _leave(self, opened: Callable[[], object]) -> None:
        self.reject()
        opened()

    def _input(self, form: Form) -> VisitInput:
        problems: list[Problem] = []
        agreements = []
        for number in range(1, AGREEMENTS + 1):
            text, who = form.text(f"text{number}").strip(), form.text(f"who{number}").strip()
            try:
                due = parse_day(form.text(f"due{number}"))
            except ValueError:
                problems.append(Problem(f"due{number}", _("Type the day as 19/06/2024."), "TV-01"))
                continue
            if text:
                agreements.append(Agreement(text, who, due))
            elif who or due:
                problems.append(Problem(f"text{number}", _("Say what was agreed."), "TV-01"))
        if problems:
            raise InvalidInput(problems)
        return VisitInput(
            self._household_id,
            visited_on=form.text("visited_on"),
            agreements=agreements,
            needs=form.text("needs"),
            next_visit_on=form.text("next_visit_on"),
            note=form.text("note"),
        )
