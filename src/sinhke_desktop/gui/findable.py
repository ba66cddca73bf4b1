"""Thousands of things to choose from, found by a part of their words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sinhke_desktop.domain.vietnamese import fold

MOST_FOUND = 50


class Findable(Mapping[str, str]):
    """Id → words, in their order. Making it takes as long as folding all words, so it is made in the worker."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)
        self._folded = [(fold(text), one) for one, text in self._words.items()]

    def __getitem__(self, one: str) -> str:
        return self._words[one]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def find(self, text: str, most: int = MOST_FOUND) -> list[str]:
        """The first *most* ids whose words hold every part of *text*; accents and capitals do not matter."""
        parts = fold(text).split()
        found: list[str] = []
        for folded, one in self._folded:
            if all(part in folded for part in parts):
                found.append(one)
                if len(found) == most:
                    break
        return found
