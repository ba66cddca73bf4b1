"""Everything that is kept of one model, read once, so that time line, totals and papers look at the same records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sinhke_desktop.domain.choosing import VillageVote
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.funding import BudgetLine, InputHandover, Payment
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A model's file on *today*.

    ``records`` holds the live records of each kind of :data:`.model_records.MODEL_RECORDS` in their order; ``names``
    are household id → its head's name, ``places`` household id → its hamlet, ``hamlets`` id → name, ``sources`` code →
    name.
    """

    today: date
    model: LivelihoodModel
    participants: Sequence[Participant] = ()
    lines: Sequence[BudgetLine] = ()
    payments: Sequence[Payment] = ()
    handovers: Sequence[InputHandover] = ()
    follow_ups: Sequence[FollowUp] = ()
    votes: Sequence[VillageVote] = ()
    records: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    hamlets: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: str) -> Sequence[Any]:
        """The records of *kind*."""
        return self.records.get(kind, ())

    def participant(self, participant_id: str) -> Participant | None:
        """A participant by its id."""
        return next((one for one in self.participants if one.id == participant_id), None)

    def name(self, participant_id: str) -> str:
        """The head's name of a participant; a dash for none."""
        found = self.participant(participant_id)
        return self.names.get(found.household_id, "–") if found else "–"

    def line(self, line_id: str) -> BudgetLine | None:
        """A budget line by its id."""
        return next((one for one in self.lines if one.id == line_id), None)

    def source(self, line_id: str) -> str:
        """The name of a budget line's source; a dash for none."""
        found = self.line(line_id)
        return self.sources.get(found.source_code, found.source_code) if found else "–"

    @property
    def staying(self) -> list[Participant]:
        """The participants that have not left."""
        return [one for one in self.participants if one.left_on is None or one.left_on > self.today]
