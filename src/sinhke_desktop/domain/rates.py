"""Rates as reports print them, and whether published figures can all be true (domain.md 4.3, 9).

Two decimals, comma, rounded half up from whole numbers. A printed rate with its count says between which bounds the
whole must lie; figures of the same whole must leave some number possible. A preliminary result beside a final one is
no contradiction, two sources that differ on the same result are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from sinhke_desktop.domain.money import NO_SHARE, format_number
from sinhke_desktop.domain.review import ResultStatus
from sinhke_desktop.i18n import _

DECIMALS = 2


def half_up(value: Fraction, decimals: int = DECIMALS) -> Decimal:
    """*value* rounded half up (away from zero) to *decimals*."""
    scaled = value * 10**decimals
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-decimals)


def rate(part: int, whole: int | None, decimals: int = DECIMALS) -> Decimal | None:
    """*part* in a hundred of *whole*; None where the whole is unknown, zero or smaller than its part."""
    if whole is None or whole <= 0 or part > whole:
        return None
    return half_up(Fraction(100 * part, whole), decimals)


def rate_text(part: int, whole: int | None, decimals: int = DECIMALS) -> str:
    """``1,44`` as tables print it (the heading says %), ``–`` where there is no rate."""
    found = rate(part, whole, decimals)
    return NO_SHARE if found is None else comma(found)


def comma(value: Decimal) -> str:
    """``1.44`` as ``1,44``."""
    return format(value, "f").replace(".", ",")


def change(before: Decimal, after: Decimal) -> Decimal:
    """The difference of two printed rates, in points: ``1.44, 0.95`` give ``-0.49``."""
    return after - before


def feasible(part: int, printed: Decimal) -> range:
    """The wholes of which *part* is *printed* % at its own number of decimals."""
    exponent = printed.as_tuple().exponent
    half = Fraction(1, 2 * 10 ** max(0, -exponent if isinstance(exponent, int) else 0))
    value = Fraction(printed)
    if value - half <= 0:
        lowest = (100 * part / (value + half)).__floor__() + 1
        return range(max(lowest, 1), 10**12)
    return range(
        max((100 * part / (value + half)).__floor__() + 1, part, 1),
        (100 * part / (value - half)).__floor__() + 1,
    )


def common(ranges: Iterable[range]) -> range:
    """The numbers that lie in all of *ranges*."""
    some = list(ranges)
    if not some:
        return range(0)
    return range(max(one.start for one in some), min(one.stop for one in some))


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number: what it counts, of which whole (``households 2022``), its rate and who published it."""

    name: str
    count: int | None
    rate: Decimal | None = None
    whole: str = ""
    source: str = ""
    status: ResultStatus = ResultStatus.OFFICIAL


@dataclass(frozen=True, slots=True)
class Sum:
    """Counts or rates that must add up to *total*; *less* are taken away."""

    name: str
    total: Decimal | int
    parts: Sequence[Decimal | int]
    less: Sequence[Decimal | int] = ()


@dataclass(frozen=True, slots=True)
class Attainment:
    """How far a plan was reached: ``achieved`` points of the ``target`` are *printed* %."""

    name: str
    achieved: Decimal
    target: Decimal
    printed: Decimal


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What cannot be true: its code, the sentence, the names of the figures, what would make them agree (if found).

    ``TL-01`` no whole fits all rates; ``TL-02`` sources differ; ``TL-03`` a sum is wrong; ``TL-04`` the share of the
    plan is wrong.
    """

    code: str
    message: str
    names: tuple[str, ...]
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """Figures of reports that are looked at together."""

    figures: Sequence[Figure] = ()
    sums: Sequence[Sum] = ()
    attainments: Sequence[Attainment] = ()


def contradictions(published: Published) -> list[Contradiction]:
    """Everything in *published* that cannot be true; empty where all of it can."""
    return [
        *_impossible_wholes(published.figures),
        *_differing_sources(published.figures),
        *_wrong_sums(published.sums),
        *_wrong_attainments(published.attainments),
    ]


def _impossible_wholes(figures: Sequence[Figure]) -> Iterator[Contradiction]:
    by_whole: dict[tuple[str, ResultStatus, str], list[Figure]] = {}
    for one in figures:
        if one.whole and one.count is not None and one.rate is not None:
            by_whole.setdefault((one.whole, one.status, one.source), []).append(one)
    for some in by_whole.values():
        if len(some) < 2 or common(_ranges(some)):
            continue
        parts = "; ".join(
            _("{name}: {count} = {rate} % means about {whole}").format(
                name=one.name, count=format_number(one.count or 0), rate=comma(one.rate or Decimal(0)),
                whole=format_number(_middle(one)),
            )
            for one in some
        )  # fmt: skip
        message = _("No total fits these rates together. {parts}.").format(parts=parts)
        yield Contradiction("TL-01", message, tuple(one.name for one in some), tuple(_proposals(some)))


def _ranges(figures: Iterable[Figure]) -> list[range]:
    return [feasible(one.count or 0, one.rate or Decimal(0)) for one in figures]


def _middle(one: Figure) -> int:
    return int(half_up(Fraction(100 * (one.count or 0)) / Fraction(one.rate or 1), 0))


def _proposals(figures: Sequence[Figure]) -> Iterator[str]:
    """One slip of the keyboard (digits swapped, a digit too many) that would make all agree."""
    for place, one in enumerate(figures):
        others = [*figures[:place], *figures[place + 1 :]]
        for text in _slips(comma(one.rate or Decimal(0))):
            other = Decimal(text.replace(",", "."))
            if other and common(_ranges([*others, Figure(one.name, one.count, other)])):
                yield _("{name}: {wrong} % may be {right} %").format(
                    name=one.name, wrong=comma(one.rate or Decimal(0)), right=text
                )
        for text in _slips(str(one.count)):
            if text[0] != "0" and common(_ranges([*others, Figure(one.name, int(text), one.rate)])):
                yield _("{name}: {wrong} may be {right}").format(
                    name=one.name, wrong=format_number(one.count or 0), right=format_number(int(text))
                )


def _slips(text: str) -> Iterator[str]:
    """*text* with two neighbouring digits swapped, then with one digit left out (whole numbers only)."""
    seen = {text}
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    for first, second in pairwise(places):
        signs = list(text)
        signs[first], signs[second] = signs[second], signs[first]
        if (swapped := "".join(signs)) not in seen:
            seen.add(swapped)
            yield swapped
    if text.isdigit() and len(text) > 1:
        for place in places:
            if (shorter := text[:place] + text[place + 1 :]) not in seen:
                seen.add(shorter)
                yield shorter


def _differing_sources(figures: Sequence[Figure]) -> Iterator[Contradiction]:
    by_name: dict[tuple[str, ResultStatus], list[Figure]] = {}
    for one in figures:
        by_name.setdefault((one.name, one.status), []).append(one)
    for (name, _status), some in by_name.items():
        said = {(one.count, one.rate) for one in some}
        counts = {count for count, _rate in said if count is not None}
        rates = {value for _count, value in said if value is not None}
        if len(counts) > 1 or len(rates) > 1:
            parts = "; ".join(f"{one.source or '?'}: {_figure_words(one)}" for one in some)
            message = _("Sources differ on {name}. {parts}.").format(name=name, parts=parts)
            yield Contradiction("TL-02", message, (name,))


def _figure_words(one: Figure) -> str:
    words = [] if one.count is None else [format_number(one.count)]
    return ", ".join([*words, *([] if one.rate is None else [f"{comma(one.rate)} %"])])


def _words(value: Decimal | int) -> str:
    return format_number(value) if isinstance(value, int) else comma(value)


def _wrong_sums(sums: Sequence[Sum]) -> Iterator[Contradiction]:
    for one in sums:
        found = sum((Decimal(part) for part in one.parts), Decimal(0)) - sum(
            (Decimal(part) for part in one.less), Decimal(0)
        )
        if found != Decimal(one.total):
            told = int(found) if isinstance(one.total, int) else found
            message = _("{name}: the parts make {found}, but {total} is stated.").format(
                name=one.name, found=_words(told), total=_words(one.total)
            )
            yield Contradiction("TL-03", message, (one.name,))


def _wrong_attainments(attainments: Sequence[Attainment]) -> Iterator[Contradiction]:
    for one in attainments:
        exponent = one.printed.as_tuple().exponent
        decimals = max(0, -exponent if isinstance(exponent, int) else 0)
        found = half_up(Fraction(one.achieved) * 100 / Fraction(one.target), decimals)
        if found != one.printed:
            message = _("{name}: {achieved} of {target} is {found} % of the plan, but {printed} % is stated.").format(
                name=one.name, achieved=comma(one.achieved), target=comma(one.target), found=comma(found),
                printed=comma(one.printed),
            )  # fmt: skip
            yield Contradiction("TL-04", message, (one.name,))
