"""What the next bundle will carry, counted in words people use."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.operations import REMOVE
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import exchange as store

HOUSEHOLD, REVIEW, VISIT, RETURNED = "household", "review", "visit", "return_request"
PLACES = ("commune", "hamlet", "hamlet_year")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """How many records changed since the last receipt; ``others`` are of the model, supports, rounds and the like.

    ``places`` are hamlets and their totals; ``returned`` are records that the office had returned; ``removed`` counts
    records of any kind put into the recycle bin.
    """

    households: int
    members: int
    reviews: int
    others: int
    visits: int
    places: int
    returned: int
    removed: int
    changes: int


def outgoing(workspace: Workspace) -> Outgoing:
    """Count what has no receipt yet; takes a moment where whole lists were imported."""
    with workspace.database.read() as connection:
        waiting = store.unreceipted(connection, store.sender_state(connection))
    entities: dict[str, set[str]] = {}
    members: set[str] = set()
    removed: set[str] = set()
    for stamped in waiting:
        operation = stamped.operation
        entities.setdefault(operation.entity_kind, set()).add(operation.entity_id)
        if operation.action == REMOVE:
            removed.add(operation.entity_id)
        members.update(path.split("/", 2)[1] for path in operation.changes if path.startswith("member/"))
    counts = {kind: len(ids) for kind, ids in entities.items()}
    known = {HOUSEHOLD, REVIEW, VISIT, RETURNED, *PLACES}
    return Outgoing(
        households=counts.get(HOUSEHOLD, 0),
        members=len(members),
        reviews=counts.get(REVIEW, 0),
        others=sum(count for kind, count in counts.items() if kind not in known),
        visits=counts.get(VISIT, 0),
        places=sum(counts.get(kind, 0) for kind in PLACES),
        returned=counts.get(RETURNED, 0),
        removed=len(removed),
        changes=len(waiting),
    )
