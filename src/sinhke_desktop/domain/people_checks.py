"""What the people of one listed household tell together: gaps, kinship against sex and age. All are warnings.

QH-01 no relation, QH-02 kinship against the sex, QH-03 a child older or a parent younger than the head, QH-04 a child
as head or married, NK-10 no birth year, NK-14 no sex,
ET-03 no ethnic group, HO-07 a household number that stands already elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sinhke_desktop.domain.cell_texts import folded
from sinhke_desktop.domain.household import Sex
from sinhke_desktop.domain.listed_values import At, Notes
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember, Severity
from sinhke_desktop.i18n import _

_FEW_TWICE = 20
"""Up to one number in so many that stands twice is a slip, more mean that the list begins anew for each hamlet."""
_SEX_OF_RELATION = {
    "Vợ": Sex.FEMALE, "Chồng": Sex.MALE, "Con trai": Sex.MALE, "Con gái": Sex.FEMALE, "Con dâu": Sex.FEMALE,
    "Con rể": Sex.MALE, "Bố": Sex.MALE, "Mẹ": Sex.FEMALE, "Ông": Sex.MALE, "Bà": Sex.FEMALE, "Anh": Sex.MALE,
    "Chị": Sex.FEMALE,
}  # fmt: skip
_CHILDREN = frozenset(("con trai", "con gai", "con", "con de", "con ruot"))
_PARENTS = frozenset(("bo", "me", "bo de", "me de", "bo ruot", "me ruot"))
_GROWN = frozenset(("chu ho", "vo", "chong"))
_YOUNGEST = 14
_BIRTH_COLUMNS = ("birth", "birth_year", "male", "female")


def check_people(households: Sequence[ListedHousehold], columns: Mapping[str, str], year: int, notes: Notes) -> None:
    """Say what is missing or odd about each person; *columns* are the list's, so that only what it asks is missed.

    *year* is the present one. Kinship is left alone where an error was found already: one mistake is said once.
    """
    _check_numbers(households, columns, notes)
    wrong = {one.row for one in notes.problems if one.severity is Severity.ERROR}
    for household in households:
        for member in household.members:
            _check_gaps(member, columns, notes)
            if member.row not in wrong and household.head.row not in wrong and household.row not in wrong:
                _check_kinship(member, household.head, columns, notes)
                _check_age(member, columns, year, notes)


def _check_numbers(households: Sequence[ListedHousehold], columns: Mapping[str, str], notes: Notes) -> None:
    """Numbers that stand twice, unless the list begins anew at 1 for each hamlet."""
    first_rows: dict[int, ListedHousehold] = {}
    twice: list[tuple[ListedHousehold, ListedHousehold]] = []
    for household in households:
        if household.number is None:
            continue
        first = first_rows.setdefault(household.number, household)
        if first is not household:
            twice.append((household, first))
    begins_anew = len(twice) > max(1, len(households) // _FEW_TWICE)
    for household, first in twice:
        if begins_anew and household.hamlet != first.hamlet:
            continue
        message = _("The household number {number} stands already at row {row}.")
        at = At(household.row, columns.get("household_number", ""), notes)
        at.warning("HO-07", message.format(number=household.number, row=first.row))


def _check_gaps(member: ListedMember, columns: Mapping[str, str], notes: Notes) -> None:
    if not member.full_name:
        return
    if "relation" in columns and not member.relation:
        At(member.row, columns["relation"], notes).warning("QH-01", _("The relation to the head is missing."))
    asked = next((columns[name] for name in _BIRTH_COLUMNS if name in columns), "")
    if asked and not member.raw_birth.strip():
        At(member.row, asked, notes).warning("NK-10", _("The birth year is missing."))
    if "sex" in columns and member.sex is None:
        At(member.row, columns["sex"], notes).warning("NK-14", _("The sex is missing or neither Nam nor Nữ."))
    if "ethnic_group" in columns and not member.raw_ethnic_group:
        At(member.row, columns["ethnic_group"], notes).warning("ET-03", _("The ethnic group is missing."))


def _check_kinship(member: ListedMember, head: ListedMember, columns: Mapping[str, str], notes: Notes) -> None:
    at = At(member.row, columns.get("relation", ""), notes)
    meant = _SEX_OF_RELATION.get(member.relation)
    if meant is not None and member.sex is not None and member.sex is not meant:
        at.warning("QH-02", _("“{relation}” does not agree with the sex.").format(relation=member.relation))
    if member.birth is None or head.birth is None or member is head:
        return
    relation = folded(member.relation)
    if relation in _CHILDREN and member.birth.year < head.birth.year:
        message = _("A child born in {child} is older than the head, born in {head}.")
        at.warning("QH-03", message.format(child=member.birth.year, head=head.birth.year))
    elif relation in _PARENTS and member.birth.year > head.birth.year:
        message = _("A parent born in {parent} is younger than the head, born in {head}.")
        at.warning("QH-03", message.format(parent=member.birth.year, head=head.birth.year))


def _check_age(member: ListedMember, columns: Mapping[str, str], year: int, notes: Notes) -> None:
    if member.birth is None or folded(member.relation) not in _GROWN or year - member.birth.year >= _YOUNGEST:
        return
    message = _("“{relation}” would be {age} years old; look whether the birth year is right.")
    column = columns.get("relation") or next((columns[name] for name in _BIRTH_COLUMNS if name in columns), "")
    notes.warning(member.row, column, "QH-04", message.format(relation=member.relation, age=year - member.birth.year))
