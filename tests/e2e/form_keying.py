"""Visit forms keyed from paper, one after the other, by the keyboard alone, and how long a person takes for one.

The time is keys times ``SECONDS_A_KEY``, with ``SECONDS_TO_LOOK`` for each part of the paper on which something is
written: the keystroke-level model of Card, Moran and Newell (1980), 0,28 s a key for somebody who types 40 words a
minute, 1,35 s to take in what comes next. A letter with an accent costs the keys that Telex needs for it.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from keying import PASSWORD, Count, press, typed
from person import Person, Steps
from PySide6.QtWidgets import QApplication

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.form_sheet import FormCode
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import NEEDS, Agreement
from sinhke_desktop.domain.visit_record import Visit, VisitInput
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.visits.returned.marks import ROW_KEYS
from sinhke_desktop.gui.visits.returned.sheet import ReturnedSheet
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    communes,
    follow_ups,
    form_stacks,
    hamlets,
    households,
    livelihood,
    model_sample,
    place,
    returned_forms,
    reviews,
    units,
    visits,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, today

SEED = 2026
SECONDS_A_KEY, SECONDS_TO_LOOK = 0.28, 1.35
LEAST_FOR_MODEL = 12
NAMES = ("Đỗ Đức Dũng", "Hồ Thị Lan", "Katơr Thị Nga", "Chamaléa Sinh", "Lê Văn Bình", "Pi Năng Thị Ý", "Võ Hữu Thắng")
AGREED = (Agreement("Tiêm phòng cho bò", "Thú y xã"), Agreement("Sửa lại chuồng"))
LACKING = frozenset({"employment", "nutrition", "healthInsurance"})
A_LITTLE = frozenset({"employment"})
PROBLEMS = ("Một con ho, bỏ ăn", "Thiếu cỏ mùa khô")
PROMISES = ("Đưa con đi học lại", "Làm giấy bảo hiểm y tế", "Đăng ký vay vốn", "Tiêm phòng đợt hai")
NOTES = ("Nhà đi rẫy, gặp bà nội", "Mái nhà dột sau mưa", "Con lớn mới đi làm")


@dataclass(frozen=True)
class Paper:
    """What is written on one form; empty fields were left blank.

    ``month`` are the seven counts of the model; it is empty on the form of a household without a part in it.
    """

    kept: str
    deprived: frozenset[str] | None
    corrections: str
    month: tuple[str, ...]
    income: str
    problem: str
    notes: str
    needs: frozenset[str]
    agreed: str
    who: str
    due: str
    next_visit: str


@dataclass
class Entered:
    """Keys and parts looked at, form by form."""

    keys: list[int] = field(default_factory=list)
    looks: list[int] = field(default_factory=list)

    def seconds(self) -> list[float]:
        """How long a person takes for each form."""
        return [keys * SECONDS_A_KEY + looks * SECONDS_TO_LOOK
                for keys, looks in zip(self.keys, self.looks, strict=True)]  # fmt: skip


def lacked(number: int) -> frozenset[str]:
    """What household *number* lacked at the last review."""
    return LACKING if number % 3 == 0 else A_LITTLE


def written(versions: list[str]) -> list[Paper]:
    """A paper for each form, of these versions, as officers fill them in, by a seed."""
    chance = random.Random(SEED)
    return [_paper(chance, version.endswith("M")) for version in versions]


def _paper(chance: random.Random, in_model: bool) -> Paper:
    def sometimes(share: float, text: str) -> str:
        return text if chance.random() < share else ""

    other = frozenset(chance.sample(tuple(INDICATORS), 3))
    agreed = sometimes(0.7, chance.choice(PROMISES))
    return Paper(
        kept="".join(chance.choice("+-?") for _one in AGREED),
        deprived=chance.choice((A_LITTLE, A_LITTLE, LACKING, LACKING, other, frozenset(), None)),
        corrections=sometimes(0.2, "1: sinh 1981"),
        month=(chance.choice("23"), *(sometimes(0.2, "1") for _one in range(6))) if in_model else (),
        income=sometimes(0.4, "1200000") if in_model else "",
        problem=sometimes(0.4, chance.choice(PROBLEMS)) if in_model else "",
        notes=sometimes(0.4, chance.choice(NOTES)),
        needs=frozenset(chance.sample(tuple(NEEDS), chance.randint(0, 3))),
        agreed=agreed,
        who="Thú y xã" if agreed and chance.random() < 0.5 else "",
        due="30" if agreed else "",
        next_visit=sometimes(0.8, "28"),
    )


def spend(work: Path, shots: Path | None, count: int) -> str:
    """Enter *count* forms; prints what was found as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home = folders(work / "home")
    codes = _printed(work, count)
    entered, papers = Entered(), written([one.version for one in codes])
    person = Person(lambda one: _keyed(one, entered, codes, papers), shots)
    person.begin()
    begun = time.perf_counter()
    status = main(home)
    if status or person.failure:
        return person.failure or f"the window ended with {status}"
    print(json.dumps(_found(work, entered, papers, time.perf_counter() - begun), ensure_ascii=False))
    return ""


def _printed(work: Path, count: int) -> list[FormCode]:
    """A store with *count* households visited two months ago, and the codes of their newly printed forms."""
    ready = communes.set_up(
        workspaces.create(folders(work / "home"), PASSWORD).workspace, units.unit("22828"), Area.RURAL, "2026-2030",
        "Nguyễn Thị Thử",
    )  # fmt: skip
    place.check(ready)
    hamlet = hamlets.add(ready, "Tân Tiến")
    chance = random.Random(SEED)
    made = []
    for number in range(count):
        head = MemberInput(chance.choice(NAMES), HEAD, "male", str(chance.randint(1950, 1990)), "Kinh")
        made.append(households.register(ready, HouseholdInput(hamlet.id, (head,))).id)
        typed_review = reviews.ReviewInput(made[-1], "2023", income_points="120", deprived=lacked(number))
        reviews.record(ready, typed_review)
        before = today(ready) - timedelta(days=60)
        visits.record(ready, VisitInput(made[-1], visited_on=before, agreements=AGREED))
    if count >= LEAST_FOR_MODEL:
        _begin_model(ready)
    stack = form_stacks.make(ready, made)
    form_stacks.issue(ready, stack)
    codes = [FormCode(one.version, one.number, one.household_id, 1, one.pages) for one in stack.sheets]
    workspaces.close(ready)
    return codes


def _begin_model(workspace: Workspace) -> None:
    """The published model, with nothing noted yet of this month."""
    model = model_sample.enter(workspace)
    for line in follow_ups.table(workspace, model.id).lines:
        if line.noted is not None:
            follow_ups.remove(workspace, line.noted.id, "nhập từ phiếu")


def _keyed(person: Person, entered: Entered, codes: list[FormCode], papers: list[Paper]) -> Steps:
    yield from person.fill(_("Password"), PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)
    yield from person.keys("Ctrl+5")
    yield from person.rest()
    yield from person.keys("Ctrl+R")
    yield lambda: person.field(_("Which form?"))
    for number, (code, paper) in enumerate(zip(codes, papers, strict=True)):
        counted = Count()
        yield lambda: person.field(_("Which form?")).hasFocus()
        if number % 2:
            yield from typed(person, counted, code.number)
        else:
            scanner = Count()
            yield from typed(person, scanner, code.text())
        yield from press(person, counted, "Return")
        yield lambda: person.seen(ReturnedSheet)
        if number == 0:
            person.shot("phieu-mo-ra")
        looks = yield from _one(person, counted, paper)
        if number == 0:
            person.shot("phieu-da-go")
        yield from press(person, counted, "Ctrl+Return")
        entered.keys.append(counted.keys)
        entered.looks.append(looks)
        yield lambda: not person.seen(ReturnedSheet)
    yield from person.rest()
    person.shot("sau-khi-nhap")
    person.top().close()


def _one(person: Person, counted: Count, paper: Paper) -> Steps:
    """All of one paper from its first field to its last; gives how many parts of it had to be looked at."""
    looks = 2
    yield lambda: QApplication.focusWidget().accessibleName() == _("Visited on")
    yield from typed(person, counted, "10")
    yield from press(person, counted, "Return")
    for kept in paper.kept:
        yield from typed(person, counted, {"+": "1", "-": "2", "?": ""}[kept])
        yield from press(person, counted, "Return")
    looks += bool(paper.kept.strip("?"))
    yield from _text(person, counted, paper.corrections)
    last = person.seen(ReturnedSheet)[0].indicators.last
    yield from typed(person, counted, _indicator_keys(paper.deprived, last))
    yield from press(person, counted, "Return")
    if paper.month:
        yield from _counts(person, counted, paper.month)
        if paper.problem:
            yield from _text(person, counted, paper.income)
        yield from typed(person, counted, paper.problem or paper.income)
        yield from press(person, counted, "F6")
        looks += 1 + bool(paper.income) + bool(paper.problem)
    yield from _text(person, counted, paper.notes)
    yield from typed(person, counted, "".join(ROW_KEYS[list(NEEDS).index(one)] for one in paper.needs))
    yield from press(person, counted, "Return")
    yield from _text(person, counted, "")
    looks += bool(paper.corrections) + bool(paper.deprived) + bool(paper.notes) + bool(paper.needs)
    yield from _text(person, counted, paper.agreed)
    if paper.agreed:
        yield from _text(person, counted, paper.who)
        yield from _text(person, counted, paper.due)
        yield from press(person, counted, "Return")
    yield from typed(person, counted, paper.next_visit)
    return looks + bool(paper.agreed) + bool(paper.next_visit)


def _counts(person: Person, counted: Count, month: tuple[str, ...]) -> Steps:
    """The counts up to the last one that is written, then on to the income."""
    last = max(place for place, text in enumerate(month) if text)
    for text in month[:last]:
        yield from _text(person, counted, text)
    yield from typed(person, counted, month[last])
    yield from press(person, counted, "F6")


def _text(person: Person, counted: Count, text: str) -> Steps:
    yield from typed(person, counted, text)
    yield from press(person, counted, "Return")


def _indicator_keys(deprived: frozenset[str] | None, last: frozenset[str]) -> str:
    if deprived is None:
        return ""
    if deprived == last:
        return "l"
    return "".join(ROW_KEYS[list(INDICATORS).index(one)] for one in INDICATORS if one in deprived) or "k"


def _found(work: Path, entered: Entered, papers: list[Paper], machine: float) -> dict[str, object]:
    workspace = workspaces.open_with_password(folders(work / "home"), PASSWORD)
    try:
        stack = returned_forms.stack(workspace)
        stored = sorted(_said(one) for one in _visits(workspace))
        seconds = entered.seconds()
        return {
            "forms": stack.today,
            "out": len(stack.out),
            "in_model": sum(bool(one.month) for one in papers),
            "as_typed": stored == sorted(_wanted(one) for one in papers),
            "months": [one.alive for one in _months(workspace)],
            "keys": entered.keys,
            "seconds_mean": round(statistics.mean(seconds), 1),
            "seconds_most": round(max(seconds), 1),
            "within_40": sum(one < 40 for one in seconds),
            "machine_seconds": round(machine, 1),
            "seed": SEED,
        }
    finally:
        workspaces.close(workspace)


def _visits(workspace: Workspace) -> list[Visit]:
    found = []
    for candidate in returned_forms.find(workspace, "tan tien").candidates:
        found += [one for one in visits.of_household(workspace, candidate.household_id) if one.sheet_number]
    return found


def _months(workspace: Workspace) -> list[FollowUp]:
    """What was noted of this month of the model."""
    found = []
    for model in livelihood.active(workspace):
        lines = follow_ups.table(workspace, model.id).lines
        found += [line.noted for line in lines if line.noted is not None]
    return found


def _said(visit: Visit) -> tuple[object, ...]:
    keys = tuple(sorted(filter(None, visit.deprived.split(","))))
    needs = tuple(sorted(filter(None, visit.need_keys.split(","))))
    agreed = visit.agreements.split("\t")[0]
    planned = visit.next_visit_on is not None
    return visit.kept, visit.indicators_seen, keys, visit.note, needs, agreed, planned


def _wanted(paper: Paper) -> tuple[object, ...]:
    from sinhke_desktop.domain.returned_form import note_of

    note = note_of(paper.notes, paper.corrections)
    keys = tuple(sorted(paper.deprived or ()))
    needs = tuple(sorted(paper.needs))
    return paper.kept, paper.deprived is not None, keys, note, needs, paper.agreed, bool(paper.next_visit)
