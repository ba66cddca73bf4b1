"""Drawing lots so that everybody can check it: the people present name a number, the rest is arithmetic.

The households stand in a list, numbered from 1. For each the text ``<number named>-<place in the list>`` is hashed with
SHA-256; the household with the smallest hash gets lot 1, the next lot 2, and so on. The same number and list give the
same lots on any computer, and nobody can know the lots before the number is named. It is honest only if the number is
named after the list is fixed and by those present: the officer who tries numbers alone can choose the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sinhke_desktop.domain.typed_values import Typed, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

LEAST_DIGITS, MOST_DIGITS = 4, 12
RULE = (
    "Cách bốc thăm: người dự họp nêu một số. Với từng hộ, lấy số đó, dấu gạch nối và thứ tự của hộ trong danh sách "
    "(ví dụ {example}) rồi tính mã SHA-256; hộ có mã nhỏ nhất nhận thăm số 1, mã nhỏ tiếp theo nhận thăm số 2 và cứ "
    "thế đến hết. Ai cũng có thể tính lại trên máy tính bất kỳ để kiểm tra."
)
_WRITTEN = re.compile(r"(\d+) \(TT (\d+)/(\d+), số (\d+)\)")


def judge_named(value: Typed) -> str:
    """The number that those present named: 4 to 12 digits; spaces and dots are left out. MH-46 otherwise."""
    said = re.sub(r"[\s.]", "", typed_text(value))
    if not said.isascii() or not said.isdecimal() or not LEAST_DIGITS <= len(said) <= MOST_DIGITS:
        text = _("Type the number that those present named: {least} to {most} digits.")
        raise InvalidInput([Problem("named", text.format(least=LEAST_DIGITS, most=MOST_DIGITS), "MH-46")])
    return said


def check_code(named: str, place: int) -> str:
    """The hash by which the household at *place* (from 1) is ranked, 64 hexadecimal digits."""
    return sha256(f"{named}-{place}".encode("ascii")).hexdigest()


def drawn(named: str, count: int) -> list[int]:
    """The lots (1 to *count*, each once) of the households in the order of the list."""
    order = sorted(range(count), key=lambda at: check_code(named, at + 1))
    lots = [0] * count
    for lot, at in enumerate(order, 1):
        lots[at] = lot
    return lots


@dataclass(frozen=True, slots=True)
class Lot:
    """One household's lot: its *number*, its *place* in the list of *count* households, the number *named*."""

    number: int
    place: int
    count: int
    named: str

    @property
    def text(self) -> str:
        """How it is kept and printed: ``3 (TT 5/7, số 582913)``."""
        return f"{self.number} (TT {self.place}/{self.count}, số {self.named})"

    @property
    def right(self) -> bool:
        """True if the arithmetic gives this lot."""
        return 1 <= self.place <= self.count and drawn(self.named, self.count)[self.place - 1] == self.number


def parse_lot(text: str) -> Lot | None:
    """The lot written as ``text``, or None for one drawn by hand or none at all."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    number, place, count, named = found.groups()
    return Lot(int(number), int(place), int(count), named)


def lots_for(named: str, count: int) -> list[Lot]:
    """The lots of a list of *count* households, in its order."""
    return [Lot(number, place, count, named) for place, number in enumerate(drawn(named, count), 1)]


def shared_out(tags: Sequence[str], lots: Sequence[Lot], quantities: Sequence[int]) -> list[list[str]]:
    """The *tags* dealt out in the order of the lots: lot 1 takes its quantity first; in the order of the list."""
    found: list[list[str]] = [[] for _one in lots]
    at = 0
    for place in sorted(range(len(lots)), key=lambda one: lots[one].number):
        found[place] = list(tags[at : at + quantities[place]])
        at += quantities[place]
    return found
