"""When a receiving office may hold less than it once confirmed, and must say so to every machine (exchange.md c.13)."""

from __future__ import annotations

from sinhke_desktop.domain.protocol import Anchor, Reason


def reasons_for_new_office_epoch(
    now: Anchor, held: Anchor | None, *, same_machine: bool, restored: bool = False, shared: bool = False
) -> tuple[Reason, ...]:
    """Why the office must begin a new epoch; empty if it may go on.

    *now* and *held* (the note outside the store) count the office's steps in ``sequence``. Of a store that several
    machines *shared* on a server each has its own note, which may lag behind; there the "machine" is the database,
    which is another one after a dump was put back.
    """
    reasons: list[Reason] = []
    if restored:
        reasons.append(Reason.RESTORED)
    if not same_machine:
        reasons.append(Reason.OTHER_MACHINE)
    if not shared:
        if held is None:
            reasons.append(Reason.ANCHOR_MISSING)
        elif held.epoch != now.epoch:
            reasons.append(Reason.ANCHOR_DIFFERENT)
    if held is not None and held.sequence > now.sequence:
        reasons.append(Reason.ANCHOR_AHEAD)
    return tuple(reasons)
