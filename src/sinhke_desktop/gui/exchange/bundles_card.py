"""The bundles sent so far with their standing; any of them can be copied to another stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.exchange.presenter import BundleRow
from sinhke_desktop.gui.widgets import Card, Column, Flow, Pill, QuietButton, RowsModel, clear, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _


class BundlesCard(Card):
    """Numbers as pills, a line each below."""

    def __init__(self, again: Callable[[], object], copy: Callable[[BundleRow], object]) -> None:
        super().__init__(_("Bundles sent so far"))
        self.copy = QuietButton(_("Copy to another stick"), "copy", lambda: self._copy(copy))
        self.copy.setToolTip(_("The very same bytes under the same number"))
        self.again = QuietButton(_("Send everything again"), "rotate-ccw", again)
        self.again.setToolTip(_("For an office that lost its store or put an old backup back (GB-10)"))
        self.add_to_head(self.copy)
        self.add_to_head(self.again)
        self._none = label(_("No bundle was written yet."), "secondary")
        self.add(self._none)
        self._numbers = QVBoxLayout()
        self.body.addLayout(self._numbers)
        self.model: RowsModel[BundleRow] = RowsModel(
            [
                Column(_("Bundle"), lambda row: str(row.number), strong=lambda row: True),
                Column(_("Standing"), lambda row: row.standing, tone=lambda row: row.tone),
                Column(_("Changes"), lambda row: row.changes, numeric=True),
                Column(_("Sealed on"), lambda row: row.sealed, numeric=True),
                Column(_("Copied on"), lambda row: row.copied, numeric=True),
            ]
        )
        self.table = WrapTable(self.model, wrap=(1,))
        self.table.chosen.connect(lambda at: self.copy.setEnabled(at >= 0))
        self.add(self.table)

    def show_rows(self, rows: Sequence[BundleRow], earlier: int) -> None:
        """Show the newest bundles; so many *earlier* ones are left out."""
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.copy.setVisible(bool(rows))
        self.model.set_rows(rows)
        self.table.fit()
        if rows:
            self.table.choose(0)
        clear(self._numbers)
        pills: list[QWidget] = [Pill(str(row.number), row.tone) for row in reversed(rows)]
        if earlier:
            pills.insert(0, label(_("{count} earlier ones").format(count=earlier), "secondary", wrap=False))
        if pills:
            self._numbers.addWidget(Flow(*pills, gap=6))

    def _copy(self, copy: Callable[[BundleRow], object]) -> None:
        at = self.table.current_row()
        if 0 <= at < len(self.model.rows):
            copy(self.model.rows[at])
