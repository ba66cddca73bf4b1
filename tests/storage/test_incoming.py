"""A record belongs to one commune and is of one kind, a part to one record, and what was written can be read again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from filled_records import filled

from sinhke_desktop.domain.operations import CREATE, Operation
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import incoming, journal, records, rows
from sinhke_desktop.storage.livelihood import one_active_model

PART = "0123456789abcdef"


def operation(number: int, kind: str = "hamlet", changes: dict[str, object] | None = None) -> Operation:
    return Operation(
        f"{number:032x}", "22828", kind, f"{number:032x}", CREATE, (), changes or {"name": "Thôn"}, "", "", "0" * 32
    )


def test_one_record_for_two_communes_is_foreign_even_to_whoever_may_send_for_both(workspace) -> None:
    mine = operation(1)
    with workspace.database.read() as connection:
        assert incoming.foreign(connection, [mine, operation(2)]) == ""
        theirs = replace(mine, uid="f" * 32, commune_code="22846")
        assert incoming.foreign(connection, [mine, theirs]) == "22846"
        assert incoming.foreign(connection, [replace(mine, entity_kind="commune")]) == mine.entity_id


def test_a_member_stays_with_its_household_and_others_may_have_new_ones(workspace) -> None:
    named = f"member/{PART}/full_name"
    with workspace.database.write() as connection:
        first = operation(1, "household", {named: "Nguyễn Văn Một"})
        rows.apply_changes(connection, "22828", [("household", first.entity_id, first.changes, True)])
        assert incoming.confused(connection, [first]) == ""
        assert incoming.confused(connection, [operation(2, "household", {named: "Kẻ Gian"})]) == PART
        assert incoming.confused(connection, [operation(3, "household", {f"member/{'f' * 16}/note": ""})]) == ""


@pytest.mark.parametrize("optional", [True, False])
def test_records_of_every_kind_are_read_as_they_are_written(workspace, optional: bool) -> None:
    kept = [replace(filled(one, optional=optional), id=f"{n:032x}") for n, one in enumerate(records.KINDS, 1)]
    with one_active_model(), workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, kept))
        held = [replace(operation(n, kind), entity_id=f"{n:032x}") for n, kind in enumerate(records.KINDS.values(), 1)]
        assert incoming.unreadable(connection, held) == ""


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("household", {f"member/{PART}/sex": "?"}),
        ("review", {"status": "?"}),
        ("review", {"kind": "yearly", "status": "official", "year": 9999}),
        ("hamlet_year", {"hamlet_id": "1" * 32, "year": -1}),
        ("support", {"kind": "?"}),
        ("support", {"received_on": "31/12/2025"}),
    ],
)
def test_a_choice_or_a_day_that_there_is_not_makes_its_record_unreadable(workspace, kind: str, changes: dict) -> None:
    with workspace.database.write() as connection:
        made = operation(1, kind, changes)
        rows.apply_changes(connection, "22828", [(kind, made.entity_id, made.changes, True)])
        assert incoming.unreadable(connection, [operation(99), made]) == kind
