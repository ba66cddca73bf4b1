"""A household's part in the livelihood model: when it joined, in which class, what it signed, when it left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.typed_values import Typed, judged_day, last_day, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Participant:
    """A household's part in a model; ``class_at_entry`` is the class computed from its review at that time.

    ``group_id`` is its producer group, ``role`` what it does there, ``replaces_id`` the participant whose place it
    took. Incomes are those of the household in one month, in đồng: before the model, hoped for, at its end.
    """

    id: str
    commune_code: str
    model_id: str
    household_id: str
    class_at_entry: PovertyClass
    joined_on: date
    commitment_signed_on: date | None = None
    left_on: date | None = None
    leave_reason: str = ""
    group_id: str = ""
    role: str = ""
    replaces_id: str = ""
    income_before: int | None = None
    income_expected: int | None = None
    income_at_end: int | None = None
    removed: bool = False

    def took_part_in(self, month: str) -> bool:
        """True if it had joined by the end of *month* and not left before its first day."""
        first = date(int(month[:4]), int(month[5:7]), 1)
        return self.joined_on <= last_day(month) and (self.left_on is None or self.left_on >= first)


def judge_participant(
    participant_id: str, model: LivelihoodModel, household_id: str, poverty_class: PovertyClass,
    joined_on: Typed, commitment_signed_on: Typed, today: date,
) -> Participant:  # fmt: skip
    """A participant, or :class:`InvalidInput` (MH-04 days, MH-09 for a model that is not active)."""
    problems: list[Problem] = []
    if model.status is not ChoiceStatus.ACTIVE:
        problems.append(Problem("model", _("Households join the chosen model; choose it first."), "MH-09"))
    if not household_id:
        problems.append(Problem("household_id", _("Choose the household."), "MH-02"))
    joined = judged_day(joined_on, "joined_on", problems, required=True, latest=today)
    signed = judged_day(commitment_signed_on, "commitment_signed_on", problems, latest=today)
    if problems or joined is None:
        raise InvalidInput(problems)
    return Participant(
        participant_id, model.commune_code, model.id, household_id, poverty_class, joined, signed
    )  # fmt: skip


def left(participant: Participant, on: Typed, reason: str, today: date) -> Participant:
    """*participant* as having left; MH-02 without a reason, MH-04 for a day before it joined."""
    problems: list[Problem] = []
    day = judged_day(on, "left_on", problems, required=True, latest=today)
    if day is not None and day < participant.joined_on:
        problems.append(Problem("left_on", _("This day lies before the household joined."), "MH-04"))
    why = typed_text(reason)
    if not why:
        problems.append(Problem("leave_reason", _("Say why the household leaves."), "MH-02"))
    if problems:
        raise InvalidInput(problems)
    return replace(participant, left_on=day, leave_reason=why)
