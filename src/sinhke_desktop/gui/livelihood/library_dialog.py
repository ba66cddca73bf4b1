"""The library of models: looked through, one of them taken; the commune's own files are managed in its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.domain.economics import SIDE_NAMES
from sinhke_desktop.domain.model_library import PROPOSED, LibraryLine, LibraryModel
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import Column, Notice, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.choosing_files import file_to_read, folder_to_use
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_library
from sinhke_desktop.services.library_files import written
from sinhke_desktop.services.printing import write_document

LIST_WIDTH = 230
LAST_FOLDER = "model_library_folder"


class LibraryDialog(Dialog):
    """The models on the left; the chosen one with its inputs, risks, market and figures on the right."""

    def __init__(self, parent: QWidget, context: Context, taken: Callable[[LibraryModel], object]) -> None:
        """*taken* is given the model that was chosen."""
        super().__init__(parent, _("Library of models"), _("Use this model"), width=1120)
        self._context, self._taken = context, taken
        self._models: tuple[LibraryModel, ...] = ()
        sides = QHBoxLayout()
        sides.setSpacing(16)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Library of models"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(theme.px(LIST_WIDTH))
        self.list.itemDoubleClicked.connect(lambda _item: self.confirm())
        sides.addWidget(self.list)
        sides.addWidget(self._right(), 1)
        self.body.addLayout(sides)
        self.add_button = QuietButton(_("Add a file…"), "plus", self._choose_file)
        self.template_button = QuietButton(_("Save a file to edit…"), "file-down", self._choose_template)
        self.remove_button = QuietButton(_("Remove the commune's file"), "trash-2", self.remove_file)
        for at, button in enumerate((self.add_button, self.template_button, self.remove_button)):
            self.buttons.insertWidget(at, button)
        self.list.currentRowChanged.connect(self._show)
        self._read()

    def _read(self, key: str = "") -> None:
        """Read the library again, with the entry *key* chosen; wrong files are told by their line."""
        library = model_library.library(self._context.workspace)
        self._models = library.models
        own = _("{name} (of the commune)")
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([own.format(name=one.name) if one.own else one.name for one in self._models])
        keys = [one.key for one in self._models]
        self.list.setCurrentRow(keys.index(key) if key in keys else 0)
        self.notice.show_text("error", " ".join(one.message for one in library.wrong))

    def _choose_file(self) -> None:
        kinds = _("Libraries of models (*.toml)")
        path = file_to_read(self, self._context.settings, LAST_FOLDER, _("Add a file to the library"), kinds)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Check and keep a file of the commune's own models; a wrong one is told with its line."""
        try:
            added = model_library.add_file(self._context.workspace, path)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._read(added[0].key)

    def _choose_template(self) -> None:
        folder = folder_to_use(self, self._context.settings, LAST_FOLDER, _("Save a file to edit"))
        if folder is not None:
            self.save_template(folder)

    def save_template(self, folder: Path) -> None:
        """Write the entry looked at into a file of *folder*, to be changed and added again."""
        path = folder / f"{self.entry.key}.toml"
        try:
            write_document(path, written([self.entry]).encode())
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.notice.show_text("done", _("Saved as {file}.").format(file=path.name))

    def remove_file(self) -> None:
        """Take the file of the entry looked at away; the shipped entry of its key comes back."""
        try:
            model_library.remove_file(self._context.workspace, self.entry.file)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._read(self.entry.key)

    def _right(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("kind", "ground")
        side = QVBoxLayout(inside)
        side.setContentsMargins(0, 0, 8, 0)
        side.setSpacing(8)
        self.title = label("", "card-title")
        self.summary = label("", "body")
        self.mark = Notice("warn", f"{PROPOSED}.")
        self.facts = label("", "body")
        self.model: RowsModel[LibraryLine] = RowsModel(
            [
                Column(_("Line"), lambda row: row.name),
                Column(_("In or out"), lambda row: SIDE_NAMES[row.side],
                       tone=lambda row: "escaped" if row.side == "income" else "poor"),
                Column(_("Amount (đ)"), _amount, numeric=True),
                Column(_("Month"), _months, numeric=True),
                Column(_("Source of the figure"), lambda row: row.source or _("proposed, not verified")),
            ]
        )  # fmt: skip
        self.table = WrapTable(self.model, wrap=(0, 4))
        self.sums = label("", "strong")
        for part in (self.title, self.summary, self.mark, self.sums, self.table, self.facts):
            side.addWidget(part)
        side.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(min(theme.px(440), self.screen().availableGeometry().height() - 300))
        return area

    @property
    def entry(self) -> LibraryModel:
        """The model looked at."""
        return self._models[max(self.list.currentRow(), 0)]

    def _show(self, _row: int) -> None:
        one = self.entry
        self.remove_button.setVisible(one.own)
        self.title.setText(one.name)
        cycle = _("Counted in {unit}; one cycle {months} months.").format(unit=one.unit, months=one.cycle_months)
        self.summary.setText(" ".join(filter(None, (one.summary, cycle))))
        parts = (
            (_("Inputs of a household"), one.inputs), (_("Risks"), one.risks), (_("Market"), one.market),
            (_("Published models"), one.sources),
        )  # fmt: skip
        self.facts.setText("\n".join(f"{name}: {'; '.join(texts)}." for name, texts in parts if texts))
        figures = one.figures()
        text = _("A household: costs {cost} đ, remains {net} đ, at the worst {worst} đ.")
        self.sums.setText(
            text.format(
                cost=format_dong(figures.cost), net=format_dong(figures.expected.net),
                worst=format_dong(figures.worst.net),
            )
        )  # fmt: skip
        self.model.set_rows(one.lines)
        self.table.fit()
        self.mark.setVisible(any(not line.source for line in one.lines))

    def confirm(self) -> None:
        self._taken(self.entry)
        self.accept()


def _amount(row: LibraryLine) -> str:
    return f"{format_number(row.quantity)} {row.unit} × {format_dong(row.unit_price)}"


def _months(row: LibraryLine) -> str:
    if not row.every_months:
        return str(row.first_month)
    if row.every_months == 1:
        return _("{first}, every month").format(first=row.first_month)
    return _("{first}, every {step} months").format(first=row.first_month, step=row.every_months)
