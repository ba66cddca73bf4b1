"""Households that take part in the livelihood model: joining, committing, leaving."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.joining_conditions import entry_class
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.participant import Participant, judge_participant, left
from sinhke_desktop.domain.participation import joined_again
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.typed_values import Typed, derived_id, judged_day, parse_day, typed_text
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import reviews
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, records


@dataclass(frozen=True, slots=True)
class Joined:
    """A new participant and what to look at: other support, a class that the programme is not for."""

    participant: Participant
    warnings: tuple[str, ...]


def class_on(workspace: Workspace, household_id: str, day: date) -> PovertyClass:
    """The household's class on *day* from its reviews until then; where it has none so old, from its first review."""
    known = [
        (one.review, one.standing.poverty_class) for one in reversed(reviews.of_household(workspace, household_id))
    ]
    return entry_class(known, day)


def _other_support(workspace: Workspace, household_id: str, model_id: str) -> list[str]:
    with workspace.database.read() as connection:
        parts = records.all_of(connection, Participant, workspace.commune_code, household_id=household_id)
        others = [
            records.find(connection, LivelihoodModel, one.model_id)
            for one in parts
            if one.left_on is None and one.model_id != model_id
        ]
    text = _("This household already takes part in “{name}”; check that it is not supported twice.")
    return [text.format(name=one.name) for one in others if one is not None and one.status is ChoiceStatus.ACTIVE]


def warnings_before_joining(
    workspace: Workspace, model_id: str, household_id: str, joined_on: Typed = ""
) -> tuple[str, ...]:
    """What to look at before a household joins."""
    try:
        day = parse_day(joined_on) or today(workspace)
    except ValueError:
        day = today(workspace)
    found = _other_support(workspace, household_id, model_id)
    poverty_class = class_on(workspace, household_id, day)
    if poverty_class is PovertyClass.UNKNOWN:
        found.append(_("This household has no reviewed class yet."))
    elif poverty_class is PovertyClass.NONE:
        found.append(_("This household is neither poor, near-poor nor newly escaped from poverty."))
    return tuple(found)


def add(
    workspace: Workspace, model_id: str, household_id: str, joined_on: Typed, commitment_signed_on: Typed = ""
) -> Joined:
    """Let a household join the active model, in the class of its review.

    One that had left joins again under its one part in the model: group, role and incomes stay, its days, class and
    commitment are new ones, and the journal keeps the earlier stay (:func:`.participation.stays`).

    Raises InvalidInput (MH-09 for a model that is not active, MH-11 for a household that already takes part).
    """
    warnings = warnings_before_joining(workspace, model_id, household_id, joined_on)
    with workspace.database.write() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        stored_households.get_household(connection, household_id)
        participant_id = derived_id("participant", model_id, household_id)
        judged = judge_participant(
            participant_id, model, household_id, PovertyClass.UNKNOWN, joined_on, commitment_signed_on, today(workspace)
        )
        participant = replace(judged, class_at_entry=class_on(workspace, household_id, judged.joined_on))
        known = records.find(connection, Participant, participant_id)
        if known is not None and not known.removed and known.left_on is None:
            raise InvalidInput([Problem("household_id", _("This household already takes part."), "MH-11")])
        if known is not None and not known.removed:
            participant = joined_again(known, participant)
        journal.save(connection, author(workspace), records.drafts(connection, [participant]))
    return Joined(participant, warnings)


def sign_commitment(workspace: Workspace, participant_id: str, signed_on: Typed) -> Participant:
    """Note the day on which the household signed its commitment."""
    problems: list[Problem] = []
    day = judged_day(signed_on, "commitment_signed_on", problems, required=True, latest=today(workspace))
    if problems:
        raise InvalidInput(problems)
    return _changed(workspace, replace(get(workspace, participant_id), commitment_signed_on=day))


def leave(workspace: Workspace, participant_id: str, left_on: Typed, reason: str) -> Participant:
    """A household leaves the model; what was recorded of it stays. Raises InvalidInput."""
    return _changed(workspace, left(get(workspace, participant_id), left_on, reason, today(workspace)), reason)


def remove(workspace: Workspace, participant_id: str, reason: str) -> None:
    """Take back a participant recorded by mistake."""
    _changed(workspace, replace(get(workspace, participant_id), removed=True), reason)


def _changed(workspace: Workspace, participant: Participant, reason: str = "") -> Participant:
    with workspace.database.write() as connection:
        drafts = records.drafts(connection, [participant], typed_text(reason))
        journal.save(connection, author(workspace), drafts)
    return participant


def get(workspace: Workspace, participant_id: str) -> Participant:
    """One participant; raises NotFound."""
    with workspace.database.read() as connection:
        return records.get(connection, Participant, participant_id)


def of_model(workspace: Workspace, model_id: str) -> list[Participant]:
    """The model's participants by the head's given name, also those that left."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, Participant, workspace.commune_code, model_id=model_id)
        households = stored_households.get_households(connection, [one.household_id for one in found])
    names = {one.id: name_sort_key(one.head.full_name) for one in households}
    return sorted(found, key=lambda one: (names.get(one.household_id, ""), one.id))


def of_household(workspace: Workspace, household_id: str) -> list[Participant]:
    """Every model in which the household takes or took part, newest first."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, Participant, workspace.commune_code, household_id=household_id)
    return sorted(found, key=lambda one: one.joined_on, reverse=True)
