"""The published case of xã Hòa Sơn (Ninh Sơn, Ninh Thuận), 19/06/2024, entered into a commune store for trying out.

From the source: name, group, decision 3578/QĐ-UBND of 22/12/2023, handover on 19/06/2024, 7 households (2 poor, 5
near-poor), 14 cows at 18.870.000 đ, 264.180.000 đ of the State and 176.120.000 đ of the households in kind. Everything
else is invented: duration, other candidates, scores, votes, payments by day, follow-ups, and all that
:mod:`.model_file_sample` adds; the model's note says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sinhke_desktop.domain.choosing import VoteInput
from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import BudgetLineInput, FundForm, HandoverInput, PaymentInput
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.livelihood import LivelihoodModel, ModelInput, Stage
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.typed_values import Typed, last_day, month_of, next_month
from sinhke_desktop.domain.vietnamese import fold, name_sort_key
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    candidates,
    follow_ups,
    funding,
    livelihood,
    model_file_sample,
    model_records,
    participants,
)
from sinhke_desktop.services.model_file_sample import MARK
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places

HAMLET = "Tân Tiến"
NAME = "Nuôi bò cái sinh sản"
GROUP = "Nhóm cộng đồng thôn Tân Tiến"
WANTED = {PovertyClass.POOR: 2, PovertyClass.NEAR_POOR: 5}
COW_PRICE, COWS_EACH = 18_870_000, 2
STATE_MONEY, IN_KIND, IN_KIND_SO_FAR = 264_180_000, 176_120_000, 158_400_000
HANDED_OVER, VOTED = date(2024, 6, 19), date(2023, 8, 12)
NOTE = (
    "Số liệu công bố của xã Hòa Sơn, huyện Ninh Sơn, tỉnh Ninh Thuận (bàn giao 19/06/2024). Thời gian thực hiện "
    "36 tháng, mô hình khác, điểm, biểu quyết, phần đối ứng đã góp và theo dõi hằng tháng là số liệu minh họa."
)
OTHERS = ("Nuôi dê sinh sản", "dê cái sinh sản"), ("Nuôi cừu sinh sản", "cừu cái sinh sản")
SCORES = {
    NAME: (5, 4, 5, 4, 4, 4, 4, 5),
    OTHERS[0][0]: (5, 4, 3, 4, 3, 3, 4, 3),
    OTHERS[1][0]: (4, 3, 3, 3, 3, 2, 3, 2),
}
VOTES = {NAME: (44, 38, 4), OTHERS[0][0]: (44, 23, 17), OTHERS[1][0]: (44, 12, 28)}
REPAY_RULES = "Mỗi hộ chuyển lại một bê cái cho hộ nghèo khác trong 30 tháng (minh họa)."
MONTHS = 6
NOT_SEEN = {(4, 0), (4, 1)}
"""(household, months ago) without a visit."""
BORN = {(0, 4): 1, (1, 3): 1, (3, 4): 1, (5, 5): 1, (5, 1): 1, (6, 2): 1}
SOLD = {(5, 2): 1}
PASSED = {(0, 1): "pass_on", (1, 1): "repayment"}
"""A calf went straight to the next household, or back to the group's fund."""
DUE = date(2026, 12, 19)
MISSING = frozenset({"vaccination", "group-minutes"})
"""Papers that the sample leaves to be brought."""
SICK = {(2, 0): 1, (6, 3): 1}
INCOME = {(0, 0): 1_200_000, (1, 0): 900_000, (3, 0): 1_500_000, (5, 0): 2_100_000, (6, 0): 800_000,
          (5, 2): 9_500_000, (0, 2): 600_000, (3, 1): 700_000}  # fmt: skip
PROBLEMS = {
    (2, 0): ("Bò mẹ bỏ ăn, sốt nhẹ", "Mời thú y xã khám, cách ly bò bệnh"),
    (6, 3): ("Bò bị tiêu chảy", "Cho uống thuốc theo hướng dẫn của thú y"),
    (1, 0): ("Thiếu cỏ mùa khô", "Trồng thêm 500 m² cỏ voi"),
    (3, 0): ("", "Tiêm phòng lở mồm long móng đợt 2"),
}


class SampleNeedsHouseholds(SinhkeError):
    """The store has too few poor or near-poor households for the sample (``MH-14``)."""

    code = "MH-14"


def enter(workspace: Workspace) -> LivelihoodModel:
    """Enter the case with the commune's own households and return the running model.

    Each step is a transaction of its own. Raises :class:`SampleNeedsHouseholds`, or MH-01 where a model is active.
    """
    households = chosen_households(workspace)
    hamlet_id = households[0].hamlet_id
    typed = ModelInput(
        name=NAME, group_name=GROUP, hamlet_id=hamlet_id, thing="bò cái sinh sản", proposed_on=date(2023, 5, 15),
        duration_months=36, cycle_months=36, households_wanted=19, note=NOTE, repay_rules=REPAY_RULES,
        fund_keeper="Ban quản lý nhóm cộng đồng (minh họa)", risks="Thiếu cỏ mùa khô; lở mồm long móng; giá bê giảm.",
    )  # fmt: skip
    model = candidates.add(workspace, typed)
    proposed = [model]
    for name, thing in OTHERS:
        proposed.append(
            candidates.add(
                workspace,
                ModelInput(name, hamlet_id=hamlet_id, thing=thing, proposed_on=date(2023, 5, 15), note=MARK),
            )
        )
    meeting_id = model_file_sample.enter_meetings(workspace, hamlet_id, VOTED)
    for one in proposed:
        keys = [criterion.key for criterion in candidates.criteria(workspace)]
        candidates.set_scores(workspace, one.id, dict(zip(keys, SCORES[one.name], strict=True)))
        present, in_favour, against = VOTES[one.name]
        vote = VoteInput(hamlet_id, VOTED, present, in_favour, against, MARK, meeting_id)
        candidates.record_vote(workspace, one.id, vote)
    reason = "Điểm cao nhất, đa số hộ dự họp đồng ý; hộ có kinh nghiệm chăn nuôi bò, có bãi chăn và nơi tiêu thụ."
    candidates.choose(workspace, model.id, reason, "3578/QĐ-UBND", date(2023, 12, 22))
    livelihood.advance(workspace, model.id, Stage.HANDED_OVER, HANDED_OVER)
    model = livelihood.advance(workspace, model.id, Stage.RUNNING, HANDED_OVER)
    joined = [participants.add(workspace, model.id, one.id, HANDED_OVER, HANDED_OVER).participant for one in households]
    lines = _money_and_cows(workspace, model, joined)
    seen = _months(workspace, joined)
    model_file_sample.enter(workspace, model, joined, *lines)
    reached = {Stage.PROPOSED: date(2023, 5, 15), Stage.CONSULTED: VOTED, Stage.APPROVED: date(2023, 12, 22),
               Stage.HANDED_OVER: HANDED_OVER, Stage.RUNNING: model_file_sample.COURSE}  # fmt: skip
    model_file_sample.mark_papers(workspace, model.id, reached, MISSING)
    _lives_and_passing_on(workspace, model, joined, seen)
    return model


def chosen_households(workspace: Workspace) -> list[Household]:
    """The first 2 poor and 5 near-poor households of Tân Tiến, of other hamlets where it has too few."""
    with workspace.database.read() as connection:
        hamlets = {one.id: one for one in places.all_hamlets(connection, workspace.commune_code)}
        everyone = stored_households.all_households(connection, workspace.commune_code)

    def order(household: Household) -> tuple[bool, int, str, str]:
        hamlet = hamlets.get(household.hamlet_id)
        there = hamlet is not None and fold(hamlet.name) == fold(HAMLET)
        number = household.list_number if household.list_number is not None else 10**9
        return not there, number, name_sort_key(household.head.full_name), household.id

    found: dict[PovertyClass, list[Household]] = {poverty_class: [] for poverty_class in WANTED}
    for household in sorted((one for one in everyone if one.members), key=order):
        poverty_class = participants.class_on(workspace, household.id, HANDED_OVER)
        if poverty_class in found and len(found[poverty_class]) < WANTED[poverty_class]:
            found[poverty_class].append(household)
        if all(len(found[one]) == count for one, count in WANTED.items()):
            return [household for some in found.values() for household in some]
    raise SampleNeedsHouseholds(
        _("The sample model needs 2 poor and 5 near-poor households in the store. Nothing was changed."),
        _("Import a review list first."),
    )


def _money_and_cows(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> tuple[str, str]:
    """The money and the cows; returns the State's and the households' own line."""
    state = funding.add_line(
        workspace, model.id, BudgetLineInput("GNBV", FundForm.MONEY, STATE_MONEY, "Mua 14 con bò cái sinh sản")
    )
    own = funding.add_line(
        workspace,
        model.id,
        BudgetLineInput("DU-VAT", FundForm.KIND, IN_KIND, "Chuồng trại, cỏ, thức ăn, công chăm sóc"),
    )
    funding.pay(workspace, state.id, PaymentInput(HANDED_OVER, STATE_MONEY, "Biên bản bàn giao 19/06/2024"))
    funding.pay(workspace, own.id, PaymentInput(HANDED_OVER, IN_KIND_SO_FAR, "", MARK))
    funding.hand_over(
        workspace,
        [
            HandoverInput(one.id, COWS_EACH, COW_PRICE, HANDED_OVER, tag=f"HS-{2 * n + 1:02d}, HS-{2 * n + 2:02d}",
                          budget_line_id=state.id, lot=str(n + 1), minutes_number="01/BB-BG",
                          supplier="Trại giống (minh họa)")
            for n, one in enumerate(joined)
        ],
    )  # fmt: skip
    return state.id, own.id


def _months(workspace: Workspace, joined: Sequence[Participant]) -> dict[tuple[int, int], date]:
    """The last six months up to this one, as far as they lie after the handover.

    Returns (household, months ago) → the day of the visit.
    """
    now = today(workspace)
    alive = [COWS_EACH] * len(joined)
    calves = [0] * len(joined)
    days: dict[tuple[int, int], date] = {}
    for ago in range(MONTHS - 1, -1, -1):
        month = next_month(month_of(now), -ago)
        if month < month_of(HANDED_OVER):
            continue
        lines = []
        for n, participant in enumerate(joined):
            at = (n, ago)
            calves[n] += BORN.get(at, 0)
            sold = SOLD.get(at, 0) if calves[n] else 0
            passed = int(at in PASSED) if calves[n] else 0
            calves[n] -= sold + passed
            alive[n] += BORN.get(at, 0) - sold - passed
            if at in NOT_SEEN:
                continue
            visited = date(int(month[:4]), int(month[5:7]), 3 + 2 * n)
            first = HANDED_OVER if month == month_of(HANDED_OVER) else visited
            days[at] = min(max(visited, first), now, last_day(month))
            problem, next_step = PROBLEMS.get(at, ("", ""))
            lines.append(
                FollowUpInput(
                    participant.id, month, days[at], alive[n], BORN.get(at, 0), 0, sold, SICK.get(at, 0),
                    INCOME.get(at, 0), problem, next_step, 0, passed,
                )
            )  # fmt: skip
        follow_ups.record_many(workspace, lines)
    return days


def _lives_and_passing_on(
    workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant], seen: Mapping[tuple[int, int], date]
) -> None:
    """What happened to each cow and calf, what each household owes, gave back and passed on."""
    born = {n: [seen[at] for at in sorted(BORN, key=lambda one: -one[1]) if at[0] == n and at in seen]
            for n in range(len(joined))}  # fmt: skip
    gone: dict[int, tuple[date, str, int | None]] = {}
    for at in (*SOLD, *PASSED):
        if at in seen and born[at[0]]:
            price = model_file_sample.CALF_PRICE if at in SOLD else None
            gone[at[0]] = (seen[at], "sold" if at in SOLD else "passed-on", price)
    sick = {n: [(seen[at], at[1] > 0) for at in SICK if at[0] == n and at in seen] for n in range(len(joined))}
    model_file_sample.enter_lives(workspace, model, joined, born, gone, sick)
    calf: dict[str, Typed] = {"form": "kind", "quantity": 1, "unit": "con", "note": MARK}
    dues = [{**calf, "participant_id": one.id, "due_on": DUE, "basis": "Một bê cái mỗi hộ"} for one in joined]
    model_file_sample.add(workspace, "repayment_due", dues, model.id)
    for (n, ago), kind in PASSED.items():
        if n not in gone or (n, ago) not in seen:
            continue
        moved: dict[str, Typed] = {**calf, "on": seen[n, ago], "tags": f"HS-{2 * n + 1:02d}-B1"}
        if kind == "repayment":
            moved |= {"participant_id": joined[n].id, "paper": "02/BB-QV"}
            model_file_sample.add(workspace, kind, [moved], model.id)
        elif receiver := _next_household(workspace, joined):
            moved |= {"household_id": receiver, "from_participant_id": joined[n].id, "paper": "01/BB-QV"}
            model_file_sample.add(workspace, kind, [moved], model.id)
    if len(gone) > len(PASSED):
        model_file_sample.add(workspace, "delivery", [{
            "participant_id": joined[5].id, "on": seen[5, 2], "product": "Bê giống", "quantity": 1, "unit": "con",
            "unit_price": model_file_sample.CALF_PRICE, "buyer": "Hợp tác xã Dịch vụ nông nghiệp (minh họa)",
            "contract_id": model_records.of_model(workspace, "market_contract", model.id)[0].id, "note": MARK,
        }], model.id)  # fmt: skip


def _next_household(workspace: Workspace, joined: Sequence[Participant]) -> str:
    """A poor household that does not take part; empty where there is none."""
    taking_part = {one.household_id for one in joined}
    with workspace.database.read() as connection:
        everyone = stored_households.all_households(connection, workspace.commune_code)
    everyone = sorted(everyone, key=lambda one: (one.list_number or 0, one.id))
    return next(
        (
            one.id
            for one in everyone
            if one.id not in taking_part
            and participants.class_on(workspace, one.id, today(workspace)) is PovertyClass.POOR
        ),
        "",
    )
