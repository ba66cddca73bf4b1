"""The visit form on A5 (TN1, TN1M), two on one A4 across."""

from __future__ import annotations

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.visit_drawing import FormDrawing
from sinhke_desktop.documents.visit_words import DATE, LINE_GAP, MEMBERS_TITLE, MODEL_TITLE, Sizes, points
from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.form_layouts import without_side
from sinhke_desktop.domain.form_layouts.geometry import Members, ModelBlock, cells
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.household import Member
from sinhke_desktop.domain.visit import FollowUpFigures, Participation, SpareForm, VisitForm

_INDICATORS = "3. Chỉ số thiếu hụt"
_BESIDE_MARKER = 17.0
_SIGN = 203.2


class A5Drawing(FormDrawing):
    """One household on half an A4; the same questions in fewer words."""

    sizes = Sizes(9.0, 9.5, 9.0)
    agreed_remark = ""

    def draw_printed_head(self, *, more: bool = False) -> None:
        """See :class:`.FormDrawing`."""
        self.sheet.text(_BESIDE_MARKER, 16.0, "PHIẾU THĂM HỘ", BOLD, 13)
        self.sheet.text(_BESIDE_MARKER, 22.0, "Số phiếu:", REGULAR, 9.5)
        if not more:
            box = self.at.first.visited_on
            self.sheet.text(self.at.left, box.bottom - LINE_GAP, "Ngày thăm:", BOLD, 9)

    def draw_printed_household(self) -> None:
        """See :class:`.FormDrawing`."""
        first, second, third = self.at.first.household_lines
        for x, y, label in (
            (self.at.left, first, "Chủ hộ:"), (111.0, first, "ĐT:"),
            (self.at.left, second, "Nơi ở:"), (111.0, second, "Dân tộc:"),
            (self.at.left, third, "Diện hộ:"), (81.0, third, "Điểm A:"), (111.0, third, "Điểm B:"),
        ):  # fmt: skip
            self.sheet.text(x, y, label, REGULAR, 9)
        self._draw_household_rules()

    def _draw_household_rules(self) -> None:
        left, right, box = self.at.left, self.at.right, self.at.first.household
        self.sheet.rules([(left, box.top - 0.4, right, box.top - 0.4), (left, box.bottom, right, box.bottom)], 0.6)

    def draw_spare_household(self) -> None:
        """See :class:`.FormDrawing`."""
        box = self.at.first.household
        height = box.height / 2
        for row, labels in enumerate((("Chủ hộ:", "Thôn:"), ("Số định danh:", "Địa chỉ:"))):
            top = box.top + row * height
            self._write_here(Box(box.left, top, 72.0, height), labels[0])
            self._write_here(Box(box.left + 74.0, top, box.width - 74.0, height), labels[1])
        self._draw_household_rules()

    def draw_printed_members(self, members: Members, remark: str = "") -> None:
        """See :class:`.FormDrawing`."""
        self._heading(members.heading, MEMBERS_TITLE, remark or "(tên, năm sinh; ghi chỗ sai, người mới vào ô trống)")
        half = len(members.rows) // 2
        for rows in (members.rows[:half], members.rows[half:]):
            self.sheet.grid(rows, members.columns)

    def draw_indicators_legend(self) -> None:
        """See :class:`.FormDrawing`."""
        remark = "(× là thiếu hụt; ô trái: lần rà soát trước, ô phải: hôm nay)"
        self._heading(self.at.first.indicators_heading, _INDICATORS, remark)

    def draw_printed_model(self, model: ModelBlock) -> None:
        """See :class:`.FormDrawing`."""
        (inputs,) = model.lines
        self.sheet.text(self.at.left, inputs, "Đã nhận:", REGULAR, 9)
        self._draw_figures_grid(model, "Kỳ", "Hôm nay")

    def draw_printed_signatures(self) -> None:
        """See :class:`.FormDrawing`."""
        self.sheet.text(_BESIDE_MARKER, _SIGN, "Đại diện hộ (ký):", REGULAR, 9)
        self.sheet.dotted(41.0, 73.0, _SIGN)
        self.sheet.text(75.0, _SIGN, "Cán bộ:", REGULAR, 9)

    def draw_head(self, form: VisitForm | SpareForm, page: int, pages: int) -> None:
        """See :class:`.FormDrawing`."""
        sheet = self.sheet
        hamlet = form.hamlet_name if isinstance(form, VisitForm) else ""
        place = " – ".join(filter(None, (form.commune_name.upper(), hamlet)))
        sheet.fitted(_BESIDE_MARKER, 10.0, 88.0, place, BOLD, 9)
        sheet.text(33.0, 22.0, shown_number(form.number), BOLD, 14)
        sheet.text(65.0, 22.0, f"Mẫu {without_side(self.at.version)} · trang {page}/{pages}", REGULAR, 9)
        if isinstance(form, VisitForm) and page > 1:
            sheet.fitted(self.at.left, 28.4, 96.0, f"Chủ hộ: {form.household.head.full_name}", BOLD, 9.5)
            return
        box, planned = self.at.first.visited_on, form.planned_on if isinstance(form, VisitForm) else None
        day = DATE if planned is None else f"............ / ............ / {planned.year}"
        sheet.text(box.left, box.bottom - LINE_GAP, day, REGULAR, 9)
        if planned:
            sheet.text(67.5, box.bottom - LINE_GAP, f"Dự kiến: {planned:%d/%m/%Y}", ITALIC, 9)

    def draw_household(self, form: VisitForm) -> None:
        """See :class:`.FormDrawing`."""
        household, head, sheet = form.household, form.household.head, self.sheet
        first, second, third = self.at.first.household_lines
        sheet.fitted(22.0, first, 88.0, head.full_name, BOLD, 9.5)
        sheet.fitted(124.0, second, 14.0, head.ethnic_group, REGULAR, 9)
        sheet.fitted(117.0, first, 21.0, household.phone or head.phone or "...................", REGULAR, 9)
        place = ", ".join(part for part in (household.address, form.hamlet_name, form.commune_name) if part)
        sheet.fitted(20.5, second, 89.5, place, REGULAR, 9)
        sheet.fitted(23.0, third, 57.0, form.class_name, BOLD, 9)
        sheet.text(93.5, third, points(form.income_points), REGULAR, 9)
        sheet.text(123.5, third, points(form.deprivation_points), REGULAR, 9)

    def draw_member(self, row: Box, number: int, member: Member) -> None:
        """See :class:`.FormDrawing`."""
        place, name, _corrections = cells(row, self.at.first.members.columns)
        year = f" ({member.birth.year})" if member.birth else ""
        self.sheet.in_cell_centred(place, str(number), REGULAR, 9)
        self.sheet.in_cell(name, f"{member.full_name}{year}", BOLD if member.is_head else REGULAR, 9)

    def draw_participation(self, model: ModelBlock, part: Participation) -> None:
        """See :class:`.FormDrawing`."""
        if part.model_name:
            self._remark(self.at.first.block_heading, MODEL_TITLE, part.model_name)
        (baseline,), start = model.lines, self.at.left + 13.5
        if part.inputs:
            self.sheet.fitted(start, baseline, self.at.right - start, part.inputs, REGULAR, 9)
        else:
            self.sheet.dotted(start, self.at.right, baseline)
        last = part.last or FollowUpFigures("")
        self._draw_figures_before(model, last, last.when.strip("()") or "Trước")
        self._draw_remembered(model.problem, "Khó khăn", last.problem)
        self._draw_remembered(model.next_step, "Việc tiếp theo", last.next_step)

    def draw_signatures(self, form: VisitForm | SpareForm) -> None:
        """See :class:`.FormDrawing`."""
        self.sheet.fitted(86.5, _SIGN, 45.0, form.officer, REGULAR, 9)
