"""Money of a model: planned by source, paid, and inputs handed over. Whole đồng throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.typed_record import MOST_MONEY
from sinhke_desktop.domain.typed_values import Typed, judged_day, judged_number, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _


class FundForm(StrEnum):
    """Money, goods (hiện vật) or labour (công lao động), the latter two stated in đồng."""

    MONEY = "money"
    KIND = "kind"
    LABOUR = "labour"


FORM_NAMES = {FundForm.MONEY: "Tiền", FundForm.KIND: "Hiện vật", FundForm.LABOUR: "Công lao động"}


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What one source gives to the model; ``source_code`` is of the list of sources, ``year`` its budget year."""

    id: str
    commune_code: str
    model_id: str
    source_code: str
    form: FundForm
    planned: int
    note: str = ""
    year: int | None = None
    decision: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid or contributed from a budget line; ``paper`` is the number of the paper that shows it.

    ``participant_id`` says for which household, ``payee`` who took the money where that is somebody else.
    """

    id: str
    commune_code: str
    budget_line_id: str
    paid_on: date
    amount: int
    paper: str = ""
    note: str = ""
    participant_id: str = ""
    payee: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class InputHandover:
    """Goods handed to a participant; ``in_herd`` ones are what the monthly follow-up counts.

    ``lot`` is the number drawn where the commune draws lots, ``tag`` the ear tag or serial number (several joined by
    commas), ``received_by`` who signed for the household.
    """

    id: str
    commune_code: str
    participant_id: str
    kind: str
    unit: str
    quantity: int
    unit_price: int
    handed_on: date
    tag: str = ""
    budget_line_id: str = ""
    in_herd: bool = True
    note: str = ""
    supplier: str = ""
    lot: str = ""
    minutes_number: str = ""
    received_by: str = ""
    removed: bool = False

    @property
    def amount(self) -> int:
        """Quantity times unit price, in đồng."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class BudgetLineInput:
    """A budget line as typed."""

    source_code: str = ""
    form: str = FundForm.MONEY.value
    planned: Typed = ""
    note: str = ""
    year: Typed = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class PaymentInput:
    """A payment as typed; ``meant`` says that it is another one than that with the same paper, sum and day."""

    paid_on: Typed = ""
    amount: Typed = ""
    paper: str = ""
    note: str = ""
    participant_id: str = ""
    payee: str = ""
    meant: bool = False


@dataclass(frozen=True, slots=True)
class HandoverInput:
    """A handover as typed; empty ``kind`` and ``unit`` mean the model's, ``in_herd`` None: counted in the same unit."""

    participant_id: str = ""
    quantity: Typed = ""
    unit_price: Typed = ""
    handed_on: Typed = ""
    kind: str = ""
    unit: str = ""
    tag: str = ""
    budget_line_id: str = ""
    in_herd: bool | None = None
    note: str = ""
    supplier: str = ""
    lot: str = ""
    minutes_number: str = ""
    received_by: str = ""


def judge_budget_line(
    typed: BudgetLineInput, line_id: str, commune_code: str, model_id: str, sources: Mapping[str, str]
) -> BudgetLine:
    """A budget line, or :class:`InvalidInput` (MH-08 for a source that *sources*, code to name, does not have)."""
    problems: list[Problem] = []
    if typed.source_code not in sources:
        problems.append(Problem("source_code", _("Choose the funding source from the list."), "MH-08"))
    if typed.form not in tuple(FundForm):
        problems.append(Problem("form", _("Choose money, goods or labour."), "MH-08"))
    planned = judged_number(typed.planned, "planned", problems, most=MOST_MONEY, required=True)
    year = judged_number(typed.year, "year", problems, least=2000, most=2100)
    if problems or planned is None:
        raise InvalidInput(problems)
    return BudgetLine(
        line_id, commune_code, model_id, typed.source_code, FundForm(typed.form), planned, typed_text(typed.note),
        year, typed_text(typed.decision),
    )  # fmt: skip


def judge_payment(typed: PaymentInput, payment_id: str, line: BudgetLine, today: date) -> Payment:
    """A payment from *line*, or :class:`InvalidInput`."""
    problems: list[Problem] = []
    day = judged_day(typed.paid_on, "paid_on", problems, required=True, latest=today)
    amount = judged_number(typed.amount, "amount", problems, least=1, most=MOST_MONEY, required=True)
    if problems or day is None or amount is None:
        raise InvalidInput(problems)
    return Payment(
        payment_id, line.commune_code, line.id, day, amount, typed_text(typed.paper), typed_text(typed.note),
        typed.participant_id, typed_text(typed.payee),
    )  # fmt: skip


def judge_handover(
    typed: HandoverInput, handover_id: str, commune_code: str, thing: str, counted_in: str, today: date
) -> InputHandover:
    """A handover; *thing* and *counted_in* are the model's. Raises :class:`InvalidInput`."""
    problems: list[Problem] = []
    if not typed.participant_id:
        problems.append(Problem("participant_id", _("Choose the household."), "MH-02"))
    kind, unit = typed_text(typed.kind) or thing, typed_text(typed.unit) or counted_in
    if not kind:
        problems.append(Problem("kind", _("Say what was handed over."), "MH-02"))
    quantity = judged_number(typed.quantity, "quantity", problems, least=1, most=10**7, required=True)
    price = judged_number(typed.unit_price, "unit_price", problems, most=MOST_MONEY, required=True)
    day = judged_day(typed.handed_on, "handed_on", problems, required=True, latest=today)
    if problems or quantity is None or price is None or day is None:
        raise InvalidInput(problems)
    return InputHandover(
        handover_id, commune_code, typed.participant_id, kind, unit, quantity, price, day, typed_text(typed.tag),
        typed.budget_line_id, unit == counted_in if typed.in_herd is None else typed.in_herd, typed_text(typed.note),
        typed_text(typed.supplier), typed_text(typed.lot), typed_text(typed.minutes_number),
        typed_text(typed.received_by),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceBudget:
    """One source of a model: đồng planned and paid; ``share`` in hundredths of a percent of all that is planned."""

    code: str
    name: str
    planned: int
    paid: int
    share: int


def by_source(
    lines: Sequence[BudgetLine], payments: Sequence[Payment], names: Mapping[str, str]
) -> tuple[SourceBudget, ...]:
    """The sources in the order of *names* (code to name), unknown codes after them; shares add up to 100 % exactly."""
    paid: dict[str, int] = {}
    for payment in payments:
        if not payment.removed:
            paid[payment.budget_line_id] = paid.get(payment.budget_line_id, 0) + payment.amount
    sums: dict[str, tuple[int, int]] = {}
    for line in lines:
        if not line.removed:
            planned, spent = sums.get(line.source_code, (0, 0))
            sums[line.source_code] = (planned + line.planned, spent + paid.get(line.id, 0))
    codes = [code for code in names if code in sums] + sorted(code for code in sums if code not in names)
    shares = shares_of([sums[code][0] for code in codes])
    return tuple(
        SourceBudget(code, names.get(code, code), *sums[code], share) for code, share in zip(codes, shares, strict=True)
    )


def shares_of(amounts: Sequence[int], whole: int = 10_000) -> list[int]:
    """*whole* divided in proportion to *amounts* (largest remainders), so that the parts add up to it exactly.

    All zero where there is nothing to divide by.
    """
    total = sum(amounts)
    if total == 0:
        return [0] * len(amounts)
    parts = [amount * whole // total for amount in amounts]
    left_over = sorted(range(len(amounts)), key=lambda place: (-(amounts[place] * whole % total), place))
    for place in left_over[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def format_share(share: int) -> str:
    """Hundredths of a percent in words of papers: ``6000`` as ``60,00%``."""
    return f"{share // 100},{share % 100:02d}%"


def money_warnings(sources: Sequence[SourceBudget]) -> list[str]:
    """A sentence for each source of which more was paid than planned."""
    text = _("{name}: paid {paid} đ, more than the {planned} đ planned.")
    return [
        text.format(name=one.name, paid=format_dong(one.paid), planned=format_dong(one.planned))
        for one in sources
        if one.paid > one.planned
    ]
