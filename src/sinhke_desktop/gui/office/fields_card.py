"""The fields of one planned change, before and after; both values where both sides changed it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.personal_fields import FIELDS, hidden_fields
from sinhke_desktop.gui.privacy.masking import DOTS, covered
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.gui.widgets import Column, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.receiving_plan import FieldChange, How, PlannedChange, Side

_HIDDEN = frozenset(name for record in FIELDS for name in hidden_fields(record))
"""Covered in any record is covered here: a path says no more than a name."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field in words."""

    name: str
    before: str
    after: str
    conflict: bool


def field_row(field: FieldChange) -> FieldRow:
    """A field's change in words; covered while sensitive fields are."""
    hidden = covered() and not _HIDDEN.isdisjoint(field.path.split("/"))

    def words(text: str) -> str:
        return DOTS if hidden and text else text or "–"

    if field.sides:
        after = "\n".join(f"{words(side.shown)} ({_who(side)})" for side in field.sides)
        return FieldRow(field.label, words(field.before), after, True)
    return FieldRow(field.label, words(field.before), words(field.after), False)


def _who(side: Side) -> str:
    return ", ".join(part for part in (side.officer, local_time(side.claimed_time)) if part)


class FieldsCard(QWidget):
    """A title and the table of fields; hidden without a record."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self._title = label("", "strong")
        self._none = label("", "secondary")
        self.model: RowsModel[FieldRow] = RowsModel(
            [
                Column(_("Item of the record"), lambda row: row.name),
                Column(_("Here now"), lambda row: row.before),
                Column(
                    _("Afterwards"),
                    lambda row: row.after,
                    strong=lambda row: row.conflict,
                    tip=lambda row: _("Changed on both sides; a person decides later.") if row.conflict else "",
                ),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 1, 2))
        self.table.setAccessibleName(_("Fields of the chosen record"))
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addWidget(self.table)

    def show_change(self, change: PlannedChange | None) -> None:
        """Show the fields of *change*; None hides."""
        self.setVisible(change is not None)
        if change is not None:
            self._title.setText(change.title)
            removed = _("The record is removed; what was known of it stays in the history.")
            self._none.setText(removed if change.how is How.REMOVED else _("No item of the record changes."))
            self._none.setVisible(not change.fields)
            self.table.setVisible(bool(change.fields))
            self.model.set_rows([field_row(field) for field in change.fields])
            self.table.fit()
