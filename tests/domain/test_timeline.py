"""The time line of a model: what has a day is on it, what has none is not."""

from datetime import date

from sinhke_desktop.domain.community_meeting import CommunityMeeting, Subject
from sinhke_desktop.domain.exits import Evidence, Exit, HouseholdResult, ModelIncome
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.livelihood import LivelihoodModel, Stage
from sinhke_desktop.domain.market import BuyerKind, MarketContract
from sinhke_desktop.domain.model_results import (
    Commendation,
    Commended,
    CommendingLevel,
    Lesson,
    LessonKind,
    Replication,
)
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.producer_group import GroupKind, ProducerGroup
from sinhke_desktop.domain.raised_things import Happening, ThingEvent
from sinhke_desktop.domain.review import PovertyClass, ResultStatus, Review
from sinhke_desktop.domain.revolving import PassOn, RepaymentForm
from sinhke_desktop.domain.stage_papers import StagePaper
from sinhke_desktop.domain.timeline import EventKind, named, size_words, timeline
from sinhke_desktop.domain.whole_file import WholeFile

MODEL = LivelihoodModel("m", "22828", "22828", "2023-2025", "Nuôi bò")
DAY = date(2025, 6, 1)


def file(**records):
    return WholeFile(date(2025, 11, 20), MODEL, records=records, names={"h": "Lê Văn A"})


def test_what_has_no_day_yet_is_not_on_the_time_line():
    undated = file(
        community_meeting=[CommunityMeeting("c", "22828", "2023-2025", "22828", Subject.CHOICE)],
        producer_group=[ProducerGroup("g", "22828", "m", GroupKind.TEAM, "Tổ 1")],
        stage_paper=[StagePaper("s", "22828", "m", Stage.APPROVED, "Quyết định")],
        market_contract=[MarketContract("k", "22828", "m", "Hợp tác xã", BuyerKind.COOPERATIVE, "bê")],
        commendation=[Commendation("t", "22828", "m", Commended.HOUSEHOLD, "A", CommendingLevel.COMMUNE)],
        lesson=[Lesson("b", "22828", "m", LessonKind.LESSON, "x")],
        replication=[Replication("n", "22828", "m", "Thôn 2")],
    )
    assert timeline(undated) == []


def test_a_follow_up_without_a_visit_stands_at_the_end_of_its_month_or_today():
    months = WholeFile(
        date(2025, 11, 20), MODEL,
        follow_ups=[FollowUp("a", "22828", "p", "2025-10", alive=2), FollowUp("b", "22828", "p", "2025-11")],
    )  # fmt: skip
    assert [one.on for one in timeline(months)] == [date(2025, 10, 31), date(2025, 11, 20)]


def test_an_event_of_a_thing_that_is_gone_is_told_without_it():
    (event,) = timeline(file(thing_event=[ThingEvent("e", "22828", "x", Happening.SICK, DAY)]))
    assert (event.text, event.detail) == ("Ốm, sâu bệnh", "")


def test_what_was_passed_on_from_the_fund_names_who_got_it():
    passed = PassOn("q", "22828", "m", "h", RepaymentForm.MONEY, DAY, amount=500_000)
    (event,) = timeline(file(pass_on=[passed]))
    assert event.text == "Chuyển 500.000 đ cho hộ Lê Văn A"
    assert size_words(PassOn("q", "22828", "m", "h", RepaymentForm.KIND, DAY, quantity=2, unit="con")) == "2 con"


def test_reviews_of_a_day_are_told_together_with_their_status():
    person = Participant("p", "22828", "m", "h", PovertyClass.POOR, date(2024, 1, 1))
    reviews = [Review("r1", "22828", "h", 2024, status=ResultStatus.PRELIMINARY),
               Review("r2", "22828", "h", 2025, status=ResultStatus.OFFICIAL)]  # fmt: skip
    seen = tuple(Evidence(one, PovertyClass.NONE) for one in reviews)
    result = HouseholdResult(person, "Lê Văn A", "", ModelIncome(0, 0), Exit.ESCAPED, seen)
    found = [one for one in timeline(file(), [result]) if one.kind is EventKind.REVIEW]
    assert [(one.text, one.detail) for one in found] == [
        ("Rà soát 1 hộ tham gia (sơ bộ)", ""),
        ("Rà soát 1 hộ tham gia (chính thức)", "1 hộ thoát nghèo"),
    ]


def test_many_names_are_cut_short():
    assert named("ABCDEFGH") == "A, B, C, D, E, F và 2 hộ khác"
