"""Hamlet names as lists write them, found among the known ones or counted as new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sinhke_desktop.domain.hamlet import KINDS, Hamlet
from sinhke_desktop.domain.vietnamese import fold, normalise_tone, tidy

HOUSEHOLDS_OF_A_NEW_HAMLET = 3
_KINDS_BY_FOLD = {fold(kind): kind for kind in KINDS}
_PREFIX = re.compile(
    r"^(tổ dân phố|to dan pho|khu phố|khu pho|thôn|thon|khóm|khom|buôn|ấp|bản)(?:\s*:\s*|\s+)(?=[^\s:])", re.IGNORECASE
)


def split_kind(text: str) -> tuple[str, str]:
    """``("Thôn", "Tân Tiến")`` from ``thôn Tân Tiến``; no kind gives an empty one. The text is tidied.

    Typed without accents the kind is known too, unless it could be a name (``ap``, ``ban``, ``buon``).
    """
    text = normalise_tone(tidy(text))
    found = _PREFIX.match(text)
    if found is None:
        return "", text
    return _KINDS_BY_FOLD[fold(found[1])], text[found.end() :]


@dataclass(frozen=True, slots=True)
class FoundHamlet:
    """What a written name stands for. ``name`` is empty if nothing; ``nearest`` then is the known name most like it."""

    name: str = ""
    kind: str = ""
    new: bool = False
    respelt: bool = False
    nearest: str = ""


class HamletNames:
    """The hamlets one list may name: those known, and new ones that enough households of the list name."""

    def __init__(self, known: Sequence[Hamlet], written: Iterable[str]) -> None:
        """*written* holds the name as each household gives it."""
        self._whole: dict[str, Hamlet] = {}
        self._exact: dict[str, Hamlet] = {}
        self._folded: dict[str, list[Hamlet]] = {}
        for hamlet in known:
            if not hamlet.removed:
                name = split_kind(hamlet.name)[1]
                self._whole[normalise_tone(tidy(hamlet.name))] = hamlet
                self._whole.setdefault(normalise_tone(tidy(f"{hamlet.kind} {hamlet.name}")), hamlet)
                self._exact[name] = hamlet
                self._folded.setdefault(fold(name), []).append(hamlet)
        self._spellings: dict[str, Counter[tuple[str, str]]] = {}
        for text in written:
            kind, name = split_kind(text)
            if name:
                self._spellings.setdefault(fold(name), Counter())[(kind, name)] += 1
        self._found: dict[str, FoundHamlet] = {}

    @property
    def new_names(self) -> tuple[str, ...]:
        """Names that will be created, in alphabetical order of their folded form."""
        return tuple(
            self._usual(key)[1]
            for key, counts in sorted(self._spellings.items())
            if key not in self._folded and counts.total() >= HOUSEHOLDS_OF_A_NEW_HAMLET
        )

    def _usual(self, key: str) -> tuple[str, str]:
        """Kind and name in the commonest spelling."""
        return max(self._spellings[key].items(), key=lambda item: (item[1], item[0]))[0]

    def find(self, text: str) -> FoundHamlet:
        """What *text* names; ambiguous without its accents counts as unknown."""
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def _search(self, text: str) -> FoundHamlet:
        kind, name = split_kind(text)
        if known := self._whole.get(normalise_tone(tidy(text))) or self._exact.get(name):
            return FoundHamlet(known.name, known.kind)
        key = fold(name)
        candidates = self._folded.get(key, [])
        if len(candidates) == 1:
            return FoundHamlet(candidates[0].name, candidates[0].kind, respelt=True)
        counts = self._spellings.get(key)
        if not candidates and counts is not None and counts.total() >= HOUSEHOLDS_OF_A_NEW_HAMLET:
            usual_kind, usual = self._usual(key)
            return FoundHamlet(usual, usual_kind or "Thôn", new=True, respelt=name != usual)
        names = {**{key: self._folded[key][0].name for key in self._folded}}
        names |= {fold(new): new for new in self.new_names}
        near = get_close_matches(key, names, n=1, cutoff=0.5)
        return FoundHamlet(kind=kind, nearest=names[near[0]] if near else "")
