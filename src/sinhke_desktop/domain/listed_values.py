"""Cells of a review list turned into values: what is surely meant is repaired and said, what is not is a problem.

Codes: NK name and birth, CC citizen id, ET ethnic group, PL class and points, CS indicators. CC problems are warnings
(the number has no check digit and registers hold mistakes, domain.md 6.1), except a number given to two people.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied, whole_number
from sinhke_desktop.domain.citizen_id import NEW_LENGTH, repair, warnings_for
from sinhke_desktop.domain.household import OLDEST_YEAR, Birth, Sex
from sinhke_desktop.domain.listed_dates import OLDEST_AGE, read_birth, whole_of_power
from sinhke_desktop.domain.review import Movement, PovertyClass
from sinhke_desktop.domain.review_list import Cell, ListProblem, Severity
from sinhke_desktop.domain.text_repair import has_lost_letters
from sinhke_desktop.i18n import _

_CLASSES = {
    **dict.fromkeys(("n", "hn", "ngheo", "ho ngheo"), PovertyClass.POOR),
    **dict.fromkeys(("cn", "hcn", "can ngheo", "ho can ngheo", "can", "ho can"), PovertyClass.NEAR_POOR),
    **dict.fromkeys(("mtn", "moi thoat ngheo", "ho moi thoat ngheo"), PovertyClass.NEWLY_ESCAPED),
    **dict.fromkeys(
        (
            "k", "khong", "khong ngheo", "ho khong ngheo", "khong thuoc dien", "thoat ngheo", "ho thoat ngheo",
            "thoat can ngheo", "ho thoat can ngheo",
        ),
        PovertyClass.NONE,
    ),
}  # fmt: skip
_MOVEMENTS = {
    **dict.fromkeys(("ngheo cu", "cu", "can ngheo cu"), Movement.OLD),
    **dict.fromkeys(
        ("ngheo moi", "moi", "phat sinh", "ngheo phat sinh", "phat sinh moi", "ngheo moi phat sinh", "can ngheo moi"),
        Movement.NEW,
    ),
    **dict.fromkeys(("tai ngheo", "tai", "tai can ngheo"), Movement.RELAPSED),
}
_HEADS = frozenset(("chu ho", "ch", "ch ho", "c ho", "ban than"))
_YES = frozenset(("x", "co", "v", "✓", "✔", "√", "1", "10", "thieu", "thieu hut", "true", "yes", "☑", "☒"))
_NO = frozenset(("", "0", "-", "–", "khong", "k", "false", "no", "khong thieu", "khong thieu hut", "☐"))
_NOT_IN_NAMES = re.compile(r"[\d=+@\"<>{}\[\]|\\;:!?/*#%^&_$~]")
_FEWEST_DIGITS = 5
_INVISIBLE = frozenset(("Cc", "Cf", "Zl", "Zp"))


@dataclass(slots=True)
class Notes:
    """Where problems are collected while one list is read."""

    problems: list[ListProblem] = field(default_factory=list)

    def error(self, row: int, column: str, code: str, message: str) -> None:
        """The household cannot be imported."""
        self.problems.append(ListProblem(row, column, code, Severity.ERROR, message))

    def warning(self, row: int, column: str, code: str, message: str) -> None:
        """A person should look at it."""
        self.problems.append(ListProblem(row, column, code, Severity.WARNING, message))

    def info(self, row: int, column: str, code: str, message: str) -> None:
        """Repaired safely."""
        self.problems.append(ListProblem(row, column, code, Severity.INFO, message))


@dataclass(frozen=True, slots=True)
class At:
    """One cell's place and where its problems go."""

    row: int
    column: str
    notes: Notes

    def error(self, code: str, message: str) -> None:
        """See :meth:`Notes.error`."""
        self.notes.error(self.row, self.column, code, message)

    def warning(self, code: str, message: str) -> None:
        """See :meth:`Notes.warning`."""
        self.notes.warning(self.row, self.column, code, message)

    def info(self, code: str, message: str) -> None:
        """See :meth:`Notes.info`."""
        self.notes.info(self.row, self.column, code, message)


def parse_name(cell: Cell, at: At) -> str:
    """A person's name, tidied; NK-01 missing, NK-04 not a name, NK-11 Ð for Đ, NK-12 decomposed, NK-13 invisible."""
    raw = text_of(cell)
    name = tidied(raw)
    if not name:
        at.error("NK-01", _("The name is missing."))
        return ""
    if name.isascii() and name[0].isalpha() and _NOT_IN_NAMES.search(name) is None:
        _say_repairs(raw, at)
        return name
    if has_lost_letters(name):
        return name
    if _NOT_IN_NAMES.search(name) or name.startswith("-") or not any(map(str.isalpha, name)):
        at.error("NK-04", _("“{name}” is not a name: it holds digits, signs or a formula.").format(name=name))
        return name
    _say_repairs(raw, at)
    return name


def _say_repairs(raw: str, at: At) -> None:
    if "Ð" in raw or "ð" in raw:
        at.info("NK-11", _("The letter Ð was typed instead of Đ; repaired."))
    if not raw.isascii() and not unicodedata.is_normalized("NFC", raw):
        at.info("NK-12", _("The accents were stored apart from their letters; repaired."))
    if not raw.isprintable() and any(
        unicodedata.category(char) in _INVISIBLE or char in "\u00a0\u2007\u202f" for char in raw
    ):
        at.info("NK-13", _("Invisible characters or special spaces were removed."))


def parse_birth_cell(cell: Cell, today: date, at: At, *, from_1904: bool = False) -> Birth | None:
    """A year or a date.

    NK-02 unreadable, NK-03 future or before 1900, NK-06 year typed as text, NK-07 full date, NK-08 read from a number
    or date that Excel keeps otherwise (a day's number, a year in a cell of dates), NK-09 month without day left out,
    NK-15 a person older than anybody, NK-16 read from an unusual way of writing.
    """
    if cell is None or (isinstance(cell, str) and not tidied(cell)):
        return None
    birth, code = read_birth(cell, today.year, from_1904=from_1904)
    if birth is None:
        at.error("NK-02", _("“{text}” is not a birth year or date.").format(text=tidied(text_of(cell))))
        return None
    if not OLDEST_YEAR <= birth.year <= today.year:
        at.error("NK-03", _("The birth year {year} lies in the future or before 1900.").format(year=birth.year))
    elif birth.age_on(today) < 0:
        at.error("NK-03", _("The birth date {birth} lies in the future.").format(birth=birth))
    elif birth.age_on(today) > OLDEST_AGE:
        message = _("Born in {year}, the person would be {age} years old; look whether the year is right.")
        at.warning("NK-15", message.format(year=birth.year, age=birth.age_on(today)))
    elif code == "NK-08":
        message = _("“{text}” was read as {birth}, as Excel keeps dates.")
        at.warning("NK-08", message.format(text=tidied(text_of(cell)), birth=birth))
    elif code == "NK-16":
        message = _("“{text}” is an unusual way of writing a birth; read as {birth}.")
        at.warning("NK-16", message.format(text=tidied(text_of(cell)), birth=birth))
    elif code == "NK-09":
        at.info("NK-09", _("The month without a day was left out; read as {birth}.").format(birth=birth))
    elif birth.month:
        at.info("NK-07", _("A full date ({birth}) stands where the list has years; it was kept.").format(birth=birth))
    elif isinstance(cell, str) and cell != str(birth.year):
        at.info("NK-06", _("The year was typed as text with spaces; read as {birth}.").format(birth=birth))
    return birth


def parse_citizen_id(cell: Cell, sex: Sex | None, birth: Birth | None, at: At) -> str:
    """The number without spaces and dots; everything told about it is a warning.

    CC-01 a leading zero was lost and put back, CC-02 disagrees with the birth year, CC-03 with the sex, CC-05 neither
    12 digits nor the 9 of an old card, CC-06 no such province, CC-07 written as a power of ten with digits lost.
    """
    if cell is None:
        return ""
    text = tidied(text_of(cell))
    if re.fullmatch(r"\d[.,]?\d*[eE]\+?\d{1,2}", text):
        whole = whole_of_power(text)
        if not whole:
            at.warning("CC-07", _("Excel cut the citizen id short ({text}); left out.").format(text=text))
            return ""
        text = whole
    number = _digits_of(text)
    if not number:
        if any(map(str.isalnum, text)):
            at.warning("CC-05", _("“{text}” is not a citizen id; left out.").format(text=text))
        return ""
    year = birth.year if birth else None
    if len(number) != NEW_LENGTH and (filled := repair(number, sex, year)):
        at.warning("CC-01", _("The citizen id had lost its leading zero; read as {number}.").format(number=filled))
        return filled
    for problem in warnings_for(number, sex, year):
        at.warning(problem.code, problem.message)
    return number


def _digits_of(text: str) -> str:
    """The number as it stands, without spaces and dots; of several the one with 12 digits; empty where there is none.

    What has at most a few digits is no number that was cut short: ``chưa có``, ``0``.
    """
    if len(text) == NEW_LENGTH and text.isascii() and text.isdigit():
        return text
    number = re.sub(r"[ .\-'\"=]", "", unicodedata.normalize("NFKC", text))
    if sum(map(str.isdigit, number)) < _FEWEST_DIGITS:
        return ""
    whole = [one for one in re.findall(r"\d+", number) if len(one) == NEW_LENGTH]
    return whole[0] if len(whole) == 1 else number


def parse_ethnic_group(cell: Cell, official: Callable[[str], str | None], at: At) -> str:
    """The official name; ET-01 unknown. *official* knows names and other spellings."""
    text = tidied(text_of(cell))
    if not text:
        return ""
    name = official(text)
    if name is None:
        at.error("ET-01", _("The ethnic group “{text}” is not on the official list.").format(text=text))
        return text
    return name


def say_spellings(written: Sequence[tuple[At, str, str]]) -> None:
    """ET-02 for each ethnic group (place, as written, official name) spelt otherwise than mostly in the list."""
    counts: dict[str, Counter[str]] = {}
    for _at, text, name in written:
        counts.setdefault(name, Counter())[text] += 1
    usual = {name: spellings.most_common(1)[0][0] for name, spellings in counts.items()}
    for at, text, name in written:
        if text not in (name, usual[name]):
            at.info("ET-02", _("“{text}” was read as the ethnic group {name}.").format(text=text, name=name))
        elif text != usual[name] and len(counts[name]) > 1:
            at.info("ET-02", _("“{text}” and “{usual}” are one ethnic group.").format(text=text, usual=usual[name]))


def is_head(relation: Cell) -> bool:
    """True for the relation of a head in any of its spellings."""
    return _is_head(text_of(relation))


@lru_cache(maxsize=4096)
def _is_head(relation: str) -> bool:
    return " ".join(re.findall(r"\w+", folded(tidied(relation)))) in _HEADS


def class_named(text: str) -> PovertyClass | None:
    """The class that *text* names, whatever its case and full stops; None for anything else."""
    return _CLASSES.get(folded(tidied(text)).replace(".", "").strip())


def parse_class(cell: Cell, at: At) -> PovertyClass | None:
    """The class the paper states; PL-04 not understood."""
    text = tidied(text_of(cell))
    if not text:
        return None
    found = class_named(text)
    if found is None:
        at.error("PL-04", _("“{text}” is not a class; N, CN or their full names are.").format(text=text))
    return found


def parse_movement(cell: Cell, at: At) -> Movement | None:
    """Nghèo cũ, nghèo mới, tái nghèo; PL-08 not understood and left out."""
    text = tidied(text_of(cell))
    if not text:
        return None
    found = _MOVEMENTS.get(folded(text))
    if found is None:
        at.warning("PL-08", _("“{text}” does not say old, new or relapsed; left out.").format(text=text))
    return found


def parse_points(cell: Cell, at: At) -> int | None:
    """Points A or B as a whole number from 0; PL-06 anything else."""
    text = tidied(text_of(cell))
    if text in ("", "-", "–"):
        return None
    number = whole_number(re.sub(r"(?<=\d)[.,]0+$", "", text))
    if number is None or not 0 <= number <= 1000:
        at.error("PL-06", _("“{text}” is not a number of points.").format(text=text))
        return None
    return number


def parse_mark(cell: Cell, at: At) -> bool:
    """True where an indicator is marked as lacking (x); CS-01 a mark not understood."""
    if cell is None:
        return False
    if cell == "x":
        return True
    text = folded(tidied(text_of(cell)))
    if text in _YES:
        return True
    if text not in _NO:
        at.error("CS-01", _("“{text}” is neither a mark (x) nor empty.").format(text=tidied(text_of(cell))))
    return False
