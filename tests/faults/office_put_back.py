"""A receiving office put back to earlier states, with real files: does all work come back by carrying sticks alone?

Two communes record, send and read receipts in random order, some of them late or never; the office is put back, by the
program's own restore or by hand, to any earlier copy. At the end every machine sends and reads three times more. The
twin's machines do not forget what an office confirmed before it began a new epoch.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest import mock

import stores

from sinhke_desktop.domain import protocol
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.protocol import ChainAt, Receipt, SenderState, Settlement
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    backups,
    communes,
    exchange,
    hamlets,
    households,
    machines,
    office_receipts,
    pairing,
    place,
    receiving,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal, keyslots
from sinhke_desktop.storage.database import FILE_NAME

CODES = ("22828", "22846")
STEPS = 14


@dataclass
class History:
    """One history: its number, how often the office was put back, what is missing at the end."""

    number: int
    put_back: int = 0
    problems: list[str] = field(default_factory=list)


def histories(top: Path, seed: int, count: int, *, deaf: bool = False) -> Iterator[History]:
    """*count* histories one after the other, each in its own folder below *top*; *deaf* is the twin."""
    keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
    template = _made(top / "made")
    with mock.patch.object(protocol, "_settle_new_office", _unmoved) if deaf else nullcontext():
        for number in range(count):
            folder = top / str(number)
            shutil.copytree(template, folder)
            yield _Play(folder, random.Random(f"{seed} {number}"), number).run()
            shutil.rmtree(folder)


def _unmoved(state: SenderState, receipt: Receipt, chain_at: ChainAt) -> Settlement:
    """Go over to the office's new epoch without forgetting anything."""
    return protocol.settle_receipt(replace(state, office_epoch=receipt.office_epoch), receipt, chain_at)


def _made(top: Path) -> Path:
    """An office with two communes paired, each with a hamlet."""
    stick = top / "stick"
    stick.mkdir(parents=True)
    office = receiving.office_init(folders(top / "office"), stores.PASSWORD, "Phòng Kinh tế Thử").workspace
    place.check(office)
    for code in CODES:
        made = workspaces.create(folders(top / code), stores.PASSWORD).workspace
        ready = communes.set_up(made, units.unit(code), Area.RURAL, "2023-2025", "Nguyễn Thị Thử")
        place.check(ready)
        hamlets.add(ready, "Tân Tiến")
        certificate = machines.office_pair(office, pairing.write_key_file(ready, stick).path, confirmed=True)
        pairing.accept_certificate(ready, certificate, confirmed=True)
        workspaces.close(ready)
    workspaces.close(office)
    return top


class _Play:
    def __init__(self, top: Path, chance: random.Random, number: int) -> None:
        self._top, self._chance = top, chance
        self._stick = top / "stick"
        self._history = History(number)
        self._office = self._open_office()
        self._communes = {code: workspaces.open_with_password(folders(top / code), stores.PASSWORD) for code in CODES}
        for one in self._communes.values():
            place.check(one)
        self._registered: dict[str, list[str]] = {code: [] for code in CODES}
        self._copies: list[Path] = []

    def _open_office(self) -> Workspace:
        office = workspaces.open_with_password(folders(self._top / "office"), stores.PASSWORD)
        place.check(office)
        return office

    def run(self) -> History:
        """Play it through and judge the end."""
        acts = {self._register: 6, self._exchange: 6, self._copy: 1, self._put_back: 3, self._correct: 1}
        self._copy()
        for _step in range(STEPS):
            [act] = self._chance.choices(list(acts), list(acts.values()))
            try:
                act()
            except SinhkeError as error:
                self._history.problems.append(f"{act.__name__}: {error.code}")
        for _round in range(3):
            for code in CODES:
                self._exchange(code, late=False)
        self._judge()
        for one in (*self._communes.values(), self._office):
            workspaces.close(one)
        return self._history

    def _register(self) -> None:
        code = self._chance.choice(CODES)
        commune = self._communes[code]
        typed = MemberInput(f"Nguyễn Văn {len(self._registered[code])}", "Chủ hộ", "Nam", "1980", "Kinh")
        made = households.register(commune, HouseholdInput(hamlets.all_hamlets(commune)[0].id, (typed,)))
        self._registered[code].append(made.id)

    def _exchange(self, code: str = "", *, late: bool = True) -> None:
        """A bundle travels; its receipt may not come back."""
        commune = self._communes[code or self._chance.choice(CODES)]
        bundle = exchange.export_to(commune, self._stick).path
        receipt = receiving.office_receive(self._office, bundle).receipt_path
        if receipt is not None and not (late and self._chance.random() < 0.3):
            exchange.read_receipt(commune, receipt)

    def _correct(self) -> None:
        """The office changes a household that it holds, and writes the receipts."""
        code = self._chance.choice(CODES)
        author = journal.Author(code, "Lê Thị Huyện", "2026-11-27T00:00:00+00:00")
        with self._office.database.write() as connection:
            known = journal.heads_of(connection, self._registered[code])
            if known:
                draft = journal.Draft("household", sorted(known)[0], {"note": f"{self._chance.random()}"})
                journal.save(connection, author, [draft])
        office_receipts.write_receipts(self._office, self._stick)

    def _copy(self) -> None:
        """A backup by the program, or the data file copied by hand while the program is closed."""
        if self._chance.random() < 0.5:
            backups.make(self._office)
            return
        workspaces.close(self._office)
        target = self._top / f"copy-{len(self._copies)}"
        target.mkdir()
        for name in (FILE_NAME, *keyslots.FILES):
            shutil.copyfile(self._top / "office" / name, target / name)
        self._copies.append(target)
        self._office = self._open_office()

    def _put_back(self) -> None:
        known = backups.in_folder(folders(self._top / "office"))
        ways = [*known, *self._copies]
        if not ways:
            return
        chosen = self._chance.choice(ways)
        workspaces.close(self._office)
        if isinstance(chosen, Path):
            for leftover in ("-wal", "-shm"):
                (self._top / "office" / (FILE_NAME + leftover)).unlink(missing_ok=True)
            for name in (FILE_NAME, *keyslots.FILES):
                shutil.copyfile(chosen / name, self._top / "office" / name)
        else:
            backups.restore(folders(self._top / "office"), chosen.number, stores.PASSWORD)
        self._history.put_back += 1
        self._office = self._open_office()

    def _judge(self) -> None:
        for code, commune in self._communes.items():
            with commune.database.read() as here, self._office.database.read() as there:
                if journal.state_hash(here, code) != journal.state_hash(there, code):
                    self._history.problems.append(f"{code}: both sides hold different things")
                held = journal.heads_of(there, self._registered[code])
            missing = [one for one in self._registered[code] if one not in held]
            if missing:
                self._history.problems.append(f"{code}: {len(missing)} households never came back")
