"""What is known of the chosen commune: its standing, machines, bundles, and what can be done for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.communes.words import CommuneRow, standing_lines
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    Flow,
    Pill,
    PrimaryButton,
    QuietButton,
    RowsModel,
    clear,
    label,
)
from sinhke_desktop.gui.widgets.drives import WhereChoice
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.machines import Machine
from sinhke_desktop.settings import Settings
from sinhke_desktop.storage.paired_devices import Position

FOLDER = "office_stick"
MOST_BUNDLES = 12


class CommuneCard(Card):
    """The pane beside the table; *go* opens another page for the commune, *receipts* writes its receipts."""

    def __init__(self, settings: Settings, go: Callable[[str], object], receipts: Callable[[], object]) -> None:
        super().__init__(" ")
        self.state = Pill("", "neutral")
        self.add_to_head(self.state)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(4))
        self.body.addLayout(self._lines)
        self._machines_title = label(_("Machines"), "strong")
        self.machines: RowsModel[Machine] = RowsModel(
            [
                Column(_("Number read aloud"), lambda one: one.number),
                Column(
                    _("State"),
                    lambda one: _("revoked") if one.revoked else _("believed"),
                    tone=lambda one: "poor" if one.revoked else "escaped",
                ),
            ]
        )
        self.machines_table = WrapTable(self.machines, wrap=(0,))
        self.machines_table.setAccessibleName(_("Machines"))
        self._bundles_title = label(_("Bundles received"), "strong")
        self.bundles: RowsModel[Position] = RowsModel(
            [
                Column(_("Bundle number"), lambda one: str(one.sequence), numeric=True),
                Column(
                    _("Received on"),
                    lambda one: local_time(one.received_at)[:10],
                    numeric=True,
                    tip=lambda one: local_time(one.received_at),
                ),
            ]
        )
        self.bundles_table = WrapTable(self.bundles, wrap=())
        self.bundles_table.setAccessibleName(_("Bundles received"))
        for part in (self._machines_title, self.machines_table, self._bundles_title, self.bundles_table):
            self.add(part)
        self.where = WhereChoice(settings, FOLDER)
        self._where_title = label(_("Where to"), "secondary")
        self.receipt = PrimaryButton(_("Write the receipts"), "usb", receipts, key="Ctrl+R")
        self.add(self._where_title)
        self.add(self.where)
        self.households = QuietButton(_("See its register"), "users", lambda: go("consolidated"))
        self.differences = QuietButton(_("Return for correction"), "undo-2", lambda: go("differences"))
        self.keys = QuietButton(_("Machines and keys"), "key-round", lambda: go("machines"))
        self.add(Flow(self.receipt, self.households, self.differences, self.keys))
        self.body.addStretch(1)

    def show_commune(self, row: CommuneRow | None, machines: Sequence[Machine]) -> None:
        """Show the commune; None hides the pane."""
        self.setVisible(row is not None)
        if row is None:
            return
        self.set_title(f"{row.name} · {row.code}")
        self.state.show_tone(row.word, row.tone)
        clear(self._lines)
        for line in standing_lines(row.standing):
            self._lines.addWidget(label(line))
        paired = row.standing.machines > 0
        for part in (self._where_title, self.where, self.receipt, self.households, self.differences):
            part.setVisible(paired)
        self._show_machines(machines)

    def _show_machines(self, machines: Sequence[Machine]) -> None:
        """The machines, and the newest of their bundles."""
        received = sorted((one for machine in machines for one in machine.bundles), key=lambda one: one.received_at)
        bundles = received[: -MOST_BUNDLES - 1 : -1]
        self.machines.set_rows(machines)
        self.bundles.set_rows(bundles)
        for title, table, rows in (
            (self._machines_title, self.machines_table, machines),
            (self._bundles_title, self.bundles_table, bundles),
        ):
            title.setVisible(bool(rows))
            table.setVisible(bool(rows))
            table.fit()
