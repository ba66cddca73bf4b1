"""Dialogs about payments: record one, correct it, take it back; pay many households at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.funding import Payment, PaymentInput
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.money_dialogs import with_links
from sinhke_desktop.gui.livelihood.pay_sheet import PaySheet
from sinhke_desktop.gui.widgets import Form, LinkButton, QuietButton, choices, clear, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.gui.widgets.sheet import SheetModel, SheetTable
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class PaymentActs:
    """What the dialogs ask of the program; each may raise InvalidInput.

    ``made`` gives the payments of a line, ``pay`` records one or several from it, ``correct`` changes one.
    """

    made: Callable[[str], Sequence[Payment]]
    pay: Callable[[str, Sequence[PaymentInput]], object]
    correct: Callable[[str, str, PaymentInput], object]
    take_back: Callable[[str], object]


def _meant() -> QWidget:
    return choices(("", _("No")), ("1", _("Yes, it is another payment")))


def _long(*pairs: tuple[str, str]) -> QComboBox:
    """A list whose words may be longer than the field."""
    box = choices(*pairs)
    box.setMinimumContentsLength(18)
    box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _typed(form: Form, **more: str) -> PaymentInput:
    names = ("paid_on", "amount", "paper", "note", "participant_id", "payee")
    typed = {name: form.text(name) for name in names if name in form.fields}
    return PaymentInput(**{**typed, **more}, meant=form.text("meant") == "1")


class _Paying(FormDialog):
    """Asks for a budget line, whose words stand whole below where its list is too narrow, and whether an equal payment
    is meant once one was found.
    """

    def _add_line(self, lines: Mapping[str, str]) -> None:
        self.line_words = label("", "secondary")
        self._line_box = _long(*lines.items())
        self.form.add("line_id", _("Paid from line"), self._line_box, span=2)
        self.body.insertWidget(0, self.line_words)
        self._line_box.currentIndexChanged.connect(lambda _at: self._show_line())

    def _show_line(self) -> None:
        words = self._line_box.currentText()
        needed = self._line_box.fontMetrics().horizontalAdvance(words) + theme.px(60)
        self.line_words.setText(words)
        self.line_words.setVisible(needed > self._line_box.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_line()

    def _add_meant(self) -> None:
        self.form.add("meant", _("Another payment although paper, sum and day are the same?"), _meant(), span=2)
        self.form.fields["meant"].hide()

    def confirm(self) -> None:
        """Save; show the question where an equal payment was found."""
        super().confirm()
        if self.form.fields["meant"].problem():
            self.form.fields["meant"].show()


class PaymentDialog(_Paying):
    """Records payments from one budget line; those already made stand below, to be corrected or taken back."""

    def __init__(
        self,
        parent: QWidget,
        lines: Mapping[str, str],
        people: Mapping[str, str],
        today: date,
        acts: PaymentActs,
        saved: Callable[[], object],
        *,
        line_id: str = "",
        change: Callable[[str], object],
    ) -> None:
        """*lines* and *people* are id → words; *change* opens the budget line chosen above."""
        super().__init__(parent, _("Record a payment"), self._save_payment, saved, width=700)
        self._acts, self._people, self._correcting = acts, people, ""
        self._add_line(lines)
        self.form.add("amount", _("Sum (đ)"), QLineEdit())
        self.form.add("paid_on", _("Paid on"), day_field(today))
        self.form.add("participant_id", _("For the household"), _long(("", _("None, or all")), *people.items()))
        self.form.add("payee", _("Who took the money"), QLineEdit(), _("Shop, supplier, or who came for the household"))
        self.form.add("paper", _("Number of the paper"), QLineEdit())
        self.form.add("note", _("Note"), QLineEdit())
        self._add_meant()
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

    def _save_payment(self, form: Form) -> object:
        line_id = form.text("line_id")
        if self._correcting:
            return self._acts.correct(self._correcting, line_id, _typed(form))
        return self._acts.pay(line_id, [_typed(form)])

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
        made = self._acts.made(line_id)
        if made:
            self._made.addWidget(label(_("Paid from this line so far"), "strong"))
        for one in made:
            who = " / ".join(filter(None, (self._people.get(one.participant_id, ""), one.payee)))
            words = (f"{one.paid_on:%d/%m/%Y}", f"{format_dong(one.amount)} đ", who, one.paper)
            correct = LinkButton(_("Correct"), pressed=partial(self.correct, one))
            undo = LinkButton(_("Take this payment back"), pressed=partial(self._undo, one.id))
            self._made.addWidget(with_links(" · ".join(filter(None, words)), correct, undo))

    def correct(self, payment: Payment) -> None:
        """Put a payment into the form, to be changed there."""
        self._correcting = payment.id
        typed = {
            "line_id": payment.budget_line_id, "amount": format_dong(payment.amount),
            "paid_on": f"{payment.paid_on:%d/%m/%Y}", "participant_id": payment.participant_id,
            "payee": payment.payee, "paper": payment.paper, "note": payment.note,
        }  # fmt: skip
        for name, text in typed.items():
            self.form.set_text(name, text)
        self.notice.show_text("info", _("Correcting the payment of {day}.").format(day=typed["paid_on"]))
        self.form.fields["amount"].editor.setFocus()

    def _undo(self, payment_id: str) -> None:
        try:
            self._acts.take_back(payment_id)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._shown_for = ""
        self._show_made()


class PayAllDialog(_Paying):
    """Pays every household of a model from one line: the same to each, or what is typed for each."""

    def __init__(
        self,
        parent: QWidget,
        lines: Mapping[str, str],
        people: Mapping[str, str],
        today: date,
        acts: PaymentActs,
        saved: Callable[[], object],
    ) -> None:
        """*lines* and *people* are id → words."""
        super().__init__(
            parent, _("Pay many households"), self._pay, saved, primary=_("Record the payments"), width=720,
            text=_("Type one sum for all, or change it in the list; a household without a sum is not paid."),
        )  # fmt: skip
        self._acts = acts
        self._add_line(lines)
        self.form.add("amount", _("Sum for each household (đ)"), QLineEdit())
        self.form.add("paid_on", _("Paid on"), day_field(today))
        self.form.add("paper", _("Number of the paper"), QLineEdit())
        self.form.add("note", _("Note"), QLineEdit())
        self._add_meant()
        self.sheet = PaySheet(people)
        self.rows = SheetModel(self.sheet, self)
        self.table = SheetTable(self.rows)
        self.table.setAccessibleName(_("Sums by household"))
        self.add(self.table)
        self.rows.typed.connect(self.rows.look_again)
        self.form.changed.connect(lambda: self._same_for_all(self.form.text("amount")))
        self.table.fit()
        self.form.fields["amount"].editor.setFocus()

    def _same_for_all(self, text: str) -> None:
        self.sheet.put_all(text)
        self.rows.look_again()

    def _pay(self, form: Form) -> object:
        paid = self.sheet.paid()
        if not paid:
            raise InvalidInput([Problem("amount", _("Type a sum for at least one household."), "MH-03")])
        typed = [_typed(form, participant_id=one, amount=amount) for one, amount in paid]
        try:
            return self._acts.pay(form.text("line_id"), typed)
        except InvalidInput as wrong:
            raise InvalidInput(self._sorted_out(wrong.problems)) from wrong

    def _sorted_out(self, problems: Sequence[Problem]) -> list[Problem]:
        """What is wrong with a household's sum goes into the list; the rest under its field, once."""
        found: dict[str, Problem] = {}
        for problem in problems:
            number, _dot, name = problem.field.removeprefix("rows.").partition(".")
            row = int(number) if number.isdecimal() else 0
            name = name or problem.field
            if name == "amount":
                self.sheet.refuse(row, problem.message)
            else:
                found.setdefault(name, Problem(name, problem.message, problem.code))
        self.rows.look_again()
        return list(found.values()) or [Problem("", _("Some sums cannot be taken; see the list."), "MH-03")]
