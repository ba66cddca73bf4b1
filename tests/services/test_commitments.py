"""The commitments as papers: of one household and of all, with what it got, and nothing that is restricted."""

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents.commitment import render_commitments
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.participation import PartInput
from sinhke_desktop.services import (
    candidates,
    commitments,
    data_requests,
    households,
    model_papers,
    model_records,
    participants,
    participation,
    participation_rules,
)
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records


def words(pdf):
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_one_household_promises_what_it_got_and_when_it_signed(sample):
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    (page,) = words(commitments.render(workspace, model.id, first.id))
    assert "BẢN CAM KẾT" in page
    assert "Tham gia mô hình “Nuôi bò cái sinh sản”" in page
    assert "Lê Văn Bình" in page
    assert "Quyết định số 3578/QĐ-UBND ngày 22/12/2023" in page
    assert "37.740.000" in page
    assert "Ba mươi bảy triệu bảy trăm bốn mươi nghìn đồng" in page
    assert "ngày 19 tháng 6 năm 2024" in page
    assert "Tiêm phòng đầy đủ" in page
    assert "do phần mềm soạn theo cách làm của xã Mậu Lâm" in page


def test_all_that_take_part_are_one_file_each_on_a_page_of_its_own(sample):
    workspace, model = sample
    first, *others = participants.of_model(workspace, model.id)
    participants.leave(workspace, first.id, "01/11/2025", "chuyển đi")
    pages = words(commitments.render(workspace, model.id))
    assert len(pages) == len(others) == 6
    assert not any("Lê Văn Bình" in page for page in pages)
    assert next(iter(commitments.subjects(workspace, model.id))) == ""
    assert set(commitments.subjects(workspace, model.id)) == {"", *(one.id for one in others)}
    assert commitments.render(workspace, model.id) == commitments.render(workspace, model.id)


def test_the_papers_door_offers_it(sample):
    workspace, model = sample
    found = model_papers.subjects(workspace, "commitment", model.id)
    assert found[""] == "Tất cả hộ tham gia"
    assert model_papers.render(workspace, "commitment", model.id).startswith(b"%PDF")


def test_the_officers_points_group_role_and_repayment_stand_in_it(village):
    workspace, ids = village
    made = candidates.add(
        workspace, ModelInput("Trồng táo", thing="táo", unit="gốc", proposed_on="01/06/2023", repay_percent="20",
                              repay_rules="Trả sau hai vụ")
    )  # fmt: skip
    model = candidates.choose(workspace, made.id, "x", "1/QĐ", "22/12/2023")
    group = model_records.add(workspace, "producer_group", {"kind": "team", "name": "Tổ trồng táo"}, model.id)
    participation_rules.word_commitment(workspace, model, "Bón phân đúng lịch")
    (part,) = participation.join_many(
        workspace, model.id, [ids["Lê Văn Bình"]], PartInput("19/06/2024", group_id=group.id, role="leader")
    )
    (page,) = words(commitments.render(workspace, model.id, part.id))
    for said in ("1. Bón phân đúng lịch", "2. Trả sau hai vụ", "3. Hoàn trả quay vòng 20%", "Tổ trồng táo",
                 "Lê Văn Bình (trưởng nhóm)", "theo biên bản bàn giao"):  # fmt: skip
        assert said in page


def test_the_number_of_a_restricted_household_is_left_to_be_written(village):
    workspace, ids = village
    household = households.get(workspace, ids["Lê Văn Bình"])
    typed = MemberInput("Lê Văn Bình", "Chủ hộ", "male", "1980", citizen_id="058080000017", phone="0912345678",
                        card_issued_on="03/05/2021")  # fmt: skip
    households.change(workspace, household.id, HouseholdInput(household.hamlet_id, (typed,)))
    made = candidates.add(workspace, ModelInput("Nuôi bò", proposed_on="01/06/2023"))
    candidates.choose(workspace, made.id, "x", "1/QĐ", "22/12/2023")
    (part,) = participation.join_many(workspace, made.id, [household.id], PartInput("19/06/2024"))
    (page,) = words(commitments.render(workspace, made.id, part.id))
    assert "Số căn cước: 058080000017, cấp ngày 03/05/2021" in page
    data_requests.restrict(workspace, household.id, "chủ hộ yêu cầu")
    (page,) = words(commitments.render(workspace, made.id, part.id))
    assert "058080000017" not in page
    assert "0912345678" not in page
    households.remove(workspace, household.id, "chuyển đi")
    assert commitments.papers(workspace, made.id)[part.id].head == "Lê Văn Bình"


def test_without_households_there_is_nothing_to_print(workspace):
    made = candidates.add(workspace, ModelInput("Nuôi bò", proposed_on="01/06/2023"))
    assert commitments.subjects(workspace, made.id) == {}
    assert commitments.subjects(workspace, "") == {}
    with pytest.raises(ValueError, match="no papers"):
        commitments.render(workspace, made.id)


def test_a_model_without_a_decision_yet_names_none(village):
    workspace, ids = village
    made = candidates.add(workspace, ModelInput("Nuôi bò", proposed_on="01/06/2023"))
    candidates.choose(workspace, made.id, "x", "1/QĐ", "22/12/2023")
    (part,) = participation.join_many(workspace, made.id, [ids["Lê Văn Bình"]], PartInput("19/06/2024"))
    paper = commitments.papers(workspace, made.id)[part.id]
    open_model = replace(paper.model, decision_number="")
    (page,) = words(render_commitments([replace(paper, model=open_model)]))
    assert "Quyết định" not in page
    dated = replace(paper.model, decision_date=None)
    (page,) = words(render_commitments([replace(paper, model=dated)]))
    assert "Quyết định số 1/QĐ, gia đình" in page


def test_a_participant_whose_household_has_not_arrived_yet_has_no_commitment(village):
    workspace, ids = village
    made = candidates.add(workspace, ModelInput("Nuôi bò", proposed_on="01/06/2023"))
    candidates.choose(workspace, made.id, "x", "1/QĐ", "22/12/2023")
    (part,) = participation.join_many(workspace, made.id, [ids["Lê Văn Bình"]], PartInput("19/06/2024"))
    stray = replace(part, id="e" * 32, household_id="f" * 32)
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [stray]))
    assert list(commitments.papers(workspace, made.id)) == [part.id]
    assert [line.name for line in participation.parts(workspace, made.id).lines if line.participant.id == stray.id] == [
        "–"
    ]
