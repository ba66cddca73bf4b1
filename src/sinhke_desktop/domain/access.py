"""Who looked at, printed or passed on personal data on this machine: the access log's actions and entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

MONTHS_KEPT = 24
"""How long entries are kept unless the commune chose otherwise; no text sets a term for communes (domain.md 8)."""
FEWEST_MONTHS, MOST_MONTHS = 6, 120


class Action(StrEnum):
    """What was done with the data."""

    OPENED = "opened"
    REVEALED = "revealed"
    LISTED = "listed"
    PRINTED = "printed"
    REGISTERED = "registered"
    EXPORTED = "exported"
    SENT = "sent"
    COPIED = "copied"
    RESTRICTED = "restricted"
    RELEASED = "released"
    ERASED = "erased"
    PURGED = "purged"


ACTION_NAMES = {
    Action.OPENED: "Mở hồ sơ",
    Action.REVEALED: "Hiện dữ liệu đang che",
    Action.LISTED: "Mở hộ đang hạn chế",
    Action.PRINTED: "In",
    Action.REGISTERED: "Ghi sổ văn bản",
    Action.EXPORTED: "Xuất danh sách",
    Action.SENT: "Xuất gói dữ liệu",
    Action.COPIED: "In bản sao dữ liệu cá nhân",
    Action.RESTRICTED: "Hạn chế xử lý",
    Action.RELEASED: "Bỏ hạn chế",
    Action.ERASED: "Xóa dữ liệu",
    Action.PURGED: "Dọn nhật ký cũ",
}


@dataclass(frozen=True, slots=True)
class Access:
    """One entry: ``at`` is ISO in UTC, ``action`` one of :class:`Action`; ``fields`` names fields, never their content.

    ``household_id`` is empty for what concerns a whole list; ``detail`` says which list, paper or file.
    """

    at: str
    officer: str
    action: str
    household_id: str = ""
    fields: str = ""
    detail: str = ""
    position: int = 0

    @property
    def when(self) -> datetime:
        """The moment, aware, UTC."""
        return datetime.fromisoformat(self.at).astimezone(UTC)

    @property
    def words(self) -> str:
        """What was done, in Vietnamese; an unknown action as it stands."""
        return ACTION_NAMES[Action(self.action)] if self.action in tuple(Action) else self.action
