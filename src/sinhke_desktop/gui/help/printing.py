"""Printing the help: this page, its chapter or the whole book, looked at before it is printed or saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.help.presenter import HelpPresenter
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.choosing_files import pdf_to_write
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.preview import Preview
from sinhke_desktop.gui.widgets.printing import PrintDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services import help_print
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.settings import Settings

FOLDER = "help_folder"


class PrintHelp:
    """Offers what to print below a button; made in the worker, then shown."""

    def __init__(self, view: QWidget, runner: Runner, settings: Settings | None, presenter: HelpPresenter) -> None:
        self._view, self._runner, self._settings, self._presenter = view, runner, settings, presenter
        self.dialog: HelpPaperDialog | None = None

    def offer(self, button: QWidget) -> None:
        """Ask how much to print."""
        menu = QMenu(self._view)
        menu.addAction(_("This page")).triggered.connect(lambda: self.make([self._presenter.topic]))
        menu.addAction(_("This chapter")).triggered.connect(self._make_chapter)
        menu.addAction(_("The whole book")).triggered.connect(lambda: self.make(None))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _make_chapter(self) -> None:
        if self._presenter.book is not None:
            self.make(self._presenter.book.chapter_of(self._presenter.topic).topics)

    def make(self, topics: list[str] | tuple[str, ...] | None) -> None:
        """Make the pages *topics* (None for all) as a PDF and show it."""
        self._runner.run_shown(
            self._view,
            _("Laying out the help"),
            lambda progress: help_print.render(topics, progress=progress),
            self._show,
        )

    def _show(self, pdf: bytes) -> None:
        self.dialog = HelpPaperDialog(self._view, self._runner, self._settings, pdf)
        self.dialog.open()


class HelpPaperDialog(Dialog):
    """The pages of the help before they are printed or saved; they are no papers of the commune, so none is kept."""

    def __init__(self, parent: QWidget, runner: Runner, settings: Settings | None, pdf: bytes) -> None:
        super().__init__(parent, _("Print the help"), width=900)
        self._runner, self._settings, self._pdf = runner, settings, pdf
        self.save = QuietButton(_("Save PDF"), "download", self.save_pdf, key="Ctrl+S")
        self.print = PrimaryButton(_("Print"), "printer", self.print_pages, key="Ctrl+P")
        self.preview = Preview(runner, self.save, self.print)
        self.preview.setMinimumHeight(min(theme.px(520), self.screen().availableGeometry().height() - 280))
        self.add(self.preview)
        self.preview.show_pdf(pdf)
        self.preview.setFocus()
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.preview.search)

    def save_pdf(self) -> None:
        """Ask where, and write it."""
        name = help_print.FILE_NAME
        path = pdf_to_write(self, self._settings, FOLDER, _("Save the help"), name) if self._settings else None
        if path is not None:
            said = partial(self.notice.show_text, "done", _("Saved as {file}.").format(file=path.name))
            self._runner.run(lambda _progress: write_document(path, self._pdf), lambda _written: said())

    def print_pages(self) -> None:
        """Ask for printer, pages and copies."""
        PrintDialog(self, self._runner, self._pdf, _("Help"), settings=self._settings, save=self.save_pdf).open()
