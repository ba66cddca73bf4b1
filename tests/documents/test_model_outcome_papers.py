"""The whole file of a model and the sheet to do it elsewhere, read back as text."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from sinhke_desktop.documents.model_file_paper import render_model_file
from sinhke_desktop.documents.replication_sheet import render_replication_sheet
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.economics import EconomicLine, Side, economics
from sinhke_desktop.domain.exits import Exit, Exits, HouseholdResult, ModelIncome
from sinhke_desktop.domain.follow_up import FollowUp, Herd
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.losses import Loss, LossKind
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
from sinhke_desktop.domain.timeline import EventKind, Happened
from sinhke_desktop.domain.whole_file import WholeFile

COMMUNE = Commune("22828", "Xã Anh Dũng", "Tỉnh Khánh Hòa", Area.RURAL, "2025-07-01")
PLAN = Plan("p", "Kế hoạch 249", "công văn", 2023, 2025, (), (), "Chưa đọc toàn văn.")
NOBODY = Exits(0, {}, 0, 0, 0)


def bare(**more):
    """The facts of a model of which nothing but its name was noted."""
    model = LivelihoodModel("m", "22828", "22828", "2023-2025", "Nuôi dê")
    facts = ModelPaperFacts(
        commune=COMMUNE, area="Xã Anh Dũng", file=WholeFile(date(2025, 11, 20), model), plan=PLAN, results=(),
        exits=NOBODY, targets=(), happened=(), papers=(), sources=(), total=Sums(), inputs=(),
        herd=Herd(0, 0, 0, 0, None), fund=RevolvingFund(()), economics=None, income=0,
    )  # fmt: skip
    return replace(facts, **more)


def full(households=3):
    """A model with something of every kind."""
    people = [
        Participant(f"p{n}", "22828", "m", f"h{n}", PovertyClass.POOR, date(2024, 6, 19), income_before=3_000_000 + n)
        for n in range(households)
    ]
    model = LivelihoodModel(
        "m", "22828", "22828", "2023-2025", "Nuôi bò", thing="bò cái sinh sản", decision_number="3578/QĐ-UBND",
        decision_date=date(2023, 12, 22), duration_months=36, cycle_months=36, proposed_on=date(2023, 5, 15),
        reviewed_on=date(2025, 11, 1), choice_reason="Có bãi chăn.", risks="Thiếu cỏ.", repay_rules="Một bê cái.",
    )  # fmt: skip
    lines = [
        EconomicLine("e1", "22828", "m", Side.COST, "Bò", 2, "con", 18_870_000),
        EconomicLine("e2", "22828", "m", Side.COST, "Chuồng", 1, "hộ", 1_000_000, own=True),
        EconomicLine("e3", "22828", "m", Side.INCOME, "Bê", 6, "con", 9_000_000, first_month=30),
    ]
    file = WholeFile(
        date(2025, 11, 20), model, participants=people,
        handovers=[InputHandover(f"i{n}", "22828", one.id, "bò cái", "con", 2, 18_870_000, date(2024, 6, 19))
                   for n, one in enumerate(people)],
        follow_ups=[FollowUp(f"f{n}{m}", "22828", one.id, f"2025-{m:02d}", alive=2, income=100_000)
                    for n, one in enumerate(people) for m in range(1, 10)],
        records={
            "economic_line": lines,
            "loss": [Loss("l", "22828", "p0", date(2025, 1, 5), LossKind.DISEASE, "Bò ốm", worth=600_000)],
            "lesson": [Lesson("b", "22828", "m", LessonKind.LESSON, "Trồng cỏ trước.")],
            "producer_group": [
                ProducerGroup("g", "22828", "m", GroupKind.TEAM, "Tổ nuôi bò", "Lê Văn Tổ", "0900000000")
            ],
            "commendation": [
                Commendation("k", "22828", "m", Commended.COLLECTIVE, "Tổ nuôi bò", CommendingLevel.COMMUNE,
                             "Giấy khen", on=date(2025, 10, 17), number="48/QĐ-UBND"),
                Commendation("k2", "22828", "m", Commended.HOUSEHOLD, "Hộ 1", CommendingLevel.PROVINCE),
            ],
            "replication": [Replication("n", "22828", "m", "Thôn Tân Hòa", 5, date(2025, 9, 15))],
        },
        names={f"h{n}": f"Nguyễn Văn Chủ Hộ {n}" for n in range(households)},
        places={f"h{n}": "Thôn Tân Tiến" for n in range(households)},
    )  # fmt: skip
    target = PlanTarget(Measure.EFFECTIVE, "Mô hình hiệu quả")
    return bare(
        file=file,
        results=[HouseholdResult(one, file.names[one.household_id], "Thôn Tân Tiến", ModelIncome(900_000, 9),
                                 Exit.NOT_REVIEWED) for one in people],
        exits=Exits(households, {Exit.ESCAPED: households}, households - 1, 1, 0),
        targets=[TargetLine(target, "có thu nhập: có", TargetState.REACHED)],
        happened=[Happened(date(2024, 6, 19), EventKind.STAGE, f"Việc {n}") for n in range(households)],
        sources=[SourceLine("Ngân sách trung ương", Sums(planned=264_180_000, paid=264_180_000), 0, 10_000)],
        total=Sums(planned=264_180_000, paid=264_180_000),
        inputs=[InputLine("bò cái", "con", 2 * households + 1, 18_870_000, households)],
        herd=Herd(2 * households, 1, 0, 0, 2 * households + 1),
        fund=RevolvingFund((FundLine(RepaymentForm.MONEY, "đ", 900_000, 0, 300_000, 0),)),
        economics=economics(lines, 36), income=900_000,
        herd_months=[HerdMonth(f"2025-{m:02d}", 2 * households) for m in range(1, 10)],
    )  # fmt: skip


def pages(pdf):
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    found = [page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document]
    document.close()
    return found


def test_the_sheet_says_what_a_commune_asks_first_and_fits_two_pages():
    found = pages(render_replication_sheet(full()))
    assert len(found) <= 2
    text = " ".join(" ".join(found).split())
    for words in (
        "Nuôi bò (bò cái sinh sản)", "3578/QĐ-UBND", "Có bãi chăn.", "18.870.000", "còn lãi 15.260.000 đồng",
        "100,00%", "Trồng cỏ trước.", "Thiếu cỏ.", "Đã ghi 1 lần thiệt hại, trị giá 600.000 đồng", "Lê Văn Tổ",
        "Đã nhân rộng tại: Thôn Tân Hòa", "3 trong 3 hộ", "1 hộ mới có kết quả sơ bộ", "Đã tổng kết ngày 01/11/2025",
    ):  # fmt: skip
        assert words in text, words


def test_no_telephone_of_a_person_leaves_with_the_sheet():
    assert "0900000000" not in " ".join(pages(render_replication_sheet(full())))


def test_a_model_of_which_nothing_was_noted_says_so():
    text = " ".join(" ".join(pages(render_replication_sheet(bare()))).split())
    for words in ("Chưa hạch toán", "Chưa bàn giao", "Chưa ghi nguồn vốn", "Chưa có kết quả", "Chưa ghi bài học"):
        assert words in text
    text = " ".join(" ".join(pages(render_model_file(bare()))).split())
    for words in ("Chưa có hộ tham gia", "Chưa ghi theo dõi", "Không ghi thiệt hại", "Chưa có quay vòng"):
        assert words in text


def test_a_loss_and_a_payback_that_never_comes_are_said():
    line = EconomicLine("e", "22828", "m", Side.COST, "Bò", 1, "con", 10_000_000)
    facts = full()
    file = replace(facts.file, records={"economic_line": [line]}, model=replace(facts.file.model, risks=""))
    text = " ".join(
        " ".join(pages(render_replication_sheet(replace(facts, file=file, economics=economics([line], 36))))).split()
    )
    assert "lỗ 10.000.000 đồng; chưa thu hồi được vốn trong chu kỳ" in text
    assert "chưa có hợp đồng tiêu thụ" in text
    assert "Chưa ghi rủi ro." in text


def test_the_whole_file_holds_every_part_and_repeats_headings_over_pages():
    found = pages(render_model_file(full(60)))
    text = " ".join(" ".join(found).split())
    for words in (
        "1. LỰA CHỌN MÔ HÌNH", "11. DÒNG THỜI GIAN", "Nguyễn Văn Chủ Hộ 59", "Khen thưởng tập thể Tổ nuôi bò",
        "mới đề nghị", "Nhân rộng tại Thôn Tân Hòa, 5 hộ", "Kế hoạch 249", "Chưa đọc toàn văn",
    ):  # fmt: skip
        assert words in text, words
    assert sum("Diện hộ khi tham gia" in " ".join(page.split()) for page in found) >= 2


@pytest.mark.parametrize("render", [render_model_file, render_replication_sheet])
def test_the_same_facts_give_the_same_bytes(render):
    assert render(full()) == render(full())
