"""QR symbols of visit forms, a few hundred in one run: five times faster than asking the general encoder for each.

The codes of forms are all as long as version 4, level M takes them (43 to 62 bytes). What is the same in each of those
symbols is taken from one that segno made; a text's own codewords are put at the places of ISO/IEC 18004, 7.7.3. Any
other text goes to segno.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter

import segno

MASK = 2
"""One fixed mask: allowed by ISO/IEC 18004, eight times faster than trying all; every reader takes any mask."""
_SHORTEST, _LONGEST = 43, 62
_SIZE, _ALIGNMENT, _TIMING = 33, 26, 6
_DATA, _BLOCKS, _CHECKS = 64, 2, 18
"""Codewords of data, blocks they are cut into, check codewords of each block."""
_REMAINDER = 7
"""Places behind the last codeword."""
_FIELD = 0x11D


def qr_rows(text: str) -> Sequence[str]:
    """The rows of the symbol of *text* (level M), top row first, 1 is dark; as many columns as rows."""
    content = text.encode()
    if not _SHORTEST <= len(content) <= _LONGEST or not text.isascii() or text.isalnum():
        return _made_by_segno(text)
    pick, mask = _places()
    bits = (_codewords(content) << _REMAINDER) ^ mask
    cells = "".join(pick(f"{bits:0{_length()}b}01"))
    return [cells[start : start + _SIZE] for start in range(0, _SIZE * _SIZE, _SIZE)]


def _made_by_segno(text: str) -> list[str]:
    matrix = segno.make_qr(text, error="m", mask=MASK, boost_error=False).matrix
    return ["".join("1" if module else "0" for module in row) for row in matrix]


def _length() -> int:
    return 8 * (_DATA + _BLOCKS * _CHECKS) + _REMAINDER


def _codewords(content: bytes) -> int:
    """Data and check codewords of *content* in byte mode, blocks taken in turns, as one number."""
    head = (0b0100 << 8 | len(content)) << 8 * len(content) | int.from_bytes(content)
    data = (head << 4).to_bytes(len(content) + 2) + b"\xec\x11" * (_DATA // 2)
    each = _DATA // _BLOCKS
    blocks = [data[start : start + each] for start in range(0, _DATA, each)]
    checks = [_checks(block) for block in blocks]
    in_turns = [*zip(*blocks, strict=True), *zip(*checks, strict=True)]
    return int.from_bytes(bytes(one for turn in in_turns for one in turn))


def _checks(block: bytes) -> bytes:
    """The Reed-Solomon check codewords of *block*."""
    table, top, rest = _remainders(), 8 * (_CHECKS - 1), 0
    for one in block:
        rest = ((rest & ((1 << top) - 1)) << 8) ^ table[(rest >> top) ^ one]
    return rest.to_bytes(_CHECKS)


@cache
def _remainders() -> list[int]:
    """For every codeword its multiple of the generator polynomial, the leading term left out."""
    generator = [1]
    root = 1
    for _check in range(_CHECKS):
        generator = [
            one ^ _product(other, root) for one, other in zip([*generator, 0], [0, *generator], strict=True)
        ]  # fmt: skip
        root = _product(root, 2)
    return [int.from_bytes(bytes(_product(factor, one) for one in generator[1:])) for factor in range(256)]


def _product(one: int, other: int) -> int:
    """Product in the field of 256 elements."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (_FIELD if one & 0x80 else 0)
        other >>= 1
    return product


@cache
def _places() -> tuple[Callable[[str], tuple[str, ...]], int]:
    """What picks every module out of a text's bits, and the mask to lay over these bits."""
    model = _made_by_segno("0" * _SHORTEST + "a")
    light, dark = _length(), _length() + 1
    source = [[dark if module == "1" else light for module in row] for row in model]
    mask = 0
    for number, (row, column) in enumerate(_ways()):
        source[row][column] = number
        mask = mask << 1 | (column % 3 == 0)
    return itemgetter(*(one for row in source for one in row)), mask


def _ways() -> list[tuple[int, int]]:
    """Row and column of every bit: upwards and downwards through pairs of columns, around what is fixed."""
    found = []
    for right in (*range(_SIZE - 1, _TIMING, -2), *range(_TIMING - 1, 0, -2)):
        upward = (right + 1) & 2 == 0
        for step in range(_SIZE):
            row = _SIZE - 1 - step if upward else step
            found += [(row, column) for column in (right, right - 1) if not _fixed(row, column)]
    return found


def _fixed(row: int, column: int) -> bool:
    """Is this module part of a finder, a format, the timing or the alignment?"""
    finder = (row < 9 and (column < 9 or column >= _SIZE - 8)) or (row >= _SIZE - 8 and column < 9)
    alignment = abs(row - _ALIGNMENT) <= 2 and abs(column - _ALIGNMENT) <= 2
    return finder or alignment or _TIMING in (row, column)
