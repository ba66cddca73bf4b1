"""A model that is over, for the sample commune: from the proposal to the final review and the end, all invented.

It belongs to the former commune Ma Nới, which has a model of its own beside the running one, and shows what the running
one cannot have yet: acceptance, settlement, final review, exits by the reviews after the acceptance, a fund that paid
out. Every name that is not a household of the store and every figure says ``Số liệu minh họa``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sinhke_desktop.domain.choosing import VoteInput
from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import BudgetLineInput, FundForm, HandoverInput, PaymentInput
from sinhke_desktop.domain.livelihood import LivelihoodModel, ModelInput, Stage
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.typed_values import next_month
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.services import candidates, follow_ups, funding, hamlets, livelihood, participants, reviews
from sinhke_desktop.services.model_file_sample import MARK, add, mark_papers
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, records

AREA, HAMLET, NAME = "22828-old", "Gòn 1", "Nuôi dê sinh sản"
HOUSEHOLDS, GOATS, GOAT_PRICE, OWN_EACH, REPAY_PERCENT = 6, 5, 3_000_000, 6_000_000, 20
STATE_MONEY = HOUSEHOLDS * GOATS * GOAT_PRICE
PROPOSED, MEETING, APPRAISED, CHOSEN = date(2023, 2, 10), date(2023, 2, 25), date(2023, 3, 10), date(2023, 3, 20)
HANDED, INTERIM, ACCEPTED = date(2023, 4, 15), date(2024, 4, 20), date(2025, 4, 15)
SETTLED, REVIEWED, ENDED, REPLICATED = date(2025, 6, 30), date(2025, 12, 15), date(2025, 12, 20), date(2025, 12, 22)
MONTHS = 24


def enter(workspace: Workspace) -> LivelihoodModel:
    """Enter the ended model of Ma Nới with households of the store; returns it as it ended."""
    hamlet_id = next(one.id for one in hamlets.all_hamlets(workspace) if fold(one.name) == fold(HAMLET))
    model = candidates.add(workspace, ModelInput(
        name=NAME, area_code=AREA, hamlet_id=hamlet_id, group_name="Tổ nuôi dê thôn Gòn 1", thing="dê cái sinh sản",
        proposed_on=PROPOSED, duration_months=24, cycle_months=24, households_wanted=11, repay_percent=REPAY_PERCENT,
        repay_rules="Trả 20% phần hỗ trợ trong hai lần (minh họa).", fund_keeper="Tổ nuôi dê (minh họa)", note=MARK,
        risks="Dịch bệnh, thiếu bãi chăn mùa khô.",
    ))  # fmt: skip
    _choose(workspace, model, hamlet_id)
    joined = [participants.add(workspace, model.id, one, HANDED, HANDED).participant for one in _chosen(workspace)]
    _plan(workspace, model, joined)
    _money(workspace, model, joined)
    _months(workspace, joined)
    _along_the_way(workspace, model, joined)
    for stage, day in (
        (Stage.INTERIM_REVIEWED, INTERIM), (Stage.ACCEPTED, ACCEPTED), (Stage.SETTLED, SETTLED),
        (Stage.REVIEWED, REVIEWED),
    ):  # fmt: skip
        livelihood.advance(workspace, model.id, stage, day)
    _results(workspace, model, joined)
    days = {
        Stage.PROPOSED: PROPOSED, Stage.CONSULTED: MEETING, Stage.APPRAISED: APPRAISED, Stage.APPROVED: CHOSEN,
        Stage.HANDED_OVER: HANDED, Stage.RUNNING: HANDED, Stage.INTERIM_REVIEWED: INTERIM, Stage.ACCEPTED: ACCEPTED,
        Stage.SETTLED: SETTLED, Stage.REVIEWED: REVIEWED, Stage.ENDED: ENDED, Stage.REPLICATED: REPLICATED,
    }  # fmt: skip
    mark_papers(workspace, model.id, days)
    livelihood.end(workspace, model.id, "Hết thời gian thực hiện, đã nghiệm thu, quyết toán, tổng kết.", ENDED)
    return livelihood.advance(workspace, model.id, Stage.REPLICATED, REPLICATED)


def _choose(workspace: Workspace, model: LivelihoodModel, hamlet_id: str) -> None:
    (meeting,) = add(workspace, "community_meeting", [{
        "subject": "choice", "hamlet_id": hamlet_id, "invited_on": date(2023, 2, 18), "held_on": MEETING,
        "planned_on": MEETING, "place": "Nhà sinh hoạt cộng đồng thôn Gòn 1", "chair": "Chamaléa Thị Duyên",
        "households_all": 61, "households_present": 47, "conclusion": "Chọn nuôi dê sinh sản.", "note": MARK,
    }], model.id)  # fmt: skip
    candidates.record_vote(workspace, model.id, VoteInput(hamlet_id, MEETING, 47, 41, 3, MARK, meeting))
    livelihood.advance(workspace, model.id, Stage.APPRAISED, APPRAISED)
    candidates.choose(workspace, model.id, "Hộ có bãi chăn, quen nuôi dê, vốn nhỏ.", "112/QĐ-UBND", CHOSEN)
    livelihood.advance(workspace, model.id, Stage.HANDED_OVER, HANDED)
    livelihood.advance(workspace, model.id, Stage.RUNNING, HANDED)


def _chosen(workspace: Workspace) -> list[str]:
    """Households of the hamlet: five that the reviews show out of poverty since, one that stayed poor."""
    hamlet = next(one.id for one in hamlets.all_hamlets(workspace) if fold(one.name) == fold(HAMLET))
    with workspace.database.read() as connection:
        everyone = stored_households.all_households(connection, workspace.commune_code)
    there = sorted((one for one in everyone if one.hamlet_id == hamlet), key=lambda one: (one.list_number or 0, one.id))
    out: list[str] = []
    poor: list[str] = []
    for one in there:
        if participants.class_on(workspace, one.id, HANDED) is PovertyClass.POOR:
            (poor if reviews.standing_of(workspace, one.id) is PovertyClass.POOR else out).append(one.id)
    return [*out[: HOUSEHOLDS - 1], *poor][:HOUSEHOLDS]


def _plan(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    (group,) = add(workspace, "producer_group", [{
        "kind": "team", "name": model.group_name, "leader": "", "founded_on": date(2023, 4, 1), "note": MARK,
    }], model.id)  # fmt: skip
    changed = [
        replace(one, group_id=group, role="Tổ trưởng" if n == 0 else "Thành viên",
                income_before=3_600_000 + 200_000 * n, income_expected=5_500_000, income_at_end=5_200_000 + 300_000 * n)
        for n, one in enumerate(joined)
    ]  # fmt: skip
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, changed))
    add(workspace, "economic_line", [
        {"side": "cost", "name": "Dê cái sinh sản", "quantity": GOATS, "unit": "con", "unit_price": GOAT_PRICE,
         "first_month": 0, "note": MARK},
        {"side": "cost", "name": "Chuồng, thức ăn", "quantity": 1, "unit": "hộ", "unit_price": OWN_EACH,
         "first_month": 0, "own": "1", "note": MARK},
        {"side": "income", "name": "Bán dê thịt", "quantity": 2, "unit": "con", "unit_price": 2_500_000,
         "first_month": 6, "every_months": 3, "worst_percent": 60, "note": MARK},
    ], model.id)  # fmt: skip
    add(workspace, "stage_due", [
        {"stage": "accepted", "due_on": date(2025, 4, 30)}, {"stage": "settled", "due_on": date(2025, 6, 30)},
    ], model.id)  # fmt: skip


def _money(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    state = funding.add_line(
        workspace, model.id, BudgetLineInput("NSDP-SN", FundForm.MONEY, STATE_MONEY, MARK, 2023, "112/QĐ-UBND")
    )
    own = funding.add_line(
        workspace, model.id, BudgetLineInput("DU-VAT", FundForm.KIND, HOUSEHOLDS * OWN_EACH, MARK, 2023)
    )
    add(workspace, "budget_entry", [{
        "budget_line_id": state.id, "kind": "allotted", "on": CHOSEN, "amount": STATE_MONEY, "year": 2023,
        "paper": "112/QĐ-UBND", "note": MARK,
    }], model.id)  # fmt: skip
    funding.pay(workspace, state.id, PaymentInput(HANDED, STATE_MONEY, "05/BB-BG", MARK))
    funding.pay(workspace, own.id, PaymentInput(HANDED, HOUSEHOLDS * OWN_EACH, "05/BB-BG", MARK))
    add(workspace, "budget_entry", [
        {"budget_line_id": line.id, "kind": "settled", "on": SETTLED, "amount": line.planned, "year": 2023,
         "paper": "Bảng quyết toán 30/06/2025", "note": MARK}
        for line in (state, own)
    ], model.id)  # fmt: skip
    funding.hand_over(
        workspace,
        [
            HandoverInput(one.id, GOATS, GOAT_PRICE, HANDED, budget_line_id=state.id, minutes_number="05/BB-BG",
                          tag=f"MN-{n + 1:02d}", note=MARK)
            for n, one in enumerate(joined)
        ],
    )  # fmt: skip


def _months(workspace: Workspace, joined: Sequence[Participant]) -> None:
    """A visit each month of the two years; every household sold two goats a quarter from the third quarter on."""
    lines = []
    for n, one in enumerate(joined):
        alive = GOATS
        for number in range(MONTHS):
            month = next_month("2023-05", number)
            quarter = number // 3
            last = number % 3 == 2
            born = 2 + (n + quarter) % 2 if last else 0
            lost = int(last and (n, quarter) == (2, 3))
            sold = 2 if last and quarter >= 2 else 0
            alive += born - lost - sold
            lines.append(
                FollowUpInput(
                    one.id, month, date(int(month[:4]), int(month[5:7]), 5 + n), alive, born, lost, sold, 0,
                    sold * 2_500_000,
                )
            )  # fmt: skip
    follow_ups.record_many(workspace, lines)


def _along_the_way(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    everyone = ",".join(one.id for one in joined)
    add(workspace, "training", [{
        "kind": "course", "on": date(2023, 4, 20), "topic": "Kỹ thuật nuôi dê, phòng bệnh", "participant_ids": everyone,
        "teacher": "Trạm Khuyến nông", "note": MARK,
    }], model.id)  # fmt: skip
    add(workspace, "loss", [{
        "participant_id": joined[2].id, "on": date(2024, 4, 8), "kind": "disease", "what": "Dê chết do viêm phổi",
        "quantity": 1, "unit": "con", "worth": 2_500_000, "done": "Tiêu hủy, khử trùng chuồng", "note": MARK,
    }], model.id)  # fmt: skip
    add(workspace, "supervision_finding", [{
        "body": "front", "on": date(2023, 10, 5), "finding": "Hai hộ chưa làm chuồng sàn.", "demand": "Làm chuồng sàn.",
        "deadline": date(2023, 11, 15), "mended_on": date(2023, 11, 12), "mending": "Đã làm xong.", "note": MARK,
    }], model.id)  # fmt: skip
    each = GOATS * GOAT_PRICE * REPAY_PERCENT // 100 // 2
    for day, paper in ((date(2024, 10, 15), "03/PT"), (ACCEPTED, "04/PT")):
        add(workspace, "repayment_due", [
            {"participant_id": one.id, "form": "money", "due_on": day, "amount": each, "basis": "20% phần hỗ trợ"}
            for one in joined
        ], model.id)  # fmt: skip
        add(workspace, "repayment", [
            {"participant_id": one.id, "form": "money", "on": day, "amount": each, "paper": paper, "note": MARK}
            for one in joined
        ], model.id)  # fmt: skip


def _results(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    add(workspace, "commendation", [
        {"to": "collective", "name": model.group_name, "level": "commune", "award": "Giấy khen", "on": REVIEWED,
         "number": "61/QĐ-UBND", "note": MARK},
        {"to": "household", "name": "Hộ tiêu biểu", "participant_id": joined[0].id, "level": "commune",
         "award": "Giấy khen", "on": REVIEWED, "number": "61/QĐ-UBND", "note": MARK},
    ], model.id)  # fmt: skip
    add(workspace, "lesson", [
        {"kind": "strength", "text": "Vốn nhỏ, quay vòng nhanh, hộ có tiền đều mỗi quý.", "on": REVIEWED},
        {"kind": "weakness", "text": "Một hộ còn nghèo do ốm đau kéo dài.", "on": REVIEWED},
        {"kind": "lesson", "text": "Làm chuồng sàn trước khi giao dê; tiêm phòng theo lịch.", "on": REVIEWED},
        {"kind": "proposal", "text": "Dùng quỹ quay vòng giao dê cho hộ nghèo tiếp theo.", "on": REVIEWED},
    ], model.id)  # fmt: skip
    add(workspace, "replication", [{
        "place": "Thôn Đá Bàn", "households": 4, "begun_on": REPLICATED, "carried_by": "Hội Phụ nữ xã",
        "changes": "Giao 3 dê mỗi hộ.", "note": MARK,
    }], model.id)  # fmt: skip
