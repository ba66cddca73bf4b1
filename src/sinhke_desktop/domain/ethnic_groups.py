"""The 54 ethnic groups: one canonical name for many spellings; never by code, for two official lists contradict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.vietnamese import fold

KINH, OTHER_MINORITY, FOREIGN = "Kinh", "Khác", "Người nước ngoài"
NO_MINORITIES = ("", KINH, FOREIGN)
"""Names of groups that are no ethnic minority; empty where the group is not known."""


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """A group with other spellings of its name and its codes in the lists of 1979 and 2008, empty where unknown."""

    name: str
    aliases: tuple[str, ...] = ()
    code_1979: str = ""
    code_2008: str = ""


def _key(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text).removeprefix("dan toc "))


def spellings(groups: Iterable[EthnicGroup]) -> dict[str, str]:
    """The table that :func:`canonical` looks up: folded spelling → name. Raises ValueError if one means two groups."""
    table: dict[str, str] = {}
    for group in groups:
        for spelling in (group.name, *group.aliases):
            if table.setdefault(_key(spelling), group.name) != group.name:
                raise ValueError(spelling)
    return table


def canonical(text: str, table: Mapping[str, str]) -> str | None:
    """The canonical name for any spelling (``raglay``, ``Ê Đê``, ``H’Mông``); None for an unknown one."""
    return table.get(_key(text))
