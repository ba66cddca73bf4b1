"""A paper before it leaves: its pages with Find, Save PDF, Save Excel and Print; whatever leaves is kept first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.cards import Notice
from sinhke_desktop.gui.widgets.choosing_files import excel_to_write, pdf_to_write
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.preview import Preview
from sinhke_desktop.gui.widgets.printing import PrintDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services import issued_papers
from sinhke_desktop.services.printing import write_document

SIZE = "paper_size_on_screen"
WriteExcel = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is looked at and how it is kept: see :func:`sinhke_desktop.services.issued_papers.issue`."""

    pdf: bytes
    kind: str
    title: str
    subject: str = ""
    household_ids: tuple[str, ...] = ()
    file_name: str = ""
    excel: WriteExcel | None = None
    number: str = ""
    dated_on: date | None = None


NOTHING = Shown(b"", "", "")


class PaperView(QWidget):
    """Shows one paper at a time; printing or saving keeps it in the register of issued papers before it leaves.

    ``issued`` is told the :class:`~sinhke_desktop.domain.issued_paper.IssuedPaper` once it was kept. The file is
    never opened by another program. *folder* is the key under which the folder of last time is remembered.
    """

    issued = Signal(object)

    def __init__(self, context: Context, *, folder: str, zoom: float | None = None) -> None:
        super().__init__()
        self._context, self._folder = context, folder
        self.shown = NOTHING
        self.printing: PrintDialog | None = None
        self.save = QuietButton(_("Save PDF"), "download", self.save_pdf, key="Ctrl+S")
        self.excel = QuietButton(_("Save Excel"), "file-spreadsheet", self.save_excel, key="Ctrl+E")
        self.print = PrimaryButton(_("Print"), "printer", self.print_pages, key="Ctrl+P")
        self.preview = Preview(context.runner, self.save, self.excel, self.print, zoom=zoom)
        kept = str(context.settings.get(SIZE, ""))
        if zoom is None and kept:
            self.preview.look(kept, chosen=False)
        self.preview.zoomed.connect(lambda size: context.settings.set(SIZE, size))
        self.notice = Notice()
        self.preview.put_below_tools(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.preview, 1)
        self._offer()

    def show_paper(
        self,
        pdf: bytes,
        *,
        kind: str,
        title: str,
        subject: str = "",
        household_ids: Sequence[str] = (),
        file_name: str = "",
        excel: WriteExcel | None = None,
        number: str = "",
        dated_on: date | None = None,
    ) -> None:
        """Show *pdf*; the rest says how it is kept. *excel* writes the same content as a workbook, in the worker.

        *kind* is a key such as ``visit_forms``, *title* Vietnamese as on the paper, *file_name* is offered for saving.
        What was said of a paper stays while the same one is shown again.
        """
        name = file_name or f"{kind.replace('_', '-')}.pdf"
        if pdf != self.shown.pdf:
            self.notice.show_text("info", "")
        self.shown = Shown(pdf, kind, title, subject, tuple(household_ids), name, excel, number, dated_on)
        self.preview.show_pdf(pdf)
        self._offer()

    def clear(self) -> None:
        """Show nothing, for example while another paper is being made."""
        self.shown = NOTHING
        self.notice.show_text("info", "")
        self.preview.show_pdf(b"")
        self._offer()

    @property
    def pdf(self) -> bytes:
        """What is shown."""
        return self.shown.pdf

    def search(self) -> None:
        """Put the focus into the field for finding text in the paper."""
        self.preview.search()

    def _offer(self) -> None:
        for button in (self.save, self.print):
            button.setEnabled(bool(self.shown.pdf))
        self.excel.setVisible(self.shown.excel is not None)

    def _issue(self, shown: Shown) -> object:
        """Keep the paper; done in the worker, before anything leaves."""
        return issued_papers.issue(
            self._context.workspace, shown.kind, shown.title, shown.pdf, subject=shown.subject,
            household_ids=shown.household_ids, number=shown.number, dated_on=shown.dated_on,
        )  # fmt: skip

    def save_pdf(self) -> None:
        """Ask where, keep the paper, write it."""
        path = pdf_to_write(self, self._context.settings, self._folder, _("Save the paper"), self.shown.file_name)
        if path is not None:
            self._leave(path, partial(write_document, path, self.shown.pdf))

    def save_excel(self) -> None:
        """Ask where, keep the paper, write its workbook."""
        name = f"{Path(self.shown.file_name).stem}.xlsx"
        path = excel_to_write(self, self._context.settings, self._folder, _("Save the paper"), name)
        if path is not None and self.shown.excel is not None:
            self._leave(path, partial(self.shown.excel, path))

    def _leave(self, path: Path, write: Callable[[], object]) -> None:
        shown = self.shown

        def leave(_progress: object) -> object:
            kept = self._issue(shown)
            write()
            return kept

        self._context.runner.run(leave, partial(self._left, path), failed=self._failed)

    def _left(self, path: Path, kept: object) -> None:
        self.notice.show_text("done", _("Saved as {file}, and kept in the register of papers.").format(file=path.name))
        self.issued.emit(kept)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SinhkeError):
            self.notice.show_error(error)
        else:
            errors.show(self, error)

    def print_pages(self) -> None:
        """Ask for printer, pages and copies; the paper is kept before the first page goes to the printer."""
        shown = self.shown
        self.printing = PrintDialog(
            self, self._context.runner, shown.pdf, " · ".join(filter(None, (shown.title, shown.subject))),
            settings=self._context.settings, keep=partial(self._issue, shown), printed=self._printed,
            stopped=self._stopped, save=self.save_pdf,
        )  # fmt: skip
        self.printing.open()

    def _printed(self, kept: object) -> None:
        self.notice.show_text("done", _("Sent to the printer, and kept in the register of papers."))
        self.issued.emit(kept)

    def _stopped(self) -> None:
        self.notice.show_text("warn", _("Printing was stopped; pages handed over before may still come out."))


class PaperDialog(Dialog):
    """A dialog around one :class:`PaperView` (``.paper``)."""

    def __init__(self, parent: QWidget, context: Context, title: str, *, folder: str) -> None:
        super().__init__(parent, title, width=900)
        self.paper = PaperView(context, folder=folder)
        self.paper.setMinimumHeight(min(theme.px(520), self.screen().availableGeometry().height() - 280))
        self.add(self.paper)
        self.paper.preview.setFocus()
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.paper.search)
