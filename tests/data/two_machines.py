"""Two machines of Xã Anh Dũng and their office, in one process: set up, paired, exchanging by a folder."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import communes, exchange, hamlets, households, machines, pairing, place, receiving, units
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật-khẩu-thử-1"
CODE = "22828"
NOW = datetime(2025, 11, 20, 3, 0, tzinfo=UTC)


def new_machine(top: Path, officer: str):
    """A machine of the commune, set up afresh with nothing in it."""
    created = workspaces.create(folders(top), PASSWORD).workspace
    made = replace(created, clock=lambda: NOW)
    made = communes.set_up(made, units.unit(CODE), Area.RURAL, "2023-2025", officer)
    place.check(made)
    return made


def new_office(top: Path):
    """A receiving office with an officer."""
    made = receiving.office_init(folders(top), PASSWORD, "Phòng Kinh tế Thử").workspace
    return replace(made, clock=lambda: NOW, officer="Lê Thị Huyện")


def pair(machine, receiver, stick: Path):
    """Pair *machine* with the office or main machine *receiver*, numbers compared."""
    key_file = pairing.write_key_file(machine, stick)
    certificate = machines.office_pair(receiver, key_file.path, confirmed=True)
    return pairing.accept_certificate(machine, certificate, confirmed=True)


def exchanged(machine, receiver, stick: Path):
    """Send a bundle, receive it, read the receipt; returns what the receipt changed."""
    outcome = receiving.office_receive(receiver, exchange.export_to(machine, stick).path)
    assert outcome.receipt_path is not None, outcome
    return exchange.read_receipt(machine, outcome.receipt_path)


def register(workspace, name: str, *, birth: str = "1980", phone: str = "") -> str:
    """A household of one person in the only hamlet; returns its id."""
    [hamlet] = hamlets.all_hamlets(workspace)
    typed = HouseholdInput(hamlet.id, (MemberInput(name, "Chủ hộ", "Nam", birth, "Kinh"),), phone=phone)
    return households.register(workspace, typed).id


def change(workspace, household_id: str, **fields):
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
