"""An import in words: kinds, columns, counts, reasons. Knows no Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sinhke_desktop.domain.column_mapping import field_name
from sinhke_desktop.domain.import_plan import PlannedHousehold, RowKind
from sinhke_desktop.domain.review_list import Severity
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services.workspace import VIETNAM
from sinhke_desktop.storage.import_batches import ImportBatch

KINDS = (RowKind.NEW, RowKind.CHANGED, RowKind.SAME, RowKind.WRONG)
TONES = {RowKind.NEW: "escaped", RowKind.CHANGED: "near-poor", RowKind.SAME: "neutral", RowKind.WRONG: "poor"}
_KIND_WORDS = {
    RowKind.NEW: N_("New"),
    RowKind.CHANGED: N_("Changed"),
    RowKind.SAME: N_("Unchanged"),
    RowKind.WRONG: N_("Wrong"),
}
_SEVERITIES = {
    Severity.ERROR: N_("Wrong"),
    Severity.WARNING: N_("To look at"),
    Severity.INFO: N_("Mended"),
}
SEVERITY_TONES = {Severity.ERROR: "poor", Severity.WARNING: "near-poor", Severity.INFO: "neutral"}


@dataclass(frozen=True, slots=True)
class RecentLine:
    """One import of the list below."""

    import_id: str
    when: str
    file_name: str
    year: int
    officer: str
    counts: str
    undone: bool


def kind_word(kind: RowKind) -> str:
    """``Mới``, ``Thay đổi``, ``Giữ nguyên``, ``Sai``."""
    return _(_KIND_WORDS[kind])


def severity_word(severity: Severity) -> str:
    """``Sai``, ``Cần xem``, ``Đã sửa``."""
    return _(_SEVERITIES[severity])


def column_words(columns: dict[str, str]) -> tuple[str, ...]:
    """``C: Họ và tên`` for each column recognised, in the order of the columns."""
    by_place = sorted(columns.items(), key=lambda item: (len(item[1]), item[1]))
    return tuple(f"{letter}: {field_name(field)}" for field, letter in by_place)


def number(value: int) -> str:
    """``1.464``."""
    return f"{value:,}".replace(",", ".")


def count_words(households: dict[str, int]) -> str:
    """``118 mới · 2 thay đổi``, leaving out what there is none of."""
    parts = [f"{number(households[kind])} {kind_word(kind).lower()}" for kind in KINDS if households.get(kind)]
    return " · ".join(parts) or _("nothing")


def why_words(row: PlannedHousehold) -> str:
    """Why a household is wrong, or what changes in it, in one line."""
    return "; ".join((*row.reasons, *map(str, row.changes)))


def recent_line(batch: ImportBatch) -> RecentLine:
    """One remembered import in words."""
    counts = json.loads(batch.counts) if batch.counts else {}
    households = counts.get("households", {}) if isinstance(counts, dict) else {}
    try:
        when = datetime.fromisoformat(batch.applied_at).astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        when = batch.applied_at
    return RecentLine(
        batch.id, when, batch.file_name, batch.year, batch.officer, count_words(households), bool(batch.undone_at)
    )
