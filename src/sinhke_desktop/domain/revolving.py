"""Revolving repayment (quay vòng): what each household owes, what it gave back, to whom it was passed on.

The frame is the province's and the people's own agreement (domain.md 3.2, S48; example Cà Mau S49: at least 10, 15 or
20 % of the budget's support); the program ships no percentage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_values import typed_text
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _


class RepaymentForm(StrEnum):
    """Money or animals, seedlings..."""

    MONEY = "money"
    KIND = "kind"


REPAYMENT_FORM_NAMES = {RepaymentForm.MONEY: "Tiền", RepaymentForm.KIND: "Hiện vật"}


def _check_form(
    what: RepaymentForm, amount: int | None, quantity: int | None, unit: str, problems: list[Problem]
) -> None:
    if what is RepaymentForm.KIND and not unit:
        problems.append(Problem("unit", _("Say in which unit it is counted."), "MH-02"))
    if what is RepaymentForm.MONEY and not amount:
        problems.append(Problem("amount", _("A number is missing here."), "MH-03"))
    if what is RepaymentForm.KIND and not quantity:
        problems.append(Problem("quantity", _("A number is missing here."), "MH-03"))
    if what is RepaymentForm.MONEY and quantity:
        problems.append(Problem("quantity", _("Either money or goods, not both."), "MH-03"))
    if what is RepaymentForm.KIND and amount:
        problems.append(Problem("amount", _("Either money or goods, not both."), "MH-03"))


@dataclass(frozen=True, slots=True)
class RepaymentDue:
    """One instalment that a participant owes: ``amount`` đồng, or ``quantity`` of ``unit``."""

    id: str
    commune_code: str
    participant_id: str
    form: RepaymentForm
    due_on: date
    amount: int | None = None
    quantity: int | None = None
    unit: str = ""
    basis: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-03 unless it is either money or goods, MH-02 for goods without a unit."""
        _check_form(self.form, self.amount, self.quantity, self.unit, problems)


@dataclass(frozen=True, slots=True)
class Repayment:
    """What a participant gave back on a day."""

    id: str
    commune_code: str
    participant_id: str
    form: RepaymentForm
    on: date
    amount: int | None = None
    quantity: int | None = None
    unit: str = ""
    due_id: str = ""
    tags: str = ""
    paper: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-03 unless it is either money or goods, MH-02 for goods without a unit."""
        _check_form(self.form, self.amount, self.quantity, self.unit, problems)


@dataclass(frozen=True, slots=True)
class PassOn:
    """What was passed on to the next household, which must not be one that still owes.

    With ``from_participant_id`` it went straight from that household, which has given back as much by it; without, it
    came out of the fund.
    """

    id: str
    commune_code: str
    model_id: str
    household_id: str
    form: RepaymentForm
    on: date
    amount: int | None = None
    quantity: int | None = None
    unit: str = ""
    tags: str = ""
    from_participant_id: str = ""
    paper: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-03 unless it is either money or goods, MH-02 for goods without a unit."""
        _check_form(self.form, self.amount, self.quantity, self.unit, problems)


REPAYMENT_DUE = (
    form.link("participant_id", "Hộ", "participant", required=True),
    form.choice("form", "Trả bằng", REPAYMENT_FORM_NAMES),
    form.day("due_on", "Hạn trả", required=True),
    form.money("amount", "Số tiền (đ)"),
    form.number("quantity", "Số lượng (con, kg…)"),
    form.text("unit", "Đơn vị"),
    form.text("basis", "Căn cứ (tỷ lệ, thỏa thuận)"),
    form.text("note", "Ghi chú"),
)
REPAYMENT = (
    form.link("participant_id", "Hộ", "participant", required=True),
    form.choice("form", "Trả bằng", REPAYMENT_FORM_NAMES),
    form.day("on", "Ngày trả", required=True, past=True),
    form.money("amount", "Số tiền (đ)"),
    form.number("quantity", "Số lượng (con, kg…)"),
    form.text("unit", "Đơn vị"),
    form.link("due_id", "Cho kỳ hạn", "repayment_due"),
    form.text("tags", "Số tai"),
    form.text("paper", "Phiếu thu, biên bản"),
    form.text("note", "Ghi chú"),
)
PASS_ON = (
    form.link("household_id", "Hộ nhận", "household", required=True),
    form.choice("form", "Chuyển bằng", REPAYMENT_FORM_NAMES),
    form.day("on", "Ngày chuyển", required=True, past=True),
    form.money("amount", "Số tiền (đ)"),
    form.number("quantity", "Số lượng (con, kg…)"),
    form.text("unit", "Đơn vị"),
    form.text("tags", "Số tai"),
    form.link("from_participant_id", "Chuyển thẳng từ hộ", "participant", hint="Để trống nếu lấy từ quỹ"),
    form.text("paper", "Biên bản bàn giao"),
    form.text("note", "Ghi chú"),
)


@dataclass(frozen=True, slots=True)
class FundLine:
    """One form of the fund: what is due, came back and was passed on, in đồng or in ``unit``."""

    form: RepaymentForm
    unit: str
    due: int
    overdue: int
    repaid: int
    passed_on: int

    @property
    def balance(self) -> int:
        """What the fund holds: repaid less passed on."""
        return self.repaid - self.passed_on

    @property
    def outstanding(self) -> int:
        """What is still owed, now or later."""
        return max(self.due - self.repaid, 0)


@dataclass(frozen=True, slots=True)
class RevolvingFund:
    """The fund of a model, one line for money and one for each unit of goods; warnings in words."""

    lines: tuple[FundLine, ...]
    warnings: tuple[str, ...] = ()


Measure = tuple[RepaymentForm, str]
"""Money (unit ``đ``), or goods of one unit."""


def measure_of(one: RepaymentDue | Repayment | PassOn) -> tuple[Measure, int]:
    """In what it is counted, and how much of that it is."""
    if one.form is RepaymentForm.MONEY:
        return (one.form, "đ"), one.amount or 0
    return (one.form, typed_text(one.unit).lower()), one.quantity or 0


def given_back(repaid: Sequence[Repayment], passed: Sequence[PassOn]) -> list[Repayment]:
    """What households gave back, to the fund or straight to the next household; removed records are left out."""
    straight = [
        Repayment(one.id, one.commune_code, one.from_participant_id, one.form, one.on, one.amount, one.quantity,
                  one.unit, tags=one.tags, paper=one.paper)
        for one in passed
        if one.from_participant_id and not one.removed
    ]  # fmt: skip
    return [one for one in repaid if not one.removed] + straight


def fund(
    dues: Sequence[RepaymentDue], repaid: Sequence[Repayment], passed: Sequence[PassOn], today: date
) -> RevolvingFund:
    """What is due, overdue, repaid, passed on and left, for money and each unit of goods.

    Overdue is counted household by household: what fell due before *today* less what that household gave back. What
    went straight from a household to the next one counts as given back and passed on: it never was in the fund.
    """
    sums: dict[Measure, dict[str, int]] = {}

    def add(what: str, one: RepaymentDue | Repayment | PassOn) -> None:
        key, size = measure_of(one)
        sums.setdefault(key, dict.fromkeys(("due", "overdue", "repaid", "passed_on"), 0))[what] += size

    late: dict[tuple[Measure, str], int] = {}
    for due in dues:
        if due.removed:
            continue
        add("due", due)
        if due.due_on < today:
            key, size = measure_of(due)
            late[key, due.participant_id] = late.get((key, due.participant_id), 0) + size
    for back in given_back(repaid, passed):
        add("repaid", back)
        key, size = measure_of(back)
        if (key, back.participant_id) in late:
            late[key, back.participant_id] -= size
    for on in passed:
        if not on.removed:
            add("passed_on", on)
    for (key, _participant), left in late.items():
        sums[key]["overdue"] += max(left, 0)
    lines = tuple(FundLine(what, unit, **sums[what, unit]) for what, unit in sorted(sums, reverse=True))
    text = _("More was passed on than came back: {passed} of {repaid} {unit}.")
    short = [one for one in lines if one.balance < 0]
    warnings = tuple(text.format(passed=one.passed_on, repaid=one.repaid, unit=one.unit) for one in short)
    return RevolvingFund(lines, warnings)


def due_of_support(support: int, percent: int) -> int:
    """*percent* of *support* đồng, rounded up to whole đồng: the least that a frame of so many per cent asks for."""
    return -(-support * percent // 100)
