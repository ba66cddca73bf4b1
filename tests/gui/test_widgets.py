"""The pieces of the window: what they tell, how they give way, what they never cut off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets import (
    Bar,
    BarChart,
    Card,
    Column,
    Columns,
    DataTable,
    Dialog,
    EmptyState,
    Flow,
    Following,
    Form,
    LineChart,
    Notice,
    PageHeader,
    PasswordField,
    Pill,
    PrimaryButton,
    QuietButton,
    RowsModel,
    Scrolled,
    SearchField,
    Series,
    Stage,
    StageLine,
    StageState,
    StatCard,
    Toast,
    choices,
    label,
)
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, Later
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs

LONG = "Nguyễn Thị Kim Dung, thôn Tân Tiến (mới thoát nghèo, tham gia mô hình nuôi bò cái sinh sản)"
ROWS = [("Katơr Thị Ánh", "Nghèo", "poor"), (LONG, "Mới thoát nghèo", "escaped")]


@pytest.fixture(params=[1.0, 1.25, 1.5, 2.0], ids=["100", "125", "150", "200"])
def scale(request, qapp):
    theme.apply(qapp, scale=request.param)
    yield request.param
    theme.apply(qapp)


@pytest.fixture
def themed(qapp):
    theme.apply(qapp)


def shown(qtbot, widget: QWidget, width: int, height: int) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def assert_labels_whole(widget: QWidget) -> None:
    for part in widget.findChildren(QLabel):
        if not part.isVisible() or not part.text():
            continue
        needed = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
        assert part.height() >= needed, (part.text(), part.height(), needed)
        if not part.wordWrap():
            assert part.width() >= part.sizeHint().width(), part.text()


def column_of(*parts: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return page


@pytest.mark.parametrize("width", [520, 1158])
def test_no_text_is_cut_off_at_any_scale(qtbot, scale, width: int) -> None:
    header = PageHeader(
        "Hộ dân", "120 hộ · 464 nhân khẩu", QuietButton("In phiếu thăm", "printer"), PrimaryButton("Thêm hộ")
    )
    cards = Columns(side_by_side=600)
    for name in ("Hộ nghèo", "Hộ cận nghèo", "Hộ trong mô hình"):
        card = StatCard(name, "poor")
        card.set_values("264,2 triệu", "60 % của 440,3 triệu đồng")
        cards.add(card)
    card = Card(LONG)
    card.add_to_head(Pill("Mới thoát nghèo", "escaped"))
    card.add(label(LONG))
    notice = Notice("warn", LONG)
    page = column_of(header, cards, card, notice)
    page.setMinimumWidth(width)
    shown(qtbot, page, width, 1600)
    assert_labels_whole(page)


def test_a_table_shows_every_cell_in_sight_whole(qtbot, scale) -> None:
    model = RowsModel(
        [Column("Chủ hộ", lambda row: row[0]), Column("Phân loại", lambda row: row[1], tone=lambda row: row[2])]
    )
    table = DataTable(model, stretch=())
    shown(qtbot, table, 600, 400)
    model.set_rows(ROWS)
    table.fit()
    metrics = table.fontMetrics()
    assert table.columnWidth(0) > metrics.horizontalAdvance(LONG) + theme.px(20)
    assert table.columnWidth(1) > metrics.horizontalAdvance("Mới thoát nghèo") + theme.px(24)


def test_the_stretched_column_takes_the_room_left(qtbot, themed) -> None:
    model = RowsModel([Column("Thôn", lambda row: row[0]), Column("Hộ", lambda row: row[1], numeric=True)])
    table = DataTable(model)
    shown(qtbot, table, 700, 300)
    model.set_rows([("Tân Tiến", "15")])
    table.fit()
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()


def test_enter_opens_the_row_the_arrows_chose(qtbot, themed) -> None:
    model = RowsModel([Column("Chủ hộ", lambda row: row[0])])
    model.set_rows(ROWS)
    table = DataTable(model)
    shown(qtbot, table, 400, 300)
    table.choose(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_a_search_is_told_at_every_key_and_down_leaves_for_the_results(qtbot, themed) -> None:
    field = SearchField("Tìm")
    shown(qtbot, field, 300, 40)
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "duc")
    assert told == ["d", "du", "duc"]
    with qtbot.waitSignal(field.left_down):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_capital_letters_without_shift_mean_caps_lock(qtbot, themed) -> None:
    field = PasswordField()
    shown(qtbot, field, 300, 40)
    with qtbot.waitSignal(field.caps_lock_seen) as seen:
        qtbot.keyClick(field, "A")
    assert seen.args == [True]
    with qtbot.waitSignal(field.caps_lock_seen) as seen:
        qtbot.keyClick(field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert seen.args == [False]


def test_problems_stand_under_their_field_and_the_first_gets_the_focus(qtbot, themed) -> None:
    form = Form(columns=2)
    form.add("name", "Họ và tên", QLineEdit())
    form.add("members.2.birth", "Ngày sinh", QLineEdit(), hint="ngày/tháng/năm")
    form.add("sex", "Giới tính", choices(("F", "Nữ"), ("M", "Nam")))
    shown(qtbot, form, 700, 300)
    left = form.show_problems([Problem("members.2.birth", "Không có ngày này."), Problem("other", "Khác.")], focus=True)
    assert [problem.field for problem in left] == ["other"]
    assert form.fields["members.2.birth"].problem() == "Không có ngày này."
    assert form.fields["name"].problem() == ""
    assert form.focusWidget() is form.fields["members.2.birth"].editor
    form.show_problems([])
    assert form.fields["members.2.birth"].problem() == ""


def test_a_form_gives_back_what_was_typed_and_chosen(qtbot, themed) -> None:
    form = Form()
    form.add("name", "Họ và tên", QLineEdit())
    form.add("sex", "Giới tính", choices(("F", "Nữ"), ("M", "Nam")))
    qtbot.addWidget(form)
    form.set_text("name", "Đỗ Đức Dũng")
    form.set_text("sex", "M")
    assert (form.text("name"), form.text("sex")) == ("Đỗ Đức Dũng", "M")


def test_a_narrow_form_has_one_column(qtbot, themed) -> None:
    form = Form(columns=3)
    for name in ("a", "b", "c"):
        form.add(name, name, QLineEdit())
    shown(qtbot, form, 900, 300)
    assert form.fields["a"].y() == form.fields["c"].y()
    form.resize(260, 500)
    qtbot.waitUntil(lambda: form.fields["a"].x() == form.fields["c"].x())


def test_columns_stand_below_each_other_when_narrow(qtbot, themed) -> None:
    columns = Columns(side_by_side=600)
    first, second = label("một"), label("hai")
    columns.add(first)
    columns.add(second)
    shown(qtbot, columns, 800, 300)
    assert first.y() == second.y()
    columns.resize(400, 300)
    qtbot.waitUntil(lambda: first.x() == second.x())


def test_a_flow_continues_on_the_next_line(qtbot, themed) -> None:
    buttons = [QuietButton("In phiếu thăm") for _ in range(4)]
    flow = Flow(*buttons)
    shown(qtbot, flow, 320, 300)
    assert buttons[-1].y() > buttons[0].y()
    assert all(button.geometry().right() < 320 for button in buttons)


def test_a_bar_is_chosen_by_mouse_and_by_keys(qtbot, themed) -> None:
    chart = BarChart("Theo thôn")
    chart.set_bars(
        [Bar("h1", "Tân Tiến", ((6, "poor"), (9, "near-poor")), "15 hộ"), Bar("h2", "Tân Hòa", ((0, "poor"),), "0 hộ")]
    )
    shown(qtbot, chart, 500, 100)
    with qtbot.waitSignal(chart.chosen) as chosen:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar_area(1).center())
    assert chosen.args == ["h2"]
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    with qtbot.waitSignal(chart.chosen) as chosen:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chosen.args == ["h1"]


def test_charts_say_their_values_to_screen_readers(qtbot, themed) -> None:
    chart = LineChart("Tỷ lệ")
    chart.set_lines(
        ["2024", "2025"], [Series("Nghèo", "poor", (8.0, 6.21)), Series("Cận nghèo", "near-poor", (None, 4.59))]
    )
    shown(qtbot, chart, 400, 200)
    assert not chart.grab().isNull()
    assert "2025: 6,21" in chart.accessibleDescription()
    assert "None" not in chart.accessibleDescription()


def test_stages_take_more_lines_where_there_is_no_room(qtbot, themed) -> None:
    line = StageLine()
    line.set_stages([Stage(f"Giai đoạn {number}", "22/12/2023", StageState.LATER) for number in range(8)])
    page = column_of(line)
    shown(qtbot, page, 1100, 300)
    wide = line.height()
    page.resize(420, 600)
    qtbot.waitUntil(lambda: line.height() > wide)


def test_a_notice_says_message_advice_and_code_and_hides_when_empty(qtbot, themed) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    assert not notice.isVisibleTo(notice.parentWidget())
    notice.show_error(SinhkeError("Đĩa đầy.", "Dọn bớt.", "DL-09"))
    assert notice.text() == "Đĩa đầy. Dọn bớt. (DL-09)"


def test_undo_in_a_toast_is_done_once(qtbot, themed) -> None:
    window = QWidget()
    shown(qtbot, window, 600, 400)
    toast = Toast(window)
    undone: list[str] = []
    toast.show_text("Đã xóa hộ", lambda: undone.append("hộ"))
    assert toast.isVisible()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    toast.button.click()
    assert undone == ["hộ"]
    assert not toast.isVisible()


def test_an_empty_state_offers_the_way_to_begin(qtbot, themed) -> None:
    begun: list[bool] = []
    state = EmptyState("users", "Chưa có hộ", "Nhập từ Excel hoặc thêm hộ.", "Thêm hộ", lambda: begun.append(True))
    shown(qtbot, state, 400, 300)
    assert state.button is not None
    qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert begun == [True]


def test_enter_confirms_a_dialog_and_escape_leaves_it(qtbot, themed) -> None:
    dialog = Dialog(None, "Thôn", "Lưu")
    dialog.add(QLineEdit())
    shown(qtbot, dialog, 480, 300)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    again = Dialog(None, "Thôn", "Lưu")
    shown(qtbot, again, 480, 300)
    with qtbot.waitSignal(again.rejected):
        qtbot.keyClick(again, Qt.Key.Key_Escape)


def test_what_went_wrong_is_scrolled_into_view(qtbot, themed) -> None:
    area, inside, notice, tall = QScrollArea(), QWidget(), Notice(), QWidget()
    tall.setFixedHeight(2000)
    column = QVBoxLayout(inside)
    column.addWidget(notice)
    column.addWidget(tall)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    shown(qtbot, area, 400, 300)
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    notice.show_text("info", "Còn 3 xã")
    qtbot.wait(20)
    assert bar.value() > 1000
    notice.show_text("error", "USB bị rút ra")
    qtbot.waitUntil(lambda: bar.value() < 50)


def test_a_dialog_taller_than_the_screen_keeps_its_buttons_on_it(qtbot, themed) -> None:
    dialog = Dialog(None, "Ghép máy", "Ghép", text="Gọi cho xã theo số đã biết từ trước. " * 45)
    tall = QWidget()
    tall.setMinimumHeight(3000)
    dialog.add(tall)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.primary.geometry().bottom() < dialog.height()


def test_a_button_shows_its_key(qtbot, themed) -> None:
    button = QuietButton("Lưu", key="Ctrl+S")
    qtbot.addWidget(button)
    assert "Ctrl+S" in button.toolTip()


def test_what_is_scrolled_ends_with_its_last_words(qtbot, scale) -> None:
    inside, area = Scrolled(), QScrollArea()
    column = QVBoxLayout(inside)
    words = [label(LONG) for _number in range(30)]
    for one in words:
        column.addWidget(one)
    column.addStretch(1)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    shown(qtbot, area, 900, 200)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert inside.height() - words[-1].geometry().bottom() <= 2 * column.contentsMargins().bottom()


def test_what_follows_stays_in_sight_and_inside_its_room(qtbot, themed) -> None:
    inside, area, verdict = Scrolled(), QScrollArea(), label("Hộ nghèo")
    row, long = QHBoxLayout(inside), QLabel("thiếu hụt")
    long.setFixedHeight(2000)
    row.addWidget(long)
    row.addWidget(Following(verdict))
    area.setWidgetResizable(True)
    area.setWidget(inside)
    shown(qtbot, area, 600, 300)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1000)
    for value in (0, 700, bar.maximum()):
        bar.setValue(value)
        top = verdict.mapTo(area.viewport(), verdict.rect().topLeft()).y()
        assert 0 <= top <= 40, value
    verdict.setText(LONG * 5)
    qtbot.waitUntil(lambda: verdict.height() == verdict.heightForWidth(verdict.width()))


def test_a_dialog_is_as_high_as_what_it_asks(qtbot, themed) -> None:
    dialog, form = Dialog(None, "Chuyển đi", "Ghi"), Form(columns=1)
    form.add("where", "Đi đâu, ghi rõ xã, huyện, tỉnh hay nước ngoài nếu biết", QLineEdit())
    form.add("why", "Lý do", QLineEdit())
    dialog.add(form)
    shown(qtbot, dialog, 10, 10)
    assert form.height() <= form.heightForWidth(form.width()) + 4


def test_warnings_can_be_read_against_what_they_stand_on(qtbot, themed) -> None:
    def light(tone: str) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
                 for part in theme.colour(tone).getRgbF()[:3]]  # fmt: skip
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    warning = label("Cần xem lại", "secondary", tone="near-poor")
    shown(qtbot, warning, 200, 40)
    warning.ensurePolished()
    assert warning.palette().windowText().color() == theme.colour("near-poor-text")
    for ground in ("card", "soft", "ground"):
        assert (light(ground) + 0.05) / (light("near-poor-text") + 0.05) >= 4.5


def test_typing_begins_in_the_first_field_of_a_dialog(qtbot, themed) -> None:
    dialog, form = Dialog(None, "Chuyển đi", "Ghi"), Form(columns=1)
    form.add("where", "Đi đâu", QLineEdit())
    form.add("why", "Lý do", QLineEdit())
    dialog.add(form)
    shown(qtbot, dialog, 480, 300)
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    qtbot.keyClicks(dialog.focusWidget(), "Xa Ma Noi")
    assert form.text("where") == "Xa Ma Noi"


class LongForm(FormDialog):
    """Saves in a worker; *work* may refuse."""

    def __init__(self, parent, runner, work, told):
        super().__init__(parent, "Quyết định", lambda form: Later(runner.run, work, told.append), lambda: None)
        self.form.add("number", "Số", QLineEdit())


def test_a_dialog_stays_until_long_saving_has_ended(qtbot, themed) -> None:
    window, told = QWidget(), []
    qtbot.addWidget(window)
    runner = Runner(window)
    dialog = LongForm(window, runner, lambda: "b1", told)
    with qtbot.waitSignal(dialog.accepted):
        dialog.show()
        dialog.confirm()
        dialog.confirm()
        dialog.reject()
        assert dialog.isVisible()
        assert not dialog.primary.isEnabled()
    assert told == ["b1"]
    runner.close()


@pytest.mark.parametrize(
    ("error", "shown"),
    [(InvalidInput([Problem("number", "Thiếu số.", "X-1")]), "Thiếu số."), (SinhkeError("Ổ đĩa đầy."), "Ổ đĩa đầy.")],
)
def test_what_the_worker_refuses_stands_in_the_dialog(qtbot, themed, error, shown) -> None:
    def refuse():
        raise error

    window, told = QWidget(), []
    qtbot.addWidget(window)
    runner = Runner(window)
    dialog = LongForm(window, runner, refuse, told)
    dialog.show()
    dialog.confirm()
    qtbot.waitUntil(lambda: not runner.busy() and dialog.primary.isEnabled())
    words = dialog.form.fields["number"].problem() + "".join(one.text() for one in dialog.notice.findChildren(QLabel))
    assert shown in words
    assert dialog.isVisible()
    assert told == []
    dialog.reject()
    runner.close()


def test_every_tab_of_a_section_is_in_sight_and_arrows_choose(qtbot, scale) -> None:
    names = ("Danh sách", "Khảo sát", "Họp dân", "Niêm yết", "Giấy chứng nhận", "Cần xem lại", "So sánh chuẩn")
    tabs, told = SectionTabs({str(at): name for at, name in enumerate(names)}), []
    tabs.chosen.connect(told.append)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.addWidget(tabs)
    column.addStretch(1)
    shown(qtbot, ground, 600, 500)
    for button in tabs.buttons.values():
        assert tabs.rect().contains(button.geometry())
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())
    tabs.buttons["0"].setFocus()
    tabs.show_tab("1", shown=False)
    qtbot.keyClick(tabs.buttons["0"], Qt.Key.Key_Right)
    assert tabs.current() == "2"
    qtbot.keyClick(tabs.buttons["2"], Qt.Key.Key_Left)
    qtbot.mouseClick(tabs.buttons["6"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(tabs.buttons["6"], Qt.Key.Key_Right)
    assert told == ["2", "0", "6"]
    assert [key for key, button in tabs.buttons.items() if button.isChecked()] == ["6"]
