"""The first page: numbers with their change, what to do next, the model's state, what happened lately."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.overview import (
    HamletBar,
    ModelCard,
    Overview,
    OverviewNumbers,
    Standing,
    YearRate,
)
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.i18n import _
from sinhke_desktop.services import backups, conflicts, exchange, hamlets, livelihood, receiving_undo, returned_records
from sinhke_desktop.services.activities import lately
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.next_steps import next_steps
from sinhke_desktop.services.reviews import Classes, latest_by_household
from sinhke_desktop.services.workspace import OFFICE, Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal
from sinhke_desktop.storage import reviews as stored_reviews

YEARS_SHOWN = 5


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
    now = standing(workspace)
    steps = next_steps(
        workspace, today, all_hamlets=all_hamlets, newest_year=newest.year if newest else None, totals=totals,
        status=status, exchanged=exchanged, backup_at=backup_at, anything=now.saved_at is not None,
    )  # fmt: skip
    return Overview(
        today=today,
        numbers=_numbers(newest, rates, status),
        next_steps=tuple(steps),
        hamlets=tuple(_bars(all_hamlets, newest)),
        years=tuple(rates[one.year] for one in years[-YEARS_SHOWN:]),
        model=_card(status, today),
        activities=tuple(lately(workspace)),
        standing=now,
    )


def standing(workspace: Workspace) -> Standing:
    """When it was last saved and backed up, and what the receiving office has; asked after every change."""
    saved, received = "", ""
    if workspace.role == OFFICE:
        received = next((one.received_at for one in receiving_undo.last_received(workspace, 1)), "")
    else:
        with workspace.database.read() as connection:
            recent = journal.recent_operations(connection, 1)
        saved = recent[0].operation.claimed_time if recent else ""
    backup = backups.latest(workspace)
    exchanged = exchange.state(workspace)
    return Standing(
        saved_at=datetime.fromisoformat(saved) if saved else None,
        received_at=datetime.fromisoformat(received) if received else None,
        backup_at=datetime.fromisoformat(backup.when) if backup and backup.when else None,
        received_up_to=exchanged.received_up_to,
        to_decide=conflicts.count(workspace),
        returned=returned_records.count_open(workspace),
        main_machine=exchanged.main_machine,
        on_server=workspace.database.on_server,
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
