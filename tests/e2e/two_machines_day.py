"""A commune's main machine at the real window, its second machine beside it: paired by stick, both work at once, the
difference is shown, decided by keys, and travels back.

The second machine works through the services; between them lies a folder as the stick.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from person import Person, Steps
from port import Port
from PySide6.QtWidgets import QTableView

from sinhke_desktop.gui.differences.page import DifferencesPage
from sinhke_desktop.gui.exchange.page import ExchangePage
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders
from sinhke_desktop.services import (
    conflicts,
    decisions_made,
    exchange,
    hamlets,
    households,
    integrity,
    machines,
    pairing,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal

sys.path.append(str(Path(__file__).parents[1] / "data"))
import two_machines as two

HERE, THERE = "0901000001", "0902000002"


@dataclass
class Day:
    """Where things lie, the second machine, and what was seen on the way."""

    person: Person
    home: Folders
    stick: Path
    second: Workspace
    household_id: str
    port: Port
    seen: dict[str, object] = field(default_factory=dict)

    @property
    def main(self) -> Workspace:
        """The store that is open in the window."""
        return self.person.seen(Shell)[0].context.workspace


def spend(work: Path, shots: Path | None) -> str:
    """Live through the day; prints the result as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    stick = work / "stick"
    stick.mkdir(parents=True)
    first = two.new_machine(work / "main", "Nguyễn Thị Thử")
    hamlets.add(first, "Thôn Thử")
    household_id = two.register(first, "Nguyễn Văn Một")
    home = first.folders
    workspaces.close(first)
    second = two.new_machine(work / "second", "Trần Văn Hai")
    port = Port()
    days: list[Day] = []

    def begin(person: Person) -> Steps:
        days.append(Day(person, home, stick, second, household_id, port))
        return _day(days[0])

    try:
        person = Person(begin, shots)
        person.begin()
        status = main(home)
        if status or person.failure:
            return person.failure or f"the window ended with {status}"
        print(json.dumps(_found(days[0]), ensure_ascii=False))
    finally:
        workspaces.close(second)
    return ""


def _found(day: Day) -> dict[str, object]:
    """What the day left behind, read through the services."""
    first = workspaces.open_with_password(day.home, two.PASSWORD)
    try:
        both = (first, day.second)
        hashes = []
        for store in both:
            with store.database.read() as connection:
                hashes.append(journal.state_hash(connection, two.CODE))
        return day.seen | {
            "problems": [problem for store in both for problem in integrity.check(store).problems],
            "phones": [households.get(store, day.household_id).phone for store in both],
            "open": [conflicts.count(store) for store in both],
            "decided_by": [one.officer for one in decisions_made.decided(day.second)],
            "same_state": hashes[0] == hashes[1],
        }
    finally:
        workspaces.close(first)


def _day(day: Day) -> Steps:
    for part in (_unlock, _pair, _difference, _decide, _back):
        yield from part(day)
        yield from day.person.rest()
        day.person.shot(part.__name__.strip("_"))
    day.person.top().close()


def _unlock(day: Day) -> Steps:
    person = day.person
    yield lambda: person.button(_("Open"))
    yield from person.type(two.PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)
    yield from person.keys("Ctrl+8")
    yield lambda: person.seen(ExchangePage)


def _pair(day: Day) -> Steps:
    """The second machine's key file comes on the stick; its number is typed while it is read aloud."""
    person = day.person
    pairing.write_key_file(day.second, day.stick)
    day.port.plug(day.stick)
    yield from person.press(_("Compare and pair"))
    yield from person.fill(_("The number that you hear or scan"), pairing.own_number(day.second))
    yield from person.press(_("Pair"))
    yield lambda: list(day.stick.glob("*.xxr"))
    yield from person.rest()
    answer = next(day.stick.glob("*.xxc"))
    offered = pairing.read_certificate(day.second, answer)
    day.seen["main_machine"] = offered.office_name
    pairing.accept_certificate(day.second, answer, confirmed=offered.office_number == machines.office_number(day.main))
    day.seen["taken_in"] = exchange.read_receipt(day.second, next(day.stick.glob("*.xxr"))).taken_in > 0


def _difference(day: Day) -> Steps:
    """Both machines change the same telephone; the second one's bundle comes on the stick."""
    two.change(day.main, day.household_id, phone=HERE)
    two.change(day.second, day.household_id, phone=THERE)
    yield from _received(day)
    yield lambda: day.person.button(_("{count} differences to decide").format(count=1))


def _received(day: Day) -> Steps:
    """Pull the stick, write the second machine's bundle, plug it in, look into it and receive it."""
    person = day.person
    yield from day.port.pull(person)
    exchange.export_to(day.second, day.stick)
    known = {path: path.stat().st_mtime_ns for path in day.stick.glob("*.xxr")}
    day.port.plug(day.stick)
    yield from person.press(_("Look and receive"))
    yield from person.press(_("Receive"))
    yield lambda: any(known.get(path) != path.stat().st_mtime_ns for path in day.stick.glob("*.xxr"))
    yield from person.rest()
    newest = max(day.stick.glob("*.xxr"), key=lambda path: path.stat().st_mtime_ns)
    exchange.read_receipt(day.second, newest)


def _decide(day: Day) -> Steps:
    """Keys alone: to the page, the side that the second machine wrote, decide."""
    person = day.person
    yield from person.keys("Ctrl+Shift+K")
    yield lambda: person.seen(DifferencesPage) and any(table.model().rowCount() for table in person.seen(QTableView))
    yield from person.rest()
    section = person.seen(DifferencesPage)[0].conflicts
    [shown] = section.presenter.current.fields
    day.seen["sides"] = sorted(choice.shown for choice in shown.choices)
    number = next(at for at, choice in enumerate(shown.choices, 1) if choice.shown == THERE)
    day.seen["ready_before"] = section.decide_button.isEnabled()
    person.shot("difference")
    yield from person.keys("Ctrl+F", str(number), "Ctrl+Return")
    yield lambda: conflicts.count(day.main) == 0


def _back(day: Day) -> Steps:
    """The decision goes to the second machine with the receipt for its next bundle."""
    two.change(day.second, day.household_id, note="Đã thăm")
    yield from day.person.keys("Ctrl+8")
    yield lambda: day.person.seen(ExchangePage)
    yield from _received(day)
