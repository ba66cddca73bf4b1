"""Requests of people about their own data (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP), and when they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked for."""

    SEE = "see"
    CORRECT = "correct"
    RESTRICT = "restrict"
    ERASE = "erase"
    OBJECT = "object"


REQUEST_NAMES = {
    RequestKind.SEE: "Xem, nhận bản sao dữ liệu",
    RequestKind.CORRECT: "Sửa dữ liệu",
    RequestKind.RESTRICT: "Hạn chế xử lý",
    RequestKind.ERASE: "Xóa dữ liệu",
    RequestKind.OBJECT: "Phản đối xử lý",
}


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One request: from whom, about which household, until when it must be answered, what was done."""

    id: str
    commune_code: str
    kind: RequestKind
    requester: str
    household_id: str
    received_on: date
    due_on: date
    content: str = ""
    done_on: date | None = None
    answer: str = ""
    refused: bool = False
    note: str = ""
    removed: bool = False
