"""The pages of a PDF laid out on the screen: side by side where there is room, each in its own size; only what is in
sight is drawn, and only so many pictures are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from sinhke_desktop.documents.preview import Area, Passage, Picture
from sinhke_desktop.gui import theme

GAP = 12
POINT = 96 / 72
MOST_PIXELS = 16_000_000
"""No page is drawn with more; a bigger one is enlarged from these."""
MOST_KEPT_BYTES = 96 * 2**20
"""Pictures out of sight are let go beyond this."""
Place = tuple[int, float, float]
"""A page (from 0) and a point on it."""


class Pages(QWidget):
    """Asks *render* with ``(page, scale)`` for what it does not have yet; :meth:`keep` takes it, one at a time.

    ``dragged`` tells from which place to which one the mouse was drawn, ``zoomed`` +1 or -1 and where (Ctrl and wheel).
    """

    dragged = Signal(object, object)
    zoomed = Signal(int, QPoint)

    def __init__(self, render: Callable[[int, float], None]) -> None:
        super().__init__()
        self._render = render
        self._sizes: Sequence[tuple[float, float]] = ()
        self._zoom = 0.5
        self._areas: list[QRect] = []
        self._needed = QSize()
        self._pictures: OrderedDict[int, tuple[float, QPixmap]] = OrderedDict()
        self._asked = False
        self._hits: Mapping[int, Sequence[Passage]] = {}
        self._hit: Passage | None = None
        self.selected: Passage | None = None
        self._from: Place | None = None
        self.setCursor(Qt.CursorShape.IBeamCursor)

    # What is shown

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Pages of these sizes in points; pictures of the pages before stay until the new ones are drawn."""
        for page in [page for page in self._pictures if page >= len(sizes)]:
            del self._pictures[page]
        for page, (_zoom, picture) in self._pictures.items():
            self._pictures[page] = (0.0, picture)
        self._asked = False
        self._hits, self._hit, self.selected = {}, None, None
        self._sizes = tuple(sizes)
        self.settle(self.width())
        self.update()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """1.0 is the size on paper."""
        return self._zoom

    def set_zoom(self, zoom: float, width: int) -> QSize:
        """Draw at *zoom* where there is *width* of room; returns the room that the pages need."""
        self._zoom = zoom
        self.update()
        return self.settle(width)

    def show_hits(self, hits: Mapping[int, Sequence[Passage]], hit: Passage | None) -> None:
        """Mark what was found, and *hit* among it more strongly."""
        self._hits, self._hit = hits, hit
        self.update()

    def show_selected(self, passage: Passage | None) -> None:
        """Mark the chosen text."""
        self.selected = passage
        self.update()

    # Where things lie

    def page_size(self, page: int = 0) -> tuple[int, int]:
        """Width and height of a page on the screen."""
        width, height = self._sizes[page]
        return round(width * POINT * self._zoom), round(height * POINT * self._zoom)

    def settle(self, width: int) -> QSize:
        """Lay the pages out for *width*; returns the room that they need."""
        lines: list[list[tuple[int, int]]] = []
        used = 0
        for page in range(self.count):
            size = self.page_size(page)
            if not lines or used + GAP + size[0] > width - 2 * GAP:
                lines.append([])
                used = -GAP
            lines[-1].append(size)
            used += GAP + size[0]
        widths = [sum(across for across, _high in line) + GAP * (len(line) - 1) for line in lines]
        broad = max(widths, default=0)
        self._areas = []
        top = GAP
        for line in lines:
            left = max((width - broad) // 2, GAP)
            for across, high in line:
                self._areas.append(QRect(left, top, across, high))
                left += across + GAP
            top += max(high for _across, high in line) + GAP
        self._needed = QSize(broad + 2 * GAP, top)
        self.setMinimumSize(self._needed)
        return self._needed

    def area(self, page: int) -> QRect:
        """Where *page* (from 0) lies."""
        return self._areas[page]

    def line_of(self, page: int) -> range:
        """The pages that stand beside *page*, itself too."""
        top = self._areas[page].top()
        beside = [one for one, where in enumerate(self._areas) if where.top() == top]
        return range(beside[0], beside[-1] + 1)

    def in_sight(self) -> list[int]:
        """The pages that can be seen."""
        seen = self.visibleRegion().boundingRect()
        return [page for page, where in enumerate(self._areas) if where.intersects(seen)]

    def on_screen(self, page: int, area: Area) -> QRectF:
        """An area of a page in this widget."""
        where, share = self._areas[page], POINT * self._zoom
        left, top, width, height = (side * share for side in area)
        return QRectF(where.left() + left, where.top() + top, width, height)

    def place_at(self, point: QPoint) -> Place | None:
        """The page under *point*, and where on it."""
        for page, where in enumerate(self._areas):
            if where.contains(point):
                share = POINT * self._zoom
                return page, (point.x() - where.left()) / share, (point.y() - where.top()) / share
        return None

    # Drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, where in enumerate(self._areas):
            if not where.intersects(event.rect()):
                continue
            painter.fillRect(where, QColor(Qt.GlobalColor.white))
            if page in self._pictures:
                painter.drawPixmap(where, self._pictures[page][1])
            self._paint_marks(painter, page)
            painter.setPen(theme.colour("line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(where.adjusted(0, 0, -1, -1))
        painter.end()
        self._ask_next()

    def _paint_marks(self, painter: QPainter, page: int) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for passage in self._hits.get(page, ()):
            tone = "near-poor" if passage is self._hit else "near-poor-soft"
            for area in passage.areas:
                painter.fillRect(self.on_screen(page, area).adjusted(-1, -1, 1, 1), theme.colour(tone))
        if self.selected is not None and self.selected.page == page:
            for area in self.selected.areas:
                painter.fillRect(self.on_screen(page, area), theme.colour("focus-on-accent"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._hit is not None and self._hit.page == page:
            painter.setPen(theme.colour("near-poor-text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for area in self._hit.areas:
                painter.drawRect(self.on_screen(page, area).adjusted(-1, -1, 1, 1))

    def _ask_next(self) -> None:
        if self._asked:
            return
        sight = self.in_sight()
        for page in sight:
            if page in self._pictures:
                self._pictures.move_to_end(page)
        missing = next((page for page in sight if self._pictures.get(page, (0.0,))[0] != self._zoom), None)
        if missing is not None:
            self._asked = True
            ratio = self.devicePixelRatio()
            wide, high = (side * ratio for side in self.page_size(missing))
            share = min(1.0, (MOST_PIXELS / max(wide * high, 1)) ** 0.5)
            self._render(missing, share * wide / self._sizes[missing][0])

    def keep(self, page: int, picture: Picture, zoom: float) -> None:
        """Take a drawn page; one of another zoom is drawn again."""
        self._asked = False
        image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
        self._pictures[page] = (zoom, QPixmap.fromImage(image))
        self._pictures.move_to_end(page)
        self._let_go()
        self.update()

    def _let_go(self) -> None:
        sight = set(self.in_sight())
        for page in [page for page in self._pictures if page not in sight]:
            if self.kept_bytes() <= MOST_KEPT_BYTES:
                return
            del self._pictures[page]

    def kept_bytes(self) -> int:
        """How much memory the pictures take."""
        return sum(4 * one.width() * one.height() for _zoom, one in self._pictures.values())

    def drawn(self) -> set[int]:
        """The pages that are drawn at the zoom in force."""
        return {page for page, (zoom, _picture) in self._pictures.items() if zoom == self._zoom}

    # The mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoomed.emit(1 if turned > 0 else -1, event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = self.place_at(event.position().toPoint())
            self.show_selected(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        to = self.place_at(event.position().toPoint())
        if self._from is not None and to is not None and to[0] == self._from[0]:
            self.dragged.emit(self._from, to)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        super().mouseReleaseEvent(event)
