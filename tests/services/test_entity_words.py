"""What records, fields and values are called where people read of changes and conflicts."""

from __future__ import annotations

import pytest

from sinhke_desktop.services import entity_words
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import all_tables as all_tables
from sinhke_desktop.storage.rows import columns
from sinhke_desktop.storage.tables import ENTITY_TABLES


@pytest.mark.parametrize("kind", sorted(ENTITY_TABLES))
def test_every_kind_and_every_field_has_its_own_words(kind: str) -> None:
    entity = ENTITY_TABLES[kind]
    assert entity_words.kind_label(kind) != kind
    for name in columns(entity.table):
        assert entity_words.field_label(kind, name) != name, name
    for part, held in entity.parts.items():
        for name in columns(held.table, held.owner):
            assert not entity_words.field_label(kind, f"{part}/{'0' * 16}/{name}").endswith(f" {name}"), name


def test_what_this_program_does_not_know_is_called_by_its_own_name() -> None:
    assert entity_words.kind_label("spaceship") == "spaceship"
    assert entity_words.field_label("spaceship", "colour") == "colour"
    assert entity_words.shown("spaceship", "colour", "đỏ") == "đỏ"


@pytest.mark.parametrize(
    ("kind", "path", "value", "words"),
    [
        ("household", "note", None, ""),
        ("household", "note", "", ""),
        ("household", "wall", "solid", "solid"),
        ("household", "list_number", 1204, "1204"),
        ("household", "member/0123456789abcdef/sex", "male", "Nam"),
        ("household", "member/0123456789abcdef/birth", "1962-05-03", "03/05/1962"),
        ("household", "member/0123456789abcdef/birth", "1962", "1962"),
        ("household", "arrived_on", "2025-09-01", "01/09/2025"),
        ("review", "declared_class", "near-poor", "Hộ cận nghèo"),
        ("review", "declared_class", "khác", "khác"),
        ("review", "year", 2025, "2025"),
        ("review", "income_per_head", 1500000, "1.500.000 đồng"),
        ("review", "deprived", "employment", "Việc làm"),
        ("review", "derived", "employment", "Việc làm"),
        ("review", "average_living", True, "Có"),
        ("review", "average_living", False, "Không"),
        ("livelihood_model", "stage", "running", "Đang thực hiện"),
        ("livelihood_model", "duration_months", 36, "36"),
        ("commune", "area", "rural", "Nông thôn"),
        ("return_request", "state", "open", "Chờ xã trả lời"),
        ("budget_line", "planned", 264180000, "264.180.000 đồng"),
        ("budget_line", "source_code", "không có", "không có"),
        ("budget_entry", "amount", 5000, "5.000 đồng"),
        ("delivery", "unit_price", 5000, "5.000 đồng"),
        ("loss", "kind", "disease", "Dịch bệnh"),
        ("loss", "kind", "khác hẳn", "khác hẳn"),
    ],
)
def test_values_are_shown_in_words(kind: str, path: str, value: object, words: str) -> None:
    assert entity_words.shown(kind, path, value) == words


def test_a_funding_source_is_shown_by_its_name() -> None:
    from sinhke_desktop.services import supports

    code, source = next(iter(supports.sources().items()))
    assert entity_words.shown("budget_line", "source_code", code) == source.name


def test_records_are_titled_by_what_people_know_them_by(sample: tuple[Workspace, object]) -> None:
    workspace, _model = sample
    wanted: dict[str, str] = {}
    with workspace.database.read() as connection:
        for kind, entity in ENTITY_TABLES.items():
            found = connection.exec_driver_sql(f"SELECT id FROM {entity.table.name} ORDER BY id LIMIT 1").scalar()
            if found is not None:
                wanted[kind] = f"{kind}:{found}"
    titles = entity_words.titles(workspace, list(wanted.values()))
    assert titles.keys() == set(wanted.values())
    assert titles[wanted["household"]].startswith("Hộ ")
    assert ", thôn " in titles[wanted["household"]]
    assert titles[wanted["hamlet"]].startswith("Thôn ")
    assert titles[wanted["commune"]] == "Thông tin của xã Anh Dũng"
    assert titles[wanted["review"]].startswith("Kết quả rà soát 2023 của hộ ")
    assert "của hộ " in titles[wanted["participant"]]
    assert "của hộ " in titles[wanted["follow_up"]]
    assert all(titles[one] for one in wanted.values())


def test_what_the_store_does_not_hold_is_titled_by_its_kind(workspace: Workspace) -> None:
    gone = "0" * 32
    assert entity_words.titles(workspace, [f"household:{gone}", f"review:{gone}", f"spaceship:{gone}"]) == {
        f"household:{gone}": "Hộ",
        f"review:{gone}": "Kết quả rà soát",
        f"spaceship:{gone}": "spaceship",
    }


def test_ids_of_other_records_become_their_names(village: tuple[Workspace, dict[str, str]]) -> None:
    workspace, ids = village
    one, other = list(ids.items())[:2]
    with workspace.database.read() as connection:
        words = entity_words.Words(connection)
        assert words.shown("review", "household_id", one[1]).startswith(f"Hộ {one[0]}")
        both = words.shown("visit_route", "household_ids", f"{one[1]},{other[1]}")
        assert one[0] in both
        assert other[0] in both
        assert words.shown("review", "household_id", "") == ""
        assert words.shown("review", "year", 2025) == "2025"
