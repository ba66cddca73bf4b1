"""The inside of the window once the data are open: navigation, pages made when first opened, status bar, keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sinhke_desktop.domain.overview import Standing
from sinhke_desktop.gui import standing as spoken
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.navigation import Navigation, StatusBar
from sinhke_desktop.gui.pages import Page, Place, places
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.stick_notice import StickNotice
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets.toast import Toast
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from sinhke_desktop.gui.tour.overlay import Tour
    from sinhke_desktop.services.workspace import Workspace

LAST_PAGE = "last_page"
DIFFERENCES = "differences"
"""A page that a commune's navigation offers only while there is something to decide or to correct."""
NARROW = 860


class Shell(QWidget):
    """Hosts the pages; tells :attr:`lock_asked` and, when theme or type size were changed, :attr:`look_changed`."""

    lock_asked = Signal()
    look_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: Runner,
        settings: Settings,
        folders: Folders,
        *,
        standing: Callable[[], Standing],
        names: tuple[str, str],
    ) -> None:
        """*standing* is asked in the worker after every change; *names* stand above the navigation."""
        super().__init__()
        self.setProperty("kind", "page")
        self._settings = settings
        self._runner, self._standing = runner, standing
        self._officer = workspace.officer
        self._now_and_then = workspace.role != "office"
        self._places: dict[str, Place] = {place.key: place for place in places(workspace.role)}
        self._made: dict[str, tuple[Page, QScrollArea]] = {}
        self.tour: Tour | None = None
        self._lay_out(names)
        self.context = Context(
            workspace,
            runner,
            settings,
            folders,
            self.toast.show_text,
            self.navigate,
            self.refresh,
            self.look_changed.emit,
            self.show_tour,
        )
        self.masking = masking.Masking(workspace, settings, self)
        masking.install(self.masking)
        self.masking.changed.connect(self._masking_changed)
        self.status.cover_asked.connect(self._switch_masking)
        self._masking_changed(read=False)
        self._set_keys()
        self.current = ""
        self.sticks = StickNotice(self, workspace, runner.run, lambda: self.current)
        self.sticks.noticed.connect(self.status.show_stick)
        self.status.stick_asked.connect(lambda key: self.navigate(key, **self.sticks.args))

    def _lay_out(self, names: tuple[str, str]) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.navigation = Navigation(tuple(self._places.values()))
        self.navigation.show_names(*names)
        self.navigation.offer(DIFFERENCES, shown=not self._now_and_then)
        self.navigation.chosen.connect(self.navigate)
        self._stack = QStackedWidget()
        row.addWidget(self.navigation)
        row.addWidget(self._stack, 1)
        outer.addLayout(row, 1)
        self.status = StatusBar()
        outer.addWidget(self.status)
        self.toast = Toast(self)

    def _set_keys(self) -> None:
        for key, place in self._places.items():
            self._key(place.keys, partial(self.navigate, key))
        self._key("F5", self.refresh)
        self._key("Ctrl+F", lambda: self._with_page(lambda page: page.search()))
        self._key("Ctrl+N", lambda: self._with_page(lambda page: page.new()))
        self._key("Ctrl+L", self.lock_asked.emit)
        self._key("Ctrl+Shift+H", self._switch_masking)

    def _key(self, keys: str, pressed: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: pressed())

    def _switch_masking(self) -> None:
        self.masking.switch(not self.masking.on)
        self.toast.show_text(_("Sensitive fields are covered") if self.masking.on else _("Sensitive fields are shown"))

    def _masking_changed(self, *, read: bool = True) -> None:
        self.status.show_covering(on=self.masking.on)
        if read:
            self.refresh()

    def _with_page(self, act: Callable[[Page], object]) -> None:
        page = self.page()
        if page is not None:
            act(page)

    def begin(self) -> None:
        """Open the page that was open last, else the first."""
        last = str(self._settings.get(LAST_PAGE, ""))
        self.navigate(last if last in self._places else next(iter(self._places)))

    def show_tour(self, ended: Callable[[], object] = lambda: None) -> None:
        """Show the tour over the first page; *ended* is called when it is over or was skipped."""
        from sinhke_desktop.gui.tour.overlay import Tour
        from sinhke_desktop.gui.tour.stops import stops

        if self.tour is not None:
            return
        self.navigate(next(iter(self._places)))
        self.tour = Tour(self, stops(self), partial(self._tour_ended, ended))
        self.tour.begin()

    def _tour_ended(self, ended: Callable[[], object]) -> None:
        self.tour = None
        ended()

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._made[self.current][0] if self.current in self._made else None

    def navigate(self, key: str, **args: object) -> None:
        """Open page *key*, read it again and hand it *args*; stays where the current page may not be left."""
        if key not in self._places or (key != self.current and not self.may_leave()):
            self.navigation.mark(self.current)
            return
        if key not in self._made:
            self._made[key] = self._host(self._places[key])
        page, area = self._made[key]
        if key != self.current:
            self.masking.cover()
        self.current = key
        if key == self.sticks.leads_to:
            self.status.show_stick("", "")
        self._stack.setCurrentWidget(area)
        self.navigation.mark(key)
        if self._places[key].below is False:
            self._settings.set(LAST_PAGE, key)
        self.refresh()
        if args:
            page.open(**args)

    def _host(self, place: Place) -> tuple[Page, QScrollArea]:
        """The frame stands before the page is made: each step up in which a finished page is put is paid again."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._stack.addWidget(area)
        ground = QWidget()
        ground.setProperty("kind", "page")
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 14, 24, 12)
        area.setWidget(ground)
        page = place.make(self.context)
        column.addWidget(page)
        return page, area

    def may_leave(self) -> bool:
        """False while the shown page wants to be kept open."""
        page = self.page()
        return page is None or page.may_leave()

    def refresh(self) -> None:
        """Read the shown page and the status bar again."""
        page = self.page()
        if page is not None:
            page.refresh()
        self._runner.run(lambda _progress: self._standing(), self._show_standing)

    def _show_standing(self, standing: Standing) -> None:
        if self._now_and_then:
            wanted = bool(standing.to_decide or standing.returned) or self.current == DIFFERENCES
            self.navigation.offer(DIFFERENCES, shown=wanted)
        self.status.show_texts(spoken.words(standing, date.today()), self._officer)  # noqa: DTZ011 - local day

    def help_target(self) -> str:
        """F1 leads to the help for the part, the tab or the page that is shown."""
        from sinhke_desktop.gui.help import targets

        page, place = self.page(), self._places.get(self.current)
        if page is None or place is None:
            return targets.FIRST
        return targets.of_screen(page, place.help)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sticks.watch.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sticks.watch.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.set_narrow(event.size().width() < theme.px(NARROW))
