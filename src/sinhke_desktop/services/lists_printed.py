"""Lists of households on paper, with the least data: head, hamlet, number of members, class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop.domain.issued_paper import HOUSEHOLD_LIST
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, issued_papers
from sinhke_desktop.services.register import Mark, RegisterRow
from sinhke_desktop.services.workspace import Workspace, today

MOST_PRINTED = 3000
TITLE = "Danh sách hộ"


class ListNotPrinted(SinhkeError):
    """No household may be named, or there are too many for one paper (``XD-02``); no file was made."""

    code = "XD-02"


def print_list(workspace: Workspace, rows: Sequence[RegisterRow], subject: str, path: Path) -> int:
    """Keep *rows* as a list in PDF and write it to *path*; returns how many households it names.

    Raises :class:`ListNotPrinted`, StorageRefused or DocumentNotWritten.
    """
    pdf, household_ids = draw_list(workspace, rows, subject)
    issued_papers.write(
        workspace, path, HOUSEHOLD_LIST, TITLE, pdf, subject=subject, household_ids=household_ids
    )  # fmt: skip
    return len(household_ids)


def draw_list(workspace: Workspace, rows: Sequence[RegisterRow], subject: str) -> tuple[bytes, list[str]]:
    """*rows* as a list in PDF to look at, and the ids of those that it names; restricted households are only counted.

    Raises :class:`ListNotPrinted`.
    """
    from sinhke_desktop.documents.household_list import PrintedHousehold, render_household_list

    named = [row for row in rows if Mark.RESTRICTED not in row.marks]
    if not named:
        raise ListNotPrinted(_("There is no household to print; no file was made."), _("Show other households first."))
    if len(named) > MOST_PRINTED:
        text = _("A printed list has at most {most} households; no file was made.").format(most=MOST_PRINTED)
        raise ListNotPrinted(text, _("Choose a hamlet or another filter, or write the list as an Excel workbook."))
    lines = [PrintedHousehold(one.head_name, one.hamlet_name, one.members, CLASS_NAMES[one.poverty_class])
             for one in named]  # fmt: skip
    content = render_household_list(
        communes.current(workspace), today(workspace), subject, lines, len(rows) - len(named)
    )
    return content, [row.household_id for row in named]
