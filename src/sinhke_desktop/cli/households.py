"""Commands on households: the register and one household whole."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.acts import on_day
from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, Member, Sex
from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS, PovertyClass
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets, households, register, reviews
from sinhke_desktop.services.households import HistoryEntry
from sinhke_desktop.services.register import RegisterRow
from sinhke_desktop.services.reviews import ReviewStanding
from sinhke_desktop.services.workspace import Workspace


def hamlet_named(workspace: Workspace, name: str) -> Hamlet:
    """The hamlet called *name*, exactly or else without accents; raises NotFound with the names there are."""
    known = hamlets.all_hamlets(workspace)
    wanted = tidy(name)
    for same in (lambda one: one.name == wanted, lambda one: fold(one.name) == fold(wanted)):
        found = [hamlet for hamlet in known if same(hamlet)]
        if len(found) == 1:
            return found[0]
    raise NotFound(
        _("There is no hamlet “{name}”.").format(name=name),
        _("Known hamlets: {names}.").format(names=", ".join(hamlet.name for hamlet in known)),
    )


def listing(arguments: argparse.Namespace) -> Answer:
    """Households found by text, hamlet and class, in the order of given names."""
    with opened(arguments) as workspace:
        hamlet_id = hamlet_named(workspace, arguments.hamlet).id if arguments.hamlet else ""
        chosen = PovertyClass(arguments.poverty_class) if arguments.poverty_class else None
        found = register.load(workspace, arguments.year).find(arguments.search, hamlet_id, chosen)
    shown = found if arguments.limit is None else found[: arguments.limit]
    rows = [(row.head_name, row.hamlet_name, CLASS_NAMES[row.poverty_class], row.members, row.household_id)
            for row in shown]  # fmt: skip
    lines = table((_("Head"), _("Hamlet"), _("Class"), _("Members"), _("Id")), rows)
    lines.append(_("{shown} of {total} households").format(shown=len(shown), total=len(found)))
    return Answer({"households": [_row(row) for row in shown], "total": len(found)}, lines)


def _row(row: RegisterRow) -> dict[str, Any]:
    return {
        "id": row.household_id,
        "head": row.head_name,
        "hamlet": row.hamlet_name,
        "class": row.poverty_class.value,
        "members": row.members,
        "ethnic_group": row.ethnic_group,
        "citizen_id": row.citizen_id,
        "phone": row.phone,
        "income_points": row.income_points,
        "deprived": row.deprived,
        "last_visit": row.last_visit or None,
    }


def one(arguments: argparse.Namespace) -> Answer:
    """One household with its members, reviews and history."""
    with opened(arguments) as workspace:
        if arguments.as_of:
            return on_day(workspace, arguments.id, arguments.as_of)
        household = households.get(workspace, arguments.id)
        names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(workspace)}
        standings = reviews.of_household(workspace, household.id)
        history = households.history(workspace, household.id)
        doubtful = households.warnings(workspace, household)
    hamlet = names.get(household.hamlet_id, "")
    content = {
        "id": household.id,
        "head": household.head.full_name,
        "hamlet": hamlet,
        "list_number": household.list_number,
        "address": household.address,
        "phone": household.phone,
        "note": household.note,
        "removed": household.removed,
        "members": [_member(member) for member in household.members],
        "reviews": [_review(standing) for standing in standings],
        "history": [_entry(entry) for entry in history],
        "warnings": [
            {"field": problem.field, "code": problem.code, "message": problem.message} for problem in doubtful
        ],
    }
    warned = [problem.message for problem in doubtful]
    return Answer(content, [*_lines(household, hamlet, standings, history), *warned])


def _member(member: Member) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.full_name,
        "relation": member.relation,
        "sex": member.sex.value if member.sex else None,
        "birth": member.birth.iso if member.birth else None,
        "ethnic_group": member.ethnic_group,
        "citizen_id": member.citizen_id,
        "card_issued_on": member.card_issued_on.isoformat() if member.card_issued_on else None,
        "old_citizen_id": member.old_citizen_id,
        "phone": member.phone,
        "note": member.note,
    }


def _review(found: ReviewStanding) -> dict[str, Any]:
    review = found.review
    return {
        "id": review.id,
        "year": review.year,
        "kind": review.kind.value,
        "status": review.status.value,
        "reviewed_on": review.reviewed_on.isoformat() if review.reviewed_on else None,
        "income_points": review.income_points,
        "deprivation_points": review.deprivation_points,
        "deprived": [name for key, name in INDICATORS.items() if key in review.deprived],
        "class": found.standing.poverty_class.value,
        "explanation": found.standing.explanation,
        "rule_set": found.standing.rule_set,
        "legal_source": found.standing.legal_source,
        "unverified": list(found.standing.marks),
        "doubts": list(found.doubts),
        "removed": review.removed,
    }


def _entry(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "when": entry.when,
        "officer": entry.officer,
        "action": entry.action,
        "path": entry.path,
        "old": entry.old,
        "new": entry.new,
        "reason": entry.reason,
        "act": entry.act,
    }


def _lines(
    household: Household, hamlet: str, standings: list[ReviewStanding], history: list[HistoryEntry]
) -> list[str]:
    sexes = {Sex.MALE: _("Male"), Sex.FEMALE: _("Female"), None: ""}
    members = table(
        (_("Name"), _("Relation"), _("Sex"), _("Born"), _("Ethnic group"), _("Citizen id")),
        [
            (one.full_name, one.relation, sexes[one.sex], str(one.birth or ""), one.ethnic_group, one.citizen_id)
            for one in household.members
        ],
    )
    judged = [
        f"{one.review.year}: {CLASS_NAMES[one.standing.poverty_class]}. {one.standing.explanation}" for one in standings
    ]
    head = fields(
        [
            (_("Household"), household.head.full_name),
            (_("Hamlet"), hamlet),
            (_("Address"), household.address),
            (_("Telephone"), household.phone),
            (_("Note"), household.note),
        ]
    )
    if household.removed:
        head.append(_("This household is in the recycle bin."))
    changes = _("{count} values changed so far; the whole history with --json.").format(count=len(history))
    return [*head, "", *members, "", *judged, changes]
