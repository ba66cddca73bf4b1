"""The whole record as a workbook: every field of a household, its people and supports has its cell."""

from dataclasses import fields, replace

import openpyxl
import pytest

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.support import SupportInput, SupportKind
from sinhke_desktop.services import data_requests, hamlets, households, lists_out, privacy, records_out, supports

HEAD_INPUT = MemberInput(
    "Đỗ Đức Dũng", HEAD, "male", "03/05/1962", "Ra-glai", "058062589028", "0912345678", "=ghi chú", "yes",
    "HN2581234567890", "none", "primary", "own", "reduced", "mild", "yes", "yes", "normal", card_issued_on="03/05/2021",
    old_citizen_id="264123456",
)  # fmt: skip
TYPED = HouseholdInput(
    members=(HEAD_INPUT,), address="Tổ 2", phone="0987654321", note="ghi", location="11,6; 108,9", dwelling_area="45,5",
    wall="durable", pillar="fragile", roof="fragile", water_source="rain", toilet="vip", waste="untreated",
    internet="yes", devices="tv,radio", causes="illness,capital", cause_note="mổ tim", needs="loan,job",
    needs_note="nuôi dê", no_labour="yes", no_labour_reason="già yếu", cannot_escape="yes",
    cannot_escape_reason="neo đơn", local_minority="yes", list_number=7,
)  # fmt: skip


@pytest.fixture
def known(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    made = households.register(workspace, replace(TYPED, hamlet_id=hamlet.id))
    given = SupportInput(
        made.id, SupportKind.JOB, "Việc làm ở lò gạch", sorted(supports.sources())[0], "20/11/2025",
        made.head.id, "1", "chỗ", "5.000.000", "Dự án 4", "12/HĐ", "thử việc",
    )  # fmt: skip
    source = next(one for one in supports.sources_on("20/11/2025") if not one.own)
    supports.give(workspace, replace(given, source_code=source.code))
    return made


def written(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_everything_that_was_typed_stands_in_the_workbook(workspace, known, tmp_path):
    path = tmp_path / "ho-so.xlsx"
    assert records_out.export_records(workspace, path) == 1
    sheets = written(path)
    assert list(sheets) == ["Hộ", "Nhân khẩu", "Hỗ trợ đã nhận"]
    (household,) = [row for row in sheets["Hộ"] if row[0] in (1, "1")]
    for words in ("Tổ 2", "45,5 m²", "Bền chắc", "Nước mưa", "Ti vi, Đài", "Ốm đau, bệnh tật, tai nạn, Thiếu vốn",
                  "mổ tim", "Vay vốn, Việc làm", "già yếu", "neo đơn", "0987654321"):  # fmt: skip
        assert words in household, words
    assert len([cell for cell in household if cell not in (None, "")]) >= len(fields(HouseholdInput)) - 2
    (member,) = [row for row in sheets["Nhân khẩu"] if row[0] in (1, "1")]
    assert None not in member
    assert {"03/05/1962", "058062589028", "HN2581234567890", "=ghi chú", "Nhẹ", "03/05/2021", "264123456"} <= set(
        member
    )
    (support,) = [row for row in sheets["Hỗ trợ đã nhận"] if row[0] in (1, "1")]
    assert {"Đỗ Đức Dũng", "20/11/2025", "Việc làm", 5_000_000, "Dự án 4", "12/HĐ"} <= set(support)
    (noted,) = privacy.accesses(workspace, actions=[Action.EXPORTED])
    assert noted.detail == "ho-so.xlsx"


def test_restricted_households_stay_out_and_nothing_leaves_no_file(workspace, known, tmp_path):
    data_requests.restrict(workspace, known.id, "Theo yêu cầu")
    path = tmp_path / "ho-so.xlsx"
    with pytest.raises(lists_out.NothingToWrite):
        records_out.export_records(workspace, path)
    assert not path.exists()
