"""Two machines of Xã Anh Dũng and their office, in one process: set up, paired, exchanging by a folder."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import communes, exchange, hamlets, households, machines, pairing, place, receiving, units
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal

PASSWORD = "mật-khẩu-thử-1"
CODE = "22828"
NOW = datetime(2025, 11, 20, 3, 0, tzinfo=UTC)


def new_machine(top: Path, officer: str) -> Workspace:
    """A machine of the commune, set up afresh with nothing in it."""
    created = workspaces.create(folders(top), PASSWORD).workspace
    made = replace(created, clock=lambda: NOW)
    made = communes.set_up(made, units.unit(CODE), Area.RURAL, "2023-2025", officer)
    place.check(made)
    return made


def new_office(top: Path) -> Workspace:
    """A receiving office with an officer."""
    made = receiving.office_init(folders(top), PASSWORD, "Phòng Kinh tế Thử").workspace
    return replace(made, clock=lambda: NOW, officer="Lê Thị Huyện")


def pair(machine: Workspace, receiver: Workspace, stick: Path, **given: str) -> str:
    """Pair *machine* with the office or main machine *receiver*, numbers compared; returns the machine's signing key.

    *given* may be ``replaces``, the signing key of a lost machine.
    """
    key_file = pairing.write_key_file(machine, stick)
    assert machines.read_key_file(key_file.path).number == key_file.number
    certificate = machines.office_pair(receiver, key_file.path, confirmed=True, **given)
    assert pairing.read_certificate(machine, certificate).office_number == machines.office_number(receiver)
    pairing.accept_certificate(machine, certificate, confirmed=True)
    return pairing.own_keys(machine).public.signing


def receipt_for(machine: Workspace, receiver: Workspace, stick: Path) -> Path:
    """Send a bundle and receive it; the receipt stays on the stick."""
    outcome = receiving.office_receive(receiver, exchange.export_to(machine, stick).path)
    assert outcome.receipt_path is not None, outcome
    return outcome.receipt_path


def exchanged(machine: Workspace, receiver: Workspace, stick: Path) -> exchange.ReceiptRead:
    """Send a bundle, receive it, read the receipt; returns what the receipt changed."""
    return exchange.read_receipt(machine, receipt_for(machine, receiver, stick))


def state(workspace: Workspace, code: str = CODE) -> str:
    """The state hash of a commune."""
    with workspace.database.read() as connection:
        return journal.state_hash(connection, code)


def register(workspace: Workspace, name: str, *, birth: str = "1980", phone: str = "") -> str:
    """A household of one person in the first hamlet; returns its id."""
    hamlet = hamlets.all_hamlets(workspace)[0]
    typed = HouseholdInput(hamlet.id, (MemberInput(name, "Chủ hộ", "Nam", birth, "Kinh"),), phone=phone)
    return households.register(workspace, typed).id


def change(workspace: Workspace, household_id: str, **fields):
    """Change fields of the household as the record's form does; ``name`` is the head's."""
    now = households.get(workspace, household_id)
    name = fields.pop("name", now.head.full_name)
    members = (
        MemberInput(name, "Chủ hộ", "Nam", str(now.head.birth), "Kinh", id=now.head.id),
        *(
            MemberInput(one.full_name, one.relation, "Nữ", str(one.birth), "Kinh", id=one.id)
            for one in now.members
            if one.id != now.head.id
        ),
    )
    typed = {"address": now.address, "phone": now.phone, "note": now.note} | fields
    return households.change(workspace, household_id, HouseholdInput(now.hamlet_id, members, **typed))
