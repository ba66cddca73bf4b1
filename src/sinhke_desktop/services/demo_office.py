"""A sample receiving office with invented people: one commune received, one with a difference, one that never sent.

Beside it lies a folder as a stick would bring it: a new bundle, a torn one, the key file of a fourth commune.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.paths import Folders, folders, resource
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import (
    communes,
    exchange,
    hamlets,
    households,
    imports,
    office_profile,
    office_receipts,
    office_standing,
    pairing,
    place,
    receiving_plan,
    returned_records,
    reviews,
    sample_exchange,
    staging,
    units,
)
from sinhke_desktop.services import (
    workspace as workspaces,
)
from sinhke_desktop.services.demo import WORKBOOK, YEAR, in_a_new_folder
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.sample_exchange import by_list_number, rewrite
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored

NAME, OFFICER = "Sở Nông nghiệp và Môi trường (mẫu)", "Trần Thị Nhận"
RECEIVED, DIFFERING, SILENT_ONE, UNPAIRED = "22828", "22810", "22822", "22813"
PASSWORD = "mot cau that dai"  # noqa: S105 - of stores that are deleted before the sample is done
PEOPLE = ("Chamaléa Bông", "Nguyễn Văn Sáu", "Katơr Thị Nhiên", "Lê Thị Mừng", "Pi Năng Thạnh", "Trần Hữu Lộc")
LACKING = frozenset({"employment", "cleanWater", "healthInsurance"})
STEPS = 6
TORN = 700


@dataclass(frozen=True, slots=True)
class OfficeSample:
    """The office's recovery code and the folder that stands for a stick."""

    recovery_code: str
    stick: Path


class _Sample:
    """The office with the communes' machines, which are let go when it is done."""

    def __init__(self, office: Workspace, aside: Path, stick: Path, stack: ExitStack) -> None:
        self.office, self._aside, self.stick, self._stack = office, aside, stick, stack

    def machine(self, code: str, officer: str, name: str = "") -> Workspace:
        """A fresh machine of a commune."""
        made = workspaces.create(folders(self._aside / (name or code)), PASSWORD).workspace
        self._stack.callback(workspaces.close, made)
        ready = communes.set_up(made, units.unit(code), Area.RURAL, "2026-2030", officer)
        place.check(ready)
        return ready

    def pair(self, machine: Workspace) -> None:
        """By key file; the numbers are compared as two people would on the telephone."""
        sample_exchange.pair(machine, self.office, self._aside)

    def send(self, machine: Workspace) -> None:
        """A bundle from the machine into the office's store."""
        sent = exchange.export_to(machine, self._aside)
        [file] = staging.stage(self.office, [sent.path])
        receiving_plan.apply_staged(self.office, file.header_hash)

    def receipt(self, machine: Workspace) -> None:
        """The machine's receipt back to it."""
        device = pairing.own_keys(machine).public.signing
        for written in office_receipts.write_receipts(self.office, self._aside, [device]):
            exchange.read_receipt(machine, written.path)


def build_office_sample(places: Folders, password: str, stick: Path, progress: Progress = SILENT) -> OfficeSample:
    """Make the sample office's store whole in a new data folder, or nothing, and what lies on the *stick*.

    Raises StoreExists where the folder holds a store already, Cancelled, or what the disk refuses.
    """
    stick.mkdir(parents=True, exist_ok=True)
    with in_a_new_folder(places) as part, tempfile.TemporaryDirectory() as aside, ExitStack() as stack:
        created = workspaces.create(part, password, role=workspaces.OFFICE)
        stack.callback(workspaces.close, created.workspace)
        office = office_profile.set_up(created.workspace, NAME, OFFICER)
        sample = _Sample(office, Path(aside), stick, stack)
        progress.step(1, STEPS)
        _received(sample)
        progress.step(2, STEPS)
        _differing(sample)
        progress.step(3, STEPS)
        sample.pair(sample.machine(SILENT_ONE, "Đặng Văn Chưa"))
        progress.step(4, STEPS)
        pairing.write_key_file(sample.machine(UNPAIRED, "Mang Thị Mới"), stick)
        office_standing.expect_communes(office, [RECEIVED, DIFFERING, SILENT_ONE, UNPAIRED])
        progress.step(STEPS, STEPS)
    return OfficeSample(created.recovery_code, stick)


def _received(sample: _Sample) -> None:
    """Everything received and receipted; then new work on the stick, and a torn copy of it."""
    machine = sample.machine(RECEIVED, "Nguyễn Thị Mẫu")
    sample.pair(machine)
    imports.apply(machine, imports.plan(machine, resource("sample", WORKBOOK), YEAR))
    sample.send(machine)
    sample.receipt(machine)
    known = by_list_number(machine)
    rewrite(machine, known[0], phone="0912345678", note="Đã chuyển nhà về gần đường liên thôn")
    rewrite(machine, known[1], address="Tổ 2")
    households.remove(machine, known[2].id, "Ghi trùng với hộ cùng thôn")
    _register(machine, known[3].hamlet_id, PEOPLE[:3])
    sent = exchange.export_to(machine, sample.stick).path
    sent.with_name(f"ban-sao_{sent.name}").write_bytes(sent.read_bytes()[:-TORN])


def _differing(sample: _Sample) -> None:
    """Two machines of a commune wrote different telephone numbers; one household was returned for correction."""
    first = sample.machine(DIFFERING, "Phan Thị Lệ")
    sample.pair(first)
    _register(first, hamlets.add(first, "Triệu Phong").id, PEOPLE)
    sample.send(first)
    second = sample.machine(DIFFERING, "Bo Bo Hùng", "second")
    sample.pair(second)
    for machine in (first, second):
        sample.receipt(machine)
    for machine, phone in ((first, "0987000111"), (second, "0987000222")):
        known = by_list_number(machine)
        rewrite(machine, known[0], phone=phone)
        sample.send(machine)
    returned_records.ask(
        sample.office, DIFFERING, stored.KIND, known[1].id, "Thiếu ngày sinh của các thành viên, xin kiểm tra lại."
    )


def _register(machine: Workspace, hamlet_id: str, heads: Sequence[str]) -> None:
    """New households of one person, each reviewed."""
    for at, name in enumerate(heads):
        sex = "female" if "Thị" in name else "male"
        head = MemberInput(name, HEAD, sex, str(1968 + 3 * at), "Kinh")
        made = households.register(machine, HouseholdInput(hamlet_id, (head,)))
        reviews.record(machine, ReviewInput(made.id, str(YEAR), income_points=str(110 + 5 * at), deprived=LACKING))
