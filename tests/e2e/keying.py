"""Households keyed by hand, one after the other, by the keyboard alone, and how many keys a sheet would take."""

from __future__ import annotations

import json
import random
import threading
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from person import Person, Steps
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.second_start import THREAD
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import communes, hamlets, households, place, register, units
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mot cau that dai"
SEED = 2026
HAMLETS = ("Tân Tiến", "Đá Bàn", "Gòn 1")
FAMILY = ("Nguyễn", "Trần", "Lê", "Đỗ", "Chamaléa", "Katơr", "Pi Năng")
MALE, FEMALE = ("Văn", "Hữu", "Minh"), ("Thị",)
GIVEN = ("Ánh", "Bình", "Dũng", "Đức", "Hoà", "Hương", "Lan", "Nga", "Phượng", "Thắng", "Uyên", "Ý", "Yến")
GROUPS = {"Kinh": "ki", "Ra-glai": "ra", "Chăm": "cha"}
FAMILIES = (("Chủ hộ", ""), ("Vợ", "v"), ("Con trai", "t"), ("Con gái", "g"), ("Con trai", "t"))


@dataclass(frozen=True)
class Somebody:
    """One person as the paper has it; *code* is what is typed for the relation."""

    name: str
    relation: str
    code: str
    sex: str
    birth: str
    group: str
    citizen_id: str


@dataclass
class Count:
    """Keys pressed; Shift, a tone and the hat of a letter count one each, a chord two."""

    keys: int = 0
    seconds: float = 0.0
    typed: list[Sequence[Somebody]] = field(default_factory=list)


def telex(text: str) -> int:
    """How many keys Telex needs for *text*."""
    count = 0
    for letter in text:
        parts = unicodedata.normalize("NFD", letter.replace("đ", "d\u0302").replace("Đ", "D\u0302"))
        count += len(parts) + parts[0].isupper()
    return count


def invented(count: int) -> list[tuple[Somebody, ...]]:
    """*count* households of two to five people."""
    chance = random.Random(SEED)
    return [_household(chance, number) for number in range(count)]


def _household(chance: random.Random, number: int) -> tuple[Somebody, ...]:
    family, group = chance.choice(FAMILY), chance.choice(tuple(GROUPS))
    people = []
    for at, (relation, code) in enumerate(FAMILIES[: chance.randint(2, 5)]):
        female = relation in ("Vợ", "Con gái")
        year = chance.randint(1962, 1988) if at < 2 else chance.randint(2005, 2019)
        name = f"{family} {chance.choice(FEMALE if female else MALE)} {chance.choice(GIVEN)} {chance.choice(GIVEN)}"
        century = 2 if year >= 2000 else 0
        birth = f"05/{chance.randint(1, 12):02d}/{year}"
        citizen_id = f"058{century + female}{year % 100:02d}{number * 10 + at:06d}"
        people.append(Somebody(name, relation, code, "Nữ" if female else "Nam", birth, group, citizen_id))
    return tuple(people)


def in_a_sheet(families: Sequence[Sequence[Somebody]], *, completing: bool) -> int:
    """Keys for the same people in a sheet: hamlet, name, relation, sex, birth, group, id, each ended by Tab.

    With *completing* the sheet's own completion is taken at its best: one letter for what stood in the column before.
    """
    count, seen = 0, set()
    for family in families:
        for one in family:
            for column, text in enumerate(("Tân Tiến", one.name, one.relation, one.sex, one.birth, one.group)):
                known = completing and (column, text) in seen
                seen.add((column, text))
                count += (telex(text[0]) if known else telex(text)) + 1
            count += len(one.citizen_id) + 1
    return count


def spend(work: Path, shots: Path | None, count: int) -> str:
    """Key *count* households; prints what was found as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home = folders(work / "home")
    ready = communes.set_up(
        workspaces.create(home, PASSWORD).workspace, units.unit("22828"), Area.RURAL, "2026-2030", "Nguyễn Thị Thử"
    )
    place.check(ready)
    for name in HAMLETS:
        hamlets.add(ready, name)
    workspaces.close(ready)
    counted, families = Count(), invented(count)
    person = Person(lambda one: _keyed(one, counted, families), shots)
    person.begin()
    status = main(home)
    if status or person.failure:
        return person.failure or f"the window ended with {status}"
    left = [one.name for one in threading.enumerate() if one.name == THREAD]
    print(json.dumps({**_found(work, counted, families), "left_running": left}, ensure_ascii=False))
    return ""


def _found(work: Path, counted: Count, families: Sequence[Sequence[Somebody]]) -> dict[str, object]:
    workspace = workspaces.open_with_password(folders(work / "home"), PASSWORD)
    try:
        known = households.get_many(workspace, [row.household_id for row in register.load(workspace).rows])
        stored = sorted([
            (one.full_name, one.relation, str(one.birth), one.ethnic_group, one.citizen_id)
            for each in known for one in each.members
        ])  # fmt: skip
        wanted = sorted((one.name, one.relation, one.birth, one.group, one.citizen_id)
                        for family in families for one in family)  # fmt: skip
        return {
            "households": len(known),
            "people": sum(map(len, families)),
            "lost": [one for one in wanted if one not in stored],
            "never_typed": [one for one in stored if one not in wanted],
            "hamlets": len({each.hamlet_id for each in known}),
            "keys": counted.keys,
            "in_a_sheet": in_a_sheet(families, completing=False),
            "in_a_sheet_completing": in_a_sheet(families, completing=True),
            "seconds": round(counted.seconds, 1),
        }
    finally:
        workspaces.close(workspace)


def _keyed(person: Person, counted: Count, families: Sequence[Sequence[Somebody]]) -> Steps:
    yield from person.fill(_("Password"), PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)
    yield from person.keys("Ctrl+2")
    yield from person.rest()
    begun = time.perf_counter()
    yield from press(person, counted, "Ctrl+N")
    yield lambda: person.button(_("Save, next household"))
    yield from typed(person, counted, "tt")
    while QApplication.focusWidget().accessibleName() != _("Full name"):
        yield from press(person, counted, "Return")
    for number, family in enumerate(families):
        yield from _one(person, counted, family)
        if number == 0:
            person.shot("mot-ho-dang-nhap")
        yield from press(person, counted, "Ctrl+Return")
        yield lambda: _("Typed, not saved yet") not in person.words() and _first_name(person) == ""
    counted.seconds = time.perf_counter() - begun
    yield from person.keys("Esc")
    yield lambda: any(table.model().rowCount() == len(families) for table in person.seen(QTableView))
    yield from person.rest()
    person.shot("sau-khi-nhap")
    person.top().close()


def _one(person: Person, counted: Count, family: Sequence[Somebody]) -> Steps:
    """A household's people: a key or two for what the form proposes by itself."""
    for at, one in enumerate(family):
        group = "" if at else GROUPS[one.group]
        for text in (one.name, one.code, "", one.birth.replace("/", ""), group, one.citizen_id):
            yield from typed(person, counted, text)
            yield from press(person, counted, "Return")
        if at == 0:
            person.shot("mot-nguoi")


def _first_name(person: Person) -> str:
    field = person.field(_("Full name"))
    return field.text() if field is not None else "?"


def typed(person: Person, counted: Count, text: str) -> Steps:
    """Type *text* letter by letter where the focus is, and count the keys that Telex needs for it."""
    counted.keys += telex(text)
    yield lambda: QApplication.focusWidget() is not None
    for letter in text:
        yield from person._post(lambda typed=letter: _letter(typed))


def _letter(letter: str) -> None:
    where = QApplication.activePopupWidget() or QApplication.focusWidget()
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(where, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(person: Person, counted: Count, name: str) -> Steps:
    """Press one key or chord, and count it."""
    counted.keys += 1 + name.count("+")
    if QApplication.activePopupWidget() is not None and name == "Return":
        yield from person._post(lambda: QTest.keyClick(QApplication.activePopupWidget(), "\r"))
        return
    yield from person.keys(name)
