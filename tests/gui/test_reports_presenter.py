"""A month's report: what is read, typed, kept and drawn, with services written by hand."""

from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.report import MonthlyReport, ReportTexts
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.gui.reports.presenter import MonthRead, ReportServices, ReportsPresenter

COMMUNE = Commune("22828", "Xã Anh Dũng", "Tỉnh Khánh Hòa", Area.RURAL, "2025-07-01")
DRAFT = ReportTexts(general=("Câu một.",), results=("Câu hai.",))


class Services:
    """Keeps wording by month and section; pages are the sentences as bytes."""

    def __init__(self):
        self.worded = {}
        self.fails = None
        self.written = {}
        self.made = []

    def texts(self, month):
        return replace(DRAFT, **{section: text for (of, section), text in self.worded.items() if of == month})

    def read(self, month):
        if self.fails:
            raise self.fails
        edited = frozenset(section for of, section in self.worded if of == month)
        return MonthRead(MonthlyReport(COMMUNE, month, "Nuôi bò"), self.texts(month), edited)

    def render(self, report, texts):
        return f"{report.month}: {' '.join(texts.general)}".encode()

    def word(self, month, section, text):
        if self.fails:
            raise self.fails
        self.worded[month, section] = tuple(text.splitlines())
        return self.texts(month)

    def redraft(self, month, section):
        self.worded.pop((month, section), None)
        return self.texts(month)

    def write(self, path, content):
        self.written[path] = content


class View:
    """Notes what is shown."""

    def __init__(self):
        self.month, self.last, self.pdf, self.edited, self.errors = "", None, b"", frozenset(), []
        self.no_model = False
        self.texts = None

    def show_month(self, month, *, last):
        self.month, self.last = month, last

    def show_no_model(self):
        self.no_model = True

    def show_texts(self, texts, edited):
        self.texts, self.edited = texts, edited

    def show_edited(self, edited):
        self.edited = edited

    def show_pdf(self, pdf):
        self.pdf = pdf

    def show_error(self, error):
        self.errors.append(error)


class Worker:
    """Does work at once, or holds it until :meth:`go`, newest first."""

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
        services.read,
        services.render,
        services.word,
        services.redraft,
        services.write,
        services.made.append,
        lambda: date(2025, 11, 20),
    )
    made = ReportsPresenter(view, asked, worker, lambda text, undo=None: toasts.append(text))
    made.refresh()
    return made


def test_this_month_appears_with_its_pages_and_no_later_one(view, presenter):
    assert (view.month, view.last) == ("2025-11", True)
    assert view.pdf == "2025-11: Câu một.".encode()
    presenter.step(1)
    assert view.month == "2025-11"
    presenter.step(-1)
    assert (view.month, view.last) == ("2025-10", False)


def test_typing_is_drawn_without_being_kept_and_kept_when_one_leaves_the_field(view, services, presenter):
    presenter.typed("general", "Câu mới.\nVà một câu nữa.")
    presenter.draw()
    assert view.pdf == "2025-11: Câu mới. Và một câu nữa.".encode()
    assert services.worded == {}
    assert presenter.keep() is True
    assert services.worded == {("2025-11", "general"): ("Câu mới.", "Và một câu nữa.")}
    assert view.edited == {"general"}


def test_typing_the_same_again_keeps_nothing(services, presenter):
    presenter.typed("general", "Khác.")
    presenter.typed("general", "Câu một.")
    assert presenter.unsaved() is False
    presenter.keep()
    assert services.worded == {}


def test_another_month_keeps_what_was_typed_in_this_one(services, presenter, view):
    presenter.typed("results", "Tốt.")
    presenter.step(-1)
    assert services.worded == {("2025-11", "results"): ("Tốt.",)}
    assert view.texts.results == ("Câu hai.",)


def test_wording_that_is_refused_stays_typed_and_is_told(view, services, presenter):
    presenter.typed("results", "Tốt.")
    services.fails = SinhkeError("Không lưu được.")
    assert presenter.keep() is False
    assert presenter.unsaved() is True
    assert view.errors == [services.fails]


def test_back_to_the_draft_follows_the_facts_again(view, presenter):
    presenter.typed("general", "Khác.")
    presenter.keep()
    presenter.redraft("general")
    assert view.texts.general == ("Câu một.",)
    assert view.edited == frozenset()
    assert view.pdf == "2025-11: Câu một.".encode()


def test_pages_of_older_typing_never_replace_newer_ones(view, worker, presenter):
    worker.held = []
    for text in ("Cũ.", "Mới."):
        presenter.typed("general", text)
        presenter.draw()
    for go in reversed(worker.held):
        go()
    assert view.pdf == "2025-11: Mới.".encode()


def test_without_a_model_the_page_says_so(view, services, presenter):
    services.fails = NotFound("Chưa chọn mô hình.")
    presenter.refresh()
    assert view.no_model is True
    assert view.errors == []


def test_the_saved_file_is_what_is_shown(services, presenter, view, toasts, tmp_path):
    presenter.write(tmp_path / presenter.file_name())
    assert services.written == {tmp_path / "bao-cao-mo-hinh-2025-11.pdf": view.pdf}
    assert services.made == ["2025-11"]
    assert "11/2025" in toasts[0]
