"""All 134 accented letters go in decomposed and come out the same: store, search, window, Excel, PDF."""

import unicodedata

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.gui.tables.page import TablesPage
from sinhke_desktop.services import form_stacks, hamlets, households, lists_out, poverty_tables, register, reviews

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
PLAIN = set("aeiouyAEIOUY")
LETTERS = [
    letter
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in TONES
    if (letter := unicodedata.normalize("NFC", vowel + tone)) not in PLAIN
] + ["đ", "Đ"]
EACH = 10


def words(letters):
    return " ".join(f"Q{letter}n" for letter in letters)


GROUPS = [LETTERS[start : start + EACH] for start in range(0, len(LETTERS), EACH)]


@pytest.fixture
def lettered(workspace):
    """Households whose heads carry ten letters each, typed decomposed; returns household ids by group."""
    hamlet = hamlets.add(workspace, "Tân Tiến")
    made = []
    for letters in GROUPS:
        name = unicodedata.normalize("NFD", words(letters))
        typed = HouseholdInput(hamlet.id, (MemberInput(name, "Chủ hộ", "Nam", "1970", "Kinh"),))
        household = households.register(workspace, typed)
        lacking = frozenset({"employment", "nutrition", "cleanWater"})
        reviews.record(workspace, reviews.ReviewInput(household.id, "2025", income_points="100", deprived=lacking))
        made.append(household.id)
    return made


def test_there_are_134_of_them():
    assert len(LETTERS) == len(set(LETTERS)) == 134


def test_they_are_stored_composed_and_found_with_and_without_accents(workspace, lettered):
    known = register.load(workspace)
    for letters, household_id in zip(GROUPS, lettered, strict=True):
        assert households.get(workspace, household_id).head.full_name == words(letters)
        for letter in letters:
            for typed in (f"Q{letter}n", unicodedata.normalize("NFD", f"q{letter}n"), fold(f"Q{letter}n")):
                assert household_id in {row.household_id for row in known.find(typed)}, typed


def test_they_are_shown_in_the_window(open_page, lettered, qtbot):
    frame = open_page(HouseholdsPage)
    qtbot.waitUntil(lambda: frame.page.register.table.model().rowCount() == len(GROUPS))
    model = frame.page.register.table.model()
    shown = "\n".join(
        str(model.index(row, column).data())
        for row in range(model.rowCount()) for column in range(model.columnCount())
    )  # fmt: skip
    missing = [letter for letter in LETTERS if f"Q{letter}n" not in shown]
    assert missing == []


def test_they_are_shown_in_the_list_of_poor_households(open_page, lettered, qtbot):
    frame = open_page(TablesPage)
    frame.page.list.setCurrentRow(14)
    qtbot.waitUntil(lambda: frame.page.presenter.table is not None and frame.page.presenter.table.number == 15)
    model = frame.page.grid.rows_model
    qtbot.waitUntil(lambda: model.rowCount() == len(GROUPS))
    shown = "\n".join(
        str(model.index(row, column).data())
        for row in range(model.rowCount()) for column in range(model.columnCount())
    )  # fmt: skip
    assert [letter for letter in LETTERS if f"Q{letter}n" not in shown] == []


def test_they_are_read_back_from_excel_and_pdf(workspace, lettered, tmp_path):
    book, counted = tmp_path / "danh-sach.xlsx", tmp_path / "bieu.xlsx"
    lists_out.export_register(workspace, book, year=2025)
    facts = poverty_tables.load(workspace, 2025)
    poverty_tables.write_excel(workspace, facts, poverty_tables.tables(facts, [15]), counted)
    for path in (book, counted):
        cells = " ".join(
            str(cell) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() for cell in row
        )
        assert [letter for letter in LETTERS if f"Q{letter}n" not in cells] == [], path.name
    forms, tables = tmp_path / "phieu.pdf", tmp_path / "bieu.pdf"
    form_stacks.print_to(workspace, lettered, forms)
    tables.write_bytes(poverty_tables.render(workspace, facts, poverty_tables.tables(facts, [15])))
    for path in (forms, tables):
        text = text_of(path)
        assert [letter for letter in LETTERS if f"Q{letter}n" not in text] == [], path.name


def text_of(path):
    pdf = pypdfium2.PdfDocument(path)
    found = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return " ".join(unicodedata.normalize("NFC", found).split())
