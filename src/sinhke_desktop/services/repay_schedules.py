"""Schedules of revolving repayment: the instalments of many households at once, looked at before they are saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.repaying import ScheduleInput, instalments, judge_schedule
from sinhke_desktop.domain.revolving import RepaymentDue, RepaymentForm
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import participants
from sinhke_desktop.services.revolving import support_of
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, records


def _read(workspace: Workspace, model_id: str) -> tuple[LivelihoodModel, list[Participant], set[str], dict[str, str]]:
    """The model, who joined it, which of them have instalments, and the heads' names by household."""
    joined = participants.of_model(workspace, model_id)
    code = workspace.commune_code
    with workspace.database.read() as connection:
        dues = records.all_of(connection, RepaymentDue, code, participant_id=[one.id for one in joined])
        homes = stored_households.get_households(connection, [one.household_id for one in joined])
        model = records.get(connection, LivelihoodModel, model_id)
    return model, joined, {one.participant_id for one in dues}, {one.id: one.head.full_name for one in homes}


def preview_schedule(
    workspace: Workspace, model_id: str, typed: ScheduleInput, participant_ids: Sequence[str] = ()
) -> list[RepaymentDue]:
    """The instalments that :func:`make_schedule` would add; nothing is saved.

    Without *participant_ids* for every household taking part that has no instalment yet. Raises InvalidInput: MH-56
    without an agreed share, MH-57 for a household that has instalments or got nothing.
    """
    schedule = judge_schedule(typed)
    model, joined, has, names = _read(workspace, model_id)
    percent = model.repay_percent
    if schedule.form is RepaymentForm.MONEY and not percent:
        text = _("No share was agreed yet. Note the agreement of the people first.")
        raise InvalidInput([Problem("form", text, "MH-56")])
    supported = support_of(workspace, model_id)
    wanted = [one for one in joined if one.id in participant_ids] if participant_ids else [
        one for one in joined if one.id not in has and one.left_on is None
    ]  # fmt: skip
    problems: list[Problem] = []
    made: list[RepaymentDue] = []
    for one in wanted:
        name = names.get(one.household_id, "–")
        parts = instalments(schedule, supported.get(one.id, 0), percent or 0)
        if one.id in has:
            text = _("{name} has instalments already; change or remove them first.")
            problems.append(Problem("participant_ids", text.format(name=name), "MH-57"))
        elif not parts and participant_ids:
            text = _("{name} got no support yet, so there is nothing to give back.")
            problems.append(Problem("participant_ids", text.format(name=name), "MH-57"))
        made += [_due(workspace, one, schedule.form, schedule.unit, part) for part in parts]
    if not made and not problems:
        text = _("No household is without a schedule and with something to give back.")
        problems.append(Problem("participant_ids", text, "MH-57"))
    if problems:
        raise InvalidInput(problems)
    return made


def _due(
    workspace: Workspace, one: Participant, what: RepaymentForm, unit: str, part: tuple[date, int, str]
) -> RepaymentDue:
    day, size, basis = part
    money = what is RepaymentForm.MONEY
    return RepaymentDue(
        workspace.new_id(), workspace.commune_code, one.id, what, day, size if money else None,
        None if money else size, "" if money else unit, basis,
    )  # fmt: skip


def make_schedule(
    workspace: Workspace, model_id: str, typed: ScheduleInput, participant_ids: Sequence[str] = ()
) -> list[RepaymentDue]:
    """Add the instalments of a schedule, all or none; raises InvalidInput as :func:`preview_schedule`."""
    made = preview_schedule(workspace, model_id, typed, participant_ids)
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, made))
    return made
