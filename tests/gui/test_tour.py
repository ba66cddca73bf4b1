"""The tour over the real window: its stops, its keys, what it covers."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.program import TOUR_SEEN, Program
from sinhke_desktop.gui.tour.overlay import Tour
from sinhke_desktop.gui.tour.stops import Stop
from sinhke_desktop.settings import Settings


@pytest.fixture
def ended() -> list:
    return []


@pytest.fixture
def window(qtbot, qapp):
    """A window with two places: a narrow one at the left and a wide one below."""
    theme.apply(qapp)
    made = QWidget()
    made.left, made.foot = QWidget(made), QWidget(made)
    made.left.setGeometry(0, 0, 200, 500)
    made.foot.setGeometry(0, 520, 900, 40)
    qtbot.addWidget(made)
    made.resize(900, 560)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def tour(window, ended):
    stops = (
        Stop("Trái", "Các trang.", lambda: window.left),
        Stop("Chân", "Đã lưu.", lambda: window.foot),
        Stop("Mất", "Không có.", lambda: None),
    )
    made = Tour(window, stops, lambda: ended.append(True))
    made.begin()
    return made


def test_enter_goes_through_all_stops_that_are_shown_and_then_it_is_over(qtbot, tour, ended) -> None:
    assert tour.accessibleName() == "Trái"
    qtbot.keyClick(tour, Qt.Key.Key_Return)
    assert (tour.accessibleName(), tour.accessibleDescription()) == ("Chân", "Đã lưu.")
    qtbot.keyClick(tour, Qt.Key.Key_Left)
    assert tour.accessibleName() == "Trái"
    qtbot.keyClick(tour, Qt.Key.Key_Right)
    qtbot.keyClick(tour, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ended == [True])


def test_escape_ends_it_and_is_told_once(qtbot, tour, ended) -> None:
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ended == [True])


def test_its_card_lies_beside_the_place_and_never_outside(qtbot, tour, window) -> None:
    assert tour.clear_place().contains(QRect(window.left.pos(), window.left.size()))
    assert tour.card.x() >= 200
    tour.go(1)
    assert tour.card.geometry().bottom() < 520
    assert tour.rect().contains(tour.card.geometry())


def test_its_card_is_as_high_as_its_words(qtbot, window) -> None:
    words = ("Ngắn.", "Rất dài, rất dài và còn dài nữa. " * 8, "Lại ngắn.")
    tour = Tour(window, [Stop("Tên", text, lambda: window.left) for text in words], lambda: None)
    tour.begin()
    heights = []
    for _text in words:
        qtbot.waitUntil(lambda: tour._text.height() >= tour._text.heightForWidth(tour._text.width()))
        heights.append(tour.card.height())
        tour.go(1)
    assert heights[1] > heights[2]


def test_it_follows_the_windows_size(qtbot, tour, window) -> None:
    window.left.resize(100, 300)
    window.resize(600, 400)
    qtbot.waitUntil(lambda: tour.size() == window.size() and tour.clear_place().width() < 120)
    assert tour.rect().contains(tour.card.geometry())


def test_where_there_is_no_room_beside_a_place_the_card_lies_over_its_foot(qtbot, window, ended) -> None:
    everything = Tour(window, (Stop("Tất cả", "Mọi thứ.", lambda: window),), lambda: ended.append(True))
    everything.begin()
    assert everything.card.geometry().bottom() > window.height() // 2
    assert everything.rect().contains(everything.card.geometry())


def test_tab_stays_on_the_card(qtbot, tour) -> None:
    qtbot.keyClick(tour.next, Qt.Key.Key_Tab)
    assert tour.focusWidget() is tour.skip
    qtbot.keyClick(tour.skip, Qt.Key.Key_Backtab)
    assert tour.focusWidget() is tour.next


def test_only_what_is_in_sight_of_a_scrolled_place_is_left_clear(window, ended) -> None:
    holder = QWidget(window)
    holder.setGeometry(300, 100, 200, 100)
    inner = QWidget(holder)
    inner.setGeometry(0, 0, 200, 400)
    holder.show()
    half = Tour(window, (Stop("Nửa", "Nửa.", lambda: inner),), lambda: None)
    half.begin()
    assert half.clear_place().height() < 120


def test_without_any_place_it_is_over_at_once(qtbot, window, ended) -> None:
    Tour(window, (Stop("Mất", "Không có.", lambda: None),), lambda: ended.append(True)).begin()
    qtbot.waitUntil(lambda: ended == [True])


@pytest.fixture
def program(qtbot, qapp, data_folders):
    theme.apply(qapp)
    made = Program(data_folders, Settings(data_folders.config))
    qtbot.addWidget(made.window)
    yield made
    made.close()


@pytest.mark.parametrize("store", ["workspace", "office_here"])
def test_a_commune_and_an_office_have_a_tour_of_six_stops_in_vietnamese(qtbot, program, request, store) -> None:
    program._opened(request.getfixturevalue(store))
    program.window.show()
    qtbot.waitUntil(lambda: not program.runner.busy(), timeout=60_000)
    program.shell.show_tour()
    tour = program.shell.tour
    titles = []
    for _stop in range(len(tour._stops)):
        titles.append(tour.accessibleName())
        assert not tour.clear_place().isEmpty()
        tour.go(1)
    assert len(titles) == 6
    assert titles[-1] == "Trợ giúp bằng phím F1"
    qtbot.waitUntil(lambda: program.shell.tour is None)


def test_the_windows_keys_rest_while_the_tour_is_shown(qtbot, program, workspace) -> None:
    program._opened(workspace)
    program.window.show()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    program.shell.show_tour()
    program.shell.show_tour()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert program.shell.current == "overview"


def test_after_a_first_start_the_tour_comes_once_and_then_what_was_wished_for(qtbot, program, workspace) -> None:
    program.window.show()
    program._begun(workspace, "import")
    qtbot.waitUntil(lambda: program.shell.tour is not None)
    assert Settings(workspace.folders.config).get(TOUR_SEEN) is True
    qtbot.keyClick(program.shell.tour, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: program.shell.current == "households")
    program._begun(workspace, "pairing")
    assert (program.shell.tour, program.shell.current) == (None, "exchange")


def test_locking_before_the_tour_begins_leaves_it_out(qtbot, program, workspace) -> None:
    program.window.show()
    program._begun(workspace, "pages")
    program.lock()
    qtbot.wait(1)
    assert program.shell is None


def test_the_veil_takes_the_clicks(qtbot, tour, window) -> None:
    assert window.childAt(QPoint(10, 10)) is tour
