"""How reports write figures: counts with two digits, sums with dots, changes in words, references in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sinhke_desktop.documents.letter import escaped
from sinhke_desktop.domain.money import format_dong, format_number, format_percent
from sinhke_desktop.domain.report import ProgressReport

NAMED = 5
"""So many households are named in a sentence; of more only the number is said."""
_REFERENCE = re.compile(r"\[(\d{1,3})\]")


def two(number: int) -> str:
    """``7`` as ``07``, as papers write counts; 10 and more with dots."""
    return f"{number:02d}" if 0 <= number < 10 else format_number(number)


def dong(amount: int) -> str:
    """``31.500.000 đồng``."""
    return f"{format_dong(amount)} đồng"


def referred(report: ProgressReport, text: str, number: int) -> str:
    """*text* with the reference to what stands behind it, where the report has that."""
    return f"{text} [{number}]" if report.trace(number) is not None else text


def names(some: Sequence[str]) -> str:
    """The first few names, and how many more."""
    more = len(some) - NAMED
    return ", ".join(some[:NAMED]) + (f" và {two(more)} hộ khác" if more > 0 else "")


def sentence(text: str) -> str:
    """*text* as a sentence of its own: one line, capital, full stop."""
    words = " ".join(text.split())
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?")) else f"{words}."


def joined(parts: Sequence[str]) -> str:
    """``a``, ``a và b``, ``a, b và c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}" if parts else ""


def compared(report: ProgressReport, now: int, before: int | None, unit: str) -> str:
    """``, tăng 02 hộ so với quý II năm 2025``; nothing where there is nothing to compare with.

    Of a period that is not over only the earlier figure is said: it would be compared with a whole one.
    """
    earlier = report.period.before
    if before is None or earlier is None or (not now and not before):
        return ""

    def size(amount: int) -> str:
        return dong(amount) if unit == "đồng" else f"{two(amount)} {unit}"

    if report.unfinished:
        return f" ({earlier.name}: {size(before)})"
    if now == before:
        return f", bằng {earlier.name}"
    word = "tăng" if now > before else "giảm"
    share = f" ({format_percent(abs(now - before), before)})" if before and unit == "đồng" else ""
    return f", {word} {size(abs(now - before))}{share} so với {earlier.name}"


def anchor(number: int) -> str:
    """The name of the place where a reference leads to."""
    return f"so-lieu-{number}"


def linked(report: ProgressReport, text: str) -> str:
    """*text* as markup, each reference that the report knows a link to its list."""

    def link(found: re.Match[str]) -> str:
        number = int(found[1])
        if report.trace(number) is None:
            return found[0]
        return f'<a href="#{anchor(number)}" color="black"><font size="-3">{found[0]}</font></a>'

    return _REFERENCE.sub(link, escaped(text))


def references(text: str) -> list[int]:
    """The numbers in brackets of *text*, in order."""
    return [int(one) for one in _REFERENCE.findall(text)]
