"""Look at what ``sinhke-desktop demo --json`` answered: every file there and whole, every count right.

python packaging/check_demo.py ANSWER.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pypdfium2

COUNTS = {
    "households": 120,
    "members": 464,
    "poor": 69,
    "near_poor": 51,
    "participants": 7,
    "forms": 120,
    "ended_participants": 6,
    "out_of_poverty": 5,
}
PAGES_OF_A_FORM = 1
SMALLEST = {
    "visit_forms": 100_000,
    "report": 10_000,
    "model_file": 10_000,
    "replication_sheet": 5_000,
    "bundle": 1_000,
    "receipt": 200,
}
OFFICE_COUNTS = {
    "conflicts_decided": 1,
    "returned_answered": 1,
    "tables_printed": 15,
    "received_up_to": 4,
    "same_state": True,
}
OFFICE_SMALLEST = {"plan": 500, "decided": 50, "returned": 50, "totals": 5_000, "tables": 50_000}
OFFICE_WORDS = {
    "plan": "Hộ: 120 mới",
    "decided": "0987000222",
    "returned": "Đã hỏi chủ hộ",
}


def problems(answer: dict[str, Any]) -> list[str]:
    """What is not as it should be, in words."""
    found = [f"{name} is {answer.get(name)!r}, not {count}" for name, count in COUNTS.items() if answer[name] != count]
    found += file_problems(answer, SMALLEST)
    folders = ("data_dir", "office_dir")
    found += [f"{name}: no store" for name in folders if not (Path(answer[name]) / "sinhke.db").is_file()]
    if answer["operations_sent"] < COUNTS["households"] or answer["operations_sent"] != answer["operations_received"]:
        found.append(f"{answer['operations_sent']} changes sent, {answer['operations_received']} received")
    if answer["same_state"] is not True:
        found.append("the office does not hold what the commune holds")
    found += office_problems(answer["office"])
    return found or paper_problems(answer)


def file_problems(answer: dict[str, Any], smallest: dict[str, int]) -> list[str]:
    """Which files are not there, or are too small."""
    found = []
    for name, least in smallest.items():
        path = Path(answer[name])
        if not path.is_file():
            found.append(f"{name}: no file {path.name}")
        elif path.stat().st_size < least:
            found.append(f"{name}: only {path.stat().st_size} bytes")
    return found


def office_problems(office: dict[str, Any]) -> list[str]:
    """The same for what the office did after the first receiving."""
    found = [f"office: {name} is {office[name]!r}, not {wanted!r}"
             for name, wanted in OFFICE_COUNTS.items() if office[name] != wanted]  # fmt: skip
    found += [f"office: {name} is 0" for name in ("planned", "totals_received") if not office[name]]
    missing = file_problems(office, OFFICE_SMALLEST)
    if missing:
        return found + missing
    for name, words in OFFICE_WORDS.items():
        if words not in Path(office[name]).read_text(encoding="utf-8"):
            found.append(f"office: “{words}” is not in {name}")
    tables, pages = text_of(Path(office["tables"]))
    if pages < OFFICE_COUNTS["tables_printed"] or "Anh Dũng" not in tables:
        found.append(f"office: {pages} pages of tables, or the commune is not in them")
    return found


def paper_problems(answer: dict[str, Any]) -> list[str]:
    """The same for the text of the papers."""
    found = []
    forms, pages = text_of(Path(answer["visit_forms"]))
    if pages < answer["forms"] * PAGES_OF_A_FORM:
        found.append(f"{pages} pages for {answer['forms']} forms")
    report, pages = text_of(Path(answer["report"]))
    wanted = {"440.300.000": report, "264.180.000": report, "Anh Dũng": report, "Bùi Thanh Dũng": forms}
    found += [f"“{words}” is not on the paper" for words, text in wanted.items() if words not in text]
    return found


def text_of(path: Path) -> tuple[str, int]:
    """All text of a PDF, and how many pages it has."""
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(pages), len(pages)


if __name__ == "__main__":
    told = problems(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.exit("\n".join(told) or 0)
