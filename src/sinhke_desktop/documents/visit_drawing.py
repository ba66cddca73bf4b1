"""What visit forms of both sizes have in common: the printed part of a page, and a household's own words on it.

:class:`.visit_a4.A4Drawing` and :class:`.visit_a5.A5Drawing` add what looks otherwise on their paper.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from sinhke_desktop.documents.codes import draw_marker, draw_qr
from sinhke_desktop.documents.fonts import BOLD, REGULAR
from sinhke_desktop.documents.sheet import Sheet
from sinhke_desktop.documents.typesetting import Canvas
from sinhke_desktop.documents.visit_words import DATE, LINE_GAP, MODEL_TITLE, MORE, NEEDS_TITLE, Sizes
from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.form_layouts.geometry import (
    AGREED_TITLE,
    AGREEMENTS_TITLE,
    COUNTS,
    INCOME,
    Agreements,
    FormGeometry,
    Members,
    ModelBlock,
    Ruled,
    cells,
)
from sinhke_desktop.domain.form_sheet import FormCode
from sinhke_desktop.domain.household import Member
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import NEEDS, FollowUpFigures, Participation, SpareForm, VisitForm


class FormDrawing(ABC):
    """Draws one form version on a canvas whose origin is the form's lower left corner."""

    sizes: Sizes
    agreed_remark: str

    def __init__(self, canvas: Canvas, geometry: FormGeometry) -> None:
        self.at = geometry
        self.sheet = Sheet(canvas, geometry.height, geometry.right)

    # The printed part, the same for every household

    def draw_printed_first(self, *, spare: bool) -> None:
        """The first page without anybody's words; of a *spare* form with lines to write whose it is."""
        at = self.at.first
        self._draw_markers()
        self.draw_printed_head()
        (self.draw_spare_household if spare else self.draw_printed_household)()
        self._heading(at.agreements.heading, AGREEMENTS_TITLE)
        self._draw_ticks_kept(at.agreements)
        self.draw_printed_members(at.members)
        self._draw_printed_indicators()
        if at.model is not None:
            self._heading(at.block_heading, MODEL_TITLE)
            self.draw_printed_model(at.model)
        if at.notes is not None:
            self._heading(at.block_heading, "4. Tình hình đời sống, sản xuất của hộ")
            self._dot(at.notes)
        self._draw_printed_needs()
        self._draw_printed_agreed()
        self.draw_printed_signatures()
        if spare:
            self._draw_agreement_rows((), 1, at.agreements)

    def draw_printed_more(self) -> None:
        """A further page without anybody's words."""
        at = self.at.more
        self._draw_markers()
        self.draw_printed_head(more=True)
        self.draw_printed_members(at.members, MORE)
        self._heading(at.agreements.heading, AGREEMENTS_TITLE, MORE)
        self._draw_ticks_kept(at.agreements)
        self._heading(at.notes_heading, "Ghi chép thêm")
        self._dot(at.notes)

    @abstractmethod
    def draw_printed_head(self, *, more: bool = False) -> None:
        """Title and, on the first page, the place for the day."""

    @abstractmethod
    def draw_printed_household(self) -> None:
        """The labels of the household's block."""

    @abstractmethod
    def draw_spare_household(self) -> None:
        """Lines to write household, hamlet and citizen id by hand."""

    @abstractmethod
    def draw_printed_members(self, members: Members, remark: str = "") -> None:
        """Heading and grid of the members."""

    @abstractmethod
    def draw_printed_model(self, model: ModelBlock) -> None:
        """Labels and grid of the model's figures."""

    @abstractmethod
    def draw_printed_signatures(self) -> None:
        """Who signs."""

    @abstractmethod
    def draw_indicators_legend(self) -> None:
        """Heading of the indicators and what their two boxes mean."""

    def _draw_markers(self) -> None:
        for number, box in self.at.markers.items():
            draw_marker(
                self.sheet.canvas, number, box.left * mm, (self.at.height - box.bottom) * mm, box.width * mm
            )  # fmt: skip

    def _heading(self, baseline: float, text: str, remark: str = "") -> None:
        self.sheet.heading(self.at.left, baseline, text, remark, self.sizes.heading)

    def _remark(self, baseline: float, heading: str, remark: str, right: float | None = None) -> None:
        self.sheet.remark(self.at.left, baseline, heading, remark, self.sizes.heading, right)

    def _dot(self, place: Ruled) -> None:
        self.sheet.dotted(place.box.left, place.box.right, *place.baselines)

    def _write_here(self, box: Box, label: str, font: str = REGULAR) -> None:
        """A label and the dotted line behind it."""
        baseline = box.bottom - LINE_GAP
        self.sheet.text(box.left, baseline, label, font, self.sizes.body)
        start = box.left + stringWidth(label, font, self.sizes.body) / mm
        self.sheet.dotted(start + 1.5, box.right, baseline)

    def _beside(self, box: Box, text: str) -> None:
        """*text* behind a tick box."""
        baseline = box.top + box.height / 2 + self.sizes.body * 0.33 / mm
        self.sheet.text(box.right + 1.3, baseline, text, REGULAR, self.sizes.body)

    def _draw_ticks_kept(self, agreements: Agreements) -> None:
        pairs = self.at.kept_boxes(agreements)
        self.sheet.boxes(box for pair in pairs for box in pair)
        for done, undone in pairs:
            self._beside(done, "đã làm")
            self._beside(undone, "chưa")

    def _draw_printed_indicators(self) -> None:
        self.draw_indicators_legend()
        places = self.at.first.indicators
        self.sheet.boxes(box for place in places.values() for box in (place.before, place.now))
        for key, place in places.items():
            baseline = place.now.top + place.now.height / 2 + self.sizes.body * 0.33 / mm
            self.sheet.text(place.name, baseline, INDICATORS[key], REGULAR, self.sizes.body)
            if place.note is not None:
                self.sheet.dotted(place.note.left, place.note.right, baseline + 0.5)

    def _draw_figures_grid(self, model: ModelBlock, first: str, now: str) -> None:
        titles = (first, *COUNTS.values(), INCOME)
        for cell, title in zip(cells(model.head, model.columns), titles, strict=True):
            self._title_in(cell, title)
        self.sheet.in_cell(cells(model.now, model.columns)[0], now, BOLD, self.sizes.body)
        self.sheet.grid((model.head, model.before, model.now), model.columns)

    def _title_in(self, cell: Box, title: str) -> None:
        """A column's title on one line or on two, in the middle of *cell*."""
        size = self.sizes.figures
        wide = stringWidth(title, BOLD, size) / mm > cell.width - 1.2
        first, _space, second = title.rpartition(" ") if wide and " " in title else (title, "", "")
        step = size * 1.08 / mm if second else 0.0
        baseline = cell.top + cell.height / 2 + size * 0.33 / mm - step / 2
        for number, line in enumerate(filter(None, (first, second))):
            middle = cell.left + cell.width / 2
            self.sheet.fitted_centred(middle, baseline + number * step, cell.width - 0.8, line, BOLD, size)

    def _draw_printed_needs(self) -> None:
        at = self.at.first
        self._heading(at.needs_heading, NEEDS_TITLE)
        self.sheet.boxes(at.needs.values())
        for key, box in at.needs.items():
            self._beside(box, NEEDS[key])
        self._write_here(at.needs_text, "Cụ thể:")

    def _draw_printed_agreed(self) -> None:
        at = self.at.first
        self._heading(at.agreed_heading, AGREED_TITLE, self.agreed_remark)
        label = "Thăm lần sau:"
        width = stringWidth(label, BOLD, self.sizes.body) / mm
        baseline = at.next_visit_on.bottom - LINE_GAP
        self.sheet.text(at.next_visit_on.left - width - 1.5, baseline, label, BOLD, self.sizes.body)
        self.sheet.text(at.next_visit_on.left, baseline, DATE, REGULAR, self.sizes.body)
        for number, box in enumerate(at.agreed, 1):
            self._write_here(box, f"{number}.")

    # A household's own words

    def draw_form(self, form: VisitForm | SpareForm, page: int, pages: int) -> None:
        """What stands on *page* of *form* beside the printed part, its QR too."""
        self._draw_code(form, page, pages)
        self.draw_head(form, page, pages)
        if isinstance(form, SpareForm):
            self.draw_signatures(form)
        elif page == 1:
            self._draw_first(form)
        else:
            self._draw_more(form, page)

    @abstractmethod
    def draw_head(self, form: VisitForm | SpareForm, page: int, pages: int) -> None:
        """Place, number, page and, on further pages, whose form it is."""

    @abstractmethod
    def draw_household(self, form: VisitForm) -> None:
        """Who they are, where they live, which class they have."""

    @abstractmethod
    def draw_member(self, row: Box, number: int, member: Member) -> None:
        """One member in *row*."""

    @abstractmethod
    def draw_participation(self, model: ModelBlock, part: Participation) -> None:
        """The model, what was received and the figures of last time."""

    @abstractmethod
    def draw_signatures(self, form: VisitForm | SpareForm) -> None:
        """Names of those who sign."""

    def _draw_code(self, form: VisitForm | SpareForm, page: int, pages: int) -> None:
        box = self.at.qr
        household_id = form.household.id if isinstance(form, VisitForm) else ""
        code = FormCode(self.at.version, form.number, household_id, page, pages)
        draw_qr(
            self.sheet.canvas, code.text(), box.left * mm, (self.at.height - box.bottom) * mm, box.width * mm
        )  # fmt: skip

    def _draw_first(self, form: VisitForm) -> None:
        at, sheet = self.at.first, self.sheet
        self.draw_household(form)
        when = f"(ngày {form.last_visit:%d/%m/%Y})" if form.last_visit else "(chưa có lần thăm nào được ghi)"
        self._remark(at.agreements.heading, AGREEMENTS_TITLE, when)
        self._draw_agreement_rows(form.agreements[: len(at.agreements.rows)], 1, at.agreements)
        self._draw_members(form.household.members, 1, at.members)
        sheet.crosses(place.before for key, place in at.indicators.items() if key in form.deprived)
        if at.model is not None:
            self.draw_participation(at.model, form.participation or Participation(""))
        if form.needs:
            self._remark(at.needs_heading, NEEDS_TITLE, f"(lần trước: {form.needs})")
        self.draw_signatures(form)

    def _draw_more(self, form: VisitForm, page: int) -> None:
        at = self.at.more
        self._draw_members(form.household.members, self.at.first_member(page), at.members)
        first = self.at.first_agreement(page)
        shown = form.agreements[first - 1 : first - 1 + len(at.agreements.rows)]
        self._draw_agreement_rows(shown, first, at.agreements)

    def _draw_agreement_rows(self, shown: Sequence[object], start: int, agreements: Agreements) -> None:
        end = agreements.ticks[0] - 3.0
        for number, (row, text) in enumerate(zip(agreements.rows, shown, strict=False), start):
            cell = Box(row.left, row.top, end - row.left, row.height)
            self.sheet.in_cell(cell, f"{number}. {text}", REGULAR, self.sizes.body, two_lines=9.0)
        for row in agreements.rows[len(shown) :]:
            self.sheet.dotted(row.left + 1.0, end, row.bottom - LINE_GAP)

    def _draw_members(self, members: Sequence[Member], first: int, table: Members) -> None:
        for number, (row, member) in enumerate(zip(table.rows, members[first - 1 :], strict=False), first):
            self.draw_member(row, number, member)

    def _draw_figures_before(self, model: ModelBlock, last: FollowUpFigures, when: str) -> None:
        period, *figures = cells(model.before, model.columns)
        self.sheet.in_cell(period, when, REGULAR, self.sizes.body)
        counts = [getattr(last, key) for key in COUNTS]
        texts = ["" if count is None else str(count) for count in counts]
        texts.append("" if last.income is None else format_dong(last.income))
        for cell, text in zip(figures, texts, strict=True):
            self.sheet.in_cell_centred(cell, text, REGULAR, self.sizes.body)

    def _draw_remembered(self, box: Box, label: str, before: str) -> None:
        """A label with what was noted last time, and the line to write today's."""
        text = f"{label} (kỳ trước: {before}):" if before else f"{label}:"
        most = (box.width * 0.6) if before else box.width
        baseline, size = box.bottom - LINE_GAP, self.sizes.body
        self.sheet.fitted(box.left, baseline, most, text, REGULAR, size)
        end = min(stringWidth(text, REGULAR, size) / mm, most)
        self.sheet.dotted(box.left + end + 1.5, box.right, baseline)
