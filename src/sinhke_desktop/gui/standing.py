"""Dates and sums as people read them, and the words of the status bar. Knows no Qt."""

from __future__ import annotations

from datetime import date, datetime

from sinhke_desktop.domain.overview import Standing
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import VIETNAM


def number(value: int) -> str:
    """``264.180.000``."""
    return f"{value:,}".replace(",", ".")


def per_cent(value: float) -> str:
    """``6,21 %``."""
    return f"{value:.2f} %".replace(".", ",")


def day(value: date) -> str:
    """``05/12/2025``."""
    return value.strftime("%d/%m/%Y")


def when(value: datetime, today: date) -> str:
    """``14:05``, ``yesterday 14:05`` or ``12/11/2025``, in Vietnam as *today* is."""
    local = value.astimezone(VIETNAM)
    days = (today - local.date()).days
    if days == 0:
        return _("today {time}").format(time=local.strftime("%H:%M"))
    if days == 1:
        return _("yesterday {time}").format(time=local.strftime("%H:%M"))
    return day(local.date())


def local_time(label: str) -> str:
    """``2025-11-20T03:00:00+00:00`` as the officer's own ``20/11/2025 10:00``; a dash for none."""
    if not label:
        return "–"
    return f"{datetime.fromisoformat(label).astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def words(standing: Standing, today: date) -> str:
    """``Saved today 14:05 · Last backup yesterday 11:30 · The receiving office has everything up to bundle 6``."""
    parts = []
    if standing.saved_at is not None:
        parts.append(_("Saved {when}").format(when=when(standing.saved_at, today)))
    if standing.received_at is not None:
        parts.append(_("Last received {when}").format(when=when(standing.received_at, today)))
    if standing.on_server:
        parts.append(_("The data lie on a server"))
    elif standing.backup_at is not None:
        parts.append(_("Last backup {when}").format(when=when(standing.backup_at, today)))
    else:
        parts.append(_("No backup yet"))
    if standing.received_up_to:
        office = _("The receiving office has bundles up to number {number}")
        main = _("The main machine has bundles up to number {number}")
        parts.append((main if standing.main_machine else office).format(number=standing.received_up_to))
    if standing.to_decide:
        parts.append(_("{count} differences to decide").format(count=number(standing.to_decide)))
    if standing.returned:
        parts.append(_("{count} returned records wait").format(count=number(standing.returned)))
    return " · ".join(parts)
