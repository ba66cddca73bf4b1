"""From the stick to the receipt with hand-written services and view; no Qt."""

from dataclasses import replace
from pathlib import Path

import pytest

from sinhke_desktop.domain.admission import Note, Verdict
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.office.contract import OfficeServices, Show, Step
from sinhke_desktop.gui.office.presenter import OfficePresenter
from sinhke_desktop.progress import SILENT, Cancelled
from sinhke_desktop.services.office_receipts import ReceiptOut, ReceiptState
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.receiving_plan import (
    FieldChange,
    How,
    KindCount,
    PlannedChange,
    ReceivingPlan,
    StoreChanged,
)
from sinhke_desktop.services.receiving_undo import Undoable
from sinhke_desktop.services.staging import StagedFile, StagedState
from sinhke_desktop.services.stick_files import StickFiles

STICK = Path("/media/usb")


def staged(number, *, state=StagedState.WAITING, code="", device="d1", kept=True):
    return StagedFile(
        f"hash{number}", f"goi{number}.xxb", "sync", device, "Xã Anh Dũng", ("22828",), number, 3_000_000, state, code,
        "Lý do." if code else "", "", "2026-11-27T03:00:00+00:00" if kept else "",
    )  # fmt: skip


def change(title, how, conflicts=0):
    return PlannedChange("household", title, "Hộ", title, "22828", how, (FieldChange("note", "Ghi chú", "", "x"),),
                         conflicts)  # fmt: skip


CHANGES = (
    change("Hộ Đỗ Đức Dũng", How.CHANGED, 1),
    change("Hộ Hồ Thị Lan", How.REMOVED),
    change("Hộ Lê Văn Ba", How.NEW),
)


class Services:
    def __init__(self):
        self.files = [staged(1), staged(2)]
        self.on_stick = StickFiles(bundles=(STICK / "goi1.xxb", STICK / "goi2.xxb"))
        self.answers = None
        self.applied, self.grounds, self.undone, self.forgotten, self.written = [], [], [], [], []
        self.refuse = {}
        self.codes = {}
        self.stop_at = None
        self.receipts = [ReceiptState("d1", "Xã Anh Dũng", ("22828",), True, "")]
        self.plan_of = ReceivingPlan(
            self.files[0], Verdict.APPLY, "", "", "", 1, {"household": KindCount(1, 1, 1, 1)}, CHANGES, 1, True,
            ground="g1",
        )  # fmt: skip

    def found_on(self, folder):
        return self.on_stick

    def stage(self, paths, progress):
        return self.answers if self.answers is not None else self.files

    def staged(self):
        return [one for one in self.files if one.staged_at]

    def forget(self, header_hash):
        self.forgotten.append(header_hash)
        self.files = [one for one in self.files if one.header_hash != header_hash]

    def plan(self, header_hash, progress):
        return replace(self.plan_of, file=next(one for one in self.files if one.header_hash == header_hash))

    def apply(self, header_hash, ground, progress):
        if self.stop_at == header_hash:
            raise Cancelled
        if header_hash in self.refuse:
            raise self.refuse[header_hash]
        file = next(one for one in self.files if one.header_hash == header_hash)
        self.files = [one for one in self.files if one.header_hash != header_hash]
        self.grounds.append(ground)
        code = self.codes.get(header_hash, "")
        if not code:
            self.applied.append(file)
        return Outcome(
            Verdict.DUPLICATE if code else Verdict.APPLY, Note.NONE, code, "Gói đã nhận.", "", file.sender,
            file.commune_codes, file.number, 12, 1 if file.number == 2 else 0, None if code else True, None,
        )  # fmt: skip

    def last_received(self):
        return [
            Undoable("e", one.number, "22828", one.sender, one.number, "2026-11-27T03:00:00+00:00", "Trần Văn Nhận", 12,
                     "")
            for one in reversed(self.applied)
        ]  # fmt: skip

    def undo(self, epoch, sequence):
        if ("undo", sequence) in self.refuse:
            raise self.refuse["undo", sequence]
        self.undone.append(sequence)
        self.applied = [one for one in self.applied if one.number != sequence]

    def receipt_states(self):
        return self.receipts

    def write_receipts(self, folder, devices):
        if "write" in self.refuse:
            raise self.refuse["write"]
        self.written.append((folder, tuple(devices)))
        return [ReceiptOut(one, "Xã Anh Dũng", "a.xxr", folder / "a.xxr", 4) for one in devices or ["d1"]]

    def bundle(self):
        return OfficeServices(
            self.found_on, self.stage, self.staged, self.forget, self.plan, self.apply, self.last_received, self.undo,
            self.receipt_states, self.write_receipts,
        )  # fmt: skip


class View:
    def __init__(self):
        self.step = None
        self.files, self.can_all = [], False
        self.found, self.key_files, self.odd = "", (), ""
        self.plan, self.changes, self.counts, self.chosen = None, [], {}, None
        self.outcomes, self.summary = [], ""
        self.received, self.receipts, self.here, self.written = [], [], 0, ""
        self.error, self.fault, self.told, self.changes_told = None, None, [], 0
        self.after = lambda: None

    def show_step(self, step):
        self.step = step

    def show_files(self, rows, *, can_receive_all):
        self.files, self.can_all = list(rows), can_receive_all

    def show_found(self, text, *, key_files):
        self.found, self.key_files = text, key_files

    def show_odd(self, text):
        self.odd = text

    def show_plan(self, shown):
        self.plan = shown

    def show_changes(self, changes, counts, chosen):
        self.changes, self.counts, self.chosen = list(changes), counts, chosen

    def show_outcomes(self, rows, summary):
        self.outcomes, self.summary = list(rows), summary

    def show_received(self, rows):
        self.received = list(rows)

    def show_receipts(self, rows, *, here):
        self.receipts, self.here = list(rows), here

    def show_written(self, text):
        self.written = text

    def show_error(self, error):
        self.error = error

    def tell(self, text, undo=None):
        self.told.append((text, undo))

    def changed(self):
        self.changes_told += 1
        self.after()

    def failed(self, error):
        self.fault = error


def at_once(work, done, *, failed=None, cancelled=None, progressed=None):
    try:
        result = work(SILENT)
    except Cancelled:
        cancelled()
        return
    except Exception as error:
        failed(error)
        return
    done(result)


@pytest.fixture
def view():
    return View()


@pytest.fixture
def services():
    return Services()


@pytest.fixture
def presenter(view, services):
    made = OfficePresenter(view, services.bundle(), at_once, lambda title, *given, **how: at_once(*given, **how))
    view.after = made.refresh
    return made


def test_a_stick_is_looked_at_once_when_it_comes_and_its_bundles_are_offered(presenter, view):
    presenter.sticks({STICK: "A"})
    assert view.step is Step.FILES
    assert [row.number for row in view.files] == ["1", "2"]
    assert (view.files[0].size, view.can_all) == ("2,9 MB", True)
    assert "usb" in view.found
    view.found = ""
    presenter.sticks({STICK: "A"})
    assert view.found == ""
    presenter.sticks({})
    presenter.sticks({STICK: "A"})
    assert "usb" in view.found
    view.found = ""
    presenter.sticks({STICK: "B"})
    assert "usb" in view.found


def test_a_stick_that_was_pulled_behind_another_page_is_looked_at_when_it_comes_back(presenter, view):
    presenter.sticks({STICK: "A"})
    view.found = ""
    presenter.sticks({STICK: "A"}, shown=False)
    presenter.sticks({STICK: "A"})
    assert view.found == ""
    presenter.sticks({}, shown=False)
    presenter.sticks({STICK: "A"}, shown=False)
    assert view.found == ""
    presenter.sticks({STICK: "A"})
    assert "usb" in view.found


def test_key_files_lead_to_pairing_and_odd_files_are_a_warning(presenter, view, services):
    services.on_stick = StickFiles(key_files=(STICK / "a.xxk",), odd=7)
    presenter.look_at(STICK)
    assert view.key_files == (STICK / "a.xxk",)
    assert "7" in view.odd
    services.on_stick = StickFiles()
    presenter.look_at(STICK)
    assert view.odd == ""
    assert view.found != ""


def test_a_refused_file_is_told_with_its_code_and_cannot_be_received(presenter, view, services):
    services.answers = [staged(1), staged(9, state=StagedState.REFUSED, code="GB-02", kept=False)]
    presenter.take([STICK / "goi9.xxb"])
    refused = view.files[-1]
    assert ("GB-02" in refused.why, refused.tone, refused.can_receive, refused.kept) == (True, "poor", False, False)


def test_a_bundle_received_before_is_told_so_and_its_receipt_is_written_again(presenter, view, services):
    services.files = []
    services.answers = [staged(1, state=StagedState.REFUSED, code="GB-08", kept=False)]
    presenter.take([STICK / "goi1.xxb"])
    assert [row.tone for row in view.files] == ["neutral"]
    presenter.write_receipts_back(STICK)
    assert services.written == [(STICK, ("d1",))]


def test_folders_among_dropped_files_are_looked_into(presenter, view, tmp_path):
    presenter.take([tmp_path])
    assert tmp_path.name in view.found


def test_a_file_in_the_list_is_dropped_for_good(presenter, view, services):
    presenter.refresh()
    presenter.forget("hash1")
    assert services.forgotten == ["hash1"]
    assert [row.number for row in view.files] == ["2"]


def test_the_plan_opens_with_what_a_person_must_decide(presenter, view):
    presenter.look_into("hash1")
    assert view.step is Step.PREVIEW
    assert view.plan.can_receive
    assert [one.title for one in view.changes] == ["Hộ Đỗ Đức Dũng"]
    assert (view.chosen, view.counts[Show.ALL], view.counts[Show.NEW]) == (Show.CONFLICTS, 3, 1)


def test_planned_changes_are_filtered_and_found_without_accents(presenter, view):
    presenter.look_into("hash1")
    presenter.choose(Show.REMOVED)
    assert [one.title for one in view.changes] == ["Hộ Hồ Thị Lan"]
    presenter.choose(Show.ALL)
    presenter.search("ba ho")
    assert [one.title for one in view.changes] == ["Hộ Lê Văn Ba"]
    assert view.counts[Show.REMOVED] == 0


def test_a_plan_that_would_not_be_applied_says_why_and_offers_nothing(presenter, view, services):
    services.plan_of = replace(services.plan_of, code="GB-10", message="Thiếu gói 5.", changes=(), conflicts=0)
    presenter.look_into("hash1")
    assert not view.plan.can_receive
    assert "GB-10" in view.plan.verdict


def test_going_back_from_the_plan_writes_nothing(presenter, view, services):
    presenter.look_into("hash1")
    assert presenter.back()
    assert (view.step, services.applied) == (Step.FILES, [])
    assert not presenter.back()


def test_receiving_what_was_looked_at_takes_the_ground_of_its_plan_and_can_be_undone(presenter, view, services):
    presenter.look_into("hash1")
    presenter.receive()
    assert services.grounds == ["g1"]
    assert (view.step, [row.tone for row in view.outcomes]) == (Step.DONE, ["escaped"])
    _text, undo = view.told[-1]
    undo()
    assert services.undone == [1]
    assert view.step is Step.FILES


def test_what_changed_under_the_plan_is_planned_again_and_told(presenter, view, services):
    services.refuse["hash1"] = StoreChanged("Dữ liệu đã thay đổi.", "Xem lại.")
    presenter.look_into("hash1")
    presenter.receive()
    assert view.error.code == "GB-32"
    assert (view.step, view.outcomes) == (Step.PREVIEW, [])


def test_all_are_received_though_one_is_refused_and_one_was_there_before(presenter, view, services):
    services.files = [staged(1), staged(2), staged(3), staged(4, state=StagedState.HELD)]
    services.refuse["hash1"] = SinhkeError("Gói bị hỏng.", "Chép lại.", "GB-03")
    services.codes["hash3"] = "GB-08"
    presenter.refresh()
    presenter.receive_all()
    assert [row.number for row in view.outcomes] == ["1", "2", "3", "4"]
    assert [row.tone for row in view.outcomes] == ["poor", "warn", "neutral", "escaped"]
    assert "2" in view.summary
    _text, undo = view.told[-1]
    undo()
    assert services.undone == [4, 2]


def test_stopping_between_two_files_keeps_and_tells_what_was_received(presenter, view, services):
    services.stop_at = "hash2"
    presenter.refresh()
    presenter.receive_all()
    assert [row.number for row in view.outcomes] == ["1"]
    assert view.step is Step.DONE


def test_stopping_the_first_file_changes_nothing(presenter, view, services):
    services.stop_at = "hash1"
    presenter.look_into("hash1")
    presenter.receive()
    assert (services.applied, view.outcomes) == ([], [])
    assert view.told


def test_one_file_of_the_list_is_received_as_it_is(presenter, view, services):
    presenter.refresh()
    presenter.receive_one("hash2")
    assert [one.number for one in services.applied] == [2]
    presenter.receive_one("gone")
    assert [one.number for one in services.applied] == [2]


def test_an_old_receiving_is_taken_back_or_the_reason_is_told(presenter, view, services):
    services.applied = [staged(1)]
    presenter.refresh()
    assert [row.officer for row in view.received] == ["Trần Văn Nhận"]
    presenter.undo("e", 1)
    assert services.undone == [1]
    services.refuse["undo", 2] = SinhkeError("Đã có việc dựa trên gói này.", code="GB-30")
    presenter.undo("e", 2)
    assert view.error.code == "GB-30"


def test_receipts_go_back_to_the_stick_and_end_the_way(presenter, view, services):
    presenter.sticks({STICK: "A"})
    presenter.receive_all()
    presenter.write_receipts_back(STICK)
    assert services.written == [(STICK, ("d1",))]
    assert view.step is Step.RECEIPTS
    assert str(STICK) in view.written
    assert "4" in view.written


def test_every_waiting_receipt_can_be_written_at_any_time(presenter, view, services):
    presenter.refresh()
    assert [row.sender for row in view.receipts] == ["Xã Anh Dũng"]
    presenter.write_receipts(STICK)
    assert services.written == [(STICK, ())]
    assert view.step is Step.FILES


def test_a_stick_that_refuses_the_receipt_is_told(presenter, view, services):
    services.refuse["write"] = SinhkeError("USB bị khóa ghi.", "Đổi USB.", "GB-21")
    presenter.write_receipts(STICK)
    assert view.error.code == "GB-21"


def test_a_fault_of_the_program_is_not_told_as_the_officers(presenter, view, services):
    services.refuse["write"] = ValueError("fault")
    presenter.write_receipts(STICK)
    assert isinstance(view.fault, ValueError)


def test_a_new_stick_does_not_take_away_the_plan_that_is_looked_at(presenter, view):
    presenter.look_into("hash1")
    presenter.sticks({STICK: "A"})
    assert view.step is Step.PREVIEW
