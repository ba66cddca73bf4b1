"""The register's and the record's presenters, with hand-written views and no Qt."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import HEAD, Birth, Household, HouseholdInput, Member, MemberInput, Sex
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.domain.vietnamese import fold, name_sort_key
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.households.filter_words import chips
from sinhke_desktop.gui.households.history import history_lines
from sinhke_desktop.gui.households.presenter import RegisterPresenter
from sinhke_desktop.gui.households.record_presenter import RecordPresenter
from sinhke_desktop.gui.households.record_terms import Judged, Record, RecordServices, Surroundings
from sinhke_desktop.gui.households.register_terms import Details, Filters, Loaded, RegisterServices, Shown, SortKey
from sinhke_desktop.progress import SILENT
from sinhke_desktop.services.households import HistoryEntry
from sinhke_desktop.services.register import Mark, Register, RegisterRow, Sought
from sinhke_desktop.services.reviews import ReviewInput, ReviewStanding
from sinhke_desktop.services.rules import rule_sets
from sinhke_desktop.services.saved_filters import SavedFilter

TODAY = date(2025, 11, 20)
TAN_TIEN, DA_BAN = "a" * 32, "b" * 32


def run_now(work, done, *, failed=None, cancelled=None, progressed=None):
    """The runner without a thread."""
    try:
        result = work(SILENT)
    except SinhkeError as error:
        if failed is None:
            raise
        failed(error)
        return
    done(result)


class Later:
    """A runner whose answers come when the test says so."""

    def __init__(self):
        self.waiting = []

    def __call__(self, work, done, *, failed=None, cancelled=None, progressed=None):
        self.waiting.append((work, done))

    def answer(self, at):
        work, done = self.waiting[at]
        done(work(SILENT))


class KeptSettings(dict):
    def set(self, key, value):
        self[key] = value


def row(name, hamlet="Tân Tiến", members=3, poverty_class=PovertyClass.POOR, deprived=4, visit="", **more):
    hamlet_id = {"Tân Tiến": TAN_TIEN, "Đá Bàn": DA_BAN}[hamlet]
    return RegisterRow(
        fold(name).replace(" ", "-"), name, hamlet_id, hamlet, "Kinh", members, "058062001123", "0912345678",
        f"{hamlet} {name}", name_sort_key(name), poverty_class, deprived, 118, visit, **more,
    )  # fmt: skip


ROWS = [
    row("Katơr Thị Ánh", members=5, marks=frozenset({Mark.MINORITY, Mark.FEMALE_HEAD})),
    row("Đỗ Đức Dũng", poverty_class=PovertyClass.NEAR_POOR, deprived=1, visit="2025-11-14", causes=("land",)),
    row("Chamaléa Đào", "Đá Bàn", 7, deprived=6, lacking=frozenset({"employment"}), marks=frozenset({Mark.MINORITY})),
]
HEAD_MEMBER = Member("1" * 16, 1, "Đỗ Đức Dũng", HEAD, Sex.MALE, Birth(1979), "Kinh", "058079001123")
WIFE = Member("2" * 16, 2, "Lê Thị Nga", "Vợ", Sex.FEMALE, Birth(1983, 5, 3), "Kinh")
HOUSEHOLD = Household("c" * 32, "22828", TAN_TIEN, (HEAD_MEMBER, WIFE), address="Tổ 2")


@dataclass
class SeenRegister:
    """Remembers what the presenter showed."""

    rows: list = field(default_factory=list)
    chosen: str = ""
    count: str = ""
    shown: Shown | None = None
    filters: Filters | None = None
    sort: tuple = ()
    details: Details | None = None
    told: list = field(default_factory=list)
    reread: int = 0
    list: tuple = ()

    def show_filters(self, filters, hamlets, years):
        self.filters = filters

    def show_further(self, filters):
        self.further = filters

    def show_list(self, title, gone):
        self.list = (title, gone)

    def show_sort(self, sort, *, descending):
        self.sort = (sort, descending)

    def show_rows(self, rows, chosen):
        self.rows, self.chosen = list(rows), chosen

    def show_count(self, text):
        self.count = text

    def show_state(self, shown):
        self.shown = shown

    def show_details(self, details):
        self.details = details

    def tell(self, text, undo=None):
        self.told.append((text, undo))

    def changed(self):
        self.reread += 1

    def names(self):
        return [one.head_name for one in self.rows]


class Store:
    """Households in memory behind the register's services."""

    def __init__(self, rows=ROWS):
        self.rows = list(rows)
        self.removed = []
        self.loaded_years = []
        self.filters = []

    def services(self):
        return RegisterServices(
            self.load, self.details, self.remove, self.restore, lambda: list(self.filters),
            lambda saved: self.filters.append(saved),
            self.drop_filter,
        )  # fmt: skip

    def drop_filter(self, name):
        self.filters = [one for one in self.filters if one.name != name]

    def load(self, year):
        self.loaded_years.append(year)
        return Loaded(Register(list(self.rows), year), [(TAN_TIEN, "Tân Tiến"), (DA_BAN, "Đá Bàn")], [2025, 2024])

    def details(self, household_id, year):
        return Details(replace(HOUSEHOLD, id=household_id), "Tân Tiến", None, PovertyClass.POOR)

    def remove(self, household_id, reason):
        self.removed.append((household_id, reason))

    def restore(self, household_id):
        self.removed = [one for one in self.removed if one[0] != household_id]


def register(settings=None, store=None, run=run_now):
    view = SeenRegister()
    presenter = RegisterPresenter(view, (store or Store()).services(), run, KeptSettings(settings or {}))
    return presenter, view


def test_the_register_opens_with_every_household_and_its_counts():
    presenter, view = register()
    presenter.refresh()
    assert view.names() == ["Katơr Thị Ánh", "Đỗ Đức Dũng", "Chamaléa Đào"]
    assert view.count == "3 hộ · 15 nhân khẩu"
    assert view.shown is Shown.ROWS


def test_searching_finds_without_accents_and_narrows_letter_by_letter_and_back():
    presenter, view = register()
    presenter.refresh()
    for text in ("d", "da", "da b", "da ban"):
        presenter.search(text)
    assert view.names() == ["Chamaléa Đào"]
    presenter.search("d")
    assert view.names() == ["Đỗ Đức Dũng", "Chamaléa Đào"]
    presenter.search("dung")
    assert view.names() == ["Đỗ Đức Dũng"]


def test_what_was_found_for_one_hamlet_is_not_shown_for_another():
    presenter, view = register()
    presenter.refresh()
    presenter.search("d")
    presenter.filter_by(hamlet_id=DA_BAN)
    assert view.names() == ["Chamaléa Đào"]
    presenter.filter_by(hamlet_id="")
    assert view.names() == ["Đỗ Đức Dũng", "Chamaléa Đào"]


def test_a_class_and_a_text_that_nobody_has_say_so():
    presenter, view = register()
    presenter.refresh()
    presenter.filter_by(poverty_class="near-poor")
    assert view.names() == ["Đỗ Đức Dũng"]
    presenter.search("ánh")
    assert view.shown is Shown.NOTHING_FOUND
    presenter.clear_filters()
    assert len(view.rows) == 3


def test_an_empty_store_is_not_the_same_as_nothing_found():
    presenter, view = register(store=Store([]))
    presenter.refresh()
    assert view.shown is Shown.NO_HOUSEHOLDS


def test_a_title_pressed_twice_turns_the_order_round_and_it_is_remembered():
    settings = KeptSettings()
    view = SeenRegister()
    presenter = RegisterPresenter(view, Store().services(), run_now, settings)
    presenter.refresh()
    presenter.sort_by(SortKey.MEMBERS)
    assert [one.members for one in view.rows] == [3, 5, 7]
    presenter.sort_by(SortKey.MEMBERS)
    assert [one.members for one in view.rows] == [7, 5, 3]
    again, seen = register(settings)
    again.refresh()
    assert [one.members for one in seen.rows] == [7, 5, 3]
    assert seen.sort == (SortKey.MEMBERS, True)


def test_filters_are_remembered_but_never_what_was_searched():
    settings = KeptSettings()
    presenter = RegisterPresenter(SeenRegister(), Store().services(), run_now, settings)
    presenter.refresh()
    presenter.search("đỗ đức dũng")
    presenter.filter_by(hamlet_id=TAN_TIEN)
    assert "dung" not in fold(repr(settings))
    again, view = register(settings)
    again.refresh()
    assert view.filters == Filters("", TAN_TIEN, "", None)


def test_a_list_opened_elsewhere_shows_exactly_its_households_and_is_left_for_what_was_filtered():
    settings = KeptSettings()
    view = SeenRegister()
    presenter = RegisterPresenter(view, Store().services(), run_now, settings)
    presenter.refresh()
    presenter.filter_by(hamlet_id=DA_BAN)
    presenter.show_list(["katơr-thị-ánh", fold("Katơr Thị Ánh").replace(" ", "-")], "Hộ nghèo, bảng 3")
    assert view.names() == ["Katơr Thị Ánh"]
    assert view.list == ("Hộ nghèo, bảng 3", 1)
    presenter.sort_by(SortKey.MEMBERS)
    presenter.leave_list()
    assert view.names() == ["Chamaléa Đào"]
    assert view.list == ("", 0)
    assert "kator" not in repr(settings)


def test_accents_that_are_typed_count():
    presenter, view = register()
    presenter.refresh()
    presenter.search("đào")
    assert view.names() == ["Chamaléa Đào"]
    presenter.search("đáo")
    assert view.shown is Shown.NOTHING_FOUND


def test_further_filters_hold_together_are_remembered_and_taken_away_one_by_one():
    settings = KeptSettings()
    view = SeenRegister()
    presenter = RegisterPresenter(view, Store().services(), run_now, settings)
    presenter.refresh()
    presenter.filter_further(indicator="", cause="", need="", marks=frozenset({Mark.MINORITY, Mark.FEMALE_HEAD}))
    assert view.names() == ["Katơr Thị Ánh"]
    presenter.drop("marks", "female-head")
    assert view.names() == ["Katơr Thị Ánh", "Chamaléa Đào"]
    presenter.search("dao")
    assert view.names() == ["Chamaléa Đào"]
    again, seen = register(settings)
    again.refresh()
    assert seen.names() == ["Katơr Thị Ánh", "Chamaléa Đào"]
    again.filter_further(indicator="employment", cause="", need="", marks=frozenset())
    assert [words for _kind, _mark, words in chips(seen.further)] == ["Thiếu: Việc làm"]
    again.drop("indicator")
    assert len(seen.rows) == 3
    again.filter_further(indicator="", cause="land", need="", marks=frozenset())
    assert seen.names() == ["Đỗ Đức Dũng"]


def test_a_saved_filter_is_used_kept_for_the_start_and_deleted_with_undo():
    store = Store()
    presenter, _view = register(store=store)
    presenter.refresh()
    presenter.filter_further(indicator="employment", cause="", need="", marks=frozenset())
    presenter.save_filter("Thiếu việc làm", at_start=True)
    assert store.filters == [SavedFilter("Thiếu việc làm", Sought(indicator="employment"), None, True)]
    later, seen = register(store=store)
    later.refresh()
    assert seen.names() == ["Chamaléa Đào"]
    later.clear_filters()
    assert len(seen.rows) == 3
    later.use(store.filters[0])
    assert seen.names() == ["Chamaléa Đào"]
    later.drop_filter(later.saved()[0])
    assert later.saved() == []
    seen.told[-1][1]()
    assert len(later.saved()) == 1


def test_a_remembered_hamlet_or_year_that_is_gone_is_forgotten():
    store = Store()
    presenter, view = register({"register": {"hamlet_id": "f" * 32, "year": 2011}}, store)
    presenter.refresh()
    assert len(view.rows) == 3
    assert store.loaded_years == [2011, None]


def test_damaged_settings_do_not_stop_the_register():
    presenter, view = register({"register": {"sort": "colour", "year": "x", "hidden": 3}})
    presenter.refresh()
    assert len(view.rows) == 3


def test_details_of_a_household_left_behind_are_dropped():
    later = Later()
    presenter, view = register(run=later)
    presenter.choose("first")
    presenter.choose("second")
    later.answer(1)
    later.answer(0)
    assert view.details is not None
    assert view.details.household.id == "second"


def test_only_the_last_reading_of_the_register_counts():
    later, store = Later(), Store()
    presenter, view = register(run=later, store=store)
    presenter.refresh()
    presenter.refresh()
    later.answer(1)
    store.rows = []
    later.answer(0)
    assert len(view.rows) == 3


def test_removing_says_how_many_and_undo_brings_them_back():
    store = Store()
    presenter, view = register(store=store)
    presenter.remove(["x", "y"], "Đăng ký trùng")
    assert store.removed == [("x", "Đăng ký trùng"), ("y", "Đăng ký trùng")]
    text, undo = view.told[-1]
    assert "2" in text
    undo()
    assert store.removed == []
    assert view.reread == 2


# the record


@dataclass
class SeenRecord:
    """Remembers what the record's presenter showed."""

    title: str = ""
    typed: HouseholdInput | None = None
    review: ReviewInput | None = None
    judged: Judged | None = None
    problems: list = field(default_factory=list)
    focused: bool = False
    warned: list = field(default_factory=list)
    unsaved: bool = False
    error: BaseException | None = None
    doubles: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    years: list = field(default_factory=list)
    proposal: tuple = (None, None)

    def show_proposal(self, proposal, household):
        self.proposal = (proposal, household)

    def show_household(self, title, typed):
        self.title, self.typed = title, typed

    def show_years(self, years, chosen):
        self.years = list(years)

    def show_review(self, typed):
        self.review = typed

    def show_judged(self, judged):
        self.judged = judged

    def show_problems(self, problems, *, focus):
        self.problems, self.focused = list(problems), focus

    def show_warnings(self, warnings):
        self.warned = list(warnings)

    def show_changed(self, *, changed):
        self.unsaved = changed

    def show_busy(self, *, busy):
        self.busy = busy

    def show_history(self, household, entries):
        self.history = list(entries)

    def show_error(self, error):
        self.error = error

    def ask_doubles(self, doubles):
        self.doubles = list(doubles)

    def saved(self, household):
        self.kept.append(household)

    def wrong_fields(self):
        return [one.field for one in self.problems]


class Records:
    """One household in memory behind the record's services."""

    def __init__(self, reviews=()):
        self.household = HOUSEHOLD
        self.reviews = list(reviews)
        self.saves = []
        self.warned = []
        self.refused = None

    def services(self):
        return RecordServices(
            lambda household_id: Record(self.household, self.reviews), self.save, lambda household: self.warned,
            lambda household_id: [],
        )  # fmt: skip

    def save(self, household_id, typed, reviews):
        if self.refused is not None:
            raise self.refused
        self.saves.append((household_id, typed, list(reviews)))
        return Record(replace(self.household, id=household_id or "d" * 32), self.reviews)


def record(records=None, run=run_now):
    records = records or Records()
    view = SeenRecord()
    around = Surroundings("22828", Area.RURAL, rule_sets(), [Hamlet(TAN_TIEN, "22828", "Tân Tiến")], TODAY)
    return RecordPresenter(view, records.services(), run, lambda: around), view, records


def typed_member(view, at, **values):
    members = list(view.typed.members)
    members[at] = replace(members[at], **values)
    return replace(view.typed, members=tuple(members))


def test_a_new_household_begins_with_one_head_in_the_hamlet_looked_at():
    presenter, view, _records = record()
    presenter.begin(TAN_TIEN)
    assert view.typed == HouseholdInput(TAN_TIEN, (MemberInput(relation=HEAD),))
    assert view.problems == []
    assert not presenter.changed


def test_problems_stand_under_a_field_as_it_is_typed_and_under_all_when_saving():
    presenter, view, records = record()
    presenter.begin()
    presenter.type_household(typed_member(view, 0, birth="năm kia"), "members.0.birth")
    assert view.wrong_fields() == ["members.0.birth"]
    presenter.save()
    assert set(view.wrong_fields()) == {"hamlet_id", "members.0.full_name", "members.0.birth"}
    assert view.focused
    assert records.saves == []


def test_rows_left_blank_are_not_members_and_problems_keep_their_row():
    presenter, view, records = record()
    presenter.begin(TAN_TIEN)
    typed = replace(
        view.typed,
        members=(
            MemberInput(full_name="Đỗ Đức Dũng", relation=HEAD),
            MemberInput(ethnic_group="Kinh"),
            MemberInput(full_name="Lê Thị Nga", relation="Vợ", birth="abc"),
        ),
    )
    presenter.type_household(typed, "members.2.birth")
    assert view.wrong_fields() == ["members.2.birth"]
    presenter.type_household(
        replace(typed, members=(*typed.members[:2], replace(typed.members[2], birth="1983"))), "members.2.birth"
    )
    presenter.save()
    _household_id, kept, _reviews = records.saves[0]
    assert [member.full_name for member in kept.members] == ["Đỗ Đức Dũng", "Lê Thị Nga"]


def test_two_heads_are_told_and_not_stored():
    presenter, view, records = record()
    presenter.open(HOUSEHOLD.id)
    presenter.type_household(typed_member(view, 1, relation=HEAD), "members.1.relation")
    presenter.save()
    assert view.wrong_fields() == ["members"]
    assert records.saves == []


def test_the_class_follows_the_points_as_they_are_typed():
    presenter, view, _records = record()
    presenter.open(HOUSEHOLD.id)
    ticked = frozenset({"employment", "nutrition", "cleanWater"})
    presenter.type_review(ReviewInput(income_points="118", deprivation_points="20", deprived=ticked), "income_points")
    assert view.judged.standing.poverty_class is PovertyClass.POOR
    assert view.judged.computed_points == 30
    assert len(view.judged.doubts) == 1
    presenter.type_review(ReviewInput(income_points="118", deprived=frozenset({"nutrition"})), "deprived")
    assert view.judged.standing.poverty_class is PovertyClass.NEAR_POOR
    presenter.type_review(ReviewInput(income_points="141"), "income_points")
    assert view.judged.standing.poverty_class is PovertyClass.NONE
    assert "141" in view.judged.standing.explanation


def test_wrong_points_are_told_and_do_not_stop_the_judging():
    presenter, view, records = record()
    presenter.open(HOUSEHOLD.id)
    presenter.type_review(ReviewInput(income_points="nhiều"), "income_points")
    assert view.wrong_fields() == ["income_points"]
    assert view.judged.standing.poverty_class is PovertyClass.UNKNOWN
    presenter.save()
    assert records.saves == []


def test_what_is_typed_for_one_year_waits_while_another_is_looked_at_and_both_are_saved():
    stored = Review("e" * 32, "22828", HOUSEHOLD.id, 2024, income_points=100)
    standing = ReviewStanding(stored, None, ())
    presenter, view, records = record(Records([standing]))
    presenter.open(HOUSEHOLD.id)
    assert view.review.income_points == "100"
    presenter.type_review(replace(view.review, income_points="105"), "income_points")
    presenter.choose_year(2025)
    assert view.review.income_points == ""
    presenter.type_review(replace(view.review, income_points="150"), "income_points")
    presenter.choose_year(2024)
    assert view.review.income_points == "105"
    presenter.save()
    _id, household, reviews = records.saves[0]
    assert household is None
    assert [(one.year, one.income_points, one.id) for one in reviews] == [
        ("2024", "105", "e" * 32),
        ("2025", "150", ""),
    ]


def test_nothing_typed_is_nothing_stored():
    presenter, view, records = record()
    presenter.open(HOUSEHOLD.id)
    presenter.type_household(replace(view.typed, note="x"), "note")
    assert presenter.changed
    presenter.type_household(view.typed, "note")
    assert not presenter.changed
    presenter.save()
    assert records.saves == []


def test_somebody_registered_twice_is_asked_about_before_anything_is_stored():
    presenter, view, records = record()
    records.warned = [Problem("members.0.citizen_id", "Trùng số căn cước.", "CC-04")]
    presenter.open(HOUSEHOLD.id)
    assert [one.code for one in view.warned] == ["CC-04"]
    presenter.type_household(replace(view.typed, note="x"), "note")
    presenter.save()
    assert [one.code for one in view.doubles] == ["CC-04"]
    assert records.saves == []
    presenter.save(confirmed=True)
    assert len(records.saves) == 1


def test_a_warning_that_is_only_odd_never_blocks():
    presenter, view, records = record()
    records.warned = [Problem("members.0.citizen_id", "Không khớp giới tính.", "CC-02")]
    presenter.open(HOUSEHOLD.id)
    presenter.type_household(replace(view.typed, note="x"), "note")
    presenter.save()
    assert view.doubles == []
    assert len(records.saves) == 1


@pytest.mark.parametrize(
    "refused", [SinhkeError("Đĩa đầy.", code="DL-04"), InvalidInput([Problem("members.1.birth", "Sai.", "NK-02")])]
)
def test_what_was_typed_is_not_lost_when_saving_fails(refused):
    presenter, view, records = record()
    presenter.open(HOUSEHOLD.id)
    typed = replace(view.typed, note="chưa lưu")
    presenter.type_household(typed, "note")
    records.refused = refused
    presenter.save()
    assert presenter.changed
    assert not view.busy
    assert view.error is refused or view.wrong_fields() == ["members.1.birth"]
    records.refused = None
    presenter.save(confirmed=True)
    assert records.saves[0][1] == typed


def test_an_answer_about_a_household_left_behind_is_dropped():
    later = Later()
    presenter, view, _records = record(run=later)
    presenter.open("first")
    presenter.begin(TAN_TIEN)
    later.answer(0)
    assert view.title == ""
    assert presenter.household_id == ""


def test_history_tells_a_new_household_in_one_line_and_changes_field_by_field():
    def entry(when, path, old, new, action="change", reason=""):
        return HistoryEntry(when, "Nguyễn Thị Thử", action, path, old, new, reason)

    first, second = "2025-11-01T03:00:00+00:00", "2025-11-02T03:00:00+00:00"
    third = "2025-11-03T03:00:00+00:00"
    dung = HEAD_MEMBER.id
    lines = history_lines(
        [
            entry(third, "removed", False, True, "remove", "Đăng ký nhầm"),
            entry(second, f"member/{dung}/birth", "1979", "1979-02-01"),
            entry(second, "hamlet_id", TAN_TIEN, DA_BAN),
            entry(second, "review/2025/deprived", "", "nutrition"),
            entry(first, "hamlet_id", None, TAN_TIEN, "create"),
            entry(first, f"member/{dung}/full_name", None, "Đỗ Đức Dũng", "create"),
            entry(first, f"member/{dung}/relation", None, HEAD, "create"),
        ],
        HOUSEHOLD,
        {TAN_TIEN: "Tân Tiến", DA_BAN: "Đá Bàn"},
    )
    assert len(lines) == 5
    assert lines[0].new == "Đăng ký nhầm"
    assert {(line.old, line.new) for line in lines[1:4]} == {
        ("1979", "01/02/1979"), ("Tân Tiến", "Đá Bàn"), ("–", "Dinh dưỡng"),
    }  # fmt: skip
    assert "Đỗ Đức Dũng" in lines[4].new
    assert any(line.what.startswith("Đỗ Đức Dũng") for line in lines)
