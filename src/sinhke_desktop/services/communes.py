"""The commune of this store: set up once, its paper headings changed at any time; the units it was merged from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain.commune import Area, Commune, CommuneUnit, OldUnit
from sinhke_desktop.domain.life_act import ActKind, LifeAct
from sinhke_desktop.domain.operations import CREATE, differences
from sinhke_desktop.domain.typed_values import Typed, parse_day
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lists
from sinhke_desktop.services.life_rules import Recording, Told
from sinhke_desktop.services.workspace import Workspace, as_officer, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records

OLD_LIST = "2025-06-30"
"""The last day of the list of units that the mergers of 01/07/2025 ended (QĐ 19/2025/QĐ-TTg)."""
_CODE = re.compile(r"\d{5}")


def set_up(workspace: Workspace, unit: CommuneUnit, area: Area, period: str, officer: str) -> Workspace:
    """Give an empty store its commune and officer; returns the workspace that knows both.

    Raises :class:`InvalidInput` without an officer's name, or when the store already has another commune.
    """
    officer = tidy(officer)
    if not officer:
        raise InvalidInput([Problem("officer", _("Type the officer's name."), "TL-01")])
    if workspace.commune_code and workspace.commune_code != unit.code:
        raise InvalidInput([Problem("commune", _("This store already belongs to another commune."), "TL-02")])
    ready = as_officer(workspace, officer, unit.code)
    commune = Commune(
        code=unit.code,
        name=unit.full_name,
        province_name=unit.province_name,
        area=area,
        list_version=unit.list_version,
        period=tidy(period),
        issuing_body=f"Ủy ban nhân dân {unit.kind.lower()} {unit.name}",
        place=unit.name,
        report_to="Ủy ban nhân dân tỉnh",
        signer_authority="TM. ỦY BAN NHÂN DÂN",
        signer_title="CHỦ TỊCH",
        recipients="Như trên;\nLưu: VT.",
    )
    with ready.database.write() as connection:
        known = places.find_commune(connection, unit.code)
        if known is None:
            draft = journal.Draft("commune", unit.code, places.commune_fields(commune), CREATE, new=True)
            journal.save(connection, author(ready), [draft])
    return ready


def current(workspace: Workspace) -> Commune:
    """The commune of this store; raises :class:`NotFound` before the set-up."""
    with workspace.database.read() as connection:
        found = places.find_commune(connection, workspace.commune_code)
    if found is None:
        raise NotFound(_("This store has no commune yet."), _("Finish the first set-up."), "TL-03")
    return found


def change(workspace: Workspace, commune: Commune) -> Commune:
    """Store the changed headings, area or period; the code stays. Texts are tidied line by line."""
    now = current(workspace)
    tidied = {
        name: "\n".join(tidy(line) for line in str(value).splitlines())
        for name, value in places.commune_fields(commune).items()
        if name != "area"
    }
    wanted = replace(now, area=commune.area, **tidied)
    changes = differences(places.commune_fields(now), places.commune_fields(wanted))
    if changes:
        with workspace.database.write() as connection:
            journal.save(connection, author(workspace), [journal.Draft("commune", now.code, changes)])
    return wanted


def old_units(workspace: Workspace) -> tuple[OldUnit, ...]:
    """The units of before 01/07/2025 that this commune was made from; ``whole`` is False for those that were split."""
    return lists.old_units().get(workspace.commune_code, ())


def unit_words(code: str, list_version: str, name: str = "") -> str:
    """``Xã Hòa Sơn, 22825 (danh mục đến 30/06/2025)``: a code means nothing without its list."""
    if not code:
        return ""
    day = parse_day(list_version) if list_version else None
    version = _("{code} (list until {day})").format(code=code, day=f"{day:%d/%m/%Y}") if day else code
    return f"{name}, {version}" if name else version


def old_name(workspace: Workspace, code: str, list_version: str) -> str:
    """:func:`unit_words` with the unit's name, where the list has it."""
    known = {one.code: one.name for one in old_units(workspace)} if list_version == OLD_LIST else {}
    return unit_words(code, list_version, known.get(code, ""))


def mergers(workspace: Workspace) -> list[LifeAct]:
    """The mergers that are noted, oldest first."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, LifeAct, workspace.commune_code, kind=ActKind.COMMUNES_MERGED.value)
    return sorted(found, key=lambda one: (one.happened_on, one.note))


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What a merger changed: the act, hamlets and households that now say where they come from."""

    act: LifeAct
    hamlets: int
    households: int


def absorb(
    workspace: Workspace, old_code: str, list_version: str, on: Typed, hamlet_ids: Sequence[str], reason: str,
    paper: str = "",
) -> Absorbed:  # fmt: skip
    """Note that *hamlet_ids* and their households belonged to the unit *old_code* of *list_version* until *on*.

    One act; called once for each old unit. Hamlets are always named one by one, as nothing says which hamlet lay in
    which old unit; only a commune made from a single whole unit may leave them out, for all. Raises InvalidInput with
    DS-17 (unit), DS-18 (hamlets to be named), DS-19 (a hamlet that another unit has).
    """
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.COMMUNES_MERGED, Told(on, reason, paper))
        made_from = old_units(workspace)
        unit = next((one for one in made_from if one.code == old_code), None)
        list_version = _list_day(list_version)
        _judge_unit(recording, old_code, list_version, unit)
        hamlets = places.all_hamlets(connection, workspace.commune_code)
        if not hamlet_ids and unit is not None and unit.whole and len(made_from) == 1:
            hamlet_ids = [one.id for one in hamlets]
        chosen = [one for one in hamlets if one.id in set(hamlet_ids)]
        if not hamlet_ids:
            recording.wrong("hamlet_ids", _needs_hamlets(unit), "DS-18")
        elif len(chosen) != len(set(hamlet_ids)):
            recording.wrong("hamlet_ids", _("A chosen hamlet is no longer in the list."), "DS-18")
        origin = (old_code, list_version)
        for one in chosen:
            before = (one.old_commune_code, one.old_list_version)
            if one.old_commune_code and one.old_list_version and before != origin:
                text = _("{hamlet} is noted as part of {unit} already.")
                told = text.format(hamlet=one.name, unit=old_name(workspace, *before))
                recording.wrong("hamlet_ids", told, "DS-19")
        recording.check()
        drafts = [
            journal.Draft("hamlet", one.id, {"old_commune_code": old_code, "old_list_version": list_version},
                          reason=recording.reason)
            for one in chosen if (one.old_commune_code, one.old_list_version) != origin
        ]  # fmt: skip
        inside = {one.id for one in chosen}
        before_merger = [
            one for one in stored_households.all_households(connection, workspace.commune_code)
            if one.hamlet_id in inside and not one.former_commune_code
            and (not one.arrived_on or one.arrived_on < recording.day.isoformat())
        ]  # fmt: skip
        changes = {"former_commune_code": old_code, "former_list_version": list_version}
        drafts += [
            journal.Draft(stored_households.KIND, one.id, changes, reason=recording.reason) for one in before_merger
        ]
        if not drafts:
            recording.wrong("hamlet_ids", _("These hamlets and their households are noted so already."), "DS-18")
        act = recording.save("", drafts, note=old_name(workspace, old_code, list_version))
    return Absorbed(act, len(drafts) - len(before_merger), len(before_merger))


def _list_day(typed: str) -> str:
    """The last day of a list in ISO, or nothing where it cannot be read."""
    try:
        day = parse_day(typed)
    except ValueError:
        return ""
    return day.isoformat() if day else ""


def _judge_unit(recording: Recording, old_code: str, list_version: str, unit: OldUnit | None) -> None:
    if not _CODE.fullmatch(old_code) or not list_version:
        recording.wrong("old_code", _("Give the code of the unit and the list that it stands in."), "DS-17")
    elif list_version == OLD_LIST and unit is None:
        text = _("The unit {unit} did not go into this commune.").format(unit=unit_words(old_code, list_version))
        recording.wrong("old_code", text, "DS-17")


def _needs_hamlets(unit: OldUnit | None) -> str:
    if unit is not None and not unit.whole:
        text = _("{unit} was split between several communes: choose its hamlets one by one.")
        return text.format(unit=unit.name)
    return _("Choose the hamlets that lay in this unit.")
