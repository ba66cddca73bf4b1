"""The layout of official papers: decree 30/2020/NĐ-CP, Phụ lục I (domain.md 7). Number, symbol and day stay open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, TableStyle

from sinhke_desktop.documents.centred import Centred
from sinhke_desktop.documents.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from sinhke_desktop.documents.heading_blocks import (
    LINE_STEP,
    draw_centred,
    draw_issuer,
    draw_line,
    draw_state,
    issuer_lines,
    real_width,
)
from sinhke_desktop.documents.keeping import Closing
from sinhke_desktop.documents.page import UPRIGHT
from sinhke_desktop.documents.typesetting import Fitted, balanced, draw_fitted, fit
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.paper_symbol import LetterKind, number_words, symbol

WIDTH = UPRIGHT.text_width
ISSUER_SHARE = 0.4
"""How much of the width the issuing body has; state and motto have the rest."""
NUMBER_SIZE, DAY_SIZE, ABOUT_SIZE = 13, 13.5, 12.5
OPEN_NUMBER = "          "
OPEN_DAY = "      "

BODY = ParagraphStyle(
    "than", fontName=REGULAR, fontSize=13.5, leading=18, alignment=TA_JUSTIFY, firstLineIndent=12.7 * mm, spaceAfter=6,
    allowWidows=0, allowOrphans=0,
)  # fmt: skip
HEADING = ParagraphStyle("muc", parent=BODY, fontName=BOLD, spaceBefore=6, keepWithNext=1)
ADDRESSEE = ParagraphStyle(
    "kinh-gui", parent=BODY, alignment=TA_CENTER, firstLineIndent=0, spaceBefore=4, spaceAfter=10
)
ADDRESSEES = ParagraphStyle("kinh-gui-dong", parent=BODY, firstLineIndent=0, leftIndent=40 * mm)
CAPTION = ParagraphStyle(
    "bang", parent=BODY, fontName=ITALIC, firstLineIndent=0, alignment=TA_CENTER, spaceBefore=4, keepWithNext=1
)
KIND = ParagraphStyle("loai", fontName=BOLD, fontSize=14, leading=18, alignment=TA_CENTER, spaceBefore=14)
SUBJECT = ParagraphStyle("trich-yeu", fontName=BOLD, fontSize=14, leading=18, alignment=TA_CENTER)
COPIES_TITLE = ParagraphStyle("noi-nhan", fontName=BOLD_ITALIC, fontSize=12, leading=15)
COPIES = ParagraphStyle("noi-nhan-dong", fontName=REGULAR, fontSize=11, leading=13.5)
SIGNER = ParagraphStyle("ky", fontName=BOLD, fontSize=13.5, leading=17, alignment=TA_CENTER)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """Both heading blocks: who issues, where, in which year; ``symbol`` such as ``BC-UBND``.

    Number and day stay open unless they are given; papers of a meeting have neither (``numbered`` False). ``about``
    is the subject of a letter without a kind, which stands below the number behind ``V/v``.
    """

    issuing_body: str
    place: str
    year: int
    governing_body: str = ""
    symbol: str = ""
    number: str = ""
    day: date | None = None
    numbered: bool = True
    about: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: ``TM. ỦY BAN NHÂN DÂN`` / ``CHỦ TỊCH`` / name, and who gets copies."""

    authority: str = ""
    title: str = ""
    name: str = ""
    recipients: tuple[str, ...] = ()


def letter_head(commune: Commune, year: int, kind: LetterKind = LetterKind.REPORT) -> LetterHead:
    """The heading of *commune*'s papers, from what was set up, else from its name; the symbol is that of *kind*."""
    issuing = commune.issuing_body or f"Ủy ban nhân dân {commune.name}"
    place = commune.place or _bare_name(commune.name)
    return LetterHead(issuing, place, year, commune.governing_body, symbol(kind, issuing))


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

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width; as high as the longer block."""
        self._left = width * ISSUER_SHARE
        self._right = width - self._left
        self._issuer = issuer_lines(self._head.governing_body, self._head.issuing_body, self._left)
        words = f"V/v {self._head.about}"
        self._about = balanced(words, REGULAR, ABOUT_SIZE, self._left, 4, 12) if self._head.about else None
        lines = max(len(self._issuer), 2)
        below = 34.0 if self._head.numbered else 12.0
        if self._about:
            below += len(self._about.lines) * LINE_STEP
        self._height = lines * LINE_STEP + below
        return width, self._height

    def draw(self) -> None:
        """Draw both blocks, their lines, number and day."""
        top = self._height - 12
        draw_issuer(self.canv, self._issuer, self._left / 2, top)
        draw_state(self.canv, self._left + self._right / 2, top)
        if self._head.numbered:
            self._draw_number_and_day(4 + LINE_STEP * (len(self._about.lines) if self._about else 0))

    def _draw_number_and_day(self, y: float) -> None:
        head = self._head
        number = f" {number_words(head.number)}" if head.number else OPEN_NUMBER
        words = fit(f"Số:{number}/{head.symbol}", REGULAR, NUMBER_SIZE, self._left, 1, NUMBER_SIZE)
        draw_centred(self.canv, self._left / 2, y, words, REGULAR)
        day = fit(f"{head.place}, {written_day(head.day, head.year)}", ITALIC, DAY_SIZE, self._right, 1, 13)
        draw_centred(self.canv, self._left + self._right / 2, y, day, ITALIC)
        if self._about is not None:
            for line in self._about.lines:
                y -= LINE_STEP
                words = Fitted((line,), self._about.size, self._about.scale)
                draw_centred(self.canv, self._left / 2, y, words, REGULAR)


class StateHeading(Flowable):  # type: ignore[misc]
    """State and motto in the middle, as above what a household writes; *day_line* (place and day) below, right."""

    def __init__(self, day_line: str = "") -> None:
        super().__init__()
        self._day_line = day_line

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, two lines or three."""
        self._width = width
        self._height = 2 * LINE_STEP + 10 + (LINE_STEP + 4 if self._day_line else 0)
        return width, self._height

    def draw(self) -> None:
        """Draw the lines."""
        draw_state(self.canv, self._width / 2, self._height - 12)
        if self._day_line:
            words = fit(self._day_line, ITALIC, DAY_SIZE, self._width, 1, 13)
            draw_fitted(self.canv, self._width - real_width(words, ITALIC), 6, words, ITALIC)


def written_day(day: date | None, year: int) -> str:
    """``ngày 05 tháng 02 năm 2026`` (days below 10 and the first two months with a zero), or open for *year*."""
    if day is None:
        return f"ngày{OPEN_DAY}tháng{OPEN_DAY}năm {year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


class Rule(Flowable):  # type: ignore[misc]
    """A centred line, as above footnotes."""

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
        draw_line(self.canv, self._available / 2, 2, self._width)


def escaped(text: str) -> str:
    """*text* as it must stand inside a paragraph's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def title(kind: str, subject: str) -> list[Flowable]:
    """The kind of paper in capitals, the subject below it, and the line."""
    return [Centred(kind.upper(), KIND), Centred(subject, SUBJECT, ruled=True)]


def paragraphs(texts: Sequence[str], style: ParagraphStyle = BODY) -> list[Flowable]:
    """Each text as a justified paragraph with first-line indent."""
    return [Paragraph(escaped(text), style) for text in texts]


def caption(text: str) -> list[Flowable]:
    """The caption of a table, which stays with its first row."""
    return [Paragraph(escaped(text), CAPTION)]


def addressed(*names: str) -> list[Flowable]:
    """``Kính gửi: …`` for one addressee; several stand below it, one a line. Nothing without a name."""
    given = [name.strip().rstrip(";.") for name in names if name.strip()]
    if len(given) < 2:
        return [Paragraph(escaped(f"Kính gửi: {name}"), ADDRESSEE) for name in given]
    lines = [Paragraph("Kính gửi:", ADDRESSEES), *[Paragraph(escaped(f"- {name};"), ADDRESSEES) for name in given[:-1]]]
    return [*lines, Paragraph(escaped(f"- {given[-1]}."), ADDRESSEES), Room(4)]


def copies(recipients: Sequence[str]) -> list[str]:
    """The lines below Nơi nhận, each with its dash and semicolon, a full stop behind the last."""
    named = [line.strip().lstrip("-").strip().rstrip(";.,") for line in recipients]
    ends = [";"] * (len(named) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(named, ends, strict=True)] if named else []


def closing(block: Signature) -> Flowable:
    """Nơi nhận on the left, the signature with room to sign on the right, kept on one page."""
    left: list[Flowable] = [Paragraph("Nơi nhận:", COPIES_TITLE)]
    left += [Paragraph(escaped(line), COPIES) for line in copies(block.recipients)]
    signer: list[Flowable] = [Centred(text.upper(), SIGNER) for text in (block.authority, block.title) if text]
    signer += [Room(70), Centred(block.name, SIGNER)]
    table = Closing([[left, signer]], colWidths=["47%", "53%"], spaceBefore=10)
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
