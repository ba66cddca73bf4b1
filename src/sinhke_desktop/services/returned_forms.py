"""Visit forms that come back: found by their code, number or household; which are still out.

What stands on one is in :mod:`.form_standing`, entering it in :mod:`.form_entry`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.form_sheet import FormSheet, form_number, shown_number
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.scanned_code import ScannedCode, looks_scanned, same_smeared, scanned_code
from sinhke_desktop.domain.typed_values import typed_text
from sinhke_desktop.domain.vietnamese import fold, name_sort_key
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import register
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.exchange import Connection

MOST_FOUND = 50
LOST = "Không về: "
"""Begins the note of a form that will not come back."""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form that lies on the table: ``household_id`` is empty on a spare one, ``number`` on one of the first version.

    ``sheet`` is its record, or None where it was printed on another machine that has not sent it yet.
    """

    household_id: str = ""
    number: str = ""
    version: str = ""
    sheet: FormSheet | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household that was searched for, with its forms that are still out."""

    household_id: str
    name: str
    hamlet: str
    forms: tuple[PaperForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One form, or the households among which to choose."""

    form: PaperForm | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class OutForm:
    """A printed form that is not back, with whom it is for (empty names for a spare one)."""

    sheet: FormSheet
    name: str = ""
    hamlet: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """How far the stack is entered: ``today`` so many; ``out`` are those of households, ``spare`` the spare ones."""

    today: int
    out: tuple[OutForm, ...]
    spare: tuple[OutForm, ...] = ()

    @property
    def printed(self) -> int:
        """Entered today and still out."""
        return self.today + len(self.out)


def find(workspace: Workspace, text: str) -> Found:
    """The form that *text* names: what a scanner typed, a form number, or part of a name or hamlet.

    Raises InvalidInput (TV-05) under ``code``: a number with a wrong digit or that is not known here, a torn code, a
    household that is no longer in the register.
    """
    try:
        code = scanned_code(text)
    except ValueError:
        raise _not_found(_("The number of this form has a wrong digit. Compare it with the paper.")) from None
    if code is not None:
        return Found(_by_code(workspace, code))
    if looks_scanned(text):
        raise _not_found(_("The code was not read whole. Scan it again, or type the number that stands beside it."))
    digits = "".join(sign for sign in text if not sign.isspace() and sign not in ".-–")
    if digits.isdigit() and digits.isascii():
        return Found(_by_number(workspace, text))
    return Found(None, _by_name(workspace, text))


def _not_found(text: str) -> InvalidInput:
    return InvalidInput([Problem("code", text, "TV-05")])


def _by_code(workspace: Workspace, found: ScannedCode) -> PaperForm:
    code = found.code
    with workspace.database.read() as connection:
        sheets = sheets_of(connection, workspace.commune_code, code.number)
        household_id = code.household_id
        if found.smeared and not sheets:
            known = stored_households.hamlets_and_sizes(connection, workspace.commune_code)
            household_id = same_smeared(found.smeared, known)
            if not household_id:
                text = _("A typing program changed the code. Turn UniKey off and scan again, or type the name.")
                raise _not_found(text)
        sheet = next((one for one in sheets if one.household_id == household_id), sheets[0] if sheets else None)
        if sheet is not None:
            household_id = sheet.household_id
        if household_id:
            living(connection, household_id)
    return PaperForm(household_id, code.number, sheet.version if sheet else code.version, sheet)


def _by_number(workspace: Workspace, text: str) -> PaperForm:
    try:
        number = form_number(text)
    except ValueError:
        wrong = _("A form number has 8 digits; this one is mistyped. Compare it with the paper.")
        raise _not_found(wrong) from None
    with workspace.database.read() as connection:
        sheets = sheets_of(connection, workspace.commune_code, number)
        if not sheets:
            unknown = _(
                "No form with the number {number} was printed here. Scan its code, or type the household's name."
            )
            raise _not_found(unknown.format(number=shown_number(number)))
        sheet = next((one for one in sheets if one.returned_on is None), sheets[0])
        if sheet.household_id:
            living(connection, sheet.household_id)
    return PaperForm(sheet.household_id, number, sheet.version, sheet)


def sheets_of(connection: Connection, commune_code: str, number: str) -> list[FormSheet]:
    """The records of the form with this number; more than one only where two machines drew the same number."""
    return records.all_of(connection, FormSheet, commune_code, number=number) if number else []


def living(connection: Connection, household_id: str) -> Household:
    """The household of a form, which must be in the register; raises InvalidInput (TV-05)."""
    found = stored_households.get_households(connection, [household_id])
    if not found or found[0].removed:
        text = _("The household of this form is no longer in the register. Nothing was entered; put the form aside.")
        raise _not_found(text)
    return found[0]


def _by_name(workspace: Workspace, text: str) -> tuple[Candidate, ...]:
    words = fold(text).split()
    if not words:
        raise _not_found(_("Scan the code of a form, or type its number or the household's name."))
    rows = [
        row for row in register.load(workspace).rows
        if all(word in fold(f"{row.search_text} {row.hamlet_name}") for word in words)
    ]  # fmt: skip
    named = [row for row in rows if fold(row.head_name) == fold(text)]
    rows = named or rows
    if not rows:
        raise _not_found(_("No household has this name. Try a part of it, or type the number of the form."))
    return _candidates(workspace, rows[:MOST_FOUND])


def _candidates(workspace: Workspace, rows: Sequence[register.RegisterRow]) -> tuple[Candidate, ...]:
    forms: dict[str, list[PaperForm]] = {row.household_id: [] for row in rows}
    with workspace.database.read() as connection:
        for sheet in _not_back(connection, workspace.commune_code):
            if sheet.household_id in forms:
                forms[sheet.household_id].append(_paper(sheet))
    return tuple(
        Candidate(row.household_id, row.head_name, row.hamlet_name, tuple(_newest_first(forms[row.household_id])))
        for row in rows
    )


def _newest_first(forms: Sequence[PaperForm]) -> list[PaperForm]:
    def printed(form: PaperForm) -> tuple[date, str]:
        day = form.sheet.printed_on if form.sheet else None
        return day or date.min, form.number

    return sorted(forms, key=printed, reverse=True)


def _paper(sheet: FormSheet) -> PaperForm:
    return PaperForm(sheet.household_id, sheet.number, sheet.version, sheet)


def open_forms(workspace: Workspace, household_id: str) -> list[PaperForm]:
    """The household's forms that are still out, the newest first."""
    with workspace.database.read() as connection:
        sheets = [one for one in _not_back(connection, workspace.commune_code) if one.household_id == household_id]
    return _newest_first([_paper(one) for one in sheets])


def _not_back(connection: Connection, commune_code: str) -> list[FormSheet]:
    """Forms that are out: not returned, not given up, and no visit was entered from their number elsewhere."""
    sheets = records.all_of(connection, FormSheet, commune_code, returned_on="")
    entered = {one.sheet_number for one in records.all_of(connection, Visit, commune_code) if one.sheet_number}
    return [one for one in sheets if one.number not in entered and not one.note.startswith(LOST)]


def stack(workspace: Workspace) -> Stack:
    """The forms entered today and those still out, in the order of printing, hamlet and name."""
    code = workspace.commune_code
    with workspace.database.read() as connection:
        back = records.all_of(connection, FormSheet, code, returned_on=today(workspace).isoformat())
        out = _not_back(connection, code)
        hamlets = {one.id: one for one in places.all_hamlets(connection, code)}
        homes = stored_households.hamlets_and_sizes(connection, code)
        names = stored_households.head_names(connection, [one.household_id for one in out if one.household_id])
    listed: list[tuple[tuple[object, ...], OutForm]] = []
    for sheet in out:
        hamlet = hamlets.get(homes.get(sheet.household_id, ("", 0))[0])
        name = names.get(sheet.household_id, "")
        place = hamlet.position if hamlet else 10**6
        order = (sheet.printed_on or date.min, place, name_sort_key(name), sheet.number)
        listed.append((order, OutForm(sheet, name, hamlet.name if hamlet else "")))
    lines = [one for _order, one in sorted(listed, key=lambda pair: pair[0])]
    return Stack(
        len(back),
        tuple(one for one in lines if one.sheet.household_id),
        tuple(one for one in lines if not one.sheet.household_id),
    )


def write_off(workspace: Workspace, sheet_id: str, reason: str) -> FormSheet:
    """Note that a form will not come back; it is counted no more. Found again, it can still be entered."""
    return _noted(workspace, sheet_id, LOST + typed_text(reason))


def expect_again(workspace: Workspace, sheet_id: str) -> FormSheet:
    """Count a form as out again that was written off."""
    return _noted(workspace, sheet_id, "")


def _noted(workspace: Workspace, sheet_id: str, note: str) -> FormSheet:
    with workspace.database.write() as connection:
        sheet = replace(records.get(connection, FormSheet, sheet_id), note=note)
        journal.save(connection, author(workspace), records.drafts(connection, [sheet]))
    return sheet
