"""The tab of households: search, commune, class; a long list; Enter looks at one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.household import Member
from sinhke_desktop.gui.consolidated.choice import Asked
from sinhke_desktop.gui.consolidated.register_presenter import RegisterPresenter
from sinhke_desktop.gui.households.words import CLASS_ORDER, NOTHING, TONES, class_word, number, of_twelve
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.widgets import (
    Column,
    DataTable,
    EmptyState,
    Flow,
    Notice,
    RowsModel,
    SearchField,
    choices,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services.consolidated import ShownCommune
from sinhke_desktop.services.consolidated_register import OfficeRow

TYPING_MS = 150


class RegisterSide(QWidget):
    """What the register's presenter shows."""

    def __init__(self) -> None:
        super().__init__()
        self.presenter: RegisterPresenter | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._later = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._later.timeout.connect(self._asked)
        self.search = SearchField(_("Name, citizen number, telephone, hamlet…"))
        self.search.searched.connect(lambda _text: self._later.start())
        self.search.left_down.connect(self._into_list)
        self.commune = choices()
        self.commune.setAccessibleName(_("Commune"))
        self.poverty_class = choices(("", _("All classes")), *((one.value, class_word(one)) for one in CLASS_ORDER))
        self.poverty_class.setAccessibleName(_("Class"))
        for box in (self.commune, self.poverty_class):
            box.activated.connect(self._asked)
        self.count = label("", "secondary")
        column.addWidget(Flow(self.search, self.commune, self.poverty_class, self.count))
        self.behind = Notice("info")
        self.behind.add_button(_("Show all again"), self._asked)
        column.addWidget(self.behind)
        self.rows: RowsModel[OfficeRow] = RowsModel(_columns())
        self.table = DataTable(self.rows, stretch=(0, 1))
        self.table.setAccessibleName(_("Households"))
        self.table.opened.connect(lambda row: self.presenter.open(row) if self.presenter is not None else None)
        column.addWidget(self.table, 1)
        self.none = EmptyState("users", _("Nobody found"), _("Search otherwise, or choose another commune or class."))
        self.many = EmptyState(
            "users", _("Very many households"), "", _("Read all"),
            lambda: self.presenter.read_all() if self.presenter is not None else None,
        )  # fmt: skip
        for part in (self.none, self.many):
            column.addWidget(part, 1)
        self._only(self.table)
        covering = masking.current()
        if covering is not None:
            covering.changed.connect(self.table.viewport().update)

    def show_communes(self, communes: Sequence[ShownCommune]) -> None:
        """Offer the communes of which there are households."""
        pairs = [("", _("All communes")), *((one.code, one.name) for one in communes if one.with_rows)]
        with QSignalBlocker(self.commune):
            if [self.commune.itemData(place) for place in range(self.commune.count())] != [code for code, _n in pairs]:
                chosen = self.commune.currentData()
                self.commune.clear()
                for code, name in pairs:
                    self.commune.addItem(name, code)
                self.commune.setCurrentIndex(max(self.commune.findData(chosen), 0))

    def show_rows(self, rows: Sequence[OfficeRow], asked: Asked, of_all: int) -> None:
        """Show the households found."""
        with QSignalBlocker(self.commune), QSignalBlocker(self.poverty_class):
            self.commune.setCurrentIndex(max(self.commune.findData(asked.code), 0))
            self.poverty_class.setCurrentIndex(max(self.poverty_class.findData(asked.poverty_class), 0))
        self.behind.show_text("info", asked.title)
        self.rows.set_rows(rows)
        self.count.setText(_("{found} of {all} households").format(found=number(len(rows)), all=number(of_all)))
        self._only(self.table if rows else self.none)
        if rows:
            self.table.choose(0)

    def show_too_many(self, households: int) -> None:
        """Ask for a commune, or whether all are to be read."""
        self.behind.show_text("info", "")
        self.count.setText("")
        text = _("{count} households take a while to read. Choose a commune above, or read all of them.")
        self.many.text.setText(text.format(count=number(households)))
        self._only(self.many)

    def _only(self, shown: QWidget) -> None:
        for part in (self.table, self.none, self.many):
            part.setVisible(part is shown)

    def _asked(self) -> None:
        if self.presenter is not None:
            self.presenter.ask(
                text=self.search.text(),
                code=str(self.commune.currentData() or ""),
                poverty_class=str(self.poverty_class.currentData() or ""),
            )

    def _into_list(self) -> None:
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _columns() -> list[Column[OfficeRow]]:
    def tone(one: OfficeRow) -> str:
        return TONES[one.row.poverty_class]

    def citizen(one: OfficeRow) -> str:
        return masking.covered_text(one.row.citizen_id, Member, "citizen_id", one.row.household_id) or NOTHING

    return [
        Column(_("Head of household"), lambda one: one.row.head_name, strong=lambda one: True),
        Column(_("Commune"), lambda one: one.commune),
        Column(_("Hamlet"), lambda one: one.row.hamlet_name or NOTHING),
        Column(_("Members"), lambda one: str(one.row.members), numeric=True),
        Column(_("Citizen number"), citizen),
        Column(_("Class"), lambda one: class_word(one.row.poverty_class), tone=tone),
        Column(_("Lacks"), lambda one: of_twelve(one.row.deprived), numeric=True),
    ]
