"""Forms that were typed but not saved: kept inside the encrypted file, so that a crash or a power cut loses nothing.

They are never journalled and never leave the machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.local_values import drop_value, get_value, set_value

if TYPE_CHECKING:
    from sinhke_desktop.storage.exchange import Connection

KEY, SHEETS = "half_filled", "half_filled_sheets"
Cells = Mapping[str, Mapping[str, str]]
"""What was typed into a sheet: line (a household's id) → column → text."""
Typed = TypeVar("Typed", HouseholdInput, MemberInput)


@dataclass(frozen=True, slots=True)
class HalfFilled:
    """One form as it stood: ``token`` names it, ``household_id`` is empty for a new household.

    ``before`` is the household as it was read, ``typed`` as it was typed, ``reviews`` the typed ones by year.
    """

    token: str
    household_id: str
    typed: HouseholdInput
    before: HouseholdInput = field(default_factory=HouseholdInput)
    reviews: Mapping[int, ReviewInput] = field(default_factory=dict)
    kept_at: str = ""

    @property
    def name(self) -> str:
        """Whom the form is about: the first name typed."""
        return next((one.full_name for one in self.typed.members if one.full_name.strip()), "")


def keep(workspace: Workspace, form: HalfFilled) -> None:
    """Keep *form*; one with the same token is replaced."""
    form = replace(form, kept_at=workspace.clock().isoformat())
    with workspace.database.write() as connection:
        forms = [one for one in _read(connection) if one.token != form.token]
        _write(connection, [*forms, form])


def drop(workspace: Workspace, token: str) -> None:
    """Forget the form *token*: it was saved or is not wanted."""
    with workspace.database.write() as connection:
        forms = _read(connection)
        left = [one for one in forms if one.token != token]
        if len(left) != len(forms):
            _write(connection, left)


def drop_of(workspace: Workspace, household_id: str) -> None:
    """Forget every form of a household, for one whose data are erased."""
    with workspace.database.write() as connection:
        _write(connection, [one for one in _read(connection) if one.household_id != household_id])
        sheets = _sheets(connection)
        if any(household_id in cells for cells in sheets.values()):
            _write_sheets(connection, {name: {line: some for line, some in cells.items() if line != household_id}
                                       for name, cells in sheets.items()})  # fmt: skip


def kept(workspace: Workspace) -> list[HalfFilled]:
    """The forms that wait to be gone on with, oldest first."""
    with workspace.database.read() as connection:
        return _read(connection)


def keep_sheet(workspace: Workspace, name: str, cells: Cells) -> None:
    """Keep what was typed into the sheet *name* and not saved; without cells the sheet is forgotten."""
    with workspace.database.write() as connection:
        _write_sheets(connection, {**_sheets(connection), name: cells})


def kept_sheet(workspace: Workspace, name: str) -> dict[str, dict[str, str]]:
    """What waits to be gone on with in the sheet *name*."""
    with workspace.database.read() as connection:
        return {line: dict(cells) for line, cells in _sheets(connection).get(name, {}).items()}


def _sheets(connection: Connection) -> dict[str, Cells]:
    text = get_value(connection, SHEETS)
    return dict(json.loads(text)) if text else {}


def _write_sheets(connection: Connection, sheets: Mapping[str, Cells]) -> None:
    wanted = {name: _plain(cells) for name, cells in sheets.items() if cells}
    if wanted:
        set_value(connection, SHEETS, json.dumps(wanted, ensure_ascii=False))
    else:
        drop_value(connection, SHEETS)


def _read(connection: Connection) -> list[HalfFilled]:
    text = get_value(connection, KEY)
    return [_form(one) for one in json.loads(text)] if text else []


def _write(connection: Connection, forms: Sequence[HalfFilled]) -> None:
    if forms:
        set_value(connection, KEY, json.dumps([_plain(one) for one in forms], ensure_ascii=False))
    else:
        drop_value(connection, KEY)


def _plain(value: Any) -> Any:
    """*value* as JSON has it; sets as sorted lists, records as objects."""
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value


def _form(plain: Mapping[str, Any]) -> HalfFilled:
    return HalfFilled(
        token=plain["token"],
        household_id=plain["household_id"],
        typed=_household(plain["typed"]),
        before=_household(plain["before"]),
        reviews={int(year): _review(one) for year, one in plain["reviews"].items()},
        kept_at=plain["kept_at"],
    )


def _known(kind: type, plain: Mapping[str, Any]) -> dict[str, Any]:
    """The values of fields that this version of the program knows."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in plain.items() if name in names}


def _household(plain: Mapping[str, Any]) -> HouseholdInput:
    members = tuple(MemberInput(**_known(MemberInput, one)) for one in plain["members"])
    return HouseholdInput(**{**_known(HouseholdInput, plain), "members": members})


def _review(plain: Mapping[str, Any]) -> ReviewInput:
    known: dict[str, Any] = _known(ReviewInput, plain)
    return ReviewInput(**known | {name: frozenset(one) for name, one in known.items() if isinstance(one, list)})


def merged(form: HalfFilled, now: HouseholdInput) -> HouseholdInput:
    """The stored household *now* with what was typed into *form*; what others changed meanwhile stays.

    A member whom others removed meanwhile comes back only if something was typed about them.
    """
    before, typed = form.before, form.typed
    was = {one.id: one for one in before.members if one.id}
    stands = {one.id: one for one in now.members if one.id}
    members = []
    for one in typed.members:
        if not one.id or one.id not in was:
            members.append(one)
        elif one.id in stands:
            members.append(_overlaid(stands[one.id], was[one.id], one))
        elif one != was[one.id]:
            members.append(one)
    shown = {one.id for one in typed.members}
    members += [one for one in now.members if one.id not in shown and one.id not in was]
    return replace(_overlaid(now, before, typed), members=tuple(members))


def _overlaid(now: Typed, before: Typed, typed: Typed) -> Typed:
    """*now* with the fields in which *typed* differs from *before*."""
    names = [one.name for one in fields(typed) if one.name not in ("id", "members")]
    return replace(now, **{
        name: getattr(typed, name) for name in names if getattr(typed, name) != getattr(before, name)
    })  # fmt: skip
