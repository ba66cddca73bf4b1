"""Finding words in running text, such as a page: without accents as well as exactly, over the ends of lines."""

from __future__ import annotations

from functools import lru_cache

from sinhke_desktop.domain.vietnamese import fold, marked, tidy


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    return " " if char.isspace() else fold(char)


def find_words(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where *wanted* stands in *text*: ``(start, end)`` of each place, from left to right, never overlapping.

    Small and capital letters are the same. *wanted* without accents finds every accent (``duc`` finds ``Đức``); with
    accents it finds only the same ones, wherever the tone stands (``Hoà`` finds ``Hòa``). A space finds any run of
    spaces and ends of lines. Nothing is found for an empty text.
    """
    plain = fold(wanted)
    if not plain:
        return []
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _folded(char):
            if letter != " " or (letters and letters[-1] != " "):
                letters.append(letter)
                places.append(place)
    line = "".join(letters)
    exact = marked(tidy(wanted)) if plain != " ".join(tidy(wanted).lower().split()) else ""
    found: list[tuple[int, int]] = []
    at = line.find(plain)
    while at >= 0:
        start, end = places[at], _end(text, places[at + len(plain) - 1])
        if not exact or marked(tidy(text[start:end])) == exact:
            found.append((start, end))
            at = line.find(plain, at + len(plain))
        else:
            at = line.find(plain, at + 1)
    return found


def _end(text: str, last: int) -> int:
    """Behind the letter at *last* and the accents that were written after it."""
    end = last + 1
    while end < len(text) and not _folded(text[end]):
        end += 1
    return end
