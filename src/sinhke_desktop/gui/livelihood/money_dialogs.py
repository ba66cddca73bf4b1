"""Dialogs about money and goods: plan a source, record payments, hand inputs over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.funding import (
    FORM_NAMES,
    BudgetLine,
    BudgetLineInput,
    HandoverInput,
    InputHandover,
    Payment,
    PaymentInput,
)
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.gui.widgets import DangerButton, Dialog, Form, LinkButton, QuietButton, choices, clear, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _

EVERYONE = "*"


def _with_link(words: str, link: LinkButton) -> QWidget:
    """A line of *words* with what can be done about it at its right."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label(words), 1)
    row.addWidget(link)
    return line


def line_name(line: BudgetLine, sources: dict[str, str]) -> str:
    """A budget line in a list: source, form, planned sum, note."""
    parts = [sources.get(line.source_code, line.source_code), FORM_NAMES[line.form], f"{format_dong(line.planned)} đ"]
    return " · ".join([*parts, line.note] if line.note else parts)


class SourceDialog(FormDialog):
    """Plans what a source gives; *line* to change one."""

    def __init__(
        self,
        parent: QWidget,
        sources: dict[str, str],
        save: Callable[[BudgetLineInput], object],
        saved: Callable[[], object],
        *,
        line: BudgetLine | None = None,
        remove: Callable[[], object] | None = None,
    ) -> None:
        """*remove* takes *line* away; money already paid from it stands against that."""
        super().__init__(
            parent, _("Change the source") if line else _("Add a source"),
            lambda form: save(BudgetLineInput(**{name: form.text(name) for name in form.fields})), saved,
            text=_("What a source gives to the model; goods and labour are stated in đồng."), width=620,
        )  # fmt: skip
        self.form.add("source_code", _("Source"), choices(*sources.items()), span=2)
        self.form.add("form", _("Given as"), choices(*((form.value, name) for form, name in FORM_NAMES.items())))
        self.form.add("planned", _("Planned (đ)"), QLineEdit())
        self.form.add("note", _("Note"), QLineEdit(), span=2)
        if line is not None:
            self.form.set_text("source_code", line.source_code)
            self.form.set_text("form", line.form.value)
            self.form.set_text("planned", format_number(line.planned))
            self.form.set_text("note", line.note)
        if remove is not None:
            self.buttons.insertWidget(0, DangerButton(_("Remove the source"), pressed=partial(self._remove, remove)))

    def _remove(self, remove: Callable[[], object]) -> None:
        try:
            remove()
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class PaymentDialog(FormDialog):
    """Records payments from one budget line; those already made stand below and can be taken back."""

    def __init__(
        self,
        parent: QWidget,
        lines: Sequence[BudgetLine],
        sources: dict[str, str],
        payments: Callable[[str], Sequence[Payment]],
        today: date,
        pay: Callable[[str, PaymentInput], object],
        take_back: Callable[[str], object],
        saved: Callable[[], object],
        *,
        line_id: str = "",
        change: Callable[[str], object],
    ) -> None:
        """*change* opens the budget line chosen above."""
        super().__init__(parent, _("Record a payment"), lambda form: pay(*_payment(form)), saved, width=640)
        self._payments, self._take_back = payments, take_back
        self.form.add(
            "line_id", _("Paid from line"), choices(*((line.id, line_name(line, sources)) for line in lines)), span=2
        )
        self.form.add("amount", _("Sum (đ)"), QLineEdit())
        self.form.add("paid_on", _("Paid on"), day_field(today))
        self.form.add("paper", _("Number of the paper"), QLineEdit())
        self.form.add("note", _("Note"), QLineEdit())
        if line_id:
            self.form.set_text("line_id", line_id)
        self.buttons.insertWidget(0, QuietButton(_("Change the source"), "pencil", lambda: self._change(change)))
        self._made = QVBoxLayout()
        self._made.setSpacing(theme.px(2))
        self.body.addLayout(self._made)
        self.rejected.connect(saved)
        self.form.changed.connect(self._show_made)
        self._shown_for = ""
        self._show_made()
        self.form.fields["amount"].editor.setFocus()

    def _change(self, change: Callable[[str], object]) -> None:
        line_id = self.form.text("line_id")
        self.reject()
        change(line_id)

    def _show_made(self) -> None:
        line_id = self.form.text("line_id")
        if line_id == self._shown_for:
            return
        self._shown_for = line_id
        clear(self._made)
        made = self._payments(line_id)
        if made:
            self._made.addWidget(label(_("Paid from this line so far"), "strong"))
        for one in made:
            undo = partial(self._undo, one.id)
            text = f"{one.paid_on:%d/%m/%Y} · {format_dong(one.amount)} đ"
            words = f"{text} · {one.paper}" if one.paper else text
            self._made.addWidget(_with_link(words, LinkButton(_("Take this payment back"), pressed=undo)))

    def _undo(self, payment_id: str) -> None:
        try:
            self._take_back(payment_id)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._shown_for = ""
        self._show_made()


def _payment(form: Form) -> tuple[str, PaymentInput]:
    return form.text("line_id"), PaymentInput(
        form.text("paid_on"), form.text("amount"), form.text("paper"), form.text("note")
    )


class HandoverDialog(FormDialog):
    """Goods handed to one participant or, each the same, to all."""

    def __init__(
        self,
        parent: QWidget,
        model: LivelihoodModel,
        rows: Sequence[ParticipantRow],
        lines: Sequence[BudgetLine],
        sources: dict[str, str],
        today: date,
        save: Callable[[Sequence[HandoverInput]], Sequence[InputHandover]],
        saved: Callable[[], object],
    ) -> None:
        self._ids = [row.participant.id for row in rows]
        super().__init__(
            parent, _("Hand inputs over"), lambda form: self._hand_over(form, save), saved,
            primary=_("Record the handover"), width=620,
        )  # fmt: skip
        people = [(row.participant.id, f"{row.name} · {row.hamlet}") for row in rows]
        everyone = (EVERYONE, _("All {count} households, each the same").format(count=len(rows)))
        self.form.add("participant_id", _("Handed to"), choices(everyone, *people), span=2)
        self.form.add("kind", _("What"), QLineEdit(model.thing))
        self.form.add("unit", _("Counted in"), QLineEdit(model.unit))
        self.form.add("quantity", _("Quantity for each household"), QLineEdit())
        self.form.add("unit_price", _("Unit price (đ)"), QLineEdit())
        self.form.add("handed_on", _("Handed over on"), day_field(today))
        self.form.add("tag", _("Ear tag, number"), QLineEdit())
        paid = [("", _("Not stated")), *((line.id, line_name(line, sources)) for line in lines)]
        self.form.add("budget_line_id", _("Paid from"), choices(*paid), span=2)
        self.form.fields["quantity"].editor.setFocus()

    def _hand_over(
        self, form: Form, save: Callable[[Sequence[HandoverInput]], Sequence[InputHandover]]
    ) -> Sequence[InputHandover]:
        typed = {name: form.text(name) for name in form.fields if name != "participant_id"}
        chosen = form.text("participant_id")
        receivers = self._ids if chosen == EVERYONE else [chosen]
        try:
            return save([HandoverInput(participant_id=one, **typed) for one in receivers])  # type: ignore[arg-type]
        except InvalidInput as wrong:
            first = [problem for problem in wrong.problems if problem.field.startswith("rows.0.")]
            raise InvalidInput(
                [Problem(problem.field.split(".", 2)[2], problem.message, problem.code) for problem in first]
                or wrong.problems
            ) from wrong


class HandoversDialog(Dialog):
    """What was handed over of one kind, each household a line, to be taken back where it was a mistake."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        read: Callable[[], Sequence[tuple[str, str]]],
        take_back: Callable[[str], object],
        saved: Callable[[], object],
    ) -> None:
        """*read* gives pairs of id and words."""
        super().__init__(parent, title, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read, self._take_back = read, take_back
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)
        self.rejected.connect(saved)
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for handover_id, words in self._read():
            undo = partial(self._undo, handover_id)
            self._lines.addWidget(_with_link(words, LinkButton(_("Take this handover back"), pressed=undo)))

    def _undo(self, handover_id: str) -> None:
        try:
            self._take_back(handover_id)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._show()
