"""The recovery code as it is asked back: two of its groups, so that it surely stands on paper. Knows no Qt."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sinhke_desktop.storage.keyslots import code_characters


@dataclass(frozen=True, slots=True)
class AskedCode:
    """A code and the numbers (from 1) of the two groups that are to be typed."""

    code: str
    asked: tuple[int, int]

    def fits(self, at: int, typed: str) -> bool:
        """Whether *typed* is the first (0) or second (1) group asked for, as it would be read when it is needed."""
        return code_characters(typed) == self.code.split("-")[self.asked[at] - 1]


def two_of(count: int) -> tuple[int, int]:
    """Two different numbers from 1 to *count*, the smaller first."""
    first, second = sorted(random.sample(range(1, count + 1), 2))
    return first, second
