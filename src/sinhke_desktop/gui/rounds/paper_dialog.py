"""The papers of the round, seen before they are printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.services.round_issue import RoundDrawn

FOLDER = "rounds_folder"


def round_paper_dialog(parent: QWidget, context: Context, drawn: RoundDrawn) -> PaperDialog:
    """The dialog with the pages of *drawn*."""
    dialog = PaperDialog(parent, context, drawn.title, folder=FOLDER)
    dialog.paper.show_paper(
        drawn.pdf, kind=drawn.kind, title=drawn.title, subject=drawn.subject, household_ids=drawn.household_ids,
        file_name=f"{drawn.title}.pdf", excel=drawn.excel, number=drawn.number, dated_on=drawn.dated_on,
    )  # fmt: skip
    return dialog
