"""A PDF as pages on the screen: side by side where there is room, zoom, page n of m; drawn off the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.layouts import Flow
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from sinhke_desktop.gui.tasks import Runner

A4 = (595.0, 842.0)
GAP = 12
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
POINT = 96 / 72
MOST_KEPT = 40
Rendered = tuple[int, int, bytes]


class Pages(QWidget):
    """The pages themselves; draws what is in sight and asks *render* for what it does not have yet."""

    def __init__(self, render: Callable[[int, float], None]) -> None:
        super().__init__()
        self._render = render
        self._count = 0
        self._zoom = 0.5
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._asked: int | None = None
        self._old: dict[int, QPixmap] = {}

    def show_pages(self, count: int) -> None:
        """*count* pages; pictures of the pages before stay until the new ones are drawn."""
        self._old = {number: picture for number, picture in self._kept.items() if number < count}
        self._kept.clear()
        self._asked = None
        self._count = count
        self.settle(self.width())
        self.update()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._count

    @property
    def zoom(self) -> float:
        """1.0 is the size on paper."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Draw at *zoom*."""
        self._zoom = zoom
        self._old.update(self._kept)
        self._kept.clear()
        self.settle(self.width())
        self.update()

    def page_size(self) -> tuple[int, int]:
        """Width and height of a page on the screen."""
        return round(A4[0] * POINT * self._zoom), round(A4[1] * POINT * self._zoom)

    def per_line(self, width: int) -> int:
        """So many pages stand side by side."""
        across, _high = self.page_size()
        return max(1, min((width - GAP) // (across + GAP), max(self._count, 1)))

    def settle(self, width: int) -> None:
        """Become as high as the pages need at *width*."""
        across, high = self.page_size()
        lines = -(-self._count // self.per_line(width))
        self.setMinimumSize(across + 2 * GAP, lines * (high + GAP) + GAP)

    def area(self, page: int) -> QRect:
        """Where *page* (from 0) lies."""
        across, high = self.page_size()
        per_line = self.per_line(self.width())
        line, column = divmod(page, per_line)
        left = max((self.width() - per_line * (across + GAP) + GAP) // 2, GAP)
        return QRect(left + column * (across + GAP), GAP + line * (high + GAP), across, high)

    def in_sight(self) -> list[int]:
        """The pages that can be seen."""
        seen = self.visibleRegion().boundingRect()
        return [page for page in range(self._count) if self.area(page).intersects(seen)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in range(self._count):
            where = self.area(page)
            if not where.intersects(event.rect()):
                continue
            picture = self._kept.get(page) or self._old.get(page)
            painter.fillRect(where, QColor(Qt.GlobalColor.white))
            if picture is not None:
                painter.drawPixmap(where, picture)
            painter.setPen(theme.colour("line"))
            painter.drawRect(where.adjusted(0, 0, -1, -1))
        painter.end()
        self._ask_next()

    def _ask_next(self) -> None:
        if self._asked is not None:
            return
        missing = next((page for page in self.in_sight() if page not in self._kept), None)
        if missing is not None:
            self._asked = missing
            self._render(missing, self._zoom * POINT * self.devicePixelRatio())

    def keep(self, page: int, rendered: Rendered, zoom: float) -> None:
        """Take a drawn page; one of another zoom is drawn again."""
        self._asked = None
        width, height, pixels = rendered
        image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888)
        picture = QPixmap.fromImage(image.copy())
        if zoom == self._zoom:
            self._kept[page] = picture
            self._old.pop(page, None)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        self.update()

    def drawn(self) -> set[int]:
        """The pages that are drawn at the zoom in force."""
        return set(self._kept)


class Preview(QWidget):
    """Pages with their tools above; *tools* are the page's own buttons (save a copy, print)."""

    def __init__(self, runner: Runner, *tools: QWidget, zoom: float | None = None) -> None:
        """*zoom* None fits one page into the width."""
        super().__init__()
        self._runner = runner
        self._pdf = b""
        self._turn = 0
        self._fit = zoom is None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.smaller = QuietButton("−", pressed=lambda: self._step(-1), key="Ctrl+-", tip=_("Smaller"))
        self.bigger = QuietButton("+", pressed=lambda: self._step(1), key="Ctrl+=", tip=_("Bigger"))
        self.fit = QuietButton(_("Fit the width"), pressed=self._fit_width, key="Ctrl+0")
        self._share = label("", "secondary", wrap=False)
        self._where = label("", "secondary", wrap=False)
        column.addWidget(Flow(self.smaller, self._share, self.bigger, self.fit, self._where, *tools, gap=8))
        self.pages = Pages(self._ask)
        if zoom is not None:
            self.pages.set_zoom(zoom)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(_("Preview"))
        self._area.setWidget(self.pages)
        self._area.setMinimumHeight(theme.px(260))
        self._area.verticalScrollBar().valueChanged.connect(lambda _at: self._say_where())
        column.addWidget(self._area, 1)
        QShortcut(QKeySequence("PgDown"), self, lambda: self.turn(1))
        QShortcut(QKeySequence("PgUp"), self, lambda: self.turn(-1))
        self._say_where()

    def show_pdf(self, pdf: bytes) -> None:
        """Show *pdf*; the place one looks at stays where it has as many pages."""
        self._pdf = pdf
        self._turn += 1
        self.pages.show_pages(page_count(pdf) if pdf else 0)
        if self._fit:
            self._fit_width()
        self._say_where()

    def search(self) -> None:
        """Put the focus into the pages."""
        self._area.setFocus()

    @property
    def pdf(self) -> bytes:
        """What is shown."""
        return self._pdf

    def page(self) -> int:
        """The first page in sight, from 1; 0 without pages."""
        top = self._area.verticalScrollBar().value()
        return next((page + 1 for page in range(self.pages.count) if self.pages.area(page).bottom() > top + 20), 0)

    def turn(self, pages: int) -> None:
        """Go so many lines of pages on."""
        at = self.page() - 1
        if at >= 0:
            step = self.pages.per_line(self.pages.width())
            wanted = min(max(at + pages * step, 0), self.pages.count - 1)
            self._area.verticalScrollBar().setValue(self.pages.area(wanted).top() - GAP)

    def _ask(self, page: int, scale: float) -> None:
        pdf, turn, zoom = self._pdf, self._turn, self.pages.zoom
        self._runner.run(lambda _progress: render_page(pdf, page, scale), partial(self._take, turn, page, zoom))

    def _take(self, turn: int, page: int, zoom: float, rendered: Rendered) -> None:
        if turn == self._turn:
            self.pages.keep(page, rendered, zoom)

    def _step(self, direction: int) -> None:
        self._fit = False
        now = self.pages.zoom
        if direction > 0:
            wanted = next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1])
        else:
            wanted = next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0])
        self._zoom_to(wanted)

    def _fit_width(self) -> None:
        self._fit = True
        room = self._area.viewport().width() - 2 * GAP - 1
        self._zoom_to(max(room / (A4[0] * POINT), ZOOMS[0]))

    def _zoom_to(self, zoom: float) -> None:
        if abs(zoom - self.pages.zoom) > 0.001:
            at = max(self.page() - 1, 0)
            self.pages.set_zoom(zoom)
            if at:
                self._area.verticalScrollBar().setValue(self.pages.area(at).top() - GAP)
        self._say_where()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit and self._pdf:
            self._fit_width()

    def _say_where(self) -> None:
        self._share.setText(f"{round(self.pages.zoom * 100)} %")
        count = self.pages.count
        self._where.setText(_("Page {page} of {pages}").format(page=self.page(), pages=count) if count else "")
