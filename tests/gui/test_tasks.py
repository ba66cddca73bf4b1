"""Long work: done elsewhere, settled in the window, cancelled when asked, never lost."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme, waiting
from sinhke_desktop.gui.error_dialogs import BugDialog, ErrorDialog
from sinhke_desktop.gui.tasks import Runner, Task
from sinhke_desktop.gui.waiting import ProgressDialog


@pytest.fixture
def runner(qtbot):
    made = Runner(None)
    yield made
    made.close()


def test_work_is_done_elsewhere_and_settled_in_the_window(qtbot, runner) -> None:
    threads = {}

    def work(progress):
        threads["work"] = threading.get_ident()
        return "xong"

    def done(result):
        threads["done"] = threading.get_ident()
        threads["result"] = result

    runner.run(work, done)
    qtbot.waitUntil(lambda: "done" in threads)
    assert threads["done"] == threading.get_ident() != threads["work"]
    assert threads["result"] == "xong"
    qtbot.waitUntil(lambda: not runner.busy(), timeout=60_000)


def test_two_pieces_of_work_follow_each_other_in_order(qtbot, runner) -> None:
    order: list[str] = []
    for name in ("một", "hai", "ba"):
        runner.run(lambda progress, name=name: name, order.append)
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["một", "hai", "ba"]


def test_progress_is_told_and_the_last_step_is_never_left_out(qtbot, runner) -> None:
    told: list[tuple[int, int]] = []

    def work(progress):
        for at in range(1, 1001):
            progress.step(at, 1000)

    finished: list[object] = []
    runner.run(work, finished.append, progressed=lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: bool(finished))
    assert told[-1] == (1000, 1000)
    assert len(told) < 200


def test_cancelling_stops_at_the_next_step(qtbot, runner) -> None:
    begun, stopped = threading.Event(), []

    def work(progress):
        at = 0
        while True:
            begun.set()
            at += 1
            progress.step(at, 10**9)

    task = runner.run(work, lambda result: stopped.append("done"), cancelled=lambda: stopped.append("cancelled"))
    assert begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(stopped))
    assert stopped == ["cancelled"]


def test_sizes_beyond_two_thousand_million_do_not_break_the_bar(qtbot, runner) -> None:
    told: list[tuple[int, int]] = []
    runner.run(
        lambda progress: progress.step(2**40, 2**40), lambda result: None, progressed=lambda *at: told.append(at)
    )
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][0] == told[0][1]


def test_an_error_reaches_the_one_who_asked(qtbot, runner) -> None:
    caught: list[BaseException] = []

    def work(progress):
        raise SinhkeError("Đĩa đầy.", code="DL-09")

    runner.run(work, lambda result: None, failed=caught.append)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], SinhkeError)


def test_closing_waits_for_what_is_running(qtbot) -> None:
    runner = Runner(None)
    ended = threading.Event()

    def work(progress):
        try:
            while True:
                progress.step(0, 1)
        finally:
            ended.set()

    runner.run(work, lambda result: None)
    runner.close()
    assert ended.is_set()
    qtbot.waitUntil(lambda: not runner.busy(), timeout=60_000)


def test_a_task_started_by_hand_is_held_until_it_ends(qtbot, runner) -> None:
    results: list[int] = []
    task = Task(lambda progress: 42)
    task.finished.connect(results.append)
    runner.start(task)
    del task
    qtbot.waitUntil(lambda: results == [42])


def test_quick_work_shows_no_dialog_and_long_work_can_be_cancelled(qtbot, runner, qapp, monkeypatch) -> None:
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    quick: list[str] = []
    runner.run_shown(window, "Đọc", lambda progress: "xong", quick.append)
    qtbot.waitUntil(lambda: bool(quick) and not runner.busy())
    qtbot.waitUntil(lambda: not window.findChildren(ProgressDialog))

    def work(progress):
        while True:
            progress.step(1, 100)

    monkeypatch.setattr(waiting, "SHOWN_AFTER_MS", 1)
    ended: list[str] = []
    runner.run_shown(window, "Đọc sổ", work, lambda result: None, cancelled=lambda: ended.append("cancelled"))
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(ProgressDialog)))
    qtbot.keyClick(window.findChildren(ProgressDialog)[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ended == ["cancelled"])


def test_errors_of_the_world_show_their_words_and_code(qtbot, qapp) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    errors.show(window, SinhkeError("Đĩa đầy.", "Dọn bớt.", "DL-09"))
    dialog = window.findChildren(ErrorDialog)[0]
    assert dialog.notice.text() == "Đĩa đầy. Dọn bớt. (DL-09)"
    dialog.close()


def test_a_bug_is_reported_without_what_people_are_called(qtbot, qapp) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    try:
        raise KeyError("Nguyễn Thị Thử 058123456789")
    except KeyError as error:
        errors.show(window, error)
    dialog = window.findChildren(BugDialog)[0]
    report = dialog.report.toPlainText()
    assert "KeyError" in report
    assert "test_tasks.py" in report
    assert "Nguyễn" not in report
    assert "058" not in report
    dialog.copy.click()
    assert qapp.clipboard().text() == report
    dialog.close()


def test_forgotten_work_is_done_to_its_end_but_nobody_is_told(qtbot, runner) -> None:
    did: list[str] = []
    runner.run(lambda progress: did.append("done"), lambda result: did.append("told"))
    runner.run(lambda progress: 1 / 0, lambda result: did.append("told"), failed=lambda error: did.append("failed"))
    runner.forget()
    qtbot.waitUntil(lambda: not runner.busy(), timeout=60_000)
    assert did == ["done"]
