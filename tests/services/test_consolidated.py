"""What an office sees of all communes together: counted after changes, added up, merged, sent alone, printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from office_of_communes import add_commune, add_household, state_totals
from two_machines import exchanged, pair, register

from sinhke_desktop.bundles import totals as files
from sinhke_desktop.bundles.refusals import (
    Altered,
    Revoked,
    TotalsOfAnother,
    TotalsOlder,
    TotalsUnfit,
    UnknownSender,
    WrongKind,
)
from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.errors import NotFound
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    commune_figures,
    consolidated,
    consolidated_papers,
    consolidated_register,
    exchange,
    hamlets,
    households,
    issued_papers,
    machines,
    model_sample,
    office_profile,
    office_standing,
    pairing,
    place,
    privacy,
    receiving,
    receiving_undo,
    totals_in,
    totals_out,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import commune_mergers, erasure, exchange_tables, journal
from sinhke_desktop.storage import commune_totals as stored

PASSWORD = "mật-khẩu-thử-1"
ANH_DUNG, CAM_HIEP = "22828", "22435"


@pytest.fixture
def office(tmp_path: Path, workspace: Workspace) -> Iterator[Workspace]:
    """An office's store in a file; the same clock as the commune's."""
    opened = receiving.office_init(folders(tmp_path / "office"), PASSWORD, "Sở Thử").workspace
    yield replace(opened, clock=workspace.clock, officer="Trần Thị Nhận")
    workspaces.close(opened)


@pytest.fixture
def two(office: Workspace) -> Workspace:
    """Two communes: 2 poor and 1 near-poor household of 50, 1 poor of a number that was not stated."""
    first = add_commune(office, ANH_DUNG, "Xã Anh Dũng")
    for head in ("Lê Văn Một", "Lê Văn Hai"):
        add_household(first, head, poor=True)
    add_household(first, "Katơr Thị Ba", poor=False, members=3)
    state_totals(first, 50, 200)
    second = add_commune(office, CAM_HIEP, "Xã Cam Hiệp")
    add_household(second, "Trần Thị Bốn", poor=True)
    return office


def cells(office: Workspace, number: int = 1, year: int = 2025) -> dict[str, list[str]]:
    table = consolidated.poverty_table(office, number, year, consolidated.shown_communes(office))
    return {row.label: [row.text(at) for at in range(len(row.cells))] for row in table.rows}


def test_a_commune_is_counted_once_and_again_after_each_change(two: Workspace) -> None:
    assert consolidated.stale(two) == [CAM_HIEP, ANH_DUNG]
    assert consolidated.recount(two, [ANH_DUNG]) == 1
    assert consolidated.stale(two) == [CAM_HIEP]
    assert cells(two)["Xã Cam Hiệp (đang tính lại)"][2] == "–"
    assert consolidated.recount(two) == 1
    assert consolidated.recount(two) == 0
    add_household(consolidated.of_commune(two, CAM_HIEP), "Võ Thị Năm", poor=True)
    assert consolidated.stale(two) == [CAM_HIEP]
    assert cells(two)["Xã Cam Hiệp (đang tính lại)"][2] == "1"
    consolidated.recount(two)
    assert cells(two)["Xã Cam Hiệp"][2] == "2"


def test_a_change_while_a_commune_is_counted_leaves_it_stale(two: Workspace) -> None:
    with two.database.write() as connection:
        stored.begin_counting(connection, ANH_DUNG)
    add_household(consolidated.of_commune(two, ANH_DUNG), "Võ Thị Sáu", poor=True)
    with two.database.write() as connection:
        assert not stored.keep_counted(connection, ANH_DUNG, [], "")
    assert ANH_DUNG in consolidated.stale(two)


def test_the_sum_stays_open_where_a_commune_did_not_state_its_total(two: Workspace) -> None:
    consolidated.recount(two)
    found = cells(two)
    assert found["Xã Anh Dũng"][:6] == ["50", "200", "2", "4,00", "1", "2,00"]
    assert found["Tổng cộng"][:6] == ["–", "–", "3", "–", "1", "–"]
    state_totals(consolidated.of_commune(two, CAM_HIEP), 50, 150)
    consolidated.recount(two)
    assert cells(two)["Tổng cộng"][:6] == ["100", "350", "3", "3,00", "1", "1,00"]
    assert consolidated.years(two, consolidated.shown_communes(two)) == [2025]
    with pytest.raises(NotFound, match="2019"):
        cells(two, year=2019)
    assert "kết quả" in consolidated.no_results(0).message


def test_each_commune_reads_its_own_numbers_through_its_view(two: Workspace) -> None:
    for code, wanted in ((ANH_DUNG, 3), (CAM_HIEP, 1)):
        view = consolidated.of_commune(two, code)
        totals = {one.key: one for one in commune_figures.count(view)}
        assert totals[commune_figures.REGISTER].number("all") == wanted
        assert totals[commune_figures.table_key(1, 2025)].rows[0].cells[2].value in (2, 1)
        assert len(hamlets.all_hamlets(view)) == 1


def test_old_codes_count_under_the_new_one(two: Workspace) -> None:
    consolidated.recount(two)
    apart = cells(two)["Tổng cộng"]
    with two.database.write() as connection:
        commune_mergers.keep_merger(connection, CommuneMerger(CAM_HIEP, ANH_DUNG, "Nghị quyết thử"))
    [merged] = consolidated.shown_communes(two)
    assert (merged.code, merged.codes) == (ANH_DUNG, (CAM_HIEP, ANH_DUNG))
    found = cells(two)
    assert set(found) == {"Xã Anh Dũng", "Tổng cộng"}
    assert found["Xã Anh Dũng"] == found["Tổng cộng"] == apart
    known = consolidated_register.load(two, [merged])
    assert len(known.find()) == 4
    assert {one.code for one in known.find()} == {ANH_DUNG, CAM_HIEP}


def test_communes_that_are_paired_or_waited_for_are_lines_too(two: Workspace) -> None:
    office_standing.expect_communes(two, ["22480"])
    found = consolidated.shown_communes(two)
    assert [(one.name, one.silent) for one in found] == [
        ("Xã Anh Dũng", False), ("Xã Cam Hiệp", False), ("Xã Nam Cam Ranh", True),
    ]  # fmt: skip
    consolidated.recount(two)
    assert cells(two)["Xã Nam Cam Ranh (chưa gửi)"][2] == "–"


def test_model_targets_months_and_supports_of_a_commune_stand_in_its_line(two: Workspace) -> None:
    view = consolidated.of_commune(two, ANH_DUNG)
    add_household(view, "Đỗ Đức Dũng", poor=True, year="2023")
    for head in (
        "Lê Văn Bình",
        "Phạm Thị Thu Hường",
        "Nguyễn Thị Kim Cúc",
        "Trần Văn Đức",
        "Võ Hữu Thắng",
        "Hồ Thị Lan",
    ):
        add_household(view, head, poor=False, year="2023")
    model_sample.enter(view)
    consolidated.recount(two)
    communes = consolidated.shown_communes(two)
    first, second, whole = consolidated.models(two, communes).rows
    assert first.text(0) == "Nuôi bò cái sinh sản"
    assert [row.text(2) for row in (first, second, whole)] == ["7", "–", "7"]
    targets = consolidated.targets(two, 2025, communes)
    assert targets.rows[0].text(1) == "7"
    assert consolidated.months(two, 2025, communes).rows[0].text(0) != "–"
    assert consolidated.supports(two, 2025, communes).rows[0].text(0) == "–"
    standing = consolidated.standing(two, communes)
    assert standing.rows[-1].text(0) == "11"
    assert 2025 in consolidated.years(two, communes, "work-years")


def test_receiving_and_taking_it_back_change_what_is_counted(
    workspace: Workspace, office: Workspace, stick: Path
) -> None:
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    [silent] = consolidated.shown_communes(office)
    assert silent.silent
    exchanged(workspace, office, stick)
    assert consolidated.recount(office) == 1
    assert _households(office) == 0
    register(workspace, "Nguyễn Văn Một")
    exchanged(workspace, office, stick)
    assert consolidated.recount(office) == 1
    assert _households(office) == 1
    last = receiving_undo.last_received(office)[0]
    receiving_undo.undo(office, last.epoch, last.sequence)
    assert consolidated.recount(office) == 1
    assert _households(office) == 0
    day = consolidated.standing(office, consolidated.shown_communes(office)).rows[0].text(13)
    assert day == "20/11/2025"


def _households(office: Workspace) -> int | None:
    [given] = consolidated.given(office, commune_figures.REGISTER, consolidated.shown_communes(office))
    assert given.total is not None
    return given.total.number("all")


def test_an_erasure_that_came_with_a_bundle_is_counted_too(
    workspace: Workspace, office: Workspace, stick: Path
) -> None:
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    household_id = register(workspace, "Nguyễn Văn Một")
    exchanged(workspace, office, stick)
    consolidated.recount(office)
    with workspace.database.write() as connection:
        erasure.erase_entities(connection, author(workspace), [("household", household_id)], "Theo yêu cầu")
    exchanged(workspace, office, stick)
    assert consolidated.stale(office) == [ANH_DUNG]
    consolidated.recount(office)
    assert _households(office) == 0


# The list of households


def test_the_list_searches_all_communes_as_a_commune_searches_its_register(two: Workspace) -> None:
    known = consolidated_register.load(two, consolidated.shown_communes(two))
    assert [one.row.head_name for one in known.find("kator")] == ["Katơr Thị Ba"]
    assert [one.commune for one in known.find(code=CAM_HIEP)] == ["Xã Cam Hiệp"]
    assert len(known.find(poverty_class=PovertyClass.POOR)) == 3
    [one] = known.find("bốn")
    assert known.find(ids=frozenset({one.row.household_id})) == [one]
    table = consolidated_register.table(known.find(), "Tất cả")
    assert [row.label for row in table.rows] == [one.row.head_name for one in known.find()]
    assert table.listing


def test_opening_a_household_is_noted_in_the_access_log(two: Workspace) -> None:
    known = consolidated_register.load(two, consolidated.shown_communes(two))
    [one] = known.find("bốn")
    record = consolidated_register.open_record(two, one.row.household_id, one.code, one.commune)
    assert (record.household.head.full_name, record.hamlet) == ("Trần Thị Bốn", "Thôn Thôn Xã Cam Hiệp")
    assert record.poverty_class is PovertyClass.POOR
    assert len(record.reviews) == 1
    [entry] = privacy.accesses(two, household_id=one.row.household_id)
    assert (entry.action, entry.officer) == (Action.OPENED, "Trần Thị Nhận")
    consolidated_register.note_listed(two, 4, "bốn")
    assert privacy.accesses(two, actions=[Action.LISTED])[0].detail.endswith("có tìm kiếm")


# Papers


def test_tables_leave_under_the_offices_heading_and_are_kept(two: Workspace, tmp_path: Path) -> None:
    office_profile.change(two, replace(office_profile.profile(two), place="Phan Rang", signer_title="GIÁM ĐỐC"))
    consolidated.recount(two)
    communes = consolidated.shown_communes(two)
    tables = [consolidated.poverty_table(two, number, 2025, communes) for number in (1, 2)]
    consolidated_papers.write_pdf(two, tables, tmp_path / "bieu.pdf", 2025)
    [paper] = issued_papers.listed(two)
    assert (paper.title, paper.subject) == ("2 biểu tổng hợp các xã", "Năm 2025 · Kết quả sơ bộ")
    assert issued_papers.pdf_of(two, paper.id) == (tmp_path / "bieu.pdf").read_bytes()
    consolidated_papers.write_pdf(two, [consolidated.models(two, communes)], tmp_path / "mo-hinh.pdf")
    assert issued_papers.listed(two)[0].subject == ""


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts(two: Workspace, tmp_path: Path) -> None:
    consolidated.recount(two)
    communes = consolidated.shown_communes(two)
    found = consolidated_register.load(two, communes).find()
    tables = [consolidated.poverty_table(two, 1, 2025, communes), consolidated_register.table(found)]
    consolidated_papers.write_excel(two, tables, tmp_path / "bieu.xlsx", 2025)
    book = openpyxl.load_workbook(tmp_path / "bieu.xlsx")
    values = {row[1]: row for row in book.worksheets[0].iter_rows(values_only=True) if row[1]}
    assert values["Tổng cộng"][4] == 3
    assert values["Xã Anh Dũng"][5] == 4
    assert privacy.accesses(two, actions=[Action.EXPORTED])[0].detail.endswith("bieu.xlsx")


# Numbers that a commune sends alone


@pytest.fixture
def sender(workspace: Workspace, office: Workspace, stick: Path) -> Workspace:
    """A commune with one poor household, paired with the office, that has sent nothing."""
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    add_household(workspace, "Nguyễn Văn Một", poor=True)
    return workspace


def test_numbers_sent_alone_are_used_where_there_are_no_rows(sender: Workspace, office: Workspace, stick: Path) -> None:
    written = totals_out.write(sender, stick)
    done = totals_in.receive(office, written.path.read_bytes())
    assert (done.commune_code, done.number, done.fresh) == (ANH_DUNG, 1, True)
    assert not totals_in.receive(office, written.path.read_bytes()).fresh
    assert cells(office)["Xã Anh Dũng (số gửi riêng)"][2] == "1"
    [commune] = consolidated.shown_communes(office)
    assert not commune.silent
    assert consolidated.stale(office) == []


def test_numbers_sent_alone_stand_beside_other_ones_from_the_rows(
    sender: Workspace, office: Workspace, stick: Path
) -> None:
    exchanged(sender, office, stick)
    consolidated.recount(office)
    totals_in.receive(office, totals_out.write(sender, stick).path.read_bytes())
    assert set(cells(office)) == {"Xã Anh Dũng", "Tổng cộng"}
    add_household(sender, "Nguyễn Văn Hai", poor=True)
    totals_in.receive(office, totals_out.write(sender, stick).path.read_bytes())
    found = cells(office)
    assert [found[name][2] for name in ("Xã Anh Dũng", "Xã Anh Dũng (số gửi riêng)", "Tổng cộng")] == ["1", "2", "1"]


def test_numbers_of_a_merged_commune_stand_beside_the_rows_of_its_old_code_and_are_not_added(
    sender: Workspace, office: Workspace, stick: Path
) -> None:
    old = add_commune(office, CAM_HIEP, "Xã Cam Hiệp")
    add_household(old, "Trần Thị Bốn", poor=True)
    consolidated.recount(office)
    with office.database.write() as connection:
        commune_mergers.keep_merger(connection, CommuneMerger(CAM_HIEP, ANH_DUNG, "Nghị quyết thử"))
    add_household(sender, "Nguyễn Văn Hai", poor=True)
    totals_in.receive(office, totals_out.write(sender, stick).path.read_bytes())
    found = cells(office)
    assert [found[name][2] for name in ("Xã Anh Dũng", "Xã Anh Dũng (số gửi riêng)", "Tổng cộng")] == ["1", "2", "1"]


def test_older_numbers_are_refused_unless_the_machine_began_a_new_epoch(
    sender: Workspace, office: Workspace, stick: Path
) -> None:
    first, second = (totals_out.write(sender, stick).path.read_bytes() for _time in range(2))
    totals_in.receive(office, second)
    with pytest.raises(TotalsOlder) as refused:
        totals_in.receive(office, first)
    assert refused.value.code == "GB-39"
    with sender.database.write() as connection:
        journal.begin_epoch(connection, "ab" * 16)
    assert totals_in.receive(office, totals_out.write(sender, stick).path.read_bytes()).number == 1
    with pytest.raises(TotalsOlder):
        totals_in.receive(office, first)


def written_by(sender: Workspace, code: str, *totals: CommuneTotal, number: int = 5) -> bytes:
    """A file of numbers signed by the commune's machine."""
    office = pairing.paired(sender)
    paper = files.TotalsPaper(code, "cd" * 16, number, totals, office.serial)
    return files.write_totals(pairing.own_keys(sender), office.office, paper)


GOOD = CommuneTotal("model", columns=(TotalColumn("Giá trị"),), rows=(TotalRow("name", "", (TotalCell(),), "", "Bò"),))
LINES = (TotalRow("all", "", (TotalCell(1),)),)


@pytest.mark.parametrize(
    "totals",
    [
        (GOOD, GOOD),
        (CommuneTotal("secret"),),
        (CommuneTotal("table-14", "2025", columns=GOOD.columns, rows=LINES),),
        (CommuneTotal("table-1", "", columns=GOOD.columns, rows=LINES),),
        (CommuneTotal("table-1", "2025", columns=GOOD.columns, rows=(*LINES, TotalRow("x", "", (TotalCell(1),)))),),
        (CommuneTotal("table-1", "2025"),),
        (CommuneTotal("model", "2025", columns=GOOD.columns),),
        (CommuneTotal("model"),),
        (CommuneTotal("supports", columns=(TotalColumn("a"),) * 3),),
    ],
)
def test_a_file_that_holds_anything_else_is_refused(
    sender: Workspace, office: Workspace, totals: tuple[CommuneTotal, ...]
) -> None:
    with pytest.raises(TotalsUnfit) as refused:
        totals_in.receive(office, written_by(sender, ANH_DUNG, *totals))
    assert refused.value.code == "GB-37"
    assert consolidated.shown_communes(office)[0].silent


def test_only_a_known_believed_machine_may_send_numbers_and_only_of_its_commune(
    sender: Workspace, office: Workspace, stick: Path
) -> None:
    good = written_by(sender, ANH_DUNG, GOOD)
    with pytest.raises(TotalsOfAnother) as refused:
        totals_in.receive(office, written_by(sender, CAM_HIEP, GOOD))
    assert refused.value.code == "GB-38"
    with pytest.raises(Altered):
        totals_in.receive(office, good[:-1] + bytes([good[-1] ^ 1]))
    with pytest.raises(WrongKind):
        totals_in.receive(office, exchange.export_to(sender, stick).path.read_bytes())
    machines.revoke(office, pairing.own_keys(sender).public.signing)
    with pytest.raises(Revoked):
        totals_in.receive(office, good)
    with office.database.write() as connection:
        connection.execute(exchange_tables.PairedDeviceRow.__table__.delete())
    with pytest.raises(UnknownSender):
        totals_in.receive(office, good)


def test_the_households_of_an_office_can_be_read_by_any_service(two: Workspace) -> None:
    view = consolidated.of_commune(two, CAM_HIEP)
    [one] = consolidated_register.load(two, consolidated.shown_communes(two)).find(code=CAM_HIEP)
    assert households.get(view, one.row.household_id).members
