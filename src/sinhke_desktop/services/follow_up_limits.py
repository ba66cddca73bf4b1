"""The limits of follow-up and early warning (``resources/process/model-follow-up.toml``), read and checked once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from sinhke_desktop.domain.early_warning import Limits, WarningKind
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource

FILE = "model-follow-up.toml"
HEAVIEST = 5
NUMBERS = (
    "unvisited_months", "herd_months", "herd_drop_percent", "income_after_months", "income_behind_percent",
    "falling_months", "falling_percent", "training_after_months", "loss_months", "contract_soon_days",
)  # fmt: skip
TEXTS = ("id", "name")
TABLES = ("weights", "unverified")


class LimitsFileWrong(SinhkeError):
    """The file of limits breaks its form (``MH-50``); names the file and the field or line."""

    code = "MH-50"


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The shipped limits; raises :class:`LimitsFileWrong`."""
    return read_limits(resource("process", FILE))


def read_limits(path: Path) -> Limits:
    """Read a file of limits; raises :class:`LimitsFileWrong` that names what is wrong in it."""
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(path, str(error)) from error
    known = {*NUMBERS, *TEXTS, *TABLES}
    for name in fields:
        if name not in known:
            raise _wrong(path, name)
    for name in TEXTS:
        if not isinstance(fields.get(name), str):
            raise _wrong(path, name)
    numbers = {name: _number(path, name, fields.get(name)) for name in NUMBERS}
    marks = fields.get("unverified")
    if not isinstance(marks, dict) or not marks or not all(isinstance(one, str) for one in marks.values()):
        raise _wrong(path, "unverified")
    return Limits(**numbers, weights=_weights(path, fields.get("weights")), marks=tuple(marks.values()))


def _weights(path: Path, value: Any) -> dict[WarningKind, int]:
    if not isinstance(value, dict) or set(value) != {kind.value for kind in WarningKind}:
        raise _wrong(path, "weights")
    found = {WarningKind(name): _number(path, f"weights.{name}", weight) for name, weight in value.items()}
    if max(found.values()) > HEAVIEST:
        raise _wrong(path, "weights")
    return found


def _number(path: Path, name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise _wrong(path, name)
    return value


def _wrong(path: Path, detail: str) -> LimitsFileWrong:
    text = _("The limits of follow-up in {file} are wrong at: {detail}. Your data are not touched.")
    return LimitsFileWrong(
        text.format(file=path.name, detail=detail), _("Install the program again from its original file.")
    )
