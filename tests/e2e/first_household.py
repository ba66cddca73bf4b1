"""From the start of the program to the first saved household, by someone who never saw it: counted and photographed.

``python tests/e2e/first_household.py [--shots DIR] [--scale 2] [--by import]`` prints as JSON: steps (screens that ask
something), keys, clicks, and the machine's own seconds between an act and the moment at which the window rests.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from first_day import OFFICER, PASSWORD
from person import Person, Steps, screen
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QListView, QWidget

HAMLETS = "Thôn Tân Tiến"
HEAD = "Đỗ Đức Dũng"


class CountingPerson(Person):
    """Counts what the hands do, and how long the machine lets wait after each act."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.keys_pressed = self.clicks = self.steps = 0
        self.letters = 0
        self.waited = 0.0

    def keys(self, *names: str) -> Steps:
        self.keys_pressed += len(names)
        yield from super().keys(*names)

    def type(self, text: str) -> Steps:
        self.letters += len(text)
        yield from super().type(text)

    def click_at(self, widget: QWidget, place: QPoint) -> Steps:
        self.clicks += 1
        yield from super().click_at(widget, place)

    def seen_step(self, name: str) -> Steps:
        """One more screen, photographed once it rests; the waiting is the machine's own."""
        before = time.perf_counter()
        yield from self.idle()
        self.waited += time.perf_counter() - before
        if self._shots is not None:
            yield from self.rest()
        self.steps += 1
        self.shot(f"{self.steps:02d}-{name}")


@dataclass
class Beginning:
    """The way there and what was seen."""

    person: CountingPerson
    home: Path
    by: str
    started: float = field(default_factory=time.perf_counter)

    def found(self) -> dict[str, object]:
        """What was counted."""
        person = self.person
        return {
            "by": self.by, "steps": person.steps, "keys": person.keys_pressed, "letters": person.letters,
            "clicks": person.clicks, "machine_seconds": round(person.waited, 2),
            "whole_seconds": round(time.perf_counter() - self.started, 1), "households": _households(self.home),
        }  # fmt: skip


def spend(work: Path, shots: Path | None, scale: float, by: str) -> str:
    """Live through it; prints the result as JSON; returns an empty text, or why it stopped."""
    from sinhke_desktop.gui.main import main
    from sinhke_desktop.gui.program import TYPE_SCALE
    from sinhke_desktop.paths import folders
    from sinhke_desktop.settings import Settings

    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home = folders(work / "home")
    Settings(home.config).set(TYPE_SCALE, scale)
    begun: list[Beginning] = []

    def begin(person: Person) -> Steps:
        begun.append(Beginning(person, work / "home", by))  # type: ignore[arg-type]
        return _first_household(begun[0])

    person = CountingPerson(begin, shots)
    person.begin()
    status = main(home)
    if status or person.failure:
        return person.failure or f"the window ended with {status}"
    print(json.dumps(begun[0].found(), ensure_ascii=False))
    return ""


def _households(home: Path) -> int:
    from sinhke_desktop.paths import folders
    from sinhke_desktop.services import register
    from sinhke_desktop.services import workspace as workspaces

    store = workspaces.open_with_password(folders(home), PASSWORD)
    try:
        return len(register.load(store).rows)
    finally:
        workspaces.close(store)


def _first_household(beginning: Beginning) -> Steps:
    person = beginning.person
    yield from _set_up(person)
    yield from _what_now(person, beginning.by)
    yield from _tour(person)
    if beginning.by == "import":
        yield from _import(person)
    else:
        yield from _type_one(person)
    person.top().close()


def _set_up(person: CountingPerson) -> Steps:
    from sinhke_desktop.gui.first_start.secret_steps import CodeStep
    from sinhke_desktop.i18n import _

    yield from person.seen_step("dung-de-lam-gi")
    yield from person.keys("Return")
    yield from person.type("anh dung")
    yield lambda: any(view.model().rowCount() for view in person.seen(QListView))
    yield from person.keys("Down")
    yield lambda: "Xã Anh Dũng" in person.words()
    yield from person.seen_step("xa")
    yield from person.keys("Return")
    yield from person.seen_step("khu-vuc")
    yield from person.keys("Return")
    yield from person.type(OFFICER)
    yield from person.seen_step("can-bo")
    yield from person.keys("Return")
    yield from person.type(PASSWORD)
    yield from person.keys("Tab")
    yield from person.type(PASSWORD)
    yield from person.seen_step("mat-khau")
    yield from person.keys("Return")
    yield lambda: any(step.isVisible() for step in person.seen(CodeStep))
    step = person.seen(CodeStep)[0]
    yield from person.seen_step("ma-khoi-phuc")
    groups = step.shown().split("-")
    for at, editor in enumerate(step.groups):
        number = int("".join(filter(str.isdigit, editor.accessibleName())))
        yield from person.type(groups[number - 1].lower())
        yield from person.keys("Return" if at else "Tab")
    yield lambda: _("What do you want to begin with?") in person.words()


def _what_now(person: CountingPerson, by: str) -> Steps:
    from sinhke_desktop.gui.shell import Shell

    yield from person.seen_step("bat-dau-bang-gi")
    if by == "household":
        yield from person.keys("Down", "Tab")
        yield from person.type(HAMLETS)
        yield from person.seen_step("thon")
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)


def _tour(person: CountingPerson) -> Steps:
    """Go through the whole tour, as someone who never saw the window does."""
    from sinhke_desktop.gui.tour.overlay import Tour

    yield lambda: person.seen(Tour)
    stop = 0
    while person.seen(Tour):
        stop += 1
        yield from person.seen_step(f"gioi-thieu-{stop}")
        yield from person.keys("Return")
        yield from person.idle()


def _type_one(person: CountingPerson) -> Steps:
    from sinhke_desktop.i18n import _

    yield lambda: person.button(_("Back to the register"))
    yield from person.seen_step("ho-dau-tien")
    yield from person.fill(_("Hamlet"), "Tân Tiến")
    yield from person.fill(_("Full name"), HEAD)
    yield from person.seen_step("ho-da-go")
    yield from person.keys("Ctrl+S")
    yield lambda: _("Saved") in person.words() and _("Typed, not saved yet") not in person.words()
    yield from person.seen_step("ho-da-luu")


def _import(person: CountingPerson) -> Steps:
    from first_day import WORKBOOK

    from sinhke_desktop.i18n import _

    yield from person.seen_step("nhap-excel")
    yield from person.press(_("Choose a file…"))
    yield from person.choose_file(WORKBOOK)
    yield from person.seen_step("cot")
    yield from person.press(_("See what will happen"))
    yield from person.seen_step("se-thay-doi")
    yield from person.press(_("Apply"))
    yield from person.press(_("To the register"))
    yield from person.seen_step("so-ho")


def main(given: list[str] | None = None) -> int:
    """Run it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", type=Path, help="write a picture of every step into this folder")
    parser.add_argument("--scale", type=float, default=1.0, help="how much the type is enlarged")
    parser.add_argument("--by", choices=("household", "import"), default="household")
    words = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as work, screen() as display:
        os.environ["DISPLAY"] = display
        from PySide6.QtWidgets import QApplication

        QApplication(sys.argv[:1]).setCursorFlashTime(0)
        failure = spend(Path(work), words.shots, words.scale, words.by)
    if failure:
        print(failure, file=sys.stderr)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
