"""What the exchange page says, with services written by hand."""

import time
from pathlib import Path

import pytest

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.exchange import words
from sinhke_desktop.gui.exchange.presenter import (
    ExchangePresenter,
    ExchangeServices,
    bundle_row,
    local_time,
)
from sinhke_desktop.services.exchange import ExchangeState, Exported, ReceiptRead, SentBundle
from sinhke_desktop.services.outgoing import Outgoing
from sinhke_desktop.services.outgoing_preview import LeavingRecord, Preview
from sinhke_desktop.services.pairing import KeyFile
from sinhke_desktop.services.totals_out import TotalsPreview, TotalsWritten

NOTHING = Outgoing(0, 0, 0, 0, 0, 0, 0, 0, 0)
LEAVING = Outgoing(120, 464, 0, 3, 0, 0, 0, 1, 1597)
STATE = ExchangeState(True, "Sở", "1", "2", (), 0, 0, 0, 0)


def bundle(number, *, received=False, copied="2025-11-20T03:00:00+00:00"):
    return SentBundle("e", number, "f", 12, "2025-11-20T03:00:00+00:00", copied, received)


class View:
    """Notes what is shown."""

    def __init__(self):
        self.leaving, self.done, self.errors, self.asked, self.rows, self.earlier = (), "", [], [], [], 0

    def show_pairing(self, state):
        self.paired = state.paired

    def show_outgoing(self, lines, to, *, anything, main_machine):
        self.leaving = (list(lines), to, anything)
        self.main_machine = main_machine

    def show_personal(self, preview):
        self.preview = preview

    def show_waiting(self, to_decide, returned):
        self.waiting = (to_decide, returned)

    def show_records(self, preview):
        self.listed = preview

    def ask_totals(self, preview, office):
        self.totals = (preview, office)

    def show_bundles(self, rows, earlier):
        self.rows, self.earlier = list(rows), earlier

    def show_done(self, text):
        self.done = text

    def show_error(self, error):
        self.errors.append(error)

    def ask_number(self, offered, path):
        self.asked.append((offered, path))


class Office:
    """Answers what it is told to, or fails."""

    def __init__(self):
        self.fails = None
        self.exported = Exported(Path("gói.xxb"), "e", 7, 1597, 9000, False, ())
        self.receipt = ReceiptRead(True, 7, 0, (), True, "", "Đã nhận đến gói số 7.")
        self.state = STATE
        self.leaving = NOTHING
        self.preview = Preview(("Họ và tên", "Số CCCD"), ("Dân tộc",), (), 0, 2)
        self.copied = []

    def answer(self, value):
        if self.fails:
            raise self.fails
        return value


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def view():
    return View()


@pytest.fixture
def changes():
    return []


@pytest.fixture
def presenter(view, office, changes):
    def shown(_title, work, done, *, failed):
        try:
            result = work(None)
        except SinhkeError as error:
            failed(error)
        else:
            done(result)

    services = ExchangeServices(
        state=lambda: office.state,
        outgoing=lambda: office.leaving,
        export=lambda folder, progress: office.answer(office.exported),
        read_receipt=lambda path: office.answer(office.receipt),
        send_all_again=lambda: office.answer(347),
        write_key_file=lambda folder: office.answer(KeyFile(folder / "khóa.xxk", "12345")),
        read_certificate=lambda path: office.answer("lời đáp"),
        accept_certificate=lambda path: office.answer(None),
        preview=lambda progress: office.preview,
        waiting=lambda: (3, 1),
        copy_again=lambda epoch, number, folder, progress: office.answer(folder / f"{epoch}-{number}.xxb"),
        totals=lambda progress: TotalsPreview((), 40, 2),
        write_totals=lambda folder, progress, totals: office.answer(TotalsWritten(folder / "số.xxt", 1, 0, 900)),
    )
    return ExchangePresenter(
        view, services, lambda work, done: done(work(None)), shown, lambda text, undo=None: None,
        lambda: changes.append(True),
    )  # fmt: skip


def test_what_leaves_is_said_in_counts_without_zeros():
    lines = words.outgoing_words(LEAVING, 0)
    assert len(lines) == 5
    assert "120" in lines[0]
    assert "464" in lines[1]
    assert "1.597" in lines[-1]
    assert "7" in words.outgoing_words(LEAVING, 7)[-1]
    assert words.outgoing_words(NOTHING, 7) == []


def test_a_verified_copy_names_number_changes_and_place(presenter, view, changes):
    presenter.export(Path("usb"))
    for part in ("7", "1.597", "gói.xxb"):
        assert part in view.done
    assert changes == [True]


def test_a_refused_stick_is_told_and_the_page_reads_again(presenter, view, office, changes):
    office.fails = SinhkeError("USB bị khóa.", code="GB-21")
    presenter.export(Path("usb"))
    assert view.errors == [office.fails]
    assert view.done == ""
    assert changes == [True]


def test_a_receipt_says_up_to_where_and_what_still_waits(presenter, view, office):
    office.receipt = ReceiptRead(True, 6, 12, (), None, "", "Đã nhận đến gói số 6.")
    presenter.read_receipt(Path("biên nhận"))
    assert view.done.startswith("Đã nhận đến gói số 6.")
    assert "12" in view.done


def test_an_older_receipt_is_told_with_its_code(presenter, view, office):
    office.receipt = ReceiptRead(False, 7, 0, (), None, "GB-19", "Biên nhận cũ hơn.")
    presenter.read_receipt(Path("biên nhận"))
    assert view.done == "Biên nhận cũ hơn. (GB-19)"


def test_a_certificate_is_never_accepted_without_asking_for_its_number(presenter, view, changes):
    presenter.read_certificate(Path("đáp.xxc"))
    assert view.asked == [("lời đáp", Path("đáp.xxc"))]
    assert changes == []


def test_a_wrong_certificate_is_told(presenter, view, office):
    office.fails = SinhkeError("Không phải của máy này.", code="GB-04")
    presenter.read_certificate(Path("đáp.xxc"))
    assert view.errors == [office.fails]
    assert view.asked == []


def test_the_newest_bundles_come_first_and_the_others_are_counted(presenter, view, office):
    bundles = tuple(bundle(number, received=number < 40) for number in range(1, 42))
    office.state = ExchangeState(True, "Sở", "1", "2", bundles, 39, 2, 0, 0)
    presenter.refresh()
    assert [view.rows[0].number, view.rows[-1].number, len(view.rows), view.earlier] == [41, 12, 30, 11]
    assert [row.tone for row in view.rows[:3]] == ["warn", "warn", "escaped"]


def test_a_sealed_bundle_that_no_stick_holds_stands_out():
    assert bundle_row(bundle(3, copied="")).tone == "poor"
    assert bundle_row(bundle(3, copied="")).copied == local_time("") == "–"


def test_sending_everything_again_says_how_much_and_reads_the_page_again(presenter, view, changes):
    presenter.send_everything_again()
    assert "347" in view.done
    assert changes == [True]


def test_times_are_the_commune_s_whatever_the_machine_s_zone_is(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert local_time("2025-11-20T20:30:00+00:00") == "21/11/2025 03:30"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_kinds_of_personal_data_and_restricted_households_are_named(presenter, view, office):
    office.leaving = LEAVING
    presenter.refresh()
    assert view.waiting == (3, 1)
    lines = words.personal_words(view.preview)
    assert lines[0].endswith("họ và tên, số CCCD")
    assert lines[1].endswith("dân tộc")
    assert "2" in lines[2]
    presenter.look_at_records()
    assert view.listed is office.preview


def test_many_kinds_of_data_are_counted_after_the_first(view):
    many = Preview(tuple(f"Trường {number}" for number in range(9)), (), (), 0, 0)
    [line] = words.personal_words(many)
    assert "trường 5" in line
    assert "trường 6" not in line
    assert "3" in line.split("trường 5")[1]


def test_what_came_along_with_a_receipt_is_said_in_sentences():
    read = ReceiptRead(True, 7, 0, (), None, "", "Đã nhận", 12, 2, "12345 67890", 1)
    said = words.came_along(read)
    assert [text for part in ("12", "2", "1", "12345 67890") for text in said if part in text]
    assert len(said) == 4
    assert words.came_along(ReceiptRead(True, 7, 0, (), None, "", "Đã nhận")) == []


def test_the_numbers_alone_are_counted_asked_about_and_written(presenter, view, office, changes):
    presenter.refresh()
    presenter.look_at_totals()
    preview, to = view.totals
    assert (preview.numbers, to) == (40, "Sở")
    assert "2" in words.totals_words(preview)[-1]
    presenter.write_totals(Path("usb"), preview)
    assert "số.xxt" in view.done
    office.fails = SinhkeError("USB bị khóa.", code="GB-21")
    presenter.write_totals(Path("usb"), preview)
    assert view.errors == [office.fails]


def test_a_bundle_is_copied_again_under_its_own_number(presenter, view):
    presenter.copy_again(bundle_row(bundle(6)), Path("usb"))
    assert "e-6.xxb" in view.done
    assert "6" in view.done


def test_changed_fields_of_a_record_are_named():
    record = LeavingRecord("household", "1", "Hộ", "Hộ A", "changed", ("Điện thoại", "Ghi chú"), False)
    assert words.fields_of(record) == "Điện thoại, Ghi chú"
    assert words.how_words(record)


def test_the_numbers_alone_name_their_tables_and_years():
    counted = [CommuneTotal("table-1", "2024"), CommuneTotal("table-2", "2025"), CommuneTotal("model"),
               CommuneTotal("model"), CommuneTotal("new-subject")]  # fmt: skip
    said = words.totals_words(TotalsPreview(tuple(counted), 9, 0))
    assert len(said) == 2
    assert said[0].startswith("2 ")
    assert said[0].rstrip(".").endswith("2024, 2025")
    assert "," not in said[1]
