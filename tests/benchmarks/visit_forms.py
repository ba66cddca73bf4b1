"""500 visit forms in one run: the program, a bare ReportLab canvas, fpdf2 and WeasyPrint, each in a process of its own.

The others draw the very same pages from primitives (strings, lines, rectangles, modules of the QR) that were recorded
beforehand and are left alone by the garbage collector: they neither lay out text nor encode QR symbols nor make
bookmarks. The bare canvas draws the printed part anew on every page, ``canvas-forms`` once as the program does.
WeasyPrint gets the strings and lines as absolutely placed HTML and the QR as SVG, on fewer forms. Peak memory is that
of the whole process; the recorded primitives count for those that replay them.

Run ``python tests/benchmarks/visit_forms.py``; a row for each, then the ratios (aims: 0.8 of the bare canvas, ahead of
the other two).
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from sinhke_desktop.documents import fonts, visit_form
from sinhke_desktop.domain.form_sheet import check_digit
from sinhke_desktop.domain.form_stack import FormPaper
from sinhke_desktop.domain.household import HEAD, Birth, Household, Member, Sex
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import Agreement, FollowUpFigures, Participation, VisitForm
from sinhke_desktop.paths import resource as program_file

FORMS = 500
FEWER = 50
"""WeasyPrint's share: its speed does not grow with the number of pages."""
ROUNDS = 5
WIDTH, HEIGHT = 210.0, 297.0
SIDES = {"program": FORMS, "canvas": FORMS, "canvas-forms": FORMS, "fpdf2": FORMS, "weasyprint": FEWER}


def form(number: int) -> VisitForm:
    """An invented household of one to seven people; every third takes part in the model."""
    members = tuple(
        Member(f"{number * 10 + place:016x}", place, f"Chamaléa Thị Đào {number * 7 + place}",
               HEAD if place == 1 else "Cháu", Sex.FEMALE, Birth(1960 + place, 3, 5), "Raglai", f"0582620{number:05d}")
        for place in range(1, 2 + number % 7)
    )  # fmt: skip
    last = FollowUpFigures("(10/2025)", 2, 1, 0, 0, 1, 12_500_000 + number, "bò mẹ bị tiêu chảy", "tiêm phòng đợt 2")
    digits = f"{number * 7919 % 10**7:07d}"
    return VisitForm(
        Household(f"{number:032x}", "22828", "a" * 32, members, address=f"Tổ {number % 9}", phone="0901234567"),
        "Xã Anh Dũng", f"Thôn số {number // 100}", "Hộ nghèo", "Thu nhập 95 ≤ 140 điểm và thiếu hụt 4 chỉ số.", 2025,
        95, 40, frozenset(list(INDICATORS)[:4]),
        Participation("Nuôi bò cái sinh sản", "02 con bò cái sinh sản", last) if number % 3 == 0 else None,
        agreements=(Agreement(f"Sửa chuồng lần {number}", "hộ", date(2025, 11, 5)),),
        last_visit=date(2025, 10, 14), planned_on=date(2025, 11, 18), officer="Nguyễn Thị Thu Hà",
        number=digits + check_digit(digits),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, points from the lower left; ``scale`` is its width in per cent."""

    x: float
    y: float
    text: str
    font: str
    size: float
    scale: float = 100.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines (x1, y1, x2, y2) or rectangles (x, y, width, height), drawn in one go."""

    kind: str
    parts: tuple[tuple[float, float, float, float], ...]
    width: float
    dotted: bool
    filled: bool
    white: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """Dark runs (x, y, length) of a QR symbol of ``modules``, ``side`` points from ``x``, ``y``."""

    x: float
    y: float
    side: float
    modules: int
    runs: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Here the printed part of that name is shown."""

    name: str


Drawn = list[Text | Shape | Symbol | Reference]


class _Path:
    def __init__(self) -> None:
        self.kind, self.parts, self._at = "lines", [], (0.0, 0.0)

    def rect(self, *part: float) -> None:
        self.kind = "boxes"
        self.parts.append(part)

    def moveTo(self, x: float, y: float) -> None:
        self._at = (x, y)

    def lineTo(self, x: float, y: float) -> None:
        self.parts.append((*self._at, x, y))


class _Lines:
    def __init__(self, x: float, y: float) -> None:
        self.x, self.y, self.scale, self.found = x, y, 100.0, []

    def setFont(self, font: str, size: float, leading: float) -> None:
        self._font = (font, size, leading)

    def setHorizScale(self, scale: float) -> None:
        self.scale = scale

    def textLine(self, line: str) -> None:
        font, size, leading = self._font
        self.found.append(Text(self.x, self.y - leading * len(self.found), line, font, size, self.scale))


@dataclass
class Recorder:
    """Stands for a canvas and writes down what is drawn, page by page; printed parts by their name."""

    pages: list[Drawn] = field(default_factory=lambda: [[]])
    printed: dict[str, Drawn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._into, self._font, self._width, self._dotted, self._white = self.pages[-1], ("", 0.0), 1.0, False, False
        self._shift: tuple[float, ...] = ()

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_args, **_options: None

    stringWidth = staticmethod(stringWidth)  # noqa: N815 - ReportLab's name

    def setFont(self, font: str, size: float) -> None:
        self._font = (font, size)

    def drawString(self, x: float, y: float, text: str) -> None:
        self._into.append(Text(x, y, text, *self._font))

    def drawCentredString(self, x: float, y: float, text: str) -> None:
        self.drawString(x - stringWidth(text, *self._font) / 2, y, text)

    def beginText(self, x: float, y: float) -> _Lines:
        return _Lines(x, y)

    def drawText(self, lines: _Lines) -> None:
        self._into.extend(lines.found)

    def beginPath(self) -> _Path:
        return _Path()

    def drawPath(self, path: _Path | PDFPathObject, stroke: int = 1, fill: int = 0) -> None:
        if isinstance(path, PDFPathObject):
            runs = tuple((int(x), int(y), int(length)) for x, y, length, *_rest in map(str.split, path._code))
            side, _b, _c, _d, left, bottom = self._shift
            modules = max(y for _x, y, _length in runs) + 1
            self._into.append(Symbol(left, bottom, side * modules, modules, runs))
        elif path.parts:
            self._into.append(Shape(path.kind, tuple(path.parts), self._width, self._dotted, bool(fill), self._white))

    def rect(self, *part: float, stroke: int = 1, fill: int = 0) -> None:
        self._into.append(Shape("boxes", (part,), self._width, self._dotted, bool(fill), self._white))

    def setLineWidth(self, width: float) -> None:
        self._width = width

    def setDash(self, *dash: float) -> None:
        self._dotted = bool(dash)

    def setFillGray(self, grey: float) -> None:
        self._white = grey == 1

    def transform(self, *shift: float) -> None:
        self._shift = shift

    def beginForm(self, name: str, *_box: float) -> None:
        self._into = self.printed.setdefault(name, [])

    def endForm(self) -> None:
        self._into = self.pages[-1]

    def doForm(self, name: str) -> None:
        self._into.append(Reference(name))

    def showPage(self) -> None:
        self.pages.append([])
        self._into = self.pages[-1]


def record(forms: list[VisitForm]) -> tuple[list[Drawn], dict[str, Drawn]]:
    """The pages of *forms* and the printed parts that they show."""
    fonts.register()
    recorder = Recorder()
    stack = visit_form._Stack(recorder, forms, FormPaper.A4, two_sided=False)
    stack.draw(visit_form.SILENT, None)
    return recorder.pages[:-1], recorder.printed


def _whole(pages: list[Drawn], printed: dict[str, Drawn]) -> list[Drawn]:
    """The pages with their printed part drawn on each."""
    found: list[Drawn] = []
    for page in pages:
        whole: Drawn = []
        for one in page:
            whole.extend(printed[one.name] if isinstance(one, Reference) else [one])
        found.append(whole)
    return found


def bare_canvas(pages: list[Drawn], printed: dict[str, Drawn]) -> bytes:
    """The pages on a bare canvas."""
    output = BytesIO()
    canvas = Canvas(
        output, pagesize=(WIDTH * mm, HEIGHT * mm), pageCompression=1, invariant=1, initialFontName=fonts.REGULAR
    )  # fmt: skip
    for name, drawn in printed.items():
        canvas.beginForm(name, 0, 0, WIDTH * mm, HEIGHT * mm)
        _on_canvas(canvas, drawn)
        canvas.endForm()
    for page in pages:
        _on_canvas(canvas, page)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _on_canvas(canvas: Canvas, drawn: Drawn) -> None:
    for one in drawn:
        if isinstance(one, Text):
            if one.scale == 100:
                canvas.setFont(one.font, one.size)
                canvas.drawString(one.x, one.y, one.text)
            else:
                text = canvas.beginText(one.x, one.y)
                text.setFont(one.font, one.size)
                text.setHorizScale(one.scale)
                text.textLine(one.text)
                canvas.drawText(text)
        elif isinstance(one, Shape):
            path = canvas.beginPath()
            for a, b, c, d in one.parts:
                if one.kind == "boxes":
                    path.rect(a, b, c, d)
                else:
                    path.moveTo(a, b)
                    path.lineTo(c, d)
            canvas.setLineWidth(one.width)
            canvas.setFillGray(1 if one.white else 0)
            canvas.setDash(*((0.7, 1.7) if one.dotted else ()))
            canvas.drawPath(path, stroke=not one.filled, fill=one.filled)
            canvas.setFillGray(0)
        elif isinstance(one, Symbol):
            canvas.saveState()
            canvas.transform(one.side / one.modules, 0, 0, one.side / one.modules, one.x, one.y)
            canvas.drawPath(PDFPathObject([f"{x} {y} {length} 1 re" for x, y, length in one.runs]), stroke=0, fill=1)
            canvas.restoreState()
        else:
            canvas.doForm(one.name)


def fpdf2(pages: list[Drawn]) -> bytes:
    """The pages with fpdf2."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=(WIDTH * mm, HEIGHT * mm))
    pdf.set_auto_page_break(False)
    for name in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC):
        pdf.add_font(name, "", str(program_file("fonts", f"{name}.ttf")))
    top = HEIGHT * mm
    for page in pages:
        pdf.add_page()
        for one in page:
            if isinstance(one, Text):
                pdf.set_font(one.font, size=one.size)
                pdf.set_stretching(one.scale)
                pdf.text(one.x, top - one.y, one.text)
            elif isinstance(one, Shape):
                pdf.set_line_width(one.width)
                pdf.set_dash_pattern(*((0.7, 1.7) if one.dotted else ()))
                pdf.set_fill_color(255 if one.white else 0)
                for a, b, c, d in one.parts:
                    if one.kind == "boxes":
                        pdf.rect(a, top - b - d, c, d, "F" if one.filled else "D")
                    else:
                        pdf.line(a, top - b, c, top - d)
            elif isinstance(one, Symbol):
                pdf.set_fill_color(0)
                module = one.side / one.modules
                for x, y, length in one.runs:
                    pdf.rect(one.x + x * module, top - one.y - (y + 1) * module, length * module, module, "F")
    return bytes(pdf.output())


def weasyprint(pages: list[Drawn]) -> bytes:
    """The pages with WeasyPrint."""
    from weasyprint import HTML

    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('{program_file('fonts', name + '.ttf').as_uri()}')}}"
        for name in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC)
    )
    style = (
        f"{faces}@page{{size:{WIDTH}mm {HEIGHT}mm;margin:0}}body{{margin:0}}"
        f".p{{position:relative;width:{WIDTH}mm;height:{HEIGHT - 0.1}mm;page-break-after:always}}"
        ".p>*{position:absolute;white-space:nowrap;line-height:1;box-sizing:border-box}"
    )
    body = "".join(f'<div class="p">{"".join(map(_html, page))}</div>' for page in pages)
    return bytes(HTML(string=f"<html lang=vi><style>{style}</style><body>{body}").write_pdf())


def _html(one: Text | Shape | Symbol | Reference) -> str:
    top = HEIGHT * mm
    if isinstance(one, Text):
        where = f"left:{one.x:.2f}pt;top:{top - one.y - one.size * 0.9:.2f}pt"
        return f"<span style=\"{where};font:{one.size}pt '{one.font}'\">{escape(one.text)}</span>"
    if isinstance(one, Symbol):
        runs = "".join(f"M{x} {one.modules - 1 - y}h{length}v1h-{length}z" for x, y, length in one.runs)
        return (
            f'<svg style="left:{one.x:.2f}pt;top:{top - one.y - one.side:.2f}pt" width="{one.side:.2f}pt" '
            f'height="{one.side:.2f}pt" viewBox="0 0 {one.modules} {one.modules}"><path d="{runs}"/></svg>'
        )
    assert isinstance(one, Shape)
    line = f"{one.width:.2f}pt {'dotted' if one.dotted else 'solid'}"
    found = []
    for a, b, c, d in one.parts:
        if one.kind == "boxes":
            paint = f"background:{'#fff' if one.white else '#000'}" if one.filled else f"border:{line}"
            found.append(_block(a, top - b - d, c, d, paint))
        elif b == d:
            found.append(_block(min(a, c), top - b, abs(c - a), 0, f"border-top:{line}"))
        elif a == c:
            found.append(_block(a, top - max(b, d), 0, abs(d - b), f"border-left:{line}"))
        else:
            lower, upper = top - min(b, d), top - max(b, d)
            rising = "M0 1L1 0" if (c - a) * (d - b) > 0 else "M0 0L1 1"
            found.append(
                f'<svg style="left:{min(a, c):.2f}pt;top:{upper:.2f}pt" width="{abs(c - a):.2f}pt" '
                f'height="{lower - upper:.2f}pt" viewBox="0 0 1 1"><path stroke="#000" stroke-width=".1" d="{rising}"/>'
                "</svg>"
            )
    return "".join(found)


def _block(left: float, top: float, width: float, height: float, paint: str) -> str:
    return f'<i style="left:{left:.2f}pt;top:{top:.2f}pt;width:{width:.2f}pt;height:{height:.2f}pt;{paint}"></i>'


def run_side(side: str, count: int) -> dict[str, float]:
    """Draw *count* forms as *side* in this process: pages, seconds, peak memory in MiB."""
    forms = [form(number) for number in range(count)]
    fonts.register()
    draw: Callable[[], bytes]
    if side == "program":
        draw = lambda: visit_form.render_visit_forms(forms)  # noqa: E731
    else:
        pages, printed = record(forms)
        whole: Any = _whole(pages, printed)
        draw = {
            "canvas": lambda: bare_canvas(whole, {}),
            "canvas-forms": lambda: bare_canvas(pages, printed),
            "fpdf2": lambda: fpdf2(whole),
            "weasyprint": lambda: weasyprint(whole),
        }[side]
    gc.collect()
    gc.freeze()
    begun = time.perf_counter()
    pdf = draw()
    taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": sum(map(visit_form.pages_of, forms)), "seconds": taken, "peak": peak, "bytes": len(pdf)}


def measure_all(rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """For every side its pages a second and peak memory (MiB), medians of interleaved rounds."""
    found: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for _round in range(rounds):
        for side, count in SIDES.items():
            command = [sys.executable, __file__, "--side", side, "--forms", str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found[side].append(json.loads(done.stdout))
    return {
        side: {
            "speed": statistics.median(one["pages"] / one["seconds"] for one in all_rounds),
            "peak": statistics.median(one["peak"] for one in all_rounds),
            "pages": all_rounds[0]["pages"],
            "bytes": all_rounds[0]["bytes"],
        }
        for side, all_rounds in found.items()
    }


def rows(found: dict[str, dict[str, float]]) -> list[tuple[str, str, str, str, str]]:
    """What, here, beside, ratio, aim: a row for every other side."""
    ours = found["program"]
    names = {"canvas": "a bare canvas drawing the same", "canvas-forms": "the same with the printed part drawn once",
             "fpdf2": "fpdf2", "weasyprint": "WeasyPrint"}  # fmt: skip
    aims = {"canvas": "≥ 0.8", "canvas-forms": "", "fpdf2": "> 1", "weasyprint": "> 1"}
    here = f"{ours['speed']:.0f} pages/s, peak {ours['peak']:.0f} MiB"
    return [
        (
            f"{FORMS} visit forms in one PDF ({ours['pages']:.0f} pages)", here,
            f"{name}{'' if SIDES[side] == FORMS else f' ({SIDES[side]} forms)'}: {found[side]['speed']:.0f} pages/s, "
            f"{found[side]['peak']:.0f} MiB",
            f"{ours['speed'] / found[side]['speed']:.2f}", aims[side],
        )
        for side, name in names.items()
    ]  # fmt: skip


def main() -> None:
    """Measure one side in this process, or all of them each in its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--side", choices=list(SIDES))
    parser.add_argument("--forms", type=int, default=FORMS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    if arguments.side:
        print(json.dumps(run_side(arguments.side, arguments.forms)))
        return
    print("| What | here | compared with | ratio | bar |\n|---|---|---|---|---|")
    for row in rows(measure_all(arguments.rounds)):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
