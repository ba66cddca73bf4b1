"""The layout of official papers: decree 30/2020/NĐ-CP, Phụ lục I (domain.md 7). Number, symbol and day stay open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table, TableStyle

from sinhke_desktop.documents.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from sinhke_desktop.documents.page import UPRIGHT
from sinhke_desktop.documents.typesetting import Canvas, draw_fitted, fit
from sinhke_desktop.domain.commune import Commune

WIDTH = UPRIGHT.text_width
ISSUER_WIDTH = 66 * mm
STATE_WIDTH = WIDTH - ISSUER_WIDTH
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
COMMITTEE = ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN")
OPEN_NUMBER = "          "
OPEN_DAY = "      "

BODY = ParagraphStyle(
    "than", fontName=REGULAR, fontSize=13.5, leading=18, alignment=TA_JUSTIFY, firstLineIndent=12.7 * mm, spaceAfter=6
)
HEADING = ParagraphStyle("muc", parent=BODY, fontName=BOLD, spaceBefore=6, keepWithNext=1)
ADDRESSEE = ParagraphStyle(
    "kinh-gui", parent=BODY, alignment=TA_CENTER, firstLineIndent=0, spaceBefore=4, spaceAfter=10
)
CAPTION = ParagraphStyle("bang", parent=BODY, fontName=ITALIC, firstLineIndent=0, alignment=TA_CENTER, spaceBefore=4)
KIND = ParagraphStyle("loai", fontName=BOLD, fontSize=14, leading=18, alignment=TA_CENTER, spaceBefore=14)
SUBJECT = ParagraphStyle("trich-yeu", fontName=BOLD, fontSize=14, leading=18, alignment=TA_CENTER)
COPIES_TITLE = ParagraphStyle("noi-nhan", fontName=BOLD_ITALIC, fontSize=12, leading=15)
COPIES = ParagraphStyle("noi-nhan-dong", fontName=REGULAR, fontSize=11, leading=13.5)
SIGNER = ParagraphStyle("ky", fontName=BOLD, fontSize=13.5, leading=17, alignment=TA_CENTER)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """Both heading blocks: who issues, where, in which year; ``symbol`` such as ``BC-UBND``.

    Number and day stay open unless they are given; papers of a meeting have neither (``numbered`` False).
    """

    issuing_body: str
    place: str
    year: int
    governing_body: str = ""
    symbol: str = "BC-UBND"
    number: str = ""
    day: date | None = None
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: ``TM. ỦY BAN NHÂN DÂN`` / ``CHỦ TỊCH`` / name, and who gets copies."""

    authority: str = ""
    title: str = ""
    name: str = ""
    recipients: tuple[str, ...] = ()


def letter_head(commune: Commune, year: int, symbol: str = "BC-UBND") -> LetterHead:
    """The heading of *commune*'s papers, from what was set up, else from its name."""
    issuing = commune.issuing_body or f"Ủy ban nhân dân {commune.name}"
    return LetterHead(issuing, commune.place or _bare_name(commune.name), year, commune.governing_body, symbol)


def signature(commune: Commune) -> Signature:
    """The signature block of *commune*'s papers; ``recipients`` one a line, else the addressee and the file."""
    lines = tuple(line.strip() for line in commune.recipients.splitlines() if line.strip())
    if not lines:
        lines = ("Như trên;", "Lưu: VT.") if commune.report_to else ("Lưu: VT.",)
    return Signature(commune.signer_authority, commune.signer_title, commune.signer_name, lines)


def _bare_name(name: str) -> str:
    for kind in ("Xã ", "Phường ", "Đặc khu "):
        name = name.removeprefix(kind)
    return name


class Heading(Flowable):  # type: ignore[misc]
    """Issuing body with number on the left, state and motto with place and day on the right, each with its line."""

    def __init__(self, head: LetterHead) -> None:
        super().__init__()
        self._head = head
        self._above = _body_lines(head.governing_body, REGULAR, 3)
        self._issuing = _body_lines(head.issuing_body, BOLD, 3)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Full width; as high as the longer block."""
        lines = max(len(self._above) + len(self._issuing), 2)
        return WIDTH, lines * 15.5 + (34 if self._head.numbered else 12)

    def draw(self) -> None:
        """Draw both blocks, their lines, the open number and the open day."""
        canvas = self.canv
        top = self.wrap(0, 0)[1] - 12
        y = top
        middle = ISSUER_WIDTH / 2
        for lines, font in ((self._above, REGULAR), (self._issuing, BOLD)):
            for line, size in lines:
                canvas.setFont(font, size)
                canvas.drawCentredString(middle, y, line)
                y -= 15.5
        widest = max(stringWidth(line, BOLD, size) for line, size in self._issuing)
        _rule(canvas, middle, y + 10, min(widest * 0.4, 30 * mm))
        right = ISSUER_WIDTH + STATE_WIDTH / 2
        state = fit(STATE, BOLD, 12.5, STATE_WIDTH)
        canvas.setFont(BOLD, state.size)
        canvas.drawCentredString(right, top, STATE)
        canvas.setFont(BOLD, 13.5)
        canvas.drawCentredString(right, top - 15.5, MOTTO)
        _rule(canvas, right, top - 21, stringWidth(MOTTO, BOLD, 13.5))
        if self._head.numbered:
            self._draw_number_and_day(canvas, middle, right)

    def _draw_number_and_day(self, canvas: Canvas, middle: float, right: float) -> None:
        number = f" {self._head.number}" if self._head.number else OPEN_NUMBER
        canvas.setFont(REGULAR, 13)
        canvas.drawCentredString(middle, 4, f"Số:{number}/{self._head.symbol}")
        said = written_day(self._head.day, self._head.year)
        day = f"{self._head.place}, {said}"
        fitted = fit(day, ITALIC, 13.5, STATE_WIDTH, 1, 11)
        real = stringWidth(day, ITALIC, fitted.size) * fitted.scale / 100
        draw_fitted(canvas, right - real / 2, 4, fitted, ITALIC)


def written_day(day: date | None, year: int) -> str:
    """``ngày 05 tháng 02 năm 2026`` (days below 10 and the first two months with a zero), or open for *year*."""
    if day is None:
        return f"ngày{OPEN_DAY}tháng{OPEN_DAY}năm {year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _body_lines(name: str, font: str, most: int) -> list[tuple[str, float]]:
    """Lines of an office's name with their size; ``ỦY BAN NHÂN DÂN`` stands on a line of its own."""
    text = name.upper()
    if not text:
        return []
    first = next((start for start in COMMITTEE if text.startswith(f"{start} ")), "")
    if not first:
        fitted = fit(text, font, 12.5, ISSUER_WIDTH, most, 10)
        return [(line, fitted.size) for line in fitted.lines]
    rest = fit(text[len(first) + 1 :], font, 12.5, ISSUER_WIDTH, most - 1, 10)
    return [(first, 12.5), *((line, rest.size) for line in rest.lines)]


class Rule(Flowable):  # type: ignore[misc]
    """A centred line, as below the subject."""

    def __init__(self, width: float, space_after: float = 10) -> None:
        super().__init__()
        self._width = width
        self.spaceAfter = space_after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, a few points high."""
        self._available = width
        return width, 5

    def draw(self) -> None:
        """Draw the line."""
        _rule(self.canv, self._available / 2, 2, self._width)


def _rule(canvas: Canvas, middle: float, y: float, width: float) -> None:
    canvas.setLineWidth(0.7)
    canvas.line(middle - width / 2, y, middle + width / 2, y)


def escaped(text: str) -> str:
    """*text* as it must stand inside a paragraph's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def title(kind: str, subject: str) -> list[Flowable]:
    """The kind of paper in capitals, the subject below it, and the line."""
    widest = min(stringWidth(subject, BOLD, 14), WIDTH)
    return [Paragraph(escaped(kind.upper()), KIND), Paragraph(escaped(subject), SUBJECT), Rule(widest * 0.35)]


def paragraphs(texts: Sequence[str], style: ParagraphStyle = BODY) -> list[Flowable]:
    """Each text as a justified paragraph with first-line indent."""
    return [Paragraph(escaped(text), style) for text in texts]


def caption(text: str, room: float = 45 * mm) -> list[Flowable]:
    """The caption of a table, on the next page where less than *room* is left on this one."""
    return [CondPageBreak(room), Paragraph(escaped(text), CAPTION)]


def closing(block: Signature) -> Flowable:
    """Nơi nhận on the left, the signature with room to sign on the right, kept on one page."""
    copies: list[Flowable] = [Paragraph("Nơi nhận:", COPIES_TITLE)]
    copies += [Paragraph(f"- {escaped(line.lstrip('- '))}", COPIES) for line in block.recipients]
    signer = [Paragraph(escaped(text.upper()), SIGNER) for text in (block.authority, block.title) if text]
    signer += [Room(70), Paragraph(escaped(block.name), SIGNER)]
    table = Table([[copies, signer]], colWidths=["47%", "53%"], spaceBefore=10)
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR, 11),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, 0), 0),
            ]
        )
    )
    return table


class Room(Flowable):  # type: ignore[misc]
    """Empty space that also counts inside a table cell."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height = height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As high as asked."""
        return width, self._height

    def draw(self) -> None:
        """Nothing to draw."""


class Bookmark(Flowable):  # type: ignore[misc]
    """A bookmark of a section, below its paper's own (``level`` 0); takes no room."""

    def __init__(self, key: str, text: str, level: int = 1) -> None:
        super().__init__()
        self._key, self._text, self._level = key, text, level
        self.keepWithNext = 1

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Set the bookmark where the section begins."""
        self.canv.bookmarkHorizontal(self._key, 0, 14)
        self.canv.addOutlineEntry(self._text, self._key, level=self._level)
