"""The help as one looks at it: search and chapters at the left, the page at the right, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sinhke_desktop.domain.help_book import HelpBook
from sinhke_desktop.domain.help_search import Hit
from sinhke_desktop.domain.help_text import HelpPage
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.help.contents import ContentsTree, HitsList
from sinhke_desktop.gui.help.finding import FindingLine
from sinhke_desktop.gui.help.presenter import HelpPresenter
from sinhke_desktop.gui.help.printing import PrintHelp
from sinhke_desktop.gui.help.text_view import HelpText
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets import SearchField
from sinhke_desktop.gui.widgets.buttons import LinkButton, QuietButton
from sinhke_desktop.gui.widgets.layouts import Flow
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import help_pages
from sinhke_desktop.settings import Settings

SIDE_BY_SIDE = 640
"""Design pixels from which on chapters and page stand beside each other."""
PAUSE_MS = 120


class HelpView(QWidget):
    """Shows the help from *first* on; reads it through *runner*, so it can stand where no data are open."""

    def __init__(self, runner: Runner, settings: Settings | None, first: str) -> None:
        super().__init__()
        self.text = HelpText(help_pages.folder())
        self.tree = ContentsTree()
        self.hits = HitsList()
        self.finding: FindingLine | None = None
        self._narrow = False
        self.field = SearchField(_("Search in the help"))
        self.field.setMaximumWidth(theme.px(10_000))
        self.nothing = QWidget()
        self._side = QStackedWidget()
        self._lay_out()
        self.presenter = HelpPresenter(self, runner.run, first)
        self._print = PrintHelp(self, runner, settings, self.presenter)
        self.print.clicked.connect(lambda: self._print.offer(self.print))
        pause = self._pause = QTimer(self)
        pause.setSingleShot(True)
        pause.setInterval(PAUSE_MS)
        pause.timeout.connect(lambda: self.presenter.search(self.field.text()))
        self.field.searched.connect(lambda _text: pause.start())
        self.field.returnPressed.connect(self._open_first)
        self.field.left_down.connect(self._go_down)
        self.tree.chosen.connect(self.presenter.open)
        self.hits.opened.connect(lambda topic, place: self.presenter.open(f"{topic}#{place}" if place else topic))
        self.text.followed.connect(self.presenter.open)
        self._set_keys()

    def _lay_out(self) -> None:
        self.back = QuietButton("", "arrow-left", lambda: self.presenter.step(-1), tip=_("Back (Alt+Left)"))
        self.forward = QuietButton(
            "", "arrow-right", lambda: self.presenter.step(1), tip=_("Next page shown (Alt+Right)")
        )
        self.back.setAccessibleName(_("Back"))
        self.forward.setAccessibleName(_("Next page shown"))
        self.show_way(back=False, forward=False)
        tip = _("Find in the page (Ctrl+Shift+F)")
        self.finder = QuietButton(_("Find in the page"), "search", self.find_in_page, tip=tip)
        self.print = QuietButton(_("Print"), "printer", key="Ctrl+P")
        for part in (self.tree, self.hits, self._nothing_found()):
            self._side.addWidget(part)
        self._side.setMinimumHeight(theme.px(140))
        left, right = QWidget(), QWidget()
        stack, page = QVBoxLayout(left), QVBoxLayout(right)
        self._page = page
        for layout in (stack, page):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
        stack.addWidget(self.field)
        stack.addWidget(self._side, 1)
        self.listing = QuietButton(_("Contents"), "list", lambda: self._turn_to(side=self._side.isHidden()))
        self.listing.hide()
        page.addWidget(Flow(self.back, self.forward, self.listing, self.finder, self.print, gap=8))
        page.addWidget(self.text, 1)
        self.text.setMinimumHeight(theme.px(200))
        self._left, self._right = left, right
        whole = self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(left, 3)
        whole.addWidget(right, 7)

    def _nothing_found(self) -> QWidget:
        column = self._suggestions = QVBoxLayout(self.nothing)
        column.setContentsMargins(theme.px(8), theme.px(8), 0, 0)
        return self.nothing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(SIDE_BY_SIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._box.setDirection(way)
            self.listing.setVisible(narrow)
            self._turn_to(side=False)

    def _turn_to(self, *, side: bool) -> None:
        """Where there is room for one only, show the chapters or what was found, else the page."""
        self._side.setVisible(side or not self._narrow)
        self.text.setVisible(not (side and self._narrow))
        self._share(side=side and self._narrow)
        if side and self._narrow:
            self._go_down()

    def _share(self, *, side: bool) -> None:
        """Give the height to the one shown where the window is narrow, else the width to both."""
        self._box.setStretch(0, (1 if side else 0) if self._narrow else 3)
        self._box.setStretch(1, (0 if side else 1) if self._narrow else 7)

    def _set_keys(self) -> None:
        def key(keys: str, pressed: Callable[[], object]) -> None:
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda: pressed())

        key("Alt+Left", lambda: self.presenter.step(-1))
        key("Alt+Right", lambda: self.presenter.step(1))
        key("Ctrl+Shift+F", self.find_in_page)
        key("F3", lambda: self._step(1))
        key("Shift+F3", lambda: self._step(-1))

    # What is asked

    def open(self, target: str) -> None:
        """Go to ``topic`` or ``topic#place``."""
        if self.field.text():
            self.field.clear()
        self.presenter.open(target)

    def search(self) -> None:
        """Put the focus into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _go_down(self) -> None:
        side = self._side.currentWidget()
        if side is not None:
            side.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_first(self) -> None:
        self._pause.stop()
        if self._side.currentWidget() is self.hits:
            self.hits.open_current()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_in_page(self) -> None:
        """Open the line for words in this page."""
        if self.finding is None:
            self.finding = FindingLine(self.text, self.leave_finding)
            self._page.insertWidget(1, self.finding)
        self.finding.begin()

    def leave_finding(self) -> bool:
        """Close the line for words in the page; False where it was closed already."""
        if self.finding is None or self.finding.isHidden():
            return False
        self.finding.hide()
        self.finding.words.clear()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _step(self, by: int) -> None:
        if self.finding is not None:
            self.finding.step(by)

    # What the presenter shows

    def show_book(self, book: HelpBook) -> None:
        self.tree.show_book(book)

    def show_page(self, page: HelpPage, place: str, scrolled: int) -> None:
        self._turn_to(side=False)
        self.text.show_page(page, place)
        if scrolled:
            self.text.verticalScrollBar().setValue(scrolled)
        self.tree.go_to(page.topic)
        if self.finding is not None and not self.finding.isHidden():
            self.finding.find_words(self.finding.words.text())

    def show_hits(self, hits: Sequence[Hit], suggested: Sequence[HelpPage]) -> None:
        self._side.setVisible(True)
        self.text.setHidden(self._narrow)
        self._share(side=self._narrow)
        if hits:
            self.hits.show_hits(hits)
            self._side.setCurrentWidget(self.hits)
            return
        while self._suggestions.count():
            item = self._suggestions.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        self._suggestions.addWidget(label(_("Nothing found. Try fewer words, or one of these:"), "secondary"))
        for page in suggested:
            link = LinkButton(page.title, pressed=partial(self.open, page.topic))
            self._suggestions.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._suggestions.addStretch(1)
        self._side.setCurrentWidget(self.nothing)

    def show_contents(self) -> None:
        self._side.setCurrentWidget(self.tree)

    def show_way(self, *, back: bool, forward: bool) -> None:
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def scrolled(self) -> int:
        return self.text.verticalScrollBar().value()
