"""A household as of an earlier day beside what it is now, in words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.operations import Value
from sinhke_desktop.domain.review import CLASS_NAMES, Review
from sinhke_desktop.gui.households.field_words import field_name, value_words
from sinhke_desktop.gui.households.words import NOTHING
from sinhke_desktop.i18n import _
from sinhke_desktop.services.past import Difference

MEMBER = "member"


@dataclass(frozen=True, slots=True)
class PastLine:
    """What was so then and is otherwise now."""

    what: str
    then: str
    now: str


def differing(
    differences: Sequence[Difference], then: Household, now: Household, hamlets: Mapping[str, str]
) -> list[PastLine]:
    """What differs, people who came or went first, each in one line."""
    before, after = ({one.id: one for one in household.members} for household in (then, now))
    gone = [one for key, one in before.items() if key not in after]
    new = [one for key, one in after.items() if key not in before]
    lines = [PastLine(_("Member who is gone now"), _person(one), NOTHING) for one in gone]
    lines += [PastLine(_("Member who came since"), NOTHING, _person(one)) for one in new]
    for one in differences:
        parts = one.path.split("/")
        if parts[0] != MEMBER:
            if one.path != "removed":
                lines.append(_line(field_name(one.path), one.path, one.old, one.new, hamlets))
        elif parts[1] in before and parts[1] in after and parts[2] not in ("removed", "position"):
            name = f"{after[parts[1]].full_name} · {field_name(parts[2])}"
            lines.append(_line(name, parts[2], one.old, one.new, hamlets))
    if then.removed != now.removed:
        words = {True: _("In the recycle bin"), False: _("In the register")}
        lines.insert(0, PastLine(_("The household"), words[then.removed], words[now.removed]))
    return lines


def _line(name: str, field: str, old: Value, new: Value, hamlets: Mapping[str, str]) -> PastLine:
    return PastLine(name, value_words(field, old, hamlets), value_words(field, new, hamlets))


def _person(member: Member) -> str:
    return " · ".join(part for part in (member.full_name, member.relation, str(member.birth or "")) if part)


def facts(household: Household, hamlets: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was known of the household itself: (field, value in words), empty ones left out."""
    names = ("hamlet_id", "address", "phone", "note", "location", "dwelling_area", "wall", "pillar", "roof",
             "water_source", "toilet", "waste", "internet", "devices", "causes", "needs", "no_labour", "cannot_escape",
             "local_minority", "arrived_on", "former_commune_code")  # fmt: skip
    found = [(field_name(name), value_words(name, getattr(household, name), hamlets)) for name in names]
    return [(name, words) for name, words in found if words != NOTHING]


def review_words(reviews: Sequence[Review]) -> str:
    """The newest result that was stored then."""
    if not reviews:
        return _("No review was stored then.")
    last = reviews[-1]
    declared = CLASS_NAMES[last.declared_class] if last.declared_class else ""
    points = (
        f"{name} {value}"
        for name, value in ((_("Points A"), last.income_points), (_("Points B"), last.deprivation_points))
        if value is not None
    )
    return " · ".join(part for part in (_("Round of {year}").format(year=last.year), *points, declared) if part)
