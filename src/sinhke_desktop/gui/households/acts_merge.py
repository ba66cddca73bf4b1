"""The dialog in which a household is merged into another: which one, and what everybody is to its head."""

from __future__ import annotations

from sinhke_desktop.domain.life_act import ActKind
from sinhke_desktop.gui.households.acts_dialogs import ActDialog
from sinhke_desktop.gui.households.acts_forms import RelationsForm
from sinhke_desktop.gui.widgets import Column, DataTable, RowsModel, SearchField, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import households, lives
from sinhke_desktop.services.life_rules import Acted
from sinhke_desktop.services.register import Register, RegisterRow

SHOWN = 6


class MergeDialog(ActDialog):
    """All members join another household; this one ends."""

    kind = ActKind.MERGED

    def build(self) -> None:
        """Search the other household; relations are asked for once it is chosen."""
        self._register: Register | None = None
        self._into_id = ""
        self.add(label(_("Into which household?"), "strong"))
        self.search = SearchField(_("Head, member or citizen id"))
        self.search.setMaximumWidth(16777215)
        self.search.searched.connect(self._find)
        self.add(self.search)
        self.model: RowsModel[RegisterRow] = RowsModel(
            [
                Column(_("Head of household"), lambda row: row.head_name),
                Column(_("Hamlet"), lambda row: row.hamlet_name),
                Column(_("Members"), lambda row: str(row.members), numeric=True),
            ]
        )
        self.table = DataTable(self.model, plain=True)
        self.table.chosen.connect(self._choose)
        self.search.left_down.connect(self.table.setFocus)
        self.add(self.table)
        self.problem = label("", "problem")
        self.problem.hide()
        self.add(self.problem)
        self.relations = [RelationsForm()]
        self._find("")

    def use(self, known: Register) -> None:
        """Search in *known*, which is read while the dialog is open already."""
        self._register = known
        self._find(self.search.text())

    def _find(self, text: str) -> None:
        rows = self._register.find(text) if self._register is not None and text else ()
        found = [one for one in rows if one.household_id != self.household.id]
        self.model.set_rows(found[:SHOWN])
        self.table.setVisible(bool(found))
        if found:
            self.table.fit_height()
        self._fit_to_content()

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        self._into_id = self.model.rows[row].household_id
        into = households.get(self.workspace, self._into_id)
        self.problem.hide()
        self.relations[0].show_people(self.household.members, into.head, {})
        self.look()

    def other_id(self) -> str:
        return self._into_id

    def record(self, on: str, reason: str, paper: str) -> Acted:
        self.problem.setText("" if self._into_id else _("Choose the household that they join."))
        self.problem.setVisible(not self._into_id)
        relations = self.relations[0].relations()
        into = self._into_id or self.household.id
        return lives.merge(self.workspace, self.household.id, into, relations, on, reason, paper)
