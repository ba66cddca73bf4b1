"""Yêu cầu: the register of requests, with what is due and overdue."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.privacy.dialogs import AnswerDialog, RequestDialog
from sinhke_desktop.gui.privacy.section import TableSection
from sinhke_desktop.gui.widgets import Column, PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.choosing_files import pdf_to_write
from sinhke_desktop.i18n import _
from sinhke_desktop.services import data_requests, households, register
from sinhke_desktop.services.data_requests import RequestLine
from sinhke_desktop.services.register import Register
from sinhke_desktop.services.workspace import today

FOLDER = "privacy_folder"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def state_words(line: RequestLine) -> str:
    """``quá hạn``, ``chờ trả lời``, ``đã trả lời``, ``từ chối``."""
    if line.request.done_on is not None:
        return _("Refused") if line.request.refused else _("Answered")
    return _("Overdue") if line.overdue else _("Waiting")


def state_tone(line: RequestLine) -> str:
    """The pill's tone of the same."""
    if line.request.done_on is not None:
        return "neutral" if line.request.refused else "escaped"
    return "poor" if line.overdue else "warn"


class RequestsSection(TableSection[RequestLine]):
    """The requests: new, answer, copy of the data."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            [
                Column(_("Due"), lambda one: _day(one.request.due_on), strong=lambda one: one.overdue),
                Column(_("State"), state_words, tone=state_tone),
                Column(_("What is asked for"), lambda one: one.what, tip=lambda one: one.request.content),
                Column(_("Who asks"), lambda one: one.request.requester),
                Column(_("Household"), lambda one: one.head),
                Column(_("Received"), lambda one: _day(one.request.received_on)),
                Column(_("Answered"), lambda one: _day(one.request.done_on), tip=lambda one: one.request.answer),
            ],
            (2, 3),
            _("No request yet. Whoever asks to see, correct, restrict or erase their data is entered here."),
            _("Requests are answered within 2 working days; public holidays are not counted off."),
        )
        self._context = context
        self.new_button = PrimaryButton(_("New request"), "plus", self.begin)
        self.answer_button = QuietButton(_("Answer"), "check", self.answer)
        self.copy_button = QuietButton(_("Copy of the data (PDF)"), "file-text", self.copy)
        for button in (self.new_button, self.answer_button, self.copy_button):
            self.tools.add(button)
        self.table.opened.connect(lambda _row: self.answer())
        self.table.chosen.connect(lambda _row: self._settle())
        self.dialog: QWidget | None = None

    def read(self) -> None:
        """Read the register again."""
        self.show_rows(data_requests.listed(self._context.workspace))
        self._settle()

    def _settle(self) -> None:
        line = self.chosen()
        self.answer_button.setEnabled(line is not None and line.request.done_on is None)
        self.copy_button.setEnabled(line is not None and bool(line.head))

    def begin(self) -> None:
        """Ask for a new request."""
        workspace = self._context.workspace

        def ask(known: Register) -> None:
            self.dialog = RequestDialog(
                self, known, households.removed(workspace), today(workspace),
                lambda typed: data_requests.add(workspace, typed),
                lambda: self._said(_("Request entered")),
            )  # fmt: skip
            self.dialog.open()

        self._context.runner.run(lambda _progress: register.load(workspace).ready(), ask)

    def answer(self) -> None:
        """Ask how the chosen request was answered."""
        line = self.chosen()
        if line is None or line.request.done_on is not None:
            return
        workspace, request = self._context.workspace, line.request
        self.dialog = AnswerDialog(
            self, request, today(workspace),
            lambda day, words, refused: data_requests.answer(workspace, request.id, day, words, refused=refused),
            lambda: self._said(_("Answer recorded")),
        )  # fmt: skip
        self.dialog.open()

    def copy(self) -> None:
        """Write the copy of the household's data as PDF."""
        line = self.chosen()
        if line is None or not line.request.household_id:
            return
        name = f"ban-sao-du-lieu-{line.request.received_on:%Y%m%d}.pdf"
        path = pdf_to_write(self, self._context.settings, FOLDER, _("Save the copy"), name)
        if path is None:
            return
        household_id = line.request.household_id
        if self.attempt(lambda: data_requests.print_copy(self._context.workspace, household_id, path)):
            self._said(_("Saved as {file}.").format(file=path.name))

    def _said(self, text: str) -> None:
        self._context.toast(text)
        self._context.refresh()
