"""What a typed text looks for: words without accents match every accent, words with accents only their own.

Each letter of the search is matched by letters that bear at least its marks: ``hoa`` finds Hoa, Hòa, Hoà, Hoá; ``hòa``
finds Hòa, Hoà and Hoàng but not Hoa; ``Nguyê``, on the way to ``Nguyễn``, finds it. So a person may type all, some or
none of the accents, and a list never loses what the finished word would find.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sinhke_desktop.domain.vietnamese import fold, marked, tidy

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
