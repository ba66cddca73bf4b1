"""The sections of a model's file in the window: every kind of record is added, changed, removed and brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.gui.findable import MOST_FOUND, Findable
from sinhke_desktop.gui.livelihood.file.record_dialog import RecordDialog
from sinhke_desktop.gui.livelihood.file.section import RecordCard
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.gui.widgets import DangerButton
from sinhke_desktop.gui.widgets.fields import TickChoices
from sinhke_desktop.services import candidates, model_records, participants


@pytest.fixture
def model(workspace, two_poor):
    made = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="15/05/2025"))
    made = candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "01/06/2025")
    for one in two_poor:
        participants.add(workspace, made.id, one.id, "19/06/2025")
    return made


def cards(frame):
    """Every table of records in every section, by kind."""
    found = {}
    for key in frame.page.running.section_keys():
        for card in frame.page.running.section(key).findChildren(RecordCard):
            found[card.kind] = (key, card)
    return found


def enter(widget):
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_every_section_opens_and_says_what_belongs_there(open_page, model):
    frame = open_page(LivelihoodPage)
    running = frame.page.running
    for key in running.section_keys():
        running.look_at(key)
        section = running.section(key)
        assert section.isVisible()
        assert [one for one in running.section_keys() if running.section(one).isVisible()] == [key]
        for card in section.findChildren(RecordCard):
            assert card.nothing.isVisibleTo(section) or card.model.rows


def test_a_loss_is_noted_changed_removed_and_brought_back(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    key, card = cards(frame)["loss"]
    frame.page.running.look_at(key)
    card.add_button.click()
    dialog = card.dialog
    assert dialog.form.text("on") == "20/11/2025"
    dialog.confirm()
    assert dialog.form.fields["what"].problem() == "Phải điền mục: Thiệt hại gì."
    people = dialog.form.fields["participant_id"].editor
    people.setCurrentIndex(1)
    dialog.form.set_text("what", "1 con bê")
    enter(dialog.form.fields["what"].editor)
    (loss,) = model_records.of_model(workspace, "loss", model.id)
    assert loss.participant_id == people.currentData()
    assert card.model.rows == [loss]
    card.table.opened.emit(0)
    card.dialog.form.set_text("done", "Báo thú y xã")
    enter(card.dialog.form.fields["done"].editor)
    assert model_records.get(workspace, "loss", loss.id).done == "Báo thú y xã"
    card.table.opened.emit(0)
    card.dialog.findChild(DangerButton).click()
    assert model_records.of_model(workspace, "loss", model.id) == []
    _text, undo = frame.toasts[-1]
    undo()
    assert [one.id for one in model_records.of_model(workspace, "loss", model.id)] == [loss.id]


def test_what_the_store_refuses_stands_in_the_dialog_and_nothing_typed_is_lost(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    _key, card = cards(frame)["raised_thing"]
    frame.page.running.look_at("inputs")
    joined = participants.of_model(workspace, model.id)[0]
    typed = {"participant_id": joined.id, "kind": "bò cái", "tag": "HS-01", "origin": "handed", "since": "19/06/2025"}
    thing = model_records.add(workspace, "raised_thing", typed, model.id)
    event = {"thing_id": thing.id, "kind": "sick", "on": "01/09/2025"}
    model_records.add(workspace, "thing_event", event, model.id)
    frame.page.refresh()
    card.open(thing)
    card.dialog.findChild(DangerButton).click()
    assert card.dialog.isVisible()
    assert card.dialog.notice.text() != ""
    card.dialog.reject()
    card.new()
    for name, text in typed.items():
        card.dialog.form.set_text(name, text)
    card.dialog.confirm()
    assert card.dialog.form.fields["tag"].problem() == "Hộ này đã có con (thửa) mang số đó."
    assert card.dialog.form.text("kind") == "bò cái"
    card.dialog.reject()


def test_households_that_came_to_a_training_are_ticked(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    _key, card = cards(frame)["training"]
    frame.page.running.look_at("market")
    card.new()
    form = card.dialog.form
    ticks = form.fields["participant_ids"].editor
    assert isinstance(ticks, TickChoices)
    ticks.item(1).setCheckState(Qt.CheckState.Checked)
    form.set_text("topic", "Phòng bệnh cho bò")
    card.dialog.confirm()
    (training,) = model_records.of_model(workspace, "training", model.id)
    assert training.attended == (ticks.item(1).data(Qt.ItemDataRole.UserRole),)
    card.open(training)
    again = card.dialog.form.fields["participant_ids"].editor
    assert again.value() == training.participant_ids
    card.dialog.reject()


def test_a_long_list_is_searched_by_typing_a_part_of_the_words(qtbot, open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    file = frame.page.running.file
    many = {f"{number:032x}": f"Hộ số {number}" for number in range(40)}
    got = []
    dialog = RecordDialog(
        frame.page, file.kind("pass_on"), {"household": many, "participant": {}}, got.append, lambda: None
    )
    qtbot.addWidget(dialog)
    box = dialog.form.fields["household_id"].editor
    assert box.isEditable()
    box.setEditText("Hộ số 17")
    box.setCurrentIndex(box.findText("Hộ số 17"))
    assert dialog.form.text("household_id") == f"{17:032x}"
    box.setEditText("không có ai")
    assert dialog.form.text("household_id") == "không có ai"
    dialog.confirm()
    assert got[0]["household_id"] == "không có ai"


def test_one_of_thousands_is_found_without_accents_and_only_the_first_are_listed(qtbot, open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    words = {f"{number:032x}": f"Hộ số {number} · Tân Tiến" for number in range(20_000)}
    words["f" * 32] = words["e" * 32] = "Đỗ Đức Dũng · Suối Đá"
    dialog = RecordDialog(
        frame.page, frame.page.running.file.kind("pass_on"), {"household": Findable(words), "participant": {}},
        lambda typed: None, lambda: None, typed={"household_id": f"{17:032x}"},
    )  # fmt: skip
    qtbot.addWidget(dialog)
    dialog.show()
    field = dialog.form.fields["household_id"].editor
    assert field.text() == "Hộ số 17 · Tân Tiến"
    assert dialog.form.text("household_id") == f"{17:032x}"
    field.clear()
    qtbot.keyClicks(field, "ho so 1")
    assert len(field.listed()) == MOST_FOUND
    field.clear()
    qtbot.keyClicks(field, "duc suoi")
    assert field.listed() == ["f" * 32, "e" * 32]
    assert dialog.form.text("household_id") == "duc suoi"
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    for press in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup, press)
    assert dialog.form.text("household_id") == "e" * 32
    field.clear()
    field.insert("Hộ số 19999 · Tân Tiến")
    assert dialog.form.text("household_id") == f"{19_999:032x}"


def test_another_page_opens_the_section_it_names(open_page, model):
    frame = open_page(LivelihoodPage)
    frame.page.open(section="revolving")
    assert frame.page.running.section("revolving").isVisible()
