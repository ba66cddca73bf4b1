"""What receiving a staged file would change, and receiving it: the same code, rolled back or not (exchange.md c.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sinhke_desktop.bundles.header import TOTALS
from sinhke_desktop.bundles.refusals import BundleRefused, Revoked
from sinhke_desktop.domain.admission import Decision, Verdict
from sinhke_desktop.domain.record_changes import How as How
from sinhke_desktop.domain.record_changes import KindCount as KindCount
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, WHOLE, Progress, Stretch
from sinhke_desktop.services import planned_changes, staging, taking_in, totals_in
from sinhke_desktop.services.outcomes import Outcome, outcome, words_of
from sinhke_desktop.services.planned_changes import MOST_LISTED as MOST_LISTED
from sinhke_desktop.services.planned_changes import FieldChange as FieldChange
from sinhke_desktop.services.planned_changes import PlannedChange as PlannedChange
from sinhke_desktop.services.planned_changes import Side as Side
from sinhke_desktop.services.staging import StagedFile, StagedState
from sinhke_desktop.services.taking_in import Signed, Taken
from sinhke_desktop.services.workspace import OFFICE, Workspace
from sinhke_desktop.storage import erasure, office
from sinhke_desktop.storage import staged as store
from sinhke_desktop.storage.database import compact
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import SecondActiveModel, one_active_model

TAKEN = 800
"""Thousandths of a plan's way after which the bundle is taken in; the rest puts its changes into words."""
REFUSALS = (BundleRefused, SecondActiveModel)


class StoreChanged(SinhkeError):
    """The commune's data changed between plan and receiving (``GB-32``); nothing was received."""

    code = "GB-32"


class _RolledBack(Exception):
    """Ends a rehearsal: its transaction is taken back."""


@dataclass(frozen=True, slots=True)
class ReceivingPlan:
    """What would happen. ``code`` is empty if the file would be applied; ``verdict`` None for what is refused.

    ``counts`` are by entity kind; ``changes`` are the first :data:`MOST_LISTED` records, conflicts first, then removed,
    restored, changed and new ones; ``left_out`` counts the others. ``same_state``: both sides would then hold the same
    (None if not applied). ``ground`` goes to :func:`apply_staged`, which refuses if the data under the plan changed.
    """

    file: StagedFile
    verdict: Verdict | None
    code: str
    message: str
    advice: str
    number: int
    counts: Mapping[str, KindCount] = field(default_factory=dict)
    changes: tuple[PlannedChange, ...] = ()
    conflicts: int = 0
    same_state: bool | None = None
    left_out: int = 0
    ground: str = ""


def plan(workspace: Workspace, header_hash: str, progress: Progress = SILENT) -> ReceivingPlan:
    """What receiving that file would change: it is received and rolled back. Numbers without names change no records.

    A refusal is told in the plan (``verdict`` None) and noted at the file. Raises StagedGone (``GB-31``), Cancelled.
    """
    try:
        with one_active_model(), workspace.database.read() as unchanged, workspace.database.write() as connection:
            file = staging.shown(connection, staging.row_of(connection, header_hash))
            one = _kept(workspace, connection, header_hash)
            if file.kind == TOTALS:
                return _plan_of_numbers(file, one)
            ground = office.ground(connection, one.device.commune_codes)
            taken = taking_in.take_in(workspace, connection, one, progress=Stretch(progress, 0, TAKEN))
            code, message, advice = words_of(taken.decision, one.announced)
            rest = Stretch(progress, TAKEN, WHOLE)
            listed, left_out = planned_changes.listed(unchanged, connection, taken.touched, rest)
            planned = ReceivingPlan(
                file=file,
                verdict=taken.decision.verdict,
                code=code,
                message=message,
                advice=advice,
                number=one.announced.sequence,
                counts=taken.counts,
                changes=listed,
                conflicts=taken.received.conflicts if taken.received is not None else 0,
                same_state=taken.received.same_state if taken.received is not None else None,
                left_out=left_out,
                ground=ground,
            )
            raise _RolledBack
    except _RolledBack:
        return planned
    except REFUSALS as refused:
        _note_refused(workspace, header_hash, refused)
        code, message, advice = refused.code, refused.message, refused.advice
        told = replace(file, state=StagedState.REFUSED, code=code, message=message, advice=advice)
        return ReceivingPlan(told, None, code, message, advice, file.number)


def _kept(workspace: Workspace, connection: Connection, header_hash: str) -> Signed:
    content = store.content_of(connection, header_hash)
    return taking_in.signed(workspace, connection, content, staging.KINDS)


def _plan_of_numbers(file: StagedFile, one: Signed) -> ReceivingPlan:
    if one.device.revoked:
        raise Revoked(one.device.name)
    message = _("These are numbers without names. They take the place of those that the commune sent before.")
    return ReceivingPlan(file, Verdict.APPLY, "", message, "", file.number)


def _note_refused(workspace: Workspace, header_hash: str, refused: SinhkeError) -> None:
    """Keep the file as refused, with the refusal's code."""
    with workspace.database.write() as connection:
        store.set_state(connection, header_hash, StagedState.REFUSED.value, refused.code)


def apply_staged(
    workspace: Workspace,
    header_hash: str,
    progress: Progress = SILENT,
    *,
    ground: str = "",
    believed: bool = False,
) -> Outcome:
    """Receive that file in one transaction; its receipt leaves with :func:`.office_receipts.write_receipts`.

    Duplicates, old bundles, gaps (then held) and forks (then set aside) are told in the outcome. Raises a BundleRefused
    (the file is kept as refused; *believed* takes in what a revoked machine sent), StagedGone (``GB-31``),
    :class:`StoreChanged` with another *ground* than the plan's, Cancelled; then nothing was received.
    """
    try:
        with one_active_model(), workspace.database.write() as connection:
            row = staging.row_of(connection, header_hash)
            one = _kept(workspace, connection, header_hash)
            if row.kind != TOTALS:
                if ground and ground != office.ground(connection, one.device.commune_codes):
                    raise _changed()
                taken, _woken = take(workspace, connection, one, believed=believed, progress=progress)
        if row.kind == TOTALS:
            return _take_numbers(workspace, one)
    except REFUSALS as refused:
        _note_refused(workspace, header_hash, refused)
        raise
    finish(workspace, taken)
    return told(one, taken)


def take(
    workspace: Workspace, connection: Connection, one: Signed, *, believed: bool = False, progress: Progress = SILENT
) -> tuple[Taken, list[str]]:
    """Take a kept bundle in within the caller's transaction; returns also what was held until it came."""
    taken = taking_in.take_in(workspace, connection, one, believed=believed, progress=progress)
    staging.settled(connection, one, taken.decision, keeping=workspace.role == OFFICE)
    if taken.erased:
        erasure.drop_kept(connection, [entity_id for ids in taken.touched.values() for entity_id in ids])
    woken = staging.woken(workspace, connection, one.device.device) if taken.received is not None else []
    return taken, woken


def finish(workspace: Workspace, taken: Taken) -> None:
    """What follows once the transaction is stored: nothing of what was erased stays in the file."""
    if taken.erased:
        compact(workspace.database)


def _take_numbers(workspace: Workspace, one: Signed) -> Outcome:
    """Take numbers without names in; they need no receipt and are kept no longer."""
    received = totals_in.receive(workspace, one.content)
    with workspace.database.write() as connection:
        store.drop(connection, one.announced.header_hash)
    verdict = Verdict.APPLY if received.fresh else Verdict.DUPLICATE
    return outcome(Decision(verdict), one.announced, one.device.name, (received.commune_code,), None, None)


def told(one: Signed, taken: Taken) -> Outcome:
    """What to tell of it; the receipt is written apart."""
    return outcome(taken.decision, one.announced, one.device.name, one.device.commune_codes, taken.received, None)


def _changed() -> StoreChanged:
    return StoreChanged(
        _("The commune's data here have changed since you looked. Nothing was received."),
        _("Look again at what the bundle would change, then receive it."),
    )
