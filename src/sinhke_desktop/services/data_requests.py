"""Requests of people about their data: the register, what is due, the copy of a household's or a person's data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.data_request import REQUEST_NAMES, DataRequest
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.issued_paper import PERSONAL_COPY, IssuedPaper
from sinhke_desktop.domain.personal_copy import CopySection, PersonalCopy, sections_of
from sinhke_desktop.domain.request_register import RequestInput, answered, judge_request, overdue
from sinhke_desktop.domain.round_calendar import Deadline
from sinhke_desktop.domain.scan_page import ScanPage
from sinhke_desktop.domain.typed_values import Typed
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, issued_papers, privacy
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import issued_papers as stored_papers
from sinhke_desktop.storage import journal, places, records, scan_pages
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.personal_records import about_household, restricted_ids


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with the head of its household (empty where there is none or it was erased)."""

    request: DataRequest
    head: str
    overdue: bool

    @property
    def what(self) -> str:
        """What is asked for, in Vietnamese."""
        return REQUEST_NAMES[self.request.kind]


def add(workspace: Workspace, typed: RequestInput) -> DataRequest:
    """Enter a request; it is due two working days after receipt. Raises InvalidInput, NotFound."""
    request = judge_request(typed, workspace.new_id(), workspace.commune_code, today(workspace))
    with workspace.database.write() as connection:
        if request.household_id:
            stored_households.get_household(connection, request.household_id)
        journal.save(connection, author(workspace), records.drafts(connection, [request]))
    return request


def answer(workspace: Workspace, request_id: str, done_on: Typed, words: str, *, refused: bool = False) -> DataRequest:
    """Record what was answered and when; raises InvalidInput, NotFound."""
    with workspace.database.write() as connection:
        request = records.get(connection, DataRequest, request_id)
        done = answered(request, done_on, words, today(workspace), refused=refused)
        journal.save(connection, author(workspace), records.drafts(connection, [done]))
    return done


def get(workspace: Workspace, request_id: str) -> DataRequest:
    """One request; raises NotFound."""
    with workspace.database.read() as connection:
        return records.get(connection, DataRequest, request_id)


def listed(workspace: Workspace) -> list[RequestLine]:
    """The whole register: open requests by their due day, then the answered ones, newest first."""
    day = today(workspace)
    with workspace.database.read() as connection:
        found = records.all_of(connection, DataRequest, workspace.commune_code)
        heads = stored_households.head_names(connection, [one.household_id for one in found if one.household_id])
    waiting = sorted((one for one in found if one.done_on is None), key=lambda one: (one.due_on, one.id))
    done = sorted((one for one in found if one.done_on), key=lambda one: (one.done_on or day, one.id), reverse=True)
    return [RequestLine(one, heads.get(one.household_id, ""), overdue(one, day)) for one in [*waiting, *done]]


def deadlines(workspace: Workspace, day: date) -> list[Deadline]:
    """The open requests as things that are due, soonest first; for the overview."""
    text = _("Answer the request of {name}: {what}")
    return [
        Deadline(
            "data-request",
            text.format(name=one.request.requester, what=one.what),
            one.request.due_on,
            (one.request.due_on - day).days,
        )
        for one in listed(workspace)
        if one.request.done_on is None
    ]


def personal_copy(workspace: Workspace, household_id: str, member_id: str = "") -> PersonalCopy:
    """All that the store holds of a household, or of one of its members; raises NotFound."""
    with workspace.database.read() as connection:
        household = stored_households.get_household(connection, household_id)
        hamlets = {one.id: f"{one.kind} {one.name}" for one in places.all_hamlets(connection, workspace.commune_code)}
        reviews = stored_reviews.reviews_of(connection, household_id)
        others = about_household(connection, household_id)
        papers = stored_papers.naming(connection, household_id)
        scans = scan_pages.of_household(connection, household_id)
    if member_id and not any(member.id == member_id for member in household.members):
        raise NotFound(_("This person is no longer a member of the household."), _("Open the page again."))
    sections = sections_of(household, hamlets.get(household.hamlet_id, ""), reviews, others, member_id)
    return PersonalCopy(
        commune=communes.current(workspace),
        head=household.head.full_name,
        hamlet=hamlets.get(household.hamlet_id, ""),
        made_on=today(workspace),
        sections=(*sections, *_kept_sections(papers, scans)),
        person=next((one.full_name for one in household.members if one.id == member_id), ""),
    )


def _kept_sections(papers: Sequence[IssuedPaper], scans: Sequence[ScanPage]) -> list[CopySection]:
    """Which kept papers and scanned pages on this machine tell of the household; nothing where there are none."""
    told = [
        (f"{issued_papers.made_at(one):%d/%m/%Y}", f"{one.title} · số {one.number}" if one.number else one.title)
        for one in papers
    ]
    seen = [(f"{privacy.here(one.read_at):%d/%m/%Y}", f"{one.file}, trang {one.place}") for one in scans]
    named = (("Bản lưu giấy tờ đã phát hành có nêu hộ", told), ("Trang phiếu đã quét, lưu dạng ảnh", seen))
    return [CopySection(title, tuple(lines)) for title, lines in named if lines]


def print_copy(workspace: Workspace, household_id: str, path: Path, member_id: str = "") -> Path:
    """Keep "Bản sao dữ liệu cá nhân" as PDF, note it and write it to *path*; raises NotFound, DocumentNotWritten."""
    from sinhke_desktop.documents.personal_copy import NAME, render_personal_copy

    copied = personal_copy(workspace, household_id, member_id)
    content = render_personal_copy(copied)
    privacy.note_access(workspace, Action.COPIED, household_id, detail=path.name)
    issued_papers.write(
        workspace, path, PERSONAL_COPY, NAME, content, subject=copied.person or copied.head,
        household_ids=[household_id],
    )  # fmt: skip
    return path


def restrict(workspace: Workspace, household_id: str, reason: str) -> None:
    """Restrict the processing of a household's data, with the reason; lists, papers and exports leave it out."""
    _restricted(workspace, household_id, reason, "yes", Action.RESTRICTED)


def release(workspace: Workspace, household_id: str, reason: str) -> None:
    """End the restriction, with the reason."""
    _restricted(workspace, household_id, reason, "", Action.RELEASED)


def _restricted(workspace: Workspace, household_id: str, reason: str, wanted: str, action: Action) -> None:
    words = tidy(reason)
    if not words:
        raise InvalidInput([Problem("reason", _("Say why."), "HO-07")])
    with workspace.database.write() as connection:
        now = stored_households.get_household(connection, household_id)
        if now.restricted == wanted:
            return
        draft = journal.Draft(stored_households.KIND, household_id, {"restricted": wanted}, reason=words)
        journal.save(connection, author(workspace), [draft])
    privacy.note_access(workspace, action, household_id)


def is_restricted(workspace: Workspace, household_id: str) -> bool:
    """True if the household's data are restricted."""
    with workspace.database.read() as connection:
        return stored_households.get_household(connection, household_id).restricted == YES


def restricted(workspace: Workspace) -> list[Household]:
    """The households whose data are restricted, by id."""
    with workspace.database.read() as connection:
        return stored_households.get_households(connection, restricted_ids(connection, workspace.commune_code))
