"""What leaves and what came along, in words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services.exchange import ReceiptRead
from sinhke_desktop.services.outgoing import Outgoing
from sinhke_desktop.services.outgoing_preview import LeavingRecord, Preview
from sinhke_desktop.services.receiving_plan import PlannedChange
from sinhke_desktop.services.totals_out import TotalsPreview

HOW = {"new": N_("new"), "changed": N_("changed"), "removed": N_("removed"), "restored": N_("restored")}
FIELDS_NAMED = 6
SUBJECTS = {
    "register": N_("the register"), "rounds": N_("the review rounds"), "rates": N_("the yearly rates"),
    "supports": N_("supports received"), "model": N_("the livelihood model"), "months": N_("the model's months"),
    "targets": N_("the plan's targets"),
}  # fmt: skip
"""What :mod:`..services.commune_figures` counts besides the tables."""


def outgoing_words(leaving: Outgoing, received_up_to: int) -> list[str]:
    """What leaves, a line each; empty where nothing does."""
    if not leaving.changes:
        return []
    counted = (
        (leaving.households, _("{count} households")),
        (leaving.members, _("{count} members")),
        (leaving.reviews, _("{count} reviews")),
        (leaving.others, _("{count} other records: of the model, of supports, of rounds")),
        (leaving.visits, _("{count} visits")),
        (leaving.places, _("{count} entries about hamlets and the commune")),
        (leaving.returned, _("{count} records returned by the office")),
        (leaving.removed, _("{count} of them removed")),
    )
    lines = [text.format(count=format_number(count)) for count, text in counted if count]
    changes = format_number(leaving.changes)
    since = _("{count} changes since bundle {number}, the last one received")
    first = _("{count} changes; the office has received nothing yet")
    text = since.format(count=changes, number=received_up_to) if received_up_to else first.format(count=changes)
    return [*lines, text]


def how_words(record: LeavingRecord | PlannedChange) -> str:
    """``mới``, ``sửa``, ``bỏ``, ``khôi phục``."""
    return _(HOW[record.how])


def fields_of(record: LeavingRecord) -> str:
    """The changed fields' names."""
    return ", ".join(record.changed)


def personal_words(preview: Preview) -> list[str]:
    """Which kinds of personal data leave, basic and sensitive ones; the restricted households if any."""
    lines = []
    if preview.basic:
        lines.append(_("Personal data: {fields}").format(fields=_some(preview.basic)))
    if preview.sensitive:
        lines.append(_("Sensitive data: {fields}").format(fields=_some(preview.sensitive)))
    if preview.restricted:
        text = _("{count} households whose data are restricted are among them.")
        lines.append(text.format(count=format_number(preview.restricted)))
    return lines


def _some(words: Sequence[str]) -> str:
    """``họ và tên, số CCCD và 4 loại khác``: the names of fields within a sentence."""
    named = [word if word.isupper() or fold(word[:3]).isupper() else word[:1].lower() + word[1:] for word in words]
    more = len(named) - FIELDS_NAMED
    if more <= 1:
        return ", ".join(named)
    return _("{names} and {count} other kinds").format(names=", ".join(named[:FIELDS_NAMED]), count=more)


def totals_words(preview: TotalsPreview) -> list[str]:
    """What the numbers alone hold."""
    tables = [one for one in preview.totals if one.subject.startswith("table-")]
    lines = []
    if tables:
        numbers = len({one.subject for one in tables})
        years = ", ".join(sorted({one.period for one in tables}))
        lines.append(_("{count} review tables of {years}").format(count=numbers, years=years))
    others = [_(SUBJECTS[one.subject]) for one in preview.totals if one.subject in SUBJECTS]
    if others:
        lines.append(_("Sums of: {names}").format(names=", ".join(dict.fromkeys(others))))
    if preview.small:
        text = _("{count} of the numbers stand for one or two households or people of the commune.")
        lines.append(text.format(count=format_number(preview.small)))
    return lines


def came_along(read: ReceiptRead) -> list[str]:
    """What came with a receipt, a sentence each."""
    counted = (
        (read.taken_in, _("{count} changes made elsewhere came along.")),
        (read.conflicts, _("{count} fields must be decided.")),
        (read.returned, _("{count} records were returned for correction.")),
    )
    lines = [text.format(count=format_number(count)) for count, text in counted if count]
    if read.office_number:
        lines.append(_("The office has new keys; its number is now {number}.").format(number=read.office_number))
    return lines
