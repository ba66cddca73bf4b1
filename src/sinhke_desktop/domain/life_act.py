"""What happens to households between reviews: each an act with its day and reason (domain.md 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActKind(StrEnum):
    """What happened."""

    ARRIVED = "arrived"
    LEFT = "left"
    SPLIT = "split"
    MERGED = "merged"
    HEAD_CHANGED = "head-changed"
    DIED = "died"
    BORN = "born"
    JOINED = "joined"
    PARTED = "parted"
    MOVED = "moved"
    COMMUNES_MERGED = "communes-merged"
    UNDONE = "undone"


ACT_NAMES = {
    ActKind.ARRIVED: "Chuyển đến",
    ActKind.LEFT: "Chuyển đi",
    ActKind.SPLIT: "Tách hộ",
    ActKind.MERGED: "Nhập hộ",
    ActKind.HEAD_CHANGED: "Đổi chủ hộ",
    ActKind.DIED: "Có người mất",
    ActKind.BORN: "Sinh con",
    ActKind.JOINED: "Thêm nhân khẩu",
    ActKind.PARTED: "Bớt nhân khẩu",
    ActKind.MOVED: "Chuyển thôn",
    ActKind.COMMUNES_MERGED: "Sáp nhập xã",
    ActKind.UNDONE: "Hoàn tác",
}


@dataclass(frozen=True, slots=True)
class LifeAct:
    """One act. Its changes in the journal carry its id as batch, so that ``as of`` a day counts them from
    ``happened_on`` on. An act that was taken back is ``removed``; the act of kind UNDONE that did so has its day.

    ``household_id`` is the household it is about (the one that stays, of a split or merger), ``other_household_id`` the
    one that came from it or went into it. ``member_ids`` are the people concerned, joined by commas; who went from one
    household to another stands as ``old:new``, as a member's id belongs to one household for good
    (:func:`people_of`). ``note`` says where from or where to. ``undoes`` names the act that this one took back.
    """

    id: str
    commune_code: str
    kind: ActKind
    household_id: str
    happened_on: date
    reason: str
    other_household_id: str = ""
    member_ids: str = ""
    from_hamlet_id: str = ""
    to_hamlet_id: str = ""
    paper: str = ""
    note: str = ""
    undoes: str = ""
    removed: bool = False


def people_text(ids: Mapping[str, str]) -> str:
    """Member id → id in the other household (or empty where nobody moved), as kept in ``member_ids``."""
    return ",".join(f"{old}:{new}" if new else old for old, new in ids.items())


def people_of(act: LifeAct) -> dict[str, str]:
    """The people concerned: member id → id in the household where they are now, empty where they did not move over."""
    pairs = (one.partition(":") for one in act.member_ids.split(",") if one)
    return {old: new for old, _colon, new in pairs}
