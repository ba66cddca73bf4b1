"""Files, outcomes, receipts and received bundles in the words of the receiving page. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.i18n import _
from sinhke_desktop.services.entity_words import kind_label
from sinhke_desktop.services.office_receipts import ReceiptState
from sinhke_desktop.services.outcomes import DUPLICATE, OLD, Outcome
from sinhke_desktop.services.receiving_plan import How, KindCount
from sinhke_desktop.services.receiving_undo import Undoable
from sinhke_desktop.services.staging import StagedFile, StagedState

KB = 1024
HOW_TONES = {How.NEW: "escaped", How.CHANGED: "near-poor", How.REMOVED: "poor", How.RESTORED: "neutral"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: *standing* with its *tone*, *why* in a sentence; what a person can do with it."""

    header_hash: str
    file_name: str
    sender: str
    number: str
    size: str
    standing: str
    tone: str
    why: str
    can_receive: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many records of one kind a bundle brings."""

    kind: str
    count: KindCount


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What became of one file."""

    sender: str
    number: str
    standing: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A received bundle with the names that undoing it takes; ``reason_not`` is empty if it can be undone."""

    epoch: str
    sequence: int
    sender: str
    number: str
    received: str
    officer: str
    changes: str
    reason_not: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A machine's receipt that waits."""

    device: str
    sender: str
    communes: str
    written: str


def size_words(size: int) -> str:
    """``1,2 MB``, ``312 KB``."""
    if size >= KB * KB:
        return f"{size / KB / KB:.1f} MB".replace(".", ",")
    return f"{max(round(size / KB), 1)} KB"


def sentence(*parts: str, code: str = "") -> str:
    """*parts* one after the other, the code in brackets."""
    return " ".join([part for part in parts if part] + ([f"({code})"] if code else []))


def breakable(name: str) -> str:
    """A file's name that may go on in the next line after ``_``, ``-`` and ``.``."""
    return "".join(f"{letter}\u200b" if letter in "_-." else letter for letter in name)


def file_row(file: StagedFile) -> FileRow:
    """A staged file in words."""
    waiting, held = file.state is StagedState.WAITING, file.state is StagedState.HELD
    if waiting:
        standing, tone = _("can be received"), "escaped"
    elif held:
        standing, tone = _("waits for an earlier one"), "warn"
    elif file.code in (DUPLICATE, OLD):
        standing, tone = _("received before"), "neutral"
    else:
        standing, tone = _("refused"), "poor"
    return FileRow(
        file.header_hash,
        file.file_name,
        file.sender or breakable(file.file_name),
        str(file.number) if file.number else "–",
        size_words(file.size),
        standing,
        tone,
        sentence(file.message, file.advice, code=file.code) or breakable(file.file_name),
        can_receive=waiting or held,
        kept=bool(file.staged_at),
    )


def outcome_row(outcome: Outcome) -> OutcomeRow:
    """What became of a file that was understood."""
    number = str(outcome.number)
    if outcome.code:
        repeated = outcome.code in (DUPLICATE, OLD)
        standing, tone = (_("received before"), "neutral") if repeated else (_("not received"), "warn")
        return OutcomeRow(
            outcome.sender, number, standing, tone, sentence(outcome.message, outcome.advice, code=outcome.code)
        )
    if outcome.same_state is None:
        words = [_("Numbers without names; they count under “All communes together”")]
    else:
        words = [_("{count} changes").format(count=format_number(outcome.new_operations))]
    if outcome.conflicts:
        words.append(_("{count} to decide").format(count=format_number(outcome.conflicts)))
    if outcome.same_state:
        words.append(_("both sides hold the same"))
    tone = "warn" if outcome.conflicts else "escaped"
    return OutcomeRow(outcome.sender, number, _("received"), tone, sentence(" · ".join(words), outcome.advice))


def refused_row(file: StagedFile, error: SinhkeError) -> OutcomeRow:
    """What became of a file that was refused."""
    return OutcomeRow(
        file.sender or breakable(file.file_name),
        str(file.number) if file.number else "–",
        _("refused"),
        "poor",
        sentence(error.message, error.advice, code=error.code),
    )


def received_row(received: Undoable) -> ReceivedRow:
    """A received bundle in words."""
    return ReceivedRow(
        received.epoch,
        received.sequence,
        received.sender,
        str(received.number),
        local_time(received.received_at),
        received.officer or "–",
        format_number(received.new_operations),
        received.reason_not,
    )


def receipt_row(state: ReceiptState) -> ReceiptRow:
    """A waiting receipt in words."""
    return ReceiptRow(state.device, state.sender, ", ".join(state.commune_codes), local_time(state.written_at))


def how_word(how: How) -> str:
    """What becomes of a record."""
    return {
        How.NEW: _("new"), How.CHANGED: _("changed"), How.REMOVED: _("removed"), How.RESTORED: _("restored"),
    }[how]  # fmt: skip


def count_rows(counts: Mapping[str, KindCount]) -> tuple[CountRow, ...]:
    """The counts by kind, those with most records first."""
    rows = [CountRow(kind_label(kind), count) for kind, count in counts.items()]

    def order(row: CountRow) -> tuple[int, str]:
        return -(row.count.new + row.count.changed + row.count.removed), row.kind

    return tuple(sorted(rows, key=order))


def change_words(counts: Mapping[str, KindCount]) -> str:
    """``120 new, 3 changed, 1 removed`` over all kinds; empty for nothing."""
    summed = (
        (sum(one.new for one in counts.values()), _("{count} new")),
        (sum(one.changed for one in counts.values()), _("{count} changed")),
        (sum(one.removed for one in counts.values()), _("{count} removed")),
    )
    return ", ".join(words.format(count=format_number(count)) for count, words in summed if count)


def count_words(row: CountRow) -> str:
    """``120 new, 3 changed, 1 to decide`` of one kind."""
    words = change_words({row.kind: row.count})
    decide = _("{count} to decide").format(count=format_number(row.count.conflicts)) if row.count.conflicts else ""
    return ", ".join(part for part in (words, decide) if part)


def outcome_summary(rows: Sequence[OutcomeRow], *, stopped: bool) -> str:
    """How many were received and how many not."""
    done = sum(row.standing == _("received") for row in rows)
    text = _("{done} of {all} bundles received.").format(done=format_number(done), all=format_number(len(rows)))
    return f"{text} {_('Stopped; what was received is kept.')}" if stopped else text
