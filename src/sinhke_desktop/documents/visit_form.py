"""Visit forms (phiếu thăm hộ): one pre-filled A4 form per household, many households in one PDF.

What never changes is drawn once per document as a form object and shown again on every page; a page then carries only
its household's own words, boxes and QR.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents import visit_layout as at
from sinhke_desktop.documents.codes import draw_qr, form_code
from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.sheet import Sheet
from sinhke_desktop.documents.visit_template import FIRST, FIRST_WITH_MODEL, MORE, draw_agreement_ticks, draw_templates
from sinhke_desktop.domain.household import Member, Sex
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.visit import FollowUpFigures, Participation, VisitForm, masked
from sinhke_desktop.progress import SILENT, Progress

TITLE = "Phiếu thăm hộ"
_SEX = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ", None: ""}
_INDICATOR_BOXES = at.indicator_boxes()
_FIRST_ROWS = at.member_rows(at.MEMBERS_HEAD, at.MEMBER_ROWS)
_MORE_ROWS = at.member_rows(at.MORE_MEMBERS_HEAD, at.MORE_MEMBER_ROWS)


def pages_of(form: VisitForm) -> int:
    """How many pages *form* takes: one, and more where members or agreements do not fit on the first."""
    members = max(len(form.household.members) - at.MEMBER_ROWS, 0)
    agreements = max(len(form.agreements) - len(at.AGREEMENT_ROWS), 0)
    return 1 + max(-(-members // at.MORE_MEMBER_ROWS), -(-agreements // len(at.MORE_AGREEMENT_ROWS)))


def render_visit_forms(forms: Sequence[VisitForm], progress: Progress = SILENT) -> bytes:
    """All *forms* in the given order as one PDF; the same forms give the same bytes.

    Bookmarks lead to every hamlet and household. Raises ValueError without forms, ``Cancelled`` through *progress*.
    """
    if not forms:
        raise ValueError("no forms")
    fonts.register()
    output = BytesIO()
    canvas = PdfCanvas(
        output, pagesize=(at.PAGE_WIDTH * mm, at.PAGE_HEIGHT * mm), pageCompression=1, invariant=1,
        initialFontName=REGULAR, lang="vi-VN",
    )  # fmt: skip
    canvas.setTitle(f"{TITLE} – {forms[0].commune_name}")
    canvas.setAuthor(forms[0].commune_name)
    canvas.setSubject(f"Mẫu {at.FORM_VERSION}")
    canvas.setCreator("SinhKe Desktop")
    draw_templates(canvas)
    hamlet = None
    for number, form in enumerate(forms, 1):
        if form.hamlet_name != hamlet:
            hamlet = form.hamlet_name
            _bookmark(canvas, f"thon-{number}", hamlet or "–", 0)
        _bookmark(canvas, f"ho-{number}", f"{number}. {form.household.head.full_name}", 1)
        _draw_form(canvas, form)
        progress.step(number, len(forms))
    canvas.save()
    return output.getvalue()


def _bookmark(canvas: PdfCanvas, key: str, title: str, level: int) -> None:
    canvas.bookmarkPage(key, fit="Fit")
    canvas.addOutlineEntry(title, key, level=level, closed=level == 0)


def _draw_form(canvas: PdfCanvas, form: VisitForm) -> None:
    pages = pages_of(form)
    for page in range(1, pages + 1):
        sheet = Sheet(canvas)
        if page == 1:
            canvas.doForm(FIRST_WITH_MODEL if form.participation else FIRST)
            _draw_first(sheet, form)
        else:
            canvas.doForm(MORE)
            _draw_more(sheet, form, page)
        _draw_code(sheet, form, page, pages)
        canvas.showPage()


def _draw_code(sheet: Sheet, form: VisitForm, page: int, pages: int) -> None:
    box = at.QR
    draw_qr(
        sheet.canvas, form_code(at.FORM_VERSION, form.household.id, page, pages),
        box.left * mm, (at.PAGE_HEIGHT - box.bottom) * mm, box.width * mm,
    )  # fmt: skip
    sheet.centred(
        at.PAGE_WIDTH / 2, at.FOOTER, f"Mẫu {at.FORM_VERSION} · hộ {form.household.id[:8]} · trang {page}/{pages}",
        REGULAR, 8,
    )  # fmt: skip
    below = sheet.block_centred(50, 15, 60, form.commune_name.upper(), BOLD, 11)
    sheet.block_centred(50, below + 0.8, 60, form.hamlet_name, REGULAR, 11)


def _draw_first(sheet: Sheet, form: VisitForm) -> None:
    year = f"{form.planned_on.year}" if form.planned_on else "20......"
    sheet.centred(121, 22.5, f"Ngày thăm: ......... / ......... / {year}", REGULAR, 11)
    if form.planned_on:
        sheet.centred(121, 28, f"(dự kiến {form.planned_on:%d/%m/%Y})", ITALIC, 10)
    _draw_household(sheet, form)
    _draw_agreements(sheet, form)
    _draw_members(sheet, form.household.members[: at.MEMBER_ROWS], 1, _FIRST_ROWS)
    year_text = f"theo kết quả rà soát năm {form.review_year}" if form.review_year else "chưa có kết quả rà soát"
    sheet.remark(at.LEFT, at.INDICATORS_HEADING, at.INDICATORS_TITLE, f"({year_text})")
    sheet.crosses(_INDICATOR_BOXES[key][0] for key in _INDICATOR_BOXES if key in form.deprived)
    if form.participation:
        _draw_participation(sheet, form.participation)
    if form.needs:
        sheet.remark(at.LEFT, at.NEEDS_HEADING, at.NEEDS_TITLE, f"(lần trước: {form.needs})")
    _household, officer, hamlet_head = at.SIGNATURE_CENTRES
    sheet.fitted_centred(officer, at.SIGNATURES_NAME, 56, form.officer, REGULAR, 10)
    sheet.fitted_centred(hamlet_head, at.SIGNATURES_TITLE, 52, form.hamlet_head_title.upper(), BOLD, 10)


def _draw_household(sheet: Sheet, form: VisitForm) -> None:
    household, head = form.household, form.household.head
    first, second, third, fourth = at.HOUSEHOLD_LINES
    sheet.fitted(34, first, 75, head.full_name, BOLD, 11.5)
    sheet.fitted(127, first, 24, head.ethnic_group, REGULAR, 10.5)
    sheet.fitted(171, first, 19, household.phone or head.phone, REGULAR, 10.5)
    place = ", ".join(part for part in (household.address, form.hamlet_name, form.commune_name) if part)
    sheet.fitted(33, second, 157, place, REGULAR, 10.5)
    sheet.fitted(35, third, 75, form.class_name, BOLD, 10.5)
    sheet.text(135.5, third, _points(form.income_points), REGULAR, 10.5)
    sheet.text(174, third, _points(form.deprivation_points), REGULAR, 10.5)
    sheet.fitted(33, fourth, 157, form.explanation, ITALIC, 10)


def _points(points: int | None) -> str:
    return "......" if points is None else str(points)


def _draw_agreements(sheet: Sheet, form: VisitForm) -> None:
    when = f"(ngày {form.last_visit:%d/%m/%Y})" if form.last_visit else "(chưa có lần thăm nào được ghi)"
    sheet.remark(at.LEFT, at.AGREEMENTS_HEADING, at.AGREEMENTS_TITLE, when)
    shown = [str(agreement) for agreement in form.agreements[: len(at.AGREEMENT_ROWS)]]
    _draw_agreement_rows(sheet, shown, 1, at.AGREEMENT_ROWS)


def _draw_agreement_rows(sheet: Sheet, texts: Sequence[str], start: int, rows: tuple[at.Box, ...]) -> None:
    for number, (row, text) in enumerate(zip(rows, texts, strict=False), start):
        cell = at.Box(row.left + 1, row.top, at.AGREEMENT_TICKS[0] - row.left - 4, row.height)
        sheet.in_cell(cell, f"{number}. {text}")
    for row in rows[len(texts) :]:
        sheet.dotted(row.left + 2, at.AGREEMENT_TICKS[0] - 3, row.bottom - 1)


def _draw_members(sheet: Sheet, members: Sequence[Member], start: int, rows: tuple[at.Box, ...]) -> None:
    for number, (row, member) in enumerate(zip(rows, members, strict=False), start):
        place, name, birth, sex, relation, citizen_id, _corrections = at.cells(row, at.MEMBER_COLUMNS)
        sheet.in_cell_centred(place, str(number))
        sheet.in_cell(name, member.full_name, BOLD if member.is_head else REGULAR)
        sheet.in_cell_centred(birth, str(member.birth or ""))
        sheet.in_cell_centred(sex, _SEX[member.sex])
        sheet.in_cell(relation, member.relation)
        sheet.in_cell_centred(citizen_id, masked(member.citizen_id))


def _draw_participation(sheet: Sheet, part: Participation) -> None:
    first, second = at.INPUT_LINES
    sheet.fitted(36, first, 154, part.model_name, BOLD)
    sheet.fitted(36, second, 154, part.inputs or "..........")
    last = part.last or FollowUpFigures("")
    period, *figures = at.cells(at.FIGURES_BEFORE, at.FIGURE_COLUMNS)
    sheet.in_cell(period, f"Kỳ trước {last.when}".strip())
    counts = (last.alive, last.born, last.lost, last.sold, last.sick)
    texts = ["" if count is None else str(count) for count in counts]
    texts.append("" if last.income is None else format_dong(last.income))
    for cell, text in zip(figures, texts, strict=True):
        sheet.in_cell_centred(cell, text)
    _line_with_label(sheet, at.PROBLEM_LINE, "Khó khăn", last.problem)
    _line_with_label(sheet, at.NEXT_STEP_LINE, "Việc tiếp theo", last.next_step)


def _line_with_label(sheet: Sheet, baseline: float, label: str, before: str) -> None:
    text = f"{label} (kỳ trước: {before}):" if before else f"{label}:"
    sheet.fitted(at.LEFT + 1, baseline, 100, text)
    end = min(sheet.canvas.stringWidth(text, REGULAR, 10) / mm, 100)
    sheet.dotted(at.LEFT + 3 + end, at.RIGHT, baseline)


def _draw_more(sheet: Sheet, form: VisitForm, page: int) -> None:
    head = form.household.head
    sheet.fitted_centred(121, 26, 80, f"Chủ hộ: {head.full_name}", BOLD, 11)
    start = at.MEMBER_ROWS + (page - 2) * at.MORE_MEMBER_ROWS
    members = form.household.members[start : start + at.MORE_MEMBER_ROWS]
    _draw_members(sheet, members, start + 1, _MORE_ROWS)
    capacity = len(at.MORE_AGREEMENT_ROWS)
    first = len(at.AGREEMENT_ROWS) + (page - 2) * capacity
    shown = [str(agreement) for agreement in form.agreements[first : first + capacity]]
    notes = at.MORE_NOTES if shown else at.MORE_NOTES_ALONE
    sheet.heading(at.LEFT, notes[0], "Ghi chép thêm")
    sheet.dotted(at.LEFT, at.RIGHT, *notes[1:])
    if shown:
        sheet.heading(at.LEFT, at.MORE_AGREEMENTS_HEADING, at.AGREEMENTS_TITLE, "(tiếp theo)")
        rows = at.MORE_AGREEMENT_ROWS[: len(shown)]
        draw_agreement_ticks(sheet, rows)
        _draw_agreement_rows(sheet, shown, first + 1, rows)
