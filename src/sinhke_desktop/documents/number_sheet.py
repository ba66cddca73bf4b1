"""The receiving office's number on paper, to be sent to all communes and compared on their screens (exchange.md c.10).

The wording is the program's own; no form is prescribed for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.codes import draw_qr
from sinhke_desktop.documents.consolidated_tables import office_head, office_signature
from sinhke_desktop.documents.fonts import BOLD, REGULAR
from sinhke_desktop.documents.letter import Heading, addressed, closing, paragraphs, title
from sinhke_desktop.documents.paper import Story, render_papers
from sinhke_desktop.domain.paper_symbol import LetterKind, symbol
from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.domain.spoken_number import qr_text

TITLE = "Số nhận dạng của đơn vị tiếp nhận"
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SIDE = 42 * mm
_GROUP_SIZE, _WORD_SIZE, _STEP = 24, 10.5, 15 * mm
_PER_LINE = 4


def spoken(group: str) -> str:
    """A group as it is read aloud, digit by digit."""
    return " ".join(DIGITS[int(digit)] for digit in group)


class NumberBlock(Flowable):  # type: ignore[misc]
    """The groups, large, and the QR symbol at the right."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number
        self.spaceBefore, self.spaceAfter = 8, 10

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, as high as the symbol."""
        self._width = width
        return width, _SIDE

    def draw(self) -> None:
        """Draw two lines of groups and the symbol."""
        canvas = self.canv
        groups = self._number.split()
        room = (self._width - _SIDE - 8 * mm) / _PER_LINE
        for at, group in enumerate(groups):
            left = room * (at % _PER_LINE)
            bottom = _SIDE - 13 * mm - (at // _PER_LINE) * (_STEP + 4 * mm)
            canvas.setFont(BOLD, _GROUP_SIZE)
            canvas.drawString(left, bottom, group)
        canvas.setFont(REGULAR, _WORD_SIZE)
        canvas.drawString(0, 1 * mm, "Sáu nhóm năm chữ số, sau cùng là hai chữ số kiểm tra.")
        draw_qr(canvas, qr_text(self._number), self._width - _SIDE, 0, _SIDE)


def render_number_sheet(office: ReceivingOffice, number: str, day: date) -> bytes:
    """The notice with *number* in digits, words and as a QR symbol, as PDF; the same values give the same bytes."""
    fonts.register()
    return render_papers([("Thông báo", _notice(office, number, day))], name=TITLE, author=office.name)


def _notice(office: ReceivingOffice, number: str, day: date) -> Story:
    head = office_head(office, day.year)
    head = replace(head, symbol=symbol(LetterKind.NOTICE, head.issuing_body))
    groups = number.split()
    words = [f"Nhóm {at}: {spoken(group)}." for at, group in enumerate(groups[:-1], 1)]
    story: Story = [Heading(head)]
    story += title("Thông báo", f"{TITLE} dữ liệu")
    story += addressed("Ủy ban nhân dân các xã, phường, đặc khu")
    story += paragraphs([
        f"{office.name} thông báo số nhận dạng dùng để ghép máy khi gửi gói dữ liệu hộ nghèo, hộ cận nghèo và mô hình "
        "sinh kế:",
    ])  # fmt: skip
    story.append(NumberBlock(number))
    story += paragraphs([
        "Đọc từng chữ số: " + " ".join(words) + f" Hai số kiểm tra: {spoken(groups[-1])}.",
        "Khi chương trình hỏi “So số của đơn vị tiếp nhận”, cán bộ xã so từng nhóm số trên màn hình với thông báo này, "
        "gõ số vào ô hoặc quét mã vuông, rồi mới xác nhận. Nếu một chữ số khác thì không xác nhận, giữ lại tệp và gọi "
        "ngay cho đơn vị tiếp nhận theo số điện thoại đã biết từ trước.",
        "Số này không phải mật khẩu và không mở được dữ liệu nào; nó chỉ để nhận ra đúng đơn vị tiếp nhận. Số chỉ thay "
        "đổi khi đơn vị đổi khóa và có thông báo mới.",
    ])  # fmt: skip
    return [*story, KeepTogether([closing(office_signature(office))])]
