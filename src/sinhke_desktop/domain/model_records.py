"""The kinds of records of a model's file that are one form each: what they are called and what is typed into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sinhke_desktop.domain import (
    budget_entries,
    community_meeting,
    economics,
    losses,
    market,
    model_results,
    producer_group,
    raised_things,
    revolving,
    stage_papers,
    supervision,
    training,
)
from sinhke_desktop.domain.typed_record import TypedField

MODEL, PARTICIPANT, BUDGET_LINE, THING, AREA = "model_id", "participant_id", "budget_line_id", "thing_id", "area_code"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind: its wire name, class, title, form, the field by which it belongs to a model, and its order in lists.

    ``owner`` is ``model_id``, or ``participant_id``, ``budget_line_id``, ``thing_id`` where it belongs to a model
    through another record, or ``area_code`` for what comes before a model is chosen.
    """

    kind: str
    record: type[Any]
    title: str
    form: Sequence[TypedField]
    owner: str
    order: Callable[[Any], Any]


def _on(record: Any) -> tuple[Any, str]:
    return (record.on, record.id)


MODEL_RECORDS: dict[str, RecordKind] = {
    one.kind: one
    for one in (
        RecordKind("community_meeting", community_meeting.CommunityMeeting, "Họp dân",
                   community_meeting.COMMUNITY_MEETING, AREA,
                   lambda one: (str(one.held_on or one.planned_on or ""), one.id)),
        RecordKind("economic_line", economics.EconomicLine, "Chi phí và thu nhập của một hộ",
                   economics.ECONOMIC_LINE, MODEL, lambda one: (one.side, one.first_month, one.name, one.id)),
        RecordKind("stage_due", stage_papers.StageDue, "Hạn của giai đoạn", stage_papers.STAGE_DUE, MODEL,
                   lambda one: (one.due_on, one.id)),
        RecordKind("stage_paper", stage_papers.StagePaper, "Giấy tờ", stage_papers.STAGE_PAPER, MODEL,
                   lambda one: (str(one.dated_on or ""), one.name, one.id)),
        RecordKind("producer_group", producer_group.ProducerGroup, "Tổ, nhóm, hợp tác xã",
                   producer_group.PRODUCER_GROUP, MODEL, lambda one: (one.name, one.id)),
        RecordKind("budget_entry", budget_entries.BudgetEntry, "Phân bổ, quyết toán",
                   budget_entries.BUDGET_ENTRY, BUDGET_LINE, _on),
        RecordKind("raised_thing", raised_things.RaisedThing, "Con giống, thửa", raised_things.RAISED_THING,
                   PARTICIPANT, lambda one: (one.tag, one.id)),
        RecordKind("thing_event", raised_things.ThingEvent, "Việc xảy ra với con giống, thửa",
                   raised_things.THING_EVENT, THING, _on),
        RecordKind("loss", losses.Loss, "Thiệt hại", losses.LOSS, PARTICIPANT, _on),
        RecordKind("training", training.Training, "Tập huấn, kỹ thuật", training.TRAINING, MODEL, _on),
        RecordKind("market_contract", market.MarketContract, "Hợp đồng tiêu thụ", market.MARKET_CONTRACT, MODEL,
                   lambda one: (str(one.signed_on or ""), one.id)),
        RecordKind("delivery", market.Delivery, "Giao bán sản phẩm", market.DELIVERY, MODEL, _on),
        RecordKind("supervision_finding", supervision.SupervisionFinding, "Giám sát",
                   supervision.SUPERVISION_FINDING, MODEL, _on),
        RecordKind("repayment_due", revolving.RepaymentDue, "Kỳ hạn trả quay vòng", revolving.REPAYMENT_DUE,
                   PARTICIPANT, lambda one: (one.due_on, one.id)),
        RecordKind("repayment", revolving.Repayment, "Đã trả quay vòng", revolving.REPAYMENT, PARTICIPANT, _on),
        RecordKind("pass_on", revolving.PassOn, "Chuyển cho hộ tiếp theo", revolving.PASS_ON, MODEL, _on),
        RecordKind("commendation", model_results.Commendation, "Khen thưởng", model_results.COMMENDATION, MODEL,
                   lambda one: (str(one.on or ""), one.name, one.id)),
        RecordKind("lesson", model_results.Lesson, "Bài học", model_results.LESSON, MODEL,
                   lambda one: (list(model_results.LessonKind).index(one.kind), one.id)),
        RecordKind("replication", model_results.Replication, "Nhân rộng", model_results.REPLICATION, MODEL,
                   lambda one: (str(one.begun_on or ""), one.place, one.id)),
    )
}  # fmt: skip
"""Wire name → kind."""


def kind_of(record: Any) -> RecordKind:
    """The kind that *record* is of; raises KeyError for anything else."""
    for one in MODEL_RECORDS.values():
        if one.record is type(record):
            return one
    raise KeyError(type(record))
