"""The exchange with real stores, bundles, receipts and sticks: what the protocol's model says, seen in files.

A play is a random history of a commune's machines and their office; :func:`ended` carries the exchange on until all is
quiet and names everything that is not as it must be.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from paired_stores import (
    CODE,
    HOUSEHOLDS,
    MAIN,
    OFFICE,
    OTHER,
    PASSWORD,
    REVIEW,
    SECOND,
    Clock,
    digest,
    shown,
    true_clock,
)

from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.domain.operations import CHANGE, CREATE
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import conflicts, exchange, place, receiving
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import erasure, journal

STEPS, MOST_ROUNDS = 14, 8


@dataclass
class Machine:
    """An open store in its folder; ``to`` is the name of who receives from it, empty for the office."""

    name: str
    folder: Path
    workspace: Workspace
    to: str = ""
    backups: list[Path] = field(default_factory=list)


@dataclass
class Play:
    """A random history on copies of the template."""

    template: Path
    top: Path
    seed: int
    clock: Clock = true_clock
    names: tuple[str, ...] = ()
    machines: list[Machine] = field(default_factory=list)
    bag: list[tuple[str, Path]] = field(default_factory=list)
    receipts: list[tuple[str, Path]] = field(default_factory=list)
    copies: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.stick = self.top / "usb"
        self.stick.mkdir(parents=True)
        names = self.names or (MAIN, *self.random.choice(((), (OTHER,), (SECOND,))))
        for name in (OFFICE, *names):
            shutil.copytree(self.template / name, self.top / name)
        self.office = Machine(OFFICE, self.top / OFFICE, self.opened(self.top / OFFICE))
        self.machines = [
            Machine(name, self.top / name, self.opened(self.top / name), MAIN if name == SECOND else OFFICE)
            for name in names
        ]

    def opened(self, folder: Path, *, restored: bool = False) -> Workspace:
        """Open the store there as the program does."""
        workspace = replace(workspaces.open_with_password(folders(folder), PASSWORD), clock=self.clock)
        place.check(workspace, restored=restored)
        return workspace

    def close(self) -> None:
        """Close every store and drop the folders."""
        for one in (self.office, *self.machines):
            workspaces.close(one.workspace)
        shutil.rmtree(self.top)

    # what happens

    def edit(self, one: Machine) -> None:
        """A change, an erasure, or all conflicts of one record decided."""
        draw = self.random.random()
        with one.workspace.database.write() as connection:
            who = replace(author(replace(one.workspace, officer=one.name)), commune_code=CODE)
            if draw < 0.06:
                entity = ("household", self.random.choice(HOUSEHOLDS))
                if entity in shown(connection):
                    erasure.erase_entities(connection, who, [entity], "xoá theo yêu cầu")
                return
            kind, entity_id = ("review", REVIEW) if draw < 0.3 else ("household", self.random.choice(HOUSEHOLDS))
            choices = self.values_of(kind, entity_id)
            changes = {path: choices[path] for path in self.random.sample(sorted(choices), self.random.randint(1, 2))}
            action = CHANGE
            if journal.heads_of(connection, [entity_id]):
                if (kind, entity_id) not in shown(connection):
                    return  # removed or erased: no page offers it
            else:
                action = CREATE
                if kind == "review":
                    changes |= {"household_id": HOUSEHOLDS[0], "year": 2025, "kind": "yearly", "status": "preliminary"}
            journal.save(connection, who, [journal.Draft(kind, entity_id, changes, action)])

    def values_of(self, kind: str, entity_id: str) -> dict[str, str | int]:
        """What may be written to each path now."""
        number = self.random.randrange(1000)
        if kind == "household":
            return {
                "note": f"ghi chú {number}",
                "phone": f"09{number}",
                f"member/{entity_id[16:]}/full_name": f"A {number}",
            }
        classes, movements = ("poor", "near-poor", "none"), ("old", "new", "relapsed")
        return {
            "note": f"ghi chú {number}", "declared_class": self.random.choice(classes),
            "movement": self.random.choice(movements), "income_points": number,
        }  # fmt: skip

    def decide(self, one: Machine) -> None:
        """Settle what is in conflict of one record, if anything is."""
        for entity in conflicts.open_conflicts(one.workspace, CODE)[:1]:
            chosen = {shown.path: self.random.choice(shown.choices).uid for shown in entity.fields}
            conflicts.decide(one.workspace, entity.entity_kind, entity.entity_id, chosen)

    def send(self, one: Machine) -> Path:
        """Export to the stick; the copy there may be lost or come late."""
        self.copies += 1
        folder = self.stick / f"{self.copies}"
        folder.mkdir()
        return exchange.export_to(one.workspace, folder).path

    def edited_and_sent(self, one: Machine, edits: int) -> Path:
        """So many changes and a bundle."""
        for _ in range(edits):
            self.edit(one)
        return self.send(one)

    def receiver(self, name: str) -> Machine:
        """Who receives under that name; of copies the first."""
        return next(one for one in (self.office, *self.machines) if one.name == name)

    def receive(self, one: Machine, path: Path) -> tuple[Verdict, Path | None]:
        """Receive a bundle from the stick."""
        outcome = receiving.office_receive(one.workspace, path)
        return outcome.verdict, outcome.receipt_path

    def back_up(self, one: Machine) -> None:
        """Copy the whole closed folder aside."""
        workspaces.close(one.workspace)
        self.copies += 1
        target = self.top / f"copy-{self.copies}"
        shutil.copytree(one.folder, target)
        one.backups.append(target)
        one.workspace = self.opened(one.folder)

    def restore(self, one: Machine, way: str) -> None:
        """Put an older state back: by the program, the data file alone, or the whole folder with its note."""
        if not one.backups:
            return
        source = self.random.choice(one.backups)
        workspaces.close(one.workspace)
        kept = {} if way == "folder" else {path: path.read_bytes() for path in one.folder.glob("anchor.*")}
        shutil.rmtree(one.folder)
        shutil.copytree(source, one.folder)
        for path, content in kept.items():
            path.write_bytes(content)
        one.workspace = self.opened(one.folder, restored=way == "program")

    def copy(self, one: Machine) -> None:
        """The folder copied to a machine that calls itself the same."""
        if len(self.machines) >= 3:
            return
        workspaces.close(one.workspace)
        self.copies += 1
        folder = self.top / f"twin-{self.copies}"
        shutil.copytree(one.folder, folder)
        one.workspace = self.opened(one.folder)
        self.machines.append(Machine(one.name, folder, self.opened(folder), one.to, list(one.backups)))

    def step(self) -> None:
        """One thing happens somewhere."""
        draw, one = self.random.random(), self.random.choice(self.machines)
        if draw < 0.40:
            self.edit(one)
        elif draw < 0.54:
            self.bag.append((one.to, self.send(one)))
        elif draw < 0.68 and self.bag:
            to, path = self.random.choice(self.bag)
            receipt = self.receive(self.receiver(to), path)[1]
            if receipt is not None:
                self.receipts.append((path.parent.name, receipt))
        elif draw < 0.76 and self.receipts:
            self.read(one, self.random.choice(self.receipts)[1])
        elif draw < 0.80:
            self.decide(self.random.choice((one, self.office)))
        elif draw < 0.86:
            self.back_up(self.random.choice((one, one, self.office)))
        elif draw < 0.93:
            self.restore(self.random.choice((one, one, self.office)), self.random.choice(("program", "file", "folder")))
        elif draw < 0.96:
            self.copy(one)
        else:
            self.edit(self.office)

    def read(self, one: Machine, receipt: Path) -> exchange.ReceiptRead | None:
        """Read a receipt; one for another machine is refused and changes nothing."""
        try:
            return exchange.read_receipt(one.workspace, receipt)
        except SinhkeError:
            return None

    def run(self, steps: int) -> None:
        """So many steps."""
        for _ in range(steps):
            self.step()

    def round(self) -> bool:
        """Every machine sends, is received and reads its receipt; True if anything was new."""
        new = False
        for one in sorted(self.machines, key=lambda machine: machine.to == OFFICE):
            verdict, receipt = self.receive(self.receiver(one.to), self.send(one))
            new = new or verdict not in (Verdict.DUPLICATE, Verdict.OLD)
            read = self.read(one, receipt) if receipt is not None else None
            new = new or (read is not None and bool(read.reasons or read.taken_in))
        return new


def ended(play: Play) -> tuple[list[str], int]:
    """Exchange until all is quiet; everything that is wrong then, and how many rounds it took."""
    number = next((number for number in range(1, MOST_ROUNDS + 1) if not play.round()), 0)
    if not number:
        return ["not quiet after all rounds"], MOST_ROUNDS
    found: list[str] = []
    office = digest(play.office.workspace)
    for one in play.machines:
        held = digest(one.workspace)
        found += [f"{one.name}: {what} differs" for what in office if held[what] != office[what]]
        if exchange.state(one.workspace).waiting:
            found.append(f"{one.name} has no receipt for all of its work")
    return found, number
