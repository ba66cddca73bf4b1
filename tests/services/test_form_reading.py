"""Reading scans into the store: kept once, waiting, told in plain words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
import segno

from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.domain.form_layouts import layout
from sinhke_desktop.domain.form_sheet import FormCode, check_digit
from sinhke_desktop.domain.form_stack import FormPaper, StackChoice
from sinhke_desktop.domain.read_page import (
    BLANK,
    NO_CODE,
    NO_MARKERS,
    NOT_A_PICTURE,
    PROBLEMS,
    TOO_BLURRED,
    ReadPage,
    TickState,
)
from sinhke_desktop.domain.scan_page import ScanState
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.scans.reading import refusal
from sinhke_desktop.services import form_reading, form_stacks, waiting_scans
from sinhke_desktop.services.form_reading import PageResult
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records, scan_pages

PDF = Path(__file__).parents[1] / "data" / "phieu-th1.pdf"
DPI = 150
PER_MM = DPI / 25.4
LAN, BINH = "Hồ Thị Lan", "Lê Văn Bình"
UNPRINTED = "4129073" + check_digit("4129073")


class Printed:
    """Forms that were issued, as grey pictures to write on and to scan."""

    def __init__(self, workspace, household_ids, folder, **choice):
        self.stack = form_stacks.make(workspace, household_ids, StackChoice(route_list=False, **choice))
        form_stacks.issue(workspace, self.stack)
        self.folder, self.pages = folder, []
        for page in range(page_count(self.stack.pdf)):
            width, height, pixels = render_page(self.stack.pdf, page, DPI / 72)
            colours = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
            self.pages.append(colours.mean(axis=2).astype(np.uint8))

    def part(self, page, box, left=0.0):
        """The picture of *box*."""
        edges = (round(one * PER_MM) for one in (box.top, box.bottom, left + box.left, left + box.right))
        top, bottom, start, end = edges
        return self.pages[page][top:bottom, start:end]

    def cross(self, page, box, left=0.0):
        part = np.ascontiguousarray(self.part(page, box, left))
        rows, columns = part.shape
        for start, end in (((4, 4), (columns - 5, rows - 5)), ((columns - 5, 4), (4, rows - 5))):
            cv2.line(part, start, end, 30, 3, cv2.LINE_AA)
        self.part(page, box, left)[:] = part

    def code(self, page, text, version="TH2"):
        """Put another text into the QR, or none."""
        part = self.part(page, layout(version).qr)
        part[:] = 255
        if text:
            modules = np.array([[255 * (not dark) for dark in row] for row in segno.make(text, error="m").matrix])
            part[:] = cv2.resize(modules.astype(np.uint8), part.shape[::-1], interpolation=cv2.INTER_NEAREST)

    def scan(self, page, name="a.png"):
        cv2.imwrite(str(self.folder / name), self.pages[page])
        return self.folder / name


def box_of(version, key, page=1, pages=1):
    return next(one.box for one in layout(version).fields(page, pages) if one.key == key)


def one_page(workspace, path):
    (file,) = form_reading.read_files(workspace, [path]).files
    (page,) = file.pages
    return page


def test_pages_are_kept_at_once_and_the_same_pictures_not_twice(workspace, tmp_path) -> None:
    (tmp_path / "nothing.jpg").write_bytes(b"")
    reading = form_reading.read_files(workspace, [tmp_path, PDF])
    assert reading.kept == 4
    assert reading.files[0].failure
    assert [page.result for page in reading.files[1].pages] == [PageResult.KEPT] * 4
    assert all(page.remarks for page in reading.files[1].pages), "these households are not in the register"
    with workspace.database.read() as connection:
        assert len(scan_pages.in_state(connection, ScanState.WAITING)) == 4
    assert form_reading.read_files(workspace, [PDF]).kept == 0


def test_giving_up_keeps_what_was_read(workspace) -> None:
    class GivesUp:
        def step(self, done: int, total: int) -> None:
            with workspace.database.read() as connection:
                if scan_pages.in_state(connection, ScanState.WAITING):
                    raise Cancelled

    reading = form_reading.read_files(workspace, [PDF], GivesUp())
    assert reading.stopped
    assert reading.kept == 1


def test_one_file_that_cannot_be_read_says_where_it_ended(workspace, tmp_path) -> None:
    (tmp_path / "none").mkdir()
    reading = form_reading.read_files(workspace, [tmp_path / "none", tmp_path / "gone.jpg"])
    assert [(file.pages, bool(file.failure)) for file in reading.files] == [((), True)] * 2
    assert reading.missing == ()


def test_giving_up_before_a_file_leaves_it_out(workspace) -> None:
    class GivesUp:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    reading = form_reading.read_files(workspace, [PDF], GivesUp())
    assert (reading.files, reading.stopped) == ((), True)


def test_a_file_that_breaks_off_says_how_many_pages_were_read(workspace, monkeypatch) -> None:
    def breaks(_reader, path, _alive):
        yield ReadPage(path.name, 1, None, problem=BLANK)
        raise refusal("damaged")

    monkeypatch.setattr(form_reading.PageReader, "pages", breaks)
    (file,) = form_reading.read_files(workspace, [PDF]).files
    assert file.failure.endswith("Trước đó đã đọc được 1 trang của tệp; các trang còn lại chưa đọc.")


def test_a_form_printed_here_comes_back_with_its_household_and_its_ticks(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    printed.cross(0, box_of("TH2", "need:loan"))
    page = one_page(workspace, printed.scan(0))
    assert (page.household, page.marked, page.remarks) == (LAN, 1, ())
    (scan,) = waiting_scans.waiting(workspace)
    assert scan.ticks()["need:loan"] is TickState.MARKED
    assert scan.form.sheet == printed.stack.sheets[0]


def test_blank_backs_are_left_out_and_said(village, tmp_path) -> None:
    workspace, _ids = village
    cv2.imwrite(str(tmp_path / "back.png"), np.full((1700, 1200), 250, np.uint8))
    page = one_page(workspace, tmp_path / "back.png")
    assert (page.result, page.remarks) == (PageResult.BLANK, (form_reading.remark(BLANK),))
    assert waiting_scans.waiting(workspace) == []


def test_every_problem_of_a_page_has_a_sentence_of_its_own() -> None:
    assert len({form_reading.remark(one) for one in PROBLEMS}) == len(PROBLEMS)


# Codes that are not ours or do not fit ------------------------------------------------------------------------------


def test_another_programs_code_is_no_code_of_a_form(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    printed.code(0, "https://example.org/ve/so-12345?x=SK1|TH2")
    page = one_page(workspace, printed.scan(0))
    assert (page.code, page.household, page.remarks) == (None, "", (form_reading.remark(NO_CODE),))


def test_a_number_with_a_wrong_check_digit_is_no_code_of_a_form(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    printed.code(0, f"SK1|TH2|{int(UNPRINTED) + 1:08d}|1/1|{ids[LAN]}")
    assert one_page(workspace, printed.scan(0)).code is None


def test_a_number_that_was_never_printed_here_is_told(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    printed.code(0, FormCode("TH2", UNPRINTED, ids[LAN], 1, 1).text())
    page = one_page(workspace, printed.scan(0))
    assert page.household == LAN
    assert ["chưa in phiếu nào" in one for one in page.remarks] == [True]


def test_another_communes_household_is_told(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    printed.code(0, FormCode("TH2", UNPRINTED, "f" * 32, 1, 1).text())
    page = one_page(workspace, printed.scan(0))
    assert page.household == ""
    assert len(page.remarks) == 2
    assert waiting_scans.waiting(workspace)[0].form is None


def test_a_code_with_another_household_than_the_form_is_told_and_the_form_decides(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    number = printed.stack.sheets[0].number
    printed.code(0, FormCode("TH2", number, ids[BINH], 1, 1).text())
    page = one_page(workspace, printed.scan(0))
    assert page.household == LAN
    assert len(page.remarks) == 1


def test_a_form_that_was_entered_already_is_told(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    returned = replace(printed.stack.sheets[0], returned_on=date(2025, 11, 20))
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [returned]))
    page = one_page(workspace, printed.scan(0))
    assert ["20/11/2025" in one for one in page.remarks] == [True]


# Pages of one form --------------------------------------------------------------------------------------------------


def test_a_page_that_is_missing_is_told_until_it_is_scanned(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    number = printed.stack.sheets[0].number
    printed.code(0, FormCode("TH2", number, ids[LAN], 1, 2).text())
    (told,) = form_reading.read_files(workspace, [printed.scan(0)]).missing
    assert f"{number[:4]} {number[4:]}, {LAN}: thiếu trang 2" in told
    printed.code(0, FormCode("TH2", number, ids[LAN], 2, 2).text())
    assert form_reading.read_files(workspace, [printed.scan(0, "b.png")]).missing == ()
    (scan,) = waiting_scans.waiting(workspace)
    assert [page.page for page in scan.pages] == [1, 2]


def test_only_forms_read_now_are_told_as_missing_a_page(village, tmp_path) -> None:
    workspace, ids = village
    first = Printed(workspace, [ids[LAN]], tmp_path)
    first.code(0, FormCode("TH2", "", "", 1, 1).text())
    first.code(0, f"SK1|TH1|{ids[LAN]}|1/2")
    assert form_reading.read_files(workspace, [first.scan(0)]).missing
    second = Printed(workspace, [ids[BINH]], tmp_path)
    assert form_reading.read_files(workspace, [second.scan(0, "b.png")]).missing == ()


def test_two_pictures_of_a_page_that_disagree_make_a_tick_doubtful(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    first = printed.scan(0)
    printed.cross(0, box_of("TH2", "need:loan"))
    form_reading.read_files(workspace, [first, printed.scan(0, "b.png")])
    (scan,) = waiting_scans.waiting(workspace)
    assert len(scan.pages) == 2
    assert scan.ticks()["need:loan"] is TickState.DOUBTFUL
    alone = [replace(scan, pages=(page,)).ticks() for page in scan.pages]
    assert [read["need:loan"] for read in alone] == [TickState.EMPTY, TickState.MARKED]
    assert {key: state for key, state in scan.ticks().items() if alone[0][key] is alone[1][key]}.items() <= (
        alone[0].items()
    )


# A number typed for a page ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "left", "version"), [
    (FormPaper.A4, 0.0, "TH2"), (FormPaper.A5, 0.0, "TN1"), (FormPaper.A5, 148.5, "TN1R"),
])  # fmt: skip
def test_a_page_whose_code_is_torn_away_is_read_by_its_number(village, tmp_path, paper, left, version) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN], ids[BINH]], tmp_path, paper=paper)
    printed.cross(0, box_of(version, "need:loan"), left)
    printed.part(0, layout(version).qr, left)[:] = 255
    (file,) = form_reading.read_files(workspace, [printed.scan(0)]).files
    (page,) = [one for one in file.pages if one.code is None]
    sheet = printed.stack.sheets[1 if left else 0]
    with workspace.database.read() as connection:
        before = scan_pages.find(connection, page.page_id)
        picture = scan_pages.picture_of(connection, page.page_id)
    told = form_reading.give_code(workspace, page.page_id, f" {sheet.number[:4]}-{sheet.number[4:]} ")
    with workspace.database.read() as connection:
        assert scan_pages.find(connection, page.page_id) == told
        assert scan_pages.picture_of(connection, page.page_id) == picture
    assert (told.number, told.household_id, told.problem) == (sheet.number, sheet.household_id, "")
    assert (told.id, told.read_at, told.file, told.place) == (before.id, before.read_at, before.file, before.place)
    scan = next(one for one in waiting_scans.waiting(workspace) if page.page_id in one.page_ids)
    assert scan.form.sheet == sheet
    assert [key for key, state in scan.ticks().items() if state is TickState.MARKED] == ["need:loan"]


def test_a_picture_without_marks_takes_its_number_and_says_that_no_box_was_read(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    printed.pages[0][:, : round(20 * PER_MM)] = 255
    page = one_page(workspace, printed.scan(0))
    assert page.remarks[0] == form_reading.remark(NO_MARKERS)
    told = form_reading.give_code(workspace, page.page_id, printed.stack.sheets[0].number)
    assert (told.ticks, told.problem) == ("", NO_MARKERS)


def test_a_kept_picture_that_is_damaged_is_told(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    page = one_page(workspace, printed.scan(0))
    (kept,) = waiting_scans.pictures(workspace, [page.page_id])
    with workspace.database.write() as connection:
        scan_pages.drop(connection, page.page_id)
        scan_pages.put(connection, kept.page, b"RIFF")
    told = form_reading.give_code(workspace, page.page_id, printed.stack.sheets[0].number)
    assert told.problem == NOT_A_PICTURE


def test_a_page_number_that_the_form_has_not_is_refused(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    page = one_page(workspace, printed.scan(0))
    for number in (0, printed.stack.sheets[0].pages + 1):
        with pytest.raises(InvalidInput) as told:
            form_reading.give_code(workspace, page.page_id, printed.stack.sheets[0].number, number)
        assert told.value.problems[0].field == "page"


def test_a_number_that_is_wrong_or_not_printed_here_is_refused(workspace) -> None:
    reading = form_reading.read_files(workspace, [PDF])
    page_id = reading.files[0].pages[0].page_id
    for number in ("12345678", "00000000"):
        with pytest.raises(InvalidInput):
            form_reading.give_code(workspace, page_id, number)
    with pytest.raises(NotFound):
        form_reading.give_code(workspace, "0" * 32, "00000000")


def test_a_blurred_page_is_kept_with_its_code_and_says_so(village, tmp_path) -> None:
    workspace, ids = village
    printed = Printed(workspace, [ids[LAN]], tmp_path)
    for one in layout("TH2").fields(1, 1):
        if one.key.startswith(("need:", "indicator:")):
            printed.part(0, replace(one.box, left=one.box.left - 1, top=one.box.top - 1, width=8, height=8))[:] = 255
    page = one_page(workspace, printed.scan(0))
    assert page.code is not None
    assert page.remarks == (form_reading.remark(TOO_BLURRED),)
