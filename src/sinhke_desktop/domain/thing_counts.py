"""Things counted: how many live, and whether that is what came less what went; made from a handover's tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.follow_up import Herd
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.raised_things import ENDS, Happening, Life, Origin, RaisedThing, State
from sinhke_desktop.domain.typed_values import last_day, month_name
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _

SINGLE_UNIT = "con"
MOST_SINGLE = 200
"""So many animals of one handover are followed one by one; more without tags are one lot."""
_RANGE = re.compile(r"(.*?)(\d+)\s*(?:\.\.|…|đến|tới)\s*(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class ThingCount:
    """Things of a household or of all, by where they came from and what became of them; areas by their size.

    ``received`` came from another household (quay vòng); ``sick`` ones are among those ``alive``.
    """

    handed: int = 0
    born: int = 0
    bought: int = 0
    replacement: int = 0
    received: int = 0
    dead: int = 0
    sold: int = 0
    passed_on: int = 0
    replaced: int = 0
    alive: int = 0
    sick: int = 0

    @property
    def expected(self) -> int:
        """Handed over, born, bought, received, given as replacement; less dead, sold, passed on, replaced."""
        came = self.handed + self.born + self.bought + self.received + self.replacement
        return came - self.dead - self.sold - self.passed_on - self.replaced


_CAME = {
    Origin.HANDED: "handed",
    Origin.BORN: "born",
    Origin.BOUGHT: "bought",
    Origin.REPLACEMENT: "replacement",
    Origin.PASSED_ON: "received",
}
_WENT = {State.DEAD: "dead", State.SOLD: "sold", State.PASSED_ON: "passed_on", State.REPLACED: "replaced"}


def count(some: Sequence[Life], until: date = date.max) -> ThingCount:
    """The things as they were at the end of the day *until*."""
    found: dict[str, int] = {}

    def put(name: str, quantity: int) -> None:
        found[name] = found.get(name, 0) + quantity

    for one in some:
        if one.thing.since > until:
            continue
        quantity = one.thing.quantity
        put(_CAME[one.thing.origin], quantity)
        state = one.state_on(until)
        put(_WENT.get(state, "alive"), quantity)
        if state is State.SICK:
            put("sick", quantity)
    return ThingCount(**found)


def unlike_follow_up(some: Sequence[Life], herd: Herd, name: str, unit: str) -> str:
    """A sentence where a household's things in *unit* differ from its last month's count, else an empty text.

    Nothing is said of a household whose things are not followed one by one.
    """
    mine = [one for one in some if one.thing.unit == unit]
    if not mine or herd.alive is None:
        return ""
    alive = count(mine, last_day(herd.month)).alive
    if alive == herd.alive:
        return ""
    text = _("{name}: {alive} {unit} live by their tags, but {counted} were counted in month {month}.")
    facts = {"alive": alive, "unit": unit, "counted": herd.alive, "month": month_name(herd.month)}
    return text.format(name=name, **facts)


def parse_tags(text: str) -> list[str]:
    """Tags of a handover: ``HS-01, HS-02`` or ``HS-01 đến HS-14`` (also ``HS-01..14``), each once, in their order."""
    found: list[str] = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        spread = _RANGE.fullmatch(part)
        found += _spread(part, *spread.groups()) if spread else [part]
    return list(dict.fromkeys(found))


def _spread(part: str, start: str, first: str, end: str, last: str) -> list[str]:
    numbers = range(int(first), int(last) + 1)
    if end.strip() not in ("", start.strip()) or not 0 < len(numbers) <= MOST_SINGLE:
        return [part]
    return [f"{start}{number:0{len(first)}d}" for number in numbers]


def things_of(
    handover: InputHandover, taken: Collection[str], new_id: Callable[[int], str], problems: list[Problem]
) -> list[RaisedThing]:
    """The things that a handover made: animals one by one under their tags, anything else as one lot or area.

    Animals without a tag are called by the handover's day and a number; tags in *taken* are those that the household
    has already. MH-47 for more tags than animals or for a tag that is taken. *new_id* gives the id of the n-th.
    """
    tags = parse_tags(handover.tag)
    single = handover.unit == SINGLE_UNIT and handover.quantity <= MOST_SINGLE
    if not single:
        return [_thing(handover, handover.tag or f"Lô {handover.handed_on:%d/%m/%Y}", handover.quantity, new_id(0))]
    if len(tags) > handover.quantity:
        text = _("{tags} tags for {count} {unit}: correct the handover first.")
        facts = {"tags": len(tags), "count": handover.quantity, "unit": handover.unit}
        problems.append(Problem("tag", text.format(**facts), "MH-47"))
        return []
    doubled = [tag for tag in tags if tag in taken]
    if doubled:
        text = _("This household has things with these tags already: {tags}.")
        problems.append(Problem("tag", text.format(tags=", ".join(doubled)), "MH-47"))
        return []
    known, number = {*taken, *tags}, 0
    while len(tags) < handover.quantity:
        number += 1
        tag = f"{handover.handed_on:%d/%m/%Y}-{number}"
        if tag not in known:
            tags.append(tag)
    return [_thing(handover, tag, 1, new_id(place)) for place, tag in enumerate(tags)]


def _thing(handover: InputHandover, tag: str, quantity: int, thing_id: str) -> RaisedThing:
    return RaisedThing(
        thing_id, handover.commune_code, handover.participant_id, handover.kind, tag, Origin.HANDED,
        handover.handed_on, quantity, handover.unit, handover.id,
    )  # fmt: skip


def may_happen(life: Life) -> list[Happening]:
    """What can still happen to a thing, in the order to offer it: nothing after its end."""
    if not life.alive:
        return []
    return [
        one
        for one in Happening
        if not (one is Happening.RECOVERED and not life.sick) and not (one is Happening.SICK and life.sick)
    ]


def ends(kind: Happening) -> bool:
    """True if it ends the thing's life in the household."""
    return kind in ENDS
