"""A yearly report of a commune against reading the same rows bare and setting the same pages with a bare canvas.

The floor reads every row of the tables that the report counts, without making anything of them, and draws each line of
text of the finished report where it stands, on as many pages. ``side program STORE`` and ``side floor STORE PAGES``
measure one way in a process of its own; without words the whole comparison runs (``--households``, ``--participants``).
"""
# ruff: noqa: E402 - the invented people must be found first

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "data")]

import invented
import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from sinhke_desktop.documents import fonts
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.follow_up import FollowUp, follow_up_id
from sinhke_desktop.domain.funding import BudgetLine, FundForm, InputHandover, Payment
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.paths import folders
from sinhke_desktop.services import candidates, communes, imports, livelihood, place, register, reports, units
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import journal, records

SEED, ROUNDS = 2026, 5
PASSWORD = "mật-khẩu-thử-1"
YEAR = str(invented.YEAR)
TABLES = ("household", "member", "review", "participant", "follow_up", "input_handover", "payment", "budget_line",
          "visit")  # fmt: skip


@contextmanager
def commune(top: Path, count: int, participants: int) -> Iterator[Workspace]:
    """A commune of *count* households, *participants* of them in a model that was followed every month of the year."""
    created = workspaces.create(folders(top), PASSWORD)
    ready = communes.set_up(created.workspace, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử")
    place.check(ready)
    imports.apply(ready, invented.prepared(ready, invented.review_list(count, SEED)))
    enter_model(ready, participants)
    yield ready
    workspaces.close(ready)


def enter_model(workspace: Workspace, count: int) -> None:
    """A cattle model with *count* households: what they were given, what was paid, twelve months of follow-up."""
    one = candidates.add(workspace, ModelInput("Nuôi bò cái sinh sản", thing="bò cái sinh sản",
                                               proposed_on="01/06/2023", duration_months="36"))  # fmt: skip
    model = candidates.choose(workspace, one.id, "Hợp đất", "3578/QĐ-UBND", "22/12/2023")
    livelihood.advance(workspace, model.id, Stage.HANDED_OVER, "19/06/2024")
    code, line = workspace.commune_code, workspace.new_id()
    made: list[Any] = [BudgetLine(line, code, model.id, "GNBV", FundForm.MONEY, count * 40_000_000)]
    for number, row in enumerate(register.load(workspace).rows[:count]):
        person = Participant(workspace.new_id(), code, model.id, row.household_id, PovertyClass.POOR, date(2024, 6, 19))
        made += [
            person,
            InputHandover(workspace.new_id(), code, person.id, "bò cái sinh sản", "con", 2, 18_870_000,
                          date(2024, 6, 19), budget_line_id=line),
            Payment(workspace.new_id(), code, line, date(invented.YEAR, 3, 5), 1_000_000, participant_id=person.id),
        ]  # fmt: skip
        made += [
            FollowUp(follow_up_id(person.id, f"{YEAR}-{month:02d}"), code, person.id, f"{YEAR}-{month:02d}",
                     date(invented.YEAR, month, 1 + number % 28), 2 + (month > 6), int(month == 7), 0, 0,
                     int((number + month) % 40 == 0), 300_000 * month, "", "")
            for month in range(1, 13)
        ]  # fmt: skip
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, made))


def opened(store: Path) -> Workspace:
    """The store, opened anew."""
    return workspaces.open_with_password(folders(store), PASSWORD)


def program(workspace: Workspace) -> bytes:
    """The yearly report from the records to its bytes."""
    return reports.render(workspace, reports.facts(workspace, YEAR))


def lines_of(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    """Every line of text of every page, with its place."""
    document = pdfium.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        pages.append([(box[0], box[1], text.get_text_bounded(*box)) for box in boxes])
    document.close()
    return pages


def floor(workspace: Workspace, pages: list[list[tuple[float, float, str]]]) -> int:
    """The same rows read bare, the same lines drawn."""
    with workspace.database.read() as connection:
        rows = sum(len(connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall()) for name in TABLES)
    fonts.register()
    canvas = Canvas(BytesIO(), pageCompression=1, invariant=1, initialFontName=fonts.REGULAR)
    for page in pages:
        canvas.setFont(fonts.REGULAR, 10.5)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return rows


def forget_peak() -> None:
    """Let the peak begin anew: opening the store takes more than all that follows, for the password's sake."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_kib() -> int:
    """The most memory that this process held since then."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])


def side(way: str, store: Path, pages: Path | None) -> dict[str, float]:
    """Seconds (median of rounds) and peak KiB of one way in this process."""
    workspace = opened(store)
    known = json.loads(pages.read_text(encoding="utf-8")) if pages else []
    forget_peak()
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        program(workspace) if way == "program" else floor(workspace, known)
        taken.append(time.perf_counter() - begun)
    workspaces.close(workspace)
    return {"seconds": statistics.median(taken), "peak_kib": peak_kib()}


def measure(top: Path, count: int = 5_000, participants: int = 300) -> dict[str, float]:
    """Seconds and peak KiB of both ways, and how many pages the report has."""
    store, pages = top / "yearly", top / "pages.json"
    with commune(store, count, participants) as workspace:
        lines = lines_of(program(workspace))
    pages.write_text(json.dumps(lines), encoding="utf-8")
    found: dict[str, float] = {"pages": len(lines)}
    for way, words in (("program", []), ("floor", [str(pages)])):
        done = subprocess.run([sys.executable, __file__, "side", way, str(store), *words], stdout=subprocess.PIPE,
                              check=True)  # fmt: skip
        found |= {f"{way}_{name}": value for name, value in json.loads(done.stdout.splitlines()[-1]).items()}
    return found


def main() -> None:
    """One side in this process, or the whole comparison."""
    if sys.argv[1:2] == ["side"]:
        way, store, *rest = sys.argv[2:]
        print(json.dumps(side(way, Path(store), Path(rest[0]) if rest else None)))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=5_000)
    parser.add_argument("--participants", type=int, default=300)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), chosen.households, chosen.participants)
    print(json.dumps(found))
    print(f"{found['program_seconds'] / found['floor_seconds']:.1f}")


if __name__ == "__main__":
    main()
