"""Citizen numbers (CCCD, 12 digits; CMND, 9 digits) (domain.md 6.1).

A number has no check digit and the register itself contains mistakes, so nothing here is more than a warning.
"""

from __future__ import annotations

import re

from sinhke_desktop.domain.household import Sex
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _

FIELD = "citizen_id"
NEW_LENGTH = 12
OLD_LENGTH = 9
_PROVINCE_CODES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 "
    "042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 "
    "086 087 089 091 092 093 094 095 096"
)
PROVINCES = frozenset(_PROVINCE_CODES.split())
"""Codes of the 63 provinces before 01/07/2025, which stay valid; countries of birth have codes of 100 and more."""


def _coded_sex(number: str) -> Sex:
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE


def _coded_year(number: str) -> int:
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def warnings_for(citizen_id: str, sex: Sex | None = None, birth_year: int | None = None) -> list[Problem]:
    """What looks wrong about a number, to be shown and never to forbid saving; empty for none and for an old CMND.

    Codes: ``CC-02`` birth year, ``CC-03`` sex, ``CC-05`` length or letters, ``CC-06`` unknown province; lists
    add ``CC-01`` (a leading zero was lost) and ``CC-04`` (two people carry it).
    """
    number = _bare(citizen_id)
    if not number or (len(number) == OLD_LENGTH and _is_number(number)):
        return []
    if len(number) != NEW_LENGTH or not _is_number(number):
        return [Problem(FIELD, _("A citizen number has 12 digits (an old CMND has 9)."), "CC-05")]
    found = []
    if sex is not None and _coded_sex(number) is not sex:
        found.append(Problem(FIELD, _("The 4th digit of the citizen number does not fit the sex."), "CC-03"))
    if birth_year is not None and _coded_year(number) != birth_year:
        text = _("By its 4th to 6th digit the citizen number belongs to a birth in {year}.")
        found.append(Problem(FIELD, text.format(year=_coded_year(number)), "CC-02"))
    if number.startswith("0") and number[:3] not in PROVINCES:
        text = _("{code} is not a province code of citizen numbers.").format(code=number[:3])
        found.append(Problem(FIELD, text, "CC-06"))
    return found


def repair(text: str, sex: Sex | None = None, birth_year: int | None = None) -> str | None:
    """The number with the leading zeros that a spreadsheet dropped, to be offered; None where it does not fit.

    Ten or eleven digits (``58062001234``, ``58062001234.0``) are filled up to twelve, if province, sex and birth year
    then agree with the number.
    """
    number = _bare(text).removesuffix(".0")
    if not _is_number(number) or len(number) not in (NEW_LENGTH - 2, NEW_LENGTH - 1):
        return None
    filled = number.zfill(NEW_LENGTH)
    return None if warnings_for(filled, sex, birth_year) else filled


def masked(citizen_id: str) -> str:
    """``058••••••123``: enough to tell two people apart, not enough to use; short text is hidden whole."""
    if len(citizen_id) < OLD_LENGTH:
        return "•" * len(citizen_id)
    return citizen_id[:3] + "•" * (len(citizen_id) - 6) + citizen_id[-3:]


def _bare(text: str) -> str:
    return re.sub(r"[ \-]", "", tidy(text))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
