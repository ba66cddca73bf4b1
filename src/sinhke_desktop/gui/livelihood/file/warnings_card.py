"""Early warning: who falls behind and who may slide back, each with its reasons; Enter opens the household."""

from __future__ import annotations

from sinhke_desktop.domain.early_warning import EarlyWarning
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.widgets import Card, Column, Pill, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import early_warnings
from sinhke_desktop.services.early_warnings import ModelWarnings


class WarningsCard(Card):
    """Reads in the worker, as much is gathered of each household."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(_("Early warning"))
        self.file = file
        self.count = Pill("", "near-poor")
        self.open_button = QuietButton(_("Open the household"), "house", self._open_chosen)
        self.add_to_head(self.count)
        self.add_to_head(self.open_button)
        self.model: RowsModel[EarlyWarning] = RowsModel(
            [
                Column(_("Household"), lambda row: row.name),
                Column(_("Hamlet"), lambda row: row.hamlet),
                Column(_("Concern"), _concern, tone=lambda row: "poor" if row.sliding_back else "near-poor"),
                Column(_("Why"), lambda row: "\n".join(reason.text for reason in row.reasons)),
            ]
        )
        self.table = WrapTable(self.model, wrap=(3,))
        self.table.opened.connect(self._open)
        self.nothing = label(_("No household needs a special look."), "secondary")
        self.marks = label("", "secondary")
        for widget in (self.nothing, self.table, self.marks):
            self.add(widget)
        self._show_rows(())

    def read(self) -> None:
        """Read the warnings in the worker, then show them."""
        workspace, model_id = self.file.workspace, self.file.model_id
        self.file.context.runner.run(
            lambda _progress: early_warnings.of_model(workspace, model_id), self.show_warnings
        )  # fmt: skip

    def show_warnings(self, found: ModelWarnings) -> None:
        """Show the warnings of the model looked at; those of another one came too late."""
        if found.model.id != self.file.model_id:
            return
        self._show_rows(found.warnings)
        text = _("{behind} behind, {sliding} may slide back")
        self.count.show_tone(
            text.format(behind=found.behind, sliding=found.sliding_back),
            "poor" if found.sliding_back else "near-poor",
        )
        self.marks.setText(" ".join(found.marks))

    def _show_rows(self, rows: tuple[EarlyWarning, ...]) -> None:
        self.model.set_rows(rows)
        self.table.fit()
        self.nothing.setVisible(not rows)
        for widget in (self.table, self.marks, self.count, self.open_button):
            widget.setVisible(bool(rows))

    def _open_chosen(self) -> None:
        self._open(max(self.table.current_row(), 0))

    def _open(self, row: int) -> None:
        self.file.context.navigate("households", household_id=self.model.rows[row].household_id)


def _concern(row: EarlyWarning) -> str:
    return _("May slide back") if row.sliding_back else _("Falls behind")
