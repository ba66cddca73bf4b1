"""The first page: numbers with their change, what to do next, the model's state, what happened lately."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.operations import Operation, StampedOperation
from sinhke_desktop.domain.overview import (
    Activity,
    HamletBar,
    ModelCard,
    NextStep,
    Overview,
    OverviewNumbers,
    Standing,
    YearRate,
)
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services import backups, exchange, hamlets, imports, livelihood, reports
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.reviews import Classes, latest_by_household
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.import_batches import ImportBatch

LOOKED_AT = 400
SHOWN = 6
BACKUP_AFTER_DAYS = 7
YEARS_SHOWN = 5

_ACTIVITY = {
    ("household", "create"): N_("Added household {name}"),
    ("household", "change"): N_("Changed household {name}"),
    ("household", "remove"): N_("Removed household {name}"),
    ("household", "restore"): N_("Restored household {name}"),
    ("review", "create"): N_("Recorded a review of {name}"),
    ("review", "change"): N_("Changed a review of {name}"),
    ("hamlet", "create"): N_("Added hamlet {name}"),
    ("livelihood_model", "create"): N_("Proposed the model {name}"),
    ("livelihood_model", "change"): N_("Changed the model {name}"),
}


@dataclass(frozen=True, slots=True)
class _Year:
    """One round, counted: classes by hamlet and in all."""

    year: int
    households: int
    members: int
    counted: Counter[PovertyClass]
    by_hamlet: dict[str, Counter[PovertyClass]]


def overview(workspace: Workspace, today: date) -> Overview:
    """Everything on the first page as of *today*."""
    all_hamlets = hamlets.all_hamlets(workspace)
    years = _years(workspace)
    totals = hamlets.totals_by_year(workspace)
    rates = {one.year: _rate(one, totals.get(one.year)) for one in years}
    status = _status(workspace)
    exchanged = exchange.state(workspace)
    backup = backups.latest(workspace)
    backup_at = datetime.fromisoformat(backup.when) if backup and backup.when else None
    newest = years[-1] if years else None
    with workspace.database.read() as connection:
        recent = journal.recent_operations(connection, LOOKED_AT)
        names = _names(recent, stored_households.head_names(connection, _household_ids(recent)))
    steps = [
        *_steps_to_begin(all_hamlets, newest, totals),
        *_model_steps(workspace, status, today),
        *_exchange_steps(exchanged),
        *_backup_steps(backup_at, bool(recent), today),
    ]
    return Overview(
        today=today,
        numbers=_numbers(newest, rates, status),
        next_steps=tuple(steps),
        hamlets=tuple(_bars(all_hamlets, newest)),
        years=tuple(rates[one.year] for one in years[-YEARS_SHOWN:]),
        model=_card(status, today),
        activities=tuple(_activities(workspace, recent, names)),
        standing=standing(workspace),
    )


def standing(workspace: Workspace) -> Standing:
    """When it was last saved and backed up, and what the receiving office has; asked after every change."""
    with workspace.database.read() as connection:
        recent = journal.recent_operations(connection, 1)
    backup = backups.latest(workspace)
    return Standing(
        saved_at=datetime.fromisoformat(recent[0].operation.claimed_time) if recent else None,
        backup_at=datetime.fromisoformat(backup.when) if backup and backup.when else None,
        received_up_to=exchange.state(workspace).received_up_to,
    )


def _years(workspace: Workspace) -> list[_Year]:
    classes = Classes(workspace)
    with workspace.database.read() as connection:
        reviews = stored_reviews.all_reviews(connection, workspace.commune_code)
        sizes = stored_households.hamlets_and_sizes(connection, workspace.commune_code)
    by_year: dict[int, list[Review]] = {}
    for review in reviews:
        by_year.setdefault(review.year, []).append(review)
    found = []
    for year, some in sorted(by_year.items()):
        counted: Counter[PovertyClass] = Counter()
        by_hamlet: dict[str, Counter[PovertyClass]] = {}
        households = members = 0
        for household_id, review in latest_by_household(some).items():
            if household_id not in sizes:
                continue
            hamlet_id, size = sizes[household_id]
            poverty_class = classes.of(review)
            counted[poverty_class] += 1
            by_hamlet.setdefault(hamlet_id, Counter())[poverty_class] += 1
            households, members = households + 1, members + size
        found.append(_Year(year, households, members, counted, by_hamlet))
    return found


def _share(part: int, whole: int | None) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _rate(one: _Year, total: int | None) -> YearRate:
    return YearRate(
        one.year, _share(one.counted[PovertyClass.POOR], total), _share(one.counted[PovertyClass.NEAR_POOR], total)
    )


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else round(now - before, 2)


def _numbers(newest: _Year | None, rates: dict[int, YearRate], status: ModelStatus | None) -> OverviewNumbers:
    if newest is None:
        newest = _Year(0, 0, 0, Counter(), {})
    now = rates.get(newest.year, YearRate(newest.year, None, None))
    before = rates.get(newest.year - 1, YearRate(newest.year - 1, None, None))
    by_class = status.by_class if status else {}
    return OverviewNumbers(
        year=newest.year,
        households=newest.households,
        members=newest.members,
        poor=newest.counted[PovertyClass.POOR],
        poor_share=now.poor,
        poor_change=_difference(now.poor, before.poor),
        near_poor=newest.counted[PovertyClass.NEAR_POOR],
        near_poor_share=now.near_poor,
        near_poor_change=_difference(now.near_poor, before.near_poor),
        participants=status.participants if status else 0,
        participants_places=status.participants if status else 0,
        participants_poor=by_class.get(PovertyClass.POOR, 0),
        participants_near_poor=by_class.get(PovertyClass.NEAR_POOR, 0),
        paid=status.budget.paid if status else 0,
        planned=status.budget.planned if status else 0,
    )


def _bars(all_hamlets: list[Hamlet], newest: _Year | None) -> list[HamletBar]:
    counted = newest.by_hamlet if newest else {}
    return [
        HamletBar(
            hamlet.id,
            hamlet.name,
            counted.get(hamlet.id, Counter())[PovertyClass.POOR],
            counted.get(hamlet.id, Counter())[PovertyClass.NEAR_POOR],
        )
        for hamlet in all_hamlets
    ]


def _status(workspace: Workspace) -> ModelStatus | None:
    active = livelihood.active(workspace)
    return livelihood.status(workspace, active[0].id) if active else None


def _card(status: ModelStatus | None, today: date) -> ModelCard | None:
    if status is None:
        return None
    model, herd = status.model, status.herd
    parts = [_("{count} households").format(count=status.participants)]
    if status.inputs:
        parts.append(f"{sum(one.quantity for one in status.inputs)} {model.unit} {model.thing}".strip())
    if model.started_on and model.duration_months:
        month = max(1, (today.year - model.started_on.year) * 12 + today.month - model.started_on.month + 1)
        share = min(1.0, month / model.duration_months)
        parts.append(_("month {month} of {months}").format(month=month, months=model.duration_months))
    else:
        done = [mark.state for mark in status.stages]
        share = done.count("done") / max(1, len(done))
    if herd.alive:
        parts.append(_("{count} alive").format(count=herd.alive))
    return ModelCard(status.name, status.stage_name, " · ".join(parts), share)


def _steps_to_begin(all_hamlets: list[Hamlet], newest: _Year | None, totals: dict[int, int]) -> list[NextStep]:
    if newest is None:
        return [
            NextStep(
                "no-households", _("Bring in the review list"),
                _("From the commune's Excel file, or household by household"),
                _("Import"), "imports",
            )
        ]  # fmt: skip
    if all_hamlets and newest.year not in totals:
        return [
            NextStep(
                "no-totals", _("State all households of each hamlet in {year}").format(year=newest.year),
                _("Without them no poverty rate can be computed"), _("Fill in"), "settings",
            )
        ]  # fmt: skip
    return []


def _model_steps(workspace: Workspace, status: ModelStatus | None, today: date) -> list[NextStep]:
    if status is None:
        text, detail = _("Choose the commune's livelihood model"), _("Compare candidates and hold the village vote")
        return [NextStep("no-model", text, detail, _("Open"), "livelihood")]
    steps = []
    waiting = status.participants - status.followed_up
    if waiting > 0:
        text = _("{count} participating households to visit this month").format(count=waiting)
        steps.append(NextStep("visits-due", text, status.name, _("Print forms"), "visits"))
    last_month = today.replace(day=1) - timedelta(days=1)
    key = f"{last_month:%Y-%m}"
    started = status.model.started_on or status.model.decision_date
    if not reports.made(workspace, key) and (started is None or started <= last_month):
        text = _("The report of {month:%m/%Y} is not made yet").format(month=last_month)
        detail = _("The province asks for one every month")
        steps.append(NextStep("report-due", text, detail, _("Make report"), "reports", (("month", key),)))
    return steps


def _exchange_steps(state: exchange.ExchangeState) -> list[NextStep]:
    if state.without_receipt:
        newest = state.bundles[-1]
        text = _("{count} bundles without a receipt").format(count=state.without_receipt)
        detail = _("Bundle {number}, sealed on {day:%d/%m/%Y}").format(
            number=newest.number, day=datetime.fromisoformat(newest.sealed_at)
        )
        return [NextStep("no-receipt", text, detail, _("View"), "exchange", urgent=state.without_receipt > 3)]
    return []


def _backup_steps(backup_at: datetime | None, anything: bool, today: date) -> list[NextStep]:
    if not anything or (backup_at and (today - backup_at.date()).days < BACKUP_AFTER_DAYS):
        return []
    detail = (
        _("Last backup on {day:%d/%m/%Y}").format(day=backup_at)
        if backup_at
        else _("There is no backup of these data yet")
    )
    return [
        NextStep(
            "backup", _("Make a backup"), detail, _("Back up"), "settings", (("section", "backup"),), not backup_at
        )
    ]


def _household_ids(recent: list[StampedOperation]) -> list[str]:
    ids = set()
    for one in recent:
        operation = one.operation
        if operation.entity_kind == "household":
            ids.add(operation.entity_id)
        elif "household_id" in operation.changes:
            ids.add(str(operation.changes["household_id"]))
    return sorted(ids)


def _names(recent: list[StampedOperation], heads: dict[str, str]) -> dict[str, str]:
    """Operation uid → the name to show for it."""
    names = {}
    for one in recent:
        operation = one.operation
        household_id = (
            operation.entity_id if operation.entity_kind == "household" else operation.changes.get("household_id")
        )
        names[operation.uid] = heads.get(str(household_id), str(operation.changes.get("name") or ""))
    return names


def _activities(workspace: Workspace, recent: list[StampedOperation], names: dict[str, str]) -> list[Activity]:
    """The newest acts, one line each: an import, or what one officer did of one kind at one time."""
    batches = {one.id: one for one in imports.recent(workspace)}
    acts: dict[tuple[str, ...], list[Operation]] = {}
    for one in recent:
        operation = one.operation
        if operation.batch in batches:
            acts.setdefault(("batch", operation.batch), []).append(operation)
        else:
            text = _ACTIVITY.get((operation.entity_kind, operation.action), "")
            if text and names.get(operation.uid) and operation.claimed_time:
                acts.setdefault((text, operation.claimed_time), []).append(operation)
    return [_activity(key, some, batches, names) for key, some in list(acts.items())[:SHOWN]]


def _activity(
    key: tuple[str, ...], some: list[Operation], batches: dict[str, ImportBatch], names: dict[str, str]
) -> Activity:
    when = datetime.fromisoformat(some[0].claimed_time)
    if key[0] == "batch":
        batch = batches[key[1]]
        return Activity(when, _("Imported {file}").format(file=batch.file_name), "" if batch.undone_at else batch.id)
    name = names[some[0].uid]
    entities = {operation.entity_id for operation in some}
    if len(entities) > 1:
        name = _("{name} and {count} more").format(name=name, count=len(entities) - 1)
    return Activity(when, _(key[0]).format(name=name))
