"""What only several rows of a list tell: heads, hamlets, classes against points, people and households twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.cell_texts import folded
from sinhke_desktop.domain.citizen_id import NEW_LENGTH, OLD_LENGTH
from sinhke_desktop.domain.class_checks import ClassCheck, say_no_class, say_no_points
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.hamlet_names import HamletNames
from sinhke_desktop.domain.listed_values import At, Notes
from sinhke_desktop.domain.people_checks import check_people
from sinhke_desktop.domain.poverty import RuleSet
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember, Severity
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class ListContext:
    """What is known while a list is judged.

    ``official_ethnic_group`` gives the official name for any known spelling, else None; without it every name is taken
    as it is. Without ``rules`` classes are not compared with their points.
    """

    today: date
    hamlets: Sequence[Hamlet] = ()
    official_ethnic_group: Callable[[str], str | None] | None = None
    rules: RuleSet | None = None
    area: Area = Area.RURAL


def judged(
    households: Sequence[ListedHousehold], columns: Mapping[str, str], context: ListContext, notes: Notes
) -> tuple[tuple[ListedHousehold, ...], tuple[str, ...]]:
    """The households with their hamlets found and ``wrong`` set, and the names of hamlets to be created."""
    names = HamletNames(context.hamlets, (household.raw_hamlet for household in households))
    placed = [_placed(household, names, columns, notes) for household in households]
    say_no_class(placed, columns, notes)
    for household in placed:
        _check_heads(household, columns, notes)
        if context.rules is not None:
            ClassCheck(columns, context.rules, context.area, notes).look_at(household)
    say_no_points(placed, columns, notes)
    check_people(placed, columns, context.today.year, notes)
    _check_twice(placed, columns, notes)
    return _marked(placed, {one.row for one in notes.problems if one.severity is Severity.ERROR}), names.new_names


def _marked(households: Sequence[ListedHousehold], rows: set[int]) -> tuple[ListedHousehold, ...]:
    return tuple(
        replace(household, wrong=True)
        if rows and (household.row in rows or any(member.row in rows for member in household.members))
        else household
        for household in households
    )


def _placed(
    household: ListedHousehold, names: HamletNames, columns: Mapping[str, str], notes: Notes
) -> ListedHousehold:
    at = At(household.row, columns.get("hamlet", ""), notes)
    if not household.raw_hamlet:
        at.error("TH-03", _("The hamlet is missing."))
        return household
    found = names.find(household.raw_hamlet)
    if not found.name:
        message = _("The hamlet “{name}” is not known.").format(name=household.raw_hamlet.strip())
        if found.nearest:
            message += " " + _("Most like it: {name}.").format(name=found.nearest)
        at.error("TH-01", message)
        return household
    if found.respelt:
        written = household.raw_hamlet.strip()
        at.info("TH-02", _("The hamlet “{written}” was read as {name}.").format(written=written, name=found.name))
    return replace(household, hamlet=found.name, hamlet_kind=found.kind)


def _check_heads(household: ListedHousehold, columns: Mapping[str, str], notes: Notes) -> None:
    heads = [member for member in household.members if member.is_head]
    at = At(household.row, columns.get("relation", ""), notes)
    if not heads:
        at.error("HO-03", _("No member of the household is its head (Chủ hộ)."))
    elif len(heads) > 1:
        rows = ", ".join(str(member.row) for member in heads)
        at.error("HO-04", _("The household has more than one head: rows {rows}.").format(rows=rows))


def _same(first: ListedHousehold, second: ListedHousehold) -> bool:
    """Two entries of one household: same head, and the same id or the same people."""
    mine, theirs = first.head.citizen_id, second.head.citizen_id
    if mine and theirs:
        return mine == theirs
    people = [{(folded(member.full_name), member.birth) for member in one.members} for one in (first, second)]
    return people[0] == people[1]


def _check_twice(households: Sequence[ListedHousehold], columns: Mapping[str, str], notes: Notes) -> None:
    """DU-01 a household twice, CC-04 one citizen id for two people; the later one is the wrong one.

    DU-03 two people of one name and birth in one hamlet, where not both citizen ids are known, is a warning.
    """
    people: dict[tuple[str, object, str], ListedMember] = {}
    by_head: dict[tuple[str, object, str], list[ListedHousehold]] = {}
    holders: dict[str, int] = {}
    for household in households:
        earlier = _earlier(household, by_head) if household.head.full_name else None
        if earlier is not None:
            message = _("The same household stands already at row {row}.").format(row=earlier.row)
            notes.error(household.row, columns.get("full_name", ""), "DU-01", message)
            continue
        for member in household.members:
            _check_namesake(household, member, people, columns, notes)
            if len(member.citizen_id) not in (OLD_LENGTH, NEW_LENGTH):
                continue
            first = holders.setdefault(member.citizen_id, member.row)
            if first != member.row:
                message = _("The same citizen id stands already at row {row}.").format(row=first)
                notes.error(member.row, columns.get("citizen_id", ""), "CC-04", message)


def _check_namesake(
    household: ListedHousehold,
    member: ListedMember,
    people: dict[tuple[str, object, str], ListedMember],
    columns: Mapping[str, str],
    notes: Notes,
) -> None:
    if not member.full_name or member.birth is None:
        return
    key = (folded(member.full_name), member.birth, household.hamlet or folded(household.raw_hamlet))
    first = people.setdefault(key, member)
    if first is not member and not (first.citizen_id and member.citizen_id):
        message = _("Row {row} has somebody of the same name, birth and hamlet; look whether it is one person.")
        notes.warning(member.row, columns.get("full_name", ""), "DU-03", message.format(row=first.row))


def _earlier(
    household: ListedHousehold, by_head: dict[tuple[str, object, str], list[ListedHousehold]]
) -> ListedHousehold | None:
    """The same household among those before, which *household* joins if there is none."""
    head = household.head
    key = (folded(head.full_name), head.birth, household.hamlet or folded(household.raw_hamlet))
    before = by_head.setdefault(key, [])
    earlier = next((one for one in before if _same(one, household)), None)
    if earlier is None:
        before.append(household)
    return earlier
