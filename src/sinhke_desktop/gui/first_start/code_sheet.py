"""The paper with the recovery code, looked at before it is printed or, without a printer, carried to one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.choosing_files import pdf_to_write
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.preview import Preview
from sinhke_desktop.gui.widgets.printing import PrintDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services import recovery_sheet
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.settings import Settings

FOLDER = "paper_folder"


class CodeSheetDialog(Dialog):
    """One page with the code; it is kept in no register and in no folder unless the person saves it."""

    def __init__(
        self, parent: QWidget, runner: Runner, settings: Settings, code: str, owner: str, officer: str
    ) -> None:
        super().__init__(parent, _("The recovery code on paper"), width=760)
        self._runner, self._settings, self._pdf = runner, settings, b""
        self.printing: PrintDialog | None = None
        self.save = QuietButton(_("Save PDF"), "download", self._save)
        self.print = PrimaryButton(_("Print"), "printer", self._print, key="Ctrl+P")
        self.preview = Preview(runner, self.save, self.print)
        self.preview.setMinimumHeight(theme.px(430))
        self.add(self.preview)
        for button in (self.save, self.print):
            button.setEnabled(False)
        runner.run(lambda _progress: recovery_sheet.render(code, owner, officer), self._show, failed=self._failed)

    def _show(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf)
        for button in (self.save, self.print):
            button.setEnabled(True)
        self.print.setFocus()

    def _print(self) -> None:
        self.printing = PrintDialog(
            self, self._runner, self._pdf, _("The recovery code on paper"),
            printed=lambda _kept: self._say("done", _("Printed. Put the page into an envelope now.")), save=self._save,
        )  # fmt: skip
        self.printing.open()

    def _save(self) -> None:
        path = pdf_to_write(self, self._settings, FOLDER, _("Save the paper"), recovery_sheet.FILE_NAME)
        if path is not None:
            text = _("Saved as {file}. Print it, then delete the file: whoever has it can open the data.")
            self._runner.run(
                lambda _progress: write_document(path, self._pdf),
                partial(lambda words, _done: self._say("warn", words), text.format(file=path.name)),
                failed=self._failed,
            )

    def _say(self, kind: str, text: str) -> None:
        self.notice.show_text(kind, text)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SinhkeError):
            self.notice.show_error(error)
        else:
            errors.show(self, error)
