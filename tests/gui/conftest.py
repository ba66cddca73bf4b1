"""Shared by the pages' tests: a page in a window over the real store, and households to fill it."""

import time
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.gui import theme, waiting
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.paths import folders
from sinhke_desktop.services import hamlets, households, office_profile, reviews
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.settings import Settings


@dataclass
class Frame:
    """A page in its window, its runner, what it said and where it went."""

    window: QWidget
    runner: Runner
    page: QWidget | None = None
    toasts: list = field(default_factory=list)
    went: list = field(default_factory=list)

    def toast(self, text, undo=None):
        self.toasts.append((text, undo))

    def navigate(self, key, **args):
        self.went.append((key, args))

    def refresh(self):
        """Read again; where nothing else is asked of the worker, wait as a person does until it is shown."""
        idle = not self.runner.busy()
        self.page.refresh()
        if idle:
            self.settle()

    def settle(self):
        """Wait until everything asked of the worker is shown; nothing else of the window goes on meanwhile."""
        while self.runner.busy():
            QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)
            time.sleep(0.002)


@pytest.fixture(autouse=True)
def _long_work_only(monkeypatch):
    """No slow machine brings up the dialog of long work: where it goes, nobody here gives the window the keys back."""
    monkeypatch.setattr(waiting, "SHOWN_AFTER_MS", 60_000)


@pytest.fixture(autouse=True)
def _windows_go():
    """What a test has shown is gone before the next one, whose windows would be slowed by it."""
    yield
    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def open_page_on(qtbot, qapp, data_folders, tmp_path):
    """Called with a store and a page's class: makes the page over it, shows and reads it; returns its Frame."""
    theme.apply(qapp)
    frames = []

    def make(store, kind):
        window = QWidget()
        qtbot.addWidget(window)
        frame = Frame(window, Runner(window))
        frames.append(frame)
        context = Context(
            store, frame.runner, Settings(tmp_path / "config"), data_folders, frame.toast, frame.navigate,
            frame.refresh, lambda: None,
        )  # fmt: skip
        frame.page = kind(context)
        QVBoxLayout(window).addWidget(frame.page)
        window.resize(1158, 700)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        frame.page.refresh()
        qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
        return frame

    yield make
    for frame in frames:
        frame.runner.close()


@pytest.fixture
def open_page(open_page_on, workspace):
    """Called with a page's class: makes it over the commune's store; returns its :class:`Frame`."""
    return lambda kind: open_page_on(workspace, kind)


@pytest.fixture
def office_here(tmp_path):
    """A receiving office's store, set up as its first start does."""
    created = workspaces.create(folders(tmp_path / "đơn vị"), "mật-khẩu-đơn-vị")
    made = office_profile.set_up(created.workspace, "Phòng Nông nghiệp", "Trần Văn Nhận")
    yield made
    workspaces.close(made)


@pytest.fixture
def open_office_page(open_page_on, office_here):
    """Called with a page's class: makes it over the office's store; returns its :class:`Frame`."""
    return lambda kind: open_page_on(office_here, kind)


@pytest.fixture
def hamlet_here(workspace):
    """Thôn Tân Tiến."""
    return hamlets.add(workspace, "Tân Tiến")


@pytest.fixture
def two_poor(workspace, hamlet_here):
    """Two poor households of Tân Tiến."""
    made = []
    for name in ("Đỗ Đức Dũng", "Hồ Thị Lan"):
        head = MemberInput(name, HEAD, "female", "1979", "Kinh")
        made.append(households.register(workspace, HouseholdInput(hamlet_here.id, (head,))))
        deprived = frozenset({"healthInsurance", "employment", "dependentPerson"})
        reviews.record(workspace, ReviewInput(made[-1].id, "2025", income_points="100", deprived=deprived))
    return made
