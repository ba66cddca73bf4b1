"""The visit form on A4 (TH2, TH2M)."""

from __future__ import annotations

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.visit_drawing import FormDrawing
from sinhke_desktop.documents.visit_words import DATE, LINE_GAP, MEMBERS_TITLE, Sizes, points
from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.form_layouts.geometry import Members, ModelBlock, cells
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.household import Member, Sex
from sinhke_desktop.domain.visit import FollowUpFigures, Participation, SpareForm, VisitForm, masked

SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ", None: ""}
_TITLES = ("TT", "Họ và tên", "Ngày sinh", "Giới", "Quan hệ", "Số định danh", "Sửa đổi, bổ sung")
_CENTRE, _PLACE = 123.0, 50.0
_ONE_LINE = 19.0
"""A commune's name that ends lower has two lines; the hamlet's below it has one then."""
_INDICATORS = "3. Chỉ số thiếu hụt dịch vụ xã hội cơ bản"
_SIGN_TITLE, _SIGN_NOTE, _SIGN_NAME = 277.6, 281.6, 290.0
_SIGNERS = (48.0, 105.0, 162.0)
"""Centres of household, officer, head of the hamlet."""


class A4Drawing(FormDrawing):
    """One household on an upright A4."""

    sizes = Sizes(10.0, 11.0, 10.0)
    agreed_remark = "(việc gì, ai làm, khi nào)"

    def draw_printed_head(self, *, more: bool = False) -> None:
        """See :class:`.FormDrawing`."""
        self.sheet.centred(_CENTRE, 15.5, "PHIẾU THĂM HỘ", BOLD, 16)
        self.sheet.text(88.0, 23.2, "Số phiếu:", REGULAR, 11)
        if more:
            return
        box = self.at.first.visited_on
        self.sheet.text(box.left - 20.0, box.bottom - LINE_GAP - 0.4, "Ngày thăm:", BOLD, 11)

    def draw_printed_household(self) -> None:
        """See :class:`.FormDrawing`."""
        first, second, third, fourth, _fifth = self.at.first.household_lines
        for x, y, label in (
            (self.at.left, first, "Chủ hộ:"), (150.5, first, "Điện thoại:"),
            (self.at.left, second, "Nơi ở:"), (150.5, second, "Dân tộc:"),
            (self.at.left, third, "Diện hộ:"), (112, third, "Tổng điểm A:"),
            (150.5, third, "Tổng điểm B:"), (self.at.left, fourth, "Lý do:"),
        ):  # fmt: skip
            self.sheet.text(x, y, label, REGULAR, 10.5)
        self._draw_household_rules()

    def _draw_household_rules(self) -> None:
        left, right, box = self.at.left, self.at.right, self.at.first.household
        self.sheet.rules([(left, box.top - 0.4, right, box.top - 0.4), (left, box.bottom, right, box.bottom)], 0.6)

    def draw_spare_household(self) -> None:
        """See :class:`.FormDrawing`."""
        box = self.at.first.household
        height = box.height / 3
        for row, labels in enumerate((("Họ tên chủ hộ:", "Điện thoại:"), ("Thôn:", "Địa chỉ:"), ("Số định danh:",))):
            top = box.top + row * height
            if len(labels) == 1:
                self._write_here(Box(box.left, top, box.width, height), labels[0])
                continue
            self._write_here(Box(box.left, top, 108.0, height), labels[0])
            self._write_here(Box(box.left + 110.0, top, box.width - 110.0, height), labels[1])
        self._draw_household_rules()

    def draw_printed_members(self, members: Members, remark: str = "") -> None:
        """See :class:`.FormDrawing`."""
        remark = remark or "(ghi người mới vào dòng trống; ghi chỗ sai vào cột cuối)"
        self._heading(members.heading, MEMBERS_TITLE, remark)
        assert members.head is not None
        for cell, title in zip(cells(members.head, members.columns), _TITLES, strict=True):
            self.sheet.in_cell_centred(cell, title, BOLD, 10)
        self.sheet.grid((members.head, *members.rows), members.columns)

    def draw_indicators_legend(self) -> None:
        """See :class:`.FormDrawing`."""
        heading = self.at.first.indicators_heading
        self._heading(heading, _INDICATORS)
        places = list(self.at.first.indicators.values())
        for place in (places[0], places[len(places) // 2]):
            for box, word in ((place.before, "Trước"), (place.now, "Nay")):
                self.sheet.centred(box.left + box.width / 2, heading + 3.8, word, ITALIC, 10)
            self.sheet.text(place.name + 1.0, heading + 3.8, "(× là thiếu hụt)", ITALIC, 10)

    def draw_printed_model(self, model: ModelBlock) -> None:
        """See :class:`.FormDrawing`."""
        for baseline, label in zip(model.lines, ("Mô hình:", "Đã nhận:"), strict=True):
            self.sheet.text(self.at.left, baseline, label)
        self._draw_figures_grid(model, "Kỳ", "Hôm nay")

    def draw_printed_signatures(self) -> None:
        """See :class:`.FormDrawing`."""
        for centre, title in zip(_SIGNERS, ("ĐẠI DIỆN HỘ", "CÁN BỘ THĂM HỘ", ""), strict=True):
            self.sheet.centred(centre, _SIGN_TITLE, title, BOLD, 10)
            self.sheet.centred(centre, _SIGN_NOTE, "(ký, ghi rõ họ tên)", ITALIC, 10)

    def draw_head(self, form: VisitForm | SpareForm, page: int, pages: int) -> None:
        """See :class:`.FormDrawing`."""
        self.sheet.text(106.0, 23.2, shown_number(form.number), BOLD, 16)
        below = self.sheet.block_centred(_PLACE, 14.0, 58.0, form.commune_name.upper(), BOLD, 11)
        if isinstance(form, VisitForm):
            most = 1 if below > _ONE_LINE else 2
            below = self.sheet.block_centred(_PLACE, below + 0.4, 58.0, form.hamlet_name, REGULAR, 11, most)
        self.sheet.centred(_PLACE, below + 0.4, f"Mẫu {self.at.version} · trang {page}/{pages}", REGULAR, 10)
        if isinstance(form, VisitForm) and page > 1:
            name = f"Chủ hộ: {form.household.head.full_name}"
            self.sheet.fitted_centred(_CENTRE, 31.0, 78.0, name, BOLD, 11)
            return
        box, planned = self.at.first.visited_on, form.planned_on if isinstance(form, VisitForm) else None
        day = DATE if planned is None else f"............ / ............ / {planned.year}"
        self.sheet.text(box.left, box.bottom - LINE_GAP - 0.4, day, REGULAR, 11)
        if planned:
            self.sheet.centred(_PLACE, below + 5.0, f"Dự kiến thăm: {planned:%d/%m/%Y}", ITALIC, 10)

    def draw_household(self, form: VisitForm) -> None:
        """See :class:`.FormDrawing`."""
        household, head, sheet = form.household, form.household.head, self.sheet
        first, second, third, fourth, fifth = self.at.first.household_lines
        sheet.fitted(34, first, 114, head.full_name, BOLD, 11.5)
        sheet.fitted(166, second, 24, head.ethnic_group, REGULAR, 10.5)
        sheet.fitted(170, first, 20, household.phone or head.phone or "..................", REGULAR, 10.5)
        place = ", ".join(part for part in (household.address, form.hamlet_name, form.commune_name) if part)
        sheet.fitted(33, second, 115, place, REGULAR, 10.5)
        sheet.fitted(35, third, 75, form.class_name, BOLD, 10.5)
        sheet.text(135.5, third, points(form.income_points), REGULAR, 10.5)
        sheet.text(174, third, points(form.deprivation_points), REGULAR, 10.5)
        sheet.paragraph(33, fourth, 157, form.explanation, ITALIC, 10, 2, fifth - fourth)
        year = f"theo kết quả rà soát năm {form.review_year}" if form.review_year else "chưa có kết quả rà soát"
        self._remark(self.at.first.indicators_heading, _INDICATORS, f"({year})")

    def draw_member(self, row: Box, number: int, member: Member) -> None:
        """See :class:`.FormDrawing`."""
        place, name, birth, sex, relation, citizen_id, _corrections = cells(row, self.at.first.members.columns)
        sheet = self.sheet
        sheet.in_cell_centred(place, str(number))
        sheet.in_cell(name, member.full_name, BOLD if member.is_head else REGULAR)
        sheet.in_cell_centred(birth, str(member.birth or ""))
        sheet.in_cell_centred(sex, SEXES[member.sex])
        sheet.in_cell(relation, member.relation)
        sheet.in_cell_centred(citizen_id, masked(member.citizen_id))

    def draw_participation(self, model: ModelBlock, part: Participation) -> None:
        """See :class:`.FormDrawing`."""
        start = self.at.left + 16.0
        for baseline, text, font in zip(model.lines, (part.model_name, part.inputs), (BOLD, REGULAR), strict=True):
            if text:
                self.sheet.fitted(start, baseline, self.at.right - start, text, font)
            else:
                self.sheet.dotted(start, self.at.right, baseline)
        last = part.last or FollowUpFigures("")
        self._draw_figures_before(model, last, f"Trước {last.when}".strip())
        self._draw_remembered(model.problem, "Khó khăn", last.problem)
        self._draw_remembered(model.next_step, "Việc tiếp theo", last.next_step)

    def draw_signatures(self, form: VisitForm | SpareForm) -> None:
        """See :class:`.FormDrawing`."""
        _household, officer, hamlet_head = _SIGNERS
        title = form.hamlet_head_title if isinstance(form, VisitForm) else "Trưởng thôn"
        self.sheet.fitted_centred(hamlet_head, _SIGN_TITLE, 52, title.upper(), BOLD, 10)
        self.sheet.fitted_centred(officer, _SIGN_NAME, 56, form.officer, REGULAR, 10)
