"""The record's presenter and half-filled forms: kept, merged, forgotten; what the typed data say of the review."""

from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.derivation import Verdict
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import HEAD, Birth, Household, Member, MemberInput, Sex
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.households.record_presenter import RecordPresenter
from sinhke_desktop.gui.households.record_terms import Record, RecordServices, RecordView, Surroundings
from sinhke_desktop.progress import SILENT
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.rules import rule_sets

HAMLET = "a" * 32
STORED = Household(
    "c" * 32,
    "22828",
    HAMLET,
    (Member("1" * 16, 1, "Đỗ Đức Dũng", HEAD, Sex.MALE, Birth(1979), "Kinh"),),
    address="Tổ 2",
)


def run_now(work, done, *, failed=None, cancelled=None, progressed=None):
    """The runner without a thread."""
    try:
        result = work(SILENT)
    except SinhkeError as error:
        failed(error)
        return
    done(result)


class View(RecordView):
    """Remembers what was shown last."""

    def __init__(self):
        self.shown = {}

    def show_household(self, title, typed):
        self.shown |= {"title": title, "typed": typed}

    def show_years(self, years, chosen):
        self.shown["year"] = chosen

    def show_review(self, typed):
        self.shown["review"] = typed

    def show_judged(self, judged):
        self.shown["judged"] = judged

    def show_proposal(self, proposal, household):
        self.shown["proposal"] = proposal

    def show_problems(self, problems, *, focus):
        self.shown["problems"] = problems

    def show_warnings(self, warnings):
        self.shown["warnings"] = warnings

    def show_changed(self, *, changed):
        self.shown["changed"] = changed

    def show_busy(self, *, busy):
        self.shown["busy"] = busy

    def show_history(self, household, entries):
        self.shown["history"] = entries

    def show_error(self, error):
        self.shown["error"] = error

    def saved(self, household):
        self.shown["saved"] = household


class Forms(dict):
    """Half-filled forms by token; the store refuses to keep any while *full*."""

    full = False

    def keep(self, form):
        if self.full:
            raise SinhkeError("full")
        self[form.token] = form

    def drop(self, token):
        self.pop(token, None)


@pytest.fixture
def forms():
    return Forms()


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(view, forms):
    around = Surroundings(
        "22828", Area.RURAL, rule_sets(), [Hamlet(HAMLET, "22828", "Tân Tiến", "Thôn", 1)], date(2025, 11, 20)
    )
    services = RecordServices(
        load=lambda household_id: Record(STORED),
        save=lambda household_id, typed, reviews: Record(STORED),
        warnings=lambda household: [],
        history=lambda household_id: [],
        keep=forms.keep,
        drop=forms.drop,
    )
    return RecordPresenter(view, services, run_now, lambda: around)


def begun(presenter, view):
    presenter.begin(HAMLET)
    typed = replace(view.shown["typed"], members=(MemberInput("Ka Dâng", HEAD, birth="1990"),), note="x")
    presenter.type_household(typed, "note")
    return typed


def test_nothing_is_kept_of_a_form_in_which_nothing_was_typed(presenter, forms):
    presenter.begin(HAMLET)
    presenter.keep()
    assert forms == {}


def test_a_form_is_kept_under_one_token_and_forgotten_once_it_is_saved(presenter, view, forms):
    typed = begun(presenter, view)
    presenter.keep()
    presenter.type_household(replace(typed, note="xy"), "note")
    presenter.keep()
    assert [form.typed.note for form in forms.values()] == ["xy"]
    presenter.save()
    assert view.shown["saved"] == STORED
    assert forms == {}


def test_what_was_typed_and_taken_back_is_forgotten(presenter, view, forms):
    presenter.begin(HAMLET)
    blank = view.shown["typed"]
    presenter.type_household(replace(blank, note="x"), "note")
    presenter.keep()
    assert len(forms) == 1
    presenter.type_household(blank, "note")
    presenter.keep()
    assert forms == {}


def test_discarding_forgets_and_the_next_form_has_its_own_token(presenter, view, forms):
    begun(presenter, view)
    presenter.keep()
    presenter.discard()
    assert forms == {}
    begun(presenter, view)
    presenter.keep()
    begun(presenter, view)
    presenter.keep()
    assert len(forms) == 2


def test_that_a_form_cannot_be_kept_is_told_and_typing_goes_on(presenter, view, forms):
    forms.full = True
    begun(presenter, view)
    presenter.keep()
    assert isinstance(view.shown["error"], SinhkeError)
    assert presenter.changed


def test_a_form_is_gone_on_with_under_its_token(presenter, view, forms):
    begun(presenter, view)
    presenter.type_review(ReviewInput(income_points="118"), "income_points")
    presenter.keep()
    (form,) = forms.values()
    presenter.begin(HAMLET)
    presenter.resume(form)
    assert view.shown["typed"] == form.typed
    assert view.shown["review"].income_points == "118"
    assert presenter.changed
    presenter.save()
    assert forms == {}


def test_what_others_stored_meanwhile_stays_in_a_form_gone_on_with(presenter, view, forms):
    presenter.open(STORED.id)
    presenter.type_household(replace(view.shown["typed"], note="x"), "note")
    presenter.keep()
    (form,) = forms.values()
    older = replace(form, before=replace(form.before, address="Tổ 1"), typed=replace(form.typed, address="Tổ 1"))
    presenter.resume(older)
    assert (view.shown["typed"].address, view.shown["typed"].note) == ("Tổ 2", "x")


def test_typed_data_are_held_beside_the_indicators_before_they_are_saved(presenter, view):
    presenter.open(STORED.id)
    presenter.type_household(replace(view.shown["typed"], toilet="none"), "toilet")
    presenter.check()
    assert view.shown["proposal"].by_indicator["hygienicToilet"].verdict is Verdict.LACKING
    presenter.begin(HAMLET)
    assert view.shown["proposal"] is None
