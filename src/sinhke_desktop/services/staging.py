"""Files from sticks in the office's own store: checked cheapest first, kept whole until they are applied or forgotten.

What is refused before its signature was found good is told and not kept. What a paired machine signed and cannot be
applied is kept as refused until a person forgets it; what follows after a gap is held. Source: exchange.md c.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sinhke_desktop.bundles.header import SYNC, TOTALS
from sinhke_desktop.bundles.refusals import BundleRefused, NewerFormat, Revoked
from sinhke_desktop.domain.admission import Decision, Verdict
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import sticks, taking_in, totals_in
from sinhke_desktop.services.outcomes import DUPLICATE, GAP, OLD, words_of
from sinhke_desktop.services.stick_files import StickFiles as StickFiles
from sinhke_desktop.services.stick_files import found_on as found_on
from sinhke_desktop.services.taking_in import Signed
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import office
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage import staged as store
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.paired_devices import PairedDevice
from sinhke_desktop.storage.staged import StagedRow


class StagedState(StrEnum):
    """Where a file from a stick stands.

    The newest APPLIED one of each stream stays, out of the list of :func:`staged`, until the next of that stream is
    applied: an undone receiving makes it WAITING again, so that the only copy is never lost.
    """

    WAITING = "waiting"
    HELD = "held"
    REFUSED = "refused"
    APPLIED = "applied"


KINDS = (SYNC, TOTALS)
"""What an office receives: bundles, and numbers without names."""
LISTED = (StagedState.WAITING.value, StagedState.HELD.value, StagedState.REFUSED.value)


class StagedGone(SinhkeError):
    """The file is no longer among the staged ones (``GB-31``): received, or forgotten, by somebody else."""

    code = "GB-31"


@dataclass(frozen=True, slots=True)
class StagedFile:
    """One file taken from a stick; ``size`` in bytes, ``staged_at`` a label (ISO, UTC), empty if it was not kept.

    ``header_hash`` is empty for what was not recognised at all. ``code``, ``message`` and ``advice`` say why it is held
    or refused, or that it was received before (``GB-08``, ``GB-09``, not kept).
    """

    header_hash: str
    file_name: str
    kind: str
    device: str
    sender: str
    commune_codes: tuple[str, ...]
    number: int
    size: int
    state: StagedState
    code: str
    message: str
    advice: str
    staged_at: str


def stage(workspace: Workspace, paths: Sequence[Path], progress: Progress = SILENT) -> list[StagedFile]:
    """Take *paths* into the store, in their order; the same file twice is one.

    One answer for each path; no refusal is raised. Raises Cancelled between two files and what the disk refuses; files
    before that are kept. *progress* counts files.
    """
    found: list[StagedFile] = []
    for number, path in enumerate(paths):
        progress.step(number, len(paths))
        found.append(_staged_from(workspace, path))
    progress.step(len(paths), len(paths))
    return found


def _staged_from(workspace: Workspace, path: Path) -> StagedFile:
    try:
        content = sticks.take(path)
        with workspace.database.write() as connection:
            one = taking_in.signed(workspace, connection, content, KINDS)
            return keep(workspace, connection, one, sticks.shown_name(path))
    except (BundleRefused, sticks.StickRefused) as refused:
        state, advice = StagedState.REFUSED, refused.advice
        return StagedFile(
            "", sticks.shown_name(path), "", "", "", (), 0, 0, state, refused.code, refused.message, advice, ""
        )


def keep(workspace: Workspace, connection: Connection, one: Signed, file_name: str) -> StagedFile:
    """Keep a signed file, or tell that it was received before; asks for everything again where it leaves a gap."""
    announced, header = one.announced, one.sealed.header
    decision = Decision(Verdict.APPLY)
    try:
        if header.kind == SYNC:
            decision = taking_in.decide(connection, one)
        elif one.device.revoked:
            raise Revoked(one.device.name)
    except BundleRefused as refused:
        state, words = StagedState.REFUSED, (refused.code, refused.message, refused.advice)
    else:
        state = StagedState.HELD if decision.verdict is Verdict.GAP else StagedState.WAITING
        words = words_of(decision, announced)
    if header.kind != SYNC and not words[0] and totals_in.taken_before(connection, one):
        words = (DUPLICATE, _("These numbers were received before. Nothing changes."), "")
    code = words[0]
    at = taking_in.now(workspace)
    row = StagedRow(
        announced.header_hash, file_name, header.kind, header.device, header.epoch, header.seq, len(one.content),
        state.value, code, at,
    )  # fmt: skip
    known = store.find(connection, announced.header_hash)
    if code in (DUPLICATE, OLD):
        if header.kind == SYNC:
            office.remember_place(connection, announced, decision.verdict)
        if known is not None and known.state != StagedState.APPLIED:
            store.drop(connection, announced.header_hash)
        return _told(row._replace(state=StagedState.REFUSED.value, staged_at=""), one.device, words)
    if state is StagedState.HELD:
        hold(connection, one, known)
    store.keep(connection, row, one.content)
    return _told(row._replace(staged_at=known.staged_at if known is not None else at), one.device, words)


def _told(row: StagedRow, device: PairedDevice | None, words: tuple[str, str, str]) -> StagedFile:
    code, message, advice = words
    return StagedFile(
        header_hash=row.header_hash,
        file_name=row.file_name,
        kind=row.kind,
        device=row.device,
        sender=device.name if device is not None else "",
        commune_codes=device.commune_codes if device is not None else (),
        number=row.sequence,
        size=row.size,
        state=StagedState(row.state),
        code=code,
        message=message if code else "",
        advice=advice if code else "",
        staged_at=row.staged_at,
    )


def shown(connection: Connection, row: StagedRow, device: PairedDevice | None = None) -> StagedFile:
    """A kept file with its sender and, for what is held or refused, the words of its code."""
    sender = device or devices.paired_device(connection, row.device)
    return _told(row, sender, _kept_words(row, sender.name if sender is not None else row.device[:8]))


def _kept_words(row: StagedRow, sender: str) -> tuple[str, str, str]:
    if row.code == Revoked.code:
        revoked = Revoked(sender)
        return row.code, revoked.message, revoked.advice
    if row.code == NewerFormat.code:
        newer = NewerFormat()
        return row.code, newer.message, newer.advice
    if row.state == StagedState.HELD.value:
        return (
            row.code,
            _("Changes that come before this bundle are missing. It is kept and waits for them."),
            _("Give the commune its receipt: its program then sends everything again."),
        )
    if row.state == StagedState.REFUSED.value:
        return (
            row.code,
            _("This bundle cannot be received. It is kept as it is; nothing was changed."),
            _("Open it to see why, then telephone the commune."),
        )
    return row.code, _("This bundle contradicts what is here."), _("Open it to see what will be done with it.")


def staged(workspace: Workspace) -> list[StagedFile]:
    """What waits, is held or was refused, by commune and number."""
    with workspace.database.read() as connection:
        known = {one.device: one for one in devices.paired_devices(connection)}
        found = [shown(connection, row, known.get(row.device)) for row in store.listing(connection, LISTED)]
    return sorted(found, key=lambda one: (one.commune_codes, one.device, one.number))


def row_of(connection: Connection, header_hash: str) -> StagedRow:
    """The kept file; raises :class:`StagedGone`."""
    row = store.find(connection, header_hash)
    if row is None:
        raise gone()
    return row


def gone() -> StagedGone:
    """What to tell of a file that is not there any more."""
    return StagedGone(
        _("This file is no longer in the list: it was received or forgotten meanwhile. Nothing was changed."),
        _("Look at the list again; take the file from the stick once more if you need it."),
    )


def forget(workspace: Workspace, header_hash: str) -> None:
    """Drop a staged file for good; raises :class:`StagedGone` if it is not there any more."""
    with workspace.database.write() as connection:
        row = row_of(connection, header_hash)
        store.drop(connection, header_hash)
        office.note(connection, taking_in.now(workspace), "forget", row.device, f"{row.epoch} {row.sequence}")


def settled(connection: Connection, one: Signed, decision: Decision, *, keeping: bool) -> None:
    """Let a kept file follow what was done with it: applied, held, or no longer needed.

    An office is *keeping* what it applied until the stream's next bundle; a commune, which takes nothing back, is not.
    """
    header_hash = one.announced.header_hash
    known = store.find(connection, header_hash)
    if decision.verdict is Verdict.APPLY and keeping:
        store.drop_of_stream(connection, one.device.device, one.announced.epoch, StagedState.APPLIED.value)
        store.set_state(connection, header_hash, StagedState.APPLIED.value)
    elif decision.verdict is Verdict.GAP:
        hold(connection, one, known)
        store.set_state(connection, header_hash, StagedState.HELD.value, GAP)
    elif known is None or known.state != StagedState.APPLIED:
        store.drop(connection, header_hash)


def hold(connection: Connection, one: Signed, known: StagedRow | None) -> None:
    """Ask the machine, once for each bundle that is held, to send everything again."""
    if known is None or known.state != StagedState.HELD:
        taking_in.have_it_sent_again(connection, one.device)


def woken(workspace: Workspace, connection: Connection, device: str) -> list[str]:
    """Look again at what is held of a machine; returns the header hashes of those that wait for nothing any more."""
    found: list[str] = []
    for row in store.listing(connection, (StagedState.HELD.value,), device):
        one = taking_in.signed(workspace, connection, store.content_of(connection, row.header_hash))
        if keep(workspace, connection, one, row.file_name).state is StagedState.WAITING:
            found.append(row.header_hash)
    return found
