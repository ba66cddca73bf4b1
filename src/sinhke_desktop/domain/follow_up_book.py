"""What a participant's follow-up book holds: one household in the model, from joining to the end, and room to write on.

No form of such a book was found in the law; it is the program's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.losses import Loss
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.repaying import Ledger
from sinhke_desktop.domain.training import Training
from sinhke_desktop.domain.typed_values import month_of, next_month
from sinhke_desktop.domain.visit_record import Visit

NOTHING_OWED = Ledger((), {})
MOST_MONTHS = 60
FEWEST_AHEAD = 6
"""So many empty months follow at least, where the model does not end before."""


@dataclass(frozen=True, slots=True)
class FollowUpBook:
    """One participant's book: ``noted`` are its months (``2025-11``), ``agreed_share`` is what comes back in đồng."""

    commune: Commune
    model: LivelihoodModel
    participant: Participant
    head: str
    hamlet: str
    group: str
    role: str
    officer: str
    made_on: date
    points: tuple[str, ...] = ()
    inputs: tuple[InputHandover, ...] = ()
    ledger: Ledger = NOTHING_OWED
    agreed_share: int | None = None
    noted: tuple[FollowUp, ...] = ()
    visits: tuple[Visit, ...] = ()
    trainings: tuple[Training, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def months(self) -> tuple[str, ...]:
        """The months to follow, from the first one with something handed over, noted or joined to the model's end."""
        begun = [self.participant.joined_on, *(one.handed_on for one in self.inputs)]
        first = min([*(one.month for one in self.noted), month_of(min(begun))])
        end = self.participant.left_on or self.model.ended_on or self.model.ends_on
        ahead = next_month(month_of(self.made_on), FEWEST_AHEAD)
        stopped = self.participant.left_on is not None or self.model.ended_on is not None
        last = month_of(end) if end is not None and (stopped or month_of(end) > ahead) else ahead
        last = max([last, *(one.month for one in self.noted)])
        found = [first]
        while found[-1] < last and len(found) < MOST_MONTHS:
            found.append(next_month(found[-1]))
        return tuple(found)

    def of_month(self, month: str) -> FollowUp | None:
        """What was noted of *month*."""
        return next((one for one in self.noted if one.month == month), None)


def quarters(months: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """*months* three by three, by quarters of the year."""
    found: dict[tuple[str, int], list[str]] = {}
    for month in months:
        found.setdefault((month[:4], (int(month[5:7]) - 1) // 3), []).append(month)
    return tuple(tuple(some) for some in found.values())
