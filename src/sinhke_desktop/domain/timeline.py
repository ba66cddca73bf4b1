"""The time line of a model: everything that happened to it, by day. The words stand on paper too and are Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from sinhke_desktop.domain.budget_entries import ENTRY_KIND_NAMES
from sinhke_desktop.domain.community_meeting import SUBJECT_NAMES
from sinhke_desktop.domain.exits import OUT, Evidence, Exit, HouseholdResult
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.livelihood import STAGES, Stage, stage_name
from sinhke_desktop.domain.losses import LOSS_KIND_NAMES
from sinhke_desktop.domain.model_results import COMMENDED_NAMES, LESSON_KIND_NAMES
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.raised_things import HAPPENING_NAMES
from sinhke_desktop.domain.revolving import PassOn, Repayment, RepaymentForm
from sinhke_desktop.domain.supervision import BODY_NAMES
from sinhke_desktop.domain.training import TRAINING_KIND_NAMES
from sinhke_desktop.domain.typed_values import last_day, month_name
from sinhke_desktop.domain.whole_file import WholeFile

MOST_NAMED = 6
R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


class EventKind(StrEnum):
    """What an event is about; the order of the filter."""

    STAGE = "stage"
    MEETING = "meeting"
    HOUSEHOLD = "household"
    MONEY = "money"
    INPUT = "input"
    FOLLOW_UP = "follow-up"
    TRAINING = "training"
    MARKET = "market"
    LOSS = "loss"
    SUPERVISION = "supervision"
    REVOLVING = "revolving"
    REVIEW = "review"
    RESULT = "result"


EVENT_NAMES = {
    EventKind.STAGE: "Giai đoạn",
    EventKind.MEETING: "Họp dân",
    EventKind.HOUSEHOLD: "Hộ tham gia",
    EventKind.MONEY: "Kinh phí",
    EventKind.INPUT: "Con giống, vật tư",
    EventKind.FOLLOW_UP: "Theo dõi tháng",
    EventKind.TRAINING: "Tập huấn, kỹ thuật",
    EventKind.MARKET: "Tiêu thụ",
    EventKind.LOSS: "Thiệt hại",
    EventKind.SUPERVISION: "Giám sát",
    EventKind.REVOLVING: "Quay vòng",
    EventKind.REVIEW: "Rà soát hộ",
    EventKind.RESULT: "Kết quả",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened on a day: what, and more about it."""

    on: date
    kind: EventKind
    text: str
    detail: str = ""


def timeline(file: WholeFile, results: Sequence[HouseholdResult] = ()) -> list[Happened]:
    """Everything that happened to the model, oldest first; *results* add the reviews of its households."""
    parts = (_stages, _meetings, _households, _money, _inputs, _follow_ups, _trainings, _market, _losses, _supervision,
             _revolving, _outcomes)  # fmt: skip
    found = [event for part in parts for event in part(file)]
    found += _reviews(results)
    order = list(EventKind)
    return sorted(found, key=lambda one: (one.on, order.index(one.kind)))


def named(names: Iterable[str], most: int = MOST_NAMED, others: str = "hộ khác") -> str:
    """The first names and how many more."""
    some = list(names)
    more = len(some) - most
    return ", ".join(some[:most]) + (f" và {more} {others}" if more > 0 else "")


def _grouped(records: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    found: dict[K, list[R]] = {}
    for one in records:
        found.setdefault(key(one), []).append(one)
    return found


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _stages(file: WholeFile) -> Iterator[Happened]:
    model = file.model
    more = {
        Stage.APPROVED: _join(model.decision_number and f"Quyết định {model.decision_number}", model.choice_reason),
        Stage.ENDED: model.end_reason,
    }
    for stage in STAGES:
        day = model.day_of(stage)
        if day is not None:
            yield Happened(day, EventKind.STAGE, stage_name(model, stage), more.get(stage, ""))
    for paper in file.of("stage_paper"):
        if paper.dated_on is not None:
            yield Happened(paper.dated_on, EventKind.STAGE, paper.name, _join(paper.number, paper.note))


def _meetings(file: WholeFile) -> Iterator[Happened]:
    for one in file.of("community_meeting"):
        hamlet = file.hamlets.get(one.hamlet_id, "")
        if one.invited_on is not None:
            number = one.invitation_number and f"Giấy mời {one.invitation_number}"
            yield Happened(one.invited_on, EventKind.MEETING, f"Mời họp: {SUBJECT_NAMES[one.subject].lower()}",
                           _join(hamlet, number))  # fmt: skip
        if one.held_on is not None:
            present = one.households_present is not None and f"{format_number(one.households_present)} hộ dự họp"
            yield Happened(one.held_on, EventKind.MEETING, f"Họp dân: {SUBJECT_NAMES[one.subject].lower()}",
                           _join(hamlet, present or "", one.conclusion.replace("\n", " ")))  # fmt: skip
    for vote in file.votes:
        text = f"Biểu quyết chọn mô hình: {vote.votes_for} hộ tán thành, {vote.votes_against} hộ không"
        hamlet = file.hamlets.get(vote.hamlet_id, "")
        yield Happened(vote.held_on, EventKind.MEETING, text, _join(hamlet, f"{vote.households_present} hộ dự họp"))


def _households(file: WholeFile) -> Iterator[Happened]:
    for one in file.of("producer_group"):
        if one.founded_on is not None:
            yield Happened(one.founded_on, EventKind.HOUSEHOLD, f"Thành lập {one.name}", one.decision)
    for on, some in _grouped(file.participants, lambda one: one.joined_on).items():
        names = named(file.names.get(one.household_id, "–") for one in some)
        yield Happened(on, EventKind.HOUSEHOLD, f"{len(some)} hộ tham gia", names)
    signed = [one for one in file.participants if one.commitment_signed_on is not None]
    for day, some in _grouped(signed, lambda one: one.commitment_signed_on or one.joined_on).items():
        names = named(file.names.get(one.household_id, "–") for one in some)
        yield Happened(day, EventKind.HOUSEHOLD, f"{len(some)} hộ ký cam kết", names)
    for one in file.participants:
        if one.left_on is not None:
            name = file.names.get(one.household_id, "–")
            yield Happened(one.left_on, EventKind.HOUSEHOLD, f"{name} thôi tham gia", one.leave_reason)


def _money(file: WholeFile) -> Iterator[Happened]:
    for (on, line_id), some in _grouped(file.payments, lambda one: (one.paid_on, one.budget_line_id)).items():
        papers = ", ".join(dict.fromkeys(one.paper for one in some if one.paper))
        count = f"{len(some)} lần" if len(some) > 1 else ""
        text = f"Chi {format_dong(sum(one.amount for one in some))} đ"
        yield Happened(on, EventKind.MONEY, text, _join(file.source(line_id), count, papers))
    for one in file.of("budget_entry"):
        text = f"{ENTRY_KIND_NAMES[one.kind]} {format_dong(one.amount)} đ"
        yield Happened(one.on, EventKind.MONEY, text, _join(file.source(one.budget_line_id), one.paper))


def _inputs(file: WholeFile) -> Iterator[Happened]:
    for (on, kind, unit), some in _grouped(file.handovers, lambda one: (one.handed_on, one.kind, one.unit)).items():
        households = len({one.participant_id for one in some})
        text = f"Bàn giao {format_number(sum(one.quantity for one in some))} {unit} {kind} cho {households} hộ"
        suppliers = ", ".join(dict.fromkeys(one.supplier for one in some if one.supplier))
        worth = f"{format_dong(sum(one.amount for one in some))} đ"
        yield Happened(on, EventKind.INPUT, text, _join(worth, suppliers))
    things = {one.id: one for one in file.of("raised_thing")}
    events = _grouped(file.of("thing_event"), lambda one: (one.on, one.kind))
    for (day, happening), noted in events.items():
        known = [things[one.thing_id] for one in noted if one.thing_id in things]
        count = f": {len(noted)} {file.model.unit}" if len(noted) > 1 else ""
        tags = named([f"{one.kind} {one.tag}" if len(noted) == 1 else one.tag for one in known], 8, "số khác")
        whose = named(dict.fromkeys(file.name(one.participant_id) for one in known))
        more = _join(*dict.fromkeys(_join(one.cause, one.done) for one in noted))
        yield Happened(day, EventKind.INPUT, f"{HAPPENING_NAMES[happening]}{count}", _join(tags, whose, more))


def _follow_ups(file: WholeFile) -> Iterator[Happened]:
    unit = file.model.unit
    for month, some in _grouped(file.follow_ups, lambda one: one.month).items():
        days = [one.visited_on for one in some if one.visited_on is not None]
        on = max(days) if days else min(last_day(month), file.today)
        alive = sum(one.alive or 0 for one in some)
        text = f"Theo dõi tháng {month_name(month)}: {len(some)} hộ, {format_number(alive)} {unit}"
        yield Happened(on, EventKind.FOLLOW_UP, text, _month_detail(some, unit))


def _month_detail(some: Sequence[FollowUp], unit: str) -> str:
    sums = (("sinh", "born"), ("chết, mất", "lost"), ("bán", "sold"), ("ốm", "sick"))
    parts = [
        f"{words} {total} {unit}"
        for words, name in sums
        if (total := sum(getattr(one, name) or 0 for one in some))
    ]  # fmt: skip
    income = sum(one.income or 0 for one in some)
    return _join(", ".join(parts), f"thu nhập {format_dong(income)} đ" if income else "")


def _trainings(file: WholeFile) -> Iterator[Happened]:
    for one in file.of("training"):
        came = f"{len(one.attended)} hộ dự" if one.attended else ""
        yield Happened(one.on, EventKind.TRAINING, f"{TRAINING_KIND_NAMES[one.kind]}: {one.topic}",
                       _join(came, one.teacher, one.place))  # fmt: skip


def _market(file: WholeFile) -> Iterator[Happened]:
    for one in file.of("market_contract"):
        if one.signed_on is not None:
            yield Happened(
                one.signed_on,
                EventKind.MARKET,
                f"Ký hợp đồng tiêu thụ {one.product} với {one.buyer}",
                _join(one.number, f"{format_dong(one.unit_price)} đ/{one.unit}" if one.unit_price else ""),
            )
    key: Callable[[object], tuple[date, str, str]] = lambda one: (one.on, one.product, one.unit)  # type: ignore[attr-defined]  # noqa: E731
    for (on, product, unit), some in _grouped(file.of("delivery"), key).items():
        text = f"Bán {format_number(sum(one.quantity for one in some))} {unit} {product}"
        names = named(dict.fromkeys(file.name(one.participant_id) for one in some if one.participant_id))
        yield Happened(on, EventKind.MARKET, text, _join(f"{format_dong(sum(one.amount for one in some))} đ", names))


def _losses(file: WholeFile) -> Iterator[Happened]:
    for one in file.of("loss"):
        size = f"{format_number(one.quantity)} {one.unit}".strip() if one.quantity else ""
        worth = f"{format_dong(one.worth)} đ" if one.worth else ""
        yield Happened(one.on, EventKind.LOSS, f"{LOSS_KIND_NAMES[one.kind]}: {one.what}",
                       _join(file.name(one.participant_id), size, worth, one.done))  # fmt: skip


def _supervision(file: WholeFile) -> Iterator[Happened]:
    for one in file.of("supervision_finding"):
        text = f"{BODY_NAMES[one.body]} giám sát"
        yield Happened(one.on, EventKind.SUPERVISION, text, _join(one.finding.replace("\n", " "),
                       one.demand and f"yêu cầu: {one.demand}".replace("\n", " ")))  # fmt: skip
        if one.mended_on is not None:
            mended = f"Khắc phục xong kiến nghị của {BODY_NAMES[one.body]}"
            yield Happened(one.mended_on, EventKind.SUPERVISION, mended, one.mending.replace("\n", " "))


def size_words(one: Repayment | PassOn) -> str:
    """``500.000 đ`` or ``1 con``."""
    if one.form is RepaymentForm.MONEY:
        return f"{format_dong(one.amount or 0)} đ"
    return f"{format_number(one.quantity or 0)} {one.unit}".strip()


def _revolving(file: WholeFile) -> Iterator[Happened]:
    returned = _grouped(file.of("repayment"), lambda one: (one.on, one.form, one.unit, one.paper))
    for (day, _form, _unit, paper), some in returned.items():
        total = replace(some[0], amount=sum(one.amount or 0 for one in some),
                        quantity=sum(one.quantity or 0 for one in some))  # fmt: skip
        names = named(file.name(one.participant_id) for one in some)
        who = f"{len(some)} hộ" if len(some) > 1 else names
        more = (names if len(some) > 1 else "", ", ".join(one.tags for one in some if one.tags), paper)
        yield Happened(day, EventKind.REVOLVING, f"{who} trả quay vòng {size_words(total)}", _join(*more))
    for on in file.of("pass_on"):
        to = file.names.get(on.household_id, "–")
        origin = f"từ hộ {file.name(on.from_participant_id)}" if on.from_participant_id else ""
        yield Happened(on.on, EventKind.REVOLVING, f"Chuyển {size_words(on)} cho hộ {to}",
                       _join(origin, on.tags, on.paper))  # fmt: skip


def _reviews(results: Sequence[HouseholdResult]) -> Iterator[Happened]:
    seen: list[tuple[HouseholdResult, Evidence]] = [(one, part) for one in results for part in one.evidence]
    by_day = _grouped(seen, lambda pair: (pair[1].review.as_of, pair[1].official))
    for (on, official), some in by_day.items():
        status = "chính thức" if official else "sơ bộ"
        deciding = [one for one, part in some if part is one.last]
        parts = [f"{len([one for one in deciding if one.exit in OUT])} hộ thoát nghèo"] if deciding else []
        if back := [one.name for one in deciding if one.exit is Exit.SLID_BACK]:
            parts.append(f"tái nghèo: {named(back)}")
        yield Happened(on, EventKind.REVIEW, f"Rà soát {len(some)} hộ tham gia ({status})", ", ".join(parts))


def _outcomes(file: WholeFile) -> Iterator[Happened]:
    for one in file.of("commendation"):
        if one.on is not None:
            yield Happened(one.on, EventKind.RESULT, f"Khen thưởng {COMMENDED_NAMES[one.to].lower()} {one.name}",
                           _join(one.award, one.number))  # fmt: skip
    for one in file.of("lesson"):
        if one.on is not None:
            yield Happened(one.on, EventKind.RESULT, LESSON_KIND_NAMES[one.kind], one.text.replace("\n", " "))
    for one in file.of("replication"):
        if one.begun_on is not None:
            size = f"{one.households} hộ" if one.households else ""
            yield Happened(one.begun_on, EventKind.RESULT, f"Nhân rộng tại {one.place}", _join(size, one.carried_by))
