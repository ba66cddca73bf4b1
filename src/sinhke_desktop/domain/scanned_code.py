"""The code of a visit form as a QR scanner types it: a scanner is a keyboard, and keyboards are set up in many ways.

A scanner sends the keys of an English keyboard. Where the system has another layout, or a typing program such as UniKey
is on, other signs arrive: Caps Lock turns letters over, ``|`` becomes what lies there, the Vietnamese layout makes
letters of digits, Telex and VNI put accents on the household's id. Number, page and version survive all of these;
what is left of the id is compared with the ids that are known (:func:`same_smeared`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.form_sheet import FormCode, form_number
from sinhke_desktop.domain.vietnamese import fold

VIETNAMESE_DIGITS: Mapping[str, str] = {
    "ă": "1", "â": "2", "ê": "3", "ô": "4", "\u0300": "5", "\u0309": "6", "\u0303": "7", "\u0301": "8", "\u0323": "9",
    "đ": "0", "Ă": "1", "Â": "2", "Ê": "3", "Ô": "4", "Đ": "0",
}  # fmt: skip
"""What the upper row gives in the Vietnamese layout of Windows, in which a scanner types no digit at all."""
FRENCH: Mapping[str, str] = {
    "&": "1", "é": "2", '"': "3", "'": "4", "(": "5", "-": "6", "è": "7", "_": "8", "ç": "9", "à": "0",
    "q": "a", "Q": "A",
}  # fmt: skip
"""The upper row without Shift, and the exchanged letter of the id, in the French layout."""
_LAYOUTS: tuple[Mapping[str, str], ...] = ({}, VIETNAMESE_DIGITS, FRENCH)

_NUMBERED = re.compile(
    r"sk1(?P<bar>\D)(?P<version>t[hn]\dm?r?)(?P=bar)(?P<number>\d{8})(?P=bar)"
    r"(?P<page>\d{1,2})\D(?P<pages>\d{1,2})(?P=bar)(?P<household>.*)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"sk1(?P<bar>\D)(?P<version>th1)(?P=bar)(?P<household>.*?)(?P=bar)(?P<page>\d{1,2})\D(?P<pages>\d{1,2})",
    re.IGNORECASE,
)
_ID = re.compile(r"[0-9a-f]{32}")
_LOST = re.compile(r"[^abcde07]")
_TWICE = re.compile(r"([ade])\1+")


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """What a scanner typed: ``code`` as far as it is sure, ``smeared`` what came instead of the household's id.

    ``smeared`` is empty where the id is whole (in ``code``) or where the form is a spare one.
    """

    code: FormCode
    smeared: str = ""


def looks_scanned(text: str) -> bool:
    """True where *text* can only come from the QR of a form, whole or not."""
    return bool(re.match(r"sk[1ă&]\W?", text.strip(), re.IGNORECASE)) and len(text.strip()) > 8


def scanned_code(text: str) -> ScannedCode | None:
    """The code in *text*, or None where it is none; ValueError where its form number has a wrong digit."""
    text = text.strip()
    for layout in _LAYOUTS:
        plain = "".join(layout.get(sign, sign) for sign in text)
        match = _NUMBERED.fullmatch(plain) or _FIRST.fullmatch(plain)
        if match is not None:
            return _scanned(match)
    return None


def _scanned(match: re.Match[str]) -> ScannedCode | None:
    number = match.groupdict().get("number") or ""
    if number:
        form_number(number)
    page, pages = int(match["page"]), int(match["pages"])
    if not 1 <= page <= pages:
        return None
    typed = match["household"].strip()
    whole = typed.lower() if _ID.fullmatch(typed.lower()) else ""
    return ScannedCode(FormCode(match["version"].upper(), number, whole, page, pages), "" if whole else typed)


def _skeleton(text: str) -> str:
    """What Telex and VNI leave alone: signs that neither become accents nor are swallowed by one."""
    return _TWICE.sub(r"\1", _LOST.sub("", fold(text)))


def same_smeared(smeared: str, household_ids: Iterable[str]) -> str:
    """The one id among *household_ids* of which *smeared* may be what a typing program left; empty where none or more.

    The digits that are tones in VNI, ``f`` and doubled letters of Telex are left out of the comparison.
    """
    wanted = _skeleton(smeared)
    found = [one for one in household_ids if _skeleton(one) == wanted]
    return found[0] if len(found) == 1 and wanted else ""
