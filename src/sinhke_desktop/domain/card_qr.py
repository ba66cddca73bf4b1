"""What the QR code of a citizen card says when a scanner types it like a keyboard (domain.md 6.1).

``number|old number|name|ddMMyyyy|Nam or Nữ|address|ddMMyyyy``. A Vietnamese typing program on the machine (UniKey,
EVKey) may turn typed letters into others: in Telex ``aa`` becomes ``â``, ``w`` ``ư`` and ``s f r x j`` tones; in VNI
digits become tones. A read that may have been changed so is never taken without being confirmed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.citizen_id import NEW_LENGTH, OLD_LENGTH, warnings_for
from sinhke_desktop.domain.household import Birth, Sex
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

FIELD = "card"
LEAST_BARS = 5
_NAME, _BIRTH, _SEX, _ADDRESS, _ISSUED = 2, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class CardRead:
    """One card as scanned; ``doubts`` says in words why it must be confirmed before it is taken, empty if it need not.

    ``old_id`` is the former CMND and may be empty, as may a date or sex that could not be read.
    """

    citizen_id: str
    old_id: str
    full_name: str
    birth: Birth | None
    sex: Sex | None
    address: str
    issued_on: date | None
    doubts: tuple[str, ...] = ()


def is_card(text: str) -> bool:
    """True for text that only a scanned card can be: nobody types so many bars."""
    return text.count("|") >= LEAST_BARS


def read_card(text: str) -> CardRead:
    """Read what a scanner typed; more fields than seven are ignored, an ending Enter or Tab too.

    Raises :class:`InvalidInput`: ``CC-07`` where it is no card's code, ``CC-08`` where the typing program changed
    its digits.
    """
    fields = [tidy(field) for field in text.split("|")]
    if not is_card(text):
        raise InvalidInput([Problem(FIELD, _not_a_card(), "CC-07")])
    number, old, birth = fields[0], fields[1], fields[_BIRTH]
    issued = fields[_ISSUED] if len(fields) > _ISSUED else ""
    if any(_is_changed(*pair) for pair in ((number, NEW_LENGTH), (old, OLD_LENGTH), (birth, 8), (issued, 8))):
        message = _(
            "The digits of the card were changed on the way by the Vietnamese typing program. "
            "Turn UniKey off (it shows E), then scan again."
        )
        raise InvalidInput([Problem(FIELD, message, "CC-08")])
    if not _is_number(number) or len(number) != NEW_LENGTH or not fields[_NAME]:
        raise InvalidInput([Problem(FIELD, _not_a_card(), "CC-07")])
    read = CardRead(
        citizen_id=number,
        old_id=old,
        full_name=fields[_NAME],
        birth=_birth(birth),
        sex={"nam": Sex.MALE, "nu": Sex.FEMALE}.get(fold(fields[_SEX])),
        address=fields[_ADDRESS],
        issued_on=_day(issued),
    )
    return CardRead(**{name: getattr(read, name) for name in CardRead.__slots__[:-1]}, doubts=tuple(_doubts(read)))


def _is_changed(field: str, length: int) -> bool:
    """True for digits among which letters or marks stand."""
    return bool(field) and not _is_number(field) and sum(char.isdigit() for char in field) >= length // 2


def _not_a_card() -> str:
    return _("This is not the QR code of a citizen card. Scan it again or type the number by hand.")


def _doubts(read: CardRead) -> list[str]:
    found = [one.message for one in warnings_for(read.citizen_id, read.sex, read.birth.year if read.birth else None)]
    if read.birth is None:
        found.append(_("The birth date of the card cannot be read."))
    if read.sex is None:
        found.append(_("The sex on the card cannot be read."))
    if read.old_id and len(read.old_id) not in (OLD_LENGTH, NEW_LENGTH):
        found.append(_("The old number on the card has neither 9 nor 12 digits."))
    if not is_plain_name(read.full_name) and not is_vietnamese_name(read.full_name):
        found.append(_("The name may have been changed by the Vietnamese typing program: compare it with the card."))
    elif not read.full_name.isascii() and read.address.isascii() and len(read.address) > len("Xã Phước Hà"):
        found.append(_("The name has accents and the address has none: compare the name with the card."))
    return found


def is_plain_name(name: str) -> bool:
    """True for capital letters without accents, as many scanners send them: ``NGUYEN VAN AN``."""
    return bool(re.fullmatch(r"[A-Z]+(?:[ '’\-][A-Z]+)*", name))


_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_CLOSED = "iê|yê|uyê|uô|ươ|uâ|oă|[aăâeêioôơuưy]|oa|oe|uê|uy|oo"
_OPEN = (
    "iêu|yêu|oai|oao|oay|oeo|uao|uây|uôi|uya|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|uê|ui|uơ|uy|"
    "ưa|ưi|ưu|[aeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:(?P<closed>{_CLOSED})(?P<coda>ch|nh|ng|[cmnpt])|(?:{_OPEN}))")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def is_vietnamese_name(name: str) -> bool:
    """True if every word is a Vietnamese syllable, capitals alike: ``Nguyễn Thị Ánh``, not ``KATỎ THỊ ÁNH``.

    Names of the Raglai, Chăm or Cơ-ho often are not, which then only means that they are shown to be confirmed.
    """
    words = re.split(r"[ \-]", name)
    alike = all(word.isupper() for word in words) or all((word[:1].isupper() and word[1:].islower()) or len(word) == 1
                                                         for word in words)  # fmt: skip
    return alike and all(_is_syllable(word.lower()) for word in words)


def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word)
    tones = [mark for mark in parts if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if match is None or len(tones) > 1:
        return False
    stopped = match["coda"] in ("c", "ch", "p", "t")
    return not stopped or tones in (["\u0301"], ["\u0323"])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _birth(text: str) -> Birth | None:
    if day := _day(text):
        return Birth(day.year, day.month, day.day)
    year = re.fullmatch(r"(?:0000)?([12]\d{3})", text, re.ASCII)
    return Birth(int(year[1])) if year else None
