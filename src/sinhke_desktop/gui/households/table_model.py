"""The register as a table: which columns there are, how each sorts, and the model that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sinhke_desktop.domain.household import Member
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.register_terms import SortKey
from sinhke_desktop.gui.privacy.masking import covered_text
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.gui.widgets.sorting import SortedModel, SortedTable
from sinhke_desktop.gui.widgets.table import TONE, Index, draw_pill, pill_width
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import Mark, RegisterRow

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column with the key that settings remember it by."""

    key: SortKey
    column: Column[RegisterRow]


def _restricted(row: RegisterRow) -> bool:
    return Mark.RESTRICTED in row.marks


def _named(row: RegisterRow) -> str:
    return _("{name} (data restricted)").format(name=row.head_name) if _restricted(row) else row.head_name


def register_columns() -> tuple[RegisterColumn, ...]:
    """Every column of the register in its order; the head's name is always shown."""

    def made(key: SortKey, title: str, text: Callable[[RegisterRow], str], **more: Any) -> RegisterColumn:
        return RegisterColumn(key, Column(title, text, **more))

    return (
        made(SortKey.NAME, _("Head of household"), _named),
        made(SortKey.HAMLET, _("Hamlet"), lambda row: row.hamlet_name),
        made(
            SortKey.ETHNIC_GROUP,
            _("Ethnic group"),
            lambda row: covered_text(row.ethnic_group, Member, "ethnic_group", restricted=_restricted(row)),
        ),
        made(SortKey.MEMBERS, _("Members"), lambda row: str(row.members), numeric=True),
        made(
            SortKey.CLASS,
            _("Class"),
            lambda row: words.class_word(row.poverty_class),
            tone=lambda row: words.TONES[row.poverty_class],
        ),
        made(SortKey.DEPRIVED, _("Lacking"), lambda row: words.of_twelve(row.deprived), numeric=True),
        made(SortKey.LAST_VISIT, _("Last visit"), lambda row: words.day(row.last_visit), numeric=True),
    )


class RegisterModel(SortedModel[RegisterRow]):
    """Rows of the register; columns can be hidden, the one sorted by carries an arrow."""

    def __init__(self) -> None:
        self.all_columns = register_columns()
        super().__init__([one.column for one in self.all_columns], [one.key for one in self.all_columns])

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """As in any table, but quick: it is asked a thousand times for each keystroke."""
        if role == _DISPLAY:
            return self.columns[index.column()].text(self.rows[index.row()])
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].numeric else _LEFT
        if role == TONE:
            tone = self.columns[index.column()].tone
            return None if tone is None else tone(self.rows[index.row()])
        return None

    def hide_columns(self, hidden: Sequence[str]) -> None:
        """Show every column but those whose keys are in *hidden*."""
        shown = [one for one in self.all_columns if one.key not in hidden or one.key is SortKey.NAME]
        self.beginResetModel()
        self.keys = tuple(one.key for one in shown)
        self.columns = tuple(one.column for one in shown)
        self.endResetModel()

    def row_of(self, household_id: str) -> int:
        """Where the household stands now, -1 if it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.household_id == household_id), -1)


class RegisterDelegate(QStyledItemDelegate):
    """Paints the register's cells as the style sheet has them, without asking it for each: a key repaints a hundred."""

    def __init__(self, model: RegisterModel, table: QWidget) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._theme: theme.Theme | None = None
        self._pills: dict[tuple[str, str, float], QPixmap] = {}

    def _take_theme(self) -> None:
        self._theme = theme.current()
        self._pills.clear()
        self._chosen, self._line, self._ink = (theme.colour(name) for name in ("soft", "line-soft", "ink"))
        self._room = theme.px(12)
        self._height = theme.px(22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._theme is not theme.current():
            self._take_theme()
        column, row = self._model.columns[index.column()], self._model.rows[index.row()]
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._chosen)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._line)
        text = column.text(row)
        if column.tone is not None:
            top = rect.y() + (rect.height() - self._height) // 2
            painter.drawPixmap(QPoint(rect.x() + theme.px(8), top), self._pill(text, column.tone(row)))
            return
        painter.setPen(self._ink)
        painter.drawText(rect.adjusted(self._room, 0, -self._room, 0), _RIGHT if column.numeric else _LEFT, text)

    def _pill(self, text: str, tone: str) -> QPixmap:
        ratio = self._table.devicePixelRatioF()
        found = self._pills.get((text, tone, ratio))
        if found is None:
            width = pill_width(text)
            found = QPixmap(round(width * ratio), round(self._height * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            draw_pill(painter, QRectF(-theme.px(8), 0, width, self._height), text, tone)
            painter.end()
            self._pills[text, tone, ratio] = found
        return found


class RegisterTable(SortedTable):
    """The register's table: several rows can be chosen, a click on a title sorts."""

    def __init__(self, model: RegisterModel) -> None:
        self._register = model
        self._fitted: tuple[object, ...] = ()
        self._measured: set[str] = set()
        super().__init__(model)
        self.setItemDelegate(RegisterDelegate(model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(_("Households"))

    def fit(self) -> None:
        """As in any table, but a row whose width is known is not asked again: a key shows many that were seen."""
        if len(self._needs) != len(self._register.columns):
            self._measured.clear()
        first = max(self.rowAt(0), 0)
        last = first + self.viewport().height() // max(self.verticalHeader().defaultSectionSize(), 1) + 2
        seen = {row.household_id for row in self._register.rows[first:last]}
        widths = (self.viewport().width(), self._register.columns)
        if seen <= self._measured and widths == self._fitted:
            return
        self._measured |= seen
        self._fitted = widths
        super().fit()
