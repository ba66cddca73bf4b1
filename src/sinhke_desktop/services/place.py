"""Where this store stands in its own epoch, and when it must begin another (exchange.md c.5).

Called whenever a store is opened, restored or about to send. A new epoch costs nothing: the same operations under new
numbers; the office recognises them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace

from sinhke_desktop.domain import protocol
from sinhke_desktop.domain.office_place import reasons_for_new_office_epoch
from sinhke_desktop.domain.protocol import Reason
from sinhke_desktop.services import anchor
from sinhke_desktop.services.machine import machine_id
from sinhke_desktop.services.workspace import OFFICE, Workspace, folder_refused
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage import journal, office, office_place, paired_devices, server
from sinhke_desktop.storage.exchange import Connection


def check(
    workspace: Workspace, *, restored: bool = False, own_bundles: Iterable[tuple[str, int]] = ()
) -> tuple[Reason, ...]:
    """Begin a new epoch if this store may not go on in its own; returns why. Call after every opening and restoring.

    *own_bundles* are (epoch, number) of this machine's bundles seen on a stick. An office that was put back tells all
    its machines to compare what it holds; so does a commune's main machine. Raises what the data folder refuses.
    """
    if workspace.role == OFFICE:
        return _check_office(workspace, restored=restored)
    machine = machine_id(workspace.folders)
    held = anchor.read(workspace.folders.data)
    reasons: tuple[Reason, ...] = ()
    with workspace.database.write() as connection:
        state = store.sender_state(connection)
        if state.machine:
            reasons = protocol.reasons_for_new_epoch(state, machine, held, restored=restored, own_bundles=own_bundles)
        if reasons:
            begin_new_epoch(workspace, connection)
            paired_devices.renew_office_epochs(connection, _fresh_epoch)
        elif not state.machine:
            store.set_sender_state(connection, replace(state, machine=machine))
    write_anchor(workspace)
    return reasons


def _fresh_epoch() -> str:
    return secrets.token_hex(16)


def _check_office(workspace: Workspace, *, restored: bool) -> tuple[Reason, ...]:
    shared = workspace.database.on_server
    with workspace.database.write() as connection:
        machine = server.identity(connection) if shared else machine_id(workspace.folders)
        known = store.sender_state(connection)
        reasons: tuple[Reason, ...] = ()
        if known.machine or shared:
            reasons = reasons_for_new_office_epoch(
                office_place.place(connection),
                anchor.read(workspace.folders.data),
                same_machine=known.machine in ("", machine),
                restored=restored,
                shared=shared,
            )
        if reasons:
            _begin_office_epoch(workspace, connection)
        if machine != known.machine:
            store.set_sender_state(connection, replace(store.sender_state(connection), machine=machine))
    write_anchor(workspace)
    return reasons


def _begin_office_epoch(workspace: Workspace, connection: Connection) -> None:
    """Let the office's own journal and what it confirms to each machine go on under new names.

    Its own operations keep their places: no other store knows those.
    """
    journal.begin_epoch(connection, _fresh_epoch())
    paired_devices.renew_office_epochs(connection, _fresh_epoch)
    office.note(connection, workspace.clock().isoformat(timespec="seconds"), "put-back", "")


def begin_new_epoch(workspace: Workspace, connection: Connection) -> None:
    """Re-stamp everything without a receipt into a fresh epoch, within the caller's transaction."""
    state = store.sender_state(connection)
    base_chain = store.chain_at(connection, state.epoch, state.base)
    following, moved = protocol.start_epoch(
        state,
        machine_id(workspace.folders),
        secrets.token_hex(16),
        store.unreceipted(connection, state),
        base_chain or "",
    )
    store.move(connection, following, moved)


def write_anchor(workspace: Workspace) -> None:
    """Note outside the data file how far the epoch has come, if the note is not true any more."""
    with workspace.database.read() as connection:
        own = workspace.role == OFFICE
        now = office_place.place(connection) if own else store.sender_state(connection).anchor()
    try:
        if anchor.read(workspace.folders.data) != now:
            anchor.write(workspace.folders.data, now)
    except OSError as error:
        raise folder_refused(workspace.folders.data) from error
