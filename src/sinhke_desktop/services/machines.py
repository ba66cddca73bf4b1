"""The machines that send to this store: paired by key file and number, believed, revoked (exchange.md c.10, c.11).

A receiving office has its communes' machines here, a commune's main machine its other ones.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from sinhke_desktop.bundles import pairing as papers
from sinhke_desktop.bundles.keys import OFFICE as OFFICE_ROLE
from sinhke_desktop.bundles.keys import Keys
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import sticks
from sinhke_desktop.services.pairing import NotConfirmed, own_keys
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import office
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import OFFICE_NAME, Connection
from sinhke_desktop.storage.local_values import get_value
from sinhke_desktop.storage.paired_devices import PairedDevice
from sinhke_desktop.storage.places import find_commune


def office_number(workspace: Workspace) -> str:
    """The receiving side's number: an office prints it in its letter to all communes, a main machine reads it aloud."""
    return own_keys(workspace).public.number(OFFICE_ROLE)


def read_key_file(request_path: Path) -> papers.PairRequest:
    """Who asks to be paired, with the number that the commune must read aloud; raises BundleRefused."""
    return papers.read_request(sticks.take(request_path))


def office_pair(workspace: Workspace, request_path: Path, confirmed: bool, folder: Path | None = None) -> Path:
    """Pair the machine of that key file once its number was compared; returns the certificate file for it.

    The certificate is written to *folder*, or beside the key file. Raises NotConfirmed, BundleRefused, StickRefused.
    """
    request = read_key_file(request_path)
    if not confirmed:
        raise NotConfirmed(request.number)
    keys = own_keys(workspace)
    with workspace.database.write() as connection:
        known = devices.paired_device(connection, request.keys.signing)
        if known is not None and not known.revoked and request.commune_code in known.commune_codes:
            content = known.certificate
        else:
            content = _issue(workspace, connection, request, known, keys)
    target = folder if folder is not None else request_path.parent
    return sticks.put(target, f"XDGN_{request.commune_code}_{request.keys.signing[:8]}.xxc", content)


def _issue(
    workspace: Workspace,
    connection: Connection,
    request: papers.PairRequest,
    known: PairedDevice | None,
    keys: Keys,
) -> bytes:
    serial = known.serial if known is not None else devices.next_serial(connection)
    codes = tuple(sorted({request.commune_code, *(known.commune_codes if known is not None else ())}))
    name = get_value(connection, OFFICE_NAME) or _main_machine(workspace, connection)
    certificate = papers.Certificate(serial, request.keys, codes, keys.public, name)
    content = papers.write_certificate(keys, certificate, _now(workspace))
    devices.keep_device(
        connection,
        PairedDevice(
            device=request.keys.signing,
            recipient=request.keys.recipient,
            serial=serial,
            name=request.commune_name or request.commune_code,
            commune_codes=codes,
            certificate=content,
            paired_at=_now(workspace),
            office_sequence=known.office_sequence if known is not None else 0,
            office_epoch=(known.office_epoch if known is not None else "") or secrets.token_hex(16),
        ),
    )
    office.note(connection, _now(workspace), "pair", request.keys.signing, ",".join(codes))
    return content


def _main_machine(workspace: Workspace, connection: Connection) -> str:
    """What a commune's main machine is called by the others."""
    commune = find_commune(connection, workspace.commune_code)
    return _("Main machine of {commune}").format(commune=commune.name if commune is not None else "")


def revoke(workspace: Workspace, device: str) -> None:
    """Believe a lost machine no further than what is already held; raises NotFound."""
    with workspace.database.write() as connection:
        if devices.paired_device(connection, device) is None:
            raise NotFound(_("No such machine is paired with this office."))
        devices.revoke(connection, device)
        office.note(connection, _now(workspace), "revoke", device)


def _now(workspace: Workspace) -> str:
    return workspace.clock().isoformat(timespec="seconds")
