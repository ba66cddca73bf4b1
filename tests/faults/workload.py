"""A working day of the real program on a real folder, meant to be killed.

``python workload.py DATA STICK PIPE --seed N``: opens the store with its password and saves, changes, imports,
exports and backs up until the day is over. Each line on the file descriptor PIPE is written only after the call came
back: ``ok KIND ...`` or ``told CODE``. ``writev`` carries the lines, so that every other writing call may be injected.
"""
# ruff: noqa: E402 - the pieces must be found first

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "data")]

import invented

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import backups, exchange, hamlets, households, imports, place
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import database

PASSWORD = "mật-khẩu-thử-1"
SYNCHRONOUS_FULL, SYNCHRONOUS_OFF = "synchronous = FULL", "synchronous = OFF"


class Day:
    """One day's work; what came back is said on *pipe*."""

    def __init__(self, workspace: Workspace, stick: Path, pipe: int, seed: int) -> None:
        self.workspace, self.stick, self.pipe = workspace, stick, pipe
        self.chance = random.Random(seed)
        self.hamlet = hamlets.all_hamlets(workspace)[0].id
        self.made: list[str] = []

    def say(self, *words: object) -> None:
        """One line for the judge."""
        os.writev(self.pipe, [(" ".join(map(str, words)) + "\n").encode()])

    def attempt(self, work: Callable[[], tuple[object, ...]]) -> None:
        """Do *work* and say what it stored, or with which code it was refused."""
        try:
            stored = work()
        except SinhkeError as error:
            self.say("told", error.code)
        else:
            self.say("ok", *stored)

    def save(self) -> tuple[object, ...]:
        """A new household."""
        head = MemberInput(invented.person(self.chance), "Chủ hộ", "male", "1980", "Kinh")
        made = households.register(self.workspace, HouseholdInput(self.hamlet, (head,), note="mới"))
        self.made.append(made.id)
        return "household", made.id

    def change(self) -> tuple[object, ...]:
        """Another note for a household of this day."""
        household_id = self.chance.choice(self.made)
        now = households.get(self.workspace, household_id)
        note = f"n{self.chance.randrange(10**9)}"
        head = now.head
        typed = MemberInput(head.full_name, head.relation, "male", "1980", "Kinh", id=head.id)
        households.change(self.workspace, household_id, HouseholdInput(self.hamlet, (typed,), note=note))
        return "note", household_id, note

    def take_list(self) -> tuple[object, ...]:
        """A review list of 5 to 40 households."""
        count = self.chance.randrange(5, 41)
        listed = invented.review_list(count, self.chance.randrange(10**9), members=2)
        result = imports.apply(self.workspace, invented.prepared(self.workspace, listed))
        return "import", result.import_id, count

    def send(self) -> tuple[object, ...]:
        """A bundle on the stick."""
        done = exchange.export_to(self.workspace, self.stick)
        return "bundle", done.path.name, done.epoch, done.number

    def back_up(self) -> tuple[object, ...]:
        """A backup."""
        return "backup", backups.make(self.workspace).number

    def work(self, rounds: int) -> None:
        """*rounds* times a few of each."""
        for number in range(rounds):
            for _ in range(3):
                self.attempt(self.save)
            if self.made:
                self.attempt(self.change)
            self.attempt(self.take_list)
            self.attempt(self.send)
            if number % 2 == 0:
                self.attempt(self.back_up)


def main() -> None:
    """Run one day."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("stick", type=Path)
    parser.add_argument("pipe", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--file-limit", type=int, default=0, help="no file may grow beyond so many bytes")
    parser.add_argument("--synchronous-off", action="store_true", help="the sabotaged twin")
    chosen = parser.parse_args()
    if chosen.synchronous_off:
        database.PRAGMAS = tuple(SYNCHRONOUS_OFF if one == SYNCHRONOUS_FULL else one for one in database.PRAGMAS)
    if chosen.file_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (chosen.file_limit, chosen.file_limit))
    os.writev(chosen.pipe, [b"ready\n"])
    try:
        workspace = workspaces.open_with_password(folders(chosen.data), PASSWORD)
        place.check(workspace)
    except SinhkeError as error:
        os.writev(chosen.pipe, [f"told {error.code}\nend\n".encode()])
        return
    day = Day(workspace, chosen.stick, chosen.pipe, chosen.seed)
    day.work(chosen.rounds)
    try:
        workspaces.close(workspace)
    finally:
        day.say("end")


if __name__ == "__main__":
    main()
