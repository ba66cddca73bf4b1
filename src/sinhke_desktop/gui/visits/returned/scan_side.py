"""The window's part of confirming scans: what waits, the whole page, the pictures beside the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.form_sheet import form_number
from sinhke_desktop.domain.read_page import TickState
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.visits.returned.boxes import Mark
from sinhke_desktop.gui.visits.returned.page_picture import PageView, SeenPage, cut, seen
from sinhke_desktop.gui.visits.returned.scans import ScansPresenter, scan_services
from sinhke_desktop.gui.widgets import Flow, Notice, QuietButton, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.form_reading import give_code, remark
from sinhke_desktop.services.waiting_scans import KeptPage, WaitingScan

if TYPE_CHECKING:
    from sinhke_desktop.gui.visits.returned.pane import ReturnedPane

BESIDE = 900
"""From this width of the window's part on, page and form stand beside each other."""
MARKS = {TickState.EMPTY: Mark.EMPTY, TickState.MARKED: Mark.MARKED, TickState.DOUBTFUL: Mark.DOUBTFUL}


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A form's pages with their pictures read, and what was cut out of them."""

    pages: Sequence[SeenPage]
    boxes: Mapping[str, QImage]
    places: Mapping[str, QImage]


def look_at(pages: Sequence[KeptPage]) -> LookedAt:
    """Read the pictures and cut out the fields; runs in the worker."""
    found = seen(pages)
    return LookedAt(found, *cut(found))


class ScanSide:
    """Joins a :class:`ReturnedPane` with scans: ``.waiting`` above the list, ``.tools`` and ``.page`` of one scan."""

    def __init__(self, pane: ReturnedPane) -> None:
        self._pane = pane
        workspace = pane.context.workspace
        self.presenter = ScansPresenter(self, scan_services(workspace, look_at), pane.context.runner.run)
        self.waiting = Notice()
        self.confirm = self.waiting.add_button(_("Look at them and confirm"), self.presenter.begin)
        self.aside = QuietButton(_("Put aside"), "inbox", self.presenter.put_aside)
        self.later = QuietButton(_("Later"), "arrow-right", self._later, key="F8")
        self.delete = QuietButton(_("Delete the picture"), "trash-2", self.presenter.delete)
        self.whole = QuietButton(_("The whole page"), "eye", self.show_whole, key="F4")
        self.left = label("", "secondary", wrap=False)
        self.tools = Flow(self.whole, self.later, self.aside, self.delete, self.left)
        self.page = PageView()
        self.looked_at: LookedAt | None = None
        for part in (self.tools, self.page):
            part.hide()

    @property
    def on(self) -> bool:
        """True while a scan is confirmed."""
        return self.presenter.scan is not None

    def end(self) -> None:
        """Leave the scans; what was not confirmed waits."""
        self.presenter.leave()
        self.looked_at = None
        self.tools.hide()
        self.page.hide()

    def show_whole(self) -> None:
        """F4: the whole page beside the form (in its place where there is not enough room), or away again."""
        if self._pane.cover.isVisible() or self.looked_at is None:
            return
        shown = not self.page.isVisible()
        self.page.setVisible(shown)
        if self._pane.presenter.standing is not None:
            both = not shown or self._pane.width() >= theme.px(BESIDE)
            self._pane.form_side.setVisible(both)
            self._pane.beside.setStretch(1, 3 if both else 0)
        (self.page.view if self.page.isVisible() else self._back()).setFocus()

    def give_number(self, text: str) -> bool:
        """A number typed for the page without a code that is shown: its boxes are read by it; False for other text."""
        scan, page = self.presenter.scan, self.page.shown
        if scan is None or scan.form is not None or page is None:
            return False
        try:
            number = form_number(text)
        except ValueError:
            return False
        context = self._pane.context

        def refused(error: BaseException) -> None:
            if not isinstance(error, InvalidInput):
                self._pane.show_refusal(error)
                return
            self._pane.show_problems([Problem("code", one.message, one.code) for one in error.problems])

        context.runner.run(
            lambda _progress: give_code(context.workspace, page.id, number),
            lambda _page: self.presenter.go_on(), failed=refused,
        )  # fmt: skip
        return True

    def _back(self) -> QWidget:
        return self._pane.focusWidget() or self._pane.code

    def _later(self) -> None:
        self._pane.presenter.let_go()
        self.presenter.pass_over()

    def cover(self) -> None:
        """The household's data are covered: so is the page."""
        if self._pane.cover.isVisible():
            self.page.hide()

    # what the presenter shows

    def show_waiting(self, count: int) -> None:
        """See :class:`ScansView`."""
        text = _("{count} forms were read from scans and wait to be confirmed.").format(count=count)
        self.waiting.show_text("info", text if count and not self.on else "")

    def show_scan(self, scan: WaitingScan, looked_at: Any, left: int) -> None:
        """See :class:`ScansView`."""
        self.looked_at = looked_at
        self.waiting.hide()
        self.page.show_pages(looked_at.pages)
        self.left.setText(_("{count} more wait").format(count=left) if left else _("the last one"))
        self.tools.show()
        self._pane.presenter.page_ids = scan.page_ids
        if scan.form is None:
            self.page.show()
            self._pane.ask_number(problem_words(scan))
        else:
            self.page.setVisible(not scan.form.household_id)
            self._pane.presenter.open(scan.form)

    def fill(self, *, marks: bool) -> None:
        """Put the pictures beside the fields of the form that is shown and, with *marks*, tick what was read."""
        scan, looked_at = self.presenter.scan, self.looked_at
        if scan is None or looked_at is None:
            return
        sheet = self._pane.sheet
        if marks:
            sheet.show_marks({key: MARKS[state] for key, state in scan.ticks().items()})
        sheet.show_pictures(looked_at.boxes, looked_at.places)
        self.cover()

    def scans_ended(self) -> None:
        """See :class:`ScansView`."""
        self.end()
        self._pane.next_form()

    def scan_gone(self, words: str, undo: Callable[[], object]) -> None:
        """See :class:`ScansView`."""
        texts = {"aside": _("The form was put aside."), "deleted": _("The pictures are deleted.")}
        self._pane.presenter.let_go()
        self._pane.context.toast(texts[words], undo)


def problem_words(scan: WaitingScan) -> str:
    """Why a page belongs to no form, and what to do."""
    problem = scan.pages[0].problem
    why = remark(problem) if problem else _("The household of this form is not in the register.")
    return why + " " + _("You can also put the page aside, or delete its picture.")
