"""Taking part in a model: roles, the share of poor households, what is typed of a part, replacing, joining again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.joining_conditions import MEANT_FOR
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.typed_values import Typed, judged_day, judged_number, typed_text
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

MOST_INCOME = 10**9


class Role(StrEnum):
    """What a household does in its group."""

    LEADER = "leader"
    DEPUTY = "deputy"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    MEMBER = "member"


ROLE_NAMES = {
    Role.LEADER: "Trưởng nhóm",
    Role.DEPUTY: "Phó nhóm",
    Role.TREASURER: "Thủ quỹ",
    Role.SECRETARY: "Thư ký",
    Role.MEMBER: "Thành viên",
}


def role_of(text: str) -> str:
    """The role's key from the key or its words (``Thủ quỹ``); any other text as it is."""
    said = typed_text(text)
    return next((role.value for role, name in ROLE_NAMES.items() if fold(said) in (role.value, fold(name))), said)


def role_name(role: str) -> str:
    """The role in words; what is not of the list stands as it is."""
    key = role_of(role)
    return ROLE_NAMES[Role(key)] if key in tuple(Role) else key


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Poor, near-poor and newly escaped households at entry of all that stay; ``least_percent`` 0: none is set."""

    eligible: int
    all: int
    least_percent: int = 0

    @property
    def too_small(self) -> bool:
        """True if a least share is set and not reached."""
        return self.all > 0 and 100 * self.eligible < self.least_percent * self.all


def group_share(participants: Sequence[Participant], least_percent: int = 0, group_id: str | None = None) -> GroupShare:
    """The share among those that have not left, in all or of one group."""
    staying = [one for one in participants if one.left_on is None and not one.removed]
    if group_id is not None:
        staying = [one for one in staying if one.group_id == group_id]
    return GroupShare(sum(one.class_at_entry in MEANT_FOR for one in staying), len(staying), least_percent)


@dataclass(frozen=True, slots=True)
class PartInput:
    """A household's part as typed: days, role, group, whom it replaces, incomes in đồng per household and month."""

    joined_on: Typed = ""
    commitment_signed_on: Typed = ""
    group_id: str = ""
    role: str = ""
    replaces_id: str = ""
    income_before: Typed = ""
    income_expected: Typed = ""
    income_at_end: Typed = ""
    left_on: Typed = ""
    leave_reason: str = ""


def typed_part(one: Participant) -> PartInput:
    """What one would type to get *one* again."""
    return PartInput(
        one.joined_on, one.commitment_signed_on, one.group_id, role_of(one.role), one.replaces_id, one.income_before,
        one.income_expected, one.income_at_end, one.left_on, one.leave_reason,
    )  # fmt: skip


def judge_part(
    now: Participant, typed: PartInput, others: Sequence[Participant], group_ids: Collection[str], today: date
) -> Participant:
    """*now* with everything typed; *others* are all parts in the same model.

    Raises :class:`InvalidInput`: MH-02 for a role that is not of the list or leaving without a reason, MH-03 for
    numbers, MH-04 for days, MH-16 for a group of another model, MH-33 for a household that cannot be replaced.
    """
    problems: list[Problem] = []
    joined = judged_day(typed.joined_on, "joined_on", problems, required=True, latest=today)
    signed = judged_day(typed.commitment_signed_on, "commitment_signed_on", problems, latest=today)
    role = role_of(typed.role)
    if role and role not in tuple(Role):
        problems.append(Problem("role", _("Choose the role from the list."), "MH-02"))
    if typed.group_id and typed.group_id not in group_ids:
        problems.append(Problem("group_id", _("Choose a group of this model."), "MH-16"))
    before = judged_number(typed.income_before, "income_before", problems, most=MOST_INCOME)
    expected = judged_number(typed.income_expected, "income_expected", problems, most=MOST_INCOME)
    at_end = judged_number(typed.income_at_end, "income_at_end", problems, most=MOST_INCOME)
    gone, why = _leaving(typed, joined, today, problems)
    if typed.replaces_id and joined is not None:
        _check_replaced(now, typed.replaces_id, joined, others, problems)
    if problems or joined is None:
        raise InvalidInput(problems)
    return replace(
        now, joined_on=joined, commitment_signed_on=signed, group_id=typed.group_id, role=role,
        replaces_id=typed.replaces_id, income_before=before, income_expected=expected, income_at_end=at_end,
        left_on=gone, leave_reason=why,
    )  # fmt: skip


def _leaving(typed: PartInput, joined: date | None, today: date, problems: list[Problem]) -> tuple[date | None, str]:
    gone = judged_day(typed.left_on, "left_on", problems, latest=today)
    why = typed_text(typed.leave_reason)
    if gone is not None and joined is not None and gone < joined:
        problems.append(Problem("left_on", _("This day lies before the household joined."), "MH-04"))
    if gone is not None and not why:
        problems.append(Problem("leave_reason", _("Say why the household leaves."), "MH-02"))
    if why and not typed_text(typed.left_on):
        problems.append(Problem("left_on", _("The day is missing."), "MH-04"))
    return gone, why


def _check_replaced(
    now: Participant, replaced_id: str, joined: date, others: Sequence[Participant], problems: list[Problem]
) -> None:
    """MH-33: only a household that left this model, not after the new one joined, is replaced, and once."""
    replaced = next((one for one in others if one.id == replaced_id and one.id != now.id), None)
    if replaced is None or replaced.left_on is None:
        text = _("Only a household that has left this model can be replaced.")
        problems.append(Problem("replaces_id", text, "MH-33"))
    elif replaced.left_on > joined:
        text = _("The household that is replaced left on {day:%d/%m/%Y}, after this one joined.")
        problems.append(Problem("replaces_id", text.format(day=replaced.left_on), "MH-33"))
    if any(one.replaces_id == replaced_id and one.id != now.id for one in others):
        text = _("Another household has taken that place already.")
        problems.append(Problem("replaces_id", text, "MH-33"))


def joined_again(before: Participant, now: Participant) -> Participant:
    """*now*, the part of one that joins again; what was not typed of group, role, place and incomes is of *before*.

    Raises :class:`InvalidInput` (MH-04) for a day before the one on which it had left.
    """
    if before.left_on is not None and now.joined_on < before.left_on:
        text = _("The household had left on {day:%d/%m/%Y}; it can join again from that day on.")
        raise InvalidInput([Problem("joined_on", text.format(day=before.left_on), "MH-04")])
    return replace(
        now,
        group_id=now.group_id or before.group_id,
        role=now.role or before.role,
        replaces_id=now.replaces_id or before.replaces_id,
        income_before=before.income_before if now.income_before is None else now.income_before,
        income_expected=before.income_expected if now.income_expected is None else now.income_expected,
        income_at_end=before.income_at_end if now.income_at_end is None else now.income_at_end,
    )


def without_commitment(participants: Sequence[Participant]) -> list[Participant]:
    """Those that take part and have not signed."""
    return [one for one in participants if one.left_on is None and one.commitment_signed_on is None]
