"""What the office returned for correction: asked, answered, closed; at the commune with one step to the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sinhke_desktop.domain.return_request import ReturnRequest, ReturnState
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.differences.dialogs import ReasonDialog, ReportDialog
from sinhke_desktop.gui.differences.places import go_to
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    EmptyState,
    Flow,
    PrimaryButton,
    QuietButton,
    RowsModel,
    label,
)
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services import returned_records
from sinhke_desktop.services.returned_records import REPORT, ReturnedShown
from sinhke_desktop.services.workspace import OFFICE, today

STATES = {
    ReturnState.OPEN: (N_("to be corrected"), "warn"),
    ReturnState.ANSWERED: (N_("answered"), "accent"),
    ReturnState.CLOSED: (N_("closed"), "neutral"),
}
FIXED = N_("Corrected")


def subject(shown: ReturnedShown) -> str:
    """What the request is about, with the field that is meant."""
    title = shown.title or shown.kind_label
    if shown.request.subject_kind == REPORT:
        title = _("Report {period}").format(period=shown.title)
    return f"{title} – {shown.field}" if shown.field else title


class ReturnedSection(QWidget):
    """The requests; at the commune Enter opens the record and "Corrected" answers, at the office Enter closes."""

    def __init__(
        self,
        context: Context,
        commune_name: Callable[[str], str],
        communes: Callable[[], Sequence[tuple[str, str]]],
        counted: Callable[[int], object],
    ) -> None:
        super().__init__()
        self._context, self._commune_name, self._communes = context, commune_name, communes
        self._counted = counted
        self._office = context.workspace.role == OFFICE
        self.commune_code = ""
        self.dialog: ReasonDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        self.all = QCheckBox(_("Closed ones too"))
        self.all.toggled.connect(lambda _on: self.refresh())
        tools = Flow(self.all)
        if self._office:
            self.report_button = QuietButton(_("Return a report"), "file-text", self.return_report)
            tools.add(self.report_button)
        column.addWidget(tools)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.model: RowsModel[ReturnedShown] = RowsModel(self._columns())
        self.table = WrapTable(self.model, wrap=(1,), plain=False)
        self.table.chosen.connect(lambda _row: self._show())
        self.table.opened.connect(lambda _row: self.close_request() if self._office else self.open_record())
        left = QVBoxLayout()
        left.addWidget(self.table)
        left.addStretch(1)
        row.addLayout(left, 5)
        row.addWidget(self._right(), 4)
        column.addWidget(self._body, 1)
        self.empty = EmptyState(
            "circle-check", _("Nothing was returned"),
            _("Open a record of a commune and choose “Return to the commune” to have it corrected. The commune sees "
              "it with the next receipt, its answer comes with the next bundle.")
            if self._office
            else _("What the receiving office wants corrected stands here after a receipt was read, with its reason."),
        )  # fmt: skip
        column.addWidget(self.empty, 1)

    def _columns(self) -> list[Column[ReturnedShown]]:
        columns: list[Column[ReturnedShown]] = [
            Column(
                _("State"), lambda one: _(STATES[one.request.state][0]), tone=lambda one: STATES[one.request.state][1]
            ),
            Column(_("Record"), subject, strong=lambda _one: True, tip=subject),
        ]
        if self._office:
            columns.append(Column(_("Commune"), lambda one: self._commune_name(one.request.commune_code)))
        return columns

    def _right(self) -> QWidget:
        card = Card()
        self._title = label("", "card-title")
        self._asked = label("", "secondary")
        self._reason = label("")
        self._answered = label("", "secondary")
        self._answer = label("")
        for part in (self._title, self._asked, self._reason, self._answered, self._answer):
            card.add(part)
        card.body.addStretch(1)
        self.open_button = PrimaryButton(_("Open the record"), "eye", self.open_record, key="Ctrl+O")
        self.fixed_button = QuietButton(_("Corrected"), "check", self.answer_fixed, key="Ctrl+D")
        self.answer_button = QuietButton(_("Answer otherwise…"), "pencil", self.ask_answer)
        self.close_button = PrimaryButton(_("Close"), "check", self.close_request, key="Ctrl+D")
        self.again_button = QuietButton(_("Return once more…"), "undo-2", self.ask_again)
        mine = (self.close_button, self.again_button) if self._office else (
            self.open_button, self.fixed_button, self.answer_button)  # fmt: skip
        buttons = (self.open_button, self.fixed_button, self.answer_button, self.close_button, self.again_button)
        for button in buttons:
            button.setVisible(button in mine)
        card.add(Flow(*mine))
        self._spare = [button for button in buttons if button not in mine]
        for button in self._spare:
            button.setParent(card)
            button.setEnabled(False)
        return card

    # Reading and showing

    def refresh(self) -> None:
        """Read again, in the worker."""
        workspace, code, only_open = self._context.workspace, self.commune_code, not self.all.isChecked()
        self._context.runner.run(
            lambda _progress: (
                returned_records.requests(workspace, code, open_only=only_open),
                returned_records.count_open(workspace, code),
            ),
            lambda read: self._have_read(*read),
        )

    def _have_read(self, found: Sequence[ReturnedShown], waiting: int) -> None:
        kept = self.chosen()
        self._body.setVisible(bool(found))
        self.empty.setVisible(not found)
        with QSignalBlocker(self.table):
            self.model.set_rows(found)
            ids = [one.request.id for one in found]
            if found:
                self.table.choose(ids.index(kept.request.id) if kept and kept.request.id in ids else 0)
        self.table.fit()
        self._show()
        self._counted(waiting)

    def chosen(self) -> ReturnedShown | None:
        """The chosen request."""
        at = self.table.current_row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show(self) -> None:
        shown = self.chosen()
        if shown is None:
            return
        one = shown.request
        self._title.setText(subject(shown))
        day = f"{one.asked_on:%d/%m/%Y}" if one.asked_on else ""
        self._asked.setText(_("Returned by {officer}, {day}:").format(officer=one.asked_by or "–", day=day))
        self._reason.setText(one.reason)
        self._answered.setVisible(bool(one.answer))
        self._answer.setVisible(bool(one.answer))
        day = f"{one.answered_on:%d/%m/%Y}" if one.answered_on else ""
        self._answered.setText(_("Answered by {officer}, {day}:").format(officer=one.answered_by or "–", day=day))
        self._answer.setText(one.answer)
        still = one.state is not ReturnState.CLOSED
        if self._office:
            self.close_button.setEnabled(still)
            self.again_button.setEnabled(one.state is not ReturnState.OPEN)
        else:
            self.fixed_button.setEnabled(still)
            self.answer_button.setEnabled(still)

    # What was pressed

    def open_record(self) -> None:
        """Go to the record that was returned."""
        shown = self.chosen()
        if shown is not None:
            go_to(self._context, shown.request.subject_kind, shown.request.subject_id)

    def answer_fixed(self) -> None:
        """Answer that it was corrected."""
        shown = self.chosen()
        if shown is not None and self.fixed_button.isEnabled():
            self._attempt(shown.request, lambda: returned_records.answer(
                self._context.workspace, shown.request.id, _(FIXED)), _("Answered: corrected"))  # fmt: skip

    def ask_answer(self) -> None:
        """Answer in one's own words."""
        shown = self.chosen()
        if shown is None:
            return
        request = shown.request

        def accept(text: str) -> None:
            returned_records.answer(self._context.workspace, request.id, text)
            self._said(request, _("Answer recorded; it leaves with the next bundle"))

        self.dialog = ReasonDialog(
            self, _("Answer the office"), _("Answer"), about=request.reason, field=_("What was done, or why not"),
            accept=accept, text=request.answer,
        )  # fmt: skip
        self.dialog.open()

    def close_request(self) -> None:
        """The office is content."""
        shown = self.chosen()
        if shown is not None and shown.request.state is not ReturnState.CLOSED:
            self._attempt(
                shown.request, lambda: returned_records.close(self._context.workspace, shown.request.id), _("Closed")
            )

    def ask_again(self) -> None:
        """Return it once more, with another reason."""
        shown = self.chosen()
        if shown is None:
            return
        request = shown.request

        def accept(text: str) -> None:
            returned_records.ask_again(self._context.workspace, request.id, text)
            self._said(request, _("Returned once more"))

        self.dialog = ReasonDialog(
            self, _("Return once more"), _("Return"), about=subject(shown), field=_("What has to be corrected"),
            accept=accept, known=returned_records.reasons(self._context.workspace),
        )  # fmt: skip
        self.dialog.open()

    def return_record(self, commune_code: str, kind: str, subject_id: str, title: str, path: str = "") -> None:
        """Ask why a record is returned to its commune, and return it."""
        workspace = self._context.workspace

        def accept(text: str) -> None:
            made = returned_records.ask(workspace, commune_code, kind, subject_id, text, path)
            self._said(made, _("Returned; the commune sees it with the next receipt"), new=True)

        self.dialog = ReasonDialog(
            self, _("Return to the commune"), _("Return"), about=title, field=_("What has to be corrected"),
            accept=accept, known=returned_records.reasons(workspace),
        )  # fmt: skip
        self.dialog.open()

    def return_report(self) -> None:
        """Return a report, which is no record of the store."""
        workspace = self._context.workspace
        periods = returned_records.report_periods(today(workspace))

        def accept(code: str, period: str, text: str) -> None:
            made = returned_records.ask(workspace, code, REPORT, period, text)
            self._said(made, _("Returned; the commune sees it with the next receipt"), new=True)

        self.dialog = ReportDialog(
            self, self._communes(), periods, accept=accept, known=returned_records.reasons(workspace)
        )
        self.dialog.open()

    def _attempt(self, before: ReturnRequest, act: Callable[[], object], said: str) -> None:
        try:
            act()
        except SinhkeError as error:
            errors.show(self, error)
            return
        self._said(before, said)

    def _said(self, request: ReturnRequest, text: str, *, new: bool = False) -> None:
        before = None if new else request
        self._context.toast(text, partial(self._undo, before, request.id))
        self._context.refresh()

    def _undo(self, before: ReturnRequest | None, request_id: str) -> None:
        try:
            returned_records.undo(self._context.workspace, before, request_id)
        except SinhkeError as error:
            errors.show(self, error)
        self._context.refresh()
