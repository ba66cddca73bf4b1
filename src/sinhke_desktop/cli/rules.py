"""Commands on poverty standards: list, check and add a province's file, compare a year's review by two of them."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.rule_set import RuleSet
from sinhke_desktop.i18n import _
from sinhke_desktop.services import rules, second_norm
from sinhke_desktop.services.rules import Standard
from sinhke_desktop.services.second_norm import OUTCOME_NAMES, ComparedHousehold


def listing(arguments: argparse.Namespace) -> Answer:
    """Every standard: the national ones and the files of the data folder, wrong ones with their line."""
    with opened(arguments) as workspace:
        found = rules.standards(workspace)
    good = [one.rules for one in found if one.rules]
    rows = [(one.id, one.name, f"{one.valid_from:%d/%m/%Y}", f"{one.valid_to:%d/%m/%Y}", _income(one, Area.RURAL),
             _income(one, Area.URBAN), one.file) for one in good]  # fmt: skip
    header = (_("Id"), _("Name"), _("Holds from"), _("Holds to"), _("Rural line"), _("Urban line"), _("File"))
    wrong = [str(one.error) for one in found if one.error]
    return Answer({"standards": [_standard(one) for one in found]}, [*table(header, rows), *wrong], 1 if wrong else 0)


def _income(one: RuleSet, area: Area) -> int:
    return one.lines[area].income


def _standard(one: Standard) -> dict[str, Any]:
    if one.rules is None or one.error is not None:
        error = one.error
        told = {"code": error.code, "line": error.line or None, "message": error.message} if error else None
        return {"file": one.file, "local": one.local, "here": False, "error": told}
    return {"file": one.file, "local": one.local, "here": one.here, **_rule_set(one.rules)}


def _rule_set(one: RuleSet) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "legal_source": one.legal_source,
        "valid_from": one.valid_from.isoformat(),
        "valid_to": one.valid_to.isoformat(),
        "lines": {
            area.value: {"income": line.income, "points": line.points, "average": line.average}
            for area, line in one.lines.items()
        },
        "poor_indicators": one.poor_indicators,
        "indicators": list(one.indicators),
        "near_poor": one.near_poor,
        "unverified": list(one.unverified),
        "province": one.province.name if one.province else None,
    }


def check(arguments: argparse.Namespace) -> Answer:
    """Check a province's file without a store; what is wrong is told with its line."""
    found = rules.check_file(arguments.file)
    return Answer(_rule_set(found), [_("{name} ({id}) is in order.").format(name=found.name, id=found.id)])


def add(arguments: argparse.Namespace) -> Answer:
    """Check a province's file and keep a copy in the data folder."""
    with opened(arguments) as workspace:
        found = rules.add_file(workspace, arguments.file)
        here = found in rules.rule_sets_for(workspace)
    lines = [_("{name} ({id}) was added.").format(name=found.name, id=found.id)]
    if not here:
        lines.append(_("It does not hold in this commune, so no class changes."))
    return Answer({**_rule_set(found), "here": here}, lines)


def remove(arguments: argparse.Namespace) -> Answer:
    """Take a province's file out of the data folder."""
    with opened(arguments) as workspace:
        rules.remove_file(workspace, arguments.name)
    return Answer({"removed": arguments.name}, [_("{name} was removed.").format(name=arguments.name)])


def compare(arguments: argparse.Namespace) -> Answer:
    """Whose class changes between two standards in the review of a year."""
    with opened(arguments) as workspace:
        found = second_norm.compare(workspace, arguments.year, arguments.first, arguments.second)
    rows = [(row.head, row.hamlet, OUTCOME_NAMES[row.first.outcome], OUTCOME_NAMES[row.second.outcome])
            for row in found.changed]  # fmt: skip
    lines = table((_("Head"), _("Hamlet"), found.first.id, found.second.id), rows)
    lines.append(
        _("{changed} of {total} households change class, of {unknown} it is not known.").format(
            changed=len(found.changed), total=found.households, unknown=len(found.unknown)
        )
    )
    content = {
        "first": found.first.id,
        "second": found.second.id,
        "households": found.households,
        "counts": [
            {"first": first.value, "second": second.value, "households": count}
            for (first, second), count in sorted(found.counts.items())
        ],
        "changed": [_compared(row) for row in found.changed],
        "unknown": [_compared(row) for row in found.unknown],
    }
    return Answer(content, lines)


def _compared(row: ComparedHousehold) -> dict[str, Any]:
    return {
        "household_id": row.household_id,
        "head": row.head,
        "hamlet": row.hamlet,
        "first": {"class": row.first.outcome.value, "explanation": row.first.standing.explanation},
        "second": {"class": row.second.outcome.value, "explanation": row.second.standing.explanation},
    }
