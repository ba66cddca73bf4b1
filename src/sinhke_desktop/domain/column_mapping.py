"""Which column of a list means what: the fields a list may have, a mapping that a person can correct, its mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sinhke_desktop.domain.household_lists import CAUSES, NEEDS
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.i18n import N_, _

_NAMES: Mapping[str, str] = {
    "household_number": N_("Household number"),
    "member_number": N_("Member number"),
    "full_name": N_("Full name"),
    "given_name": N_("Given name, apart from the family name"),
    "relation": N_("Relation to the head"),
    "birth": N_("Birth"),
    "birth_day": N_("Day of birth"),
    "birth_month": N_("Month of birth"),
    "birth_year": N_("Year of birth"),
    "male": N_("Birth year of men"),
    "female": N_("Birth year of women"),
    "sex": N_("Sex"),
    "ethnic_group": N_("Ethnic group"),
    "citizen_id": N_("Citizen id"),
    "phone": N_("Telephone"),
    "hamlet": N_("Hamlet"),
    "household.address": N_("Address"),
    "poverty_class": N_("Class"),
    "poor_mark": N_("Poor household (mark x)"),
    "near_poor_mark": N_("Near-poor household (mark x)"),
    "movement": N_("Old, new or relapsed"),
    "income_points": N_("Points A"),
    "deprivation_points": N_("Points B"),
    "note": N_("Note"),
    "member.card_issued_on": N_("Citizen card issued on"),
    "member.old_citizen_id": N_("Old citizen number (CMND)"),
    "member.insured": N_("Has health insurance"),
    "member.health_insurance_number": N_("Number of the health-insurance card"),
    "member.schooling": N_("Attends school"),
    "member.education": N_("Highest certificate"),
    "member.work": N_("Work of the person"),
    "member.labour_capacity": N_("Labour capacity of the person"),
    "member.disability": N_("Disability of the person"),
    "member.social_allowance": N_("Social allowance of the person"),
    "member.merit": N_("Person of merit"),
    "household.dwelling_area": N_("Area of the dwelling (m²)"),
    "household.water_source": N_("Source of water"),
    "household.toilet": N_("Kind of toilet"),
    "household.internet": N_("Internet at home"),
    "household.causes": N_("Causes of poverty named"),
    "household.needs": N_("Needs and wishes named"),
    "household.no_labour": N_("Household without labour capacity"),
    "household.local_minority": N_("Minority native to the place"),
    "household_id": N_("The program's number of the household"),
    "member_id": N_("The program's number of the person"),
}
LIST_FIELDS: tuple[str, ...] = (
    *_NAMES,
    *ALL_INDICATORS,
    *(f"cause.{key}" for key in CAUSES),
    *(f"need.{key}" for key in NEEDS),
)
"""Every field that a column may be given, in the order of a choice."""


def field_name(name: str) -> str:
    """The field in words for people; an unknown one as it stands."""
    if name in _NAMES:
        return _(_NAMES[name])
    if name in ALL_INDICATORS:
        return _("Lacking: {indicator}").format(indicator=ALL_INDICATORS[name])
    kind, _dot, key = name.partition(".")
    if kind == "cause" and key in CAUSES:
        return _("Cause: {cause}").format(cause=CAUSES[key])
    if kind == "need" and key in NEEDS:
        return _("Need: {need}").format(need=NEEDS[key])
    return name


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The list's sheet, the first and last worksheet row of its header (from 1), and field → column letter.

    A list without a header has ``last_row`` 0: then every row counts as one of people.
    """

    sheet: str
    first_row: int
    last_row: int
    columns: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> list[str]:
        """What a person must still put right, in words."""
        found = []
        if "full_name" not in self.columns:
            found.append(_("Say which column holds the full name."))
        letters: dict[str, str] = {}
        for name, letter in self.columns.items():
            if name not in LIST_FIELDS:
                found.append(_("“{field}” is no field of a list.").format(field=name))
            elif letter in letters:
                found.append(
                    _("Column {letter} was given twice: {first} and {second}.").format(
                        letter=letter, first=field_name(letters[letter]), second=field_name(name)
                    )
                )
            letters[letter] = name
        return found

    def doubts(self) -> list[str]:
        """What makes the list poorer but does not stop it, in words."""
        found = []
        if not any(name in self.columns for name in ("birth", "birth_year", "male", "female")):
            found.append(_("No column holds the birth year."))
        if "relation" not in self.columns:
            found.append(_("No column holds the relation to the head; the first person of a household counts as head."))
        if "hamlet" not in self.columns:
            found.append(_("No column holds the hamlet; it must stand in lines between the households."))
        if not any(name in self.columns for name in ("poverty_class", "poor_mark", "near_poor_mark")):
            found.append(_("No column holds the class."))
        return found
