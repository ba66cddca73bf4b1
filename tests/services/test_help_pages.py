"""The help as it is shipped: nothing is missing, nothing leads nowhere, everything it names is in the window."""

from __future__ import annotations

import gettext
import json
import re
import struct
from itertools import pairwise
from pathlib import Path

import pytest

from sinhke_desktop.domain.help_text import Block, HelpPage, Kind, Look, Span
from sinhke_desktop.paths import resource, shipped
from sinhke_desktop.services import help_pages

BOOK = help_pages.book()
WRITTEN = [page for page in BOOK.pages.values() if not page.topic.startswith("loi-")]
TASKS = [page for page in WRITTEN if any(block.kind is Kind.STEP for block in page.blocks)]
FOLDER = help_pages.folder()
KEYS = re.compile(
    r"(Ctrl|Alt|Shift)([+](Shift|Alt|Tab|Enter|Delete|[A-Z0-9,←→↑↓−+]|F\d+))*|F\d+|Enter|Esc|Tab|Delete|[0-9EV]"
)
WIDEST, MOST_BYTES = 900, 4_000_000


def window_words() -> set[str]:
    """Every text of the window in Vietnamese, without the dots and keys that a button may carry."""
    catalogue = gettext.translation("sinhke", shipped() / "translations", ["vi"])
    return {plain(text) for text in catalogue._catalog.values() if isinstance(text, str)}  # type: ignore[attr-defined]


def plain(text: str) -> str:
    return re.sub(r"\{\w+\}", "…", text.replace("&", "")).removesuffix(" (…)").rstrip("….: ")


def spans(page: HelpPage) -> list[Span]:
    return [span for block in page.blocks for span in (*block.spans, *(one for cell in block.cells for one in cell))]


def pictures(page: HelpPage) -> list[Block]:
    return [block for block in page.blocks if block.kind is Kind.PICTURE]


def size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its own header."""
    return struct.unpack(">II", path.read_bytes()[16:24])


def test_every_page_beside_the_contents_is_in_a_chapter_and_none_twice() -> None:
    listed = [topic for chapter in BOOK.chapters for topic in chapter.topics if topic in {p.topic for p in WRITTEN}]
    assert sorted(listed) == sorted(path.stem for path in FOLDER.glob("*.md"))


def test_there_is_a_page_for_each_of_many_tasks() -> None:
    assert len(TASKS) >= 100


@pytest.mark.parametrize("page", TASKS, ids=lambda page: page.topic)
def test_a_task_says_what_for_then_the_steps_then_what_if_it_fails_then_where_to_go_on(page: HelpPage) -> None:
    kinds = [block.kind for block in page.blocks]
    assert kinds[1] is Kind.PARAGRAPH
    numbers = [block.number for block in page.blocks if block.kind is Kind.STEP]
    assert numbers[0] == 1
    assert all(number in (1, before + 1) for before, number in pairwise(numbers))
    assert page.places()[-1] == "viec-lien-quan"
    assert "neu-khong-duoc" in page.places() or page.topic == "ma-loi"


def test_every_link_leads_to_a_page_and_a_heading() -> None:
    links = [(page.topic, one.target) for page in BOOK.in_order() for one in spans(page) if one.target]
    assert [link for link in links if not BOOK.holds(link[1])] == []


def test_links_bear_the_title_of_the_page_they_lead_to() -> None:
    wrong = [
        (page.topic, one.text)
        for page in WRITTEN for one in spans(page)
        if one.target and "#" not in one.target and one.text != BOOK.pages[one.target].title
    ]  # fmt: skip
    assert wrong == []


def test_every_button_that_the_help_names_is_in_the_window() -> None:
    known = window_words()
    unknown = [
        (page.topic, one.text)
        for page in WRITTEN for one in spans(page)
        if one.look is Look.STRONG and not KEYS.fullmatch(one.text) and plain(one.text) not in known
    ]  # fmt: skip
    assert unknown == []


def test_every_picture_named_is_there_with_its_words_and_none_is_unused() -> None:
    named = [block for page in WRITTEN for block in pictures(page)]
    assert all(len(block.text) > 20 for block in named)
    assert {block.target for block in named} == {f"pictures/{path.name}" for path in (FOLDER / "pictures").iterdir()}
    assert len(named) == len({block.target for block in named})


def test_pictures_are_small() -> None:
    files = list((FOLDER / "pictures").iterdir())
    assert [path.name for path in files if size(path)[0] > WIDEST] == []
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES


def test_every_code_of_the_program_has_a_page_with_its_meaning_and_what_to_do() -> None:
    codes = json.loads(resource("help", "codes.json").read_text(encoding="utf-8"))
    targets = {code: help_pages.code_target(code) for code in codes}
    assert [code for code, target in targets.items() if "#" not in target or not BOOK.holds(target)] == []
    for page in BOOK.pages.values():
        if page.topic.startswith("loi-"):
            headings = [at for at, block in enumerate(page.blocks) if block.kind is Kind.HEADING and block.number == 2]
            for at, end in zip(headings, [*headings[1:], len(page.blocks)], strict=True):
                told = page.blocks[at + 1 : end]
                assert page.blocks[at].text in codes, "a code that the program does not have"
                assert len(told) >= 2, page.blocks[at].text
                assert told[-1].spans[0].look is Look.EMPHASIS, page.blocks[at].text


def test_a_code_that_nobody_knows_leads_to_the_list_of_codes() -> None:
    assert help_pages.code_target("ZZ-99") == "ma-loi"


def test_the_error_pages_speak_vietnamese() -> None:
    english = re.compile(r"\b(the|is|was|not|file|cannot|Nothing|Choose|household)\b")
    told = [block.text for page in BOOK.in_order() for block in page.blocks if english.search(block.text)]
    assert told == []


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("hộ khẩu", "mau-so"), ("in phiếu", "in-phieu"), ("mất mật khẩu", "quen-mat-khau"), ("USB", "usb"),
        ("sao luu", "sao-luu"), ("backup", "sao-luu"), ("tach khau", "bien-dong"), ("xung đột", "khac-nhau"),
        ("máy chính", "hai-may"), ("thu hồi máy", "may-mat"), ("GB-07", "loi-goi-du-lieu"),
        ("scan phiếu", "doc-anh-quet"),
    ],
)  # fmt: skip
def test_the_words_of_officers_lead_to_the_page(query: str, topic: str) -> None:
    assert topic in [hit.topic for hit in BOOK.find(query)][:3]


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name in ("synonyms.toml", "codes.toml"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "contents.toml").write_text('[[chapter]]\nkey = "a"\ntitle = "A"\npages = ["nowhere"]\n')
    with pytest.raises(OSError, match="nowhere"):
        help_pages.read_book(tmp_path, resource("help", "codes.json"))


def test_a_page_of_no_chapter_is_no_topic() -> None:
    with pytest.raises(KeyError):
        BOOK.chapter_of("nowhere")
    assert BOOK.chapter_of("tim-ho").key == "ho-dan"
