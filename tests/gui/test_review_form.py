"""The review's form: what the data say beside each tick, reasons, and the second standard."""

from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.derivation import propose
from sinhke_desktop.domain.household import Birth, Household, Member, Sex
from sinhke_desktop.domain.poverty import doubts, judge
from sinhke_desktop.domain.review_reasons import reasons_of
from sinhke_desktop.errors import Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.record_terms import Judged, Surroundings
from sinhke_desktop.gui.households.review_form import ReviewForm
from sinhke_desktop.services.reviews import ReviewInput, judge_review
from sinhke_desktop.services.rules import rule_sets

TODAY = date(2026, 11, 20)
RULES = rule_sets()[0]
HEAD = Member("a", 1, "Lê Văn A", "Chủ hộ", Sex.MALE, Birth(1985, 6, 1), insured="no", work="own")
HOUSEHOLD = Household("1", "22828", "h", (HEAD,), internet="yes", toilet="septic")
TYPED = ReviewInput("1", "2026", income_points="138", deprivation_points="30",
                    deprived=frozenset({"employment", "hygienicToilet", "nutrition"}))  # fmt: skip


def judged(typed):
    review = judge_review(replace(typed, overrides="", derived=frozenset()), "", "22828", TODAY)
    count = len(review.deprived)
    return Judged(judge(review, Area.RURAL, RULES), count * 10, count, tuple(doubts(review, Area.RURAL, RULES)))


@pytest.fixture
def form(qtbot, qapp):
    """The form with a review of 2026 and the proposal of HOUSEHOLD; Enter goes on inside it."""
    theme.apply(qapp)
    found = ReviewForm(EnterGoesOn(qapp))
    qtbot.addWidget(found)
    found.show_years([2027, 2026, 2025], 2026)
    found.show_review(TYPED)
    found.show_judged(judged(TYPED))
    around = Surroundings("22828", Area.RURAL, rule_sets(), [], TODAY)
    found.show_proposal(propose(HOUSEHOLD, TODAY, RULES), HOUSEHOLD, around)
    return found


def test_each_indicator_says_what_the_data_say_and_differences_stand_out(form):
    hint = form.indicators.shown_hint
    assert hint("healthInsurance").text().startswith("Dữ liệu: thiếu. Không có bảo hiểm y tế: Lê Văn A.")
    assert hint("hygienicToilet").text() == "Dữ liệu: không thiếu. Tự hoại, bán tự hoại."
    assert hint("cleanWater").text().startswith("Dữ liệu: chưa rõ.")
    tones = {key: hint(key).property("tone") for key in ("healthInsurance", "hygienicToilet", "telecommunication")}
    assert tones == {"healthInsurance": "near-poor", "hygienicToilet": "near-poor", "telecommunication": ""}


def test_showing_a_proposal_changes_and_tells_nothing(form, qtbot):
    with qtbot.assertNotEmitted(form.changed):
        form.show_proposal(propose(HOUSEHOLD, TODAY, RULES), HOUSEHOLD)
    assert form.typed() == TYPED


def test_once_a_tick_is_changed_every_difference_asks_for_a_reason(form, qtbot):
    with qtbot.waitSignal(form.changed, check_params_cb=lambda field: field == "deprived"):
        form.ticks["nutrition"].setChecked(False)
    typed = form.typed()
    assert typed.derived == {"healthInsurance"}
    assert reasons_of(typed.overrides) == {"healthInsurance": "", "hygienicToilet": "", "employment": ""}
    with qtbot.waitSignal(form.changed, check_params_cb=lambda field: field == "overrides"):
        form.indicators.reasons["healthInsurance"].setText("Thẻ vừa được cấp lại")
    assert reasons_of(form.typed().overrides)["healthInsurance"] == "Thẻ vừa được cấp lại"


def test_ticking_as_the_data_say_leaves_what_is_not_clear(form):
    form.take_data.click()
    assert form.typed().deprived == {"healthInsurance"}
    assert form.typed().overrides == ""
    assert form.typed().derived == {"healthInsurance"}


def test_a_reason_that_is_missing_is_told_at_its_field(form):
    form.ticks["nutrition"].setChecked(False)
    found = form.show_problems([Problem("overrides.healthInsurance", "Ghi lý do"), Problem("income_points", "Sai")])
    assert found["overrides.healthInsurance"] is form.indicators.reasons["healthInsurance"]
    assert "income_points" in found
    assert form.show_problems([]) == {}


def test_stored_reasons_are_shown_and_stay(form):
    stored = replace(TYPED, overrides='{"hygienicToilet":"Hỏng"}', derived=frozenset({"healthInsurance"}))
    form.show_review(stored)
    assert form.indicators.reasons["hygienicToilet"].text() == "Hỏng"
    assert form.typed() == stored


def test_the_class_by_the_next_standard_stands_beside_the_first(form):
    assert not form.second.isHidden()
    assert form.second_name.text() == "Theo Chuẩn nghèo đa chiều 2027-2030"
    assert "2.200.000 đ" in form.second_why.text()
    assert "chưa kiểm chứng" in form.second_marks.text()
    assert "138 điểm A sát mức 140" in form.doubts.text()


def test_an_older_review_has_no_second_class(form):
    older = replace(TYPED, year="2024")
    form.show_review(older)
    form.show_judged(judged(older))
    assert form.second.isHidden()


def test_indicators_follow_the_standard_of_the_year(form):
    assert form.ticks["wasteTreatment"].isHidden()
    assert not form.ticks["informationAccessAssets"].isHidden()
    later = replace(TYPED, year="2027", deprived=frozenset())
    form.show_review(later)
    assert not form.ticks["wasteTreatment"].isHidden()
    assert form.ticks["informationAccessAssets"].isHidden()


def test_the_income_a_person_is_typed_and_kept(form, qtbot):
    with qtbot.waitSignal(form.changed, check_params_cb=lambda field: field == "income_per_head"):
        form.per_head.setText("1.450.000")
    assert form.typed().income_per_head == "1.450.000"


def test_without_a_proposal_the_form_is_as_plain_as_the_paper(qtbot, qapp):
    theme.apply(qapp)
    found = ReviewForm(EnterGoesOn(qapp))
    qtbot.addWidget(found)
    found.show_review(TYPED)
    found.show_judged(judged(TYPED))
    assert found.take_data.isHidden()
    assert found.second.isHidden()
    assert found.indicators.shown_hint("employment").isHidden()
    assert found.typed() == TYPED
    found.ticks["cleanWater"].setChecked(True)
    assert found.typed().deprived == TYPED.deprived | {"cleanWater"}
