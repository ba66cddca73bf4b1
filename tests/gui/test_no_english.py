"""Every page and dialog with the sample commune: nothing is left in English, nothing is cut, at 100 % and at 200 %."""

import gettext
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pdf_samples import sample_pdf
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QTabWidget,
    QTextBrowser,
    QWidget,
)

from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.first_start.contract import Step
from sinhke_desktop.gui.households.questions import LeaveDialog
from sinhke_desktop.gui.imports.page import YearDialog
from sinhke_desktop.gui.language import CatalogueTranslator
from sinhke_desktop.gui.livelihood import candidate_dialogs
from sinhke_desktop.gui.livelihood.library_dialog import LibraryDialog
from sinhke_desktop.gui.livelihood.meeting_dialog import MeetingDialog
from sinhke_desktop.gui.program import TYPE_SCALE, Program, apply_look
from sinhke_desktop.gui.settings.page import HamletDialog
from sinhke_desktop.gui.tables.grid import GroupedHeader
from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.gui.widgets.printing import PrintDialog
from sinhke_desktop.paths import folders, resource, shipped
from sinhke_desktop.services import demo, demo_office, hamlets, issued_papers, livelihood
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.settings import Settings
from sinhke_desktop.storage import keyslots

PASSWORD = "mot cau that dai"
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|with|not|this|save|cancel|open|file|close|name|size|type|date|look)\b", re.I
)


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    """English → Vietnamese, of everything the program can say."""
    found = gettext.find("sinhke", str(shipped() / "translations"), ["vi"])
    assert found is not None
    with Path(found).open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {str(english): vietnamese for english, vietnamese in known.items() if english and english != vietnamese}


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def begun(request, qtbot, qapp, data_folders):
    """Called once the data folder holds a store, or none: the program as a person starts it."""
    translator = CatalogueTranslator()
    programs: list[Program] = []

    def begin() -> Program:
        settings = Settings(data_folders.config)
        settings.set(TYPE_SCALE, request.param)
        apply_look(qapp, settings)
        qapp.installTranslator(translator)
        made = Program(data_folders, settings)
        programs.append(made)
        qtbot.addWidget(made.window)
        made.window.resize(1366, 768)
        made.begin()
        return made

    yield begin
    for made in programs:
        made.close()
        made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.removeTranslator(translator)
    theme.apply(qapp)


@pytest.fixture(scope="module")
def sample_commune(tmp_path_factory):
    """The data folder of the sample commune, filled once; each test opens a copy."""
    top = tmp_path_factory.mktemp("xã") / "dữ liệu"
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "MEMORY_KIB", 64)
        cheap.setattr(keyslots, "PASSES", 1)
        demo.build_sample(folders(top), PASSWORD)
    return top


@pytest.fixture
def program(begun, sample_commune, tmp_path):
    shutil.copytree(sample_commune, tmp_path / "dữ liệu", dirs_exist_ok=True)
    return begun()


def texts(top: QWidget) -> Iterator[tuple[str, str]]:
    """Each text with the class of its widget; also what is hidden now."""
    for one in (top, *top.findChildren(QWidget)):
        kind = type(one).__name__
        yield from ((kind, said) for said in (one.toolTip(), one.accessibleName(), one.windowTitle()) if said)
        if isinstance(one, QLabel | QAbstractButton):
            yield kind, one.text()
        elif isinstance(one, QComboBox):
            yield from ((kind, one.itemText(at)) for at in range(one.count()))
        elif isinstance(one, QTabWidget):
            yield from ((kind, one.tabText(at)) for at in range(one.count()))
        elif isinstance(one, QTextBrowser):
            yield from ((kind, line) for line in one.toPlainText().splitlines())
        elif isinstance(one, QLineEdit | QPlainTextEdit):
            yield kind, one.placeholderText()
        elif isinstance(one, QTableView) and one.model() is not None:
            model = one.model()
            horizontal = Qt.Orientation.Horizontal
            yield from ((kind, str(model.headerData(at, horizontal) or "")) for at in range(model.columnCount()))
            for row in range(min(model.rowCount(), 30)):
                yield from ((kind, str(model.index(row, at).data() or "")) for at in range(model.columnCount()))


def english(top: QWidget, catalogue: dict[str, str]) -> set[str]:
    said = {(kind, text.replace("&", "").strip()) for kind, text in texts(top) if text.strip()}
    return {
        f"{kind}: {text}"
        for kind, text in said
        if text in catalogue or (ENGLISH.search(text) and not text.startswith("/"))
    }


def cut(top: QWidget) -> set[str]:
    """Labels, buttons and cells in sight that do not have the room their text needs."""
    found = set()
    for one in top.findChildren(QWidget):
        if not one.isVisible() or not one.width():
            continue
        if isinstance(one, QLabel) and one.text() and one.wordWrap():
            narrow = max(one.fontMetrics().horizontalAdvance(word) for word in one.text().split() or [""])
            if one.heightForWidth(one.width()) > one.height() + 1 or narrow > one.width() + 1:
                found.add(f"label {one.text()!r} {one.size()} needs {one.heightForWidth(one.width())}, {narrow}")
        elif isinstance(one, QLabel) and one.text():
            if one.minimumSizeHint().width() > one.width() + 1:
                found.add(f"label {one.text()!r}")
        elif isinstance(one, QPushButton) and one.text():
            if one.fontMetrics().horizontalAdvance(one.text().replace("&", "")) > one.width():
                found.add(f"button {one.text()!r}")
        elif isinstance(one, QScrollArea) and one.widget() is not None:
            scrolls = one.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if one.widget().width() > one.viewport().width() + 1 and not scrolls:
                found.add(f"sides of {type(one.widget()).__name__} in {type(one.parent()).__name__}")
        elif isinstance(one, QTableView):
            found |= {f"cell {text!r}" for text in cut_cells(one)}
    return found


def cut_cells(table: QTableView) -> Iterator[str]:
    model, header = table.model(), table.horizontalHeader()
    if model is None:
        return
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        room = table.columnWidth(column)
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        if isinstance(header, GroupedHeader):
            title = max(title.split(), key=len, default="")
        title = max(title.splitlines(), key=len, default="")
        if not header.isHidden() and header.fontMetrics().horizontalAdvance(title) + theme.px(16) > room:
            yield title
        for row in range(min(model.rowCount(), 30)):
            text = str(model.index(row, column).data() or "")
            wrapped = table.fontMetrics().boundingRect(
                0, 0, room - 8, 10_000, int(Qt.TextFlag.TextWordWrap.value), text
            )
            tall = table.fontMetrics().height() * 1.5
            fits = wrapped.height() <= max(table.rowHeight(row), tall) if table.wordWrap() else True
            if not fits or (wrapped.height() <= tall and wrapped.width() > room):
                yield text


def settled(qtbot, program: Program, top: QWidget | None = None) -> None:
    """Wait until nothing is under way and *top* (default: the window) looks the same twice."""
    qtbot.waitUntil(lambda: not program.runner.busy(), timeout=20_000)
    alike: list[QImage] = []

    def still() -> bool:
        alike.append((top or program.window).grab().toImage())
        return len(alike) > 2 and alike[-1] == alike[-3]

    qtbot.waitUntil(still, timeout=20_000)


def dialogs(shell, pdf: bytes) -> Iterator[QWidget]:
    """Every dialog, shown over its page."""
    workspace, page = shell.context.workspace, shell.page()
    status, here = livelihood.status(workspace), hamlets.all_hamlets(workspace)

    def nothing(*_given: object) -> None:
        return None

    yield candidate_dialogs.CandidateDialog(page, here, nothing, nothing, area_code="22828")
    yield candidate_dialogs.VoteDialog(page, status.model, here, nothing, nothing)
    yield candidate_dialogs.ChooseDialog(page, status.model, ["…"], nothing, nothing)
    yield LibraryDialog(page, shell.context, nothing)
    names = {one.id: one.name for one in here}
    yield MeetingDialog(page, names, [status.model], nothing, nothing)
    yield MeetingDialog(page, names, [], nothing, nothing, invite=True)
    yield LeaveDialog(page)
    yield YearDialog(page)
    yield HamletDialog(page, date.today().year)
    yield PrintDialog(page, shell.context.runner, pdf, "…")


def test_every_page_and_dialog_speaks_vietnamese_and_shows_it_whole(qtbot, program, catalogue):
    wrong: dict[str, set[str]] = {}

    def look(name: str, top: QWidget) -> None:
        wrong[name] = english(top, catalogue) | cut(top)

    settled(qtbot, program)
    look("unlock", program.window)
    program._opened(workspaces.open_with_password(program.folders, PASSWORD))
    shell = program.shell
    for key in shell.navigation.buttons:
        shell.navigate(key)
        settled(qtbot, program)
        look(key, program.window)
    shell.navigate("settings")
    for at in range(shell.page().tabs.count()):
        shell.page().tabs.setCurrentIndex(at)
        settled(qtbot, program)
        look(f"settings-{at}", program.window)
    shell.navigate("households")
    page = shell.page()
    page.imports.read(resource("sample", demo.WORKBOOK))
    page.open(imports=True)
    settled(qtbot, program)
    look("import", program.window)
    page.new()
    settled(qtbot, program)
    look("record", program.window)
    shell.navigate("livelihood")
    for key in shell.page().running.section_keys():
        shell.page().running.look_at(key)
        settled(qtbot, program)
        look(f"livelihood-{key}", program.window)
    questions = shell.page().questions
    for ask in (questions.add_source, lambda: questions.pay(""), questions.hand_over, questions.join, questions.end,
                lambda: questions.set_stage(5), shell.page().candidates.propose):  # fmt: skip
        ask()
        shown = QApplication.activeModalWidget()
        assert shown is not None
        settled(qtbot, program, shown)
        look(type(shown).__name__, shown)
        shown.reject()
    shell.navigate("reports")
    settled(qtbot, program)
    for kind in PeriodKind:
        shell.page().presenter.refresh(kind)
        settled(qtbot, program)
        look(f"reports {kind}", program.window)
    for ask in (shell.page().show_figures, shell.page().ask_paper):
        ask()
        settled(qtbot, program, shell.page().dialog)
        look(type(shell.page().dialog).__name__, shell.page().dialog)
        shell.page().dialog.reject()
    for dialog in dialogs(shell, shell.page().paper.pdf):
        dialog.open()
        settled(qtbot, program, dialog)
        look(type(dialog).__name__, dialog)
        dialog.reject()
    issued_papers.issue(shell.context.workspace, "visit_forms", "Phiếu thăm hộ", sample_pdf(["a", "b"], bookmarks=True))
    shell.navigate("papers")
    settled(qtbot, program)
    look("papers-kept", program.window)
    register = shell.page()
    for ask in (register.ask_number, register.ask_mark):
        ask()
        settled(qtbot, program, register.dialog)
        look(type(register.dialog).__name__, register.dialog)
        register.dialog.reject()
    register.open_chosen()
    settled(qtbot, program)
    register.search()
    register.paper.preview.tools.listing.click()
    settled(qtbot, program)
    look("paper", program.window)
    files = QFileDialog(program.window)
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    wrong["QFileDialog"] = english(files, catalogue)
    assert "\n".join(f"{name}: {one}" for name, found in wrong.items() for one in sorted(found)) == ""


@pytest.fixture
def stick():
    """A folder whose path is no English."""
    with tempfile.TemporaryDirectory(prefix="usb") as folder:
        yield Path(folder)


def test_every_page_of_a_receiving_office_speaks_vietnamese_and_shows_it_whole(
    qtbot, begun, catalogue, data_folders, monkeypatch, stick
):
    demo_office.build_office_sample(data_folders, PASSWORD, stick)
    monkeypatch.setattr(drives, "sticks", lambda: [drives.Drive(stick, "KINGSTON", 1)])
    program = begun()
    wrong: dict[str, set[str]] = {}

    def look(name: str, top: QWidget) -> None:
        settled(qtbot, program, top)
        wrong[name] = english(top, catalogue) | cut(top)

    program._opened(workspaces.open_with_password(program.folders, PASSWORD))
    shell = program.shell
    for key in shell.navigation.buttons:
        shell.navigate(key)
        look(key, program.window)
    shell.navigate("office")
    page = shell.page()
    page.presenter.look_at(stick)
    qtbot.waitUntil(lambda: page.files.model.rows != () and not program.runner.busy(), timeout=20_000)
    look("office-files", program.window)
    page.presenter.look_into(next(row.header_hash for row in page.files.model.rows if row.can_receive))
    look("office-preview", program.window)
    page.presenter.receive()
    look("office-received", program.window)
    page.presenter.write_receipts_back(stick)
    look("office-receipts", program.window)
    shell.navigate("communes")
    shell.page().ask_expected()
    qtbot.waitUntil(lambda: shell.page().dialog is not None)
    look("ExpectedDialog", shell.page().dialog)
    shell.page().dialog.reject()
    shell.navigate("settings")
    for at in range(shell.page().tabs.count()):
        shell.page().tabs.setCurrentIndex(at)
        look(f"settings-{at}", program.window)
    program.lock()
    look("unlock", program.window)
    assert "\n".join(f"{name}: {one}" for name, found in wrong.items() for one in sorted(found)) == ""


def test_every_question_of_the_first_start_speaks_vietnamese_and_shows_it_whole(qtbot, begun, catalogue):
    program = begun()
    page = program.window.centralWidget()
    found = set()
    for step in Step:
        page.show_step(step, tuple(Step), last=False)
        settled(qtbot, program)
        found |= english(program.window, catalogue) | cut(program.window)
    assert found == set()


def test_english_and_cut_words_are_found_where_there_are_some(qtbot, catalogue):
    planted = QWidget()
    qtbot.addWidget(planted)
    QPushButton("Save", planted).setGeometry(0, 0, 400, 40)
    QLabel("Mô hình sinh kế của xã", planted).setGeometry(0, 50, 40, 20)
    QPushButton("In phiếu thăm hộ", planted).setGeometry(0, 80, 30, 30)
    planted.show()
    assert english(planted, catalogue) == {"QPushButton: Save"}
    assert cut(planted) == {"label 'Mô hình sinh kế của xã'", "button 'In phiếu thăm hộ'"}
