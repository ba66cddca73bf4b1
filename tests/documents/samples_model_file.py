"""The file of a model with something of every kind, many households, names and sums at their longest and largest."""

from __future__ import annotations

from datetime import date

from worst_cases import BIG_SUM, DAY, LONG_HAMLET, LONG_NAME, LONG_TEXT, LONGEST, UNBROKEN, name

from sinhke_desktop.domain.community_meeting import CommunityMeeting, Subject
from sinhke_desktop.domain.economics import EconomicLine, Side, economics
from sinhke_desktop.domain.exits import Exit, Exits, HouseholdResult, ModelIncome
from sinhke_desktop.domain.follow_up import FollowUp, Herd
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.livelihood import LivelihoodModel, Stage
from sinhke_desktop.domain.losses import Loss, LossKind
from sinhke_desktop.domain.market import BuyerKind, Delivery, MarketContract
from sinhke_desktop.domain.model_paper import InputLine, ModelPaperFacts, SourceLine
from sinhke_desktop.domain.model_results import (
    Commendation,
    Commended,
    CommendingLevel,
    Lesson,
    LessonKind,
    Replication,
)
from sinhke_desktop.domain.model_targets import Measure, Plan, PlanTarget, TargetLine, TargetState
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.producer_group import GroupKind, ProducerGroup
from sinhke_desktop.domain.report import HerdMonth
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.revolving import FundLine, RepaymentForm, RevolvingFund
from sinhke_desktop.domain.settlement import Sums
from sinhke_desktop.domain.stage_papers import PaperLine, StagePaper
from sinhke_desktop.domain.supervision import Body, SupervisionFinding
from sinhke_desktop.domain.timeline import EventKind, Happened
from sinhke_desktop.domain.training import Training, TrainingKind
from sinhke_desktop.domain.whole_file import WholeFile

COUNT = 30
PEOPLE = [
    Participant(f"p{n}", "22828", "m", f"h{n}", PovertyClass.NEWLY_ESCAPED, date(2024, 6, 19), income_before=BIG_SUM,
                income_expected=BIG_SUM, group_id="g", role=LONG_NAME, commitment_signed_on=date(2024, 6, 20),
                left_on=date(2025, 6, 20) if n % 5 == 1 else None, leave_reason=LONG_TEXT if n % 5 == 1 else "")
    for n in range(COUNT)
]  # fmt: skip
MODEL = LivelihoodModel(
    "m", "22828", "22828", "2023-2025", "Nuôi bò cái sinh sản, trồng cỏ voi theo nhóm cộng đồng", thing="bò cái",
    decision_number="3578/QĐ-UBND", decision_date=date(2023, 12, 22), duration_months=36, cycle_months=36,
    proposed_on=date(2023, 5, 15), reviewed_on=date(2025, 11, 1), choice_reason=LONG_TEXT, risks=LONG_TEXT,
    repay_rules=LONG_TEXT,
)  # fmt: skip
LINES = [
    EconomicLine("e1", "22828", "m", Side.COST, LONG_TEXT[:60], 2, "con", BIG_SUM),
    EconomicLine("e2", "22828", "m", Side.COST, "Chuồng", 1, "hộ", 1_000_000, own=True),
    EconomicLine("e3", "22828", "m", Side.INCOME, UNBROKEN, 6, "con", BIG_SUM, first_month=30),
]
MEETING = CommunityMeeting(
    "1" * 32, "22828", "2023-2025", "22828", Subject.CHOICE, "t", held_on=DAY, households_present=999, votes_for=998,
    votes_against=1, conclusion=LONG_TEXT, minutes_number="03/BB",
)  # fmt: skip
RECORDS = {
    "community_meeting": [MEETING] * 3,
    "economic_line": LINES,
    "loss": [Loss(f"l{n}", "22828", f"p{n}", DAY, LossKind.DISEASE, LONG_TEXT, worth=BIG_SUM, compensated=BIG_SUM,
                  done=LONG_TEXT) for n in range(9)],
    "lesson": [Lesson(f"b{n}", "22828", "m", LessonKind.LESSON, LONG_TEXT) for n in range(3)],
    "producer_group": [ProducerGroup("g", "22828", "m", GroupKind.TEAM, f"Tổ {UNBROKEN}", LONG_NAME, "0900000000")],
    "commendation": [
        Commendation("k", "22828", "m", Commended.COLLECTIVE, LONG_NAME, CommendingLevel.COMMUNE, "Giấy khen",
                     on=date(2025, 10, 17), number="48/QĐ-UBND"),
    ],
    "replication": [Replication("n", "22828", "m", LONG_HAMLET, 5, date(2025, 9, 15))],
    "training": [Training("t", "22828", "m", TrainingKind.COURSE, DAY, LONG_TEXT, LONG_HAMLET, LONG_NAME,
                          cost=BIG_SUM)],
    "market_contract": [MarketContract("c", "22828", "m", LONG_NAME, BuyerKind.TRADER, UNBROKEN, "kg", 99_999,
                                       BIG_SUM, "12/HĐ", DAY)],
    "delivery": [Delivery("d", "22828", "m", DAY, UNBROKEN, 99_999, 9_999_999_999, "kg", "p1", "c", LONG_NAME)],
    "supervision_finding": [SupervisionFinding("s", "22828", "m", Body.WOMEN, DAY, LONG_TEXT, demand=LONG_TEXT,
                                               deadline=DAY, mended_on=DAY, mending=LONG_TEXT)],
}  # fmt: skip
FILE = WholeFile(
    DAY, MODEL, participants=PEOPLE,
    handovers=[InputHandover(f"i{n}", "22828", one.id, LONG_TEXT[:40], "con", 2, BIG_SUM // 2, DAY, tag=UNBROKEN,
                             minutes_number="BB 03/2024", lot="12") for n, one in enumerate(PEOPLE)],
    follow_ups=[FollowUp(f"f{n}{m}", "22828", one.id, f"2025-{m:02d}", alive=2, income=9_999_999_999)
                for n, one in enumerate(PEOPLE) for m in range(1, 10)],
    records=RECORDS, names={f"h{n}": name(n) for n in range(COUNT)},
    places={f"h{n}": LONG_HAMLET for n in range(COUNT)}, hamlets={"t": LONG_HAMLET},
)  # fmt: skip
SOURCES = [SourceLine(f"{LONG_TEXT[:60]} {n}", Sums(BIG_SUM, 0, BIG_SUM, BIG_SUM, BIG_SUM, BIG_SUM, 0), BIG_SUM, 3_333)
           for n in range(3)]  # fmt: skip
FACTS = ModelPaperFacts(
    commune=LONGEST, area=LONGEST.name, file=FILE,
    plan=Plan("p", "Kế hoạch 249", "công văn", 2023, 2025, (), (), "Chưa đọc toàn văn."),
    results=[HouseholdResult(one, FILE.names[one.household_id], LONG_HAMLET, ModelIncome(BIG_SUM, 9),
                             Exit.NOT_REVIEWED) for one in PEOPLE],
    exits=Exits(COUNT, {Exit.ESCAPED: COUNT}, COUNT - 1, 1, 0),
    targets=[TargetLine(PlanTarget(Measure.EFFECTIVE, LONG_TEXT), LONG_TEXT, TargetState.REACHED)],
    happened=[Happened(DAY, EventKind.STAGE, f"{LONG_TEXT} {n}", LONG_TEXT) for n in range(20)],
    papers=[PaperLine(stage, LONG_TEXT, None, StagePaper("a", "22828", "m", stage, LONG_TEXT, number="3578/QĐ-UBND",
                                                        dated_on=DAY)) for stage in Stage],
    sources=SOURCES, total=Sums(BIG_SUM, 0, BIG_SUM, BIG_SUM, BIG_SUM, BIG_SUM, 0),
    inputs=[InputLine(LONG_TEXT[:70], "con", 61, BIG_SUM // 61, 30)], herd=Herd(60, 1, 0, 0, 61),
    fund=RevolvingFund((FundLine(RepaymentForm.MONEY, "đ", BIG_SUM, BIG_SUM, BIG_SUM, 0),)),
    economics=economics(LINES, 36), income=BIG_SUM,
    herd_months=[HerdMonth(f"2025-{m:02d}", 60) for m in range(1, 10)],
)  # fmt: skip
