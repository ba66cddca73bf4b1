"""The plan's targets, each beside what is reached, with the reason where that is not known."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.model_targets import STATE_NAMES, TargetLine, TargetState
from sinhke_desktop.gui.widgets import Card, Column, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.model_targets import plan

TONES = {TargetState.REACHED: "escaped", TargetState.NOT_REACHED: "poor", TargetState.NOT_KNOWN: "neutral"}


class TargetsCard(Card):
    """A line for each target; how it is counted stands below."""

    def __init__(self) -> None:
        super().__init__(_("Targets of the plan"))
        asked = plan()
        self.add(label(asked.name, "secondary"))
        self.model: RowsModel[TargetLine] = RowsModel(
            [
                Column(_("Target"), lambda row: row.name, tip=lambda row: row.target.reading),
                Column(_("Wanted"), lambda row: row.target.wanted),
                Column(_("Reached"), _reached),
                Column(_("State"), lambda row: STATE_NAMES[row.state], tone=lambda row: TONES[row.state]),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 2))
        self.table.setAccessibleName(_("Targets of the plan"))
        self.add(self.table)
        self.waiting = label(_("Reading the reviews…"), "secondary")
        self.add(self.waiting)
        self.table.hide()
        notes = [asked.unverified, *dict.fromkeys(f"{one.name}: {one.reading}" for one in asked.targets if one.reading)]
        self.notes = label("\n".join(notes), "secondary")
        self.add(self.notes)

    def show_lines(self, lines: Sequence[TargetLine]) -> None:
        """Show the targets; how those are counted that do not hold here is left out."""
        self.model.set_rows(lines)
        self.table.show()
        self.table.fit()
        self.waiting.hide()
        readings = dict.fromkeys(f"{one.target.name}: {one.target.reading}" for one in lines if one.target.reading)
        self.notes.setText("\n".join([plan().unverified, *readings]))


def _reached(row: TargetLine) -> str:
    return f"{row.reached}\n{row.reason}" if row.reason else row.reached
