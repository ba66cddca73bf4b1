"""The commune's side of the two windows."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from first_day import first_start, import_sample
from person import Steps
from two_windows import Side

from sinhke_desktop.gui.differences.page import DifferencesPage
from sinhke_desktop.gui.exchange.page import ExchangePage
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.i18n import _
from sinhke_desktop.services import exchange, other_machines, pairing, register, returned_records
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.journal import EPOCH
from sinhke_desktop.storage.local_values import get_value

sys.path.append(str(Path(__file__).parents[1] / "data"))
sys.path.append(str(Path(__file__).parents[1] / "faults"))
import stick_pulls
import two_machines as two

HAMLET, HEAD = "Tân Tiến", "Cao Xuân Một"
GONE = "GB-23"
HERE, THERE = "0901000001", "0902000002"
BUNDLE = "XDGN_22828_{number:06d}_{epoch}.xxb"


def live(side: Side) -> Steps:
    """From the empty folder to the third receipt."""
    yield from side.hear("office ready")
    yield from first_start(side)
    yield from side.shot("first-start")
    for part in (_households, _pair, _send, _first_receipt, _numbers_alone, _differ, _returned, _last_receipt):
        yield from part(side)


def _store(side: Side) -> Workspace:
    return side.person.seen(Shell)[0].context.workspace


def _households(side: Side) -> Steps:
    """The workbook of the round of 2025, then a household that is keyed in."""
    person = side.person
    yield from import_sample(side)
    yield from side.shot("register")
    yield from person.keys("Ctrl+N")
    yield lambda: person.button(_("Save, next household"))
    yield from person.rest()
    yield from person.fill(_("Hamlet"), HAMLET)
    yield from person.fill(_("Full name"), HEAD)
    yield from person.fill(_("Birth"), "05/04/1979")
    yield from side.shot("household")
    yield from person.keys("Ctrl+S")
    yield lambda: _("Saved") in person.words() and _("Typed, not saved yet") not in person.words()
    yield from person.keys("Esc")
    yield lambda: person.button(_("Add household"))


def _pair(side: Side) -> Steps:
    """The key file goes to the office; the office's number comes by telephone."""
    person, telephone = side.person, side.telephone
    yield from person.keys("Ctrl+8")
    yield lambda: person.seen(ExchangePage)
    side.plug()
    yield lambda: person.seen(ExchangePage)[0].drives
    yield from side.shot("not-paired")
    yield from person.press(_("Write the key file"))
    yield lambda: list(side.stick.glob("*.xxk"))
    yield from side.shot("key-file")
    yield from side.pull()
    telephone.say("key file", person.seen(ExchangePage)[0].pairing.own_number.number)
    yield from side.hear("office number")
    side.plug()
    yield from person.press(_("Compare and pair"))
    yield from person.fill(_("The number that you hear or scan"), telephone.heard("office number"))
    yield from side.shot("compare")
    yield from person.press(_("Pair"))
    yield lambda: person.button(_("Write the bundle"))
    yield from side.shot("paired")


def _send(side: Side) -> Steps:
    """The stick is pulled out while the bundle is written; then the same number goes onto it."""
    person = side.person
    with _store(side).database.read() as connection:
        name = BUNDLE.format(number=1, epoch=get_value(connection, EPOCH)[:4])
    fault = ["-e", "trace=write,fsync", "-e", "inject=write,fsync:error=ENODEV:when=1+"]
    with stick_pulls.traced(os.getpid(), name, side.stick, fault, side.home.log.parent / "strace.log"):
        yield from person.keys("Ctrl+S")
        yield lambda: GONE in person.words()
    yield from side.pull()
    yield from side.shot("stick-pulled")
    side.seen["pulled"] = next(line for line in person.words().splitlines() if GONE in line)
    side.seen["after_pull"] = sorted(path.name for path in side.stick.glob("*.xxb"))
    side.plug()
    yield from _export(side, 1)


def _export(side: Side, number: int) -> Steps:
    """Write the bundle with that number and give the stick to the office."""
    person = side.person
    yield lambda: person.seen(ExchangePage)[0].drives
    yield from person.rest()
    yield from person.keys("Ctrl+S")
    yield lambda: list(side.stick.glob(f"XDGN_*_{number:06d}_*.xxb"))
    yield from side.shot(f"bundle-{number}")
    yield from side.pull()
    side.telephone.say(f"bundle {number}")


def _read_receipt(side: Side, number: int) -> Steps:
    """The stick comes back with a receipt, which is read at a click."""
    person = side.person
    yield from side.hear(f"receipt {number}")
    yield from person.keys("Ctrl+8")
    side.plug()
    yield from person.press(_("Read it"))
    said = _("The office has received everything up to bundle number {number}.").format(number=number)
    yield lambda: said in person.words()
    yield from side.shot(f"receipt-{number}")
    side.seen[f"receipt_{number}"] = said


def _first_receipt(side: Side) -> Steps:
    yield from _read_receipt(side, 1)


def _numbers_alone(side: Side) -> Steps:
    """A file without any person, for who may not get names."""
    person = side.person
    yield from person.press(_("Only the numbers…"))
    yield lambda: person.seen(ExchangePage) == []
    yield from side.shot("numbers")
    yield from person.keys("Return")
    yield lambda: list(side.stick.glob("*.xxt"))
    yield from side.shot("numbers-written")
    yield from side.pull()
    side.telephone.say("numbers")
    yield from side.hear("numbers received")


def _differ(side: Side) -> Steps:
    """The commune's second machine and this one change the same telephone; the difference is left to the office."""
    person, store = side.person, _store(side)
    aside = side.stick.parent / "stick-2"
    aside.mkdir()
    second = two.new_machine(side.stick.parent / "second", "Trần Văn Hai")
    second = replace(second, clock=lambda: datetime.now(UTC))
    try:
        made = other_machines.pair(store, pairing.write_key_file(second, aside).path, confirmed=True)
        pairing.accept_certificate(second, made.certificate, confirmed=True)
        exchange.read_receipt(second, made.receipt.path)
        [household_id] = [row.household_id for row in register.load(store).rows if row.head_name == HEAD]
        two.change(second, household_id, phone=THERE)
        yield from _type_phone(side)
        exchange.export_to(second, aside)
    finally:
        workspaces.close(second)
    yield from person.keys("Ctrl+8")
    side.stick, whole = aside, side.stick
    side.plug()
    yield from person.press(_("Look and receive"))
    yield from side.shot("second-machine")
    yield from person.press(_("Receive"))
    yield lambda: person.button(_("{count} differences to decide").format(count=1))
    yield from side.shot("to-decide")
    side.stick = whole
    side.plug()
    yield from _export(side, 2)
    yield from _read_receipt(side, 2)
    yield lambda: not person.button(_("{count} differences to decide").format(count=1))


def _type_phone(side: Side) -> Steps:
    """The telephone of the first household, keyed in its record."""
    person = side.person
    yield from person.keys("Ctrl+2")
    yield from person.rest()
    yield from person.keys("Ctrl+F")
    yield from person.type("xuan mot")
    yield from person.rest()
    yield from person.keys("Down", "Return")
    yield lambda: person.field(_("Telephone"))
    yield from person.rest()
    yield from person.fill(_("Telephone"), HERE)
    yield from person.keys("Ctrl+S")
    yield lambda: _("Saved") in person.words() and _("Typed, not saved yet") not in person.words()
    yield from person.keys("Esc")


def _returned(side: Side) -> Steps:
    """What the office returned is seen, looked at, answered, and goes back."""
    person = side.person
    yield from person.press(_("{count} returned records").format(count=1))
    yield lambda: person.seen(DifferencesPage) and person.button(_("Corrected"))
    yield from side.shot("returned")
    yield from person.keys("Ctrl+D")
    yield lambda: returned_records.count_open(_store(side)) == 0
    yield from side.shot("answered")
    yield from person.keys("Ctrl+8")
    yield from _export(side, 3)


def _last_receipt(side: Side) -> Steps:
    yield from _read_receipt(side, 3)
