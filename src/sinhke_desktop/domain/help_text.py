"""The text of the help: a small Markdown, read once for the screen, the printed book and the search alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sinhke_desktop.domain.vietnamese import fold


class Kind(StrEnum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    STEP = "step"
    ITEM = "item"
    ROW = "row"
    PICTURE = "picture"


class Look(StrEnum):
    """How words within a block stand out; a button's or page's name is STRONG."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    TYPED = "typed"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """Words that look alike; *target* is a link's ``topic`` or ``topic#place``."""

    text: str
    look: Look = Look.PLAIN
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, step, item, table row (its *cells*) or picture (*target* its file, *spans* its words).

    *number* is a heading's level, a step's number, or 1 for the heading row of a table.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    number: int = 0
    target: str = ""
    cells: tuple[tuple[Span, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words alone; cells stand apart by a dash."""
        return " – ".join(words(cell) for cell in self.cells) if self.cells else words(self.spans)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: *topic* is its file's name, *blocks* begin with its title."""

    topic: str
    title: str
    blocks: tuple[Block, ...]

    def places(self) -> tuple[str, ...]:
        """The places of its headings below the title, as links name them after ``#``."""
        return tuple(place(block.text) for block in self.blocks if block.kind is Kind.HEADING and block.number > 1)


_INLINE = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\*(?P<emphasis>.+?)\*|`(?P<typed>.+?)`|\[(?P<words>.+?)\]\((?P<to>.+?)\)"
)
_PICTURE = re.compile(r"!\[(?P<words>.+)\]\((?P<file>[\w./-]+)\)")
_STEP = re.compile(r"(\d+)\. +(.*)")
_GOES_ON = (Kind.PARAGRAPH, Kind.STEP, Kind.ITEM)
"""Blocks that go on in the next line."""
_RULE = re.compile(r"\|[\s|:-]+\|")


def words(spans: Sequence[Span]) -> str:
    """The text of *spans* without their looks."""
    return "".join(span.text for span in spans)


def place(heading: str) -> str:
    """How a link names a heading: ``Nếu không được`` → ``neu-khong-duoc``."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(heading)))


def parse(topic: str, text: str) -> HelpPage:
    """Read one page; raises ValueError where it does not begin with its title."""
    blocks = tuple(_blocks(text.splitlines()))
    if not blocks or blocks[0].kind is not Kind.HEADING or blocks[0].number != 1:
        raise ValueError(f"{topic}: no title")
    return HelpPage(topic, blocks[0].text, blocks)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    kept: Block | None = None
    for line in lines:
        stripped = line.strip()
        begun = _begun(stripped, after=kept)
        if begun is None and stripped.startswith("|"):
            continue
        if begun is None and stripped and kept is not None and kept.kind in _GOES_ON:
            kept = Block(kept.kind, (*kept.spans, Span(" "), *spans(stripped)), kept.number)
            continue
        if kept is not None:
            yield kept
        kept = begun if begun is not None or not stripped else Block(Kind.PARAGRAPH, spans(stripped))
    if kept is not None:
        yield kept


def _begun(line: str, after: Block | None) -> Block | None:
    """The block that *line* begins; None for one that goes on, for the rule below a table's heading, and for air."""
    if not line or _RULE.fullmatch(line):
        return None
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        return Block(Kind.HEADING, (Span(line[level:].strip()),), level)
    if picture := _PICTURE.fullmatch(line):
        return Block(Kind.PICTURE, (Span(picture["words"]),), target=picture["file"])
    if line.startswith("|"):
        cells = tuple(spans(cell.strip()) for cell in line.strip("|").split("|"))
        return Block(Kind.ROW, cells=cells, number=0 if after is not None and after.kind is Kind.ROW else 1)
    if line.startswith("- "):
        return Block(Kind.ITEM, spans(line[2:]))
    if step := _STEP.fullmatch(line):
        return Block(Kind.STEP, spans(step[2]), int(step[1]))
    return None


def spans(text: str) -> tuple[Span, ...]:
    """*text* cut where its look changes."""
    found, at = [], 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            found.append(Span(text[at : match.start()]))
        if match["words"]:
            found.append(Span(match["words"], Look.LINK, match["to"].replace(".md", "")))
        else:
            kind = match.lastgroup or ""
            found.append(Span(match[kind], Look(kind)))
        at = match.end()
    if at < len(text):
        found.append(Span(text[at:]))
    return tuple(found)
