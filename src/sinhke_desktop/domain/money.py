"""Sums in đồng: how Vietnamese papers write them in figures, shares and words (domain.md 4.3, 6.6).

Dots group thousands, the comma marks decimals, rates are rounded half up from whole numbers, never from floats.
"""

from __future__ import annotations

LARGEST = 10**18 - 1
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
NO_SHARE = "–"


def format_number(number: int) -> str:
    """``1234567`` as ``1.234.567``."""
    return f"{number:,}".replace(",", ".")


def format_dong(amount: int) -> str:
    """*amount* đồng in figures without unit: ``440.300.000``."""
    return format_number(amount)


def format_percent(part: int, whole: int, decimals: int = 2) -> str:
    """*part* of *whole* as ``60,0%``, rounded half up (away from zero); :data:`NO_SHARE` where *whole* is zero."""
    if whole == 0:
        return NO_SHARE
    scale: int = 10**decimals
    sign = "-" if (part < 0) != (whole < 0) and part else ""
    dividend, divisor = abs(part) * 100 * scale, abs(whole)
    rounded = (2 * dividend + divisor) // (2 * divisor)
    if rounded == 0:
        sign = ""
    units, rest = divmod(rounded, scale)
    fraction = f",{rest:0{decimals}d}" if decimals else ""
    return f"{sign}{format_number(units)}{fraction}%"


def format_millions(amount: int, decimals: int = 1) -> str:
    """*amount* đồng in millions for chart labels: ``440,3``; half up, no unit."""
    scale: int = 10**decimals
    rounded = (2 * abs(amount) * scale + 1_000_000) // 2_000_000
    units, rest = divmod(rounded, scale)
    sign = "-" if amount < 0 and rounded else ""
    return f"{sign}{format_number(units)}" + (f",{rest:0{decimals}d}" if decimals else "")


def number_in_words(number: int) -> str:
    """*number* read in Vietnamese: ``105`` is ``một trăm lẻ năm``, ``21_000`` ``hai mươi mốt nghìn``.

    After mươi: mốt, tư, lăm; after mười: một, bốn, lăm; a missing ten is lẻ; inner groups start with không trăm.
    Raises ValueError beyond :data:`LARGEST`.
    """
    if abs(number) > LARGEST:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(abs(number), 10**9)
    words = ["âm"] if number < 0 else []
    if billions:
        words += [*_below_billion(billions, full=False), "tỷ"]
    words += _below_billion(rest, full=bool(billions))
    return " ".join(words)


def amount_in_words(amount: int) -> str:
    """``440300000`` as ``Bốn trăm bốn mươi triệu ba trăm nghìn đồng``, as payment papers want it."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def _below_billion(number: int, *, full: bool) -> list[str]:
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words += _group(group, full=full or bool(words))
            if _GROUPS[power]:
                words.append(_GROUPS[power])
    return words


def _group(number: int, *, full: bool) -> list[str]:
    """Words of 1..999; *full* says the hundreds even when they are zero."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0 and units and words:
        words.append("lẻ")
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    if units:
        words.append(_unit_after(tens, units))
    return words


def _unit_after(tens: int, units: int) -> str:
    if units == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(units, _DIGITS[units])
    return _DIGITS[units]
