"""What the visits page reads, in the worker."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from sinhke_desktop.gui.visits.presenter import Reach, VisitsRead
from sinhke_desktop.services import hamlets, register, returned_forms, visits
from sinhke_desktop.services.workspace import Workspace, today


def read(opened: Workspace, reach: Reach) -> VisitsRead:
    """Everything that the list shows when it reaches as far as *reach*."""
    now = today(opened)
    last = now.replace(day=monthrange(now.year, now.month)[1])
    by = {Reach.WEEK: now + timedelta(days=7), Reach.MONTH: last}.get(reach)
    out: dict[str, date] = {}
    for one in returned_forms.stack(opened).out:
        printed = one.sheet.printed_on or now
        out[one.sheet.household_id] = max(printed, out.get(one.sheet.household_id, printed))
    return VisitsRead(visits.due(opened, by=by), register.load(opened).rows, hamlets.all_hamlets(opened), out, now)
