"""The preview: pages of every size, zoom, finding, contents, copying; bounded in memory, off the window's thread."""

import pytest
from pdf_samples import sample_pdf
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from reportlab.lib.pagesizes import A4, A5, landscape

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets import pdf_pages
from sinhke_desktop.gui.widgets.preview import Preview

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def preview(qtbot, qapp):
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    runner = Runner(window)
    made = Preview(runner)
    QVBoxLayout(window).addWidget(made)
    window.resize(900, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made
    runner.close()


def idle(qtbot, preview):
    qtbot.waitUntil(lambda: not preview._runner.busy(), timeout=60_000)


def find(qtbot, preview, words):
    preview.search()
    preview.finding.field.setText(words)
    QTest.keyClick(preview.finding.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not preview.finding.searching)


def test_pages_of_every_size_lie_beside_each_other_without_overlapping(qtbot, preview):
    preview.show_pdf(sample_pdf(["a"] * 6, [A4, landscape(A4), A5]))
    preview.look("0.25")
    pages = preview.pages
    areas = [pages.area(page) for page in range(6)]
    assert all(not one.intersects(two) for at, one in enumerate(areas) for two in areas[:at])
    assert areas[0].width() < areas[0].height()
    assert areas[1].width() > areas[1].height()
    assert areas[2].height() < areas[0].height()
    assert areas[0].top() == areas[1].top()
    assert max(area.right() for area in areas) <= pages.width()
    qtbot.waitUntil(lambda: pages.drawn() == set(range(6)))


def test_a_page_across_is_drawn_as_wide_as_it_is(qtbot, preview):
    preview.show_pdf(sample_pdf(["a"], [landscape(A4)]))
    qtbot.waitUntil(lambda: 0 in preview.pages.drawn())
    _zoom, picture = preview.pages._pictures[0]
    assert (picture.width(), picture.height()) == pytest.approx(preview.pages.page_size(0), abs=1)
    assert preview.pages.page_size(0)[0] <= preview._area.viewport().width()


def test_an_upright_page_that_fits_the_width_is_whole_beside_wider_ones(qtbot, preview):
    preview.show_pdf(sample_pdf(["a", "b", "c"], [A4, landscape(A4), A4]))
    preview.look("2.0")
    preview.look("width")
    seen = preview.pages.visibleRegion().boundingRect()
    where = preview.pages.area(0)
    assert seen.left() <= where.left()
    assert where.right() <= seen.right()
    preview.go_to(3)
    assert preview.page() == 3
    seen = preview.pages.visibleRegion().boundingRect()
    assert seen.left() <= preview.pages.area(2).left()


def test_only_pages_in_sight_are_drawn_of_a_long_paper(qtbot, preview):
    preview.show_pdf(sample_pdf(["a"] * 120))
    idle(qtbot, preview)
    assert preview.pages.drawn() == set(preview.pages.in_sight())
    assert len(preview.pages.drawn()) <= 3
    preview.go_to(120)
    qtbot.waitUntil(lambda: 119 in preview.pages.drawn())
    assert preview.page() == 120
    assert 60 not in preview.pages.drawn()


def test_pictures_out_of_sight_are_let_go_beyond_the_room_for_them(qtbot, preview, monkeypatch):
    monkeypatch.setattr(pdf_pages, "MOST_KEPT_BYTES", 6_000_000)
    preview.show_pdf(sample_pdf(["a"] * 12))
    for page in range(1, 13):
        preview.go_to(page)
        qtbot.waitUntil(lambda at=page - 1: at in preview.pages.drawn())
        in_sight = len(preview.pages.in_sight())
        size = preview.pages.page_size(0)
        assert preview.pages.kept_bytes() <= max(6_000_000, (in_sight + 1) * size[0] * size[1] * 4 * 1.02)
    assert 0 not in preview.pages.drawn()


def test_a_page_that_would_be_too_big_is_drawn_smaller_and_enlarged(qtbot, preview, monkeypatch):
    monkeypatch.setattr(pdf_pages, "MOST_PIXELS", 200_000)
    preview.show_pdf(sample_pdf(["a"]))
    preview.look("2.0")
    qtbot.waitUntil(lambda: 0 in preview.pages.drawn())
    _zoom, picture = preview.pages._pictures[0]
    assert 150_000 < picture.width() * picture.height() <= 201_000


def test_sizes_are_chosen_by_keys_and_said(qtbot, preview):
    preview.show_pdf(sample_pdf(["a", "b"]))
    told = []
    preview.zoomed.connect(told.append)
    preview._area.setFocus()
    room = preview._area.viewport().size()
    assert abs(preview.pages.page_size()[0] + 2 * pdf_pages.GAP - room.width()) < 4
    QTest.keyClick(preview._area, Qt.Key.Key_0, CTRL | Qt.KeyboardModifier.AltModifier)
    assert preview.pages.page_size()[1] <= room.height()
    QTest.keyClick(preview._area, Qt.Key.Key_1, CTRL | Qt.KeyboardModifier.AltModifier)
    assert preview.pages.zoom == 1.0
    assert preview.tools.zoom.currentText() == "100 %"
    QTest.keyClick(preview._area, Qt.Key.Key_Minus, CTRL)
    qtbot.waitUntil(lambda: preview.pages.zoom == 0.8)
    assert preview.tools.zoom.placeholderText() == "80 %"
    assert preview.tools.zoom.currentIndex() == -1
    QTest.keyClick(preview._area, Qt.Key.Key_0, CTRL)
    assert told == ["page", "1.0", "0.8", "width"]


def test_the_wheel_with_ctrl_enlarges_what_lies_under_the_mouse(qtbot, preview):
    preview.show_pdf(sample_pdf(["a", "b", "c"]))
    preview.look("0.5")
    preview.go_to(2)
    at = preview.pages.area(1).center()
    place = preview.pages.place_at(at)
    before = preview.pages.mapTo(preview._area.viewport(), at)

    def turn(by, keys):
        seen = QPointF(preview.pages.mapTo(preview, at))
        event = QWheelEvent(QPointF(at), seen, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys,
                            Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QApplication.sendEvent(preview.pages, event)

    turn(0, CTRL)
    assert preview.pages.zoom == 0.5
    turn(120, CTRL)
    assert preview.pages.zoom == 0.67
    now = preview.pages.on_screen(1, (*place[1:], 0, 0)).topLeft().toPoint()
    after = preview.pages.mapTo(preview._area.viewport(), now)
    assert abs(after.y() - before.y()) <= 2
    turn(-120, CTRL)
    assert preview.pages.zoom == 0.5
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert preview.pages.zoom == 0.5


def test_a_page_is_gone_to_by_its_number_and_by_keys(qtbot, preview):
    preview.show_pdf(sample_pdf(["a"] * 9))
    preview._area.setFocus()
    QTest.keyClick(preview._area, Qt.Key.Key_G, CTRL)
    number = preview.tools.number
    assert number.hasFocus()
    QTest.keyClicks(number, "4")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert preview.page() == 4
    number.setText("99")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert preview.page() == 9
    assert number.text() == "9"
    for key, page in ((Qt.Key.Key_Home, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_PageDown, 3),
                      (Qt.Key.Key_PageUp, 2), (Qt.Key.Key_End, 9), (Qt.Key.Key_PageDown, 9)):  # fmt: skip
        QTest.keyClick(preview._area, key)
        assert preview.page() == page
    assert preview.tools._of.text().endswith("9")


def test_words_are_found_marked_and_gone_through(qtbot, preview):
    texts = [f"Trang {number}\nông Đỗ Đức Dũng, bà Đặng Thị Duc" if number % 10 == 5 else "trống"
             for number in range(60)]  # fmt: skip
    preview.show_pdf(sample_pdf(texts))
    idle(qtbot, preview)
    find(qtbot, preview, "duc")
    assert [one.page for one in preview.finding.found] == [5, 5, 15, 15, 25, 25, 35, 35, 45, 45, 55, 55]
    assert preview.finding.said.text().split(" ")[0] == "1"
    assert preview.page() in (5, 6)
    assert set(preview.pages._hits) == {5, 15, 25, 35, 45, 55}
    QTest.keyClick(preview.finding.field, Qt.Key.Key_Return)
    assert preview.finding.hit.text == "Duc"
    QTest.keyClick(preview.finding.field, Qt.Key.Key_F3)
    assert preview.finding.hit.page == 15
    QTest.keyClick(preview.finding.field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    preview.finding.step(-2)
    assert preview.finding.hit.page == 55
    assert preview.page() in (55, 56)
    find(qtbot, preview, "Đức")
    assert len(preview.finding.found) == 6
    find(qtbot, preview, "không có")
    assert preview.finding.found == []
    assert preview.finding.said.text() != ""
    assert preview.finding.after.isEnabled() is False


def test_found_words_are_painted_over_the_page(qtbot, preview):
    preview.show_pdf(sample_pdf(["Đỗ Đức Dũng"]))
    qtbot.waitUntil(lambda: 0 in preview.pages.drawn())
    find(qtbot, preview, "duc")
    (area,) = preview.finding.found[0].areas
    where = preview.pages.on_screen(0, area).toRect()
    picture = preview.pages.grab().toImage()
    ratio = picture.devicePixelRatio()
    colours = {picture.pixelColor(round(x * ratio), round((where.top() + 1) * ratio)).name()
               for x in range(where.left(), where.right())}  # fmt: skip
    assert theme.colour("near-poor").name() in colours


def test_the_search_begins_at_the_page_looked_at_and_goes_round(qtbot, preview):
    preview.show_pdf(sample_pdf(["Đức", "x", "x"]))
    preview.go_to(3)
    find(qtbot, preview, "duc")
    assert preview.finding.hit.page == 0
    assert preview.page() == 1


def test_another_paper_is_searched_for_the_same_words_and_escape_ends_it(qtbot, preview):
    preview.show_pdf(sample_pdf(["Đức", "Đức"]))
    find(qtbot, preview, "duc")
    preview.show_pdf(sample_pdf(["Đức"]))
    qtbot.waitUntil(lambda: len(preview.finding.found) == 1)
    QTest.keyClick(preview.finding.leave, Qt.Key.Key_Escape)
    assert preview.finding.isHidden()
    assert preview.pages._hits == {}
    preview.search()
    qtbot.waitUntil(lambda: len(preview.finding.found) == 1)
    preview.show_pdf(b"")
    assert preview.pages.count == 0
    assert preview.finding.found == []


def test_ctrl_f_in_the_paper_does_not_reach_the_page_around_it(qtbot, preview):
    preview.show_pdf(sample_pdf(["a"]))
    searched = []
    around = QShortcut("Ctrl+F", preview.window())
    around.activated.connect(lambda: searched.append(1))
    preview._area.setFocus()
    QTest.keyClick(preview._area, Qt.Key.Key_F, CTRL)
    assert not preview.finding.isHidden()
    assert preview.finding.field.hasFocus()
    assert searched == []


def test_contents_jump_to_the_paper_of_a_household_found_without_accents(qtbot, preview):
    names = ["Thôn Tân Tiến", "Đỗ Đức Dũng", "Hồ Thị Lan", "Chamaléa Thị Bích"]
    preview.show_pdf(sample_pdf(names, bookmarks=True))
    qtbot.waitUntil(preview.tools.listing.isVisible)
    preview.tools.listing.click()
    lines = preview.contents.lines
    assert lines.isVisible()
    assert lines.currentRow() == 0
    preview.contents.field.setText("chamalea")
    assert [row for row in range(4) if not lines.item(row).isHidden()] == [3]
    QTest.keyClick(preview.contents.field, Qt.Key.Key_Down)
    assert lines.hasFocus()
    lines.setCurrentRow(3)
    assert preview.page() == 4
    preview.contents.field.clear()
    assert not any(lines.item(row).isHidden() for row in range(4))
    preview.tools.listing.click()
    assert lines.isVisible() is False


def test_a_paper_without_bookmarks_offers_no_contents(qtbot, preview):
    preview.show_pdf(sample_pdf(["a", "b"], bookmarks=True))
    qtbot.waitUntil(preview.tools.listing.isVisible)
    preview.tools.listing.click()
    preview.show_pdf(sample_pdf(["a"]))
    idle(qtbot, preview)
    assert preview.tools.listing.isVisible() is False
    assert preview.contents.isVisible() is False


def test_text_is_chosen_with_the_mouse_and_copied(qtbot, preview):
    preview.show_pdf(sample_pdf(["Đỗ Đức Dũng"]))
    qtbot.waitUntil(lambda: 0 in preview.pages.drawn())
    document = preview._document
    (first,), (last,) = document.find(0, "Đỗ")[0].areas, document.find(0, "Dũng")[0].areas
    begin = preview.pages.on_screen(0, first).center().toPoint() - QPoint(6, 0)
    middle = preview.pages.on_screen(0, last).topLeft().toPoint() + QPoint(0, 5)
    end = preview.pages.on_screen(0, last).bottomRight().toPoint() - QPoint(2, 5)
    QTest.mousePress(preview.pages, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(preview.pages, middle)
    QTest.mouseMove(preview.pages, end)
    qtbot.waitUntil(lambda: preview.pages.selected is not None)
    idle(qtbot, preview)
    QTest.mouseRelease(preview.pages, Qt.MouseButton.LeftButton, pos=end)
    preview.grab()
    preview._area.setFocus()
    QTest.keyClick(preview._area, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Đỗ Đức Dũng"
    QTest.mouseClick(preview.pages, Qt.MouseButton.LeftButton, pos=begin)
    assert preview.pages.selected is None
    QGuiApplication.clipboard().setText("khác")
    preview.copy()
    assert QGuiApplication.clipboard().text() == "khác"


def test_the_place_one_looks_at_stays_while_the_paper_is_made_anew(qtbot, preview):
    preview.show_pdf(sample_pdf(["a"] * 5))
    preview.go_to(4)
    qtbot.waitUntil(lambda: 3 in preview.pages.drawn())
    preview.show_pdf(sample_pdf(["b"] * 5))
    assert preview.page() == 4
    assert 3 in preview.pages._pictures
    assert 3 not in preview.pages.drawn()
    qtbot.waitUntil(lambda: 3 in preview.pages.drawn())
