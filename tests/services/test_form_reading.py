"""Reading scans into the store: kept once, waiting, told in plain words."""

from pathlib import Path

import pytest

from sinhke_desktop.domain.scan_page import ScanState
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import form_reading
from sinhke_desktop.services.form_reading import PageResult
from sinhke_desktop.storage import scan_pages

PDF = Path(__file__).parents[1] / "data" / "phieu-th1.pdf"


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


def test_a_number_that_is_wrong_or_not_printed_here_is_refused(workspace) -> None:
    reading = form_reading.read_files(workspace, [PDF])
    page_id = reading.files[0].pages[0].page_id
    for number in ("12345678", "00000000"):
        with pytest.raises(InvalidInput):
            form_reading.give_code(workspace, page_id, number)
    with pytest.raises(NotFound):
        form_reading.give_code(workspace, "0" * 32, "00000000")
