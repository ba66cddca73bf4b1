"""Searching the help: with or without accents, several words, other words for the same thing, the sentence found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from sinhke_desktop.domain.help_text import HelpPage, Kind, place
from sinhke_desktop.domain.vietnamese import fold

MOST_FOUND = 15
MOST_WORDINGS = 8
RELATED = "viec-lien-quan"
"""The place of a page's links to others; their titles are found on their own pages."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a page, below the heading at *place* (empty above the first one)."""

    place: str
    text: str
    folded: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Indexed:
    """A page ready to be searched."""

    topic: str
    title: str
    folded_title: str
    whole: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found: the sentence that says it best, and the stretches (start, end) to mark in it."""

    topic: str
    title: str
    place: str
    sentence: str
    marks: tuple[tuple[int, int], ...]


def flat(text: str) -> str:
    """*text* folded letter by letter, so that places in it are places in *text*."""
    return "".join(" " if char.isspace() else fold(char)[:1] or char for char in text)


def index(pages: Iterable[HelpPage]) -> tuple[Indexed, ...]:
    """The pages ready to be searched."""
    made = []
    for page in pages:
        passages = tuple(_passages(page))
        made.append(
            Indexed(page.topic, page.title, flat(page.title), "\n".join(one.folded for one in passages), passages)
        )
    return tuple(made)


def _passages(page: HelpPage) -> Iterator[Passage]:
    at = ""
    for block in page.blocks:
        if block.kind is Kind.HEADING:
            at = place(block.text) if block.number > 1 else ""
            yield Passage(at, block.text, flat(block.text), heading=True)
        elif block.kind is not Kind.PICTURE and at != RELATED:
            for sentence in _SENTENCE.split(block.text):
                yield Passage(at, sentence, flat(sentence))


def wordings(query: str, synonyms: Sequence[Sequence[str]]) -> list[list[str]]:
    """The words to look for, in each way to say *query*; the first is as typed."""
    typed = flat(" ".join(query.split()))
    typed = re.sub(r"[^\w\s+-]", " ", typed)
    pieces: list[list[str]] = []
    rest = typed
    for group in synonyms:
        folded = [flat(phrase) for phrase in group]
        named = sorted((one for one in folded if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", rest)), key=len)
        if named:
            rest = rest.replace(named[-1], " ", 1)
            pieces.append([named[-1], *(one for one in folded if one != named[-1])])
    ways = [typed.split()]
    if pieces:
        for chosen in product(*pieces):
            words = [*rest.split(), *" ".join(chosen).split()]
            if sorted(words) != sorted(ways[0]) and len(ways) < MOST_WORDINGS:
                ways.append(words)
    return [way for way in ways if way]


def search(pages: Sequence[Indexed], query: str, synonyms: Sequence[Sequence[str]] = ()) -> list[Hit]:
    """The pages that hold every word of *query* in one of its wordings, the likeliest first; at most 15."""
    ways = wordings(query, synonyms)
    if not ways:
        return []
    found: dict[str, tuple[tuple[int, ...], Hit]] = {}
    exact = query.casefold().split()
    for turn, way in enumerate(ways):
        patterns = [re.compile(rf"(?<!\w){re.escape(word)}") for word in way]
        for order, page in enumerate(pages):
            if not all(word in page.whole for word in way) or not all(one.search(page.whole) for one in patterns):
                continue
            best = max(page.passages, key=lambda one: _weight(one, patterns, way, exact))
            weight = _weight(best, patterns, way, exact)
            titled = int(all(pattern.search(page.folded_title) for pattern in patterns))
            rank = (-titled, -weight[1], min(turn, 1), *(-part for part in weight), len(page.title), order)
            if page.topic not in found or rank < found[page.topic][0]:
                marks = _marks(best.folded, patterns)
                found[page.topic] = rank, Hit(page.topic, page.title, best.place, best.text, marks)
    return [hit for _rank, hit in sorted(found.values(), key=lambda one: one[0])][:MOST_FOUND]


def _weight(
    passage: Passage, patterns: Sequence[re.Pattern[str]], way: Sequence[str], exact: Sequence[str]
) -> tuple[int, ...]:
    """Better the more words it holds, as one phrase, with their accents, in a heading."""
    held = sum(bool(pattern.search(passage.folded)) for pattern in patterns)
    spoken = passage.text.casefold()
    return held, int(" ".join(way) in passage.folded), sum(word in spoken for word in exact), int(passage.heading)


def _marks(folded: str, patterns: Sequence[re.Pattern[str]]) -> tuple[tuple[int, int], ...]:
    marks: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for pattern in patterns for match in pattern.finditer(folded)):
        if marks and start < marks[-1][1]:
            marks[-1] = marks[-1][0], max(end, marks[-1][1])
        else:
            marks.append((start, end))
    return tuple(marks)
