"""The shipped lists (``resources/lists``), each read once: communes, ethnic groups, criteria, funding sources."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from sinhke_desktop.domain.commune import CommuneUnit, OldUnit
from sinhke_desktop.domain.ethnic_groups import FOREIGN, OTHER_MINORITY, EthnicGroup, canonical, spellings
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource

Made = TypeVar("Made")


class ListDamaged(SinhkeError):
    """A shipped list cannot be read (``DM-01``); names the file and the line."""

    code = "DM-01"


@dataclass(frozen=True, slots=True)
class SuggestedCriterion:
    """A criterion for choosing a model, with the weight (1 to 5) that the program proposes; no law sets weights."""

    key: str
    name: str
    weight: int
    hint: str


@dataclass(frozen=True, slots=True)
class FundingSource:
    """A funding source (nguồn vốn) to choose from; a day left open means without limit."""

    code: str
    name: str
    group: str
    valid_from: date | None
    valid_to: date | None
    note: str

    def holds_in(self, year: int) -> bool:
        """True if the source exists on some day of *year*."""
        return (self.valid_from is None or self.valid_from.year <= year) and (
            self.valid_to is None or self.valid_to.year >= year
        )


def read_list(path: Path, make: Callable[[Mapping[str, str]], Made]) -> tuple[Made, ...]:
    """Each row of a CSV file with a header, through *make*; :class:`ListDamaged` names the line that it refuses."""
    line = 1
    try:
        made = []
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            for row in reader:
                line = reader.line_num
                if None in row or None in row.values():
                    raise ValueError(line)
                made.append(make({column: tidy(value) for column, value in row.items()}))
    except (OSError, ValueError, KeyError, csv.Error) as error:
        message = _("The list {file} of the program cannot be read (line {line}). Your data are not touched.")
        raise ListDamaged(
            message.format(file=path.name, line=line), _("Install the program again from its original file.")
        ) from error
    return tuple(made)


def _old_unit(row: Mapping[str, str]) -> tuple[str, OldUnit]:
    whole = {"yes": True, "no": False}[row["whole"]]
    return row["new_code"], OldUnit(row["old_code"], row["old_name"], row["old_district"], row["old_province"], whole)


@lru_cache(maxsize=1)
def old_units() -> dict[str, tuple[OldUnit, ...]]:
    """Code of a current unit → the units before 01/07/2025 that it was made from."""
    by_code: defaultdict[str, list[OldUnit]] = defaultdict(list)
    for code, old in read_list(resource("lists", "communes_old.csv"), _old_unit):
        by_code[code].append(old)
    return {code: tuple(found) for code, found in by_code.items()}


@lru_cache(maxsize=1)
def units() -> dict[str, CommuneUnit]:
    """Code → current commune unit, 3,321 in the list of 30/04/2026, each with what it was made from."""
    old = old_units()

    def unit(row: Mapping[str, str]) -> CommuneUnit:
        return CommuneUnit(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            province_code=row["province_code"],
            province_name=row["province_name"],
            list_version=row["list_version"],
            made_from=old.get(row["code"], ()),
        )

    return {unit.code: unit for unit in read_list(resource("lists", "communes.csv"), unit)}


def _ethnic_group(row: Mapping[str, str]) -> EthnicGroup:
    aliases = tuple(filter(None, row["aliases"].split(";")))
    return EthnicGroup(row["name"], aliases, row["code_1979"], row["code_2008"])


@lru_cache(maxsize=1)
def ethnic_groups() -> tuple[EthnicGroup, ...]:
    """The 54 groups in the order of the list of 1979."""
    return read_list(resource("lists", "ethnic_groups.csv"), _ethnic_group)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return spellings(ethnic_groups())


def canonical_ethnic_group(text: str) -> str | None:
    """The canonical name of an ethnic group for any known spelling, else None."""
    return canonical(text, _spellings())


_OTHER_GROUPS = {
    "khong ro": "", "khong xac dinh": "", "chua ro": "", "khac": OTHER_MINORITY, "dan toc khac": OTHER_MINORITY,
    "nuoc ngoai": FOREIGN, "nguoi nuoc ngoai": FOREIGN,
}  # fmt: skip
"""What is written where none of the 54 groups is meant, folded."""


@lru_cache(maxsize=1024)
def group_meant(text: str) -> str:
    """The canonical name for any known spelling; an empty text where it is not known; else the text itself."""
    known = canonical_ethnic_group(text)
    return known if known is not None else _OTHER_GROUPS.get(fold(text), text)


@lru_cache(maxsize=1)
def criteria() -> tuple[SuggestedCriterion, ...]:
    """The proposed criteria for choosing a model."""
    return read_list(
        resource("lists", "criteria.csv"),
        lambda row: SuggestedCriterion(row["key"], row["name"], int(row["weight"]), row["hint"]),
    )


def _funding_source(row: Mapping[str, str]) -> FundingSource:
    first, last = (date.fromisoformat(text) if text else None for text in (row["valid_from"], row["valid_to"]))
    return FundingSource(row["code"], row["name"], row["group"], first, last, row["note"])


@lru_cache(maxsize=1)
def all_funding_sources() -> tuple[FundingSource, ...]:
    """Every funding source of the list, also those of past programmes."""
    return read_list(resource("lists", "funding_sources.csv"), _funding_source)


def funding_sources(year: int) -> tuple[FundingSource, ...]:
    """The funding sources that exist in *year*."""
    return tuple(source for source in all_funding_sources() if source.holds_in(year))
