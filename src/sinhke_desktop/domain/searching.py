"""What a typed text looks for: words without accents match every accent, words with accents only their own.

Each letter of the search is matched by letters that bear at least its marks: ``hoa`` finds Hoa, Hòa, Hoà, Hoá; ``hòa``
finds Hòa, Hoà and Hoàng but not Hoa; ``Nguyê``, on the way to ``Nguyễn``, finds it. So a person may type all, some or
none of the accents, and a list never loses what the finished word would find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from typing import TypeVar

from sinhke_desktop.domain.vietnamese import fold, marked, tidy

Kept = TypeVar("Kept")
_FAMILIES = {"a": "[aăâ]", "d": "[dđ]", "e": "[eê]", "o": "[oôơ]", "u": "[uư]"}
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.\-](?=\d)")


@lru_cache(maxsize=256)
def _accented(word: str) -> re.Pattern[str]:
    tones, _colon, letters = marked(word).partition(":")
    ahead = "".join(f"(?=[1-5]*{tone})" for tone in dict.fromkeys(tones))
    body = "".join(_FAMILIES.get(letter, re.escape(letter)) for letter in letters)
    return re.compile(rf"(?:^| ){ahead}[1-5]*:[^ ]*{body}")


class Search:
    """A typed text: every ``words`` must occur in a folded text, every ``patterns`` in a :func:`marked` one.

    Dots and hyphens between digits are overlooked, so that ``0912.345`` finds a telephone number.
    """

    __slots__ = ("patterns", "words")

    def __init__(self, text: str) -> None:
        typed = _BETWEEN_DIGITS.sub("", tidy(text)).lower().split()
        self.words = tuple(filter(None, map(fold, typed)))
        self.patterns = tuple(_accented(word) for word in typed if fold(word) != word and fold(word))

    def matches(self, folded: str, accented: str) -> bool:
        """Does a text, given folded and marked, have every word?"""
        return all(word in folded for word in self.words) and all(one.search(accented) for one in self.patterns)


_DIGITS = re.compile(r"\d+")
_TRUE = bytes(int(point == ord("1")) for point in range(256))


class Index:
    """Texts that are searched at every key: which of them have every word of a search, as the bits of a number.

    Each different word of all the texts is kept once, with the texts that have it; words with digits, of which there
    are as many as people, stay with their text and are looked through. Bit *n* stands for the text at place *n*.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        self.everything = (1 << self.size) - 1
        self._numbers: list[str] = []
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            numbers = []
            for word in set(text.split()):
                if not word.isalpha() and _DIGITS.search(word):
                    numbers.append(fold(word))
                    parts = _DIGITS.split(numbers[-1]) if word.isascii() else [word]
                else:
                    parts = [word]
                for part in filter(None, parts):
                    places.setdefault(part, []).append(place)
            self._numbers.append(" ".join(numbers))
        self._words = [(fold(word), marked(word), self.bits(where)) for word, where in places.items()]

    def bits(self, places: Iterable[int]) -> int:
        """The number whose bits are *places*."""
        found = bytearray(self.size // 8 + 1)
        for place in places:
            found[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(found, "little")

    def chosen(self, items: Sequence[Kept], bits: int) -> list[Kept]:
        """The items whose places are *bits*, in their order."""
        return list(items) if bits == self.everything else list(compress(items, self._flags(bits)))

    def _flags(self, bits: int) -> bytes:
        return format(bits | 1 << self.size, "b")[:0:-1].encode().translate(_TRUE)

    def find(self, search: Search, within: int) -> int:
        """The bits of those texts among the bits *within* that have what *search* looks for."""
        for word in search.words:
            if not _DIGITS.search(word):
                within &= _any(bits for folded, _marked, bits in self._words if word in folded)
            elif within:
                within = self._with_number(word, within)
        for pattern in search.patterns:
            within &= _any(bits for _folded, accented, bits in self._words if pattern.search(accented))
        return within

    def _with_number(self, word: str, within: int) -> int:
        flags = self._flags(within)
        return self.bits([place for place in compress(range(self.size), flags) if word in self._numbers[place]])


def _any(masks: Iterable[int]) -> int:
    found = 0
    for bits in masks:
        found |= bits
    return found
