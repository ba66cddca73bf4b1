"""Differences between what is stored and what a list says, in words for the preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.household import Household, Member, Sex
from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS, Movement, Review
from sinhke_desktop.i18n import N_, _

_MEMBER_FIELDS = (
    ("full_name", N_("Full name")),
    ("relation", N_("Relation to the head")),
    ("sex", N_("Sex")),
    ("birth", N_("Birth")),
    ("ethnic_group", N_("Ethnic group")),
    ("citizen_id", N_("Citizen id")),
    ("phone", N_("Telephone")),
)
_REVIEW_FIELDS = (
    ("income_points", N_("Points A")),
    ("deprivation_points", N_("Points B")),
    ("deprived", N_("Indicators lacking")),
    ("declared_class", N_("Class on the list")),
    ("movement", N_("Old, new or relapsed")),
)
_MOVEMENTS = {Movement.OLD: "Nghèo cũ", Movement.NEW: "Nghèo mới", Movement.RELAPSED: "Tái nghèo"}
_SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words; ``what`` names the field and, for a member, the person."""

    what: str
    old: str
    new: str

    def __str__(self) -> str:
        """``Points A: 68 → 72``."""
        return f"{self.what}: {self.old or '–'} → {self.new or '–'}"


def _worded(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, frozenset):
        return ", ".join(label for key, label in INDICATORS.items() if key in value)
    for names in (CLASS_NAMES, _MOVEMENTS, _SEXES):
        for member, name in names.items():
            if member is value:
                return name
    return str(value)


def changes_of_household(before: Household, after: Household, hamlets: Mapping[str, str]) -> list[FieldChange]:
    """What changes in the household itself; *hamlets* gives names by id."""
    changes = []
    if before.hamlet_id != after.hamlet_id:
        old, new = hamlets.get(before.hamlet_id, ""), hamlets.get(after.hamlet_id, "")
        changes.append(FieldChange(_("Hamlet"), old, new))
    if before.list_number != after.list_number:
        changes.append(FieldChange(_("Number on the list"), _worded(before.list_number), _worded(after.list_number)))
    if before.note != after.note:
        changes.append(FieldChange(_("Note"), before.note, after.note))
    return changes


def changes_of_member(before: Member, after: Member) -> list[FieldChange]:
    """What changes in one member, each with the member's name."""
    return [
        FieldChange(f"{after.full_name} · {_(label)}", _worded(getattr(before, name)), _worded(getattr(after, name)))
        for name, label in _MEMBER_FIELDS
        if getattr(before, name) != getattr(after, name)
    ]


def changes_of_review(before: Review | None, after: Review) -> list[FieldChange]:
    """What changes in the year's review; one line for a new one."""
    if before is None:
        return [
            FieldChange(_("Review of {year}").format(year=after.year), "", _worded(after.declared_class) or _("new"))
        ]
    return [
        FieldChange(_(label), _worded(getattr(before, name)), _worded(getattr(after, name)))
        for name, label in _REVIEW_FIELDS
        if getattr(before, name) != getattr(after, name)
    ]
