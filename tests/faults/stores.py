"""Stores for the fault tests, and the judge: is everything that was acknowledged there, and is the store sound?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import Folders, folders
from sinhke_desktop.services import (
    backups,
    communes,
    exchange,
    hamlets,
    households,
    imports,
    integrity,
    machines,
    pairing,
    place,
    receiving,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import keyslots

PASSWORD = "mật-khẩu-thử-1"
WORKLOAD = Path(__file__).with_name("workload.py")


@dataclass
class Day:
    """What the killed program had said: lines, whether it came to its end, its exit status and its error text."""

    lines: list[list[str]] = field(default_factory=list)
    ended: bool = False
    status: int = 0
    errors: str = ""

    @property
    def told(self) -> list[str]:
        """The codes with which work was refused."""
        return [line[1] for line in self.lines if line[0] == "told"]

    @property
    def stored(self) -> list[list[str]]:
        """What was acknowledged, without the word ``ok``."""
        return [line[1:] for line in self.lines if line[0] == "ok"]


def make_template(top: Path) -> Path:
    """A commune's store with one hamlet, paired with an office; returns the folder that holds ``data``."""
    keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
    stick = top / "pairing"
    stick.mkdir(parents=True)
    office = receiving.office_init(folders(top / "office"), PASSWORD, "Phòng Kinh tế Thử").workspace
    created = workspaces.create(folders(top / "template" / "data"), PASSWORD)
    ready = communes.set_up(created.workspace, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử")
    place.check(ready)
    hamlets.add(ready, "Tân Tiến")
    key_file = pairing.write_key_file(ready, stick)
    certificate = machines.office_pair(office, key_file.path, confirmed=True)
    pairing.accept_certificate(ready, certificate, confirmed=True)
    workspaces.close(ready)
    workspaces.close(office)
    return top / "template"


def fresh(template: Path, target: Path) -> Path:
    """A copy of the template with an empty stick beside it."""
    shutil.copytree(template, target)
    (target / "stick").mkdir()
    return target


def work(
    store: Path,
    words: Sequence[str] = (),
    *,
    before: Sequence[str] = (),
    on_start: Callable[[subprocess.Popen[bytes]], None] | None = None,
) -> Day:
    """Run the workload on *store* (below the command *before*, such as strace) until it ends or is killed."""
    mouth, ear = os.pipe()
    command = [
        *before, sys.executable, str(WORKLOAD), str(store / "data"), str(store / "stick"), str(ear), *words
    ]  # fmt: skip
    child = subprocess.Popen(command, pass_fds=(ear,), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    os.close(ear)
    day = Day()
    heard = bytearray()

    def listen() -> None:
        ready = False
        while chunk := os.read(mouth, 65536):
            heard.extend(chunk)
            if not ready and on_start is not None:
                ready = True
                on_start(child)

    listener = threading.Thread(target=listen)
    listener.start()
    _, errors = child.communicate()
    listener.join()
    os.close(mouth)
    day.status, day.errors = child.returncode, errors.decode(errors="replace")
    for line in heard.decode().splitlines():
        words_said = line.split()
        if words_said == ["end"]:
            day.ended = True
        elif words_said[0] != "ready":
            day.lines.append(words_said)
    return day


def judge(store: Path, acknowledged: Sequence[Sequence[str]]) -> list[str]:
    """Everything that is wrong with *store* after its program died: losses, damage, a start that does not work."""
    where: Folders = folders(store / "data")
    try:
        workspace = workspaces.open_with_password(where, PASSWORD)
    except SinhkeError as error:
        return [f"does not open: {error.code}"]
    problems: list[str] = []
    try:
        place.check(workspace)
        problems += _losses(workspace, store, acknowledged)
        problems += integrity.check(workspace).problems
        hamlets.add(workspace, f"Sau {workspace.new_id()}")
    except SinhkeError as error:
        problems.append(f"told {error.code} while judging: {error.message}")
    finally:
        workspaces.close(workspace)
    return problems


def _losses(workspace: workspaces.Workspace, store: Path, acknowledged: Sequence[Sequence[str]]) -> list[str]:
    problems: list[str] = []
    notes = {line[1]: line[2] for line in acknowledged if line[0] == "note"}
    wanted = [line[1] for line in acknowledged if line[0] == "household"]
    found = {one.id: one for one in households.get_many(workspace, wanted)}
    problems += [f"household {household_id} is lost" for household_id in wanted if household_id not in found]
    for household_id, note in notes.items():
        if household_id in found and found[household_id].note != note:
            # A later change may have been stored without being acknowledged; an earlier note is a loss.
            said = [entry.new for entry in households.history(workspace, household_id) if entry.path == "note"]
            if note not in said:
                problems.append(f"note {note} is lost")
    batches = {one.id for one in imports.recent(workspace, 10_000)}
    problems += [f"import {line[1]} is lost" for line in acknowledged if line[0] == "import" and line[1] not in batches]
    sealed = {(one.epoch, str(one.number)) for one in exchange.state(workspace).bundles}
    for line in acknowledged:
        if line[0] == "bundle" and (line[2], line[3]) not in sealed:
            problems.append(f"bundle {line[3]} is not in the outbox")
        if line[0] == "bundle" and not (store / "stick" / line[1]).is_file():
            problems.append(f"bundle {line[1]} is not on the stick")
    numbers = {backup.number for backup in backups.stored(workspace)}
    said = {int(line[1]) for line in acknowledged if line[0] == "backup"}
    problems += [f"backup {number} is lost" for number in said & backups.kept([*numbers, *said]) - numbers]
    for path in (store / "stick").glob("*.xxb"):
        try:
            exchange.verify(workspace, path)
        except SinhkeError as error:
            problems.append(f"{path.name} on the stick: {error.code}")
    return problems
