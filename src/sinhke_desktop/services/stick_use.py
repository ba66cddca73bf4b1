"""What lies on a stick that this machine can use.

For a commune: its office's receipts, answers to its key file, what its other machines sent. Everything else is left
out, unread by anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from sinhke_desktop.bundles.container import split
from sinhke_desktop.bundles.header import Header
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.services import sticks
from sinhke_desktop.services.pairing import own_keys, pairing
from sinhke_desktop.services.stick_files import StickFiles, found_on
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage.office import OfficeStore
from sinhke_desktop.storage.paired_devices import paired_devices

MOST_READ = 40
"""Files of each sort that are looked into, the newest names first."""


def usable(workspace: Workspace, folder: Path) -> StickFiles:
    """The files of *folder* that say something to this machine and that it has not read yet; raises StickRefused.

    Headers are only looked at: what is read or received is checked as always.
    """
    found = found_on(folder)
    keys, office = own_keys(workspace), pairing(workspace)
    own = keys.public.signing
    with workspace.database.read() as connection:
        state = store.sender_state(connection)
        others = {one.device for one in paired_devices(connection)}
        held = OfficeStore(connection)

        def of_others(header: Header) -> bool:
            known = held.header_hash(header.epoch, header.seq)
            return header.device in others and own in header.to and known != header.digest()

        def fresh(header: Header) -> bool:
            if office is None or own not in header.to or header.device != office.office.signing:
                return False
            return header.epoch != state.office_epoch or header.seq > state.office_sequence

        bundles = _those(found.bundles, of_others)
        receipts = _those(found.receipts, fresh)
    certificates = _those(
        found.certificates, lambda header: own in header.to and (office is None or header.cert != office.serial)
    )
    main = office is None or not office.main_machine
    key_files = _those(found.key_files, lambda header: header.device not in (own, *others)) if main else ()
    return replace(found, bundles=bundles, receipts=receipts[-1:], certificates=certificates, key_files=key_files)


def at_office(workspace: Workspace, folder: Path) -> StickFiles:
    """The files of *folder*, key files only of machines that this office does not know yet; raises StickRefused."""
    found = found_on(folder)
    if not found.key_files:
        return found
    with workspace.database.read() as connection:
        known = {one.device for one in paired_devices(connection) if not one.revoked}
    return replace(found, key_files=_those(found.key_files, lambda header: header.device not in known))


def _those(paths: Iterable[Path], wanted: Callable[[Header], bool]) -> tuple[Path, ...]:
    found = []
    for path in list(paths)[-MOST_READ:]:
        try:
            if wanted(split(sticks.take(path)).header):
                found.append(path)
        except SinhkeError:
            continue
    return tuple(found)
