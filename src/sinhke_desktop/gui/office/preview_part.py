"""What receiving a bundle would change: counted by kind, then record by record with its fields before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.office.contract import PlanShown, Show
from sinhke_desktop.gui.office.fields_card import FieldsCard
from sinhke_desktop.gui.office.words import HOW_TONES, CountRow, count_words, how_word
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    Columns,
    DataTable,
    Flow,
    Notice,
    PrimaryButton,
    QuietButton,
    RowsModel,
    SearchField,
    label,
)
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.receiving_plan import PlannedChange


class PreviewPart(QWidget):
    """The chosen file's plan; tells :attr:`receive_asked`, the changes to be listed and what is searched for."""

    receive_asked = Signal()
    back_asked = Signal()
    kind_chosen = Signal(object)
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.verdict = Notice()
        self.receive = PrimaryButton(_("Receive into the store"), "inbox", self.receive_asked.emit, key="Ctrl+S")
        self.to_files = QuietButton(_("Back to the files"), "arrow-left", self.back_asked.emit, key="Esc")
        column.addWidget(self._head())
        self.sides = Columns(side_by_side=theme.px(900))
        self.sides.add(self._counts_card(), 32)
        self.sides.add(self._changes_card(), 68)
        column.addWidget(self.sides, 1)

    def _head(self) -> Card:
        card = Card()
        self._title = label("", "card-title")
        self._file = label("", "secondary")
        for part in (self._title, self._file, self.verdict, Flow(self.to_files, self.receive)):
            card.add(part)
        return card

    def _counts_card(self) -> Card:
        card = Card(_("Records by kind"))
        self.counts: RowsModel[CountRow] = RowsModel(
            [
                Column(_("Records"), lambda row: row.kind),
                Column(_("How many of each"), count_words),
            ]
        )
        self.counts_table = WrapTable(self.counts, wrap=(0, 1))
        self.counts_table.setAccessibleName(_("Records by kind"))
        card.add(self.counts_table)
        card.body.addStretch(1)
        return card

    def _changes_card(self) -> Card:
        card = Card(_("Record by record"))
        self._names = {
            Show.ALL: _("All"), Show.CONFLICTS: _("To decide"), Show.NEW: _("New"), Show.CHANGED: _("Changed"),
            Show.REMOVED: _("Removed"), Show.RESTORED: _("Restored"),
        }  # fmt: skip
        self.tabs = SectionTabs({show.value: name for show, name in self._names.items()})
        self.tabs.chosen.connect(lambda key: self.kind_chosen.emit(Show(key)))
        self.field = SearchField(_("Find among these records"))
        self.field.searched.connect(self.searched)
        self.field.left_down.connect(self._go_down)
        self.model: RowsModel[PlannedChange] = RowsModel(
            [
                Column(_("What happens"), lambda one: how_word(one.how), tone=lambda one: HOW_TONES[one.how]),
                Column(_("Record"), lambda one: one.title, strong=lambda one: True),
                Column(
                    _("Differences"),
                    lambda one: _("{count} fields").format(count=one.conflicts) if one.conflicts else "",
                    tone=lambda one: "warn" if one.conflicts else "",
                ),
            ]
        )
        self.table = DataTable(self.model, stretch=(1,))
        self.table.setAccessibleName(_("Record by record"))
        self.table.setMinimumHeight(theme.px(240))
        self.table.chosen.connect(self._chosen)
        self.nothing = label(_("No record fits. Change the search or choose “All”."), "secondary")
        self.fields = FieldsCard()
        for part in (self.tabs, self.field):
            card.add(part)
        card.add(self.table, 1)
        card.add(self.nothing)
        card.add(self.fields)
        return card

    def show_plan(self, shown: PlanShown) -> None:
        """Say whose bundle it is and what will happen."""
        self._title.setText(shown.title)
        self._file.setText(shown.detail)
        self.verdict.show_text(shown.tone, shown.verdict)
        self.receive.setEnabled(shown.can_receive)
        self.receive.setVisible(shown.can_receive)
        self.sides.setVisible(shown.can_receive)
        self.counts.set_rows(shown.counts)
        self.counts_table.fit()
        self.field.clear()

    def show_changes(self, changes: Sequence[PlannedChange], counts: Mapping[Show, int], chosen: Show) -> None:
        """List *changes*; the tabs say how many there are of each kind."""
        for show, name in self._names.items():
            button = self.tabs.buttons[show.value]
            button.setText(f"{name} {format_number(counts[show])}")
            button.setVisible(show in (Show.ALL, chosen) or counts[show] > 0)
        self.tabs.choose(chosen.value)
        self.model.set_rows(changes)
        self.table.setVisible(bool(changes))
        self.nothing.setVisible(not changes)
        if changes:
            self.table.choose(0)

    def _go_down(self) -> None:
        if self.model.rows:
            self.table.setFocus()

    def _chosen(self, row: int) -> None:
        self.fields.show_change(self.model.rows[row] if 0 <= row < len(self.model.rows) else None)
