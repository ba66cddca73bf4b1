"""Steps of an exchange that several tests take: pairing, sending, receiving, reading the receipt."""

from __future__ import annotations

from pathlib import Path

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.services import exchange, hamlets, households, machines, pairing, receiving
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal


def register(workspace: Workspace, name: str) -> str:
    """A household of one member in the first hamlet; returns its id."""
    hamlet = hamlets.all_hamlets(workspace)[0]
    typed = HouseholdInput(hamlet.id, (MemberInput(name, "Chủ hộ", "Nam", "1980", "Kinh"),))
    return households.register(workspace, typed).id


def pair(machine: Workspace, receiver: Workspace, stick: Path, **given: str) -> str:
    """Pair both ways as after comparing; returns the machine's signing key."""
    key_file = pairing.write_key_file(machine, stick)
    certificate = machines.office_pair(receiver, key_file.path, confirmed=True, **given)
    pairing.accept_certificate(machine, certificate, confirmed=True)
    return pairing.own_keys(machine).public.signing


def receipt_for(machine: Workspace, receiver: Workspace, stick: Path) -> Path:
    """Send and receive; the receipt stays on the stick."""
    outcome = receiving.office_receive(receiver, exchange.export_to(machine, stick).path)
    assert outcome.receipt_path is not None
    return outcome.receipt_path


def exchanged(machine: Workspace, receiver: Workspace, stick: Path) -> exchange.ReceiptRead:
    """Send, receive, read the receipt."""
    return exchange.read_receipt(machine, receipt_for(machine, receiver, stick))


def state(workspace: Workspace, code: str = "22828") -> str:
    """The state hash of a commune."""
    with workspace.database.read() as connection:
        return journal.state_hash(connection, code)
