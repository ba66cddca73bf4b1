"""The step where a person says which column of the list means what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from sinhke_desktop.domain.column_mapping import LIST_FIELDS, field_name
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.imports.column_choice import NO_FIELD, ColumnsShown
from sinhke_desktop.gui.widgets import Card, Columns, FormField, Notice, PrimaryButton, choices, clear, label
from sinhke_desktop.i18n import _
from sinhke_desktop.workbooks.columns import ListColumn


class ColumnsPart(Card):
    """Sheet, rows of the header, and for each column its wording, samples and meaning."""

    sheet_chosen = Signal(str)
    rows_chosen = Signal(int, int)
    field_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("What the columns mean"))
        self.add(
            label(
                _("Look at the samples and choose what each column holds. The choice is kept for the next list "
                  "with these headings."),
                "secondary",
            )
        )  # fmt: skip
        self.sheet = QComboBox()
        self.sheet.activated.connect(lambda _at: self.sheet_chosen.emit(self.sheet.currentText()))
        self.first, self.last = QLineEdit(), QLineEdit()
        for editor in (self.first, self.last):
            editor.setMaximumWidth(theme.px(90))
            editor.editingFinished.connect(self._rows_typed)
        where = Columns(side_by_side=520)
        where.add(FormField(_("Sheet"), self.sheet), 2)
        self.first_field = FormField(_("First row of the header"), self.first)
        where.add(self.first_field, 1)
        where.add(FormField(_("Last row of the header"), self.last, _("0 if the list has none")), 1)
        self.add(where)
        self.problems = Notice()
        self.doubts = Notice()
        self.add(self.problems)
        self.add(self.doubts)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        for column, stretch in enumerate((0, 3, 3, 3)):
            self._grid.setColumnStretch(column, stretch)
        self.add(inside)
        self.fields: dict[str, QComboBox] = {}
        self.read = PrimaryButton(_("Read with these columns"), "arrow-right", key="Ctrl+Return")
        self.body.addWidget(self.read, 0, Qt.AlignmentFlag.AlignRight)
        self._shown: tuple[object, ...] = ()

    def show_columns(self, shown: ColumnsShown) -> None:
        """Show the mapping as it stands; the editors stay where only meanings changed."""
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            self.sheet.addItems(list(shown.sheets))
            self.sheet.setCurrentText(shown.sheet)
        self.first.setText(str(shown.first_row))
        self.last.setText(str(shown.last_row))
        self.first_field.set_problem("")
        place = (shown.sheet, shown.first_row, shown.last_row)
        if place != self._shown:
            self._shown = place
            self._fill(shown)
        for column in shown.columns:
            box = self.fields[column.letter]
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(column.field)))
        self.problems.show_text("error", " ".join(shown.problems))
        self.doubts.show_text("warn", " ".join(shown.doubts) if not shown.problems else "")
        self.read.setEnabled(not shown.problems)

    def _fill(self, shown: ColumnsShown) -> None:
        clear(self._grid)
        self.fields = {}
        for at, title in enumerate((_("Column"), _("Heading"), _("Samples"), _("Meaning"))):
            self._grid.addWidget(label(title, "secondary", wrap=False), 0, at)
        pairs = [(NO_FIELD, _("(not read)")), *((name, field_name(name)) for name in LIST_FIELDS)]
        for row, column in enumerate(shown.columns, 1):
            self._add_row(row, column, pairs)

    def _add_row(self, row: int, column: ListColumn, pairs: list[tuple[str, str]]) -> None:
        box = choices(*pairs)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(18)
        box.setAccessibleName(_("Meaning of column {letter}").format(letter=column.letter))
        box.activated.connect(self._given(column.letter, box))
        self.fields[column.letter] = box
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(column.letter, "strong", wrap=False), row, 0, top)
        self._grid.addWidget(
            label(column.wording or _("(no heading)"), "body" if column.wording else "secondary"), row, 1, top
        )
        self._grid.addWidget(label(" · ".join(column.samples), "secondary"), row, 2, top)
        self._grid.addWidget(box, row, 3, top)

    def _given(self, letter: str, box: QComboBox) -> Callable[[int], None]:
        return lambda _at: self.field_chosen.emit(letter, box.currentData())

    def _rows_typed(self) -> None:
        first, last = self.first.text().strip(), self.last.text().strip()
        if not all(text.isascii() and text.isdigit() and int(text) < 100_000 for text in (first, last)):
            self.first_field.set_problem(_("Type row numbers such as 5."))
            return
        self.first_field.set_problem("")
        self.rows_chosen.emit(int(first), int(last) if int(first) else 0)
