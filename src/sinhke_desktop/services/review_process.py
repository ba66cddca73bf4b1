"""The constants of a review round (``resources/process/*.toml``), read and checked once."""

from __future__ import annotations

import tomllib
from dataclasses import fields as fields_of
from functools import lru_cache
from pathlib import Path
from typing import Any

from sinhke_desktop.domain.round_calendar import ReviewProcess, yearly_window
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource

FILE = "review-2021.toml"
_FIELDS = frozenset(one.name for one in fields_of(ReviewProcess))


class ProcessFileWrong(SinhkeError):
    """The file of a round's constants breaks its form (``RD-30``); names the file and the field or line."""

    code = "RD-30"


@lru_cache(maxsize=1)
def process() -> ReviewProcess:
    """The shipped constants; raises :class:`ProcessFileWrong`."""
    return read_process(resource("process", FILE))


def read_process(path: Path) -> ReviewProcess:
    """Read one file of constants; raises :class:`ProcessFileWrong` (``RD-30``) that names what is wrong in it."""
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(path, str(error)) from error
    for name in fields:
        if name not in _FIELDS:
            raise _wrong(path, name)
    found = ReviewProcess(
        id=_text(path, fields, "id"),
        name=_text(path, fields, "name"),
        legal_source=_text(path, fields, "legal_source"),
        certificate_suffix=_text(path, fields, "certificate_suffix"),
        ad_hoc_day=_number(path, fields, "ad_hoc_day"),
        ad_hoc_days=_number(path, fields, "ad_hoc_days"),
        agreement_percent=_number(path, fields, "agreement_percent"),
        minutes_copies=_number(path, fields, "minutes_copies"),
        posting_working_days=_number(path, fields, "posting_working_days"),
        complaint_working_days=_number(path, fields, "complaint_working_days"),
        yearly_opens=_day(path, fields, "yearly_opens"),
        yearly_ends=_day(path, fields, "yearly_ends"),
        unverified=_marks(path, fields),
    )
    first, last = yearly_window(found, 2025)
    if last <= first:
        raise _wrong(path, "yearly_ends")
    if not 1 <= found.ad_hoc_day <= 28:
        raise _wrong(path, "ad_hoc_day")
    if not 1 <= found.agreement_percent <= 100:
        raise _wrong(path, "agreement_percent")
    return found


def _wrong(path: Path, detail: str) -> ProcessFileWrong:
    text = _("The rules of reviews in {file} are wrong at: {detail}. Your data are not touched.")
    return ProcessFileWrong(
        text.format(file=path.name, detail=detail), _("Install the program again from its original file.")
    )


def _text(path: Path, fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, name)
    return value.strip()


def _number(path: Path, fields: dict[str, Any], name: str) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise _wrong(path, name)
    return value


def _day(path: Path, fields: dict[str, Any], name: str) -> tuple[int, int]:
    value = fields.get(name)
    if not isinstance(value, dict) or set(value) != {"day", "month"}:
        raise _wrong(path, name)
    day, month = value["day"], value["month"]
    if not isinstance(day, int) or not isinstance(month, int) or not (1 <= month <= 12 and 1 <= day <= 28):
        raise _wrong(path, name)
    return month, day


def _marks(path: Path, fields: dict[str, Any]) -> dict[str, str]:
    value = fields.get("unverified", {})
    if not isinstance(value, dict) or not all(isinstance(one, str) and one for one in value.values()):
        raise _wrong(path, "unverified")
    return dict(value)
