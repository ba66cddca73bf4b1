"""The pictures of a household's confirmed forms: listed, and looked at, which the access log notes each time."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.scan_page import ScanPage
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import privacy
from sinhke_desktop.services.waiting_scans import pictures
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records, scan_pages

KIND = "visit_forms"
"""Kind of the printed picture in the register of papers: a working paper, dropped when the household is erased."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A confirmed page with the visit that it proves (None where that was taken back)."""

    page: ScanPage
    visit: Visit | None

    @property
    def number(self) -> str:
        """The form's number as printed; empty on a form of the first version."""
        return shown_number(self.page.number) if self.page.number else ""


def of_household(workspace: Workspace, household_id: str) -> list[Evidence]:
    """The confirmed pages of a household's forms, the newest visit first."""
    with workspace.database.read() as connection:
        pages = scan_pages.of_household(connection, household_id)
        visits = {one.visit_id: records.find(connection, Visit, one.visit_id) for one in pages}
    found = [Evidence(one, visit if (visit := visits[one.visit_id]) and not visit.removed else None) for one in pages]
    return sorted(found, key=_order)


def _order(one: Evidence) -> tuple[int, str, int]:
    day = one.visit.visited_on if one.visit else None
    return (-day.toordinal() if day else 0, one.page.number, one.page.page)


def paper(workspace: Workspace, page_id: str) -> bytes:
    """A PDF of a page's picture, noted in the access log as looked at; raises NotFound (IN-05), StorageRefused."""
    from sinhke_desktop.documents.page_picture import render_page_picture

    found = pictures(workspace, [page_id])
    if not found:
        raise NotFound(_("The picture of this form is not kept any more."), _("Open the record again."), "IN-05")
    page = found[0].page
    privacy.note_access(workspace, Action.OPENED, page.household_id, detail=title(page))
    return render_page_picture(found[0].picture, title(page), workspace.officer)


def title(page: ScanPage) -> str:
    """What the picture is called in the register of papers, in Vietnamese as on paper."""
    number = f" số {shown_number(page.number)}" if page.number else ""
    return f"Ảnh phiếu thăm hộ{number}, trang {max(page.page, 1)}"
