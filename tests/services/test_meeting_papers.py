"""The papers of village meetings, filled from the store."""

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import (
    candidates,
    community_meetings,
    hamlets,
    households,
    meeting_papers,
    model_library,
    model_papers,
    model_records,
)


@pytest.fixture
def met(workspace):
    """A meeting that voted on one of two candidates. Returns (workspace, hamlet, meeting, cows, goats)."""
    here = hamlets.add(workspace, "Tân Tiến")
    source = model_library.entry(workspace, "bo-cai-sinh-san")
    cows = model_library.propose(workspace, source.typed())
    goats = candidates.add(workspace, ModelInput("Nuôi dê xã ta"))
    typed = {"hamlet_id": here.id, "held_on": "12/10/2025", "households_all": 60, "households_present": 40}
    meeting = community_meetings.record(workspace, typed, {cows.id: (31, 5)})
    return workspace, here, meeting, cows, goats


def words(pdf):
    document = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_minutes_are_printed_from_the_meeting_with_the_candidates_it_voted_on(met):
    workspace, _here, meeting, _cows, _goats = met
    told = words(meeting_papers.render(workspace, meeting_papers.MINUTES, meeting.id))
    assert "77,5%" in told
    assert "Nuôi bò cái sinh sản" in told
    assert "Nuôi dê xã ta" not in told
    assert "chưa kiểm chứng" in told


def test_vote_sheets_are_as_many_as_households_were_there_and_counting_says_the_votes(met):
    workspace, here, meeting, _cows, _goats = met
    told = words(meeting_papers.render(workspace, meeting_papers.BALLOT, meeting.id))
    assert told.count("PHIẾU BIỂU QUYẾT") == 40
    assert "Về lựa chọn mô hình sinh kế giai đoạn" in told
    assert "Đại diện hộ" not in told
    told = words(meeting_papers.render(workspace, meeting_papers.OPINION, meeting.id))
    assert told.count("Đại diện hộ:") == 40
    told = words(meeting_papers.render(workspace, meeting_papers.COUNTING, meeting.id))
    assert "Nuôi bò cái sinh sản 31 5 4 77,5%" in told
    for name in ("Lê An", "Lê Bình"):
        households.register(workspace, HouseholdInput(here.id, (MemberInput(name, "Chủ hộ"),)))
    other = community_meetings.record(workspace, {"hamlet_id": here.id, "subject": "other", "planned_on": "30/11/2025"})
    told = words(meeting_papers.render(workspace, meeting_papers.BALLOT, other.id))
    assert told.count("PHIẾU BIỂU QUYẾT") == 2
    assert "Về mô hình sinh kế giai đoạn" in told
    assert "về về" not in told.lower()


def test_an_invitation_names_every_candidate_that_can_still_be_chosen(met):
    workspace, here, _meeting, cows, goats = met
    invited = community_meetings.record(workspace, {"hamlet_id": here.id, "planned_on": "30/11/2025"})
    told = words(meeting_papers.render(workspace, meeting_papers.INVITATION, invited.id))
    assert cows.name in told
    assert goats.name in told
    candidates.choose(workspace, cows.id, "dân đồng ý", "12/QĐ-UBND", "20/11/2025")
    told = words(meeting_papers.render(workspace, meeting_papers.INVITATION, invited.id))
    assert goats.name not in told


def test_the_papers_stand_among_the_models_papers_before_and_after_the_choice(met):
    workspace, here, meeting, cows, _goats = met
    offered = {meeting.id: "Thôn Tân Tiến · 12/10/2025 · Lựa chọn mô hình sinh kế"}
    assert meeting_papers.meetings(workspace, "") == offered
    assert model_papers.subjects(workspace, meeting_papers.MINUTES, "") == offered
    assert model_papers.render(workspace, meeting_papers.MINUTES, "", meeting.id).startswith(b"%PDF")
    candidates.choose(workspace, cows.id, "dân đồng ý", "12/QĐ-UBND", "20/11/2025")
    typed = {"subject": "revolving", "hamlet_id": here.id, "planned_on": "01/12/2025"}
    later = model_records.add(workspace, "community_meeting", typed, cows.id)
    assert list(meeting_papers.meetings(workspace, cows.id)) == [later.id, meeting.id]
    assert "Thống nhất quay vòng" in meeting_papers.meetings(workspace, cows.id)[later.id]
    told = words(model_papers.render(workspace, meeting_papers.INVITATION, cows.id, later.id))
    assert "thống nhất quay vòng giai đoạn 2023-2025" in told


def test_a_meeting_without_a_hamlet_or_a_day_is_offered_but_needs_its_hamlet_to_be_printed(met):
    workspace, _here, _meeting, cows, _goats = met
    candidates.choose(workspace, cows.id, "dân đồng ý", "12/QĐ-UBND", "20/11/2025")
    vague = model_records.add(workspace, "community_meeting", {"subject": "other"}, cows.id)
    assert meeting_papers.meetings(workspace, cows.id)[vague.id] == "– · Nội dung khác"
    with pytest.raises(NotFound):
        meeting_papers.render(workspace, meeting_papers.MINUTES, vague.id)
