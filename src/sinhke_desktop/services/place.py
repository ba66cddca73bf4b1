"""Where this store stands in its own epoch, and when it must begin another (exchange.md c.5).

Called whenever a store is opened, restored or about to send. A new epoch costs nothing: the same operations under new
numbers; the office recognises them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace

from sinhke_desktop.domain import protocol
from sinhke_desktop.domain.protocol import Reason
from sinhke_desktop.services import anchor
from sinhke_desktop.services.machine import machine_id
from sinhke_desktop.services.workspace import Workspace, folder_refused
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage.exchange import Connection


def check(
    workspace: Workspace, *, restored: bool = False, own_bundles: Iterable[tuple[str, int]] = ()
) -> tuple[Reason, ...]:
    """Begin a new epoch if this store may not go on in its own; returns why. Call after every opening and restoring.

    *own_bundles* are (epoch, number) of this machine's bundles seen on a stick. Raises what the data folder refuses.
    """
    machine = machine_id(workspace.folders)
    held = anchor.read(workspace.folders.data)
    reasons: tuple[Reason, ...] = ()
    with workspace.database.write() as connection:
        state = store.sender_state(connection)
        if state.machine:
            reasons = protocol.reasons_for_new_epoch(state, machine, held, restored=restored, own_bundles=own_bundles)
        if reasons:
            begin_new_epoch(workspace, connection)
        elif not state.machine:
            store.set_sender_state(connection, replace(state, machine=machine))
    write_anchor(workspace)
    return reasons


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
        now = store.sender_state(connection).anchor()
    try:
        if anchor.read(workspace.folders.data) != now:
            anchor.write(workspace.folders.data, now)
    except OSError as error:
        raise folder_refused(workspace.folders.data) from error
