"""A section of a report as the officer worded it: kept paragraph by paragraph, so that untouched ones follow the data.

Each line of the kept text is one paragraph::

    {herd}                     the drafted sentence ``herd``, whatever the data make of it
    {income#4f2a} Words        the officer's words in its place; ``4f2a`` marks the draft that stood there then
    {-sick}                    the officer took this sentence out
    Words                      a paragraph of the officer's own

A text without any such mark is a whole section as it was kept by earlier versions: nothing is added to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sinhke_desktop.domain.report import Sentence
from sinhke_desktop.domain.report_period import REVIEWS, PeriodKind
from sinhke_desktop.domain.typed_values import derived_id

SECTIONS = (
    "general", "results", "money", "plan", "assessment", "difficulties", "lessons", "proposals", "next_work",
)  # fmt: skip
"""The parts of a report in the order of the paper; see :func:`sections_of`."""
_ONLY_REVIEWS = ("assessment", "lessons")
_MARK = re.compile(r"\{(-?)([a-z0-9_.\-]*)(?:#([0-9a-f]{4}))?\}(?: (.*))?")
_PLAIN = "{}"


def sections_of(kind: PeriodKind) -> tuple[str, ...]:
    """A month has no part on the plan's targets, and only reviews assess and learn."""
    left_out = () if kind in REVIEWS else (*_ONLY_REVIEWS, *(("plan",) if kind is PeriodKind.MONTH else ()))
    return tuple(one for one in SECTIONS if one not in left_out)


@dataclass(frozen=True, slots=True)
class ReportText:
    """One section's paragraphs as kept (see the module); ``month`` is the key of the period."""

    id: str
    commune_code: str
    model_id: str
    month: str
    section: str
    text: str
    removed: bool = False


def report_text_id(commune_code: str, model_id: str, month: str, section: str) -> str:
    """The one id of this section on every machine."""
    return derived_id("report_text", commune_code, model_id, month, section)


@dataclass(frozen=True, slots=True)
class Worded:
    """A section's paragraphs, and the keys of drafted sentences that the officer took out."""

    sentences: tuple[Sentence, ...]
    taken_out: frozenset[str] = frozenset()

    @property
    def lines(self) -> tuple[str, ...]:
        """The paragraphs as text."""
        return tuple(one.text for one in self.sentences)


def mark_of(text: str) -> str:
    """Four digits that tell one draft from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:4]


def worded(kept: str, draft: Sequence[Sentence]) -> Worded:
    """The section as *kept*, with the sentences of *draft* where it follows the data.

    A sentence that the data say only since then stands behind the drafted one before it.
    """
    drafted = {one.key: one for one in draft}
    lines = kept.splitlines()
    marks = [_MARK.fullmatch(line) for line in lines]
    if not any(marks):
        return Worded(tuple(Sentence(line, "", own=True) for line in lines), frozenset(drafted))
    found: list[Sentence] = []
    gone: set[str] = set()
    for line, mark in zip(lines, marks, strict=True):
        if mark is None:
            found.append(Sentence(line, "", own=True))
            continue
        out, key, seen, text = mark.groups()
        if out:
            gone.add(key)
        elif text is not None:
            found.append(_own(text, key, seen or "", drafted))
        elif key in drafted:
            found.append(drafted[key])
    known = gone | {one.key for one in found}
    for place, one in enumerate(draft):
        if one.key not in known:
            found.insert(_after(found, [before.key for before in draft[:place]]), one)
    return Worded(tuple(found), frozenset(gone))


def _own(text: str, key: str, seen: str, drafted: dict[str, Sentence]) -> Sentence:
    now = drafted.get(key)
    stale = bool(seen) and (now is None or mark_of(now.text) != seen)
    return Sentence(text, key, own=True, stale=stale)


def _after(found: Sequence[Sentence], before: Collection[str]) -> int:
    places = [place for place, one in enumerate(found) if one.key and one.key in before]
    return places[-1] + 1 if places else 0


def reworded(shown: Worded, draft: Sequence[Sentence], lines: Sequence[str]) -> Worded:
    """The section after the officer changed the paragraphs of *shown* into *lines*.

    A paragraph typed over another takes its place; one that says what the draft says follows the data again.
    """
    drafted = {one.text: one for one in draft}
    found: list[Sentence] = []
    left = list(shown.sentences)
    taken: set[str] = set()

    def put(sentence: Sentence) -> None:
        found.append(sentence)
        taken.add(sentence.key)

    def typed(text: str, key: str = "") -> None:
        same = drafted.get(text)
        if same is not None and same.key not in taken:
            put(same)
        else:
            put(Sentence(text, key if key not in taken else "", own=True))

    matcher = SequenceMatcher(None, shown.lines, list(lines), autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            for one in left[first:last]:
                if one.own and one.text in drafted:
                    typed(one.text, one.key)
                else:
                    put(one)
            continue
        old, new = left[first:last], lines[begin:end]
        for place, text in enumerate(new):
            typed(text, old[place].key if place < len(old) else "")
    every = {one.key for one in draft} | {one.key for one in shown.sentences if one.key} | shown.taken_out
    return Worded(tuple(found), frozenset(every - taken))


def kept_text(section: Worded, draft: Sequence[Sentence]) -> str:
    """*section* as it is kept, empty where it is the draft as it stands."""
    if [(one.text, one.own) for one in section.sentences] == [(one.text, False) for one in draft]:
        return ""
    drafted = {one.key: one.text for one in draft}
    lines = [_line(one, drafted) for one in section.sentences]
    lines += [f"{{-{key}}}" for key in _sorted(section.taken_out, [one.key for one in draft])]
    return "\n".join(lines if any(_MARK.fullmatch(line) for line in lines) else [_PLAIN, *lines])


def _line(one: Sentence, drafted: dict[str, str]) -> str:
    if not one.own:
        return f"{{{one.key}}}"
    if not one.key:
        return f"{_PLAIN} {one.text}" if _MARK.fullmatch(one.text) else one.text
    seen = f"#{mark_of(drafted[one.key])}" if one.key in drafted and not one.stale else "#0000" if one.stale else ""
    return f"{{{one.key}{seen}}} {one.text}"


def _sorted(keys: Iterable[str], order: Sequence[str]) -> list[str]:
    place = {key: number for number, key in enumerate(order)}
    return sorted((key for key in keys if key), key=lambda key: (place.get(key, len(place)), key))
