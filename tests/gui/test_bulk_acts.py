"""Acts on several chosen households of the register, over the real store."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.support import SupportInput
from sinhke_desktop.gui.households.bulk_acts import BulkActs, ExportDialog, warning_words
from sinhke_desktop.gui.households.mark_dialog import MarkDialog
from sinhke_desktop.gui.households.supports_dialog import SupportDialog
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.services import households, issued_papers, register, supports


class Host(QWidget):
    """A page with the acts and nothing else."""

    def __init__(self, context):
        super().__init__()
        QVBoxLayout(self)
        self.acts = BulkActs(self, context)

    def refresh(self):
        """Nothing is shown."""


@pytest.fixture
def frame(open_page, two_poor):
    made = open_page(Host)
    made.ids = [one.id for one in two_poor]
    return made


def settle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def asked(frame, kind):
    (found,) = [one for one in frame.page.findChildren(kind) if one.isVisible()]
    return found


def fill(dialog, **texts):
    for name, text in texts.items():
        dialog.form.set_text(name, text)


def give(qtbot, frame, source="GNBV"):
    frame.page.acts.give_support(frame.ids)
    dialog = asked(frame, SupportDialog)
    fill(dialog, kind="production", what="bò giống", received_on="05/03/2025", source_code=source)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(qtbot, frame)
    return dialog


def counts(workspace, ids):
    return [len(supports.of_household(workspace, one)) for one in ids]


def test_the_same_support_is_noted_for_all_chosen_and_undone_at_once(frame, qtbot, workspace):
    give(qtbot, frame)
    assert counts(workspace, frame.ids) == [1, 1]
    text, undo = frame.toasts[-1]
    assert "2 hộ" in text
    undo()
    settle(qtbot, frame)
    assert counts(workspace, frame.ids) == [0, 0]


def test_those_who_have_it_already_are_named_before_it_is_noted(frame, qtbot, workspace):
    supports.give(workspace, SupportInput(frame.ids[0], "production", "bò cái", "XHH", "01/02/2025"))
    dialog = give(qtbot, frame)
    assert "Đỗ Đức Dũng" in dialog.notice.text()
    assert counts(workspace, frame.ids) == [1, 0]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(qtbot, frame)
    assert counts(workspace, frame.ids) == [2, 1]


def test_a_wrong_gift_stays_in_the_dialog(frame, qtbot, workspace):
    dialog = give(qtbot, frame, source="")
    assert dialog.form.fields["source_code"].problem()
    assert counts(workspace, frame.ids) == [0, 0]


def test_many_warnings_are_counted():
    class One:
        text = "Hộ A đã nhận."

    assert warning_words([One()] * 5)[-1] == "Và 2 hộ nữa."
    assert len(warning_words([One()] * 3)) == 3


def test_the_shown_list_is_written_as_a_workbook_without_restricted_data(
    frame, qtbot, workspace, tmp_path, monkeypatch
):
    target = tmp_path / "danh sách.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    head = MemberInput("Lê Thị Hoà", HEAD, "female", "1979", "Kinh", citizen_id="058179001123")
    hamlet_id = households.get(workspace, frame.ids[0]).hamlet_id
    households.register(workspace, HouseholdInput(hamlet_id, (head,)))
    rows = register.load(workspace).rows
    frame.page.acts.export(rows, rows[:2], None)
    dialog = asked(frame, ExportDialog)
    assert dialog.only.isChecked()
    dialog.all.setChecked(True)
    dialog.least.setChecked(True)
    dialog.confirm()
    settle(qtbot, frame)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Lê Thị Hoà" in cells
    assert not any("058179001123" in cell for cell in cells)
    assert "3 hộ" in frame.toasts[-1][0]


def test_every_field_of_the_chosen_households_is_written(frame, qtbot, workspace, tmp_path, monkeypatch):
    target = tmp_path / "ho-so.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    rows = register.load(workspace).rows
    frame.page.acts.export(rows, rows[:2], None)
    dialog = asked(frame, ExportDialog)
    dialog.whole.setChecked(True)
    assert not dialog.least.isEnabled()
    dialog.confirm()
    settle(qtbot, frame)
    assert openpyxl.load_workbook(target).sheetnames == ["Hộ", "Nhân khẩu", "Hỗ trợ đã nhận"]
    assert "2 hộ" in frame.toasts[-1][0]


def test_households_that_two_sources_paid_for_are_shown_as_a_list(frame, qtbot, workspace):
    frame.page.acts.show_doubles()
    settle(qtbot, frame)
    assert "trùng" in frame.toasts[-1][0]
    for source in ("GNBV", "XHH"):
        supports.give(workspace, SupportInput(frame.ids[1], "production", "bò cái", source, "01/02/2025"))
    frame.page.acts.show_doubles()
    settle(qtbot, frame)
    key, args = frame.went[-1]
    assert (key, args["ids"]) == ("households", frame.ids[1])


def test_the_shown_households_are_printed_as_a_list(frame, qtbot, workspace, tmp_path, monkeypatch):
    frame.page.acts.print_list(register.load(workspace).rows, "Hộ thôn Tân Tiến")
    settle(qtbot, frame)
    paper = asked(frame, PaperDialog).paper
    for press, ending, magic in ((paper.save, "pdf", b"%PDF"), (paper.excel, "xlsx", b"PK")):
        target = tmp_path / f"danh sách.{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, path=target: (str(path), ""))
        press.click()
        settle(qtbot, frame)
        assert target.read_bytes().startswith(magic)
    (kept,) = issued_papers.listed(workspace)
    assert (kept.kind, kept.subject, kept.times) == ("household_list", "Hộ thôn Tân Tiến", 2)
    assert sorted(issued_papers.households_of(workspace, kept.id)) == sorted(frame.ids)


def test_a_mark_is_set_for_all_chosen_with_a_reason_and_undone(frame, qtbot, workspace):
    frame.page.acts.mark(frame.ids)
    dialog = asked(frame, MarkDialog)
    fill(dialog, name="no_labour")
    dialog.confirm()
    assert dialog.form.fields["reason"].problem()
    fill(dialog, reason="Già yếu, không còn sức lao động")
    dialog.confirm()
    settle(qtbot, frame)
    assert [households.get(workspace, one).no_labour for one in frame.ids] == ["yes", "yes"]
    frame.toasts[-1][1]()
    settle(qtbot, frame)
    assert [households.get(workspace, one).no_labour for one in frame.ids] == ["", ""]
