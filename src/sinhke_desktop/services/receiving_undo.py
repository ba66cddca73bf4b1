"""Taking back a receiving while nothing builds on it: its operations leave the store again.

The machine is told by a new epoch of the office in its next receipt, and sends everything again. Another machine that
already got the changes with its receipt sends them as well. Source: exchange.md c.5, c.9.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sinhke_desktop.bundles.container import split
from sinhke_desktop.domain.operations import Operation, StampedOperation
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import entity_words
from sinhke_desktop.services.staging import StagedState
from sinhke_desktop.services.taking_in import now
from sinhke_desktop.services.workspace import OFFICE, VIETNAM, Workspace
from sinhke_desktop.storage import office, staged, withdrawing
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import one_active_model
from sinhke_desktop.storage.withdrawing import BundlePlace, Withdrawn

MOST_LISTED = 50


class UndoRefused(SinhkeError):
    """The receiving cannot be taken back (``GB-30``); the sentence says why. Nothing was changed."""

    code = "GB-30"


@dataclass(frozen=True, slots=True)
class Undoable:
    """A received bundle; ``reason_not`` is empty if it can be taken back now. ``number`` is the bundle's, as shown.

    ``epoch`` and ``sequence`` name it; ``received_at`` is a label (ISO, UTC).
    """

    epoch: str
    sequence: int
    commune_code: str
    sender: str
    number: int
    received_at: str
    officer: str
    new_operations: int
    reason_not: str


def last_received(workspace: Workspace, limit: int = MOST_LISTED) -> list[Undoable]:
    """The newest received bundles, newest first, in the order in which they were received."""
    found: list[Undoable] = []
    with workspace.database.read() as connection:
        known = {one.device: one for one in devices.paired_devices(connection)}
        for epoch, sequence in withdrawing.received_order(connection, limit):
            place = withdrawing.bundle_place(connection, epoch, sequence)
            if place is None:
                continue
            device = known[place.device]
            _withdrawn, reason = _judged(workspace, connection, place)
            found.append(
                Undoable(
                    epoch, sequence, device.commune_codes[0], device.name, sequence, place.received_at, place.officer,
                    place.new_operations, reason,
                )
            )  # fmt: skip
    return found


def undo(workspace: Workspace, epoch: str, sequence: int) -> None:
    """Take that receiving back; the kept bundle waits again. Raises :class:`UndoRefused`."""
    with one_active_model(), workspace.database.write() as connection:
        place = withdrawing.bundle_place(connection, epoch, sequence)
        if place is None:
            raise _refused(_("this bundle is not among the received ones any more."))
        withdrawn, reason = _judged(workspace, connection, place)
        if reason:
            raise _refused(reason)
        withdrawing.withdraw(connection, place, withdrawn)
        naming = withdrawing.still_named(connection, withdrawn.leaving)
        if naming is not None:
            entity = ":".join(naming)
            title = entity_words.titles(connection, [entity])[entity]
            raise _refused(_("{title} belongs to a record that came with this bundle.").format(title=title))
        devices.set_office_epoch(connection, place.device, secrets.token_hex(16))
        staged.set_state(connection, place.header_hash, StagedState.WAITING.value)
        office.note(connection, now(workspace), "undo", place.device, f"{epoch} {sequence}")


def _refused(reason: str) -> UndoRefused:
    return UndoRefused(
        _("The receiving cannot be taken back: {reason} Nothing was changed.").format(reason=reason),
        _("Correct what is wrong record by record instead, or return it to the commune."),
    )


_NOTHING = Withdrawn((), {})


def _judged(workspace: Workspace, connection: Connection, place: BundlePlace) -> tuple[Withdrawn, str]:
    """What would leave the store, and why it may not; the reason is empty if it may."""
    if workspace.role != OFFICE:
        return _NOTHING, _("what it brought has become part of this machine's own record.")
    if not place.is_last:
        return _NOTHING, _("a later bundle of the same machine was received.")
    if not place.undoable:
        return _NOTHING, _("it was received by an earlier version of the program.")
    if not _still_here(connection, place):
        return _NOTHING, _("the file that brought it is no longer kept here, so that it could not be received again.")
    withdrawn = withdrawing.operations_of(connection, place)
    if withdrawn.erases:
        return withdrawn, _("it told of an erasure, and what was erased by law does not come back.")
    return withdrawn, _built_on(connection, withdrawing.building_on(connection, withdrawn.leaving))


def _still_here(connection: Connection, place: BundlePlace) -> bool:
    """True if the bundle's own bytes are kept, or a later one waits (taken back before it) that holds it all."""
    if staged.find(connection, place.header_hash) is not None:
        return True
    waiting = staged.listing(connection, (StagedState.WAITING.value,), place.device)
    return any(
        split(staged.content_of(connection, one.header_hash)).header.base_ctr <= place.prior_cursor
        for one in waiting
        if one.epoch == place.epoch and one.sequence > place.sequence
    )


def _built_on(connection: Connection, later: Sequence[StampedOperation]) -> str:
    if not later:
        return ""
    first: Operation = later[0].operation
    title = entity_words.titles(connection, [first.entity])[first.entity]
    told = _("{title} was changed after it by {officer} on {day}").format(
        title=title, officer=first.officer or "?", day=_day(first.claimed_time)
    )
    others = len({one.operation.entity for one in later}) - 1
    if others:
        return _("{told}, and {count} other records.").format(told=told, count=others)
    return f"{told}."


def _day(claimed_time: str) -> str:
    try:
        return f"{datetime.fromisoformat(claimed_time).astimezone(VIETNAM):%d/%m/%Y}"
    except ValueError:
        return claimed_time or "?"
