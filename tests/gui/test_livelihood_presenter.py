"""The month's grid, the comparison and the page's side, with records written by hand."""

from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.choosing import Criterion, Ranked, VillageVote
from sinhke_desktop.domain.follow_up import FollowUp, Herd
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.livelihood.follow_up_sheet import FIELDS, FollowUpSheet
from sinhke_desktop.gui.livelihood.presenter import LivelihoodPresenter
from sinhke_desktop.gui.livelihood.scoring_sheet import ScoringSheet
from sinhke_desktop.services.follow_ups import MonthLine, MonthTable

TODAY = date(2025, 11, 20)
MODEL = LivelihoodModel("m1", "22828", "22828", "2023-2025", "Nuôi bò", started_on=date(2025, 9, 1))


def line(key, name, noted=None, overdue=False):
    household = Household("h" + key, "22828", "t1", members=(Member("1" * 16, 1, name, "Chủ hộ"),))
    participant = Participant(key, "22828", "m1", household.id, PovertyClass.POOR, date(2025, 9, 1))
    return MonthLine(participant, household, None, noted, noted, Herd(2, 0, 0, 0, None), overdue)


def month_table(month="2025-11"):
    noted = FollowUp("f1", "22828", "a", month, date(2025, 11, 3), alive=3, income=1_200_000)
    return MonthTable(MODEL, month, (line("a", "Đỗ Đức Dũng", noted), line("b", "Hồ Thị Lan", overdue=True)), ())


@pytest.fixture
def sheet():
    return FollowUpSheet(month_table(), TODAY)


def cell(row, field):
    return row, FIELDS.index(field)


def test_a_noted_month_reads_back_with_dots_and_days(sheet):
    assert sheet.text(*cell(0, "income")) == "1.200.000"
    assert sheet.text(*cell(0, "visited_on")) == "03/11/2025"
    assert sheet.dirty() is False


def test_a_day_alone_is_completed_with_the_months_own_month_and_year(sheet):
    sheet.put(*cell(1, "visited_on"), "14")
    assert sheet.text(*cell(1, "visited_on")) == "14/11/2025"
    sheet.put(*cell(1, "visited_on"), "5/11")
    assert sheet.text(*cell(1, "visited_on")) == "05/11/2025"


def test_an_overdue_visit_says_so_until_a_day_is_typed(sheet):
    assert sheet.mark(*cell(1, "visited_on")) == "late"
    assert sheet.shown(*cell(1, "visited_on")) != ""
    sheet.put(*cell(1, "visited_on"), "14")
    assert sheet.mark(*cell(1, "visited_on")) == ""


def test_the_last_line_adds_up_what_is_noted_and_typed(sheet):
    sheet.put(*cell(1, "alive"), "2")
    assert sheet.text(*cell(2, "alive")) == "5"
    assert sheet.editable(*cell(2, "alive")) is False


def test_more_sick_than_alive_is_told_in_its_cell_and_does_not_vanish(sheet):
    sheet.put(*cell(0, "sick"), "4")
    assert "4" in sheet.problem(*cell(0, "sick"))
    assert sheet.wrong()[0].startswith("Đỗ Đức Dũng")
    sheet.put(*cell(0, "sick"), "1")
    assert sheet.problem(*cell(0, "sick")) == ""


def test_words_in_a_count_stay_as_typed_with_their_problem(sheet):
    sheet.put(*cell(1, "alive"), "hai con")
    assert sheet.text(*cell(1, "alive")) == "hai con"
    assert sheet.problem(*cell(1, "alive")) != ""


def test_only_lines_that_were_typed_into_are_saved_with_all_their_fields(sheet):
    sheet.put(*cell(0, "sick"), "1")
    (saved,) = sheet.inputs()
    assert (saved.participant_id, saved.month, saved.alive, saved.sick) == ("a", "2025-11", "3", "1")


def test_typing_back_what_was_noted_leaves_nothing_to_save(sheet):
    sheet.put(*cell(0, "alive"), "4")
    sheet.put(*cell(0, "alive"), "3")
    assert sheet.dirty() is False


def test_problems_of_a_refused_save_reach_the_right_cells(sheet):
    sheet.put(*cell(1, "alive"), "2")
    others = sheet.refuse((Problem("rows.0.alive", "Sai số"), Problem("model", "Việc khác")))
    assert sheet.problem(*cell(1, "alive")) == "Sai số"
    assert others == ["Việc khác"]


def ranked(key, name, place=1, points=10):
    model = LivelihoodModel(key, "22828", "22828", "2023-2025", name)
    return Ranked(place, model, points, 50, {}, 40, 30, 4, True)


class Records:
    """Two criteria, two candidates, a model once one is chosen; what was saved is noted."""

    def __init__(self):
        self.models = []
        self.over = []
        self.saved = []
        self.weights = {"land": 5, "market": 4}
        self.given = {"c1": {"land": 4}, "c2": {}}
        self.refuse = None

    def today(self):
        return TODAY

    def areas(self):
        return {"22828": "Xã Anh Dũng", "22827": "Xã Hòa Sơn"}

    def active(self):
        return self.models

    def ended(self):
        return self.over

    def hamlets(self):
        return [Hamlet("t1", "22828", "Tân Tiến")]

    def compare(self, area_code):
        return [ranked("c1", "Nuôi dê", 2), ranked("c2", "Nuôi bò", 3)] if area_code == "22828" else []

    def criteria(self):
        return [Criterion(key, "22828", "2023-2025", key, key, weight) for key, weight in self.weights.items()]

    def scores(self, model_id):
        return self.given[model_id]

    def set_weight(self, key, text):
        self.weights[key] = int(text)

    def set_score(self, model_id, key, text):
        if text == "9":
            raise InvalidInput([Problem(key, "Từ 1 đến 5")])
        self.given[model_id][key] = int(text)

    def votes(self, model_id):
        return [VillageVote("v", "22828", model_id, "t1", TODAY, 40, 30, 4)]

    def warnings_before_choosing(self, model_id):
        return [f"nghĩ về {model_id}"]

    def status(self, model_id):
        return f"tình trạng {model_id}"

    def participants(self, model_id):
        return []

    def dues(self, model_id):
        return {}

    def month(self, model_id, month):
        return month_table(month)

    def save_month(self, typed):
        if self.refuse:
            raise self.refuse
        self.saved.append(list(typed))


class View:
    """Notes what is shown."""

    def __init__(self):
        self.shown = []
        self.month = None
        self.limits = ()
        self.dirty = None
        self.wrong = []
        self.candidate = None

    def show_areas(self, areas, chosen):
        self.area = chosen

    def show_nothing(self):
        self.shown.append("nothing")

    def show_scoring(self, sheet):
        self.shown.append("scoring")

    def show_candidate(self, ranked, votes, warnings):
        self.candidate = (ranked.model.id, ranked.place, votes[0].hamlet, votes[0].agreement, warnings)

    def show_model(self, status, participants, dues):
        self.shown.append(status)

    def show_month(self, sheet, *, first, last):
        self.month, self.limits = sheet.table.month, (first, last)

    def show_typing(self, wrong, *, dirty):
        self.wrong, self.dirty = list(wrong), dirty


@pytest.fixture
def records():
    return Records()


@pytest.fixture
def view():
    return View()


@pytest.fixture
def toasts():
    return []


def at_once(work, done):
    """The worker, at once."""
    done(work(None))


@pytest.fixture
def presenter(view, records, toasts):
    return LivelihoodPresenter(view, records, lambda text, undo=None: toasts.append(text), at_once)


def test_without_a_model_the_candidates_are_compared_best_first_looked_at(presenter, view):
    presenter.refresh()
    assert view.shown == ["scoring"]
    assert view.candidate == ("c1", 1, "Thôn Tân Tiến", "75,0%", ["nghĩ về c1"])


def test_an_area_without_candidates_says_how_to_begin(presenter, view):
    presenter.refresh()
    presenter.choose_area("22827")
    assert view.area == "22827"
    assert view.shown[-1] == "nothing"


def test_a_typed_score_is_saved_and_counted_at_once(presenter, records):
    presenter.refresh()
    sheet = presenter.choosing.sheet
    assert [one.model.name for one in sheet.ranked] == ["Nuôi bò", "Nuôi dê"]
    sheet.put(1, 2, "5")
    presenter.choosing.typed()
    assert records.given["c2"] == {"market": 5}
    assert sheet.text(1, 2) == "5"


def test_a_refused_score_stays_in_its_cell_with_the_reason(presenter, records):
    presenter.refresh()
    sheet = presenter.choosing.sheet
    sheet.put(0, 2, "9")
    presenter.choosing.typed()
    assert (sheet.text(0, 2), sheet.problem(0, 2)) == ("9", "Từ 1 đến 5")
    sheet.put(0, 2, "3")
    assert sheet.problem(0, 2) == ""
    assert records.given["c2"] == {"land": 3}


def test_a_weight_changes_the_most_points_that_can_be_reached():
    weights = {"land": 5}
    criteria = [Criterion("land", "22828", "2023-2025", "land", "Đất", 5)]
    made = ScoringSheet(criteria, [ranked("c1", "Nuôi dê")], {"c1": {}}, weights.__setitem__, lambda *_: None)
    assert made.text(1, 1) == "25"
    made.put(0, 1, "6")
    assert weights == {"land": "6"}


def with_model(records):
    records.models = [LivelihoodModel("m1", "22828", "22828", "2023-2025", "Nuôi bò", status=ChoiceStatus.ACTIVE,
                                      started_on=date(2025, 9, 1))]  # fmt: skip


def test_a_model_shows_its_month_and_no_later_one(presenter, view, records):
    with_model(records)
    presenter.refresh()
    assert (view.month, view.limits) == ("2025-11", (False, True))
    assert presenter.running.step(1) is False
    assert presenter.running.step(-2) is True
    assert (view.month, view.limits) == ("2025-09", (True, False))
    assert presenter.running.step(-1) is False


def test_a_model_just_ended_stays_in_sight_and_can_be_chosen_like_an_area(presenter, view, records):
    with_model(records)
    presenter.refresh()
    (model,) = records.models
    records.models, records.over = [], [replace(model, status=ChoiceStatus.ENDED, ended_on=date(2025, 10, 31))]
    presenter.refresh()
    assert (view.area, view.shown[-1]) == (f"ended:{model.id}", f"tình trạng {model.id}")
    assert (view.month, view.limits[1]) == ("2025-10", True)
    presenter.choose_area("22828")
    assert (view.area, view.shown[-1]) == ("22828", "scoring")
    presenter.refresh()
    assert view.area == "22828"
    presenter.choose_area(f"ended:{model.id}")
    assert view.shown[-1] == f"tình trạng {model.id}"


def test_a_saved_month_is_told_and_nothing_is_left_unsaved(presenter, view, records, toasts):
    with_model(records)
    presenter.refresh()
    presenter.running.sheet.put(*cell(1, "alive"), "2")
    presenter.running.typed()
    assert view.dirty is True
    assert presenter.running.save() is True
    assert [one.participant_id for one in records.saved[0]] == ["b"]
    assert view.dirty is False
    assert "11/2025" in toasts[0]


def test_a_refused_month_keeps_what_was_typed_and_is_not_left(presenter, view, records):
    with_model(records)
    presenter.refresh()
    records.refuse = InvalidInput([Problem("rows.0.month", "Hộ chưa tham gia")])
    presenter.running.sheet.put(*cell(1, "alive"), "2")
    assert presenter.running.save() is False
    assert presenter.running.step(-1) is False
    assert view.wrong == ["Hồ Thị Lan: Hộ chưa tham gia"]
    assert presenter.running.sheet.text(*cell(1, "alive")) == "2"


def test_reading_again_never_loses_what_was_typed(presenter, records):
    with_model(records)
    presenter.refresh()
    presenter.running.sheet.put(*cell(1, "alive"), "2")
    presenter.refresh()
    assert presenter.running.sheet.text(*cell(1, "alive")) == "2"
    presenter.running.forget_typing()
    assert presenter.running.sheet.text(*cell(1, "alive")) == ""


def test_an_answer_to_an_older_question_is_dropped(view, records, toasts):
    waiting = []
    presenter = LivelihoodPresenter(
        view, records, lambda text, undo=None: None, lambda work, done: waiting.append((work(None), done))
    )
    presenter.refresh()
    records.models = [MODEL]
    presenter.refresh()
    for answer, done in reversed(waiting):
        done(answer)
    assert view.shown == ["tình trạng m1"]


def test_a_month_that_was_left_while_the_model_was_read_does_not_come_back(view, records, toasts):
    waiting = []
    records.models = [MODEL]
    presenter = LivelihoodPresenter(
        view, records, lambda text, undo=None: None, lambda work, done: waiting.append((work(None), done))
    )
    presenter.refresh()
    answer, done = waiting.pop()
    done(answer)
    presenter.refresh()
    assert presenter.running.step(-1)
    answer, done = waiting.pop()
    done(answer)
    assert view.month == "2025-10"
