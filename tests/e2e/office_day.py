"""A receiving office's first day at the real window: set up, pair, look, receive, take back, receive, give receipts.

The commune on the other side works through the services; between them lies a folder as the stick.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from person import Person, Steps
from port import Port
from PySide6.QtWidgets import QTableView

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.gui.first_start.secret_steps import CodeStep
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.office.page import OfficePage
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.tour.overlay import Tour
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders, folders
from sinhke_desktop.services import (
    communes,
    exchange,
    hamlets,
    households,
    integrity,
    machines,
    office_standing,
    pairing,
    place,
    receiving_undo,
    units,
)
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mot cau that dai"
OFFICE, OFFICER = "Sở Nông nghiệp và Môi trường", "Trần Thị Nhận"
PEOPLE = ("Đỗ Đức Dũng", "Hồ Thị Lan", "Katơr Nhiên")


@dataclass
class Day:
    """Where things lie and what was seen on the way."""

    person: Person
    home: Folders
    stick: Path
    commune: workspaces.Workspace
    port: Port
    seen: dict[str, object] = field(default_factory=dict)


def spend(work: Path, shots: Path | None) -> str:
    """Live through the day; prints the result as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home, stick = folders(work / "office"), work / "stick"
    stick.mkdir(parents=True)
    commune = _commune(folders(work / "commune"))
    port = Port()
    days: list[Day] = []

    def begin(person: Person) -> Steps:
        days.append(Day(person, home, stick, commune, port))
        return _day(days[0])

    try:
        person = Person(begin, shots)
        person.begin()
        status = main(home)
        if status or person.failure:
            return person.failure or f"the window ended with {status}"
        print(json.dumps(_found(days[0]), ensure_ascii=False))
    finally:
        workspaces.close(commune)
    return ""


def _commune(home: Folders) -> workspaces.Workspace:
    made = workspaces.create(home, PASSWORD).workspace
    ready = communes.set_up(made, units.unit("22828"), Area.RURAL, "2026-2030", "Nguyễn Thị Thử")
    place.check(ready)
    hamlet = hamlets.add(ready, "Tân Tiến")
    for name in PEOPLE:
        head = MemberInput(name, HEAD, "male", "1979", "Kinh")
        households.register(ready, HouseholdInput(hamlet.id, (head,)))
    return ready


def _found(day: Day) -> dict[str, object]:
    """What the day left behind, read through the services."""
    office = workspaces.open_with_password(day.home, PASSWORD)
    try:
        [standing] = office_standing.standing(office)
        checks = integrity.check(day.commune), integrity.check(office)
        return day.seen | {
            "problems": [problem for check in checks for problem in check.problems],
            "role": office.role,
            "officer": office.officer,
            "received": [(one.number, one.officer) for one in receiving_undo.last_received(office)],
            "standing": (standing.commune_code, standing.received_up_to, standing.waiting_receipt),
            "receipted_up_to": exchange.state(day.commune).received_up_to,
        }
    finally:
        workspaces.close(office)


def _day(day: Day) -> Steps:
    for part in (first_start, _pair, _look, _receive_and_take_back, _receive_all, _receipts, _communes, _lock):
        yield from part(day)
        yield from day.person.rest()
        day.person.shot(part.__name__.strip("_"))
    day.person.top().close()


def first_start(day: Day) -> Steps:
    """Set up as a receiving office; needs ``person`` and ``seen``."""
    person = day.person
    yield from person.keys("Down", "Return")
    yield from person.fill(_("Name of the receiving office"), OFFICE)
    yield from person.fill(_("Your full name"), OFFICER)
    yield from person.keys("Return")
    yield from person.fill(_("Password"), PASSWORD)
    yield from person.fill(_("Password once more"), PASSWORD)
    yield from person.keys("Return")
    yield lambda: any(step.isVisible() for step in person.seen(CodeStep))
    step = person.seen(CodeStep)[0]
    groups = step.shown().split("-")
    for editor in step.groups:
        number = int("".join(filter(str.isdigit, editor.accessibleName())))
        yield from person.fill(editor.accessibleName(), groups[number - 1].lower())
    yield from person.keys("Return")
    yield lambda: person.seen(Tour)
    yield from person.keys("Esc")
    yield lambda: person.seen(Shell) and not person.seen(Tour)
    yield lambda: person.seen(OfficePage) and _("Plug in a commune's stick") in person.words()
    day.seen["title"] = person.top().windowTitle()


def _pair(day: Day) -> Steps:
    """The commune's key file comes on the stick; its officer reads the number on the telephone."""
    person = day.person
    pairing.write_key_file(day.commune, day.stick)
    day.port.plug(day.stick)
    yield from person.press(_("Pair these machines"))
    yield lambda: person.field(_("The number that you hear or scan"))
    yield from person.fill(_("The number that you hear or scan"), pairing.own_number(day.commune))
    yield from person.press(_("Match"))
    yield lambda: list(day.stick.glob("*.xxc"))
    yield from person.rest()
    answer = next(day.stick.glob("*.xxc"))
    offered = pairing.read_certificate(day.commune, answer)
    office = person.seen(Shell)[0].context.workspace
    day.seen["office_name"] = offered.office_name
    pairing.accept_certificate(day.commune, answer, confirmed=offered.office_number == machines.office_number(office))
    yield from day.port.pull(person)


def _look(day: Day) -> Steps:
    person = day.person
    exchange.export_to(day.commune, day.stick)
    yield from person.keys("Ctrl+1")
    day.port.plug(day.stick)
    yield lambda: person.button(_("See what would change"))
    yield from person.rest()
    yield from person.press(_("See what would change"))
    yield lambda: person.button(_("Receive into the store"))
    yield from person.rest()
    titles = [
        table.model().index(row, 1).data()
        for table in person.seen(QTableView)
        for row in range(table.model().rowCount())
        if table.accessibleName() == _("Record by record")
    ]
    day.seen["planned"] = sorted(title for title in titles if any(name in title for name in PEOPLE))


def _receive_and_take_back(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+S")
    yield from person.press(_("Undo"))
    yield lambda: person.button(_("Receive all"))
    yield from person.rest()
    office = person.seen(Shell)[0].context.workspace
    day.seen["after_undo"] = len(receiving_undo.last_received(office))


def _receive_all(day: Day) -> Steps:
    person = day.person
    yield from person.press(_("Receive all"))
    yield lambda: person.button(_("Write the receipts"))


def _receipts(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+R")
    yield lambda: list(day.stick.glob("*.xxr"))
    yield lambda: person.button(_("Next stick"))
    read = exchange.read_receipt(day.commune, next(day.stick.glob("*.xxr")))
    day.seen["same_state"] = read.same_state is True
    yield from day.port.pull(person)
    yield from person.press(_("Next stick"))


def _communes(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+2")
    yield lambda: any(table.model().rowCount() for table in person.seen(QTableView))
    yield lambda: "Xã Anh Dũng · 22828" in person.words()


def _lock(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+L")
    yield lambda: OFFICE in person.words() and person.button(_("Open"))
    yield from person.type(PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)
