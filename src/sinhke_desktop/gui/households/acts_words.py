"""Acts in the life of a household in words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.life_act import ACT_NAMES, ActKind, LifeAct, people_of
from sinhke_desktop.gui.households.words import NOTHING, moment
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services.household_acts import ActLine

TONES = {
    ActKind.ARRIVED: "escaped",
    ActKind.BORN: "escaped",
    ActKind.JOINED: "escaped",
    ActKind.LEFT: "warn",
    ActKind.DIED: "warn",
    ActKind.PARTED: "warn",
}
REASONS: Mapping[ActKind, tuple[str, ...]] = {
    ActKind.ARRIVED: (N_("New in the commune"), N_("Back from working elsewhere")),
    ActKind.LEFT: (N_("Moved to another commune"), N_("Moved to another province")),
    ActKind.SPLIT: (N_("Married and lives apart"), N_("Lives and earns apart")),
    ActKind.MERGED: (N_("Lives together again"), N_("Old people living with their children")),
    ActKind.HEAD_CHANGED: (N_("The old head is too old or ill"), N_("The old head works far away"),
                           N_("As the family agreed")),
    ActKind.DIED: (N_("Illness"), N_("Old age"), N_("Accident")),
    ActKind.BORN: (N_("Birth certificate"),),
    ActKind.JOINED: (N_("Married into the household"), N_("Back from elsewhere"), N_("Adopted")),
    ActKind.PARTED: (N_("Married away"), N_("Moved to another commune"), N_("Works far away for long")),
    ActKind.MOVED: (N_("New house"), N_("Resettled")),
}  # fmt: skip
BUTTONS: Mapping[ActKind, tuple[str, str]] = {
    ActKind.SPLIT: (N_("Split the household"), "split"),
    ActKind.MERGED: (N_("Merge into another"), "merge"),
    ActKind.HEAD_CHANGED: (N_("Change the head"), "users-round"),
    ActKind.BORN: (N_("Child born"), "user-plus"),
    ActKind.JOINED: (N_("Somebody joins"), "user-plus"),
    ActKind.PARTED: (N_("Somebody leaves"), "arrow-right"),
    ActKind.DIED: (N_("Death"), "x"),
    ActKind.MOVED: (N_("Other hamlet"), "map-pin"),
    ActKind.ARRIVED: (N_("Note its arrival"), "arrow-left"),
    ActKind.LEFT: (N_("Household leaves"), "arrow-right"),
}


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One act of the timeline in words."""

    act: LifeAct
    day: str
    name: str
    tone: str
    what: str
    reason: str
    recorded: str


def timeline(
    lines: Sequence[ActLine], household: Household, hamlets: Mapping[str, str], name_of: Callable[[str], str]
) -> list[TimelineLine]:
    """The acts of *household* in words; *name_of* gives the head's name of another household."""
    return [
        TimelineLine(
            line.act,
            f"{line.act.happened_on:%d/%m/%Y}",
            _("{act} (undone)").format(act=ACT_NAMES[line.act.kind]) if line.undone else ACT_NAMES[line.act.kind],
            "neutral" if line.undone else TONES.get(line.act.kind, "accent"),
            what_happened(line.act, household, hamlets, name_of),
            " · ".join(part for part in (line.act.reason, line.act.paper) if part),
            f"{moment(line.recorded_at)} · {line.officer}",
        )
        for line in lines
    ]


def what_happened(act: LifeAct, household: Household, hamlets: Mapping[str, str], name_of: Callable[[str], str]) -> str:
    """The act in a sentence, seen from *household*."""
    other_id = act.other_household_id if act.household_id == household.id else act.household_id
    count = len(people_of(act))
    if act.kind is ActKind.SPLIT:
        own = act.household_id == household.id
        text = _("{count} people founded the household of {name}") if own else _("Came from the household of {name}")
        return text.format(count=count, name=name_of(other_id))
    if act.kind is ActKind.MERGED:
        own = act.household_id == household.id
        text = _("{count} people came from the household of {name}") if own else _("Went into the household of {name}")
        return text.format(count=count, name=name_of(other_id))
    if act.kind is ActKind.MOVED:
        old, new = hamlets.get(act.from_hamlet_id, NOTHING), hamlets.get(act.to_hamlet_id, NOTHING)
        return _("From {old} to {new}").format(old=old, new=new)
    if act.kind in (ActKind.BORN, ActKind.JOINED, ActKind.PARTED, ActKind.DIED, ActKind.HEAD_CHANGED):
        people = ", ".join(filter(None, (name_of(one) for one in people_of(act))))
        return " · ".join(filter(None, (people, act.note))) or NOTHING
    return act.note or NOTHING
