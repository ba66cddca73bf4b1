"""Reading scans and photographs of visit forms: every page is kept at once and waits for the officer.

What waits is grouped by form in :mod:`.waiting_scans`. Nothing that is read counts before it is confirmed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from functools import partial
from pathlib import Path

from sinhke_desktop.domain.form_sheet import FormCode, FormSheet, form_number, shown_number
from sinhke_desktop.domain.read_page import (
    BLANK,
    NO_CODE,
    NO_MARKERS,
    NOT_A_PICTURE,
    TOO_BLURRED,
    UNKNOWN_VERSION,
    ReadPage,
    ReadTick,
    TickState,
)
from sinhke_desktop.domain.scan_page import ScanPage
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Cancelled, Progress
from sinhke_desktop.scans.reading import SUFFIXES, PageReader, PictureRefused
from sinhke_desktop.services.returned_forms import sheets_of
from sinhke_desktop.services.waiting_scans import waiting
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import scan_pages
from sinhke_desktop.storage.exchange import Connection


class PageResult(StrEnum):
    """What became of a page: kept and waiting, the same picture as before, or blank and left out."""

    KEPT = "kept"
    KNOWN = "known"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page of a file: ``page_id`` is empty where not kept; ``remarks`` are sentences, empty if all is well."""

    place: int
    result: PageResult
    page_id: str = ""
    code: FormCode | None = None
    household: str = ""
    marked: int = 0
    doubtful: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: its pages, and in ``failure`` a sentence why it could not be read (to the end)."""

    path: Path
    pages: tuple[PageRead, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Every file that was read, in the order given; ``stopped`` where the officer gave up, what was read stays.

    ``missing`` are sentences: which pages of the forms that now wait were not scanned.
    """

    files: tuple[FileRead, ...]
    stopped: bool = False
    missing: tuple[str, ...] = ()

    @property
    def kept(self) -> int:
        """How many pages wait newly."""
        return sum(page.result is PageResult.KEPT for file in self.files for page in file.pages)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files named, and the pictures in the folders named (by name), in the order given.

    A folder that cannot be looked into or has no pictures stands for itself.
    """
    found: list[Path] = []
    for path in paths:
        try:
            inside = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file())
        except OSError:
            inside = []
        found += inside or [path]
    return found


def read_files(workspace: Workspace, paths: Sequence[Path], progress: Progress = SILENT) -> Reading:
    """Read the pages of files and folders; each is kept as soon as it is read, so that nothing is lost by a stop.

    ``progress.step`` gets files; its Cancelled ends the reading and is told in the answer. Raises StorageRefused.
    """
    files = files_in(paths)
    done: list[FileRead] = []
    stopped = False
    with PageReader() as reader:
        for number, path in enumerate(files):
            file, stopped = _read_file(workspace, reader, path, partial(progress.step, number, len(files)))
            if file.pages or not stopped:
                done.append(file)
            if stopped:
                break
    if not stopped:
        with suppress(Cancelled):
            progress.step(len(files), max(len(files), 1))
    return Reading(tuple(done), stopped, () if stopped else _missing(workspace, done))


def _read_file(
    workspace: Workspace, reader: PageReader, path: Path, alive: Callable[[], None]
) -> tuple[FileRead, bool]:
    """One file, and True where *alive* said to stop."""
    if path.is_dir():
        return FileRead(path, (), _("There is no picture or PDF in this folder, or it cannot be opened.")), False
    pages: list[PageRead] = []
    failure = ""
    try:
        for page in reader.pages(path, alive):
            pages.append(_keep(workspace, page))  # noqa: PERF401 - those before a failure count
    except PictureRefused as refused:
        failure = str(refused)
        if pages:
            told = _("{count} pages of it were read before that; the others were not.").format(count=len(pages))
            failure = f"{failure} {told}"
    except Cancelled:
        return FileRead(path, tuple(pages)), True
    return FileRead(path, tuple(pages), failure), False


def _missing(workspace: Workspace, files: Sequence[FileRead]) -> tuple[str, ...]:
    """Which pages are missing of the forms of which a page was kept now."""
    names = {page.page_id: page.household for file in files for page in file.pages if page.page_id}
    told = []
    for scan in waiting(workspace) if names else ():
        name = next((names[one] for one in scan.page_ids if one in names), None)
        if name is None or not scan.missing:
            continue
        first = scan.pages[0]
        form = ", ".join(filter(None, (shown_number(first.number) if first.number else "", name))) or first.file
        pages = ", ".join(map(str, scan.missing))
        text = _("Form {form}: page {pages} of {all} is missing. Scan it too, or confirm the form without it.")
        told.append(text.format(form=form, pages=pages, all=first.pages))
    return tuple(told)


def _keep(workspace: Workspace, page: ReadPage) -> PageRead:
    if page.problem == BLANK:
        return PageRead(page.place, PageResult.BLANK, remarks=(remark(BLANK),))
    sha256 = hashlib.sha256(page.picture).hexdigest()
    code = page.code
    with workspace.database.write() as connection:
        sheet = _sheet(connection, workspace, code)
        household_id = sheet.household_id if sheet else code.household_id if code else ""
        kept = ScanPage(
            workspace.new_id(), page.file, page.place, code.version if code else "", code.number if code else "",
            household_id, code.page if code else 0, code.pages if code else 0, ticks_text(page.ticks), sha256,
            workspace.clock().astimezone(UTC).isoformat(timespec="microseconds"), problem=page.problem,
        )  # fmt: skip
        known = scan_pages.known(connection, sha256)
        if not known:
            scan_pages.put(connection, kept, page.picture)
        remarks = [remark(page.problem)] if page.problem else []
        name, doubts = _standing(connection, code, sheet, household_id)
    if known:
        remarks = [_("This very picture was read before and is not kept twice.")]
    states = [tick.state for tick in page.ticks]
    return PageRead(
        page.place, PageResult.KNOWN if known else PageResult.KEPT, "" if known else kept.id, code, name,
        states.count(TickState.MARKED), states.count(TickState.DOUBTFUL), (*remarks, *doubts),
    )  # fmt: skip


def _sheet(connection: Connection, workspace: Workspace, code: FormCode | None) -> FormSheet | None:
    """The record of the form: by number, of two with one number that of the code's household."""
    if code is None or not code.number:
        return None
    sheets = sheets_of(connection, workspace.commune_code, code.number)
    return next((one for one in sheets if one.household_id == code.household_id), sheets[0] if sheets else None)


def _standing(
    connection: Connection, code: FormCode | None, sheet: FormSheet | None, household_id: str
) -> tuple[str, list[str]]:
    """The head's name, and what is doubtful about the form as such."""
    if code is None:
        return "", []
    doubts = []
    households = stored_households.get_households(connection, [household_id]) if household_id else []
    if code.number and sheet is None:
        doubts.append(_("No form with the number {number} was printed here.").format(number=shown_number(code.number)))
    if sheet is not None and code.household_id not in ("", sheet.household_id):
        doubts.append(_("The code names another household than the one this form was printed for. Compare the names."))
    if sheet is not None and sheet.returned_on is not None:
        doubts.append(_("This form was entered on {day} already.").format(day=f"{sheet.returned_on:%d/%m/%Y}"))
    if household_id and not households:
        doubts.append(_("Its household is not in this register; the form may be another commune's."))
    return households[0].head.full_name if households and households[0].members else "", doubts


def remark(problem: str) -> str:
    """What a problem of a page means, in a sentence with what to do."""
    return {
        NO_CODE: _("The code on this page cannot be read. Type the form number that stands beside it."),
        NO_MARKERS: _("Fewer than three corner marks were found, so no box was read. Type the form from the picture."),
        UNKNOWN_VERSION: _("This version of the form is not known to this program. Type the form from the picture."),
        TOO_BLURRED: _("The printed boxes are not where they should be or are blurred. Scan the page again."),
        NOT_A_PICTURE: _("The kept picture of this page is damaged. Scan the page again."),
        BLANK: _("This page is blank and was left out."),
    }[problem]


def ticks_text(ticks: Sequence[ReadTick]) -> str:
    """Ticks as a page keeps them: JSON, key → ``[state, ink]``; empty without any."""
    read = {tick.key: [tick.state.value, tick.ink] for tick in ticks}
    return json.dumps(read, ensure_ascii=False) if read else ""


def give_code(workspace: Workspace, page_id: str, number: str, page: int = 1) -> ScanPage:
    """Say which form a page is of whose code could not be read; its boxes are then read on the kept picture.

    Raises InvalidInput (NH-01 under ``number``, ``page``), NotFound where the page is gone.
    """
    from sinhke_desktop.scans.page_reading import read_again

    with workspace.database.read() as connection:
        kept, picture = scan_pages.find(connection, page_id), scan_pages.picture_of(connection, page_id)
        if kept is None or picture is None:
            raise NotFound(_("This page is not kept any more."), _("Read the scan again."))
        sheet = _numbered(connection, workspace, number)
    if not 1 <= page <= sheet.pages:
        text = _("This form has {pages} pages.").format(pages=sheet.pages)
        raise InvalidInput([Problem("page", text)])
    code = FormCode(sheet.version, sheet.number, sheet.household_id, page, sheet.pages)
    ticks, problem = read_again(picture, code)
    told = replace(
        kept, version=sheet.version, number=sheet.number, household_id=sheet.household_id, page=page,
        pages=sheet.pages, ticks=ticks_text(ticks), problem=problem,
    )  # fmt: skip
    with workspace.database.write() as connection:
        scan_pages.recognize(connection, told)
    return told


def _numbered(connection: Connection, workspace: Workspace, typed: str) -> FormSheet:
    try:
        number = form_number(typed)
    except ValueError:
        text = _("A form number has 8 digits; this one is mistyped. Compare it with the paper.")
        raise InvalidInput([Problem("number", text)]) from None
    sheets = sheets_of(connection, workspace.commune_code, number)
    if not sheets:
        unknown = _("No form with the number {number} was printed here.").format(number=shown_number(number))
        raise InvalidInput([Problem("number", unknown)])
    return next((one for one in sheets if one.returned_on is None), sheets[0])
