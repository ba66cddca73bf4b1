"""The fields of a household, its members and reviews, and their values, in words. Knows no Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sinhke_desktop.domain.household import Sex, area_text, parse_birth
from sinhke_desktop.domain.household_lists import LABELS_OF_FIELD, words_of
from sinhke_desktop.domain.life_act import ACT_NAMES
from sinhke_desktop.domain.operations import Value
from sinhke_desktop.domain.review import ALL_INDICATORS, CLASS_NAMES
from sinhke_desktop.gui.households.words import NOTHING, SEXES, day, indicators, number
from sinhke_desktop.i18n import N_, _

_FIELDS = {
    "hamlet_id": N_("Hamlet"),
    "list_number": N_("Number on the list"),
    "address": N_("Address"),
    "phone": N_("Telephone"),
    "note": N_("Note"),
    "location": N_("Location (coordinates or how to get there)"),
    "dwelling_area": N_("Area (m²)"),
    "wall": N_("Wall"),
    "pillar": N_("Pillars"),
    "roof": N_("Roof"),
    "water_source": N_("Water"),
    "toilet": N_("Toilet"),
    "waste": N_("Household waste"),
    "internet": N_("Internet"),
    "devices": N_("Devices in use"),
    "causes": N_("Causes of poverty, the weightiest first"),
    "cause_note": N_("Note on the causes"),
    "needs": N_("Needs and wishes"),
    "needs_note": N_("Note on the wishes"),
    "no_labour": N_("Without labour capacity"),
    "no_labour_reason": N_("Why without labour capacity"),
    "cannot_escape": N_("Cannot escape poverty"),
    "cannot_escape_reason": N_("Why it cannot escape"),
    "local_minority": N_("Local ethnic minority household"),
    "former_commune_code": N_("Former commune (code)"),
    "former_list_version": N_("Former commune (list until)"),
    "arrived_on": N_("Arrived on"),
    "ended_on": N_("Ended on"),
    "ended_how": N_("Ended by"),
    "restricted": N_("Data restricted"),
    "position": N_("Place in the household"),
    "full_name": N_("Full name"),
    "relation": N_("Relation to the head"),
    "sex": N_("Sex"),
    "birth": N_("Birth"),
    "ethnic_group": N_("Ethnic group"),
    "citizen_id": N_("Citizen id"),
    "insured": N_("Health insurance"),
    "health_insurance_number": N_("Health-insurance number"),
    "schooling": N_("Attends school"),
    "education": N_("Highest certificate"),
    "work": N_("Work"),
    "labour_capacity": N_("Labour capacity"),
    "disability": N_("Disability"),
    "social_allowance": N_("Monthly social allowance"),
    "merit": N_("Person of merit"),
    "nutrition": N_("Nutrition"),
    "card_issued_on": N_("Card issued on"),
    "old_citizen_id": N_("Old citizen number (CMND)"),
    "year": N_("Year"),
    "kind": N_("Kind"),
    "status": N_("Result"),
    "reviewed_on": N_("Day of the review"),
    "income_points": N_("Points A"),
    "deprivation_points": N_("Points B"),
    "deprived": N_("Indicators lacking"),
    "derived": N_("Lacking by the members' data"),
    "overrides": N_("Decided otherwise, and why"),
    "income_per_head": N_("Income a person a month (đ)"),
    "average_living": N_("Average living standard"),
    "declared_class": N_("Class on the paper"),
    "movement": N_("Old, new or relapsed"),
}
_WORDS = {
    "status": {"preliminary": N_("Preliminary"), "official": N_("Official")},
    "kind": {"yearly": N_("Yearly"), "ad-hoc": N_("Ad hoc")},
    "movement": {"old": "Nghèo cũ", "new": "Nghèo mới", "relapsed": "Tái nghèo"},
    "declared_class": {one.value: name for one, name in CLASS_NAMES.items()},
    "ended_how": {one.value: name for one, name in ACT_NAMES.items()},
    "restricted": {"yes": N_("Yes")},
}
_DAYS = ("reviewed_on", "card_issued_on", "arrived_on", "ended_on", "former_list_version")
HIDDEN = ("round_id",)
"""Fields that say nothing to a person."""


def field_name(field: str) -> str:
    """What a field is called on screen."""
    return _(_FIELDS[field]) if field in _FIELDS else field


def value_words(field: str, value: Value, hamlets: Mapping[str, str]) -> str:
    """A value as people read it, a dash for none; *hamlets* are their names by id."""
    if value is None or value == "" or value is False:
        return NOTHING
    if value is True:
        return _("Yes")
    if isinstance(value, int):
        return area_text(value) if field == "dwelling_area" else number(value)
    return _text_words(field, value, hamlets)


def _text_words(field: str, text: str, hamlets: Mapping[str, str]) -> str:
    if field == "hamlet_id":
        return hamlets.get(text, NOTHING)
    if field == "sex" and text in tuple(Sex):
        return SEXES[Sex(text)]
    if field in LABELS_OF_FIELD:
        return words_of(field, text)
    if field in _WORDS:
        return _(_WORDS[field][text]) if text in _WORDS[field] else text
    if field in ("deprived", "derived"):
        return indicators(frozenset(text.split(",")))
    try:
        if field == "birth":
            return str(parse_birth(text))
        if field in _DAYS:
            return day(text)
        if field == "overrides":
            return "; ".join(f"{ALL_INDICATORS.get(key, key)}: {why}" for key, why in json.loads(text).items())
    except (ValueError, AttributeError):
        return text
    return text
