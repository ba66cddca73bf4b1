"""Lists written out as Excel: the register as the review list that the program reads back unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.poverty import class_of, rule_set_for
from sinhke_desktop.domain.review import PovertyClass, ReviewKind
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes, privacy
from sinhke_desktop.services.register import RegisterRow
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.workbooks.register_list import RegisterEntry, write_register_list


class NothingToWrite(SinhkeError):
    """No household is to be written (``XD-01``); no file was made."""

    code = "XD-01"


def entries(
    workspace: Workspace, rows: Sequence[RegisterRow] | None = None, year: int | None = None
) -> tuple[list[RegisterEntry], int]:
    """The households of *rows* in their order (None: all, by hamlet and number) with the yearly review of *year*.

    Without *year*, the newest one that has yearly reviews. Households whose data are restricted are left out.
    """
    with workspace.database.read() as connection:
        hamlets = {one.id: one for one in places.all_hamlets(connection, workspace.commune_code)}
        households = {one.id: one for one in stored_households.all_households(connection, workspace.commune_code)}
        reviews = [
            one
            for one in stored_reviews.all_reviews(connection, workspace.commune_code)
            if one.kind is ReviewKind.YEARLY
        ]
    year = year or max((one.year for one in reviews), default=today(workspace).year)
    rules = rule_set_for(rule_sets_for(workspace), date(year, 12, 31))
    area = communes.current(workspace).area
    yearly = {one.household_id: one for one in reviews if one.year == year}
    chosen = (
        [households[row.household_id] for row in rows if row.household_id in households]
        if rows is not None
        else sorted(
            households.values(),
            key=lambda one: (
                hamlets[one.hamlet_id].position if one.hamlet_id in hamlets else 0,
                one.list_number or 1_000_000,
                name_sort_key(one.head.full_name) if one.members else "",
            ),
        )
    )
    found = []
    for one in chosen:
        if one.restricted == YES or not one.members:
            continue
        review = yearly.get(one.id)
        poverty_class = PovertyClass.UNKNOWN
        if review is not None:
            poverty_class = review.declared_class or class_of(review, area, rules)
        hamlet = hamlets.get(one.hamlet_id)
        found.append(RegisterEntry(one, hamlet.name if hamlet else "", review, poverty_class))
    return found, year


def export_register(
    workspace: Workspace,
    path: Path,
    rows: Sequence[RegisterRow] | None = None,
    progress: Progress = SILENT,
    *,
    year: int | None = None,
    least: bool = False,
) -> int:
    """Write the register, or the shown *rows* of it, as a review list of *year*; returns the households written.

    *least* leaves out what identifies a person beyond name, birth and kinship. The access log says that it was written.
    Raises :class:`NothingToWrite`, OSError, Cancelled; then no file is left behind.
    """
    found, year = entries(workspace, rows, year)
    if not found:
        raise NothingToWrite(_("There is no household to write; no file was made."), _("Show other households first."))
    name = communes.current(workspace).name
    fields = "least" if least else "citizen_id,card_issued_on,old_citizen_id,phone,ethnic_group,note"
    privacy.note_access(workspace, Action.EXPORTED, fields=fields, detail=Path(path).name)
    write_register_list(Path(path), found, commune=name, year=year, least=least, progress=progress)
    return len(found)
