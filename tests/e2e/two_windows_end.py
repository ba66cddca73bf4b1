"""What the two windows left behind, read through the services."""

from __future__ import annotations

import json
from pathlib import Path

from first_day import PASSWORD

from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    conflicts,
    decisions_made,
    exchange,
    households,
    integrity,
    office_standing,
    receiving_undo,
    register,
    returned_records,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import journal

CODE = "22828"


def found(work: Path) -> dict[str, object]:
    """Both stores as they are now, and what each side saw."""
    commune, office = (workspaces.open_with_password(folders(work / one), PASSWORD) for one in ("commune", "office"))
    both = (commune, office)
    try:
        hashes = []
        for store in both:
            with store.database.read() as connection:
                hashes.append(journal.state_hash(connection, CODE))
        rows = register.load(commune).rows
        [standing] = office_standing.standing(office)
        return {
            "seen": {
                one: json.loads((work / f"{one}.json").read_text(encoding="utf-8")) for one in ("commune", "office")
            },
            "same_state": hashes[0] == hashes[1],
            "problems": [problem for store in both for problem in integrity.check(store).problems],
            "open": [conflicts.count(store) for store in both],
            "decided_by": [[one.officer for one in decisions_made.decided(store)] for store in both],
            "phones": sorted(row.phone for row in rows if row.phone),
            "phones_there": sorted(
                filter(None, (households.get(office, row.household_id).phone for row in rows))
            ),
            "received_up_to": [exchange.state(commune).received_up_to, standing.received_up_to],
            "received": sorted(one.number for one in receiving_undo.last_received(office)),
            "waiting_receipt": standing.waiting_receipt,
            "returned": [
                [(one.request.reason, one.request.answer, str(one.request.state)) for one in
                 returned_records.requests(store, open_only=False)] for store in both
            ],
        }  # fmt: skip
    finally:
        for store in both:
            workspaces.close(store)
