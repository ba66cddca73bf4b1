"""The sheet with the office's number, before it is printed for the communes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services import machines, number_sheet

FOLDER = "number_sheet"


def show_sheet(parent: QWidget, context: Context) -> PaperDialog:
    """Open the sheet; it is made in the worker."""
    dialog = PaperDialog(parent, context, _("The office's number for the communes"), folder=FOLDER)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    workspace = context.workspace

    def made(read: tuple[bytes, str]) -> None:
        pdf, number = read
        dialog.paper.show_paper(
            pdf, kind=number_sheet.KIND, title=number_sheet.TITLE, subject=number, file_name=number_sheet.FILE_NAME
        )

    context.runner.run(lambda _progress: (number_sheet.render(workspace), machines.office_number(workspace)), made)
    dialog.open()
    return dialog
