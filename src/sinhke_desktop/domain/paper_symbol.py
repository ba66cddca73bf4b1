"""Number and symbol of a paper, ``Số: 05/BC-UBND`` (decree 30/2020/NĐ-CP, Phụ lục I and III).

The symbol is the kind's abbreviation and that of the body that issues the paper; a letter without a kind has the
body's first and the drafting unit's behind it.
"""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """Kinds of papers by their abbreviation; the last group is not in the decree's list and only names the paper."""

    REPORT = "BC"
    DECISION = "QĐ"
    SUBMISSION = "TTr"
    INVITATION = "GM"
    NOTICE = "TB"
    MINUTES = "BB"
    PLAN = "KH"
    LETTER = ""

    LIST = "DS"
    MODEL_FILE = "HS"
    INTRODUCTION = "PGT"
    PERSONAL_COPY = "BS"


BODIES = (
    ("ủy ban nhân dân", "UBND"),
    ("uỷ ban nhân dân", "UBND"),
    ("hội đồng nhân dân", "HĐND"),
    ("ban chỉ đạo", "BCĐ"),
    ("ban quản lý", "BQL"),
)
"""How the bodies that issue a commune's papers are abbreviated, by the beginning of their name."""
OPEN_BODY = "……"
DRAFTING_UNIT = "KT"
"""The unit behind ``UBND-`` in the symbol of a letter: the commune's economic division, which drafts such papers."""
_ONE_DIGIT = 10


def symbol(kind: LetterKind, issuing_body: str) -> str:
    """``BC-UBND`` for a report of the committee, ``UBND-KT`` for its letter; dots for a body that is not known."""
    name = issuing_body.casefold()
    body = next((short for start, short in BODIES if name.startswith(start)), OPEN_BODY)
    return f"{kind}-{body}" if kind is not LetterKind.LETTER else f"{body}-{DRAFTING_UNIT}"


def number_words(number: str) -> str:
    """A number as it stands on paper: ``05`` below 10, anything that is no number as it is."""
    typed = number.strip()
    return f"{int(typed):02d}" if typed.isdecimal() and int(typed) < _ONE_DIGIT else typed


def parse_number(typed: str) -> tuple[str, str]:
    """Number and symbol of ``12/QĐ-UBND``; the symbol is empty where only the number was typed."""
    number, _slash, given = typed.partition("/")
    return number.strip(), given.strip()
