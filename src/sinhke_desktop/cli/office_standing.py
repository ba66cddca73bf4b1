"""Commands of an office on all its communes: who has sent, who should, what was done."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lists, office_log, office_standing
from sinhke_desktop.services import workspace as workspaces


def standing(arguments: argparse.Namespace) -> Answer:
    """Every paired or expected commune; exit 1 if one of them is missing."""
    try:
        since = parse_day(arguments.since) if arguments.since else None
    except ValueError:
        raise NotFound(_("This is no day: {typed}").format(typed=arguments.since), _("Such as 31/12/2025.")) from None
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        found = office_standing.standing(workspace, since)
    shown = [one for one in found if one.missing or not arguments.missing]
    content = {
        "communes": [
            {
                "code": one.commune_code,
                "name": one.name,
                "machines": one.machines,
                "received_up_to": one.received_up_to,
                "last_received_at": one.last_received_at or None,
                "changed": sum(count.new + count.changed + count.removed for count in one.changed_since.values()),
                "missing": one.missing,
                "waiting_receipt": one.waiting_receipt,
                "conflicts": one.conflicts,
                "open_returns": one.open_returns,
                "forks": one.forks,
                "revoked": one.revoked,
                "expected": one.expected,
            }
            for one in shown
        ]
    }
    header = (
        _("Code"), _("Commune"), _("Received up to"), _("Last received"), _("Changed"), _("To decide"), _("Returned"),
        _("Standing"),
    )  # fmt: skip
    rows = [
        (
            one.commune_code, one.name, one.received_up_to, one.last_received_at[:16],
            sum(count.new + count.changed + count.removed for count in one.changed_since.values()), one.conflicts,
            one.open_returns, _standing(one),
        )
        for one in shown
    ]  # fmt: skip
    missing = any(one.missing for one in found)
    return Answer(content, table(header, rows) or [_("No commune is paired yet.")], 1 if missing else 0)


def _standing(one: office_standing.Standing) -> str:
    told = (
        (one.revoked, _("revoked")),
        (one.missing, _("missing")),
        (bool(one.forks), _("two copies of one machine")),
        (one.waiting_receipt, _("waits for its receipt")),
    )
    return ", ".join(words for holds, words in told if holds)


def expected(arguments: argparse.Namespace) -> Answer:
    """Keep and show the list of communes that should send."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        codes = set() if arguments.clear else set(office_standing.expected_communes(workspace))
        codes |= set(arguments.codes)
        if arguments.province:
            units = office_standing.units_of(arguments.province, arguments.old_district)
            if not units:
                raise NotFound(_("No commune of the list lies there."), _("Check the province and the old district."))
            codes |= {one.code for one in units}
        if arguments.clear or arguments.codes or arguments.province:
            office_standing.expect_communes(workspace, sorted(codes))
    named = {code: unit.full_name for code, unit in lists.units().items() if code in codes}
    content = {"expected": [{"code": code, "name": named[code]} for code in sorted(codes)]}
    lines = table((_("Code"), _("Commune")), [(code, named[code]) for code in sorted(codes)])
    return Answer(content, lines or [_("No list of communes is kept.")])


def log(arguments: argparse.Namespace) -> Answer:
    """What was done in the exchange, newest first."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        found = office_log.lines(workspace, arguments.limit)
    content = {
        "log": [
            {"at": one.at, "action": one.action, "words": one.words, "subject": one.subject, "detail": one.detail}
            for one in found
        ]
    }
    header = (_("When"), _("What"), _("Of whom"), _("Detail"))
    rows = [(one.at[:16], one.words, one.subject, one.detail) for one in found]
    return Answer(content, table(header, rows) or [_("Nothing was done yet.")])
