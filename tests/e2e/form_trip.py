"""A stack of visit forms leaves the program and one comes back as a scan, by a person at the real window."""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from filled_paper import fill_in, first_form
from keying import PASSWORD, telex
from person import Person, Steps
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QTabWidget

from sinhke_desktop.domain.form_sheet import FormCode
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.visits.returned.boxes import Mark
from sinhke_desktop.gui.visits.returned.form_side import FormSide
from sinhke_desktop.gui.visits.returned.marks import ROW_KEYS, Ticks
from sinhke_desktop.gui.visits.returned.sheet import ReturnedSheet
from sinhke_desktop.gui.widgets.paper_view import PaperView
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import demo, form_evidence, integrity, issued_papers, returned_forms, visits
from sinhke_desktop.services import workspace as workspaces

HAMLET = "Tân Tiến"
LACKING, NEEDED, UNCLEAR = ("employment", "cleanWater"), ("health", "loan"), "health"
"""Crossed boxes; in the last one the pen only left a dot, so that the program must ask."""
NOTE, AGREED = "Mái nhà dột sau mưa", "Làm giấy bảo hiểm y tế"


@dataclass
class Trip:
    """Where the papers lie and what was seen on the way."""

    person: Person
    paper: Path
    scan: Path
    code: FormCode | None = None
    name: str = ""
    clicks_out: int = 0
    clicks_back: int = 0
    keys_back: int = 0
    asked: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    in_register: str = ""
    kept_as_saved: bool = False
    in_record: str = ""
    shown_again: dict[str, str] = field(default_factory=dict)


def spend(work: Path, shots: Path | None) -> str:
    """Carry the forms out and back; prints what was found as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home = folders(work / "home")
    demo.build_sample(home, PASSWORD)
    trips: list[Trip] = []

    def begin(person: Person) -> Steps:
        trips.append(Trip(person, work / "phiếu thăm hộ.pdf", work / "quét.png"))
        return _trip(trips[0])

    person = Person(begin, shots)
    person.begin()
    status = main(home)
    if status or person.failure:
        return person.failure or f"the window ended with {status}"
    workspace = workspaces.open_with_password(home, PASSWORD)
    try:
        print(json.dumps(_found(workspace, trips[0]), ensure_ascii=False))
    finally:
        workspaces.close(workspace)
    return ""


def _found(workspace: workspaces.Workspace, trip: Trip) -> dict[str, object]:
    """What the trip left behind, read through the services, with what was seen in the window."""
    code = trip.code
    assert code is not None
    (visit,) = (one for one in visits.of_household(workspace, code.household_id) if one.visited_on)
    (evidence,) = form_evidence.of_household(workspace, code.household_id)
    papers = issued_papers.listed(workspace)
    return {
        "problems": list(integrity.check(workspace).problems),
        "clicks_out": trip.clicks_out,
        "clicks_back": trip.clicks_back,
        "keys_back": trip.keys_back,
        "asked": trip.asked,
        "seconds": {name: round(seconds, 1) for name, seconds in trip.seconds.items()},
        "papers": [(one.title, one.subject, one.times) for one in papers],
        "in_register": trip.in_register,
        "kept_as_saved": trip.kept_as_saved,
        "out": len(returned_forms.stack(workspace).out),
        "lacking": sorted(visit.deprived.split(",")),
        "needs": sorted(visit.need_keys.split(",")),
        "note": visit.note,
        "agreed": visit.agreements.split("\t")[0],
        "proves_the_visit": evidence.visit == visit,
        "in_record": trip.in_record,
        "shown_again": trip.shown_again,
    }


def _trip(trip: Trip) -> Steps:
    person = trip.person
    yield from person.fill(_("Password"), PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)
    for part in (_print, _look_up, _fill_in, _read, _confirm, _record, _again):
        begun = time.perf_counter()
        yield from part(trip)
        yield from person.rest()
        trip.seconds[part.__name__.strip("_")] = time.perf_counter() - begun
    person.top().close()


def _print(trip: Trip) -> Steps:
    """From the visits that are due to the saved stack."""
    person = trip.person
    yield from person.keys("Ctrl+5")
    yield lambda: person.tab(HAMLET)
    yield from person.rest()
    person.shot("tham-ho")
    tab = person.tab(HAMLET)
    count = tab.text().split()[-1]
    yield from _click(trip, tab)
    words = _("Print {count} visit forms").format(count=count)
    yield lambda: person.button(words)
    yield from _click(trip, person.button(words))
    yield lambda: any(view.pdf for view in person.seen(PaperView))
    yield from person.rest()
    person.shot("in-phieu")
    yield from _click(trip, person.button(_("Save PDF")))
    yield from person.choose_file(trip.paper)
    trip.clicks_out += 1
    yield lambda: trip.paper.exists() and trip.paper.name in person.words()
    yield from person.rest()
    person.shot("da-luu")


def _look_up(trip: Trip) -> Steps:
    """The stack stands in the register, whole."""
    person = trip.person
    yield from person.press(_("Issued papers"))
    yield lambda: any(table.model().rowCount() for table in person.seen(QTableView))
    yield from person.rest()
    person.shot("so-van-ban")
    model = person.seen(QTableView)[0].model()
    trip.in_register = " | ".join(str(model.index(0, column).data()) for column in range(1, model.columnCount()))
    yield from person.press(_("Open"))
    yield lambda: any(view.pdf for view in person.seen(PaperView))
    yield from person.rest()
    person.shot("so-van-ban-mo")
    trip.kept_as_saved = person.seen(PaperView)[0].pdf == trip.paper.read_bytes()


def _fill_in(trip: Trip) -> Steps:
    """At the household's, and then at the scanner."""
    picture, trip.code = first_form(trip.paper, trip.scan)
    ticks = [*(f"indicator:{one}" for one in LACKING), *(f"need:{one}" for one in NEEDED if one != UNCLEAR)]
    texts = {"notes": NOTE, "agreed:1": AGREED}
    fill_in(picture, trip.code, ticks, [f"need:{UNCLEAR}"], texts).save(trip.scan)
    yield lambda: True


def _read(trip: Trip) -> Steps:
    """The scan is read and shown with its pictures beside the fields."""
    person = trip.person
    yield from person.press(_("Home visits"))
    yield from person.press(_("Back to the list"))
    yield from person.rest()
    yield from _click(trip, person.button(_("Enter forms")), back=True)
    yield lambda: person.button(_("Read scans"))
    yield from person.rest()
    person.shot("nhap-phieu-danh-sach")
    yield from _click(trip, person.button(_("Read scans")), back=True)
    yield from person.choose_file(trip.scan)
    trip.clicks_back += 1
    yield lambda: person.seen(ReturnedSheet)


def _confirm(trip: Trip) -> Steps:
    """The unclear box is decided, what is written is typed, and the form is saved."""
    person = trip.person
    person.shot("nhap-phieu")
    trip.name = person.seen(FormSide)[0].who.text()
    sheet = person.seen(ReturnedSheet)[0]
    trip.asked = sum(box.mark is Mark.DOUBTFUL for one in (sheet.indicators, sheet.needs) for box in one.boxes.values())
    here = sheet.undecided()[0]
    yield lambda: here.hasFocus() and not here.visibleRegion().isEmpty()
    while QApplication.focusWidget().accessibleName() != _("Visited on"):
        yield from _press(trip, "Shift+F6")
    yield from _type(trip, "1")
    yield from _press(trip, "F6", "F6")
    yield from _decide(trip, sheet.indicators, LACKING)
    yield from _press(trip, "F6")
    yield lambda: QApplication.focusWidget().accessibleName() == _("Notes")
    yield from _type(trip, NOTE)
    yield from _press(trip, "F6")
    yield from _decide(trip, sheet.needs, NEEDED)
    yield from _press(trip, "F6")
    yield lambda: QApplication.focusWidget().accessibleName() == _("Agreed {number}").format(number=1)
    yield from _type(trip, AGREED)
    yield from person.rest()
    person.shot("nhap-phieu-da-go")
    yield from _press(trip, "Ctrl+Return")
    yield lambda: not person.seen(ReturnedSheet)
    yield from person.rest()
    person.shot("nhap-phieu-xong")


def _decide(trip: Trip, group: Ticks, meant: Collection[str]) -> Steps:
    """Say yes or no to every box of *group* that was read doubtfully: its key for yes, again for no."""
    yield lambda: QApplication.focusWidget() is group
    for name, box in group.boxes.items():
        if box.mark is Mark.DOUBTFUL:
            key = ROW_KEYS[list(group.boxes).index(name)]
            yield from _press(trip, *(key if name in meant else key * 2))


def _record(trip: Trip) -> Steps:
    """The household's record shows the visit with the picture that proves it."""
    person = trip.person
    yield from person.keys("Ctrl+2", "Ctrl+F")
    yield from person.type(trip.name)
    yield from person.rest()
    yield from person.keys("Down", "Return")
    yield lambda: person.button(_("Back to the register"))
    yield from person.rest()
    tabs = next(one for one in person.seen(QTabWidget) if one.count() > 1)
    at = next(at for at in range(tabs.count()) if tabs.tabText(at) == _("Scanned forms"))
    yield from person.click_at(tabs.tabBar(), tabs.tabBar().tabRect(at).center())
    yield lambda: any(table.model().rowCount() for table in tabs.currentWidget().findChildren(QTableView))
    table = tabs.currentWidget().findChildren(QTableView)[0]
    trip.in_record = " | ".join(
        str(table.model().index(0, column).data()) for column in range(table.model().columnCount())
    )
    yield from person.rest()
    person.shot("ho-so-phieu-quet")
    yield from person.click_at(table.viewport(), table.visualRect(table.model().index(0, 0)).center())
    yield from person.keys("Return")
    yield lambda: QApplication.activeModalWidget() and any(view.pdf for view in person.seen(PaperView))
    yield from person.rest()
    person.shot("ho-so-anh-phieu")
    yield from person.keys("Esc")
    yield lambda: QApplication.activeModalWidget() is None


def _again(trip: Trip) -> Steps:
    """The same form looked up by its number shows what was entered."""
    person = trip.person
    yield from person.keys("Ctrl+5")
    yield lambda: person.field(_("Which form?"))
    assert trip.code is not None
    yield from person.fill(_("Which form?"), trip.code.number)
    yield from person.keys("Return")
    yield lambda: person.seen(ReturnedSheet)
    yield from person.rest()
    person.shot("nhap-phieu-xem-lai")
    cells = person.seen(ReturnedSheet)[0].cells()
    trip.shown_again = {name: cells.get(name, "") for name in ("deprived", "need_keys", "notes")}


def _click(trip: Trip, button: QAbstractButton, *, back: bool = False) -> Steps:
    """Click and count it."""
    trip.clicks_back += back
    trip.clicks_out += not back
    yield from trip.person.click(button)


def _press(trip: Trip, *names: str) -> Steps:
    trip.keys_back += len(names)
    yield from trip.person.keys(*names)


def _type(trip: Trip, text: str) -> Steps:
    trip.keys_back += telex(text)
    yield from trip.person.type(text)
