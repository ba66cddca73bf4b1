"""The monthly follow-up of a participant: what lives, what was born, lost, sold, earned; and whether it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.typed_record import MOST_MONEY
from sinhke_desktop.domain.typed_values import (
    Typed,
    derived_id,
    judged_day,
    judged_number,
    month_name,
    month_of,
    parse_month,
    typed_text,
)
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

MOST_COUNTED = 10**7
_AREAS = frozenset({"m2", "m²", "sao", "ha", "hec ta", "hecta", "mau", "cong", "cong dat"})


def counted_as_area(unit: str) -> bool:
    """True for m², sào, ha, mẫu, công: the month counts an area that still grows, not heads."""
    return fold(unit) in _AREAS


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One participant's month (``2025-11``); counts are None where nothing was noted.

    ``alive`` are all at the visit, young ones too; ``born``, ``bought``, ``lost``, ``sold`` and ``passed_on`` (given
    on to another household, quay vòng) are those of this month alone; ``income`` is what the model brought in this
    month, in đồng.
    """

    id: str
    commune_code: str
    participant_id: str
    month: str
    visited_on: date | None = None
    alive: int | None = None
    born: int | None = None
    lost: int | None = None
    sold: int | None = None
    sick: int | None = None
    income: int | None = None
    problem: str = ""
    next_step: str = ""
    bought: int | None = None
    passed_on: int | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class FollowUpInput:
    """A follow-up as typed."""

    participant_id: str = ""
    month: str = ""
    visited_on: Typed = ""
    alive: Typed = ""
    born: Typed = ""
    lost: Typed = ""
    sold: Typed = ""
    sick: Typed = ""
    income: Typed = ""
    problem: str = ""
    next_step: str = ""
    bought: Typed = ""
    passed_on: Typed = ""


def follow_up_id(participant_id: str, month: str) -> str:
    """The one id that the follow-up of this participant in this month has on every machine."""
    return derived_id("follow_up", participant_id, month)


def judge_follow_up(
    typed: FollowUpInput, commune_code: str, today: date, problems: list[Problem], path: str = ""
) -> FollowUp | None:
    """A follow-up; problems (MH-03, MH-04, MH-07 month) are added under ``path`` and then nothing is returned."""
    before = len(problems)
    if not typed.participant_id:
        problems.append(Problem(path + "participant_id", _("Choose the household."), "MH-02"))
    try:
        month = parse_month(typed.month)
    except ValueError:
        problems.append(Problem(path + "month", _("Type the month as 11/2025."), "MH-07"))
        return None
    if month > month_of(today):
        problems.append(Problem(path + "month", _("This month has not begun yet."), "MH-07"))
    visited = judged_day(typed.visited_on, path + "visited_on", problems, latest=today)

    def counted(value: Typed, name: str) -> int | None:
        return judged_number(value, path + name, problems, most=MOST_COUNTED)

    follow_up = FollowUp(
        follow_up_id(typed.participant_id, month), commune_code, typed.participant_id, month, visited,
        alive=counted(typed.alive, "alive"), born=counted(typed.born, "born"), lost=counted(typed.lost, "lost"),
        sold=counted(typed.sold, "sold"), sick=counted(typed.sick, "sick"),
        income=judged_number(typed.income, path + "income", problems, most=MOST_MONEY),
        problem=typed_text(typed.problem), next_step=typed_text(typed.next_step),
        bought=counted(typed.bought, "bought"), passed_on=counted(typed.passed_on, "passed_on"),
    )  # fmt: skip
    if follow_up.sick is not None and follow_up.alive is not None and follow_up.sick > follow_up.alive:
        text = _("{sick} are sick, but only {alive} are alive.").format(sick=follow_up.sick, alive=follow_up.alive)
        problems.append(Problem(path + "sick", text, "MH-03"))
    return follow_up if len(problems) == before else None


def judge_follow_ups(typed: Sequence[FollowUpInput], commune_code: str, today: date) -> list[FollowUp]:
    """All of them, or :class:`InvalidInput` with the problems of each under ``rows.<number>.``; MH-07 for a double."""
    problems: list[Problem] = []
    found: list[FollowUp] = []
    for number, one in enumerate(typed):
        judged = judge_follow_up(one, commune_code, today, problems, f"rows.{number}.")
        if judged is None:
            continue
        if any(other.id == judged.id for other in found):
            text = _("This household already has a line for month {month}.").format(month=month_name(judged.month))
            problems.append(Problem(f"rows.{number}.month", text, "MH-07"))
        found.append(judged)
    if problems:
        raise InvalidInput(problems)
    return found


@dataclass(frozen=True, slots=True)
class Herd:
    """What was handed to one household (or all) and became of it; ``alive`` is the last count, if any."""

    handed: int
    born: int
    lost: int
    sold: int
    alive: int | None
    month: str = ""
    bought: int = 0
    passed_on: int = 0

    @property
    def expected(self) -> int:
        """Handed over, born and bought, less lost, sold and passed on."""
        return self.handed + self.born + self.bought - self.lost - self.sold - self.passed_on


def herd_of(handovers: Sequence[InputHandover], follow_ups: Sequence[FollowUp], until: str = "9999-12") -> Herd:
    """One participant's herd up to the end of month *until*.

    Only what the last count can know is counted: handovers, births, losses and sales up to the month of that count.
    """
    noted = sorted((one for one in follow_ups if not one.removed and one.month <= until), key=lambda one: one.month)
    counted = [one for one in noted if one.alive is not None]
    limit = counted[-1].month if counted else until
    noted = [one for one in noted if one.month <= limit]
    return Herd(
        handed=sum(
            one.quantity for one in handovers if not one.removed and one.in_herd and month_of(one.handed_on) <= limit
        ),
        born=sum(one.born or 0 for one in noted),
        lost=sum(one.lost or 0 for one in noted),
        sold=sum(one.sold or 0 for one in noted),
        alive=counted[-1].alive if counted else None,
        month=limit if counted else "",
        bought=sum(one.bought or 0 for one in noted),
        passed_on=sum(one.passed_on or 0 for one in noted),
    )


def all_herds(herds: Sequence[Herd]) -> Herd:
    """The herds of all participants together; a household without a count stands with what it should have."""
    return Herd(
        handed=sum(one.handed for one in herds),
        born=sum(one.born for one in herds),
        lost=sum(one.lost for one in herds),
        sold=sum(one.sold for one in herds),
        alive=sum(one.expected if one.alive is None else one.alive for one in herds) if herds else None,
        month=max((one.month for one in herds), default=""),
        bought=sum(one.bought for one in herds),
        passed_on=sum(one.passed_on for one in herds),
    )


def herd_warning(herd: Herd, name: str, unit: str) -> str:
    """A sentence where the count does not add up, else an empty text."""
    if herd.alive is None or herd.alive == herd.expected:
        return ""
    if counted_as_area(unit):
        text = _(
            "{name}: {handed} handed over + {born} newly planted + {bought} bought − {lost} lost − {sold} sold − "
            "{passed_on} passed on gives {expected} {unit}, but {alive} were measured in month {month}."
        )
    else:
        text = _(
            "{name}: {handed} handed over + {born} born + {bought} bought − {lost} lost − {sold} sold − {passed_on} "
            "passed on gives {expected} {unit}, but {alive} were counted in month {month}."
        )
    return text.format(
        name=name, handed=herd.handed, born=herd.born, bought=herd.bought, lost=herd.lost, sold=herd.sold,
        passed_on=herd.passed_on, expected=herd.expected, unit=unit, alive=herd.alive, month=month_name(herd.month),
    )  # fmt: skip
