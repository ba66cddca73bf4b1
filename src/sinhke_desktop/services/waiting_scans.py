"""Pages that were read from scans and wait for the officer: grouped by form, put aside, deleted, brought back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.form_layouts import without_side
from sinhke_desktop.domain.form_sheet import FormSheet
from sinhke_desktop.domain.read_page import TickState
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.services.returned_forms import PaperForm, sheets_of
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import scan_pages
from sinhke_desktop.storage.exchange import Connection


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """The pages of one form in their order; ``form`` is None for a page whose code could not be read."""

    pages: tuple[ScanPage, ...]
    form: PaperForm | None = None

    @property
    def page_ids(self) -> tuple[str, ...]:
        """The ids of the pages."""
        return tuple(page.id for page in self.pages)

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages of the form that were not among the scans."""
        known = {page.page for page in self.pages}
        return tuple(page for page in range(1, self.pages[0].pages + 1) if page not in known)

    def ticks(self) -> dict[str, TickState]:
        """How the tick boxes were read, by key on the form; where two pictures of a page disagree, doubtful."""
        found: dict[str, TickState] = {}
        for page in self.pages:
            for key, (state, _ink) in _read(page).items():
                read = TickState(state)
                found[key] = read if found.get(key, read) is read else TickState.DOUBTFUL
        return found


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page with its picture (WebP)."""

    page: ScanPage
    picture: bytes


def _read(page: ScanPage) -> Mapping[str, tuple[str, float]]:
    return dict(json.loads(page.ticks)) if page.ticks else {}


def waiting(workspace: Workspace, state: ScanState = ScanState.WAITING) -> list[WaitingScan]:
    """The forms whose pages wait (or were put aside), in the order of reading; pages without a code one by one."""
    groups: dict[tuple[str, str], list[ScanPage]] = {}
    with workspace.database.read() as connection:
        for page in scan_pages.in_state(connection, state):
            known = page.number or page.household_id
            groups.setdefault((page.number, page.household_id) if known else (page.id, ""), []).append(page)
        return [
            WaitingScan(tuple(sorted(pages, key=lambda page: page.page)), _form(connection, workspace, pages[0]))
            for pages in groups.values()
        ]


def _form(connection: Connection, workspace: Workspace, page: ScanPage) -> PaperForm | None:
    """The form that a page is of, with its record; None where its code or its household is not known here."""
    sheet = _sheet(connection, workspace, page)
    household_id = sheet.household_id if sheet is not None else page.household_id
    if household_id:
        found = stored_households.get_households(connection, [household_id])
        if not found or found[0].removed:
            return None
    elif sheet is None:
        return None
    return PaperForm(household_id, page.number, without_side(page.version), sheet)


def _sheet(connection: Connection, workspace: Workspace, page: ScanPage) -> FormSheet | None:
    sheets = sheets_of(connection, workspace.commune_code, page.number)
    return next((one for one in sheets if one.household_id == page.household_id), sheets[0] if sheets else None)


def pictures(workspace: Workspace, page_ids: Sequence[str]) -> list[KeptPage]:
    """The pages with their pictures; those that are gone are left out."""
    found = []
    with workspace.database.read() as connection:
        for page_id in page_ids:
            page, picture = scan_pages.find(connection, page_id), scan_pages.picture_of(connection, page_id)
            if page is not None and picture is not None:
                found.append(KeptPage(page, picture))
    return found


def put_aside(workspace: Workspace, scan: WaitingScan) -> None:
    """Put the pages of a form aside; they wait no longer."""
    _settle(workspace, scan, ScanState.ASIDE)


def bring_back(workspace: Workspace, scan: WaitingScan) -> None:
    """Let pages that were put aside wait again."""
    _settle(workspace, scan, ScanState.WAITING)


def _settle(workspace: Workspace, scan: WaitingScan, state: ScanState) -> None:
    with workspace.database.write() as connection:
        for page in scan.pages:
            scan_pages.settle(connection, [page.id], state, page.household_id, page.visit_id)


def delete(workspace: Workspace, scan: WaitingScan) -> list[KeptPage]:
    """Delete the pages with their pictures; what is returned can be kept again with :func:`keep_again`."""
    gone = pictures(workspace, scan.page_ids)
    with workspace.database.write() as connection:
        for page_id in scan.page_ids:
            scan_pages.drop(connection, page_id)
    return gone


def keep_again(workspace: Workspace, pages: Sequence[KeptPage]) -> None:
    """Keep pages again that were deleted a moment ago."""
    with workspace.database.write() as connection:
        for one in pages:
            if scan_pages.find(connection, one.page.id) is None:
                scan_pages.put(connection, one.page, one.picture)
