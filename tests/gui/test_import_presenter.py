"""The import's presenter, with a hand-written view and no Qt."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.import_plan import ImportPlan, PlannedHousehold, RowKind
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember, ListProblem, Severity
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.imports.contract import ImportServices, Step
from sinhke_desktop.gui.imports.presenter import ImportsPresenter
from sinhke_desktop.gui.imports.words import column_words, why_words
from sinhke_desktop.progress import SILENT
from sinhke_desktop.services.imports import ImportResult, Looked, PreparedImport, UndoBlocked, Undone
from sinhke_desktop.storage.import_batches import ImportBatch
from sinhke_desktop.workbooks.columns import looked_at
from sinhke_desktop.workbooks.reading import Sheet, Workbook

FILE = Path("ra-soat-2025.xlsx")


def planned(kind, at, reasons=()):
    listed = ListedHousehold(at, at, (ListedMember(at, 1, f"Chủ hộ {at}", HEAD),), wrong=kind is RowKind.WRONG)
    return PlannedHousehold(kind, listed, reasons=tuple(reasons))


def prepared(*kinds, year=2025):
    rows = tuple(planned(kind, at, ["Thiếu tên."] if kind is RowKind.WRONG else ()) for at, kind in enumerate(kinds, 8))
    counts = {kind.value: sum(row.kind is kind for row in rows) for kind in RowKind}
    problems = (ListProblem(8, "C", "RS-01", Severity.ERROR, "Thiếu tên."),)
    plan = ImportPlan(year, "22828", rows, (), counts, counts, problems, title="DANH SÁCH")
    return PreparedImport(
        plan, FILE.name, "0" * 64, ("e", 1), "Sheet1", {"full_name": "C", "employment": "AA"}, mapping=MAPPING
    )


WORKBOOK = Workbook(
    (
        Sheet("Bìa", (("Xã Hòa Sơn",),)),
        Sheet("Sheet1", (("Họ và tên", "Thông tin", "Thôn", "Quan hệ"), ("Lò Thị A", "1962", "Bó", "Chủ hộ")), 3),
    )
)
MAPPING = ColumnMapping("Sheet1", 3, 3, {"full_name": "A", "hamlet": "C", "relation": "D"})


def looked(mapping=MAPPING):
    return Looked(FILE, "0" * 64, WORKBOOK, looked_at(WORKBOOK), mapping)


@dataclass
class SeenImport:
    """Remembers what the presenter showed."""

    step: Step | None = None
    error: SinhkeError | None = None
    asked_year: Path | None = None
    found: object = None
    counts: dict = field(default_factory=dict)
    chosen: RowKind | None = None
    rows: list = field(default_factory=list)
    wrong: int = 0
    can: bool = False
    why_not: str = ""
    result: str = ""
    can_undo: bool = False
    recent: list = field(default_factory=list)
    told: list = field(default_factory=list)
    reread: int = 0

    def show_step(self, step):
        self.step = step

    def show_error(self, error):
        self.error = error

    def ask_year(self, path):
        self.asked_year = path

    def show_columns(self, shown):
        self.columns = shown

    def offer_untouched(self, import_id, error):
        self.offered = (import_id, error.names, error.others)

    def show_found(self, found):
        self.found = found

    def show_counts(self, counts, chosen):
        self.counts, self.chosen = counts, chosen

    def show_rows(self, rows):
        self.rows = list(rows)

    def show_hamlets(self, names):
        self.hamlets = list(names)

    def show_problems(self, problems):
        self.problems = list(problems)

    def show_leave_out(self, wrong):
        self.wrong = wrong

    def show_can_apply(self, *, can, why_not):
        self.can, self.why_not = can, why_not

    def show_result(self, text, *, can_undo):
        self.result, self.can_undo = text, can_undo

    def show_recent(self, lines):
        self.recent = list(lines)

    def tell(self, text, undo=None):
        self.told.append(text)

    def changed(self):
        self.reread += 1

    def failed(self, error):
        raise error


class Store:
    def __init__(self, answer):
        self.answer = answer
        self.looked = looked()
        self.read = 0
        self.mapped = []
        self.planned = []
        self.applied = []
        self.undone = []
        self.refused = None

    def look(self, path, progress):
        self.read += 1
        return self.looked

    def plan(self, found, year, mapping, progress):
        self.planned.append((found.path, year))
        self.mapped.append(mapping)
        if isinstance(self.answer, SinhkeError) and year is None:
            raise self.answer
        return prepared(RowKind.NEW, year=year) if isinstance(self.answer, SinhkeError) else self.answer

    def apply(self, wanted, progress):
        if self.refused is not None:
            raise self.refused
        self.applied.append(wanted)
        return ImportResult("9" * 32, wanted.plan.households, wanted.plan.members)

    def undo(self, import_id):
        if self.refused is not None:
            raise self.refused
        self.undone.append(import_id)
        return 1

    def undo_untouched(self, import_id):
        return Undone(7, ("Lò Thị A",))

    def hand_back(self, wanted, target, progress):
        if self.refused is not None:
            raise self.refused
        self.handed = target
        return 3

    def recent(self):
        counts = '{"households": {"new": 118, "wrong": 2}}'
        return [ImportBatch("9" * 32, FILE.name, "0" * 64, 2025, "2025-11-20T03:00:00+00:00", "Thử", counts)]


def run_now(title, work, done, failed):
    try:
        result = work(SILENT)
    except (SinhkeError, OSError) as error:
        failed(error)
        return
    done(result)


def begin(answer):
    view, store = SeenImport(), Store(answer)
    services = ImportServices(
        store.look, store.plan, store.apply, store.undo, store.undo_untouched, store.hand_back, store.recent
    )
    return ImportsPresenter(view, services, run_now), view, store


def test_a_read_file_shows_sheet_columns_year_and_counts():
    presenter, view, _store = begin(prepared(RowKind.NEW, RowKind.NEW, RowKind.SAME))
    presenter.choose(FILE)
    assert view.step is Step.FOUND
    assert view.found.year == 2025
    assert "Sheet1" in dict(view.found.facts).values()
    assert view.counts == {RowKind.NEW: 2, RowKind.CHANGED: 0, RowKind.SAME: 1, RowKind.WRONG: 0}
    assert view.can


def test_columns_are_named_in_the_order_of_their_letters():
    words = column_words({"employment": "AA", "full_name": "C", "hamlet": "B"})
    assert [one.split(":")[0] for one in words] == ["B", "C", "AA"]
    assert words[2].startswith("AA: ")
    assert words[2].endswith("Việc làm")


def test_a_list_without_a_year_asks_for_it_and_reads_again():
    presenter, view, store = begin(SinhkeError("Không ghi năm.", code="EX-08"))
    presenter.choose(FILE)
    assert view.asked_year == FILE
    assert view.error is None
    presenter.give_year(FILE, 2024)
    assert view.found.year == 2024
    assert store.planned == [(FILE, None), (FILE, 2024)]


def test_a_file_that_cannot_be_read_says_why_and_stays_at_the_first_step():
    error = SinhkeError("Tệp có mật khẩu.", code="EX-02")
    presenter, view, store = begin(error)
    store.answer = error
    presenter.choose(FILE)
    assert view.error is error
    assert presenter.step is Step.FILE


def test_another_year_plans_the_same_file_again():
    presenter, _view, store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    presenter.change_year(2025)
    presenter.change_year(2024)
    assert store.planned == [(FILE, None), (FILE, 2024)]


def test_wrong_households_stop_the_import_until_the_person_leaves_them_out():
    presenter, view, store = begin(prepared(RowKind.NEW, RowKind.WRONG))
    presenter.choose(FILE)
    assert view.wrong == 1
    assert not view.can
    assert view.why_not
    presenter.apply()
    assert store.applied == []
    presenter.leave_out(ticked=True)
    assert view.can
    presenter.apply()
    assert len(store.applied) == 1
    assert view.step is Step.DONE
    assert "1" in view.result
    assert view.reread == 1


def test_a_list_that_changes_nothing_cannot_be_applied():
    presenter, view, store = begin(prepared(RowKind.SAME, RowKind.SAME))
    presenter.choose(FILE)
    assert not view.can
    presenter.apply()
    assert store.applied == []


def test_each_count_is_a_filter_and_pressed_again_shows_all():
    presenter, view, _store = begin(prepared(RowKind.NEW, RowKind.WRONG, RowKind.SAME))
    presenter.choose(FILE)
    presenter.filter_by(RowKind.WRONG)
    assert [row.kind for row in view.rows] == [RowKind.WRONG]
    assert why_words(view.rows[0]) == "Thiếu tên."
    presenter.filter_by(RowKind.WRONG)
    assert len(view.rows) == 3
    assert view.chosen is None


def test_undo_right_after_takes_back_just_that_import_and_begins_anew():
    presenter, view, store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    presenter.apply()
    assert view.can_undo
    presenter.undo()
    assert store.undone == ["9" * 32]
    assert view.step is Step.FILE


def test_undo_that_is_blocked_says_why_and_keeps_the_result():
    presenter, view, store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    presenter.apply()
    store.refused = SinhkeError("Đã sửa sau đó.", code="NX-02")
    presenter.undo()
    assert view.error is store.refused
    assert view.step is Step.DONE


def test_an_import_that_fails_keeps_the_preview():
    presenter, view, store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    presenter.next()
    store.refused = SinhkeError("Dữ liệu đã đổi.", code="NX-01")
    presenter.apply()
    assert view.error is store.refused
    assert view.step is Step.PREVIEW


@pytest.mark.parametrize(("steps", "back_to"), [(0, Step.FILE), (1, Step.FOUND)])
def test_every_step_can_be_gone_back_from(steps, back_to):
    presenter, view, _store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    for _step in range(steps):
        presenter.next()
    assert presenter.back()
    assert view.step is back_to


def test_at_the_first_step_back_leaves_the_page():
    presenter, _view, _store = begin(prepared(RowKind.NEW))
    assert not presenter.back()


def test_recent_imports_are_told_in_words():
    presenter, view, _store = begin(prepared(RowKind.NEW))
    presenter.refresh()
    line = view.recent[0]
    assert (line.file_name, line.year, line.undone) == (FILE.name, 2025, False)
    assert line.counts.startswith("118")


def test_a_list_whose_header_is_not_understood_asks_for_the_columns_first():
    presenter, view, store = begin(prepared(RowKind.NEW))
    store.looked = looked(None)
    presenter.choose(FILE)
    assert view.step is Step.COLUMNS
    assert view.columns.problems
    presenter.read_columns()
    assert store.planned == []
    presenter.choose_sheet("Sheet1")
    presenter.choose_rows(3, 3)
    assert {one.letter: one.field for one in view.columns.columns} == {
        "A": "full_name", "B": "", "C": "hamlet", "D": "relation"
    }  # fmt: skip
    presenter.give_field("B", "birth")
    assert view.columns.problems == ()
    presenter.read_columns()
    assert view.step is Step.FOUND
    assert store.mapped[-1].columns["birth"] == "B"
    assert store.read == 1


def test_columns_can_be_corrected_and_a_field_moves_to_its_new_column():
    presenter, view, _store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    presenter.correct_columns()
    presenter.give_field("B", "full_name")
    assert {one.letter: one.field for one in view.columns.columns}["A"] == ""
    presenter.give_field("B", "")
    assert view.columns.problems
    assert presenter.back()
    assert view.step is Step.FOUND


def test_columns_that_nothing_is_taken_from_are_named():
    presenter, view, store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    assert view.found.not_read == ()
    store.answer = replace(prepared(RowKind.NEW), looked=looked())
    presenter.choose(FILE)
    assert view.found.not_read == ("B: Thông tin",)


def test_wrong_rows_are_saved_and_a_disk_that_refuses_is_said():
    presenter, view, store = begin(prepared(RowKind.NEW, RowKind.WRONG))
    presenter.choose(FILE)
    presenter.hand_back(Path("dong-sai.xlsx"))
    assert store.handed == Path("dong-sai.xlsx")
    assert "dong-sai.xlsx" in view.told[-1]
    store.refused = OSError("full")
    presenter.hand_back(Path("dong-sai.xlsx"))
    assert view.error.code == "EX-12"


def test_an_undo_that_is_blocked_offers_what_nobody_touched():
    presenter, view, store = begin(prepared(RowKind.NEW))
    presenter.choose(FILE)
    presenter.apply()
    store.refused = UndoBlocked(["Lò Thị A"], 118)
    presenter.undo()
    assert view.offered == ("9" * 32, ("Lò Thị A",), 118)
    presenter.undo_untouched("9" * 32)
    assert "Lò Thị A" in view.told[-1]
    assert view.step is Step.FILE
