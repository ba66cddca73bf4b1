"""Pictures of every page at 1366 by 768 with the sample commune, for the README."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from filled_paper import fill_in, first_form
from person import Person, Steps
from PIL import Image
from PySide6.QtWidgets import QListView, QTableView

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.visits.returned.sheet import ReturnedSheet
from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.gui.widgets.paper_view import PaperView
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders, folders, resource
from sinhke_desktop.services import communes, demo, demo_office, units
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mot cau that dai"
LARGEST = 150_000
PAGES = {
    "Ctrl+1": "tong-quan", "Ctrl+3": "ra-soat", "Ctrl+4": "mo-hinh", "Ctrl+5": "tham-ho", "Ctrl+7": "bang-bieu",
    "Ctrl+8": "gui-nhan", "Ctrl+Shift+D": "du-lieu-ca-nhan", "Ctrl+,": "cai-dat", "Ctrl+9": "tro-giup",
}  # fmt: skip
OFFICE_PAGES = {
    "Ctrl+2": "don-vi-cac-xa", "Ctrl+3": "don-vi-khac-nhau", "Ctrl+4": "don-vi-tong-hop", "Ctrl+5": "don-vi-may-khoa",
}  # fmt: skip

HAMLET = "Tân Tiến"
LACKING, UNCLEAR = ("indicator:employment", "indicator:cleanWater", "need:loan"), ("indicator:healthInsurance",)
WRITTEN = {"notes": "Mái nhà dột sau mưa", "agreed:1": "Làm giấy bảo hiểm y tế"}


def take(work: Path, pictures: Path) -> str:
    """Write the pictures; returns an empty text, or why it stopped."""
    pictures.mkdir(parents=True, exist_ok=True)
    fresh, empty = folders(work / "new"), folders(work / "empty")
    demo.run_demo(work / "sample", PASSWORD)
    filled = folders(work / "sample" / "commune")
    make_empty(empty)
    office, stick = folders(work / "office"), work / "USB"
    demo_office.build_office_sample(office, PASSWORD, stick)
    drives.sticks = lambda: [drives.Drive(stick, "KINGSTON", 4_000_000_000)] if at_office else []
    at_office = False
    for places, steps in (
        (fresh, _first_start), (empty, _import), (filled, partial(_pages, aside=work)), (office, _office),
    ):  # fmt: skip
        at_office = places is office
        person = Person(steps, pictures)
        person.begin()
        if main(places) != 0 or person.failure:
            return person.failure or "the window ended with an error"
    for path in sorted(pictures.glob("*.png")):
        _make_small(path)
    return ""


def _first_start(person: Person) -> Steps:
    yield from person.keys("Return")
    yield lambda: person.field(_("Commune")) and person.field(_("Commune")).hasFocus()
    yield from person.type("anh dung")
    yield lambda: any(view.model().rowCount() for view in person.seen(QListView))
    yield from person.keys("Down")
    yield from _shot(person, "bat-dau")
    person.top().close()


def make_empty(places: Folders) -> None:
    """A commune that was set up and holds no household yet."""
    created = workspaces.create(places, PASSWORD)
    ready = communes.set_up(created.workspace, units.unit(demo.COMMUNE_CODE), Area.RURAL, demo.PERIOD, demo.OFFICER)
    workspaces.close(ready)


def unlock(person: Person) -> Steps:
    """Type the password."""
    yield from person.type(PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)


def _import(person: Person) -> Steps:
    yield from unlock(person)
    yield from person.keys("Ctrl+2")
    yield from person.press(_("Import from Excel"))
    yield from person.press(_("Choose a file…"))
    yield from person.choose_file(resource("sample", demo.WORKBOOK))
    yield from person.press(_("See what will happen"))
    yield from _shot(person, "nhap-excel")
    person.top().close()


def _pages(person: Person, aside: Path) -> Steps:
    yield from unlock(person)
    for key, name in PAGES.items():
        yield from person.keys(key)
        yield from _shot(person, name)
    yield from person.keys("Ctrl+6")
    yield lambda: any(view.pdf for view in person.seen(PaperView))
    yield from _shot(person, "bao-cao")
    yield from _forms(person, aside)
    yield from person.keys("Ctrl+2")
    yield from _shot(person, "ho-dan")
    yield from person.keys("Ctrl+F")
    yield from person.keys("Down", "Down", "Return")
    yield lambda: person.button(_("Back to the register"))
    yield from _shot(person, "ho-so")
    yield from person.keys("Ctrl+L")
    yield lambda: not person.seen(Shell)
    yield from _shot(person, "mo-khoa")
    person.top().close()


def _office(person: Person) -> Steps:
    """A receiving office: what lies on the stick, what a bundle would change, the communes and its other pages."""
    yield from unlock(person)
    yield lambda: person.button(_("See what would change"))
    yield from _shot(person, "don-vi-nhan")
    yield from person.press(_("See what would change"))
    yield lambda: person.button(_("Receive into the store"))
    yield from _shot(person, "don-vi-xem-truoc")
    for key, name in OFFICE_PAGES.items():
        yield from person.keys(key)
        yield from _shot(person, name)
    person.top().close()


def _forms(person: Person, aside: Path) -> Steps:
    """A stack in the preview, a form that came back as a scan, and the register of papers with the stack in it."""
    paper, scan = aside / "phieu.pdf", aside / "quet.jpg"
    yield from person.keys("Ctrl+5")
    yield lambda: person.tab(HAMLET)
    yield from person.fill(_("Which households"), _("Every household"))
    yield from person.rest()
    yield from person.click(person.tab(HAMLET))
    yield from person.rest()
    yield from person.keys("Ctrl+P")
    yield from person.save_paper(paper)
    yield from _shot(person, "in-phieu")
    picture, code = first_form(paper, aside / "trang.png")
    fill_in(picture, code, LACKING, UNCLEAR, WRITTEN).save(scan)
    yield from person.press(_("Back to the list"))
    yield from person.keys("Ctrl+R")
    yield from person.press(_("Read scans"))
    yield from person.choose_file(scan)
    yield lambda: person.seen(ReturnedSheet)
    yield from _shot(person, "nhap-phieu")
    yield from person.keys("Ctrl+Shift+I")
    yield lambda: any(table.model().rowCount() for table in person.seen(QTableView))
    yield from _shot(person, "so-van-ban")


def _shot(person: Person, name: str) -> Steps:
    yield from person.rest()
    person.shot(name)


def _make_small(path: Path) -> None:
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    whole.save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        whole.quantize(colors=256, dither=Image.Dither.NONE).save(path, optimize=True)
