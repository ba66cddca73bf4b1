"""The help pages: found by topic or by words, without accents. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.domain.vietnamese import fold

TOPICS = (
    "bat-dau", "ho-dan", "nhap-excel", "ra-soat", "mo-hinh", "tham-ho", "bao-cao", "bang-bieu", "so-van-ban",
    "gui-nhan", "nhan-du-lieu", "tong-hop", "may-va-khoa", "du-lieu-ca-nhan", "cai-dat",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpText:
    """One page: *topic* is its file's name, *title* its first line, *markdown* the whole text."""

    topic: str
    title: str
    markdown: str


def read_all(folder: Path) -> list[HelpText]:
    """Every help page in *folder*, in the order of :data:`TOPICS`; raises OSError where one is missing."""
    texts = []
    for topic in TOPICS:
        markdown = (folder / f"{topic}.md").read_text(encoding="utf-8")
        texts.append(HelpText(topic, markdown.splitlines()[0].lstrip("# "), markdown))
    return texts


def find(texts: Sequence[HelpText], query: str) -> list[HelpText]:
    """The pages that hold every word of *query*: first with all in their title, then those that say it as it stands."""
    words = fold(query).split()
    phrase = " ".join(words)
    found = [text for text in texts if all(word in fold(text.markdown) for word in words)]

    def place(text: HelpText) -> tuple[bool, int]:
        return not all(word in fold(text.title) for word in words), -fold(text.markdown).count(phrase)

    return sorted(found, key=place)
