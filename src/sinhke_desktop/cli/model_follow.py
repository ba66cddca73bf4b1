"""Commands on the follow-up of a model: early warnings, the revolving fund."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.repaying import Instalment, in_words
from sinhke_desktop.domain.revolving import FundLine, Measure, RepaymentForm
from sinhke_desktop.i18n import _
from sinhke_desktop.services import early_warnings, livelihood
from sinhke_desktop.services import revolving as funds
from sinhke_desktop.services.revolving import RepayingHousehold


def warnings(arguments: argparse.Namespace) -> Answer:
    """The households with a reason to look at them, heaviest first."""
    with opened(arguments) as workspace:
        found = early_warnings.of_model(workspace, arguments.model)
    content = {
        "model": found.model.id,
        "behind": found.behind,
        "sliding_back": found.sliding_back,
        "households": [
            {
                "participant": one.participant_id,
                "household": one.household_id,
                "name": one.name,
                "hamlet": one.hamlet,
                "weight": one.weight,
                "sliding_back": one.sliding_back,
                "reasons": [
                    {"kind": reason.kind.value, "text": reason.text, "weight": reason.weight} for reason in one.reasons
                ],
            }
            for one in found.warnings
        ],
        "marks": list(found.marks),
    }
    rows = [
        (one.name, one.hamlet, one.weight, reason.text) for one in found.warnings for reason in one.reasons
    ]  # fmt: skip
    lines = table((_("Household"), _("Hamlet"), _("Weight"), _("Reason")), rows)
    return Answer(content, [*(lines or [_("No household needs a special look.")]), "", *found.marks])


def revolving(arguments: argparse.Namespace) -> Answer:
    """The fund in money and each unit, every household's ledger, the agreement, what does not fit."""
    with opened(arguments) as workspace:
        found = funds.overview(workspace, livelihood.current(workspace, arguments.model).id)
    content = {
        "model": found.model.id,
        "percent": found.model.repay_percent,
        "rules": found.rules,
        "keeper": found.model.fund_keeper,
        "rest": found.rest,
        "fund": [_line(one) for one in found.fund.lines],
        "households": [_household(one) for one in found.households],
        "warnings": list(found.warnings),
    }
    percent = "" if found.model.repay_percent is None else f"{found.model.repay_percent}%"
    agreed = fields(
        [
            (_("Model"), found.model.name),
            (_("Agreed share"), percent),
            (_("Kept by"), found.model.fund_keeper),
            (_("At the end"), found.rest),
        ]
    )
    fund = table(
        (_("Held as"), _("Due in all"), _("Overdue"), _("Repaid"), _("Passed on"), _("In the fund")),
        [(_held(one), one.due, one.overdue, one.repaid, one.passed_on, one.balance) for one in found.fund.lines],
    )
    households = table(
        (_("Household"), _("Support (đ)"), _("Agreed share (đ)"), _("Owes"), _("Overdue")),
        [(one.name, one.support, one.wanted, one.owed, one.late) for one in found.households],
    )
    return Answer(content, [*agreed, "", *fund, "", *households, "", *found.warnings])


def _held(one: FundLine) -> str:
    return _("Money") if one.form is RepaymentForm.MONEY else one.unit


def _line(one: FundLine) -> dict[str, Any]:
    return {
        "form": one.form.value,
        "unit": one.unit,
        "due": one.due,
        "overdue": one.overdue,
        "repaid": one.repaid,
        "passed_on": one.passed_on,
        "outstanding": one.outstanding,
        "balance": one.balance,
    }


def _household(one: RepayingHousehold) -> dict[str, Any]:
    return {
        "participant": one.participant.id,
        "household": one.participant.household_id,
        "name": one.name,
        "support": one.support,
        "wanted": one.wanted,
        "owed": _sums(one.ledger.owed()),
        "late": one.late,
        "beyond": in_words(one.ledger.beyond),
        "instalments": [_instalment(due) for due in one.ledger.instalments],
    }


def _instalment(one: Instalment) -> dict[str, Any]:
    return {
        "id": one.due.id,
        "due_on": one.due.due_on.isoformat(),
        "form": one.due.form.value,
        "unit": one.due.unit or "đ",
        "size": one.size,
        "given": one.given,
        "left": one.left,
    }


def _sums(sums: Mapping[Measure, int]) -> list[dict[str, Any]]:
    return [{"form": form.value, "unit": unit, "left": left} for (form, unit), left in sums.items()]
