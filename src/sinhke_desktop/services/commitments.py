"""The commitments of a model's households as papers: one household's, or those of all that take part."""

from __future__ import annotations

from sinhke_desktop.documents.commitment import TITLE as TITLE
from sinhke_desktop.documents.commitment import render_commitments
from sinhke_desktop.domain.citizen_card import card_words
from sinhke_desktop.domain.commitment import CommitmentPaper, CommittedInput
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.participation import role_name
from sinhke_desktop.domain.producer_group import ProducerGroup
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.services import communes
from sinhke_desktop.services.model_process import process
from sinhke_desktop.services.participation_rules import commitment_points
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places, records
from sinhke_desktop.storage.livelihood import handovers_of

KIND = "commitment"
ALL = "Tất cả hộ tham gia"


def subjects(workspace: Workspace, model_id: str) -> dict[str, str]:
    """All that take part (the empty id), then each by the head's given name with the hamlet; nothing without any."""
    if not model_id:
        return {}
    found = papers(workspace, model_id)
    named = {participant_id: " · ".join(filter(None, (one.head, one.hamlet))) for participant_id, one in found.items()}
    return {"": ALL, **named} if named else {}


def render(workspace: Workspace, model_id: str, participant_id: str = "") -> bytes:
    """The commitment of one participant, or of all that take part when the id is empty, as PDF.

    Raises KeyError for a participant that is not one of :func:`subjects`, ValueError where nobody takes part.
    """
    found = papers(workspace, model_id)
    return render_commitments([found[participant_id]] if participant_id else list(found.values()))


def papers(workspace: Workspace, model_id: str) -> dict[str, CommitmentPaper]:
    """Participant id → what its commitment says, of all that have not left, by the head's given name.

    The number, birth and telephone of a household whose data are restricted stay open to be written by hand.
    """
    code, commune = workspace.commune_code, communes.current(workspace)
    with workspace.database.read() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        staying = [one for one in joined if one.left_on is None]
        found = stored_households.get_households(connection, [one.household_id for one in staying])
        households = {one.id: one for one in found}
        hamlets = {one.id: f"{one.kind} {one.name}".strip() for one in places.all_hamlets(connection, code)}
        groups = {one.id: one.name for one in records.all_of(connection, ProducerGroup, code, model_id=model_id)}
        handed = handovers_of(connection, code, staying)
    points, year = commitment_points(workspace, model), today(workspace).year
    made = {}
    for one in staying:
        household = households.get(one.household_id)
        if household is None or not household.members:
            continue
        head, hidden = household.head, household.restricted == YES
        made[one.id] = CommitmentPaper(
            commune, model, head.full_name, hamlets.get(household.hamlet_id, ""), CLASS_NAMES[one.class_at_entry],
            points, year,
            birth="" if hidden or head.birth is None else str(head.birth.year),
            citizen_id="" if hidden else card_words(head.citizen_id, head.card_issued_on),
            phone="" if hidden else head.phone or household.phone,
            group=groups.get(one.group_id, model.group_name),
            role=role_name(one.role),
            inputs=tuple(
                CommittedInput(each.kind, each.unit, each.quantity, each.unit_price, each.amount, each.tag)
                for each in handed
                if each.participant_id == one.id
            ),
            signed_on=one.commitment_signed_on,
            marks=(process().unverified["commitments"],),
        )  # fmt: skip
    return dict(sorted(made.items(), key=lambda pair: (name_sort_key(pair[1].head), pair[0])))
