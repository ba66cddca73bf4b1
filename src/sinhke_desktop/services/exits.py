"""What became of the model's households: incomes, and their exit from poverty by the reviews after they joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sinhke_desktop.domain.exits import Evidence, Exits, HouseholdResult, exit_of, exits, model_income
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.market import Delivery
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.services import reviews, whole_file
from sinhke_desktop.services.reviews import ReviewStanding
from sinhke_desktop.services.workspace import Workspace


def results(workspace: Workspace, file: WholeFile) -> list[HouseholdResult]:
    """Every participant of the file with its incomes and its exit, by the head's given name; those that left too."""
    known = reviews.of_households(workspace, [one.household_id for one in file.participants])
    return results_from(file, known)


def results_from(file: WholeFile, known: Mapping[str, Sequence[ReviewStanding]]) -> list[HouseholdResult]:
    """The same from reviews that were read already: household id → its reviews, newest first."""
    noted: defaultdict[str, list[FollowUp]] = defaultdict(list)
    sold: defaultdict[str, list[Delivery]] = defaultdict(list)
    for month in file.follow_ups:
        noted[month.participant_id].append(month)
    for sale in file.of("delivery"):
        sold[sale.participant_id].append(sale)
    return [
        _result(file, one, known.get(one.household_id, ()), noted[one.id], sold[one.id]) for one in file.participants
    ]


def of_model(workspace: Workspace, model_id: str = "") -> tuple[list[HouseholdResult], Exits]:
    """The same for a model by its id (the active one without), with the sums."""
    file = whole_file.read(workspace, model_id)
    found = results(workspace, file)
    return found, exits(found, file.today)


def evidence(workspace: Workspace, file: WholeFile, participant: Participant) -> tuple[Evidence, ...]:
    """The reviews of the household after the day it joined, oldest first.

    Those after the model's acceptance (nghiệm thu) are the final ones.
    """
    return _evidence(file, participant, reviews.of_household(workspace, participant.household_id))


def _evidence(file: WholeFile, participant: Participant, known: Sequence[ReviewStanding]) -> tuple[Evidence, ...]:
    accepted = file.model.accepted_on
    return tuple(
        Evidence(
            one.review,
            one.standing.poverty_class,
            one.standing.explanation,
            final=accepted is not None and one.review.as_of > accepted,
        )
        for one in reversed(known)
        if one.review.as_of > participant.joined_on
    )


def _result(
    file: WholeFile,
    participant: Participant,
    known: Sequence[ReviewStanding],
    noted: Sequence[FollowUp],
    sold: Sequence[Delivery],
) -> HouseholdResult:
    seen = _evidence(file, participant, known)
    return HouseholdResult(
        participant=participant,
        name=file.names.get(participant.household_id, "–"),
        hamlet=file.places.get(participant.household_id, ""),
        income=model_income(participant, noted, sold),
        exit=exit_of(participant.class_at_entry, [one.poverty_class for one in seen]),
        evidence=seen,
    )
