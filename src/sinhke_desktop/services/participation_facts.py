"""What the store knows of households that might join a model: class, labour, other models, support of other sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.joining_conditions import Condition, HouseholdFacts, conditions
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass, Review, effective
from sinhke_desktop.domain.support import Support, SupportInput, SupportKind
from sinhke_desktop.i18n import _
from sinhke_desktop.services import funding, supports
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import records
from sinhke_desktop.storage import register as stored_register
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.supports import ModelGift, model_gifts

FEW = 60
"""Up to so many households are read one by one, more by reading all."""
NOTHING_KNOWN = HouseholdFacts()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of the households that might join a model."""

    facts: Mapping[str, HouseholdFacts]

    def conditions(self, household_id: str, day: date) -> tuple[Condition, ...]:
        """Every condition of the household joining on *day*."""
        return conditions(self.facts.get(household_id, NOTHING_KNOWN), day)


def outlook(workspace: Workspace, model_id: str, household_ids: Sequence[str] | None = None) -> Outlook:
    """What is known of the given households, or of every one of the commune; may take a second for all."""
    code = workspace.commune_code
    with workspace.database.read() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        marks = _marks(connection, code, household_ids)
        known = reviews_by_household(workspace, connection, household_ids)
        parts = records.all_of(connection, Participant, code)
        models = {one.id: one for one in records.all_of(connection, LivelihoodModel, code)}
        gifts = model_gifts(connection, code)
    here, others = _taking_part(parts, models, model_id)
    received = _received(gifts, model_id)
    known_here = {one.household_id for one in parts if one.model_id == model_id}
    doubles = _received_twice(workspace, [one for one in marks if one in known_here])
    doubles |= _would_be_twice(workspace, model, [one for one in marks if one not in known_here])
    return Outlook(
        {
            one: HouseholdFacts(
                known.get(one, ()), no_labour, restricted, one in here, tuple(others.get(one, ())),
                tuple(received.get(one, ())), doubles.get(one, ()),
            )
            for one, (no_labour, restricted) in marks.items()
        }
    )  # fmt: skip


def _taking_part(
    parts: Sequence[Participant], models: Mapping[str, LivelihoodModel], model_id: str
) -> tuple[set[str], dict[str, list[str]]]:
    """The households in this model, and household → names of other active models that it is in."""
    here: set[str] = set()
    others: dict[str, list[str]] = {}
    for part in parts:
        model = models.get(part.model_id)
        if part.left_on is not None or model is None:
            continue
        if model.id == model_id:
            here.add(part.household_id)
        elif model.status is ChoiceStatus.ACTIVE:
            others.setdefault(part.household_id, []).append(model.name)
    return here, others


def _received(gifts: Sequence[ModelGift], model_id: str) -> dict[str, list[str]]:
    """Household → what other models handed over to it, in words."""
    text = _("It received {what} from the model “{model}” on {day:%d/%m/%Y}; check that it is not paid twice.")
    found: dict[str, list[str]] = {}
    for gift in gifts:
        if gift.model.id != model_id:
            what, day = handed_in_words(gift.handover), gift.handover.handed_on
            found.setdefault(gift.household_id, []).append(text.format(what=what, model=gift.model.name, day=day))
    return found


def _marks(connection: Connection, code: str, household_ids: Sequence[str] | None) -> dict[str, tuple[bool, bool]]:
    """Household → (without labour capacity, data restricted)."""
    if household_ids is None:
        lines = stored_register.household_lines(connection, code)
        return {line[0]: (line[6] == YES, line[7] == YES) for line in lines}
    found = stored_households.get_households(connection, list(household_ids))
    return {one.id: (one.no_labour == YES, one.restricted == YES) for one in found}


def reviews_by_household(
    workspace: Workspace, connection: Connection, household_ids: Sequence[str] | None
) -> dict[str, tuple[tuple[Review, PovertyClass], ...]]:
    """Household → its reviews that count, oldest first, with their classes."""
    if household_ids is not None and len(household_ids) <= FEW:
        found = [one for each in household_ids for one in effective(stored_reviews.reviews_of(connection, each))]
    else:
        found = stored_reviews.all_reviews(connection, workspace.commune_code)
    classes = Classes(workspace)
    by_household: dict[str, list[tuple[Review, PovertyClass]]] = {}
    for review in found:
        by_household.setdefault(review.household_id, []).append((review, classes.of(review)))
    return {one: tuple(some) for one, some in by_household.items()}


def _received_twice(workspace: Workspace, household_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Household of the model → what two sources seem to have paid for."""
    found: dict[str, list[str]] = {}
    for double in supports.doubles_among(workspace, household_ids) if household_ids else ():
        found.setdefault(double.household_id, []).append(double.text)
    return {one: tuple(texts) for one, texts in found.items()}


def _would_be_twice(
    workspace: Workspace, model: LivelihoodModel, household_ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Household → what it got this year from another source that is like what the model hands over."""
    if not model.thing:
        return {}
    code, now = workspace.commune_code, today(workspace)
    with workspace.database.read() as connection:
        helped = {one.household_id for one in records.all_of(connection, Support, code)}
    asked = [one for one in household_ids if one in helped]
    found: dict[str, dict[str, None]] = {}
    for source in _sources(workspace, model, now) if asked else ():
        typed = SupportInput("", SupportKind.PRODUCTION, model.thing, source, f"{now:%d/%m/%Y}")
        for double in supports.warnings_of_many(workspace, asked, typed):
            found.setdefault(double.household_id, {})[double.text] = None
    return {one: tuple(texts) for one, texts in found.items()}


def _sources(workspace: Workspace, model: LivelihoodModel, day: date) -> list[str]:
    """The model's weightiest source; where none is planned, two, of which one at least is not the other giver."""
    offered = [one.code for one in supports.sources_on(f"{day:%d/%m/%Y}")]
    planned = sorted(funding.lines(workspace, model.id), key=lambda line: -line.planned)
    return [line.source_code for line in planned if line.source_code in offered][:1] or offered[:2]


def handed_in_words(handover: InputHandover) -> str:
    """``2 con bò cái sinh sản (HS-01, HS-02)``."""
    tag = f" ({handover.tag})" if handover.tag else ""
    return f"{format_number(handover.quantity)} {handover.unit} {handover.kind}{tag}"
