"""All communes of an office from the command line: tables, register, models, targets; as lines, JSON, PDF, Excel."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_of_communes import add_commune, add_household, state_totals

from sinhke_desktop.paths import folders
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật khẩu dòng lệnh"


@pytest.fixture
def office(terminal):
    """An office with two communes, one household each."""
    terminal.json("office", "init", "--name", "Sở Thử")
    opened = workspaces.open_with_password(folders(terminal.folder), PASSWORD)
    first = add_commune(opened, "22828", "Xã Anh Dũng")
    add_household(first, "Lê Văn Một", poor=True)
    state_totals(first, 10, 40)
    second = add_commune(opened, "22435", "Xã Cam Hiệp")
    add_household(second, "Katơr Thị Hai", poor=False)
    workspaces.close(opened)
    return terminal


def test_tables_have_a_line_for_each_commune(office):
    told = office.json("office", "tables", "--table", "1")
    assert told["year"] == 2025
    [table] = told["tables"]
    assert [(row["hamlet"], row["cells"][2]) for row in table["rows"]] == [
        ("Xã Anh Dũng", 1), ("Xã Cam Hiệp", 0), ("Tổng cộng", 1),
    ]  # fmt: skip
    assert office.run("office", "tables", "--table", "4") == 0
    assert "Biểu 4." in office.out
    assert len(office.json("office", "tables")["tables"]) == 13


def test_one_commune_has_its_own_table_with_hamlets(office):
    told = office.json("office", "tables", "--table", "1", "--commune", "22828")
    assert [row["hamlet"] for row in told["tables"][0]["rows"]] == ["Thôn Xã Anh Dũng", "Tổng cộng"]
    assert office.error("office", "tables", "--commune", "00001")["code"] == "TL-03"


def test_wrong_tables_and_years_are_told(office):
    assert office.error("office", "tables", "--table", "14")["code"] == "NH-01"
    assert office.error("office", "tables", "--table", "1", "--year", "2019")["code"] == "BB-02"


def test_an_office_without_results_says_so(terminal):
    terminal.json("office", "init", "--name", "Sở Thử")
    assert terminal.error("office", "tables")["code"] == "BB-02"


def test_the_register_finds_households_of_all_communes(office):
    told = office.json("office", "register", "--search", "kator")
    assert told["found"] == 1
    assert told["tables"][0]["rows"][0]["cells"][0] == "Xã Cam Hiệp"
    assert office.run("office", "register", "--class", "poor") == 0
    assert "Lê Văn Một" in office.out
    assert "Katơr" not in office.out
    assert office.json("office", "register", "--limit", "1")["found"] == 2
    assert office.error("office", "register", "--class", "rich")["code"] == "NH-01"


def test_models_and_targets_are_written_as_pdf_and_excel(office, tmp_path: Path):
    pdf, book = tmp_path / "mo-hinh.pdf", tmp_path / "mo-hinh.xlsx"
    told = office.json("office", "models", "--pdf", str(pdf), "--xlsx", str(book))
    assert (told["pdf"], told["xlsx"]) == (str(pdf), str(book))
    assert pdf.read_bytes()[:5] == b"%PDF-"
    assert book.stat().st_size > 1_000
    assert office.run("office", "models", "--pdf", str(pdf)) == 0
    assert str(pdf) in office.out
    for view in ("targets", "months", "supports", "standing"):
        told = office.json("office", "targets", "--view", view)
        assert told["tables"][0]["rows"][-1]["total"], view
    assert office.json("office", "targets", "--view", "standing", "--commune", "22828")["year"] is None


def test_a_commune_that_sent_only_numbers_is_told_by_them(office):
    from sinhke_desktop.bundles.keys import new_keys
    from sinhke_desktop.bundles.pairing import write_request
    from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
    from sinhke_desktop.services import machines
    from sinhke_desktop.storage import commune_totals

    opened = workspaces.open_with_password(folders(office.folder), PASSWORD)
    rows = (TotalRow("all", "Tổng cộng", (TotalCell(7),)),)
    total = CommuneTotal("table-1", "2025", "Kết quả", "Kết quả sơ bộ", (TotalColumn("Hộ nghèo"),), rows)
    request = office.folder / "xã.xxk"
    request.write_bytes(write_request(new_keys(), "22480", "Xã Bắc Ái Tây"))
    machines.office_pair(opened, request, confirmed=True, folder=office.folder)
    with opened.database.write() as connection:
        sent = commune_totals.SentAlone("ab" * 32, "cd" * 16, 1)
        commune_totals.keep_sent(connection, "22480", [total], sent, "2025-11-20T00:00:00+00:00")
    workspaces.close(opened)
    told = office.json("office", "tables", "--table", "1", "--year", "2025", "--commune", "22480")
    assert [row["cells"] for row in told["tables"][0]["rows"]] == [[7], [7]]
