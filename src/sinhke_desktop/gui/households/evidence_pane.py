"""The page “scanned forms” of a household's record: pictures of confirmed visit forms, as evidence of the visits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.listing_pane import ListingPane
from sinhke_desktop.gui.widgets import Column, DataTable, EmptyState, RowsModel
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services import form_evidence
from sinhke_desktop.services.form_evidence import Evidence

FOLDER = "visit_forms_folder"


class EvidenceDialog(PaperDialog):
    """One page whole: zoom, save, print. Printing keeps it in the register of papers, as every paper."""

    def __init__(self, parent: QWidget, context: Context, one: Evidence, pdf: bytes) -> None:
        title = form_evidence.title(one.page)
        super().__init__(parent, context, title, folder=FOLDER)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.paper.show_paper(
            pdf, kind=form_evidence.KIND, title=title, household_ids=[one.page.household_id],
            file_name=f"phieu-{one.page.number or one.page.id[:8]}-trang-{max(one.page.page, 1)}.pdf",
        )  # fmt: skip


class EvidencePane(ListingPane[Evidence]):
    """Lists the confirmed pages of one household; Enter shows one whole."""

    def __init__(self, context: Context) -> None:
        model: RowsModel[Evidence] = RowsModel([
            Column(_("Visited on"), _visited),
            Column(_("Form"), lambda one: one.number or _("a form without a number")),
            Column(_("Page"), lambda one: str(max(one.page.page, 1)), numeric=True),
            Column(_("What was agreed"), lambda one: one.visit.agreements.split("\t")[0] if one.visit else ""),
        ])  # fmt: skip
        nothing = EmptyState(
            "scan-line",
            _("No scanned forms"),
            _("Pictures of visit forms are kept here once they were read from a scan and confirmed. They stay on this "
              "machine."),
        )  # fmt: skip
        super().__init__(context, model, DataTable(model, stretch=(3,)), nothing, form_evidence.of_household)
        self.dialog: EvidenceDialog | None = None
        self.table.opened.connect(lambda row: self.open(self.model.rows[row]))

    def open(self, one: Evidence) -> None:
        """Show a page whole; the access log notes it."""
        workspace = self._context.workspace

        def done(pdf: bytes) -> None:
            self.dialog = EvidenceDialog(self, self._context, one, pdf)
            self.dialog.open()

        self._context.runner.run(lambda _progress: form_evidence.paper(workspace, one.page.id), done)


def _visited(one: Evidence) -> str:
    if one.visit is None:
        return _("the visit was taken back")
    return f"{one.visit.visited_on:%d/%m/%Y}" if one.visit.visited_on else ""
