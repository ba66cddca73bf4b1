"""Pictures for the help: the parts of the window that its pages speak of, small, from the sample commune and office."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from filled_paper import fill_in, first_form
from person import Person, Steps
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QListView, QTableView, QWidget
from window_pictures import HAMLET, LACKING, PASSWORD, UNCLEAR, WRITTEN, make_empty, unlock

from sinhke_desktop.gui.first_start.page import FirstStartPage
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.unlock.page import UnlockPage
from sinhke_desktop.gui.visits.returned.sheet import ReturnedSheet
from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.gui.widgets.cards import Card
from sinhke_desktop.gui.widgets.paper_view import PaperView
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders, resource
from sinhke_desktop.services import demo, demo_office

SIZE = QSize(1140, 720)
WIDEST = 900
COLOURS = 96
MOST, ABOVE = 640, 8
MODEL = {
    _("Stages, papers"): "giai-doan", _("Households"): "ho-tham-gia", _("Money"): "kinh-phi",
    _("Revolving fund"): "quay-vong", _("Follow-up"): "theo-doi",
}  # fmt: skip


def take(work: Path, pictures: Path) -> str:
    """Write the pictures; returns an empty text, or why it stopped. Pictures that no page names any more go."""
    pictures.mkdir(parents=True, exist_ok=True)
    before = set(pictures.glob("*.png"))
    fresh, empty = folders(work / "new"), folders(work / "empty")
    demo.run_demo(work / "sample", PASSWORD)
    filled = folders(work / "sample" / "commune")
    make_empty(empty)
    office, stick = folders(work / "office"), work / "USB"
    demo_office.build_office_sample(office, PASSWORD, stick)
    drives.sticks = lambda: [drives.Drive(stick, "KINGSTON", 4_000_000_000)] if at_office else []
    at_office = False
    taken: set[Path] = set()
    for places, steps in (
        (fresh, _first_start), (empty, _empty_commune), (filled, partial(_commune, aside=work)), (office, _office),
    ):  # fmt: skip
        at_office = places is office
        person = Person(lambda one, steps=steps: steps(_Camera(one, pictures, taken)), work)
        person.begin()
        if main(places) != 0 or person.failure:
            return person.failure or "the window ended with an error"
    for path in taken:
        _make_small(path)
    for path in before - taken:
        path.unlink()
    return ""


class _Camera:
    """A person with a camera: cuts out of the screen what a page of the help speaks of."""

    def __init__(self, person: Person, pictures: Path, taken: set[Path]) -> None:
        self.person, self._pictures, self._taken = person, pictures, taken

    def take(self, name: str, part: Callable[[], QWidget] | None = None, *, top: str = "", height: int = 0) -> Steps:
        """The page shown, or *part*; from the tab *top* on and at most *height* pixels high where these are given."""
        yield from self.person.rest()
        shells = self.person.seen(Shell)
        page = shells[0].page() if shells else None
        shown = part() if part is not None else page or self.person.top()
        begun = self.person.tab(top).mapTo(shown, QPoint(0, 0)).y() - ABOVE if top else 0
        wanted = QRect(0, begun, shown.width(), min(height or MOST, shown.height() - begun))
        path = self._pictures / f"{name}.png"
        shown.grab(wanted).save(str(path))
        self._taken.add(path)

    def begin(self) -> Steps:
        """Give the window the size at which pages are as wide as the help's pictures."""
        self.person.top().resize(SIZE)
        yield from self.person.rest()


def _first_start(camera: _Camera) -> Steps:
    person = camera.person
    yield from camera.begin()
    yield from person.keys("Return")
    yield lambda: person.field(_("Commune")) and person.field(_("Commune")).hasFocus()
    yield from person.type("anh dung")
    yield lambda: any(view.model().rowCount() for view in person.seen(QListView))
    yield from person.keys("Down")
    yield from camera.take("lan-dau", lambda: person.seen(FirstStartPage)[0])
    person.top().close()


def _empty_commune(camera: _Camera) -> Steps:
    person = camera.person
    yield from camera.begin()
    yield from unlock(person)
    yield from person.keys("Ctrl+2")
    yield from person.press(_("Import from Excel"))
    yield from person.press(_("Choose a file…"))
    yield from person.choose_file(resource("sample", demo.WORKBOOK))
    yield from person.press(_("See what will happen"))
    yield from camera.take("nhap-excel")
    yield from person.keys("Ctrl+4")
    yield from person.rest()
    yield from person.keys("Ctrl+N")
    yield from person.press(_("Take from the library…"))
    yield from camera.take("thu-vien", person.top)
    yield from person.keys("Esc")
    yield from person.rest()
    yield from person.keys("Esc")
    yield from person.rest()
    person.top().close()


def _commune(camera: _Camera, aside: Path) -> Steps:
    person = camera.person
    yield from camera.begin()
    yield from unlock(person)
    yield from person.keys("Ctrl+1")
    yield from camera.take("tong-quan")
    yield from _households(camera)
    yield from _reviews(camera)
    yield from _model(camera)
    yield from _papers(camera, aside)
    yield from _below(camera)
    yield from person.keys("Ctrl+L")
    yield lambda: person.seen(UnlockPage)
    yield from camera.take("mo-khoa", lambda: person.seen(Card)[0])
    person.top().close()


def _households(camera: _Camera) -> Steps:
    person = camera.person
    yield from person.keys("Ctrl+2")
    yield from camera.take("so-ho")
    yield from person.keys("Ctrl+Shift+F")
    yield from camera.take("loc-ho", person.top)
    yield from person.keys("Esc")
    yield from person.rest()
    yield from person.keys("Ctrl+N")
    yield from camera.take("them-ho")
    yield from person.press(_("Back to the register"))
    yield from person.rest()
    yield from person.keys("Ctrl+F")
    yield from person.keys("Down", "Down", "Return")
    yield lambda: person.button(_("Back to the register"))
    yield from camera.take("ho-so")
    for title, name in ((_("Acts"), "bien-dong"), (_("Supports received"), "ho-tro")):
        yield from person.rest()
        person.choose_tab(title)
        yield from camera.take(name, height=400)
    yield from person.rest()
    yield from person.press(_("Papers"))
    yield lambda: any(view.pdf for view in person.seen(PaperView))
    yield from camera.take("giay-to-ho", person.top)
    yield from person.keys("Esc")
    yield from person.rest()


def _reviews(camera: _Camera) -> Steps:
    person = camera.person
    yield from person.keys("Ctrl+3")
    yield from camera.take("ra-soat")
    for title, name in ((_("Survey"), "khao-sat"), (_("Village meeting"), "hop-dan")):
        yield from person.click(person.tab(title))
        yield from camera.take(name)


def _model(camera: _Camera) -> Steps:
    person = camera.person
    yield from person.keys("Ctrl+4")
    for title, name in MODEL.items():
        yield lambda title=title: person.tab(title)
        yield from person.click(person.tab(title))
        yield from camera.take(name, top=_("Follow-up"), height=520)


def _papers(camera: _Camera, aside: Path) -> Steps:
    """Forms before they are printed, one that came back, the report, tables, the register of papers."""
    person = camera.person
    paper, scan = aside / "phieu.pdf", aside / "quet.jpg"
    yield from person.keys("Ctrl+5")
    yield lambda: person.tab(HAMLET)
    yield from person.fill(_("Which households"), _("Every household"))
    yield from person.rest()
    yield from person.click(person.tab(HAMLET))
    yield from camera.take("tham-ho")
    yield from person.keys("Ctrl+P")
    yield from person.save_paper(paper)
    yield from camera.take("in-phieu")
    picture, code = first_form(paper, aside / "trang.png")
    fill_in(picture, code, LACKING, UNCLEAR, WRITTEN).save(scan)
    yield from person.press(_("Back to the list"))
    yield from person.keys("Ctrl+R")
    yield from person.press(_("Read scans"))
    yield from person.choose_file(scan)
    yield lambda: person.seen(ReturnedSheet)
    yield from camera.take("nhap-phieu")
    yield from person.keys("Ctrl+6")
    yield lambda: any(view.pdf for view in person.seen(PaperView))
    yield from camera.take("bao-cao")
    yield from person.keys("Ctrl+7")
    yield from camera.take("bang-bieu")
    yield from person.keys("Ctrl+Shift+I")
    yield lambda: any(table.model().rowCount() for table in person.seen(QTableView))
    yield from camera.take("so-van-ban")


def _below(camera: _Camera) -> Steps:
    """Sending, personal data, the settings' tabs, the help itself."""
    person = camera.person
    yield from person.keys("Ctrl+8")
    yield from camera.take("gui-nhan")
    yield from person.keys("Ctrl+Shift+D")
    yield from camera.take("du-lieu-ca-nhan", height=210)
    yield from person.keys("Ctrl+,")
    for title, name in ((_("Hamlets"), "thon"), (_("Password, backup"), "doi-mat-khau"), (_("Look"), "giao-dien")):
        yield from person.rest()
        person.choose_tab(title)
        yield from camera.take(name, height=260 if name != "thon" else 460)
    yield from person.keys("Ctrl+9")
    yield from person.rest()
    yield from person.keys("Ctrl+F")
    yield from person.type("mất mật khẩu")
    yield from person.rest()
    yield from person.keys("Return")
    yield from camera.take("tro-giup")


def _office(camera: _Camera) -> Steps:
    """A receiving office: what lies on the stick, what a bundle would change, the communes and its other pages."""
    person = camera.person
    yield from camera.begin()
    yield from unlock(person)
    yield lambda: person.button(_("See what would change"))
    yield from camera.take("nhan-du-lieu")
    yield from person.press(_("See what would change"))
    yield lambda: person.button(_("Receive into the store"))
    yield from camera.take("xem-truoc-goi")
    for key, name in {"Ctrl+2": "cac-xa", "Ctrl+3": "khac-nhau", "Ctrl+4": "tong-hop", "Ctrl+5": "may-khoa"}.items():
        yield from person.keys(key)
        yield from camera.take(name, height=320 if name == "may-khoa" else 0)
    person.top().close()


def _make_small(path: Path) -> None:
    """At most 900 pixels wide, in few colours: the window has few."""
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    if whole.width > WIDEST:
        whole = whole.resize((WIDEST, round(whole.height * WIDEST / whole.width)), Image.Resampling.LANCZOS)
    whole.quantize(colors=COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
