"""The four parts of the import page, one a step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from sinhke_desktop.domain.import_plan import PlannedHousehold, RowKind
from sinhke_desktop.domain.review_list import ListProblem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.imports.contract import Found
from sinhke_desktop.gui.imports.table_model import plan_columns, problem_columns
from sinhke_desktop.gui.imports.words import KINDS, TONES, kind_word, number
from sinhke_desktop.gui.widgets import (
    Card,
    Columns,
    DataTable,
    EmptyState,
    Flow,
    FormField,
    Notice,
    Pill,
    PrimaryButton,
    QuietButton,
    RowsModel,
    clear,
    label,
)
from sinhke_desktop.i18n import _


class FilePart(Card):
    """Choose the workbook, or drop it anywhere on the page."""

    def __init__(self) -> None:
        super().__init__()
        state = EmptyState(
            "file-spreadsheet",
            _("Choose the review list, or drop the file here"),
            _("A workbook of the yearly review (.xlsx, .xls, .ods) or a .csv table. It is only read; "
              "nothing is stored before you have seen what will happen."),
        )  # fmt: skip
        state.setMinimumHeight(theme.px(150))
        self.add(state)
        self.choose = PrimaryButton(_("Choose a file…"), "folder-open", key="Ctrl+O")
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(12)


class FoundPart(Columns):
    """Where the list was found, which columns were recognised, for which year it counts."""

    year_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(side_by_side=720)
        left = Card(_("What was found"))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setColumnStretch(1, 1)
        left.body.addLayout(self._facts)
        self.year = QLineEdit()
        self.year.editingFinished.connect(self._year_typed)
        self.year_field = FormField(
            _("Year of the review"), self.year, _("Change it if the list counts for another year.")
        )
        left.add(self.year_field)
        self.counts = Flow()
        self._pills = {kind: Pill("", TONES[kind]) for kind in KINDS}
        for pill in self._pills.values():
            self.counts.add(pill)
        left.add(self.counts)
        self.next = PrimaryButton(_("See what will happen"), "arrow-right", key="Alt+Right")
        left.body.addStretch(1)
        left.body.addWidget(self.next, 0, Qt.AlignmentFlag.AlignRight)
        right = Card(_("Columns recognised"))
        self.remembered = label(_("As you corrected them for such a list before."), "secondary")
        self.columns = label("")
        self.not_read_title = label(_("Not read"), "secondary")
        self.not_read = label("", "secondary")
        for part in (self.remembered, self.columns, self.not_read_title, self.not_read):
            right.add(part)
        self.correct = QuietButton(_("Correct the columns…"), "pencil", key="Ctrl+K")
        right.body.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignLeft)
        right.body.addStretch(1)
        self.add(left, 3)
        self.add(right, 2)
        self._shown = 0

    def show_found(self, found: Found) -> None:
        """Show the facts in words."""
        clear(self._facts)
        for row, (name, value) in enumerate(found.facts):
            self._facts.addWidget(label(name, "secondary", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(value), row, 1)
        self.columns.setText("\n".join(found.columns))
        self.remembered.setVisible(found.remembered)
        self.not_read.setText("\n".join(found.not_read))
        for part in (self.not_read_title, self.not_read):
            part.setVisible(bool(found.not_read))
        self._shown = found.year
        self.year.setText(str(found.year))
        self.year_field.set_problem("")

    def show_counts(self, counts: dict[RowKind, int]) -> None:
        """Show how many households are of each kind."""
        for kind, pill in self._pills.items():
            pill.show_tone(f"{number(counts[kind])} {kind_word(kind).lower()}", TONES[kind])

    def _year_typed(self) -> None:
        text = self.year.text().strip()
        if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100):
            self.year_field.set_problem(_("Type a year such as 2025."))
        elif int(text) != self._shown:
            self.year_field.set_problem("")
            self._shown = int(text)
            self.year_chosen.emit(int(text))


class PreviewPart(QWidget):
    """What importing would do, household by household, and the button that does it."""

    kind_chosen = Signal(object)
    left_out = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.chips: dict[RowKind | None, QPushButton] = {}
        chips = Flow()
        for kind in (None, *KINDS):
            chip = QPushButton("")
            chip.setProperty("kind", "nav")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on, kind=kind: self.kind_chosen.emit(kind))
            self.chips[kind] = chip
            chips.add(chip)
        column.addWidget(chips)
        self.hamlets = Notice()
        column.addWidget(self.hamlets)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.model: RowsModel[PlannedHousehold] = RowsModel(plan_columns())
        self.table = DataTable(self.model, stretch=(5,))
        self.details = label("", "secondary")
        rows = QWidget()
        inside = QVBoxLayout(rows)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.details)
        self.problem_model: RowsModel[ListProblem] = RowsModel(problem_columns())
        self.problem_table = DataTable(self.problem_model, stretch=(3,))
        self.tabs.addTab(rows, _("Households"))
        self.tabs.addTab(self.problem_table, _("Problems"))
        self.table.chosen.connect(self._show_details)
        column.addWidget(self.tabs, 1)
        self.leave_out = QCheckBox("")
        self.leave_out.toggled.connect(self.left_out)
        self.why_not = label("", "secondary")
        self.apply = PrimaryButton(_("Apply"), "check", key="Ctrl+Return")
        self.hand_back = QuietButton(_("Save the wrong rows…"), "file-spreadsheet", key="Ctrl+S")
        column.addWidget(self.leave_out)
        column.addWidget(self.why_not)
        column.addWidget(Flow(self.hand_back, self.apply))

    def show_counts(self, counts: dict[RowKind, int], chosen: RowKind | None) -> None:
        """Show the counts on the chips; the chosen one is marked."""
        for kind, chip in self.chips.items():
            count = sum(counts.values()) if kind is None else counts[kind]
            name = _("All") if kind is None else kind_word(kind)
            chip.setText(f"{name}  {number(count)}")
            chip.setChecked(kind is chosen)

    def show_rows(self, rows: Sequence[PlannedHousehold]) -> None:
        """Show *rows*."""
        self.model.set_rows(rows)
        if rows:
            self.table.choose(0)

    def _show_details(self, row: int) -> None:
        if not 0 <= row < len(self.model.rows):
            self.details.setText("")
            return
        planned = self.model.rows[row]
        self.details.setText("\n".join((*planned.reasons, *map(str, planned.changes))))

    def show_hamlets(self, names: Sequence[str]) -> None:
        """Say which hamlets will be created."""
        text = _("These hamlets are not in the store and will be created: {names}.").format(names=", ".join(names))
        self.hamlets.show_text("warn", text if names else "")

    def show_problems(self, problems: Sequence[ListProblem]) -> None:
        """Show what is wrong by row and column."""
        self.problem_model.set_rows(problems)
        self.tabs.setTabText(1, _("Problems ({count})").format(count=number(len(problems))))

    def show_leave_out(self, wrong: int) -> None:
        """Ask to tick that wrong households stay out."""
        self.leave_out.setChecked(False)
        self.leave_out.setText(
            _("Leave out {count} wrong households and import the others").format(count=number(wrong))
        )
        self.leave_out.setVisible(bool(wrong))
        self.hand_back.setVisible(bool(wrong))

    def show_can_apply(self, *, can: bool, why_not: str) -> None:
        """Allow Apply, or say why not."""
        self.apply.setEnabled(can)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))


class ResultPart(Card):
    """What was stored, with Undo."""

    def __init__(self) -> None:
        super().__init__(_("Applied"))
        self.result = Notice()
        self.add(self.result)
        self.undo = QuietButton(_("Undo this import"), "undo-2", key="Ctrl+Z")
        self.again = QuietButton(_("Import another file"), "file-spreadsheet")
        self.register = PrimaryButton(_("To the register"), "users")
        self.add(Flow(self.undo, self.again, self.register))

    def show_result(self, text: str, *, can_undo: bool) -> None:
        """Say what was stored."""
        self.result.show_text("done", text)
        self.undo.setVisible(can_undo)
