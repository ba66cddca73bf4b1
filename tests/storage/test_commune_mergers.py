"""Which commune an old code counts under."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import commune_mergers
from sinhke_desktop.storage.local_values import set_value


@pytest.fixture
def connection(workspace: Workspace) -> Iterator[Connection]:
    with workspace.database.write() as opened:
        yield opened


def test_a_code_nobody_told_of_counts_for_itself(connection: Connection) -> None:
    assert commune_mergers.current_code(connection, "22825") == "22825"
    assert commune_mergers.codes_of(connection, "22825") == ("22825",)
    assert commune_mergers.mergers(connection) == []


def test_a_chain_of_mergers_is_followed_to_its_end(connection: Connection) -> None:
    for old, new in (("00001", "00003"), ("00002", "00003"), ("00003", "00009")):
        commune_mergers.keep_merger(connection, CommuneMerger(old, new, "NQ 1"))
    assert commune_mergers.current_code(connection, "00001") == "00009"
    assert commune_mergers.codes_of(connection, "00009") == ("00009", "00001", "00002", "00003")
    assert commune_mergers.codes_of(connection, "00003") == ("00003",)


def test_a_merger_told_anew_replaces_the_first_and_can_be_taken_back(connection: Connection) -> None:
    commune_mergers.keep_merger(connection, CommuneMerger("00001", "00003", "NQ 1"))
    commune_mergers.keep_merger(connection, CommuneMerger("00001", "00004", "NQ 2", "2025", "Lê Thị Thử"))
    assert [(one.new_code, one.basis) for one in commune_mergers.mergers(connection)] == [("00004", "NQ 2")]
    commune_mergers.forget_merger(connection, "00001")
    assert commune_mergers.current_codes(connection) == {}


def test_a_circle_in_the_table_still_answers(connection: Connection) -> None:
    commune_mergers.keep_merger(connection, CommuneMerger("00001", "00002", "NQ 1"))
    commune_mergers.keep_merger(connection, CommuneMerger("00002", "00001", "NQ 1"))
    assert commune_mergers.current_code(connection, "00001") == "00002"


def test_a_merged_communes_store_shows_all_its_codes_and_an_office_each_apart(connection: Connection) -> None:
    assert commune_mergers.shown_codes(connection, "00001") == ("00001",)
    commune_mergers.keep_merger(connection, CommuneMerger("00001", "00003", "NQ 1"))
    assert commune_mergers.shown_codes(connection, "00001") == ("00003", "00001")
    assert commune_mergers.shown_codes(connection, "00003") == ("00003", "00001")
    assert commune_mergers.shown_codes(connection, "00002") == ("00002",)
    set_value(connection, "role", "office")
    assert commune_mergers.shown_codes(connection, "00003") == ("00003",)


def test_the_mergers_among_a_certificates_codes_are_told_to_their_end(connection: Connection) -> None:
    for old, new in (("00001", "00003"), ("00003", "00009"), ("00007", "00008")):
        commune_mergers.keep_merger(connection, CommuneMerger(old, new, "NQ 1"))
    codes = commune_mergers.widened(connection, ["00001"])
    assert codes == ("00001", "00003", "00009")
    told = commune_mergers.among(connection, codes)
    assert [(one.old_code, one.new_code) for one in told] == [("00001", "00009"), ("00003", "00009")]


def test_a_code_counts_under_todays_since_the_newest_merger_on_its_way(connection: Connection) -> None:
    for old, new, at in (("00001", "00003", "2025-07"), ("00002", "00003", "2026-02"), ("00003", "00009", "2026-01")):
        commune_mergers.keep_merger(connection, CommuneMerger(old, new, "NQ 1", at))
    assert commune_mergers.told_at(connection) == {"00001": "2026-01", "00002": "2026-02", "00003": "2026-01"}
    commune_mergers.keep_merger(connection, CommuneMerger("00009", "00001", "NQ 2", "2026-03"))
    assert set(commune_mergers.told_at(connection).values()) == {"2026-03"}
