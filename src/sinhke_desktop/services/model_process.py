"""What a model's life goes by: papers, due days, joining, commitments (``resources/process/model-stages.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sinhke_desktop.domain.livelihood import ModelKind, Stage
from sinhke_desktop.domain.stage_papers import Anchor, DueProposal, WantedPaper
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource

FILE = "model-stages.toml"
_FIELDS = frozenset(("id", "name", "papers", "dues", "participation", "unverified"))
_PAPER = frozenset(("stage", "key", "name", "source", "own", "kinds", "animals"))
_DUE = frozenset(("stage", "anchor", "months"))
_PARTICIPATION = frozenset(("least_share_percent", "commitments", "commitments_of_crops"))
Choice = TypeVar("Choice", bound=StrEnum)


class ProcessFileWrong(SinhkeError):
    """The file of a model's stages breaks its form (``MH-31``); names the file and the field or line."""

    code = "MH-31"


@dataclass(frozen=True, slots=True)
class ModelProcess:
    """The checklists, the due days to propose, the points of a commitment, and why unverified ones are marked.

    ``least_share_percent`` is the least share of poor, near-poor and newly escaped households, 0: not checked.
    """

    id: str
    name: str
    papers: tuple[WantedPaper, ...]
    dues: tuple[DueProposal, ...]
    least_share_percent: int
    commitments: tuple[str, ...]
    commitments_of_crops: tuple[str, ...]
    unverified: Mapping[str, str]


@lru_cache(maxsize=1)
def process() -> ModelProcess:
    """The shipped file; raises :class:`ProcessFileWrong`."""
    return read_process(resource("process", FILE))


def read_process(path: Path) -> ModelProcess:
    """Read one file; raises :class:`ProcessFileWrong` (``MH-31``) that names what is wrong in it."""
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(path, str(error)) from error
    _known(path, fields, _FIELDS, "")
    papers = tuple(_paper(path, one, f"papers {number}") for number, one in _tables(path, fields, "papers"))
    dues = tuple(_due(path, one, f"dues {number}") for number, one in _tables(path, fields, "dues"))
    if len({one.key for one in papers}) < len(papers):
        raise _wrong(path, "papers: key")
    if len({one.stage for one in dues}) < len(dues):
        raise _wrong(path, "dues: stage")
    joining = fields.get("participation")
    if not isinstance(joining, dict):
        raise _wrong(path, "participation")
    _known(path, joining, _PARTICIPATION, "participation: ")
    marks = fields.get("unverified", {})
    if not isinstance(marks, dict) or not all(isinstance(one, str) and one for one in marks.values()):
        raise _wrong(path, "unverified")
    return ModelProcess(
        id=_text(path, fields, "id", ""),
        name=_text(path, fields, "name", ""),
        papers=papers,
        dues=dues,
        least_share_percent=_number(path, joining, "least_share_percent", "participation: ", 100),
        commitments=_texts(path, joining, "commitments", "participation: "),
        commitments_of_crops=_texts(path, joining, "commitments_of_crops", "participation: "),
        unverified=dict(marks),
    )


def _paper(path: Path, fields: dict[str, Any], where: str) -> WantedPaper:
    _known(path, fields, _PAPER, f"{where}: ")
    kinds = fields.get("kinds", [])
    if not isinstance(kinds, list):
        raise _wrong(path, f"{where}: kinds")
    source = fields.get("source", "")
    own = _truth(path, fields, "own", where, default=True)
    if not isinstance(source, str) or not (own or source.strip()):
        raise _wrong(path, f"{where}: source")
    return WantedPaper(
        stage=_choice(path, fields, "stage", where, Stage),
        key=_text(path, fields, "key", f"{where}: "),
        name=_text(path, fields, "name", f"{where}: "),
        source=source.strip(),
        own=own,
        kinds=frozenset(_choice(path, {"kinds": one}, "kinds", where, ModelKind) for one in kinds),
        animals=_truth(path, fields, "animals", where, default=False),
    )


def _due(path: Path, fields: dict[str, Any], where: str) -> DueProposal:
    _known(path, fields, _DUE, f"{where}: ")
    return DueProposal(
        _choice(path, fields, "stage", where, Stage),
        _choice(path, fields, "anchor", where, Anchor),
        _number(path, {"months": 0, **fields}, "months", f"{where}: ", 120),
    )


def _wrong(path: Path, detail: str) -> ProcessFileWrong:
    text = _("The stages of models in {file} are wrong at: {detail}. Your data are not touched.")
    return ProcessFileWrong(
        text.format(file=path.name, detail=detail), _("Install the program again from its original file.")
    )


def _known(path: Path, fields: dict[str, Any], names: frozenset[str], where: str) -> None:
    for name in fields:
        if name not in names:
            raise _wrong(path, f"{where}{name}")


def _tables(path: Path, fields: dict[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    value = fields.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise _wrong(path, name)
    return list(enumerate(value, 1))


def _text(path: Path, fields: dict[str, Any], name: str, where: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, f"{where}{name}")
    return value.strip()


def _texts(path: Path, fields: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = fields.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one.strip() for one in value):
        raise _wrong(path, f"{where}{name}")
    return tuple(one.strip() for one in value)


def _number(path: Path, fields: dict[str, Any], name: str, where: str, most: int) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise _wrong(path, f"{where}{name}")
    return value


def _truth(path: Path, fields: dict[str, Any], name: str, where: str, *, default: bool) -> bool:
    value = fields.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(path, f"{where}: {name}")
    return value


def _choice(path: Path, fields: dict[str, Any], name: str, where: str, choices: type[Choice]) -> Choice:
    value = fields.get(name)
    if value not in tuple(choices):
        raise _wrong(path, f"{where}: {name}")
    return choices(value)
