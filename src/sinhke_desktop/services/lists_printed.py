"""Lists of households on paper, with the least data: head, hamlet, number of members, class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, privacy
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.register import Mark, RegisterRow
from sinhke_desktop.services.workspace import Workspace, today

MOST_PRINTED = 3000


class ListNotPrinted(SinhkeError):
    """No household may be named, or there are too many for one paper (``XD-02``); no file was made."""

    code = "XD-02"


def print_list(workspace: Workspace, rows: Sequence[RegisterRow], subject: str, path: Path) -> int:
    """Write *rows* as a list in PDF; households whose data are restricted are only counted. Returns those named.

    The access log says that it was printed. Raises :class:`ListNotPrinted` or DocumentNotWritten.
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
    privacy.note_access(workspace, Action.PRINTED, fields="least", detail=path.name)
    write_document(path, content)
    return len(named)
