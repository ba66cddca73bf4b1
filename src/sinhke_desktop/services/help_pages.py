"""Reading the help: its chapters, pages, other words, and the pages of the error codes, made from the program's own
list. Needs no data file, so that help opens before the password as well."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from sinhke_desktop.domain.help_book import Chapter, HelpBook
from sinhke_desktop.domain.help_search import index
from sinhke_desktop.domain.help_text import Block, HelpPage, Kind, Look, Span, parse, spans
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource

MOST_SENTENCES = 8
"""Of one code; a code with more is one of fields, where the sentence stands below the field anyway."""

Told = Sequence[Sequence[str]]


def folder() -> Path:
    """Where the help's files and its ``pictures`` lie."""
    return resource("help", "vi")


@cache
def book() -> HelpBook:
    """The whole help, read once; raises OSError or ValueError where a file is missing or wrong."""
    return read_book(folder(), resource("help", "codes.json"))


def code_target(code: str) -> str:
    """Where the help speaks of an error code: ``loi-goi-du-lieu#gb-07``; its list of codes where it is not known."""
    for topic, page in book().pages.items():
        if code.lower() in page.places():
            return f"{topic}#{code.lower()}"
    return "ma-loi"


def read_book(texts: Path, codes: Path) -> HelpBook:
    """The book from the folder *texts* and the list of *codes* that ``packaging/error_codes.py`` makes."""
    contents = tomllib.loads((texts / "contents.toml").read_text(encoding="utf-8"))
    synonyms = tomllib.loads((texts / "synonyms.toml").read_text(encoding="utf-8"))
    spoken = tomllib.loads((texts / "codes.toml").read_text(encoding="utf-8"))
    told: dict[str, Told] = json.loads(codes.read_text(encoding="utf-8"))
    groups = {str(group["topic"]): group for group in spoken["group"]}
    chapters, pages = [], {}
    for part in contents["chapter"]:
        topics = (*part["pages"], *(groups if part.get("codes") else ()))
        chapters.append(Chapter(part["key"], part["title"], topics))
        for topic in topics:
            if topic in groups:
                pages[topic] = _code_page(groups[topic], told, spoken["code"])
            else:
                pages[topic] = parse(topic, (texts / f"{topic}.md").read_text(encoding="utf-8"))
    return HelpBook(tuple(chapters), pages, index(pages.values()), synonyms["same"])


def _code_page(group: Mapping[str, object], told: Mapping[str, Told], spoken: Mapping[str, Sequence[str]]) -> HelpPage:
    """The page of some families of codes: each code a heading, below it what it says and what to do."""
    title, families = str(group["title"]), tuple(map(str, group["families"]))  # type: ignore[call-overload]
    blocks = [Block(Kind.HEADING, (Span(title),), 1), Block(Kind.PARAGRAPH, spans(str(group["text"])))]
    for code in sorted({*told, *spoken}):
        if code[:2] in families:
            blocks.append(Block(Kind.HEADING, (Span(code),), 2))
            said = [tuple(spoken[code])] if code in spoken else [(_open(one), _open(to)) for one, to in told[code]]
            blocks += _meaning(said, str(group["advice"]))
    return HelpPage(str(group["topic"]), title, tuple(blocks))


def _meaning(said: Sequence[Sequence[str]], usual: str) -> list[Block]:
    """What one code says and what to do; sentences with the same advice stand together above it."""
    made: list[Block] = []
    shown = said[:MOST_SENTENCES]
    for number, (message, advice) in enumerate(shown):
        made.append(Block(Kind.PARAGRAPH if len(shown) == 1 else Kind.ITEM, (Span(message),)))
        last = number + 1 == len(shown)
        if last and len(said) > len(shown):
            made.append(Block(Kind.ITEM, (Span(_("… and other sentences below a field, each saying what is wrong.")),)))
        if last or shown[number + 1][1] != advice:
            what = (Span(_("What to do:"), Look.EMPHASIS), Span(f" {advice or usual}"))
            made.append(Block(Kind.PARAGRAPH, what))
    return made


def _open(message: str) -> str:
    """The sentence in the person's language; what the program fills in stands as dots."""
    if not message:
        return ""
    text, made, depth = _(message), "", 0
    for char in text:
        depth += (char == "{") - (char == "}" and depth > 0)
        if char == "{" and depth == 1:
            made += "…"
        elif depth == 0 and char != "}":
            made += char
    return made
