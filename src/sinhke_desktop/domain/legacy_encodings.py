"""Vietnamese text of old fonts: TCVN3 (``.VnTime``) and VNI-Windows, decoded and recognised (domain.md 6.5).

Text typed in such a font arrives as Latin letters that make no sense. Decode it before anything is stripped: in
TCVN3 the letter ư is byte AD, the soft hyphen, which is invisible and which tidying removes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TCVN3 = "TCVN3"
VNI = "VNI"

_TCVN3_RUNS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)


def _tcvn3_table() -> dict[int, str]:
    table = {first + at: char for first, run in _TCVN3_RUNS for at, char in enumerate(run)}
    return {**table, 0x03BC: "à"}


_TCVN3_TABLE = _tcvn3_table()


def decode_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 (ABC) read as Latin-1 → Unicode, NFC; *capitals* for text in an ``...H`` font (``.VnTimeH``)."""
    decoded = unicodedata.normalize("NFC", text).translate(_TCVN3_TABLE)
    return decoded.upper() if capitals else decoded


def with_lost_capitals(name: str) -> str:
    """``Võ Hữu ẩn`` → ``Võ Hữu Ẩn``: TCVN3 has no capitals with tones, only the other words tell that one is meant."""
    words = name.split(" ")
    small = [word for word in words if word[:1].islower()]
    toned = all(_TONE.search(unicodedata.normalize("NFD", word[0])) for word in small)
    if not small or len(small) == len(words) or not toned:
        return name
    return " ".join(word[:1].upper() + word[1:] for word in words)


_TONE_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOF_MARKS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE_MARKS = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_marks(base: str) -> dict[str, str]:
    marks = dict(_TONE_MARKS)
    if base in "aeo":
        marks |= {char: "\u0302" + tone for char, tone in _ROOF_MARKS.items()}
    if base == "a":
        marks |= {char: "\u0306" + tone for char, tone in _BREVE_MARKS.items()}
    return marks


_VNI_PAIRS = {
    base + char: unicodedata.normalize("NFC", _ALONE.get(base, base) + marks)
    for base in "aeouyôö"
    for char, marks in _vni_marks(base).items()
}
_VNI_UNIT = re.compile("|".join([*sorted(_VNI_PAIRS), *_ALONE]), re.IGNORECASE)


def _vni_unit(found: re.Match[str]) -> str:
    unit = found[0]
    lower = unit.lower()
    decoded = _VNI_PAIRS.get(lower) or _ALONE[lower]
    return decoded.upper() if unit[0].isupper() else decoded


def decode_vni(text: str) -> str:
    """VNI-Windows read as Latin-1 → Unicode, NFC: a letter followed by its mark becomes one letter."""
    return unicodedata.normalize("NFC", _VNI_UNIT.sub(_vni_unit, unicodedata.normalize("NFC", text)))


_ONSETS = "ngh|ng|nh|gh|gi|g|ch|c|kh|k|ph|p|qu|th|tr|t|b|d|đ|h|l|m|n|r|s|v|x|"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op "
    "ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn "
    "uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
    "y yêm yên yêng yêt yêu"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})(?:{'|'.join(_RIMES.split())})")
_STOPPED = re.compile(r"(?:ch|c|p|t)$")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_LEGACY_WORD = re.compile("[A-Za-z\u00a1-\u00ff\u03bc]+")
_BEYOND_LATIN_1 = re.compile("[\u0100-\u01b0\u1ea0-\u1ef9]")


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(parts)
    plain = unicodedata.normalize("NFC", _TONE.sub("", parts))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not _STOPPED.search(plain) or bool(tones and tones[0] in "\u0301\u0323")


def _well_cased(word: str) -> bool:
    return word in (word.lower(), word.upper(), word.capitalize())


def is_vietnamese(text: str) -> bool:
    """True for text with a letter that only Unicode Vietnamese has (ă, đ, ơ, ư, ạ, ế...)."""
    return _BEYOND_LATIN_1.search(unicodedata.normalize("NFC", text)) is not None


def share_of_syllables(words: list[str]) -> float:
    """How many of *words* may be Vietnamese syllables, 0 to 1; 0 without words."""
    if not words:
        return 0.0
    good = sum(1 for word in words if _WORD.fullmatch(word) and _well_cased(word) and _is_syllable(word))
    return good / len(words)


def guess_legacy_encoding(text: str) -> str | None:
    """:data:`TCVN3` or :data:`VNI` where *text* makes Vietnamese words only when decoded so, else None.

    None also for text that is Unicode already, plain ASCII, or of an encoding that is not known here: never a guess
    where the reading as it stands is as good.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii() or _BEYOND_LATIN_1.search(text):
        return None
    words = [word for word in _LEGACY_WORD.findall(text) if not word.isascii()]
    if not words:
        return None
    shares = {
        TCVN3: share_of_syllables([decode_tcvn3(word) for word in words]),
        VNI: share_of_syllables([decode_vni(word) for word in words]),
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] < 0.75 or shares[best] <= share_of_syllables(words) or shares[TCVN3] == shares[VNI]:
        return None
    return best
