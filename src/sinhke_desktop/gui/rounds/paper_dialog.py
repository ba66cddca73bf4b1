"""A paper of the round, seen before it is printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.choosing_files import pdf_to_write
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.preview import Preview
from sinhke_desktop.gui.widgets.printing import PrintDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services.printing import write_document

FOLDER = "rounds_folder"


class PaperDialog(Dialog):
    """The pages, with Save PDF and Print."""

    def __init__(self, parent: QWidget, context: Context, pdf: bytes, title: str, file_name: str) -> None:
        super().__init__(parent, title, width=900)
        self._context, self._pdf, self._title, self._file_name = context, pdf, title, file_name
        self.save = QuietButton(_("Save PDF"), "download", self._save, key="Ctrl+S")
        self.print = PrimaryButton(_("Print"), "printer", self._print, key="Ctrl+P")
        self.preview = Preview(context.runner, self.save, self.print)
        self.preview.setMinimumHeight(min(theme.px(520), self.screen().availableGeometry().height() - 280))
        self.add(self.preview)
        self.preview.show_pdf(pdf)
        self.printing: PrintDialog | None = None

    def _save(self) -> None:
        path = pdf_to_write(self, self._context.settings, FOLDER, _("Save the paper"), self._file_name)
        if path is None:
            return
        try:
            write_document(path, self._pdf)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.notice.show_text("done", _("Saved as {file}.").format(file=path.name))

    def _print(self) -> None:
        self.printing = PrintDialog(self, self._context.runner, self._pdf, self._title)
        self.printing.open()
