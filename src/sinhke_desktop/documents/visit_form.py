"""Stacks of visit forms (phiếu thăm hộ): pre-filled and spare ones, A4 or two A5 on one A4 across, in one PDF.

What never changes is drawn once per document as a form object and shown again on every page; a page then carries only
its household's own words, boxes and QR.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.units import mm

from sinhke_desktop.documents.page import UPRIGHT as A4_UPRIGHT
from sinhke_desktop.documents.page import open_canvas
from sinhke_desktop.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH
from sinhke_desktop.documents.typesetting import Canvas
from sinhke_desktop.documents.visit_a4 import A4Drawing
from sinhke_desktop.documents.visit_a5 import A5Drawing
from sinhke_desktop.documents.visit_drawing import FormDrawing
from sinhke_desktop.documents.visit_route_list import ROUTE_TITLE, draw_route_list, pages_of_route
from sinhke_desktop.documents.visit_words import TITLE
from sinhke_desktop.domain.form_layouts import RIGHT_SIDE, geometry
from sinhke_desktop.domain.form_layouts.a5 import RIGHT_HAND
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.form_stack import FormPaper, FormPlace, impose, version_for
from sinhke_desktop.domain.visit import SpareForm, VisitForm
from sinhke_desktop.domain.visit_route import RouteList
from sinhke_desktop.progress import SILENT, Progress

UPRIGHT = (PAGE_WIDTH * mm, PAGE_HEIGHT * mm)
ACROSS = (PAGE_HEIGHT * mm, PAGE_WIDTH * mm)
AnyForm = VisitForm | SpareForm


def version_of(form: AnyForm, paper: FormPaper) -> str:
    """The version on which *form* is printed; a spare one is without the model's block."""
    return version_for(paper, with_model=isinstance(form, VisitForm) and form.participation is not None)


def pages_of(form: AnyForm, paper: FormPaper = FormPaper.A4) -> int:
    """How many pages *form* takes: one, and more where members or agreements do not fit on the first."""
    if isinstance(form, SpareForm):
        return 1
    return geometry(version_of(form, paper)).pages(len(form.household.members), len(form.agreements))


def render_visit_forms(
    forms: Sequence[AnyForm],
    progress: Progress = SILENT,
    *,
    paper: FormPaper = FormPaper.A4,
    two_sided: bool = False,
    route: RouteList | None = None,
) -> bytes:
    """All *forms* in the given order as one PDF, below *route* where one is given; the same forms give the same bytes.

    Bookmarks lead to every hamlet and household. Raises ValueError without forms, ``Cancelled`` through *progress*.
    """
    if not forms:
        raise ValueError("no forms")
    output = BytesIO()
    commune = forms[0].commune_name
    versions = ", ".join(sorted({version_of(form, paper) for form in forms}))
    canvas = open_canvas(output, A4_UPRIGHT, name=f"{TITLE} – {commune}", author=commune, subject=f"Mẫu {versions}")
    _Stack(canvas, forms, paper, two_sided=two_sided).draw(progress, route)
    canvas.save()
    return output.getvalue()


class _Stack:
    """Draws the stack's sides on one canvas."""

    def __init__(self, canvas: Canvas, forms: Sequence[AnyForm], paper: FormPaper, *, two_sided: bool) -> None:
        self._canvas, self._forms, self._paper, self._two_sided = canvas, forms, paper, two_sided
        self._pages = [pages_of(form, paper) for form in forms]
        self._drawings: dict[str, FormDrawing] = {}
        self._known: set[str] = set()
        self._done = 0

    def draw(self, progress: Progress, route: RouteList | None) -> None:
        """Draw everything."""
        if route is not None:
            self._draw_route(route)
        self._canvas.setPageSize(UPRIGHT if self._paper is FormPaper.A4 else ACROSS)
        for side in impose(self._pages, self._paper, two_sided=self._two_sided):
            for hand, place in enumerate(side):
                if place is not None:
                    self._draw_place(place, right=hand == 1)
                    self._done += place.page == self._pages[place.form]
            self._canvas.showPage()
            progress.step(self._done, len(self._forms))
        self._add_outline()

    def _draw_route(self, route: RouteList) -> None:
        for number, hamlet in enumerate(draw_route_list(self._canvas, route)):
            if number == 0:
                self._bookmark("danh-sach", ROUTE_TITLE, 0)
            if hamlet:
                self._bookmark(f"danh-sach-{number}", hamlet, 1)
        if self._two_sided and pages_of_route(route) % 2:
            self._canvas.showPage()

    def _bookmark(self, key: str, title: str, level: int) -> None:
        self._canvas.bookmarkPage(key, fit="Fit")
        self._canvas.addOutlineEntry(title, key, level=level, closed=level == 0)

    def _draw_place(self, place: FormPlace, *, right: bool) -> None:
        form = self._forms[place.form]
        version = version_of(form, self._paper) + (RIGHT_SIDE if right else "")
        kind = "tiep" if place.page > 1 else "du-phong" if isinstance(form, SpareForm) else "dau"
        drawing = self._drawing(version, kind)
        if place.page == 1:
            for key in (f"thon-{place.form}", f"ho-{place.form}"):
                self._canvas.bookmarkPage(key, fit="Fit")
        if right:
            self._canvas.saveState()
            self._canvas.translate(RIGHT_HAND * mm, 0)
        self._canvas.doForm(f"{version}-{kind}")
        drawing.draw_form(form, place.page, self._pages[place.form])
        if right:
            self._canvas.restoreState()

    def _drawing(self, version: str, kind: str) -> FormDrawing:
        """The drawing of *version*; its printed part of *kind* is defined where it is wanted first."""
        if version not in self._drawings:
            made = A4Drawing if self._paper is FormPaper.A4 else A5Drawing
            self._drawings[version] = made(self._canvas, geometry(version))
        drawing, name = self._drawings[version], f"{version}-{kind}"
        if name not in self._known:
            self._known.add(name)
            self._canvas.beginForm(name, 0, 0, drawing.at.width * mm, drawing.at.height * mm)
            if kind == "tiep":
                drawing.draw_printed_more()
            else:
                drawing.draw_printed_first(spare=kind == "du-phong")
            self._canvas.endForm()
        return drawing

    def _add_outline(self) -> None:
        above = None
        for number, form in enumerate(self._forms):
            group = (form.hamlet_name or "–") if isinstance(form, VisitForm) else "Phiếu dự phòng"
            if group != above:
                above = group
                self._canvas.addOutlineEntry(group, f"thon-{number}", level=0, closed=True)
            name = form.household.head.full_name if isinstance(form, VisitForm) else shown_number(form.number)
            self._canvas.addOutlineEntry(f"{number + 1}. {name}", f"ho-{number}", level=1)
