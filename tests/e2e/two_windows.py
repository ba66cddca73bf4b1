"""A commune and its receiving office, each its own program, side by side on one screen, from empty folders to receipts.

``python tests/e2e/two_windows.py --work DIR [--shots DIR] [--scale 2]`` prints what was found as JSON. The two
officers talk by telephone (small files); one folder is the stick that goes to and fro. There is one keyboard: who
waits by the telephone lets go of it. Clicks and keys only; the commune's second machine alone works through the
services.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from person import Person, Steps, screen
from port import Port

from sinhke_desktop.paths import Folders, folders

SCREEN = (2732, 768)
WINDOW = SCREEN[0] // 2
ROLES = ("commune", "office")
PATIENCE = 300


class Telephone:
    """What one officer says, the other hears, in another process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def say(self, about: str, words: str = "") -> None:
        """Tell the other side *words* about something, once."""
        unfinished = self._folder / f"{about}.part"
        unfinished.write_text(words, encoding="utf-8")
        unfinished.rename(self._folder / about)

    def said(self, about: str) -> Callable[[], bool]:
        """Becomes true when the other side has spoken of it."""
        return (self._folder / about).exists

    def heard(self, about: str) -> str:
        """The words."""
        return (self._folder / about).read_text(encoding="utf-8")


class Keyboard:
    """One for the whole screen, as a screen gives the keys to one window only: who has it, works."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file.open("ab")

    def take(self) -> bool:
        """False while the other side has it."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def let_go(self) -> None:
        """The other side may have it."""
        fcntl.flock(self._file, fcntl.LOCK_UN)


@dataclass
class Side:
    """One of the two: its person, its data, the stick and its port, telephone, keyboard, what was seen on the way."""

    role: str
    person: Person
    home: Folders
    stick: Path
    port: Port
    telephone: Telephone
    keyboard: Keyboard
    seen: dict[str, object] = field(default_factory=dict)
    photographed: bool = False
    pictures: int = 0

    def plug(self) -> None:
        """Put the stick in."""
        self.port.plug(self.stick)

    def pull(self) -> Steps:
        """Pull the stick out."""
        yield from self.port.pull(self.person)

    def hear(self, about: str) -> Steps:
        """Wait by the telephone, however long the other side works; then take the keyboard."""
        self.keyboard.let_go()
        yield from self._wait(self.telephone.said(about), f"nothing was heard of {about}")
        yield from self.sit_down()

    def sit_down(self) -> Steps:
        """Take the keyboard, however long the other side has it."""
        yield from self._wait(self.keyboard.take, "the keyboard is never free")

    def _wait(self, wanted: Callable[[], bool], in_vain: str) -> Steps:
        for _second in range(PATIENCE):
            if wanted():
                return
            before = time.monotonic()
            yield lambda since=before: wanted() or time.monotonic() > since + 1
        raise TimeoutError(in_vain)

    def shot(self, name: str) -> Steps:
        """A picture of the screen once nothing moves any more, where pictures are wanted."""
        if not self.photographed:
            yield from self.person.idle()
        else:
            yield from self.person.rest()
            self.pictures += 1
            self.person.shot(f"{self.role}-{self.pictures:02d}-{name}")


def run(role: str, work: Path, shots: Path | None, scale: float) -> str:
    """One side's program, to its end; writes what was seen; returns an empty text, or why it stopped."""
    from PySide6.QtWidgets import QApplication

    from sinhke_desktop.gui.main import main
    from sinhke_desktop.gui.program import TYPE_SCALE
    from sinhke_desktop.settings import Settings

    application = QApplication(sys.argv[:1])
    application.setCursorFlashTime(0)
    home = folders(work / role)
    Settings(home.config).set(TYPE_SCALE, scale)
    if role == "commune":
        from two_windows_commune import live
    else:
        from two_windows_office import live
    sides: list[Side] = []
    port = Port()

    def begin(person: Person) -> Steps:
        telephone, keyboard = Telephone(work / "telephone"), Keyboard(work / "keyboard")
        side = Side(role, person, home, work / "stick", port, telephone, keyboard, photographed=shots is not None)
        sides.append(side)
        yield from side.sit_down()
        person.top().move(WINDOW * ROLES.index(role), 0)
        yield from live(side)
        yield from side.shot("end")
        person.top().close()

    person = Person(begin, shots)
    person.begin()
    status = main(home)
    if status or person.failure:
        return f"{role}: {person.failure or f'the window ended with {status}'}"
    (work / f"{role}.json").write_text(json.dumps(sides[0].seen, ensure_ascii=False), encoding="utf-8")
    return ""


def spend(work: Path, shots: Path | None, scale: float = 1.0) -> str:
    """Both programs, the commune's once the office is set up: a window that appears takes the keyboard.

    Prints the result as JSON; returns an empty text, or why it stopped.
    """
    (work / "stick").mkdir(parents=True)
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    given = ["--work", str(work), "--scale", str(scale), *(["--shots", str(shots)] if shots else [])]
    running = []
    ready = Telephone(work / "telephone").said("office ready")
    try:
        running.append(_begin("office", given))
        while not ready() and running[0].poll() is None:
            _wait_a_little(running[0])
        running.append(_begin("commune", given))
        while any(one.poll() is None for one in running) and not any(one.poll() for one in running):
            for one in running:
                _wait_a_little(one)
    finally:
        for one in running:
            one.terminate()
            one.wait(timeout=30)
    if any(one.returncode for one in running):
        return f"the programs ended with {[one.returncode for one in running]}"
    from two_windows_end import found

    print(json.dumps(found(work), ensure_ascii=False))
    return ""


def _begin(role: str, given: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, "--role", role, *given])


def _wait_a_little(one: subprocess.Popen[bytes]) -> None:
    try:
        one.wait(timeout=0.2)
    except subprocess.TimeoutExpired:
        return


def main() -> int:
    """The exit status: 0 if all of it could be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--role", choices=ROLES)
    words = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    if words.role:
        failure = run(words.role, words.work, words.shots, words.scale)
    else:
        with tempfile.TemporaryDirectory() as fallback, screen(f"{SCREEN[0]}x{SCREEN[1]}") as display:
            os.environ["DISPLAY"] = display
            failure = spend(words.work or Path(fallback), words.shots, words.scale)
    if failure:
        print(failure, file=sys.stderr)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
