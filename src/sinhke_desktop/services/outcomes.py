"""What the office tells about a bundle that it has understood, applied or not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.domain.admission import Decision, Note, Verdict
from sinhke_desktop.domain.protocol import Announced
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.office import ReceivedBundle

DUPLICATE, OLD, GAP, FORK = "GB-08", "GB-09", "GB-10", "GB-11"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``code`` is empty for an applied bundle; ``receipt_path`` is None if there is nothing to receipt yet.

    ``same_state`` says that after this bundle the office holds exactly what the machine held (None if not applied).
    """

    verdict: Verdict
    note: Note
    code: str
    message: str
    advice: str
    sender: str
    commune_codes: tuple[str, ...]
    number: int
    new_operations: int
    conflicts: int
    same_state: bool | None
    receipt_path: Path | None


def outcome(
    decision: Decision,
    announced: Announced,
    sender: str,
    commune_codes: tuple[str, ...],
    received: ReceivedBundle | None,
    receipt_path: Path | None,
) -> Outcome:
    """Put the decision into words."""
    code, message, advice = words_of(decision, announced)
    return Outcome(
        verdict=decision.verdict,
        note=decision.note,
        code=code,
        message=message,
        advice=advice,
        sender=sender,
        commune_codes=commune_codes,
        number=announced.sequence,
        new_operations=received.new_operations if received is not None else 0,
        conflicts=received.conflicts if received is not None else 0,
        same_state=received.same_state if received is not None else None,
        receipt_path=receipt_path,
    )


def words_of(decision: Decision, announced: Announced) -> tuple[str, str, str]:
    """Code (empty for what is applied), message and advice."""
    number = announced.sequence
    if decision.verdict is Verdict.DUPLICATE:
        return (
            DUPLICATE,
            _("Bundle number {number} was received before. Nothing was changed.").format(number=number),
            _("Give the commune the same receipt again."),
        )
    if decision.verdict is Verdict.OLD:
        return (
            OLD,
            _("Bundle number {number} is older than what is already here. Nothing was changed.").format(number=number),
            _("Give the commune the newest receipt."),
        )
    if decision.verdict is Verdict.GAP:
        first, last = decision.missing
        return (
            GAP,
            _("Before bundle number {number}, changes {first} to {last} are missing. Nothing was changed.").format(
                number=number, first=first, last=last
            ),
            _("Give the commune this receipt: its program then sends everything again."),
        )
    if decision.verdict is Verdict.FORK:
        return (
            FORK,
            _("Two copies of the same machine use the same numbers. The bundle was set aside; nothing is lost."),
            _("Give the commune this receipt: its program goes on under new numbers and sends everything again."),
        )
    return "", _("Bundle number {number} was received.").format(number=number), _noted(decision.note)


def _noted(note: Note) -> str:
    if note is Note.REINSTALLED:
        return _("The commune's program was set up anew.")
    if note is Note.RESTORED_FROM_OLD:
        return _("The commune works from a backup that is older than what is here; what is here is kept.")
    if note is Note.NEW_EPOCH:
        return _("The commune's program counts anew (another machine, or a restored backup).")
    return ""
