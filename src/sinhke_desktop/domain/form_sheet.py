"""One printed visit form with its number: what stood on it, for whom it was, and whether it came back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

DIGITS = 8
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2), (7, 0, 9, 2, 1, 5, 4, 8, 6, 3), (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6), (6, 1, 2, 3, 0, 4, 5, 9, 7, 8), (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4), (8, 9, 4, 5, 3, 6, 2, 0, 1, 7), (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)  # fmt: skip
"""Damm's quasigroup of order 10: finds every wrong digit and every two neighbours that changed places."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form that was printed. ``number`` has 8 digits, the last one a check; ``version`` names its layout.

    ``household_id`` is empty on a spare form until it comes back with a household; ``agreements`` are those of the
    visit before, as they were printed (see :func:`.visit_record.format_agreements`). ``returned_on`` is the day on
    which it was entered, ``visit_id`` the visit that it became.
    """

    id: str
    commune_code: str
    number: str
    version: str
    household_id: str = ""
    participant_id: str = ""
    printed_on: date | None = None
    pages: int = 1
    agreements: str = ""
    returned_on: date | None = None
    visit_id: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class FormCode:
    """What the QR of a page says. Forms of the first version had no number and always a household."""

    version: str
    number: str
    household_id: str
    page: int
    pages: int

    def text(self) -> str:
        """``SK1|TH2|41290736|1/2|<household>``."""
        return f"SK1|{self.version}|{self.number}|{self.page}/{self.pages}|{self.household_id}"


def check_digit(digits: str) -> str:
    """The digit to put behind *digits* (Damm)."""
    row = 0
    for digit in digits:
        row = _DAMM[row][int(digit)]
    return str(row)


def form_number(text: str) -> str:
    """The 8 digits of a typed form number, spaces and dashes aside; raises ValueError where it cannot be one."""
    digits = re.sub(r"[\s.\-–]", "", text)
    if not re.fullmatch(r"[0-9]{8}", digits) or check_digit(digits[:-1]) != digits[-1]:
        raise ValueError(text)
    return digits


def shown_number(number: str) -> str:
    """``4129 0736``, as printed."""
    return f"{number[:4]} {number[4:]}"


def parse_form_code(text: str) -> FormCode:
    """What a QR of a visit form says, of this version or the first; raises ValueError for any other text."""
    match = re.fullmatch(r"SK1\|(\w{1,8})\|(\d{8})\|(\d{1,2})/(\d{1,2})\|([0-9a-f]{32}|)", text)
    if match:
        version, number, page, pages, household_id = match.groups()
        form_number(number)
    elif first := re.fullmatch(r"SK1\|(TH1)\|([0-9a-f]{32})\|(\d{1,2})/(\d{1,2})", text):
        version, household_id, page, pages = first.groups()
        number = ""
    else:
        raise ValueError(text)
    if not 1 <= int(page) <= int(pages):
        raise ValueError(text)
    return FormCode(version, number, household_id, int(page), int(pages))
