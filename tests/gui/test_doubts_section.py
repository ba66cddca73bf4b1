"""What is to be looked at again in a round, on its page."""

import pytest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.gui.rounds.page import RoundsPage
from sinhke_desktop.gui.rounds.words import DOUBTS
from sinhke_desktop.services import hamlets, households, reviews, round_list, round_survey, rounds
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.round_survey import SurveyInput

THREE = frozenset({"healthInsurance", "employment", "dependentPerson"})


@pytest.fixture
def surveyed(workspace):
    """A round of 2025 with two surveyed households: one far from the line, one at it with an insured lacking."""
    hamlet = hamlets.add(workspace, "Tân Hòa").id
    made = {}
    for name in ("Đỗ Đức Dũng", "Hồ Thị Lan"):
        head = MemberInput(name, HEAD, "female", "1979", "Kinh", insured="yes" if name.startswith("Hồ") else "no")
        made[name] = households.register(workspace, HouseholdInput(hamlet, (head,))).id
        old = ReviewInput(made[name], "2024", status="official", income_points="100", deprived=THREE)
        reviews.record(workspace, old)
    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    round_list.build_list(workspace, opened.id)
    typed = {
        made["Đỗ Đức Dũng"]: SurveyInput("100", THREE),
        made["Hồ Thị Lan"]: SurveyInput("140", THREE),
    }
    round_survey.survey(workspace, opened.id, typed)
    return made


def test_doubtful_households_are_listed_with_their_reasons_and_opened(surveyed, open_page, qtbot):
    frame = open_page(RoundsPage)
    frame.page.go_to(DOUBTS)
    section = frame.page.sections[DOUBTS]
    qtbot.waitUntil(lambda: len(section.model.rows) == 1)
    row = section.model.rows[0]
    assert (row.head, row.hamlet) == ("Hồ Thị Lan", "Tân Hòa")
    assert [one.code for one in row.doubts] == ["KN-02", "KN-05"]
    assert "140 điểm A sát mức 140" in section.reason.text()
    assert "Bảo hiểm y tế" in section.reason.text()
    assert "1 hộ cần xem lại" in section.hint.text()
    section.table.opened.emit(0)
    assert frame.went == [("households", {"household_id": surveyed["Hồ Thị Lan"]})]
    frame.page.field.setText("dũng")
    qtbot.waitUntil(lambda: not section.model.rows)
