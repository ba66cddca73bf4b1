"""What the page asks for: each question is a dialog that saves through the records and lets the page read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sinhke_desktop.domain.funding import BudgetLine, Payment
from sinhke_desktop.gui.livelihood import (
    candidate_dialogs,
    joining_dialog,
    model_dialogs,
    money_dialogs,
    participant_dialogs,
    payment_dialogs,
)
from sinhke_desktop.gui.livelihood.file.papers_dialog import PapersDialog
from sinhke_desktop.gui.livelihood.presenter import LivelihoodPresenter
from sinhke_desktop.gui.livelihood.records import ModelRecords, ParticipantRow
from sinhke_desktop.gui.widgets import Dialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus

if TYPE_CHECKING:
    from sinhke_desktop.gui.pages import Page


class _Questions:
    """Opens dialogs over *page*; ``dialog`` is the last one."""

    def __init__(self, page: Page, records: ModelRecords, presenter: LivelihoodPresenter) -> None:
        self._page = page
        self._context = page.context
        self._records = records
        self._presenter = presenter
        self.dialog: Dialog | None = None

    def _ask(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()


class CandidateQuestions(_Questions):
    """Propose, change, remove, vote on and choose candidates."""

    warnings: Sequence[str] = ()

    def propose(self) -> None:
        save = self._records.propose
        hamlets, area = self._records.hamlets(), self._presenter.area
        dialog = candidate_dialogs.CandidateDialog(
            self._page, hamlets, save, self._context.refresh, area_code=area, library=self._context
        )
        self._ask(dialog)

    def change_candidate(self) -> None:
        model = self._presenter.choosing.looked_at
        if model is not None:
            dialog = candidate_dialogs.CandidateDialog(
                self._page, self._records.hamlets(), lambda typed: self._records.propose(typed, model.id),
                self._context.refresh, area_code=model.area_code, model=model,
            )  # fmt: skip
            self._ask(dialog)

    def remove_candidate(self) -> None:
        model = self._presenter.choosing.looked_at
        if model is None:
            return
        self._records.remove_candidate(model.id, "")
        self._context.refresh()
        text = _("“{name}” was removed.").format(name=model.name)
        self._context.toast(text, undo=lambda: self.restore_candidate(model.id))

    def restore_candidate(self, model_id: str) -> None:
        self._records.restore_candidate(model_id)
        self._context.refresh()

    def vote(self) -> None:
        model = self._presenter.choosing.looked_at
        if model is not None:
            save = self._records.vote
            dialog = candidate_dialogs.VoteDialog(
                self._page, model, self._records.hamlets(), lambda typed: save(model.id, typed), self._context.refresh
            )
            self._ask(dialog)

    def remove_vote(self, vote_id: str) -> None:
        dialog = candidate_dialogs.ReasonDialog(
            self._page, _("Take this vote away"), _("Its history stays. Say why it was wrong, then record it anew."),
            lambda reason: self._records.remove_vote(vote_id, reason), self._context.refresh, primary=_("Take away"),
        )  # fmt: skip
        self._ask(dialog)

    def choose(self) -> None:
        model = self._presenter.choosing.looked_at
        if model is not None:
            dialog = candidate_dialogs.ChooseDialog(
                self._page, model, self.warnings,
                lambda reason, number, day: self._records.choose(model.id, reason, number, day), self._context.refresh,
            )  # fmt: skip
            self._ask(dialog)


class ModelQuestions(_Questions):
    """Stages, money, inputs and households of the active model."""

    status: ModelStatus | None = None
    participants: Sequence[ParticipantRow] = ()

    def change_model(self) -> None:
        if self.status is None:
            return
        model = self.status.model
        dialog = candidate_dialogs.CandidateDialog(
            self._page, self._records.hamlets(), self._records.propose, self._context.refresh,
            area_code=model.area_code, model=model,
            chosen=lambda typed, reason: self._records.change_chosen(model.id, typed, reason),
        )  # fmt: skip
        self._ask(dialog)

    def print_papers(self) -> None:
        if self.status is not None:
            self._ask(PapersDialog(self._page, self._context, self.status.model.id))

    def set_stage(self, number: int) -> None:
        if self.status is not None:
            stage, model_id = self.status.stages[number].stage, self.status.model.id
            today = self._records.today()
            self._ask(model_dialogs.stage_dialog(self._page, self._context, model_id, stage, suggest=today))

    def end(self) -> None:
        if self.status is not None:
            model_id = self.status.model.id
            dialog = model_dialogs.EndDialog(
                self._page, self._records.today(), lambda reason, day: self._records.end(model_id, reason, day),
                self._context.refresh,
            )  # fmt: skip
            self._ask(dialog)

    def add_source(self) -> None:
        if self.status is not None:
            model_id = self.status.model.id
            dialog = money_dialogs.SourceDialog(
                self._page, self._records.sources(), lambda typed: self._records.plan_line(model_id, typed),
                self._context.refresh,
            )  # fmt: skip
            self._ask(dialog)

    def pay(self, source_code: str) -> None:
        if self.status is None:
            return
        model_id = self.status.model.id
        lines = self._records.lines(model_id)
        if not lines:
            self.add_source()
            return
        chosen = next((line.id for line in lines if line.source_code == source_code), "")
        dialog = payment_dialogs.PaymentDialog(
            self._page, self._line_names(lines), self._people(), self._records.today(), self._payment_acts(),
            self._context.refresh, line_id=chosen, change=self.change_source,
        )  # fmt: skip
        self._ask(dialog)

    def correct_payment(self, payment: Payment) -> None:
        self.pay("")
        if isinstance(self.dialog, payment_dialogs.PaymentDialog):
            self.dialog.correct(payment)

    def pay_all(self) -> None:
        if self.status is None:
            return
        lines = self._records.lines(self.status.model.id)
        people = self._people(staying=True)
        if not lines or not people:
            (self.join if lines else self.add_source)()
            return
        dialog = payment_dialogs.PayAllDialog(
            self._page, self._line_names(lines), people, self._records.today(), self._payment_acts(),
            self._context.refresh,
        )  # fmt: skip
        self._ask(dialog)

    def _line_names(self, lines: Sequence[BudgetLine]) -> dict[str, str]:
        sources = self._records.sources()
        return {line.id: money_dialogs.line_name(line, sources) for line in lines}

    def _people(self, *, staying: bool = False) -> dict[str, str]:
        rows = [row for row in self.participants if not staying or row.participant.left_on is None]
        return {row.participant.id: f"{row.name} · {row.hamlet}" for row in rows}

    def _payment_acts(self) -> payment_dialogs.PaymentActs:
        model_id = self.status.model.id if self.status is not None else ""
        return payment_dialogs.PaymentActs(
            lambda line_id: [one for one in self._records.payments(model_id) if one.budget_line_id == line_id],
            self._records.pay_many, self._records.change_payment,
            lambda payment_id: self._records.remove_payment(payment_id, _("Recorded by mistake")),
        )  # fmt: skip

    def change_source(self, line_id: str) -> None:
        if self.status is None:
            return
        model_id = self.status.model.id
        line = next(line for line in self._records.lines(model_id) if line.id == line_id)
        dialog = money_dialogs.SourceDialog(
            self._page, self._records.sources(), lambda typed: self._records.plan_line(model_id, typed, line_id),
            self._context.refresh, line=line,
            remove=lambda: self._records.remove_line(line_id, _("Recorded by mistake")),
        )  # fmt: skip
        self._ask(dialog)

    def show_handovers(self, number: int) -> None:
        if self.status is None:
            return
        model_id, total = self.status.model.id, self.status.inputs[number]
        names = {row.participant.id: row.name for row in self.participants}

        def read() -> list[tuple[str, str]]:
            return [
                (one.id, " · ".join(filter(None, (names.get(one.participant_id, ""), f"{one.quantity} {one.unit}",
                                                  f"{one.handed_on:%d/%m/%Y}", one.tag))))
                for one in self._records.handovers(model_id)
                if (one.kind, one.unit, one.unit_price) == (total.kind, total.unit, total.unit_price)
            ]  # fmt: skip

        dialog = money_dialogs.HandoversDialog(
            self._page, total.kind, read,
            lambda handover_id: self._records.remove_handover(handover_id, _("Recorded by mistake")),
            self._context.refresh,
        )  # fmt: skip
        self._ask(dialog)

    def hand_over(self) -> None:
        if self.status is None:
            return
        staying = [row for row in self.participants if row.participant.left_on is None]
        if not staying:
            self.join()
            return
        model = self.status.model
        dialog = money_dialogs.HandoverDialog(
            self._page, model, staying, self._records.lines(model.id), self._records.sources(), self._records.today(),
            self._records.hand_over, self._context.refresh,
        )  # fmt: skip
        self._ask(dialog)

    def join(self) -> None:
        if self.status is not None:
            self._ask(joining_dialog.JoinDialog(self._page, self._context, self.status.model.id))

    def open_participant(self, participant_id: str) -> None:
        if self.status is not None:
            model_id = self.status.model.id
            dialog = participant_dialogs.ParticipantDialog(self._page, self._context, model_id, participant_id)
            self._ask(dialog)
