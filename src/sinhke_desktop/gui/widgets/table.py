"""Tables: rows described by columns of text, and a view whose columns are always wide enough for what is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sinhke_desktop.gui import theme

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
ROW_HEIGHT = 40
TONE = Qt.ItemDataRole.UserRole + 1
"""Role of a cell's pill tone (``poor``, ``near-poor``, ``escaped``, ``neutral``...); no tone, no pill."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: *text* of a row, *tone* makes it a pill, *numeric* puts it to the right, *tip* explains a cell."""

    title: str
    text: Callable[[R], str]
    tone: Callable[[R], str] | None = None
    numeric: bool = False
    tip: Callable[[R], str] | None = None
    strong: Callable[[R], bool] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of any frozen dataclass shown through columns; :meth:`set_rows` replaces them all at once."""

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: Sequence[R] = ()
        self._bold = theme.font(theme.BODY, QFont.Weight.DemiBold)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show *rows* instead of those before."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row(self, index: Index) -> R:
        """The row behind *index*."""
        return self.rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return int(across | Qt.AlignmentFlag.AlignVCenter)
        if role == TONE and column.tone is not None:
            return column.tone(row)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row)
        if role == Qt.ItemDataRole.FontRole and column.strong is not None and column.strong(row):
            return self._bold
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if self.columns[section].numeric else Qt.AlignmentFlag.AlignLeft
            return int(across | Qt.AlignmentFlag.AlignVCenter)
        return None


class PillDelegate(QStyledItemDelegate):
    """Paints cells that have a tone as a pill, the others as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(TONE)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not tone or not text:
            super().paint(painter, option, index)
            return
        background = QStyleOptionViewItem(option)
        self.initStyleOption(background, index)
        background.text = ""
        style = option.widget.style() if option.widget else None
        if style is not None:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, background, painter, option.widget)
        draw_pill(painter, QRectF(option.rect), text, tone)


def pill_font() -> QFont:
    """The type of pills in tables."""
    return theme.font(theme.SECONDARY, QFont.Weight.DemiBold)


def pill_width(text: str) -> int:
    """How wide the pill for *text* is."""
    return QFontMetrics(pill_font()).horizontalAdvance(text) + 2 * theme.px(12)


def draw_pill(painter: QPainter, cell: QRectF, text: str, tone: str) -> None:
    """Paint the pill at the left of *cell*, in the middle of its height."""
    family = {"warn": "near-poor", "accent": "escaped"}.get(tone, tone)
    height = theme.px(22)
    where = QRectF(cell.left() + theme.px(8), cell.center().y() - height / 2, pill_width(text), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{family}-soft"))
    painter.drawRoundedRect(where, height / 2, height / 2)
    painter.setPen(theme.colour(f"{family}-text"))
    painter.setFont(pill_font())
    painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


class DataTable(QTableView):
    """A table set up as everywhere in the program: rows of 40, no row numbers, columns as wide as what they show.

    Columns named in *stretch* take the room left over. :attr:`chosen` tells the current row (an int, -1 for none),
    :attr:`opened` a row on Enter or double click.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, model: QAbstractTableModel, *, stretch: Sequence[int] = (0,), plain: bool = False) -> None:
        super().__init__()
        self._stretch = tuple(stretch)
        self._needs: list[int] = []
        self._known: dict[str, int] = {}
        if plain:
            self.setProperty("kind", "plain")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(PillDelegate(self))
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.px(ROW_HEIGHT))
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setMinimumHeight(theme.px(38))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.fit)
        self.verticalScrollBar().valueChanged.connect(self._later.start)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.setModel(model)
        self._listen(model)

    def _listen(self, model: QAbstractTableModel) -> None:
        for changed in (model.modelReset, model.layoutChanged, model.rowsInserted, model.dataChanged):
            changed.connect(self._later.start)
        model.modelReset.connect(self._none_chosen)

    def _none_chosen(self) -> None:
        self.chosen.emit(-1)

    def current_row(self) -> int:
        """The chosen row, -1 for none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def choose(self, row: int) -> None:
        """Make *row* the chosen one and bring it into view."""
        self.setCurrentIndex(self.model().index(row, 0))

    def fit(self) -> None:
        """Make each column wide enough for its title and for every row in sight; columns never shrink by themselves."""
        model = self.model()
        count = model.columnCount()
        if len(self._needs) != count:
            self._needs = [self._title_width(column) for column in range(count)]
        first = max(self.rowAt(0), 0)
        height = max(self.verticalHeader().defaultSectionSize(), 1)
        last = min(first + self.viewport().height() // height + 2, model.rowCount())
        for row in range(first, last):
            for column in range(count):
                self._needs[column] = max(self._needs[column], self._cell_width(model.index(row, column)))
        widths = list(self._needs)
        left = self.viewport().width() - sum(widths)
        takers = [column for column in self._stretch if column < count]
        if left > 0 and takers:
            for column in takers:
                widths[column] += left // len(takers)
            widths[takers[-1]] += left - left // len(takers) * len(takers)
        for column, width in enumerate(widths):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)

    def _title_width(self, column: int) -> int:
        title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        metrics = QFontMetrics(theme.font(theme.SECONDARY, QFont.Weight.DemiBold))
        return max(metrics.horizontalAdvance(line) for line in title.split("\n")) + theme.px(28)

    def _cell_width(self, index: QModelIndex) -> int:
        text = str(index.data() or "")
        key = text
        if index.data(TONE):
            key = f"\0{text}"
        bold = index.data(Qt.ItemDataRole.FontRole)
        if bold is not None:
            key = f"\1{text}"
        known = self._known.get(key)
        if known is None:
            if key[:1] == "\0":
                known = pill_width(text) + theme.px(18)
            else:
                metrics = QFontMetrics(bold) if bold is not None else self.fontMetrics()
                known = metrics.horizontalAdvance(text) + theme.px(32)
            self._known[key] = known
        return known

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), sum(self._needs)), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(ROW_HEIGHT * 3))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(current.row() if current.isValid() else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_later"):
            self._known = {}
            self._needs = []
            self._later.start()

    def fit_height(self) -> None:
        """Make the table exactly as high as its rows, for short tables inside a card."""
        rows = self.model().rowCount()
        frame = 2 * self.frameWidth()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * theme.px(ROW_HEIGHT) + frame + 4)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
