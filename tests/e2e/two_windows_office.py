"""The receiving office's side of the two windows."""

from __future__ import annotations

from office_day import first_start
from person import Steps
from PySide6.QtWidgets import QTableView
from two_windows import Side
from two_windows_commune import HEAD, THERE

from sinhke_desktop.gui.consolidated.page import ConsolidatedPage
from sinhke_desktop.gui.differences.page import DifferencesPage
from sinhke_desktop.gui.machines.page import MachinesPage
from sinhke_desktop.gui.office.page import OfficePage
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.i18n import _
from sinhke_desktop.services import conflicts, receiving_undo
from sinhke_desktop.services.workspace import Workspace

REASON = "Chưa có số căn cước của chủ hộ"


def live(side: Side) -> Steps:
    """From the empty folder to the third receipt."""
    yield from first_start(side)
    yield from side.shot("first-start")
    side.telephone.say("office ready")
    for part in (_pair, _first_bundle, _numbers, _second_bundle, _decide, _return, _third_bundle):
        yield from part(side)


def _store(side: Side) -> Workspace:
    return side.person.seen(Shell)[0].context.workspace


def _pair(side: Side) -> Steps:
    """The commune's number comes by telephone; afterwards the office's own is read out."""
    person, telephone = side.person, side.telephone
    yield from side.hear("key file")
    side.plug()
    yield from person.press(_("Pair these machines"))
    yield from person.fill(_("The number that you hear or scan"), telephone.heard("key file"))
    yield from side.shot("compare")
    yield from person.press(_("Match"))
    yield lambda: list(side.stick.glob("*.xxc"))
    yield from side.shot("paired")
    yield from person.click(person.seen(MachinesPage)[0].tabs.buttons["keys"])
    yield from side.shot("own-number")
    yield from side.pull()
    telephone.say("office number", person.seen(MachinesPage)[0].keys.number.number)


def _arrived(side: Side, number: int) -> Steps:
    """The stick comes with a bundle and is looked into."""
    person = side.person
    yield from side.hear(f"bundle {number}")
    yield from person.keys("Ctrl+1")
    side.plug()
    yield lambda: person.seen(OfficePage) and person.button(_("See what would change"))
    yield from side.shot(f"files-{number}")
    yield from person.press(_("See what would change"))
    yield lambda: person.button(_("Receive into the store"))
    yield from side.shot(f"preview-{number}")


def _receipt(side: Side, number: int) -> Steps:
    """The receipt goes onto the stick and the stick back to the commune."""
    person = side.person
    known = {path: path.stat().st_mtime_ns for path in side.stick.glob("*.xxr")}
    yield from person.keys("Ctrl+R")
    yield lambda: any(known.get(path) != path.stat().st_mtime_ns for path in side.stick.glob("*.xxr"))
    yield lambda: person.button(_("Next stick"))
    yield from side.shot(f"receipt-{number}")
    yield from side.pull()
    yield from person.press(_("Next stick"))
    side.telephone.say(f"receipt {number}")


def _first_bundle(side: Side) -> Steps:
    """Received, taken back, received again."""
    person = side.person
    yield from _arrived(side, 1)
    yield from person.keys("Ctrl+S")
    yield lambda: person.button(_("Undo"))
    yield from side.shot("received")
    yield from person.press(_("Undo"))
    yield lambda: person.button(_("Receive all"))
    yield from side.shot("taken-back")
    side.seen["after_undo"] = len(receiving_undo.last_received(_store(side)))
    yield from person.press(_("Receive all"))
    yield lambda: person.button(_("Write the receipts"))
    yield from side.shot("received-again")
    yield from _receipt(side, 1)


def _numbers(side: Side) -> Steps:
    """The numbers alone, and the tables of all communes."""
    person = side.person
    yield from side.hear("numbers")
    side.plug()
    yield lambda: person.button(_("Receive all"))
    yield from side.shot("numbers")
    yield from person.press(_("Receive all"))
    yield lambda: not person.button(_("Receive all"))
    yield from side.shot("numbers-received")
    yield from person.keys("Ctrl+4")
    yield lambda: person.seen(ConsolidatedPage) and any(one.model().rowCount() for one in person.seen(QTableView))
    yield from side.shot("tables")
    side.seen["tables"] = _cells(side)
    yield from side.pull()
    side.telephone.say("numbers received")


def _cells(side: Side) -> list[list[str]]:
    model = max((one.model() for one in side.person.seen(QTableView)), key=lambda one: one.rowCount())
    return [[str(model.index(row, at).data() or "") for at in range(4)] for row in range(model.rowCount())]


def _second_bundle(side: Side) -> Steps:
    yield from _arrived(side, 2)
    yield from side.person.keys("Ctrl+S")
    yield lambda: side.person.button(_("Write the receipts"))
    yield from side.shot("received-2")


def _decide(side: Side) -> Steps:
    """Keys alone: the value of the second machine, decided."""
    person = side.person
    yield from person.keys("Ctrl+3")
    yield lambda: person.seen(DifferencesPage) and any(table.model().rowCount() for table in person.seen(QTableView))
    yield from side.shot("difference")
    [shown] = person.seen(DifferencesPage)[0].conflicts.presenter.current.fields
    number = next(at for at, choice in enumerate(shown.choices, 1) if choice.shown == THERE)
    yield from person.keys(str(number))
    yield from side.shot("chosen")
    yield from person.keys("Ctrl+Return")
    yield lambda: conflicts.count(_store(side)) == 0
    yield from side.shot("decided")


def _return(side: Side) -> Steps:
    """A household is looked at in the register of all communes and returned with a reason."""
    person = side.person
    yield from person.keys("Ctrl+4")
    yield lambda: person.seen(ConsolidatedPage)
    yield from person.keys("Ctrl+F")
    yield from person.idle()
    yield from person.type("xuan mot")
    yield lambda: any(table.model().rowCount() == 1 for table in person.seen(QTableView))
    yield from side.shot("households")
    yield from person.keys("Down", "Return")
    yield lambda: HEAD in person.words() and person.button(_("Return to the commune"))
    yield from side.shot("record")
    yield from person.press(_("Return to the commune"))
    yield from person.fill(_("What has to be corrected"), REASON)
    yield from side.shot("return")
    yield from person.press(_("Return"))
    yield lambda: person.seen(DifferencesPage) and REASON in person.words()
    yield from side.shot("returned")
    yield from person.keys("Ctrl+1")
    yield lambda: person.button(_("Write the receipts"))
    yield from side.shot("waiting-receipts")
    yield from _receipt(side, 2)


def _third_bundle(side: Side) -> Steps:
    """The answer comes and is found good; the last receipt says so."""
    person = side.person
    yield from _arrived(side, 3)
    yield from person.keys("Ctrl+S")
    yield lambda: person.button(_("Write the receipts"))
    yield from person.keys("Ctrl+3")
    yield lambda: person.seen(DifferencesPage)
    yield from person.click(person.seen(DifferencesPage)[0].tabs.buttons["returned"])
    yield lambda: person.button(_("Close"))
    yield from side.shot("answer")
    yield from person.keys("Ctrl+D")
    yield lambda: not person.button(_("Close"))
    yield from side.shot("closed")
    yield from person.keys("Ctrl+1")
    yield lambda: person.button(_("Write the receipts"))
    yield from _receipt(side, 3)
    yield from person.keys("Ctrl+2")
    yield from side.shot("communes")
