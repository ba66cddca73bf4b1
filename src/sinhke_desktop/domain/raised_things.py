"""Animals and areas as things with a life: each with its tag, where it came from, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _


class Origin(StrEnum):
    """How the household came to it."""

    HANDED = "handed"
    BORN = "born"
    BOUGHT = "bought"
    REPLACEMENT = "replacement"
    PASSED_ON = "passed-on"


ORIGIN_NAMES = {
    Origin.HANDED: "Được bàn giao",
    Origin.BORN: "Sinh ra",
    Origin.BOUGHT: "Mua thêm",
    Origin.REPLACEMENT: "Đổi, bù con khác",
    Origin.PASSED_ON: "Nhận quay vòng",
}


class Happening(StrEnum):
    """What can happen to it; the last four end its life in the household."""

    SICK = "sick"
    RECOVERED = "recovered"
    VACCINATED = "vaccinated"
    GAVE_BIRTH = "gave-birth"
    HARVESTED = "harvested"
    DEAD = "dead"
    SOLD = "sold"
    PASSED_ON = "passed-on"
    REPLACED = "replaced"


HAPPENING_NAMES = {
    Happening.SICK: "Ốm, sâu bệnh",
    Happening.RECOVERED: "Khỏi",
    Happening.VACCINATED: "Tiêm phòng, phun thuốc",
    Happening.GAVE_BIRTH: "Sinh con",
    Happening.HARVESTED: "Thu hoạch",
    Happening.DEAD: "Chết, mất trắng",
    Happening.SOLD: "Bán",
    Happening.PASSED_ON: "Chuyển cho hộ khác (quay vòng)",
    Happening.REPLACED: "Được đổi con khác",
}
ENDS = frozenset({Happening.DEAD, Happening.SOLD, Happening.PASSED_ON, Happening.REPLACED})


@dataclass(frozen=True, slots=True)
class RaisedThing:
    """One animal, one plot or one lot; ``quantity`` is 1 for an animal, the size for an area."""

    id: str
    commune_code: str
    participant_id: str
    kind: str
    tag: str
    origin: Origin
    since: date
    quantity: int = 1
    unit: str = "con"
    handover_id: str = ""
    mother_tag: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class ThingEvent:
    """What happened to a thing on a day; ``amount`` is what was paid for it or what it was worth, in đồng."""

    id: str
    commune_code: str
    thing_id: str
    kind: Happening
    on: date
    amount: int | None = None
    cause: str = ""
    done: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-02 for a death without a cause."""
        if self.kind is Happening.DEAD and not self.cause:
            problems.append(Problem("cause", _("Say what it died of, or that it is not known."), "MH-02"))


RAISED_THING = (
    form.link("participant_id", "Hộ", "participant", required=True),
    form.text("kind", "Con giống, cây trồng", required=True),
    form.text("tag", "Số tai, số thửa", required=True),
    form.choice("origin", "Nguồn gốc", ORIGIN_NAMES),
    form.day("since", "Từ ngày", required=True, past=True),
    form.number("quantity", "Số lượng, diện tích", least=1),
    form.text("unit", "Đơn vị"),
    form.text("mother_tag", "Con của (số tai mẹ)"),
    form.link("handover_id", "Lần bàn giao", "input_handover"),
    form.text("note", "Ghi chú"),
)
THING_EVENT = (
    form.link("thing_id", "Con giống, thửa", "raised_thing", required=True),
    form.choice("kind", "Việc xảy ra", HAPPENING_NAMES),
    form.day("on", "Ngày", required=True, past=True),
    form.money("amount", "Giá bán, giá trị (đ)"),
    form.text("cause", "Nguyên nhân", personal=PersonalMark.NONE),
    form.text("done", "Đã xử lý"),
    form.text("note", "Ghi chú"),
)


class State(StrEnum):
    """How it is with a thing now."""

    ALIVE = "alive"
    SICK = "sick"
    DEAD = "dead"
    SOLD = "sold"
    PASSED_ON = "passed-on"
    REPLACED = "replaced"


STATE_NAMES = {
    State.ALIVE: "Đang nuôi, trồng",
    State.SICK: "Đang ốm, bệnh",
    State.DEAD: "Đã chết, mất",
    State.SOLD: "Đã bán",
    State.PASSED_ON: "Đã chuyển hộ khác",
    State.REPLACED: "Đã đổi",
}
_STATE_AFTER = {
    Happening.DEAD: State.DEAD,
    Happening.SOLD: State.SOLD,
    Happening.PASSED_ON: State.PASSED_ON,
    Happening.REPLACED: State.REPLACED,
}


@dataclass(frozen=True, slots=True)
class Life:
    """A thing with all that happened to it, oldest first."""

    thing: RaisedThing
    events: tuple[ThingEvent, ...]

    @property
    def ended(self) -> ThingEvent | None:
        """What ended it in the household, or None."""
        return next((one for one in self.events if one.kind in ENDS), None)

    @property
    def alive(self) -> bool:
        """True while nothing ended it."""
        return self.ended is None

    @property
    def sick(self) -> bool:
        """True if it is ill now."""
        return self.state is State.SICK

    @property
    def state(self) -> State:
        """How it is with it now."""
        return self.state_on(date.max)

    def state_on(self, day: date) -> State:
        """How it was with it at the end of *day*, on which it was there already."""
        until = [one for one in self.events if one.on <= day]
        end = next((one for one in until if one.kind in ENDS), None)
        if end is not None:
            return _STATE_AFTER[end.kind]
        health = [one for one in until if one.kind in (Happening.SICK, Happening.RECOVERED)]
        return State.SICK if health and health[-1].kind is Happening.SICK else State.ALIVE


def lives(things: Sequence[RaisedThing], events: Sequence[ThingEvent]) -> list[Life]:
    """The things with their events, by tag; removed ones are left out."""
    mine: dict[str, list[ThingEvent]] = {}
    for event in events:
        if not event.removed:
            mine.setdefault(event.thing_id, []).append(event)
    found = [
        Life(thing, tuple(sorted(mine.get(thing.id, ()), key=lambda one: (one.on, one.kind in ENDS, one.id))))
        for thing in things
        if not thing.removed
    ]
    return sorted(found, key=lambda one: (one.thing.participant_id, one.thing.tag, one.thing.id))
