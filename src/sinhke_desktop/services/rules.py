"""The poverty standards that ship with the program (``resources/rules/*.toml``), read and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.poverty import AreaLine, RuleSet
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource

Kind = TypeVar("Kind")


class RuleFileWrong(SinhkeError):
    """A rule file breaks its form (``QT-01``); names the file and the line or field."""

    code = "QT-01"


@lru_cache(maxsize=1)
def rule_sets() -> tuple[RuleSet, ...]:
    """The shipped poverty standards, oldest first; raises :class:`RuleFileWrong`."""
    return read_rule_sets(resource("rules"))


def read_rule_sets(folder: Path) -> tuple[RuleSet, ...]:
    """Every ``*.toml`` of *folder*, oldest first; no two may hold on the same day."""
    found = sorted((_read(path) for path in folder.glob("*.toml")), key=lambda rules: rules.valid_from)
    for earlier, later in pairwise(found):
        if later.valid_from <= earlier.valid_to or later.id == earlier.id:
            raise _wrong(f"{earlier.id}, {later.id}", "valid_from")
    return tuple(found)


def _wrong(file: str, detail: str) -> RuleFileWrong:
    message = _(
        "The poverty standard {file} is wrong at: {detail}. Your data are not touched, but classes cannot be computed."
    )
    return RuleFileWrong(
        message.format(file=file, detail=detail), _("Install the program again from its original file.")
    )


def _read(path: Path) -> RuleSet:
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(path.name, str(error)) from error
    return _Form(path.name, fields).rule_set()


class _Form:
    """One file's fields, each taken with its type; what is wrong is named by file and field."""

    def __init__(self, file: str, fields: Mapping[str, Any], prefix: str = "") -> None:
        self.file, self.fields, self.prefix = file, fields, prefix

    def wrong(self, name: str) -> RuleFileWrong:
        return _wrong(self.file, self.prefix + name)

    def take(self, name: str, kind: type[Kind]) -> Kind:
        value = self.fields.get(name)
        if not isinstance(value, kind) or isinstance(value, bool | datetime):
            raise self.wrong(name)
        return value

    def text(self, name: str) -> str:
        return self.take(name, str).strip() or self._refuse(name)

    def _refuse(self, name: str) -> str:
        raise self.wrong(name)

    def number(self, name: str) -> int:
        value = self.take(name, int)
        if value <= 0:
            raise self.wrong(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.take(name, list)
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(name)
        return tuple(values)

    def only(self, *names: str) -> None:
        for name in self.fields:
            if name not in names:
                raise self.wrong(name)

    def line(self) -> AreaLine:
        self.only("income", "points")
        return AreaLine(self.number("income"), self.number("points") if "points" in self.fields else None)

    def lines(self) -> dict[Area, AreaLine]:
        lines = _Form(self.file, self.take("lines", dict), "lines.")
        lines.only(*Area)
        return {area: _Form(self.file, lines.take(area, dict), f"lines.{area}.").line() for area in Area}

    def rule_set(self) -> RuleSet:
        self.only("id", "name", "legal_source", "valid_from", "valid_to", "lines", "poor_indicators",
                  "points_per_indicator", "indicators", "unverified")  # fmt: skip
        rules = RuleSet(
            id=self.text("id"),
            name=self.text("name"),
            legal_source=self.text("legal_source"),
            valid_from=self.take("valid_from", date),
            valid_to=self.take("valid_to", date),
            lines=self.lines(),
            poor_indicators=self.number("poor_indicators"),
            points_per_indicator=self.number("points_per_indicator"),
            indicators=self.texts("indicators"),
            unverified=self.texts("unverified"),
        )
        if rules.valid_to < rules.valid_from:
            raise self.wrong("valid_to")
        if set(rules.indicators) - set(INDICATORS) or len(set(rules.indicators)) != len(rules.indicators):
            raise self.wrong("indicators")
        if rules.poor_indicators > len(rules.indicators):
            raise self.wrong("poor_indicators")
        return rules
