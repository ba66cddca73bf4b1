"""The fields of a visit form on the screen, laid out in the order of its paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.returned_form import AGREED_LINES, COUNTS
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import NEEDS
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.visits.returned.marks import IndicatorTicks, KeptLine, Ticks
from sinhke_desktop.gui.visits.returned.page_picture import Place
from sinhke_desktop.gui.widgets import FormField, label
from sinhke_desktop.i18n import _


class SheetFields(QWidget):
    """Fields by their key on the form, each with room for its picture. Signal: something was typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.fields: dict[str, FormField] = {}
        self._lines: dict[str, QLineEdit] = {}
        self.kept: list[KeptLine] = []
        self._pictures: dict[str, Place] = {}
        self._order: list[QWidget] = []
        self._filling = False
        self._lay_out()

    # the paper's sections, one after the other

    def _lay_out(self) -> None:
        column = self._column
        self._row(column, ("visited_on", _("Visited on"), _("14, 14/10 or 14/10/2025"), 1))
        self._agreements = self._section(column, _("1. Agreed at the last visit: was it done?"))
        self.kept_problem = label("", "problem")
        self.kept_problem.hide()
        column.addWidget(self.kept_problem)
        inside = self._section(column, _("2. Corrections to the members"))
        self.members = label("", "secondary")
        inside.addWidget(self.members)
        self._row(inside, ("corrections", _("What the paper corrects, with the number of the line"), "", 1))
        inside = self._section(column, _("3. Indicators that the household lacks today"))
        self.indicators = IndicatorTicks(INDICATORS, _("Indicators that the household lacks today"))
        self._marks("indicator", self.indicators, inside)
        inside.addLayout(self._keys_line())
        self._month(column)
        self._row(column, ("notes", _("Notes"), "", 1))
        inside = self._section(column, _("5. What the household needs"))
        self.needs = Ticks(NEEDS, _("What the household needs"))
        self._marks("need", self.needs, inside)
        self._row(inside, ("needs", _("In words"), "", 1))
        inside = self._section(column, _("6. Agreed this time"))
        for number in range(1, AGREED_LINES + 1):
            self._row(
                inside,
                (f"agreed:{number}", _("Agreed {number}").format(number=number), "", 5),
                (f"agreed:{number}:who", _("Who does it"), "", 3),
                (f"agreed:{number}:due", _("By when"), "", 2),
            )
        self._row(column, ("next_visit_on", _("Next visit"), _("14, 14/10 or 14/10/2025"), 1))

    def _section(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        column.addSpacing(4)
        column.addWidget(label(title, "card-title"))
        inside = QVBoxLayout()
        inside.setSpacing(6)
        column.addLayout(inside)
        return inside

    def _keys_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.indicators.state)
        row.addWidget(
            label(_("Keys 1 to = turn a box, l: as at the last review, k: asked, none lacking"), "secondary"), 1
        )
        return row

    def _month(self, column: QVBoxLayout) -> None:
        self.month = QWidget()
        inside = QVBoxLayout(self.month)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        rows = self._section(inside, _("4. The livelihood model this month"))
        self.month_says = label("", "secondary")
        rows.addWidget(self.month_says)
        titles = {
            "alive": _("Alive"), "born": _("Born"), "bought": _("Bought"), "lost": _("Lost"), "sold": _("Sold"),
            "passed_on": _("Passed on"), "sick": _("Sick"),
        }  # fmt: skip
        self._row(rows, *((f"count:{name}", titles[name], "", 1) for name in COUNTS))
        self._row(rows, ("income", _("Income (đ)"), "", 1), ("problem", _("Problem"), "", 3))
        self._row(rows, ("next_step", _("Next step"), "", 1))
        column.addWidget(self.month)

    def _row(self, column: QVBoxLayout, *wanted: tuple[str, str, str, int]) -> None:
        """Fields beside each other: key, title, example, share of the width."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        for place, (key, title, example, share) in enumerate(wanted):
            editor = QLineEdit()
            editor.setPlaceholderText(example)
            if example:
                editor.setMaximumWidth(theme.px(260))
            editor.textEdited.connect(lambda _text: self._typed())
            editor.setMinimumWidth(theme.px(56))
            self.fields[key], self._lines[key] = FormField(title, editor), editor
            if not key.endswith((":who", ":due")):
                grid.addWidget(self._picture(key), 0, place, 1, len(wanted) if key.startswith("agreed:") else 1)
            grid.addWidget(self.fields[key], 1, place)
            grid.setColumnStretch(place, share)
            self._stop(editor)
        column.addLayout(grid)

    def _picture(self, key: str) -> Place:
        picture = self._pictures[key] = Place()
        return picture

    def _marks(self, key: str, group: Ticks, inside: QVBoxLayout) -> None:
        field = FormField("", group)
        field.layout().itemAt(0).widget().hide()  # type: ignore[union-attr]
        group.setAccessibleName(group.accessibleName() or key)
        self.fields[key] = field
        inside.addWidget(field)
        group.changed.connect(self._typed)
        self._stop(group)

    def _stop(self, editor: QWidget) -> None:
        self._order.append(editor)
        editor.installEventFilter(self)

    def _typed(self) -> None:
        if not self._filling:
            self.changed.emit()
