"""The page “scanned forms” of a household's record: pictures of confirmed visit forms, as evidence of the visits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.context import Context
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


class EvidencePane(QWidget):
    """Lists the confirmed pages of one household; Enter shows one whole."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.household_id = ""
        self.dialog: EvidenceDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        self.model: RowsModel[Evidence] = RowsModel([
            Column(_("Visited on"), _visited),
            Column(_("Form"), lambda one: one.number or _("a form without a number")),
            Column(_("Page"), lambda one: str(max(one.page.page, 1)), numeric=True),
            Column(_("What was agreed"), lambda one: one.visit.agreements.split("\t")[0] if one.visit else ""),
        ])  # fmt: skip
        self.table = DataTable(self.model, stretch=(3,))
        self.table.opened.connect(lambda row: self.open(self.model.rows[row]))
        column.addWidget(self.table, 1)
        self.nothing = EmptyState(
            "scan-line",
            _("No scanned forms"),
            _("Pictures of visit forms are kept here once they were read from a scan and confirmed. They stay on this "
              "machine."),
        )  # fmt: skip
        column.addWidget(self.nothing, 1)
        self._show(())

    def show_household(self, household_id: str) -> None:
        """Show another household's pages; an empty id for a record that is new."""
        self.household_id = household_id
        if not household_id:
            self._show(())
            return
        workspace = self._context.workspace
        self._context.runner.run(
            lambda _progress: form_evidence.of_household(workspace, household_id), partial(self._take, household_id)
        )

    def _take(self, household_id: str, found: Sequence[Evidence]) -> None:
        if household_id == self.household_id:
            self._show(found)

    def _show(self, found: Sequence[Evidence]) -> None:
        self.model.set_rows(found)
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)

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
