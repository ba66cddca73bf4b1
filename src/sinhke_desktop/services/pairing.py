"""A machine's own keys, and pairing with the receiving office by key file and numbers read aloud (exchange.md c.10)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sinhke_desktop.bundles import pairing as papers
from sinhke_desktop.bundles.keys import COMMUNE, OFFICE, Keys, PublicKeys, keys_from_text, new_keys
from sinhke_desktop.bundles.refusals import WrongContents
from sinhke_desktop.bundles.rotation import FIRST, Rotation, follow
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import place, sticks
from sinhke_desktop.services.workspace import OFFICE as OFFICE_ROLE
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage.local_values import get_value, set_value
from sinhke_desktop.storage.paired_devices import paired_device
from sinhke_desktop.storage.places import find_commune


class NotPaired(SinhkeError):
    """This machine has no certificate of an office yet (``GB-17``)."""

    code = "GB-17"

    def __init__(self) -> None:
        super().__init__(
            _("This machine is not paired with a receiving office yet, so nothing can be sealed for it."),
            _("Write the key file to a stick, take it to the office, and read its answer here."),
        )


class NotConfirmed(SinhkeError):
    """The numbers were not compared aloud (``GB-25``); nothing was changed."""

    code = "GB-25"

    def __init__(self, number: str) -> None:
        super().__init__(
            _("The number {number} has not been compared by telephone. Nothing was changed.").format(number=number),
            _("Telephone the other side on a number you already know, compare, then confirm."),
        )


MAIN_MACHINE = "Máy chính của"
"""How the name of a commune's main machine begins in its certificates, in whatever language the program speaks."""


class OwnKeys(SinhkeError):
    """The other side has this machine's own keys (``GB-27``): it is this machine, or a copy of its data folder."""

    code = "GB-27"

    def __init__(self) -> None:
        super().__init__(
            _("This file comes from this very machine, or from a copy of its data folder. Nothing was changed."),
            _("On the other machine begin with an empty data folder, as a second machine, and pair that one."),
        )


class NotASecondMachine(SinhkeError):
    """A machine of another commune, or one that this machine itself sends to (``GB-28``); nothing was changed."""

    code = "GB-28"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file on a stick and the number to read aloud."""

    path: Path
    number: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """The office that this machine is paired with, or is asked to be.

    ``position`` counts the office's pairs of keys. ``former`` are signing keys that it has replaced and may still sign
    receipts with, ``past`` all that it has had before.
    """

    office: PublicKeys
    office_name: str
    office_number: str
    serial: int
    commune_codes: tuple[str, ...]
    position: int = FIRST
    former: tuple[str, ...] = ()
    past: tuple[str, ...] = ()

    @property
    def main_machine(self) -> bool:
        """True where the receiver is a main machine of the same commune and no office."""
        return self.office_name.startswith(MAIN_MACHINE)


def own_keys(workspace: Workspace) -> Keys:
    """The machine's keys, made at the first call and kept inside the encrypted store."""
    with workspace.database.read() as connection:
        text = get_value(connection, store.KEYS)
    if text:
        return keys_from_text(text)
    with workspace.database.write() as connection:
        text = get_value(connection, store.KEYS) or new_keys().secret_text()
        set_value(connection, store.KEYS, text)
    return keys_from_text(text)


def own_number(workspace: Workspace) -> str:
    """What this side reads aloud."""
    role = OFFICE if workspace.role == OFFICE_ROLE else COMMUNE
    return own_keys(workspace).public.number(role)


def write_key_file(workspace: Workspace, folder: Path) -> KeyFile:
    """Write the commune's key file for the office; raises StickRefused."""
    keys = own_keys(workspace)
    with workspace.database.read() as connection:
        commune = find_commune(connection, workspace.commune_code)
    name = commune.name if commune is not None else ""
    claimed = workspace.clock().isoformat(timespec="seconds")
    content = papers.write_request(keys, workspace.commune_code, name, claimed)
    path = sticks.put(folder, f"XDGN_{workspace.commune_code}_{keys.public.signing[:8]}.xxk", content)
    return KeyFile(path, keys.public.number(COMMUNE))


def read_certificate(workspace: Workspace, path: Path) -> Pairing:
    """What the office's answer says, for the number to be compared; changes nothing. Raises BundleRefused."""
    certificate = papers.read_certificate(sticks.take(path), own_keys(workspace).public)
    if workspace.commune_code not in certificate.commune_codes:
        raise WrongContents("communes")
    check_other(workspace, certificate.office)
    return Pairing(
        certificate.office,
        certificate.office_name,
        certificate.number,
        certificate.serial,
        certificate.commune_codes,
        certificate.position,
    )


def check_other(workspace: Workspace, other: PublicKeys, *, sends: str = "") -> None:
    """Refuse to pair with oneself, in a circle, and as main machine with another commune's machine.

    *sends* is the commune code of a machine that asks to send here. Raises :class:`OwnKeys`, NotASecondMachine.
    """
    if other.signing == own_keys(workspace).public.signing:
        raise OwnKeys
    if sends and workspace.role != OFFICE_ROLE and sends != workspace.commune_code:
        raise NotASecondMachine(
            _("This key file is of another commune's machine. Nothing was changed."),
            _("A main machine receives from the machines of its own commune only; give the file to the office."),
        )
    circle = pairing(workspace)
    with workspace.database.read() as connection:
        sent_from = paired_device(connection, other.signing) is not None
    if (sends and circle is not None and circle.office.signing == other.signing) or (not sends and sent_from):
        raise NotASecondMachine(
            _("Of these two machines one sends and the other receives already. Nothing was changed."),
            _("Keep it that way: the main machine sends everything on to the office."),
        )


def accept_certificate(workspace: Workspace, path: Path, *, confirmed: bool) -> Pairing:
    """Pair with the office of that answer, once its number was compared.

    Another office than before has received nothing, so everything will be sent to it, in a new epoch.
    Raises :class:`NotConfirmed`, BundleRefused.
    """
    offered = read_certificate(workspace, path)
    if not confirmed:
        raise NotConfirmed(offered.office_number)
    before = pairing(workspace)
    with workspace.database.write() as connection:
        keep_pairing(connection, offered)
        if before is not None and before.office != offered.office:
            store.forget_receipts(connection)
            place.begin_new_epoch(workspace, connection)
    place.write_anchor(workspace)
    return offered


def keep_pairing(connection: store.Connection, now: Pairing) -> None:
    """Remember the office, its present keys and what this machine may send."""
    kept = {
        "communes": now.commune_codes,
        "former": now.former,
        "name": now.office_name,
        "past": now.past,
        "position": now.position,
        "recipient": now.office.recipient,
        "serial": now.serial,
        "signing": now.office.signing,
    }
    set_value(connection, store.CERTIFICATE, json.dumps(kept))


def pairing(workspace: Workspace) -> Pairing | None:
    """The office that this machine is paired with, or None."""
    with workspace.database.read() as connection:
        text = get_value(connection, store.CERTIFICATE)
    if not text:
        return None
    kept = json.loads(text)
    office = PublicKeys(kept["signing"], kept["recipient"])
    return Pairing(
        office,
        kept["name"],
        office.number(OFFICE),
        kept["serial"],
        tuple(kept["communes"]),
        kept.get("position", FIRST),
        tuple(kept.get("former", ())),
        tuple(kept.get("past", ())),
    )


def follow_office(connection: store.Connection, now: Pairing, signer: str, notices: Sequence[Rotation]) -> Pairing:
    """Go over to the office's newest keys, each vouched for by the ones before; returns the pairing from then on.

    *signer* signed the receipt that says so: once it is the newest known key, no earlier one is believed any more.
    Raises WrongRotation for notices that do not follow; nothing is written then.
    """
    steps = follow(now.office, now.position, notices)
    following = now if signer != now.office.signing else replace(now, former=())
    for step in steps:
        following = replace(
            following,
            office=step.following,
            office_number=step.following.number(OFFICE),
            position=step.position,
            former=(*following.former, step.before),
            past=(*following.past, step.before),
        )
    if following != now:
        keep_pairing(connection, following)
    return following


def paired(workspace: Workspace) -> Pairing:
    """As :func:`pairing`; raises :class:`NotPaired`."""
    found = pairing(workspace)
    if found is None:
        raise NotPaired
    return found
