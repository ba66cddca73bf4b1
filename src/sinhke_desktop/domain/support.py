"""Support that a household received: what, worth how much, from which source, when; and what was paid for twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from sinhke_desktop.domain.typed_record import MOST_MONEY
from sinhke_desktop.domain.typed_values import judged_day, judged_number, typed_text
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _


class SupportKind(StrEnum):
    """What was given."""

    HEALTH = "health"
    EDUCATION = "education"
    PRODUCTION = "production"
    LOAN = "loan"
    HOUSING = "housing"
    WATER = "water"
    TRAINING = "training"
    JOB = "job"
    CASH = "cash"
    OTHER = "other"


SUPPORT_NAMES = {
    SupportKind.HEALTH: "Y tế, thẻ bảo hiểm y tế",
    SupportKind.EDUCATION: "Giáo dục, học phí",
    SupportKind.PRODUCTION: "Sản xuất: giống, vật tư, công cụ",
    SupportKind.LOAN: "Vay vốn",
    SupportKind.HOUSING: "Nhà ở",
    SupportKind.WATER: "Nước sạch, nhà tiêu",
    SupportKind.TRAINING: "Đào tạo nghề, tập huấn",
    SupportKind.JOB: "Việc làm",
    SupportKind.CASH: "Tiền mặt, trợ cấp",
    SupportKind.OTHER: "Khác",
}

OF_ONE_PERSON = frozenset({SupportKind.TRAINING, SupportKind.JOB})
"""Kinds that are noted for one member: who learned which trade, who got which job."""
LASTING = frozenset({SupportKind.HOUSING, SupportKind.WATER})
"""Kinds that a household gets once in many years; the same of them counts as paid twice in any two years."""


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that a household (or, with ``member_id``, one of its members) received.

    ``value`` is in đồng, None where it was not told; ``source_code`` is of the list of funding sources; ``what`` says
    what it was in words ("bò cái sinh sản"), ``programme`` which project paid, ``paper`` what proves it.
    """

    id: str
    commune_code: str
    household_id: str
    kind: SupportKind
    what: str
    source_code: str
    received_on: date
    member_id: str = ""
    quantity: int | None = None
    unit: str = ""
    value: int | None = None
    programme: str = ""
    paper: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class SupportInput:
    """Support as typed."""

    household_id: str = ""
    kind: str = ""
    what: str = ""
    source_code: str = ""
    received_on: str = ""
    member_id: str = ""
    quantity: str = ""
    unit: str = ""
    value: str = ""
    programme: str = ""
    paper: str = ""
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A funding source to choose from; a day left open means without limit, *own* the household's own contribution."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    own: bool = False

    def holds_on(self, day: date) -> bool:
        """True if the source exists on *day*."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def judge_support(
    typed: SupportInput,
    support_id: str,
    commune_code: str,
    member_ids: Collection[str],
    sources: Mapping[str, Source],
    today: date,
) -> Support:
    """Support from typed text, or :class:`InvalidInput` with every problem.

    SP-01 kind, SP-02 what, SP-03 source, SP-04 a source that did not exist on that day, SP-05 who; MH-03 and MH-04 for
    numbers and days that cannot be read.
    """
    problems: list[Problem] = []
    if typed.kind not in tuple(SupportKind):
        problems.append(Problem("kind", _("Choose the kind of support."), "SP-01"))
    what = typed_text(typed.what)
    if not what:
        problems.append(Problem("what", _("Say what the household received."), "SP-02"))
    day = judged_day(typed.received_on, "received_on", problems, required=True, latest=today)
    source = sources.get(typed.source_code)
    if source is None:
        problems.append(Problem("source_code", _("Choose the funding source from the list."), "SP-03"))
    elif day is not None and not source.holds_on(day):
        problems.append(Problem("source_code", _outside(source), "SP-04"))
    if typed.member_id and typed.member_id not in member_ids:
        problems.append(Problem("member_id", _("Choose a member of this household."), "SP-05"))
    elif typed.kind in OF_ONE_PERSON and not typed.member_id:
        problems.append(Problem("member_id", _("Say which member learned the trade or got the job."), "SP-05"))
    quantity = judged_number(typed.quantity, "quantity", problems, least=1, most=10**7)
    value = judged_number(typed.value, "value", problems, most=MOST_MONEY)
    if problems or day is None:
        raise InvalidInput(problems)
    return Support(
        support_id, commune_code, typed.household_id, SupportKind(typed.kind), what, typed.source_code, day,
        typed.member_id, quantity, typed_text(typed.unit), value, typed_text(typed.programme), typed_text(typed.paper),
        typed_text(typed.note),
    )  # fmt: skip


def _outside(source: Source) -> str:
    if source.valid_from is None:
        text = _("This source existed until {last} only. Choose another, or correct the day.")
    elif source.valid_to is None:
        text = _("This source exists since {first}. Choose another, or correct the day.")
    else:
        text = _("This source existed from {first} to {last}. Choose another, or correct the day.")
    first, last = (f"{day:%d/%m/%Y}" if day else "" for day in (source.valid_from, source.valid_to))
    return text.format(first=first, last=last)


# paid twice

_WEAK = frozenset(
    fold(
        "hỗ trợ cấp tặng cho mua giống con cái sinh sản nuôi và của bằng tiền mặt theo từ các những một hai ba"
    ).split()
)
_SAME = {"lon": "heo", "bhyt": "bao hiem y te"}
_CODE = re.compile(r"[a-z]*\d[a-z0-9]{2,}")


def _meaning(what: str) -> frozenset[str]:
    """The folded words that say what a thing is; those that any support may have count only where nothing else is."""
    words = re.findall(r"[a-z]+", fold(what))
    words = [part for word in words for part in _SAME.get(word, word).split()]
    return frozenset(word for word in words if word not in _WEAK) or frozenset(words)


def _tags(support: Support) -> frozenset[str]:
    """Ear tags and serial numbers named: parts with a figure and three signs or more, such as ``VN12`` or ``0417``."""
    return frozenset(_CODE.findall(fold(f"{support.what} {support.note}")))


def similar(one: str, other: str) -> bool:
    """Do two descriptions speak of the same thing: is half of what the shorter one says in the other?

    ``bò cái sinh sản`` and ``2 con bò giống`` do, ``bò cái sinh sản`` and ``heo nái sinh sản`` do not.
    """
    first, second = _meaning(one), _meaning(other)
    shorter = min(len(first), len(second))
    return shorter > 0 and 2 * len(first & second) >= shorter


def twice_paid(
    supports: Sequence[Support], models: Mapping[str, str] | None = None, own: Collection[str] = ()
) -> list[tuple[Support, Support]]:
    """Pairs of the same household that two sources paid for: of one kind, similar in words and of one calendar year
    (of any years for what lasts: housing, water), or carrying the same tag.

    *models* maps the ids of supports that a livelihood model handed over to the model: what one model hands over is a
    pair only where the same tag is paid by two sources. *own* are codes of the household's own contribution. Pairs of
    one source are none; where both name a member it must be the same one. Each pair stands once, the earlier first. A
    hint to look at, never a proof.
    """
    given = models or {}
    by_household: dict[str, list[Support]] = {}
    for support in supports:
        if not support.removed and support.source_code not in own:
            by_household.setdefault(support.household_id, []).append(support)
    found = []
    for some in by_household.values():
        some.sort(key=lambda one: (one.received_on, one.id))
        for one, other in combinations(some, 2):
            model = given.get(one.id)
            blended = model is not None and model == given.get(other.id)
            if _double(one, other, blended=blended):
                found.append((one, other))
    return found


def _double(one: Support, other: Support, *, blended: bool) -> bool:
    """*blended*: one model's several sources may pay for several animals, never for the same one."""
    if one.source_code == other.source_code:
        return False
    if blended:
        return bool(_tags(one) & _tags(other))
    if one.member_id and other.member_id and one.member_id != other.member_id:
        return False
    if _tags(one) & _tags(other):
        return True
    if one.kind is not other.kind or not similar(one.what, other.what):
        return False
    return one.kind in LASTING or one.received_on.year == other.received_on.year
