"""Vietnamese text: tidied at every entry, folded for search, keyed for sorting (domain.md 6.4)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sinhke_desktop.domain.legacy_encodings import decode_tcvn3, decode_vni, guess_legacy_encoding

__all__ = [
    "decode_tcvn3",
    "decode_vni",
    "fold",
    "guess_legacy_encoding",
    "marked",
    "name_sort_key",
    "normalise_tone",
    "sort_key",
    "tidy",
]

_ETH = {"Ð": "Đ", "ð": "đ"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "{", "\u0302": "{", "\u031b": "|"}


@lru_cache(maxsize=1024)
def _tidied(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char.isspace():
        return " "
    return "" if category in ("Cc", "Cf", "Cs") else _ETH.get(char, char)


def tidy(text: str) -> str:
    """*text* as it is kept: NFC, one space between words, no invisible or control characters, Đ for a mistyped Ð.

    Text in a legacy encoding must be decoded before: there the soft hyphen that this removes is the letter ư.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split(" ")) if "  " not in text and text == text.strip() else " ".join(text.split())
    if not text.isprintable() or "Ð" in text or "ð" in text:
        text = "".join(map(_tidied, text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _folding() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(range(0x0300, 0x0370))
    for point in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(point).lower())[0]
        if base != chr(point):
            table[point] = base
    table.update(dict.fromkeys(map(ord, "ĐđÐð"), "d"))
    table.update(dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)))
    return table


_FOLDING = _folding()


def fold(text: str) -> str:
    """*text* for comparing and searching: lower case, no accents, đ as d, single spaces; any tone position."""
    if not text.isascii():
        text = text.translate(_FOLDING)
    return " ".join(text.lower().translate(_FOLDING).split())


_TONE_CHARS = "àảãáạèẻẽéẹỳỷỹýỵòỏõóọùủũúụ"


def _moved(first: str, second: str, *, to_first: bool) -> str:
    """The two vowels with the tone on the first or on the second."""
    parts = unicodedata.normalize("NFD", first + second)
    tones = "".join(mark for mark in parts if mark in _TONES)
    plain = "".join(mark for mark in parts if mark not in _TONES)
    placed = plain[0] + tones + plain[1:] if to_first else plain + tones
    return unicodedata.normalize("NFC", placed)


_ENDING_OA = re.compile(r"(o)([àảãáạèẻẽéẹ])(?!\w)|(?<!q)(u)([ỳỷỹýỵ])(?!\w)", re.IGNORECASE)
_INNER_OA = re.compile(r"([òỏõóọ])([ae])(?=[cimnoptuy])|(?<!q)([ùủũúụ])(y)(?=\w)|(?<=q)([ùủũúụ])(y)", re.IGNORECASE)


def normalise_tone(text: str) -> str:
    """*text* with the tone where ``Hòa``, ``Thúy``, ``hoàn``, ``quý`` have it, NFC; ``Hoà`` and ``hòan`` are moved."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return text
    text = _ENDING_OA.sub(lambda m: _moved(m[1] or m[3], m[2] or m[4], to_first=True), text)
    return _INNER_OA.sub(
        lambda m: _moved(m[1] or m[3] or m[5], m[2] or m[4] or m[6], to_first=False),
        text,
    )


@lru_cache(maxsize=16384)
def _word_key(word: str) -> tuple[str, str]:
    """Letters of one word in an ASCII order (ă is ``a{``, â ``a|``, đ ``d{``), and its tones, ``0`` for ngang."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tones.append(_TONES[char])
        elif char in _SHAPES:
            after_a = char == "\u0302" and letters and letters[-1] == "a"
            horned_u = char == "\u031b" and letters and letters[-1] == "u"
            letters.append("|" if after_a else "{" if horned_u else _SHAPES[char])
        elif char in "đð":
            letters.append("d{")
        elif char.isalnum():
            letters.append(char)
    return "".join(letters), "".join(tones) or "0"


_WORDS = re.compile(r"\d+|[^\W\d_][^\W\d_'’ʼ\u0300-\u036f]*(?:['’ʼ\u0300-\u036f][^\W\d_'’ʼ\u0300-\u036f]*)*")


def _collated(words: list[str]) -> str:
    pairs = [(word.zfill(6), "0") if word.isdigit() else _word_key(word) for word in words]
    return '"'.join(letters for letters, _ in pairs) + " " + "".join(tones for _, tones in pairs)


def sort_key(text: str) -> str:
    """A key whose plain string order is the Vietnamese alphabet's; tones count after all letters, case does not.

    Numbers sort by value (``Thôn 2`` before ``Thôn 10``); the position of the tone (``Hoà``, ``Hòa``) is irrelevant.
    """
    return _collated(_WORDS.findall(text))


def name_sort_key(full_name: str) -> str:
    """A key by given name (the last word), then middle names, then family name, as Vietnamese lists are sorted."""
    words = _WORDS.findall(full_name)
    if not words:
        return ""
    return " ".join((_collated(words[-1:]), _collated(words[1:-1]), _collated(words[:1] if len(words) > 1 else [])))


@lru_cache(maxsize=16384)
def _marked_word(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tones.append(_TONES[char])
        elif char in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    return "".join(tones) + ":" + "".join(letters)


def marked(text: str) -> str:
    """Each word of *text* as its tones, a colon and its letters without tones, lower case: ``Hòa Sơn`` is
    ``1:hoa :sơn``. Where the tone stands (``Hoà``, ``Hòa``) makes no difference. For :class:`.searching.Search`."""
    return " ".join(map(_marked_word, text.split()))
