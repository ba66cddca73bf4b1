"""Supports that households received: given, changed, taken back, counted, and searched for what was paid twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.support import (
    OF_ONE_PERSON,
    Source,
    Support,
    SupportInput,
    SupportKind,
    judge_support,
    twice_paid,
)
from sinhke_desktop.domain.typed_values import parse_day, typed_text
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import lists
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.supports import ModelGift, model_gifts

OWN_GROUP = "Đối ứng của hộ"
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Received:
    """One line of what a household received; ``model`` names the livelihood model that handed it over, if one did."""

    support: Support
    source: str
    member: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class SourceTotal:
    """What one source gave: times, đồng in all, and how many of them have no value."""

    source: str
    times: int
    value: int
    without_value: int


@dataclass(frozen=True, slots=True)
class Double:
    """Two supports that seem to pay for the same thing, with whose they are; ``text`` says so in words."""

    household_id: str
    head_name: str
    hamlet_name: str
    first: Support
    second: Support
    text: str


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Code → funding source, in the list's order, with the days between which it exists."""
    return {
        one.code: Source(one.code, one.name, one.valid_from, one.valid_to, one.group == OWN_GROUP)
        for one in lists.all_funding_sources()
    }


def sources_on(day: str) -> list[Source]:
    """The sources to choose from for something received on the typed *day*; all where it cannot be read."""
    try:
        wanted = parse_day(day)
    except ValueError:
        wanted = None
    return [one for one in sources().values() if not one.own and (wanted is None or one.holds_on(wanted))]


def give(workspace: Workspace, typed: SupportInput) -> Support:
    """Record what a household received; raises InvalidInput (SP-01 to SP-06, MH-03, MH-04)."""
    with workspace.database.write() as connection:
        support = _judged(workspace, connection, typed, workspace.new_id())
        journal.save(connection, author(workspace), records.drafts(connection, [support]))
    return support


def change(workspace: Workspace, support_id: str, typed: SupportInput) -> Support:
    """Correct a support; it stays with its household. Raises InvalidInput."""
    with workspace.database.write() as connection:
        now = records.get(connection, Support, support_id)
        support = _judged(workspace, connection, replace(typed, household_id=now.household_id), support_id)
        journal.save(connection, author(workspace), records.drafts(connection, [support]))
    return support


def take_back(workspace: Workspace, support_id: str, reason: str) -> None:
    """Take back a support recorded by mistake; its history stays."""
    take_back_many(workspace, [support_id], reason)


def take_back_many(workspace: Workspace, support_ids: Sequence[str], reason: str) -> None:
    """Take back several, all or none."""
    with workspace.database.write() as connection:
        gone = [replace(records.get(connection, Support, one), removed=True) for one in support_ids]
        journal.save(connection, author(workspace), records.drafts(connection, gone, typed_text(reason)))


def put_back(workspace: Workspace, support: Support) -> None:
    """Make a support what it was before it was changed or taken back."""
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [support]))


def give_many(
    workspace: Workspace, household_ids: Sequence[str], typed: SupportInput, progress: Progress = SILENT
) -> list[Support]:
    """Record the same gift for many households, all of them or none; training and jobs go to their heads.

    Raises InvalidInput: the gift is judged once, as what is wrong with it is wrong for all.
    """
    given: list[Support] = []
    ids = list(dict.fromkeys(household_ids))
    with workspace.database.write() as connection:
        for start in range(0, len(ids), CHUNK):
            for household in stored_households.get_households(connection, ids[start : start + CHUNK]):
                if not household.removed:
                    one = _for_household(typed, household)
                    given.append(_judged_of(workspace, household, one, workspace.new_id()))
            progress.step(min(start + CHUNK, len(ids)), len(ids))
        if not given:
            raise _nobody()
        journal.save(connection, author(workspace), records.drafts(connection, given))
    return given


def _for_household(typed: SupportInput, household: Household) -> SupportInput:
    of_person = typed.kind in OF_ONE_PERSON
    return replace(typed, household_id=household.id, member_id=household.head.id if of_person else "")


def _nobody() -> InvalidInput:
    return InvalidInput([Problem("household_id", _("Choose the household."), "SP-06")])


def _judged(workspace: Workspace, connection: Connection, typed: SupportInput, support_id: str) -> Support:
    found = stored_households.get_households(connection, [typed.household_id])
    if not found:
        raise _nobody()
    if found[0].removed:
        text = _("This household is in the recycle bin. Restore it first.")
        raise InvalidInput([Problem("household_id", text, "SP-06")])
    return _judged_of(workspace, found[0], typed, support_id)


def _judged_of(workspace: Workspace, household: Household, typed: SupportInput, support_id: str) -> Support:
    member_ids = {member.id for member in household.members}
    return judge_support(typed, support_id, household.commune_code, member_ids, sources(), today(workspace))


def of_household(workspace: Workspace, household_id: str) -> list[Support]:
    """What was recorded for the household, newest first, without what livelihood models handed over."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, Support, workspace.commune_code, household_id=household_id)
    return sorted(found, key=lambda one: (one.received_on, one.id), reverse=True)


def get(workspace: Workspace, support_id: str) -> Support:
    """One support; raises NotFound."""
    with workspace.database.read() as connection:
        return records.get(connection, Support, support_id)


def received(workspace: Workspace, household_id: str) -> list[Received]:
    """All that the household received, newest first, also from livelihood models."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, Support, workspace.commune_code, household_id=household_id)
        gifts = model_gifts(connection, workspace.commune_code, household_id)
        households = stored_households.get_households(connection, [household_id])
    names = {member.id: member.full_name for household in households for member in household.members}
    lines = [Received(one, _source_name(one.source_code), names.get(one.member_id, "")) for one in found]
    lines += [Received(_as_support(gift), _source_name(gift.source_code), "", gift.model.name) for gift in gifts]
    return sorted(lines, key=lambda line: (line.support.received_on, line.support.id), reverse=True)


def totals(lines: Sequence[Received]) -> list[SourceTotal]:
    """What each source gave, in the order of the list of sources."""
    order = {one.name: place for place, one in enumerate(sources().values())}
    by_source: dict[str, list[Support]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line.support)
    return [
        SourceTotal(name, len(some), sum(one.value or 0 for one in some), sum(one.value is None for one in some))
        for name, some in sorted(by_source.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
    ]


def _source_name(code: str) -> str:
    return sources()[code].name if code in sources() else code or _("source not told")


def _as_support(gift: ModelGift) -> Support:
    one = gift.handover
    return Support(
        one.id, one.commune_code, gift.household_id, SupportKind.PRODUCTION, f"{one.kind} {one.tag}".strip(),
        gift.source_code, one.handed_on, "", one.quantity, one.unit, one.amount, gift.model.name, "", one.note,
    )  # fmt: skip


def _found_twice(known: Sequence[Support], gifts: Sequence[ModelGift]) -> list[tuple[Support, Support]]:
    own = {one.code for one in sources().values() if one.own}
    models = {gift.handover.id: gift.model.id for gift in gifts}
    return twice_paid([*known, *map(_as_support, gifts)], models, own)


def warnings(workspace: Workspace, typed: SupportInput, support_id: str = "") -> list[str]:
    """What speaks against recording *typed* (as the support *support_id*, if it is one): sentences, empty for nothing.

    What cannot be read yet warns of nothing.
    """
    doubled = warnings_of_many(workspace, [typed.household_id], typed, support_id)
    return [double.text for double in doubled]


def warnings_of_many(
    workspace: Workspace, household_ids: Sequence[str], typed: SupportInput, support_id: str = ""
) -> list[Double]:
    """The households of *household_ids* that seem to have got the same from another source already."""
    with workspace.database.read() as connection:
        households = stored_households.get_households(connection, list(household_ids))
        wanted = {household.id for household in households}
        code = workspace.commune_code
        known = records.all_of(connection, Support, code, household_id=list(wanted))
        only = households[0].id if len(households) == 1 else ""
        gifts = [gift for gift in model_gifts(connection, code, only) if gift.household_id in wanted]
    new = []
    for household in households:
        one = replace(typed, household_id=household.id) if len(households) == 1 else _for_household(typed, household)
        try:
            new.append(_judged_of(workspace, household, one, support_id or f"new-{household.id}"))
        except InvalidInput:
            return []
    ids = {one.id for one in new}
    pairs = _found_twice([*(one for one in known if one.id not in ids), *new], gifts)
    return _doubles(workspace, [pair for pair in pairs if pair[0].id in ids or pair[1].id in ids], ids)


def doubles(workspace: Workspace, household_id: str = "") -> list[Double]:
    """What two sources seem to have paid for, in one household or in the commune by the heads' given names."""
    code = workspace.commune_code
    wanted = {"household_id": household_id} if household_id else {}
    with workspace.database.read() as connection:
        known = records.all_of(connection, Support, code, **wanted)
        gifts = model_gifts(connection, code, household_id)
    return _doubles(workspace, _found_twice(known, gifts))


def doubles_among(workspace: Workspace, household_ids: Sequence[str]) -> list[Double]:
    """What two sources seem to have paid for in the given households, by the heads' given names."""
    code, wanted = workspace.commune_code, set(household_ids)
    with workspace.database.read() as connection:
        known = records.all_of(connection, Support, code, household_id=list(wanted))
        gifts = [gift for gift in model_gifts(connection, code) if gift.household_id in wanted]
    return _doubles(workspace, _found_twice(known, gifts))


def _doubles(
    workspace: Workspace, pairs: Sequence[tuple[Support, Support]], new: set[str] | None = None
) -> list[Double]:
    ids = list(dict.fromkeys(first.household_id for first, _second in pairs))
    with workspace.database.read() as connection:
        households = {one.id: one for one in stored_households.get_households(connection, ids)}
        hamlets = {one.id: one.name for one in places.all_hamlets(connection, workspace.commune_code)}
    found = []
    for first, second in pairs:
        household = households.get(first.household_id)
        if household is None or household.removed:
            continue
        hamlet = hamlets.get(household.hamlet_id, "")
        known, other = (second, first) if new and first.id in new else (first, second)
        text = _in_words(household.head.full_name, known, other if new is None else None)
        found.append(Double(household.id, household.head.full_name, hamlet, first, second, text))
    return sorted(found, key=lambda one: (name_sort_key(one.head_name), one.household_id, one.first.received_on))


def _in_words(head_name: str, known: Support, other: Support | None) -> str:
    if other is None:
        return _("{head} already received “{what}” on {day} from {source}; check that it is not paid twice.").format(
            head=head_name, what=known.what, day=f"{known.received_on:%d/%m/%Y}", source=_source_name(known.source_code)
        )
    return _("“{first}” ({first_day}, {first_source}) and “{second}” ({second_day}, {second_source})").format(
        first=known.what, first_day=f"{known.received_on:%d/%m/%Y}", first_source=_source_name(known.source_code),
        second=other.what, second_day=f"{other.received_on:%d/%m/%Y}", second_source=_source_name(other.source_code),
    )  # fmt: skip
