"""Text whose encoding is told by its font, was read twice, or is not known: what can surely be mended, and what not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sinhke_desktop.domain.legacy_encodings import (
    TCVN3,
    VNI,
    decode_tcvn3,
    decode_vni,
    guess_legacy_encoding,
    is_vietnamese,
    share_of_syllables,
)

UTF8_TWICE = "UTF-8"
"""UTF-8 that was read as Western text: ``Nguyá»…n``."""
_WESTERN = {
    byte: bytes((byte,)).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_MINORITY = "ñÑ"
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýÐð" + _MINORITY
_SIGNS_IN_WORDS = "²³°º½¼¾·"
_FOREIGN = "".join(
    char
    for char in map(chr, (*range(0x80, 0xA0), *range(0xA1, 0x100)))
    if char not in _VIETNAMESE + _SIGNS_IN_WORDS + "«»\u00ad"
)
_FOREIGN += "\ufffd\u0192\u2020\u2021\u2030\u2122\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u02c6\u02dc\u201a\u201e"
_IN_A_WORD = re.compile(
    rf"[^\W\d_][{re.escape(_FOREIGN)}]|[{re.escape(_FOREIGN)}][^\W\d_]|[a-z]Ð|[\ue000-\uf8ff\ufffd]"
)
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|\?{2,}[^\W\d_]|[^\W\d_]\?{2,}|\ufffd")
_NON_ASCII_WORD = re.compile(r"[^\s,;|]*[^\x00-\x7f][^\s,;|]*")
_UPPER_BYTES = frozenset((0x00, 0x01, 0x03, 0x1E, 0x20))
"""Upper bytes of Latin, Vietnamese and combining letters and of usual signs in UTF-16."""
_AROUND = "\"'().:-"


def encoding_of_font(font: str) -> tuple[str, bool] | None:
    """The encoding that a font stands for and whether it shows capitals only: ``.VnTimeH`` → (TCVN3, True)."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return TCVN3, name.rstrip(" 0123456789").endswith("h")
    if re.match(r"vni[-_ ]", name) or name in ("vni", "vntimes"):
        return VNI, False
    return None


def decode_by_font(text: str, font: str) -> str:
    """*text* as the font shows it, in Unicode; text that is Unicode already stays as it is, whatever its font says."""
    known = encoding_of_font(font)
    text = unicodedata.normalize("NFC", text)
    if known is None or is_vietnamese(text):
        return text
    encoding, capitals = known
    if encoding == TCVN3 and any("\u00c0" <= char <= "\u00ff" and decode_tcvn3(char) == char for char in text):
        return text
    decoded = text
    if not text.isascii():
        decoded = decode_tcvn3(text) if encoding == TCVN3 else decode_vni(text)
        words = _NON_ASCII_WORD.findall(text)
        if share_of_syllables(words) > share_of_syllables(_NON_ASCII_WORD.findall(decoded) or [""]):
            return text
    return decoded.upper() if capitals else decoded


def reads_better(decoded: str, text: str) -> bool:
    """True where more of the words that are not ASCII are Vietnamese syllables in *decoded* than in *text*."""
    new, old = (share_of_syllables(_words(one)) for one in (decoded, text))
    return new > old


def is_certain(text: str) -> bool:
    """True where every word that is not ASCII is a Vietnamese syllable."""
    return share_of_syllables(_words(text)) == 1


def _words(text: str) -> list[str]:
    """The words of *text* that are not ASCII; all of them where none is left, as old letters may become ASCII."""
    return [word.strip(_AROUND) for word in _NON_ASCII_WORD.findall(text) or text.split()]


@lru_cache(maxsize=65536)
def undo_second_reading(text: str) -> str:
    """``Nguyá»…n`` → ``Nguyễn`` where the text surely is UTF-8 read as Western text; anything else as it is."""
    if text.isascii():
        return text
    try:
        again = b"".join(_western_byte(char) for char in text).decode("utf-8")
    except ValueError:
        return text
    again = unicodedata.normalize("NFC", again)
    words = _NON_ASCII_WORD.findall(again)
    return again if words and share_of_syllables(words) >= 0.5 else text


def _western_byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


def utf16_without_mark(content: bytes) -> str:
    """``utf-16-le`` or ``utf-16-be`` where every other byte is mostly the upper one of a letter; else empty."""
    sample = content[:4096]
    lower, upper = (sum(byte in _UPPER_BYTES for byte in sample[start::2]) for start in (0, 1))
    most, few = max(lower, upper), min(lower, upper)
    if len(sample) < 16 or most * 2 < len(sample) * 0.9 or few * 2 > most:
        return ""
    return "utf-16-le" if upper > lower else "utf-16-be"


def decode_bytes(content: bytes) -> tuple[str, str]:
    """A text file's text and what it was read as: UTF by its mark or its shape, TCVN3, VNI, Windows-1258.

    The last resort is Western text, whose foreign letters :func:`is_undecoded` then tells.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, errors="replace"), "utf-8" if mark[0] == 0xEF else "utf-16"
    if name := utf16_without_mark(content):
        return content.decode(name, errors="replace"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    western = content.decode("latin-1").translate(_WESTERN)
    if guess_legacy_encoding(western[:200_000]) is not None:
        return western, "windows-1252"
    try:
        vietnamese = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return western, "windows-1252"
    words = _NON_ASCII_WORD.findall(vietnamese[:200_000])
    if share_of_syllables([word.strip(_AROUND) for word in words]) >= 0.6:
        return vietnamese, "windows-1258"
    return western, "windows-1252"


@lru_cache(maxsize=65536)
def is_undecoded(text: str) -> bool:
    """True for words with letters that Vietnamese does not have: an encoding that is not known here."""
    if text.isascii():
        return False
    text = unicodedata.normalize("NFC", text)
    if not _IN_A_WORD.search(text):
        return False
    return share_of_syllables(_words(text)) < 0.75


def has_lost_letters(text: str) -> bool:
    """True where ``?`` stands for letters that were lost for good: ``Nguy?n V?n ??c``."""
    return ("?" in text and _LOST.search(text) is not None) or "\ufffd" in text
