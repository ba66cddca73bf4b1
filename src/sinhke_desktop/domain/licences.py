"""Other people's work inside the program: each part with its licence, and what a licence expression asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sinhke_desktop.domain.vietnamese import fold


class PartKind(StrEnum):
    """What a part is, in the order of the list."""

    PROGRAM = "program"
    RUNTIME = "runtime"
    LIBRARY = "library"
    FONT = "font"
    ICONS = "icons"
    DATA = "data"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Part:
    """One bundled part.

    ``licence`` is an SPDX expression; ``copyright`` holds the lines as its authors wrote them; ``source`` is where it
    was taken from; ``inside`` names the parts that carry it, if it came with them; ``files`` are patterns of its files
    below the version folder; ``texts`` name its licence texts, never none; ``note`` is a Vietnamese remark.
    """

    id: str
    name: str
    version: str
    kind: PartKind
    licence: str
    copyright: tuple[str, ...] = ()
    source: str = ""
    inside: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    note: str = ""


_TOKEN = re.compile(r"\(|\)|[^\s()]+")
_CLOSED = ("GPL-", "AGPL-", "SSPL-", "CC-BY-NC", "BUSL-")


def applied(expression: str) -> tuple[str, ...]:
    """The licences under which a part is taken, out of an SPDX *expression*: all of an AND, the mildest of an OR.

    An exception stays with its licence (``GPL-3.0-or-later WITH GCC-exception-3.1``). Raises ValueError for an
    expression that is none.
    """
    tokens = _TOKEN.findall(expression)
    found, rest = _either(tokens)
    if rest:
        raise ValueError(f"not a licence expression: {expression}")
    return tuple(dict.fromkeys(found))


def _either(tokens: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    best, rest = _both(tokens)
    while rest and rest[0].upper() == "OR":
        other, rest = _both(rest[1:])
        best = min(best, other, key=_weight)
    return best, rest


def _both(tokens: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    found, rest = _one(tokens)
    while rest and rest[0].upper() == "AND":
        other, rest = _one(rest[1:])
        found = [*found, *other]
    return found, rest


def _one(tokens: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    if not tokens or tokens[0] == ")" or tokens[0].upper() in ("AND", "OR", "WITH"):
        raise ValueError("a licence is missing in the expression")
    if tokens[0] == "(":
        found, rest = _either(tokens[1:])
        if not rest or rest[0] != ")":
            raise ValueError("a bracket is not closed in the expression")
        return found, rest[1:]
    if len(tokens) > 2 and tokens[1].upper() == "WITH":
        return [f"{tokens[0]} WITH {tokens[2]}"], tokens[3:]
    return [tokens[0]], tokens[1:]


def _weight(licences: Sequence[str]) -> int:
    """How much the licences ask for: 0 plain, 1 an exception to know of, 2 replaceable libraries, 3 the whole work."""
    if any(_binds_all(one) for one in licences):
        return 3
    if any(one.startswith("LGPL-") for one in licences):
        return 2
    return int(any(" WITH " in one for one in licences))


def _binds_all(licence: str) -> bool:
    return licence.startswith(_CLOSED) and " WITH " not in licence


def may_ship(expression: str) -> bool:
    """True unless the licence would bind the whole program (GPL without an exception) or forbids its use."""
    return not any(_binds_all(one) for one in applied(expression))


def is_replaceable(expression: str) -> bool:
    """True for a library under the LGPL, which whoever has the program may replace by a changed one."""
    return any(one.startswith("LGPL-") for one in applied(expression))


def with_words(parts: Iterable[Part], typed: str) -> list[Part]:
    """The parts in whose name, licence, authors or carrier every word of *typed* stands; accents do not matter."""
    words = fold(typed).split()
    return [part for part in parts if all(word in _searched(part) for word in words)]


def _searched(part: Part) -> str:
    return fold(" ".join((part.id, part.name, part.version, part.licence, part.note, *part.inside, *part.copyright)))


def in_order(parts: Iterable[Part]) -> list[Part]:
    """By kind, what has no carrier before what came inside another, then by name."""
    kinds = list(PartKind)
    return sorted(parts, key=lambda part: (kinds.index(part.kind), bool(part.inside), fold(part.name), part.id))
