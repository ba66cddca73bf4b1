"""A wide table on the screen: headings of two levels, the first columns stay in sight, numbers at the right."""

from __future__ import annotations

from heapq import nlargest

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.tables.table_model import GROUP, TableModel
from sinhke_desktop.gui.widgets.table import Index
from sinhke_desktop.i18n import _

ROW_HEIGHT = 34
WRAP = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
FIRST_MEASURED, SPREAD_MEASURED = 100, 50
"""Rows whose texts are measured: the first ones and others evenly among the rest, always the last."""
WIDEST_OF = 6
"""Of a column's texts only the longest by letters are measured: the widest is among them."""


def measured_rows(count: int) -> list[int]:
    """Which of *count* rows are measured, in order."""
    first = list(range(min(count, FIRST_MEASURED)))
    rest = count - len(first)
    if not rest:
        return first
    step = max(rest // SPREAD_MEASURED, 1)
    return [*first, *range(FIRST_MEASURED, count - 1, step), count - 1]


class GroupedHeader(QHeaderView):
    """Headings that wrap; neighbours of one group have its name above them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.above = 0
        self.below = theme.px(34)

    def metrics(self) -> QFontMetrics:
        """Of the type of headings."""
        return QFontMetrics(theme.font(theme.SECONDARY, QFont.Weight.DemiBold))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.above + self.below)

    def settle(self) -> None:
        """Make the headings as high as their words need at the columns' widths."""
        metrics = self.metrics()
        gap = theme.px(10)
        groups = [self._group_height(metrics, first, last, name) for first, last, name in self._spans() if name]
        self.above = max(groups) + gap if groups else 0
        lower = theme.px(34)
        for section in range(self.count()):
            room = QRect(0, 0, max(self.sectionSize(section) - theme.px(12), 10), 2000)
            height = metrics.boundingRect(room, WRAP, self._text(section)).height() + gap
            lower = max(lower, height - (0 if self._group(section) else self.above))
        self.below = lower
        self.setFixedHeight(self.above + self.below)
        self.viewport().update()

    def _group_height(self, metrics: QFontMetrics, first: int, last: int, name: str) -> int:
        width = sum(self.sectionSize(section) for section in range(first, last + 1)) - theme.px(12)
        return metrics.boundingRect(QRect(0, 0, max(width, 10), 2000), WRAP, name).height()

    def _text(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

    def _group(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal, GROUP) or "")

    def _spans(self) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        for section in range(self.count()):
            group = self._group(section)
            if found and group and found[-1][2] == group:
                found[-1] = (found[-1][0], section, group)
            else:
                found.append((section, section, group))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("header"))
        painter.setFont(theme.font(theme.SECONDARY, QFont.Weight.DemiBold))
        height, line = self.height(), theme.colour("line")
        for section in range(self.count()):
            if self.isSectionHidden(section):
                continue
            left, width = self.sectionViewportPosition(section), self.sectionSize(section)
            top = self.above if self._group(section) else 0
            painter.setPen(theme.colour("muted"))
            inside = QRect(left + theme.px(6), top, width - theme.px(12), height - top)
            painter.drawText(inside, WRAP, self._text(section))
            painter.setPen(line)
            painter.drawLine(left + width - 1, top, left + width - 1, height)
        for first, last, name in self._spans():
            if not name:
                continue
            left = self.sectionViewportPosition(first)
            width = sum(self.sectionSize(section) for section in range(first, last + 1))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRect(left + theme.px(6), 0, width - theme.px(12), self.above), WRAP, name)
            painter.setPen(line)
            painter.drawLine(left, self.above, left + width - 1, self.above)
            painter.drawLine(left + width - 1, 0, left + width - 1, height)
        painter.setPen(line)
        painter.drawLine(0, height - 1, self.viewport().width(), height - 1)
        painter.end()


class GridDelegate(QStyledItemDelegate):
    """Paints the ground of totals and of rows whose sum does not hold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class _Columns(QTableView):
    """The look that both halves share."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self.headings = GroupedHeader(self)
        self.setHorizontalHeader(self.headings)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setModel(model)
        self.setItemDelegate(GridDelegate(self))
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.px(ROW_HEIGHT))


class TableGrid(_Columns):
    """Shows a :class:`Table`; :attr:`opened` tells row and column (of the table's own) on Enter or double click."""

    opened = Signal(int, int)

    def __init__(self) -> None:
        super().__init__(TableModel())
        self.setAccessibleName(_("Table"))
        self.sticky = _Columns(self.rows_model, self)
        self.sticky.setProperty("kind", "plain")
        self.sticky.setFrameShape(QFrame.Shape.NoFrame)
        self.sticky.setSelectionModel(self.selectionModel())
        self.sticky.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sticky.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sticky.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self.sticky.verticalScrollBar().setValue)
        self.sticky.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.doubleClicked.connect(self._open)
        self.sticky.doubleClicked.connect(self._open)
        self._needs: list[int] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.fit)

    def show_table(self, table: Table | None) -> None:
        """Show *table*; the first number is chosen, so that the arrows work at once."""
        self.rows_model.set_table(table)
        self._needs = []
        for column in range(self.rows_model.columnCount()):
            self.sticky.setColumnHidden(column, column >= self.rows_model.label_count)
        self.fit()
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        if table is not None and table.rows:
            self.setCurrentIndex(self.rows_model.index(0, self.rows_model.label_count))

    def fit(self) -> None:
        """Widths by what stands in the columns; what room is left goes to the numbers evenly."""
        count = self.rows_model.columnCount()
        if not count:
            return
        labels = self.rows_model.label_count
        if len(self._needs) != count:
            self._needs = self._needed(count)
        widths = list(self._needs)
        left = self.viewport().width() - sum(widths)
        if left > 0:
            each = left // (count - labels)
            widths[labels:] = [width + each for width in widths[labels:]]
            widths[-1] += left - each * (count - labels)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
            if column < labels:
                self.sticky.setColumnWidth(column, width)
        self.headings.settle()
        self.sticky.headings.above, self.sticky.headings.below = self.headings.above, self.headings.below
        self.sticky.headings.setFixedHeight(self.headings.height())
        self.updateGeometries()
        self.sticky.updateGeometries()
        self._place()

    def _needed(self, count: int) -> list[int]:
        """Of each column: the longest word of the title and the longest of the texts measured."""
        model = self.rows_model
        metrics = QFontMetrics(theme.font(theme.BODY, QFont.Weight.DemiBold))
        headings = self.headings.metrics()
        shown = measured_rows(model.rowCount())
        found = []
        for column in range(count):
            words = str(model.headerData(column, Qt.Orientation.Horizontal) or "").split()
            needed = max((headings.horizontalAdvance(word) for word in words), default=0) + theme.px(16)
            texts = nlargest(WIDEST_OF, {model.text(row, column) for row in shown}, key=len)
            longest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + theme.px(34)
            found.append(max(needed, longest, theme.px(56) if column >= model.label_count else theme.px(44)))
        return found

    def _place(self) -> None:
        """Put the first columns over the others; where they would fill most of the room, they scroll along."""
        labels = self.rows_model.label_count
        width = sum(self.columnWidth(column) for column in range(labels))
        frame = self.frameWidth()
        self.sticky.setGeometry(frame, frame, width, self.viewport().height() + self.headings.height())
        self.sticky.setVisible(bool(labels) and width * 5 < self.viewport().width() * 3)

    def sticky_width(self) -> int:
        """How wide the columns are that stay."""
        return self.sticky.width() if self.sticky.isVisible() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """A cell that would lie under the first columns is brought out."""
        super().scrollTo(index, hint)
        if index.column() >= self.rows_model.label_count:
            hidden = self.sticky_width() - self.visualRect(index).left()
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The whole table as lines with tabs, to be put into another program."""
        model = self.rows_model
        columns = range(model.columnCount())
        lines = [[str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        lines += [[str(model.index(row, column).data() or "") for column in columns] for row in range(model.rowCount())]
        return "\n".join("\t".join(cells) for cells in lines)

    def _open(self, index: Index) -> None:
        self.opened.emit(index.row(), index.column() - self.rows_model.label_count)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(ROW_HEIGHT * 4))
