"""JSON as we accept it from outside: no repeated keys, no floats, no NaN, no huge numbers, nothing too long or deep."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, NoReturn

from sinhke_desktop.bundles.refusals import WrongContents

LONGEST_LINE = 1 << 20
DEEPEST = 6
LONGEST_INTEGER = 15
"""Digits, sign left out: below 2**53, so that every reader of JSON agrees."""
LONGEST_TEXT = 100_000
"""Characters; a cell of a workbook, which may become a note, holds 32,767."""

_NESTED = (dict, list)
_FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufeff]"
)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise WrongContents("repeated key")
    return found


def _refuse(text: str) -> NoReturn:
    raise WrongContents("number with a fraction")


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > LONGEST_INTEGER:
        raise WrongContents("huge number")
    return int(text)


def load_object(line: bytes, longest: int = LONGEST_LINE) -> dict[str, Any]:
    """The JSON object in *line*, of at most *longest* bytes.

    Raises :class:`WrongContents` for anything that two readers could read differently.
    """
    if len(line) > longest:
        raise WrongContents("line too long")
    try:
        value = json.loads(
            line.decode("utf-8"),
            object_pairs_hook=_pairs,
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_integer,
        )
    except (ValueError, RecursionError) as error:
        raise WrongContents("not JSON") from error
    if not isinstance(value, dict):
        raise WrongContents("not an object")
    _check_depth(value, 1)
    return value


def _check_depth(value: dict[str, Any] | list[Any], depth: int) -> None:
    if depth > DEEPEST:
        raise WrongContents("nested too deep")
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, _NESTED):
            _check_depth(one, depth + 1)


def check_text(text: object, name: str, longest: int = LONGEST_TEXT) -> str:
    """*text* if it is a text in NFC without control or direction characters (newline and tab are allowed)."""
    if not isinstance(text, str):
        raise WrongContents(f"{name}: not a text")
    if len(text) > longest:
        raise WrongContents(f"{name}: too long")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise WrongContents(f"{name}: not NFC")
    if not text.isprintable() and _FORBIDDEN.search(text):
        raise WrongContents(f"{name}: control character")
    return text


def check_number(value: object, name: str, least: int = 0) -> int:
    """*value* if it is a whole number of at least *least*."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise WrongContents(f"{name}: not a count")
    return value


def check_hex(value: object, name: str, digits: int, *, empty: bool = False) -> str:
    """*value* if it is exactly *digits* lower-case hexadecimal digits (or, if allowed, empty)."""
    if not isinstance(value, str):
        raise WrongContents(f"{name}: not a text")
    if empty and not value:
        return value
    if len(value) != digits or value.strip("0123456789abcdef"):
        raise WrongContents(f"{name}: not {digits} hexadecimal digits")
    return value


def check_keys(value: object, name: str, keys: frozenset[str]) -> dict[str, Any]:
    """*value* if it is an object with exactly *keys*."""
    if not isinstance(value, dict) or value.keys() != keys:
        raise WrongContents(f"{name}: other fields than stated")
    return value


def check_list(value: object, name: str, longest: int) -> list[Any]:
    """*value* if it is a list of at most *longest*."""
    if not isinstance(value, list) or len(value) > longest:
        raise WrongContents(f"{name}: not a short list")
    return value
