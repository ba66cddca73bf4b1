"""The machines that send to this store: paired by key file and number, believed, revoked (exchange.md c.10, c.11).

A receiving office has its communes' machines here, a commune's main machine its other ones.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from sinhke_desktop.bundles import pairing as papers
from sinhke_desktop.bundles.keys import COMMUNE as COMMUNE_ROLE
from sinhke_desktop.bundles.keys import OFFICE as OFFICE_ROLE
from sinhke_desktop.bundles.keys import Keys, PublicKeys
from sinhke_desktop.bundles.rotation import FIRST
from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import sticks
from sinhke_desktop.services.pairing import MAIN_MACHINE, NotConfirmed, check_other, own_keys
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import commune_mergers, office
from sinhke_desktop.storage import office_keys as store
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import OFFICE_NAME, Connection
from sinhke_desktop.storage.local_values import get_value
from sinhke_desktop.storage.paired_devices import PairedDevice, Position
from sinhke_desktop.storage.places import find_commune


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that sends here; ``number`` is what its officer reads aloud, times are labels (ISO, UTC).

    A revoked one is believed up to ``revoked_counter`` of ``revoked_epoch``. ``uses_key`` is the signing key of this
    office that it uses, empty for the first. ``bundles`` are the received ones, oldest first.
    """

    device: str
    number: str
    commune_codes: tuple[str, ...]
    name: str
    serial: int
    paired_at: str
    last_received_at: str
    revoked: bool
    revoked_epoch: str
    revoked_counter: int
    uses_key: str
    bundles: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Revocation:
    """The last believed bundle (None: nothing is believed), and those received after it: a person looks at them."""

    last: Position | None
    beyond: tuple[Position, ...]


def office_number(workspace: Workspace) -> str:
    """The receiving side's number: an office prints it in its letter to all communes, a main machine reads it aloud."""
    return own_keys(workspace).public.number(OFFICE_ROLE)


def read_key_file(request_path: Path) -> papers.PairRequest:
    """Who asks to be paired, with the number that the commune must read aloud; raises BundleRefused."""
    return papers.read_request(sticks.take(request_path))


def office_pair(
    workspace: Workspace, request_path: Path, confirmed: bool, folder: Path | None = None, *, replaces: str = ""
) -> Path:
    """Pair the machine of that key file once its number was compared; returns the certificate file for it.

    The certificate is written to *folder*, or beside the key file. *replaces* is the signing key of a lost machine that
    is revoked in the same step. Raises NotConfirmed, NotFound, BundleRefused, StickRefused.
    """
    request = read_key_file(request_path)
    check_other(workspace, request.keys, sends=request.commune_code)
    if not confirmed:
        raise NotConfirmed(request.number)
    keys = own_keys(workspace)
    with workspace.database.write() as connection:
        if replaces:
            _revoke(workspace, connection, replaces)
        known = devices.paired_device(connection, request.keys.signing)
        if known is not None and _still_good(known, request, keys):
            content = known.certificate
        else:
            content = _issue(workspace, connection, request, known, keys)
    target = folder if folder is not None else request_path.parent
    return sticks.put(target, f"XDGN_{request.commune_code}_{request.keys.signing[:8]}.xxc", content)


def _still_good(known: PairedDevice, request: papers.PairRequest, keys: Keys) -> bool:
    """The certificate made before says all that a new one would."""
    if known.revoked or request.commune_code not in known.commune_codes:
        return False
    return papers.read_certificate(known.certificate, request.keys).office == keys.public


def _issue(
    workspace: Workspace,
    connection: Connection,
    request: papers.PairRequest,
    known: PairedDevice | None,
    keys: Keys,
) -> bytes:
    serial = known.serial if known is not None else devices.next_serial(connection)
    codes = (request.commune_code, *(known.commune_codes if known is not None else ()))
    device = PairedDevice(
        device=request.keys.signing,
        recipient=request.keys.recipient,
        serial=serial,
        name=request.commune_name or request.commune_code,
        commune_codes=commune_mergers.widened(connection, codes),
        certificate=b"",
        paired_at=_now(workspace),
        office_sequence=known.office_sequence + 1 if known is not None else 0,
        office_epoch=(known.office_epoch if known is not None else "") or secrets.token_hex(16),
        office_key=keys.public.signing,
    )
    content = certificate_for(workspace, connection, device, keys)
    devices.keep_device(connection, replace(device, certificate=content))
    office.note(connection, _now(workspace), "pair", request.keys.signing, ",".join(device.commune_codes))
    return content


def certificate_for(workspace: Workspace, connection: Connection, device: PairedDevice, keys: Keys) -> bytes:
    """The certificate file that says of *device* what is known of it now, signed with *keys*, the office's newest."""
    name = get_value(connection, OFFICE_NAME) or _main_machine(workspace, connection)
    known = {one.signing: one.position for one in store.office_keys(connection)}
    certificate = papers.Certificate(
        device.serial,
        PublicKeys(device.device, device.recipient),
        device.commune_codes,
        keys.public,
        name,
        known.get(keys.public.signing, FIRST),
        commune_mergers.among(connection, device.commune_codes),
    )
    return papers.write_certificate(keys, certificate, _now(workspace))


def issue_again(
    workspace: Workspace, connection: Connection, device: PairedDevice, codes: tuple[str, ...], keys: Keys
) -> None:
    """Keep a new certificate of *device* for *codes*; its next receipt tells it what it may send now."""
    now = replace(device, commune_codes=codes)
    devices.set_certificate(connection, device.device, codes, certificate_for(workspace, connection, now, keys))


def _main_machine(workspace: Workspace, connection: Connection) -> str:
    """What a commune's main machine is called by the others."""
    commune = find_commune(connection, workspace.commune_code)
    return f"{MAIN_MACHINE} {commune.name}" if commune is not None else MAIN_MACHINE


def machines(workspace: Workspace, commune_code: str = "") -> list[Machine]:
    """Every paired machine, or those of one commune (also under codes merged into it), by commune and pairing."""
    with workspace.database.read() as connection:
        paired = devices.paired_devices(connection)
        if commune_code:
            codes = set(commune_mergers.codes_of(connection, commune_code))
            paired = [one for one in paired if not codes.isdisjoint(one.commune_codes)]
        found = [_machine(connection, one) for one in paired]
    return sorted(found, key=lambda one: (one.commune_codes, one.serial))


def _machine(connection: Connection, device: PairedDevice) -> Machine:
    commune = find_commune(connection, commune_mergers.current_code(connection, device.commune_codes[0]))
    bundles = devices.positions(connection, device.device)
    return Machine(
        device=device.device,
        number=PublicKeys(device.device, device.recipient).number(COMMUNE_ROLE),
        commune_codes=device.commune_codes,
        name=commune.name if commune is not None else device.name,
        serial=device.serial,
        paired_at=device.paired_at,
        last_received_at=bundles[-1].received_at if bundles else "",
        revoked=device.revoked,
        revoked_epoch=device.revoked_epoch,
        revoked_counter=device.revoked_counter,
        uses_key=device.office_key,
        bundles=bundles,
    )


def revoke(workspace: Workspace, device: str, *, epoch: str = "", counter: int | None = None) -> Revocation:
    """Believe a lost machine no further than what is held, or than the received bundle that ends at *epoch*, *counter*.

    What lies beyond in bundles that come later is kept for review. Raises NotFound for an unknown machine, or a place
    where no received bundle ends.
    """
    with workspace.database.write() as connection:
        return _revoke(workspace, connection, device, epoch, counter)


def _revoke(
    workspace: Workspace, connection: Connection, device: str, epoch: str = "", counter: int | None = None
) -> Revocation:
    if devices.paired_device(connection, device) is None:
        raise NotFound(_("No such machine is paired with this office."))
    received = devices.positions(connection, device)
    place = received[-1] if received else None
    if epoch:
        place = next((one for one in received if (one.epoch, one.last_counter) == (epoch, counter)), None)
        if place is None:
            raise NotFound(_("No bundle of this machine that was received ends there."))
    devices.revoke(connection, device, place)
    beyond = received[received.index(place) + 1 :] if place is not None else []
    detail = f"{place.epoch} {place.last_counter}" if place is not None else ""
    office.note(connection, _now(workspace), "revoke", device, detail)
    return Revocation(place, tuple(beyond))


def merged(connection: Connection, device: PairedDevice) -> tuple[tuple[str, ...], tuple[CommuneMerger, ...]]:
    """What the machine's receipt says of merged communes: its codes and the mergers among them; empty without any."""
    found = commune_mergers.among(connection, device.commune_codes)
    return (device.commune_codes, found) if found else ((), ())


def _now(workspace: Workspace) -> str:
    return workspace.clock().isoformat(timespec="seconds")
