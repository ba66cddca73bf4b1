"""A report in the window: what is read, typed, kept, drafted anew and drawn, with services written by hand."""

from dataclasses import replace
from datetime import date

import pytest
from invented_reports import report_of

from sinhke_desktop.domain.report import Sentence
from sinhke_desktop.domain.report_paper import ReportPaper
from sinhke_desktop.domain.report_period import PeriodKind, parse_period
from sinhke_desktop.domain.report_text import Worded
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.gui.reports.presenter import PeriodChoice, ReportRead, ReportServices, ReportsPresenter

MONTHS = ("2025-11", "2025-10", "2025-09")
DRAFT = {"general": (Sentence("Câu một.", "a"), Sentence("Câu thêm.", "b")), "results": (Sentence("Câu hai.", "c"),)}


class Services:
    """Keeps wording by period and section; pages are the sentences as bytes."""

    def __init__(self):
        self.worded = {}
        self.fails = None
        self.asked = []
        self.none = False

    def section(self, key, section):
        return self.worded.get((key, section), Worded(DRAFT[section]))

    def read(self, kind, key, until):
        self.asked.append((kind, key, until))
        if self.fails:
            raise self.fails
        if self.none:
            return ReportRead(())
        if kind is PeriodKind.INTERIM:
            report, periods = report_of(PeriodKind.INTERIM), (PeriodChoice("interim", "sơ kết", False),)
        else:
            wanted = key if key in MONTHS else MONTHS[0]
            report = replace(report_of(PeriodKind.MONTH), period=parse_period(wanted))
            periods = tuple(PeriodChoice(one, one, False) for one in MONTHS)
        sections = {section: self.section(report.period.key, section) for section in DRAFT}
        return ReportRead(periods, report, {"general": "I", "results": "II"}, sections, DRAFT)

    def render(self, report, sections, paper):
        return f"{report.period.key}{paper.number}: {' '.join(sections['general'].lines)}".encode()

    def word(self, report, section, text):
        if self.fails:
            raise self.fails
        shown = Worded(tuple(Sentence(line, "abc"[place], own=True) for place, line in enumerate(text.splitlines())))
        self.worded[report.period.key, section] = shown
        return shown

    def kept(self, report, section):
        return "giữ" if (report.period.key, section) in self.worded else ""

    def redraft(self, report, section, line):
        if self.fails:
            raise self.fails
        self.gone = self.worded.pop((report.period.key, section), None)
        return self.section(report.period.key, section)

    def put_back(self, report, section, kept):
        assert kept == "giữ"
        self.worded[report.period.key, section] = self.gone
        return self.gone


class View:
    """Notes what is shown."""

    def __init__(self):
        self.periods, self.key, self.kind, self.errors, self.marks = (), "", None, [], {}
        self.sections, self.pdf, self.paper, self.state = {}, b"", None, ""

    def show_periods(self, kind, periods, key):
        self.kind, self.periods, self.key, self.state = kind, periods, key, "shown"

    def show_no_model(self):
        self.state = "no model"

    def show_not_begun(self):
        self.state = "not begun"

    def show_sections(self, titles, sections):
        self.sections = dict(sections)

    def show_section(self, section, worded):
        self.sections[section] = worded

    def show_marks(self, section, worded):
        self.marks[section] = worded

    def show_pdf(self, report, pdf, paper):
        self.pdf, self.paper = pdf, paper

    def show_error(self, error):
        self.errors.append(error)


class Worker:
    """Does work at once, or holds it."""

    def __init__(self):
        self.held = None

    def __call__(self, work, done, *, failed=None, **_other):
        def go():
            try:
                result = work(None)
            except SinhkeError as error:
                failed(error)
            else:
                done(result)

        if self.held is None:
            go()
        else:
            self.held.append(go)


@pytest.fixture
def services():
    return Services()


@pytest.fixture
def view():
    return View()


@pytest.fixture
def worker():
    return Worker()


@pytest.fixture
def toasts():
    return []


@pytest.fixture
def presenter(view, services, worker, toasts):
    asked = ReportServices(
        services.read, services.render, services.word, services.kept, services.redraft, services.put_back
    )
    made = ReportsPresenter(view, asked, worker, lambda text, undo=None: toasts.append((text, undo)))
    made.refresh()
    return made


def test_the_newest_month_appears_with_its_pages_and_steps_stay_within_the_periods(view, presenter):
    assert (view.key, view.pdf) == ("2025-11", "2025-11: Câu một. Câu thêm.".encode())
    presenter.step(1)
    assert view.key == "2025-11"
    presenter.step(-1)
    assert view.key == "2025-10"
    presenter.step(-5)
    assert view.key == "2025-10"
    assert presenter.file_name() == "bao-cao-mo-hinh-2025-10.pdf"


def test_another_kind_begins_with_its_newest_period_and_a_review_may_end_on_a_day(view, services, presenter):
    presenter.refresh(PeriodKind.INTERIM)
    assert (view.kind, view.key, services.asked[-1]) == (PeriodKind.INTERIM, "interim", (PeriodKind.INTERIM, "", None))
    presenter.step(-1)
    assert view.key == "interim"
    presenter.end_on(date(2025, 3, 1))
    assert services.asked[-1] == (PeriodKind.INTERIM, "interim", date(2025, 3, 1))
    presenter.refresh(PeriodKind.MONTH, "2025-09")
    assert (view.key, presenter.until) == ("2025-09", None)


def test_typing_is_drawn_without_being_kept_and_kept_when_one_leaves_the_field(view, services, presenter):
    presenter.typed("general", "Câu mới.\nVà một câu nữa.")
    presenter.draw()
    assert view.pdf == "2025-11: Câu mới. Và một câu nữa.".encode()
    assert services.worded == {}
    assert presenter.drafted("general", 0) == ""
    assert presenter.keep() is True
    assert list(services.worded) == [("2025-11", "general")]
    assert view.marks["general"].lines == ("Câu mới.", "Và một câu nữa.")
    assert presenter.drafted("general", 0) == "Câu một."
    assert presenter.drafted("general", 9) == ""
    assert presenter.drafted("results", 0) == ""


def test_typing_the_same_again_keeps_nothing(services, presenter):
    presenter.typed("results", "Khác.")
    presenter.typed("results", "Câu hai.")
    assert presenter.unsaved() is False
    presenter.keep()
    assert services.worded == {}


def test_another_month_keeps_what_was_typed_in_this_one(services, presenter, view):
    presenter.typed("results", "Tốt.")
    presenter.step(-1)
    assert list(services.worded) == [("2025-11", "results")]
    assert view.sections["results"].lines == ("Câu hai.",)


def test_wording_that_is_refused_stays_typed_and_is_told(view, services, presenter):
    presenter.typed("results", "Tốt.")
    services.fails = SinhkeError("Không lưu được.")
    assert presenter.keep() is False
    assert presenter.unsaved() is True
    presenter.redraft("results")
    assert view.errors == [services.fails, services.fails]
    services.fails = None
    presenter.keep()
    services.fails = SinhkeError("Không lưu được.")
    presenter.redraft("results")
    assert len(view.errors) == 3


def test_back_to_the_draft_follows_the_facts_again_and_can_be_undone(view, presenter, toasts):
    presenter.typed("general", "Khác.")
    presenter.redraft("general")
    assert view.sections["general"].lines == ("Câu một.", "Câu thêm.")
    assert view.pdf == "2025-11: Câu một. Câu thêm.".encode()
    _text, undo = toasts[-1]
    undo()
    assert view.sections["general"].lines == ("Khác.",)
    assert view.pdf == "2025-11: Khác.".encode()
    presenter.redraft("general", 7)
    assert len(toasts) == 1
    presenter.redraft("general", 0)
    presenter.step(-1)
    toasts[-1][1]()
    assert view.sections["general"].lines == ("Câu một.", "Câu thêm.")


def test_number_and_day_stand_on_the_paper_of_this_period_alone(view, presenter):
    presenter.give(ReportPaper("25", date(2025, 11, 3)))
    assert (view.pdf[:9], view.paper.number) == (b"2025-1125", "25")
    presenter.refresh()
    assert view.paper.number == "25"
    presenter.step(-1)
    assert view.paper == ReportPaper()


def test_pages_of_older_typing_and_older_periods_never_replace_newer_ones(view, worker, presenter):
    worker.held = []
    for text in ("Cũ.", "Mới."):
        presenter.typed("general", text)
        presenter.draw()
    for go in reversed(worker.held):
        go()
    assert view.pdf == "2025-11: Mới.".encode()
    worker.held = []
    presenter.step(-1)
    presenter.refresh(key="2025-09")
    for go in reversed(list(worker.held)):
        go()
    assert view.key == "2025-09"


def test_without_a_model_or_a_period_the_page_says_so(view, services, presenter):
    services.fails = NotFound("Chưa chọn mô hình.")
    presenter.refresh()
    assert (view.state, view.errors) == ("no model", [])
    presenter.draw()
    presenter.redraft("general")
    services.fails = SinhkeError("Hỏng.")
    presenter.refresh()
    assert view.errors == [services.fails]
    services.fails, services.none = None, True
    presenter.refresh()
    assert view.state == "not begun"
