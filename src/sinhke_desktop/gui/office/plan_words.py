"""A plan of receiving in words, and which of its changes are listed. Knows no Qt."""

from __future__ import annotations

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui.office.contract import PlanShown, Show
from sinhke_desktop.gui.office.words import change_words, count_rows, sentence
from sinhke_desktop.i18n import _
from sinhke_desktop.services.receiving_plan import PlannedChange, ReceivingPlan


def plan_shown(plan: ReceivingPlan) -> PlanShown:
    """A plan in words."""
    file = plan.file
    title = _("{sender}, bundle {number}").format(sender=file.sender or file.file_name, number=plan.number)
    if plan.code:
        return PlanShown(title, file.file_name, sentence(plan.message, plan.advice, code=plan.code), "warn", (), False)
    counted = change_words(plan.counts)
    words = [_("Records: {counts}.").format(counts=counted) if counted else _("Nothing changes for any record.")]
    tone = "info"
    if plan.conflicts:
        tone = "warn"
        words.append(
            _("{count} records were changed on both sides: both values are kept until a person decides.").format(
                count=format_number(plan.conflicts)
            )
        )
    if plan.same_state:
        words.append(_("Afterwards both sides hold exactly the same."))
    if plan.left_out:
        text = _("{count} more records are counted but not listed.")
        words.append(text.format(count=format_number(plan.left_out)))
    return PlanShown(title, file.file_name, sentence(*words, plan.advice), tone, count_rows(plan.counts), True)


def folded(change: PlannedChange) -> str:
    """By what a change is found."""
    return fold(f"{change.kind_label} {change.title}")


def fits(change: PlannedChange, show: Show) -> bool:
    """Is the change listed under *show*?"""
    if show is Show.ALL:
        return True
    return change.conflicts > 0 if show is Show.CONFLICTS else change.how == show.value
