"""A help page as the text the window shows: headings, steps, tables, pictures as wide as the column. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from sinhke_desktop.domain.help_text import Block, HelpPage, Kind, Look, Span, place

LINE = "line-height: 140%;"
LISTS = {Kind.STEP: "ol", Kind.ITEM: "ul"}


@dataclass(frozen=True, slots=True)
class Room:
    """How the page is shown: the column's width and *px* for design pixels, both in pixels of the screen; colours."""

    width: int
    px: Callable[[float], int]
    colours: Mapping[str, str]


Widths = Callable[[str], int]
"""How wide a picture is by itself, in design pixels."""


def html(page: HelpPage, room: Room, picture_width: Widths) -> str:
    """The page; each heading is an anchor by its place, each picture at most as wide as the column."""
    parts: list[str] = []
    for kind, blocks in groupby(page.blocks, key=lambda block: block.kind):
        group = list(blocks)
        if kind in LISTS:
            parts += _lists(kind, group, room)
        elif kind is Kind.ROW:
            parts.append(_table(group, room))
        else:
            parts += [_alone(block, room, picture_width) for block in group]
    return f"<body style='color: {room.colours['ink']};'>{''.join(parts)}</body>"


def _alone(block: Block, room: Room, picture_width: Widths) -> str:
    if block.kind is Kind.HEADING:
        size, above = (20, 0) if block.number == 1 else (16, 14)
        style = f"font-size: {room.px(size)}px; font-weight: 600; margin-top: {room.px(above)}px; {LINE}"
        name = place(block.text)
        tag, words = f"h{block.number}", _spans(block.spans, room)
        return f"<{tag} style='{style} margin-bottom: {room.px(6)}px;'><a name='{name}'></a>{words}</{tag}>"
    if block.kind is Kind.PICTURE:
        width = min(room.px(picture_width(block.target)), room.width)
        words = escape(block.text, quote=True)
        return (
            f"<p style='margin-top: {room.px(6)}px; margin-bottom: {room.px(10)}px;'>"
            f"<img src='{block.target}' width='{width}' alt='{words}' title='{words}'></p>"
        )
    return f"<p style='{LINE} margin-top: 0px; margin-bottom: {room.px(8)}px;'>{_spans(block.spans, room)}</p>"


def _lists(kind: Kind, blocks: Sequence[Block], room: Room) -> Iterator[str]:
    """A new list where the steps begin again at 1."""
    tag, items = LISTS[kind], list(blocks)
    while items:
        end = next((at for at, block in enumerate(items) if at and block.number == 1 and kind is Kind.STEP), len(items))
        style = f"{LINE} margin-bottom: {room.px(5)}px;"
        points = "".join(f"<li style='{style}'>&nbsp;{_spans(block.spans, room)}</li>" for block in items[:end])
        yield f"<{tag} style='margin-top: {room.px(2)}px; margin-bottom: {room.px(8)}px;'>{points}</{tag}>"
        items = items[end:]


def _table(rows: Sequence[Block], room: Room) -> str:
    made = []
    for row in rows:
        ground = f" bgcolor='{room.colours['header']}'" if row.number else ""
        weight = "font-weight: 600;" if row.number else ""
        cells = "".join(
            f"<td style='padding: {room.px(6)}px {room.px(10)}px; {weight}'>{_spans(cell, room)}</td>"
            for cell in row.cells
        )
        made.append(f"<tr{ground}>{cells}</tr>")
    return (
        f"<table border='1' cellspacing='0' style='border-collapse: collapse; border-color: {room.colours['line']};"
        f" margin-bottom: {room.px(8)}px;'>{''.join(made)}</table>"
    )


def _spans(spans: Sequence[Span], room: Room) -> str:
    return "".join(_span(span, room) for span in spans)


def _span(span: Span, room: Room) -> str:
    text = escape(span.text)
    if span.look is Look.STRONG:
        return f"<span style='font-weight: 600;'>{text}</span>"
    if span.look is Look.EMPHASIS:
        return f"<span style='color: {room.colours['escaped-text']};'>{text}</span>"
    if span.look is Look.TYPED:
        return f"<span style='background-color: {room.colours['neutral-soft']};'>&nbsp;{text}&nbsp;</span>"
    if span.look is Look.LINK:
        return f"<a href='{escape(span.target, quote=True)}' style='color: {room.colours['accent']};'>{text}</a>"
    return text


def marked(text: str, marks: Sequence[tuple[int, int]], room: Room) -> str:
    """*text* with the stretches of *marks* (start, end) set off."""
    made, at = "", 0
    style = f"background-color: {room.colours['near-poor-soft']}; font-weight: 600;"
    for start, end in marks:
        made += f"{escape(text[at:start])}<span style='{style}'>{escape(text[start:end])}</span>"
        at = end
    return made + escape(text[at:])
