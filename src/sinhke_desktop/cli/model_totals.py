"""Every total of a model as the command line tells it."""

from __future__ import annotations

from typing import Any

from sinhke_desktop.cli.answers import fields, table
from sinhke_desktop.domain.exits import EXIT_NAMES
from sinhke_desktop.domain.funding import format_share
from sinhke_desktop.domain.model_targets import STATE_NAMES
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.revolving import REPAYMENT_FORM_NAMES
from sinhke_desktop.domain.settlement import Sums
from sinhke_desktop.i18n import _
from sinhke_desktop.services.model_totals import ModelTotals


def _sums(sums: Sums) -> dict[str, int]:
    return {
        "planned": sums.planned, "allotted": sums.allotted, "paid": sums.paid, "settled": sums.settled,
        "returned": sums.returned,
    }  # fmt: skip


def money_content(totals: ModelTotals) -> dict[str, Any]:
    """Money by source and in all, in đồng; ``share`` in hundredths of a percent of all that is planned.

    ``unspent`` is what was allotted and is not accounted for; nobody allots the households' own part.
    """
    money = totals.money
    return {
        "budget": {
            one.name: {
                **_sums(one.sums),
                "carried": one.carried,
                "handed": one.handed,
                "share": one.share,
                "unspent": 0 if one.own else one.sums.left,
            }
            for one in money.sources
        },
        **_sums(money.total),
        "carried": sum(one.carried for one in money.sources),
        "unspent": sum(one.sums.left for one in money.sources if not one.own),
    }


def herd_content(totals: ModelTotals) -> dict[str, Any]:
    """Handed over, born, bought, lost, sold, passed on; what that gives, and what was counted last."""
    herd = totals.status.herd
    return {
        "handed": herd.handed, "born": herd.born, "bought": herd.bought, "lost": herd.lost, "sold": herd.sold,
        "passed_on": herd.passed_on, "expected": herd.expected, "alive": herd.alive,
    }  # fmt: skip


def counts_content(totals: ModelTotals) -> dict[str, Any]:
    """Groups, meetings, training, market, losses, supervision, things, quay vòng, early warnings."""
    one = totals.counts
    return {
        "groups": one.groups,
        "meetings": one.meetings,
        "training": {"count": one.trainings, "households": one.trained},
        "contracts": one.contracts,
        "deliveries": [
            {"product": sold.product, "unit": sold.unit, "quantity": sold.quantity, "amount": sold.amount,
             "count": sold.times}
            for sold in one.sales
        ],
        "losses": {"count": one.losses.count, "open": one.losses.open, "worth": one.losses.worth,
                   "compensated": one.losses.compensated},
        "supervision": {"count": one.findings, "open": one.findings_open, "overdue": one.findings_overdue},
        "things": {"count": one.things, "alive": one.alive_things},
        "revolving": [
            {"form": line.form.value, "unit": line.unit, "due": line.due, "overdue": line.overdue,
             "repaid": line.repaid, "passed_on": line.passed_on, "balance": line.balance,
             "outstanding": line.outstanding}
            for line in totals.fund.lines
        ],
        "early_warnings": {
            "behind": totals.early.behind,
            "sliding_back": totals.early.sliding_back,
            "households": [
                {"name": found.name, "hamlet": found.hamlet, "reasons": [reason.text for reason in found.reasons]}
                for found in totals.early.warnings
            ],
        },
        "commendations": one.commendations,
        "lessons": one.lessons,
        "replications": one.replications,
    }  # fmt: skip


def results_content(totals: ModelTotals) -> dict[str, Any]:
    """Exits and targets."""
    exits = totals.outcome.exits
    return {
        "exits": {
            "households": exits.households, "out": exits.out, "reviewed": exits.reviewed, "official": exits.official,
            "preliminary": exits.preliminary, "left": exits.left,
            "by_result": {key.value: count for key, count in exits.counts.items()},
        },
        "targets": [
            {"measure": line.target.measure.value, "name": line.target.name, "year": line.year,
             "wanted": line.target.wanted, "reached": line.reached, "state": line.state.value, "reason": line.reason}
            for line in totals.outcome.targets
        ],
    }  # fmt: skip


def totals_lines(totals: ModelTotals) -> list[str]:
    """The totals in words and tables."""
    one, exits = totals.counts, totals.outcome.exits
    results = ", ".join(f"{EXIT_NAMES[key]}: {count}" for key, count in exits.counts.items())
    head = fields(
        [
            (_("Left the model"), totals.left or None),
            (_("Herd"), totals.status.herd.alive),
            (_("Trainings"), one.trainings or None),
            (_("Losses"), f"{one.losses.count} ({format_dong(one.losses.worth)} đ)" if one.losses.count else None),
            (_("Findings open"), f"{one.findings_open} ({one.findings})" if one.findings else None),
            (_("Out of poverty"), f"{exits.out} ({results})" if results else None),
        ]
    )
    money = [
        (one.name, format_share(one.share), one.sums.allotted, one.sums.settled, one.carried, one.sums.returned)
        for one in totals.money.sources
    ]
    sources = table(
        (_("Source"), _("Share"), _("Allotted"), _("Settled"), _("Carried over"), _("Returned")), money
    )  # fmt: skip
    fund = table(
        (_("Revolving fund"), _("Unit"), _("To give back"), _("Given back"), _("Passed on"), _("Balance")),
        [
            (REPAYMENT_FORM_NAMES[line.form], line.unit, line.due, line.repaid, line.passed_on, line.balance)
            for line in totals.fund.lines
        ],
    )
    targets = table(
        (_("Target"), _("Wanted"), _("Reached"), _("State")),
        [(line.name, line.target.wanted, line.reached, STATE_NAMES[line.state]) for line in totals.outcome.targets],
    )
    return ["", *head, "", *sources, "", *fund, "", *targets]
