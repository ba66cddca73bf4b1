"""The recovery code on one page, to be sealed in an envelope. The wording is our own; no form is prescribed."""

from __future__ import annotations

from datetime import date

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.fonts import BOLD, REGULAR
from sinhke_desktop.documents.letter import BODY, Room, paragraphs, title
from sinhke_desktop.documents.page import CREATOR
from sinhke_desktop.documents.paper import DOTS, PLAIN, Story, render_papers

TITLE = "Mã khôi phục dữ liệu"
_ITEM = ParagraphStyle("muc-ma", parent=BODY, alignment=TA_LEFT, firstLineIndent=0, leftIndent=6 * mm, spaceAfter=4)
_PER_LINE = 3
_GROUP_SIZE, _NUMBER_SIZE, _STEP = 26, 9, 19 * mm


class CodeBlock(Flowable):  # type: ignore[misc]
    """The groups in large letters, three to a line, each with its number above."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._groups = code.split("-")
        self.spaceBefore, self.spaceAfter = 8, 10

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, one step a line."""
        self._width = width
        return width, _STEP * -(-len(self._groups) // _PER_LINE) + 4 * mm

    def draw(self) -> None:
        """Draw the frame and the groups."""
        canvas = self.canv
        _width, height = self.wrap(self._width, 0)
        canvas.setLineWidth(1)
        canvas.rect(0, 0, self._width, height)
        for at, group in enumerate(self._groups):
            left = self._width / _PER_LINE * (at % _PER_LINE) + 10 * mm
            bottom = height - _STEP * (at // _PER_LINE + 1) + 3 * mm
            canvas.setFont(REGULAR, _NUMBER_SIZE)
            canvas.drawString(left, bottom + 9.5 * mm, f"Nhóm {at + 1}")
            canvas.setFont(BOLD, _GROUP_SIZE)
            canvas.drawString(left, bottom, group)


def render_recovery_sheet(code: str, owner: str, officer: str, day: date) -> bytes:
    """One page with *code* (groups joined by hyphens) of *owner*, as PDF; the same values give the same bytes."""
    fonts.register()
    return render_papers([(TITLE, _sheet(code, owner, officer, day))], name=TITLE, author=CREATOR)


def _sheet(code: str, owner: str, officer: str, day: date) -> Story:
    story: Story = title(TITLE, "Chương trình SinhKe Desktop")
    story.append(Room(6))
    story += paragraphs([f"Đơn vị: {owner or DOTS}", f"Cán bộ: {officer or DOTS}", f"Ngày lập: {day:%d/%m/%Y}"], PLAIN)
    story.append(CodeBlock(code))
    story += paragraphs(["Cách giữ tờ này:"], PLAIN)
    story += paragraphs([
        "– Cho vào phong bì dán kín, ký giáp lai, cất trong két hoặc tủ có khóa của cơ quan.",
        "– Ai có tờ này mở được dữ liệu mà không cần mật khẩu: không chụp ảnh, không gửi qua mạng, không cất cùng máy.",
        "– Khi bàn giao công việc thì bàn giao cả phong bì này.",
    ], _ITEM)  # fmt: skip
    story += paragraphs(["Khi quên mật khẩu:"], PLAIN)
    story += paragraphs([
        "– Mở chương trình, chọn “Quên mật khẩu?”, gõ các nhóm ở trên theo thứ tự (chữ hoa hay chữ thường đều được).",
        "– Đặt mật khẩu mới. Mã này vẫn dùng được cho lần sau.",
        "– Trong mã không có các chữ I, L, O, U: thấy giống thì đó là số 1 hoặc số 0, hoặc chữ V.",
    ], _ITEM)  # fmt: skip
    story.append(Room(8))
    story += paragraphs([f"Người giữ phong bì: {DOTS}{DOTS}", f"Nơi cất: {DOTS}{DOTS}"], PLAIN)
    return story
