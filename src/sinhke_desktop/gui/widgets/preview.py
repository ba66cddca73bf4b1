"""A PDF as pages on the screen: side by side where there is room, zoom, page n of m, find, contents, copying text;
drawn and searched off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from sinhke_desktop.documents.preview import Bookmark, OpenPdf, Passage, Picture
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.contents_list import WIDTH, ContentsList
from sinhke_desktop.gui.widgets.find_bar import FindBar
from sinhke_desktop.gui.widgets.pdf_pages import GAP, Pages, Place
from sinhke_desktop.gui.widgets.preview_tools import FIT_PAGE, FIT_WIDTH, PreviewTools
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from sinhke_desktop.gui.tasks import Runner

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class Preview(QWidget):
    """Pages with their tools above; *tools* are the page's own buttons (save a copy, print).

    ``zoomed`` tells what the person chose: ``width``, ``page`` or a number such as ``1.25``; see :meth:`look`.
    """

    zoomed = Signal(str)

    def __init__(self, runner: Runner, *tools: QWidget, zoom: float | None = None) -> None:
        """*zoom* None fits one page into the width."""
        super().__init__()
        self._runner = runner
        self._pdf = b""
        self._document: OpenPdf | None = None
        self._turn = 0
        self._fit = FIT_WIDTH if zoom is None else ""
        self._selecting = False
        self._wished: tuple[Place, Place] | None = None
        self.pages = Pages(self._ask)
        if zoom is not None:
            self.pages.set_zoom(zoom, self.pages.width())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.tools = PreviewTools(self.look, self._step, self.go_to, self.search, self._switch_contents, *tools)
        self.smaller, self.bigger = self.tools.smaller, self.tools.bigger
        column.addWidget(self.tools)
        self.finding = FindBar(runner, self.pages.show_hits, self._go_to_hit, lambda: max(self.page() - 1, 0))
        self.finding.hide()
        column.addWidget(self.finding)
        self.contents = ContentsList()
        self.contents.hide()
        self.contents.chosen.connect(lambda page: self.go_to(page + 1))
        self._area = self._scrolled()
        self.setFocusProxy(self._area)
        sides = self._sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.contents)
        sides.addWidget(self._area)
        sides.setStretchFactor(0, 0)
        sides.setStretchFactor(1, 1)
        sides.setSizes([theme.px(WIDTH), theme.px(600)])
        column.addWidget(sides, 1)
        self._area.viewport().installEventFilter(self)
        self.pages.dragged.connect(self._select)
        self.pages.zoomed.connect(self._step)
        self._set_keys()
        self._say_where()

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("Preview"))
        area.setWidget(self.pages)
        area.setMinimumHeight(theme.px(260))
        area.verticalScrollBar().valueChanged.connect(lambda _at: self._say_where())
        return area

    def _set_keys(self) -> None:
        def key(keys: str, pressed: Callable[[], object]) -> None:
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda: pressed())

        key("PgDown", lambda: self.turn(1))
        key("PgUp", lambda: self.turn(-1))
        key("Home", lambda: self.go_to(1))
        key("End", lambda: self.go_to(self.pages.count))
        key("Ctrl+G", self.tools.ask_page)
        key("F3", lambda: self.finding.step(1))
        key("Shift+F3", lambda: self.finding.step(-1))
        key("Ctrl+0", lambda: self.look(FIT_WIDTH))
        key("Ctrl+Alt+0", lambda: self.look(FIT_PAGE))
        key("Ctrl+Alt+1", lambda: self.look("1.0"))
        key("Ctrl+C", self.copy)

    # What is shown

    def put_below_tools(self, widget: QWidget) -> None:
        """Put *widget* between the tools and the pages, so that it is in sight of who pressed one of them."""
        self.layout().insertWidget(1, widget)  # type: ignore[union-attr]

    def show_pdf(self, pdf: bytes) -> None:
        """Show *pdf*; the place one looks at stays where it has as many pages."""
        self._pdf = pdf
        self._turn += 1
        self._selecting, self._wished = False, None
        document = self._document = OpenPdf(pdf) if pdf else None
        self.pages.show_pages(document.sizes if document is not None else ())
        self.contents.show_bookmarks([])
        self.tools.listing.hide()
        if document is not None:
            self._runner.run(lambda _progress: document.outline(), partial(self._take_outline, self._turn))
        if self._fit:
            self.look(self._fit, chosen=False)
        self.finding.show_document(document)
        self._say_where()

    def _take_outline(self, turn: int, bookmarks: list[Bookmark]) -> None:
        if turn == self._turn:
            self.contents.show_bookmarks(bookmarks)
            self.tools.listing.setVisible(len(bookmarks) > 1)
            if len(bookmarks) < 2:
                self.contents.hide()

    @property
    def pdf(self) -> bytes:
        """What is shown."""
        return self._pdf

    # Where one looks

    def page(self) -> int:
        """The first page in sight, from 1; 0 without pages."""
        top = self._area.verticalScrollBar().value()
        return next((page + 1 for page in range(self.pages.count) if self.pages.area(page).bottom() > top + 20), 0)

    def turn(self, lines: int) -> None:
        """Go so many lines of pages on."""
        at = self.page() - 1
        for _line in range(abs(lines)):
            beside = self.pages.line_of(at) if at >= 0 else range(1)
            at = beside.stop if lines > 0 else beside.start - 1
            at = min(max(at, 0), self.pages.count - 1)
        self.go_to(at + 1)

    def go_to(self, page: int) -> None:
        """Bring page *page* (from 1) to the top."""
        if 1 <= page <= self.pages.count:
            where = self.pages.area(page - 1)
            self._area.verticalScrollBar().setValue(where.top() - GAP)
            self._area.ensureVisible(where.left(), self._area.verticalScrollBar().value() + 1, GAP, 0)

    def _go_to_hit(self, hit: Passage) -> None:
        if hit.areas:
            where = self.pages.on_screen(hit.page, hit.areas[0]).toRect()
            room = self._area.viewport().size()
            self._area.ensureVisible(where.center().x(), where.center().y(), room.width() // 4, room.height() // 3)

    def search(self) -> None:
        """Open the field for finding text."""
        self.finding.open_bar()

    def _switch_contents(self) -> None:
        self.contents.setVisible(self.contents.isHidden())
        if not self.contents.isHidden():
            self.contents.show_page(max(self.page() - 1, 0))
            self.contents.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Drawing and zoom

    def _ask(self, page: int, scale: float) -> None:
        document, turn, zoom = self._document, self._turn, self.pages.zoom
        if document is not None:
            self._runner.run(lambda _progress: document.render(page, scale), partial(self._take, turn, page, zoom))

    def _take(self, turn: int, page: int, zoom: float, picture: Picture) -> None:
        if turn == self._turn and isValid(self.pages):
            self.pages.keep(page, picture, zoom)

    def look(self, size: str, *, chosen: bool = True) -> None:
        """Show pages at *size*: ``width``, ``page`` or a number; *chosen* by the person, so that it is told."""
        self._fit = size if size in (FIT_WIDTH, FIT_PAGE) else ""
        if not self._fit:
            self._zoom_to(float(size))
        elif self.pages.count:
            width, height = self.pages.page_size(min(max(self.page() - 1, 0), self.pages.count - 1))
            room = self._area.viewport().size()
            share = (room.width() - 2 * GAP - 1) / width
            if size == FIT_PAGE:
                share = min(share, (room.height() - 2 * GAP - 1) / height)
            self._zoom_to(min(max(self.pages.zoom * share, ZOOMS[0]), ZOOMS[-1]))
        if chosen:
            self.zoomed.emit(size)

    def _step(self, direction: int, at: QPoint | None = None) -> None:
        self._fit = ""
        now = self.pages.zoom
        if direction > 0:
            wanted = next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1])
        else:
            wanted = next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0])
        self._zoom_to(wanted, at)
        self.zoomed.emit(str(wanted))

    def _zoom_to(self, zoom: float, at: QPoint | None = None) -> None:
        """Draw at *zoom*; what lies at *at* of the pages, else the page looked at, stays where it is."""
        if abs(zoom - self.pages.zoom) > 0.001:
            page = max(self.page() - 1, 0)
            at = at or self._upper_middle()
            place = self.pages.place_at(at) if self._fit != FIT_PAGE else None
            room = self._area.viewport().size()
            needed = self.pages.set_zoom(zoom, room.width())
            self.pages.resize(needed.expandedTo(room))
            if place is not None:
                self._hold(place, at)
            else:
                self.go_to(page + 1)
            if self._fit and page < self.pages.count:
                self._area.horizontalScrollBar().setValue(self.pages.area(page).left() - GAP)
        self._say_where()

    def _upper_middle(self) -> QPoint:
        """The point of the pages that lies below the upper edge of what is seen, in the middle."""
        view = self._area.viewport()
        return self.pages.mapFrom(view, QPoint(view.width() // 2, 2 * GAP))

    def _hold(self, place: Place, at: QPoint) -> None:
        """Scroll so that *place* lies again where *at* was in sight."""
        page, left, top = place
        now = self.pages.on_screen(page, (left, top, 0, 0)).topLeft().toPoint() - at
        for bar, by in ((self._area.horizontalScrollBar(), now.x()), (self._area.verticalScrollBar(), now.y())):
            bar.setValue(bar.value() + by)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again where the room for the pages changed, by the window or by the list of contents."""
        if event.type() == QEvent.Type.Resize and self._fit and self._pdf:
            self.look(self._fit, chosen=False)
        return super().eventFilter(watched, event)

    def _say_where(self) -> None:
        self.tools.show_standing(self.page(), self.pages.count, self.pages.zoom, self._fit)

    # Text

    def _select(self, first: Place, last: Place) -> None:
        """Choose the text from one place to another; while it is read, only the newest wish is kept."""
        self._wished = (first, last)
        if not self._selecting:
            self._read_wished()

    def _read_wished(self) -> None:
        document, wished, self._wished = self._document, self._wished, None
        self._selecting = document is not None and wished is not None
        if document is not None and wished is not None:
            (page, *begin), (_page, *end) = wished
            self._runner.run(
                lambda _progress: document.between(page, (begin[0], begin[1]), (end[0], end[1])),
                partial(self._take_text, self._turn),
            )

    def _take_text(self, turn: int, passage: Passage) -> None:
        if turn == self._turn:
            self.pages.show_selected(passage if passage.text else None)
            self._read_wished()

    def copy(self) -> None:
        """Put the chosen text on the clipboard."""
        if self.pages.selected is not None:
            QGuiApplication.clipboard().setText(self.pages.selected.text.replace("\r\n", "\n"))

    def event(self, event: QEvent) -> bool:
        """Ctrl+F finds in the paper while one is at work in it, not in the page around it."""
        typed = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find)
        if typed and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search()
        else:
            super().keyPressEvent(event)
