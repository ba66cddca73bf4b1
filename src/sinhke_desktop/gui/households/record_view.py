"""One household's record: the paper form's sections, the review, the history; keyboard all the way through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.derivation import Proposal
from sinhke_desktop.domain.household import Household, HouseholdInput
from sinhke_desktop.errors import Problem, SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.card_taking import CardTaking
from sinhke_desktop.gui.households.history import HistoryLine, history_lines
from sinhke_desktop.gui.households.papers_dialog import HouseholdPapersDialog
from sinhke_desktop.gui.households.questions import DoublesDialog, LeaveChoice, LeaveDialog
from sinhke_desktop.gui.households.record_cards import RecordCards
from sinhke_desktop.gui.households.record_keys import RecordHabits, bind
from sinhke_desktop.gui.households.record_presenter import RecordPresenter
from sinhke_desktop.gui.households.record_terms import Judged, RecordServices, Surroundings
from sinhke_desktop.gui.privacy.cover import Cover
from sinhke_desktop.gui.privacy.masking import recover
from sinhke_desktop.gui.widgets import (
    Column,
    DataTable,
    Notice,
    PageHeader,
    PrimaryButton,
    QuietButton,
    RowsModel,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services import data_requests, half_filled, privacy
from sinhke_desktop.services.half_filled import HalfFilled
from sinhke_desktop.services.households import HistoryEntry
from sinhke_desktop.services.reviews import ReviewInput

CHECK_AFTER_MS = 300
KEEP_AFTER_MS = 1000


class RecordPane(QWidget):
    """Signals: it was left; the household was stored; another household is shown (its id, empty for a new one)."""

    left = Signal()
    stored = Signal(str)
    shown = Signal(str)

    def __init__(self, context: Context, services: RecordServices, around: Surroundings) -> None:
        super().__init__()
        self._context = context
        self._next_after = False
        self._around = around
        self._habits = RecordHabits(context.settings)
        self._lay_out()
        self._wait = self._timer(CHECK_AFTER_MS)
        self._keep = self._timer(KEEP_AFTER_MS)
        workspace = context.workspace
        services = replace(
            services, keep=partial(half_filled.keep, workspace), drop=partial(half_filled.drop, workspace)
        )
        self.presenter = RecordPresenter(self, services, context.runner.run, lambda: self._around)
        self._connect()
        self._noted = self._title = ""
        self.cover = Cover(
            self.tabs, lambda: self.presenter.household_id, partial(data_requests.is_restricted, context.workspace)
        )

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        return timer

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.save_button = PrimaryButton(_("Save"), "save", self.save, key="Ctrl+S")
        self.next_button = QuietButton(_("Save, next household"), "user-plus", self.save_and_next, key="Ctrl+Return")
        self.back_button = QuietButton(_("Back to the register"), "arrow-left", self.leave, key="Esc")
        self.papers_button = QuietButton(_("Papers"), "printer", self.print_papers, key="Ctrl+P")
        buttons = (self.back_button, self.papers_button, self.next_button, self.save_button)
        self.header = PageHeader(_("New household"), "", *buttons)
        column.addWidget(self.header)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        column.addWidget(self.tabs, 1)
        self.cards = cards = RecordCards(self._around)
        self.household, self.members, self.review = cards.household, cards.members, cards.review
        self.dwelling, self.needs = cards.dwelling, cards.needs
        self.hamlet, self.address = self.household.hamlet, self.household.address
        self.phone, self.note = self.household.phone, self.household.note
        self._habits.apply(self.members, self.dwelling, self.needs)
        self.tabs.addTab(cards, _("Record"))
        self.tabs.addTab(self._history(), _("History"))

    def add_tab(self, title: str, widget: QWidget) -> None:
        """One more page beside the record and its history; *widget* follows :attr:`shown`."""
        self.tabs.insertTab(self.tabs.count() - 1, widget, title)

    def add_card(self, widget: QWidget) -> None:
        """One more card below the review; *widget* follows :attr:`shown`."""
        self.cards.add_card(widget)

    def _history(self) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "ground")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 12)
        self.history_model: RowsModel[HistoryLine] = RowsModel(
            [
                Column(_("When"), lambda line: line.when),
                Column(_("Who"), lambda line: line.officer),
                Column(_("What"), lambda line: line.what),
                Column(_("Before"), lambda line: line.old),
                Column(_("After"), lambda line: line.new),
            ]
        )
        self.history = DataTable(self.history_model, stretch=(4,))
        column.addWidget(self.history, 1)
        self.no_history = label(_("Nothing is stored of this household yet."), "secondary")
        column.addWidget(self.no_history)
        return page

    def _connect(self) -> None:
        self.cards.changed.connect(self._household_typed)
        self.cards.left.connect(self._wait.start)
        self._wait.timeout.connect(self.presenter.check)
        self._keep.timeout.connect(self.presenter.keep)
        self.review.changed.connect(self._review_typed)
        self.review.year_chosen.connect(self.presenter.choose_year)
        self._taking = CardTaking(self, self.members, self.household, self.notice)
        bind(self, {
            "Ctrl+Del": self.members.remove_focused,
            "F2": self.members.turn_focused,
            "F6": lambda: self.cards.next_card(1),
            "Shift+F6": lambda: self.cards.next_card(-1),
            "Ctrl+Enter": self.save_and_next,
        })  # fmt: skip

    # opening and leaving

    def begin(self, around: Surroundings, hamlet_id: str) -> None:
        """A new household; *hamlet_id* is proposed, else the hamlet of the last one saved."""
        self._around = around
        self._next_after = False
        self.presenter.begin(hamlet_id or self._habits.hamlet_id)
        self.cards.begin_typing()

    def open(self, around: Surroundings, household_id: str) -> None:
        """A stored household."""
        self._around = around
        self.presenter.open(household_id)

    def resume(self, around: Surroundings, form: HalfFilled) -> None:
        """A form that was typed but not saved."""
        self._around = around
        self.presenter.resume(form)

    def save(self) -> None:
        """Save and stay."""
        self._next_after = False
        self.presenter.save()

    def save_and_next(self) -> None:
        """Save, then begin the next household of the same hamlet."""
        self._next_after = True
        self.presenter.save()

    def print_papers(self) -> None:
        """The papers of this household, by what is stored of it."""
        unsaved = _("Printed is what was saved; what is typed now is not on the papers yet.")
        HouseholdPapersDialog(
            self, self._context, [self.presenter.household_id], self._title, unsaved if self.presenter.changed else ""
        ).open()

    def may_leave(self) -> bool:
        """True if nothing typed would be lost, or the person does not mind."""
        if not self.presenter.changed:
            return True
        dialog = LeaveDialog(self)
        dialog.exec()
        if dialog.choice is LeaveChoice.DISCARD:
            self.presenter.discard()
            return True
        if dialog.choice is LeaveChoice.SAVE:
            self._next_after = False
            self.presenter.save()
        return False

    def leave(self) -> None:
        """Back to the register; asks only if something typed is not stored."""
        if self.may_leave():
            self.left.emit()
            recover()

    # what is typed

    def _household_typed(self, field: str) -> None:
        self._keep.start()
        self.presenter.type_household(self.cards.typed(), field)

    def _review_typed(self, field: str) -> None:
        self._keep.start()
        self.presenter.type_review(self.review.typed(), field)

    def hideEvent(self, event: QHideEvent) -> None:
        self._wait.stop()
        self._noted = ""
        if self._keep.isActive():
            self._keep.stop()
            self.presenter.keep()
        super().hideEvent(event)

    # what the presenter asks for

    def show_household(self, title: str, typed: HouseholdInput) -> None:
        """Fill the form."""
        self._title = title
        self.header.set_title(title or _("New household"))
        self.cards.show_typed(typed, self._around)
        self.notice.show_text("info", "")
        if title:
            self.cards.keep_focus()
        self._note_opening(self.presenter.household_id)
        self.cover.settle()
        self.papers_button.setEnabled(bool(self.presenter.household_id))
        self.shown.emit(self.presenter.household_id)

    def _note_opening(self, household_id: str) -> None:
        """One entry in the access log each time the record of a stored household is opened."""
        if household_id and household_id != self._noted:
            self._noted = household_id
            try:
                privacy.note_access(self._context.workspace, Action.OPENED, household_id)
            except SinhkeError as error:
                self.show_error(error)

    def show_years(self, years: Sequence[int], chosen: int) -> None:
        """Offer the years of reviews."""
        self.review.show_years(years, chosen)

    def show_review(self, typed: ReviewInput) -> None:
        """Fill the review of the chosen year."""
        self.review.show_review(typed)

    def show_judged(self, judged: Judged) -> None:
        """Show the class that is typed now, and why."""
        self.review.show_judged(judged)

    def show_problems(self, problems: Sequence[Problem], *, focus: bool) -> None:
        """Put each problem under its field; the rest stands above the form."""
        wrong = self.cards.show_problems(problems)
        homeless = [one.message for one in problems if one.field not in wrong]
        self.notice.show_text("error", " ".join(homeless))
        if focus and wrong:
            self.tabs.setCurrentIndex(0)
            self.cards.go_to_first(wrong)
            if not homeless:
                text = _("{count} fields need a look; nothing typed is lost.").format(count=len(wrong))
                self.notice.show_text("error", text)

    def show_proposal(self, proposal: Proposal | None, household: Household | None) -> None:
        """Say beside the indicators what the typed data say."""
        self.review.show_proposal(proposal, household, self._around)

    def show_warnings(self, warnings: Sequence[Problem]) -> None:
        """Say under the fields what looks odd but may be right."""
        self.members.show_warnings(warnings)

    def show_changed(self, *, changed: bool) -> None:
        """Say whether there is something to save."""
        self.header.set_subtitle(_("Typed, not saved yet") if changed else "")

    def show_busy(self, *, busy: bool) -> None:
        """While it is saved nothing can be typed."""
        for widget in (self.cards.inside, self.save_button, self.next_button):
            widget.setEnabled(not busy)

    def show_history(self, household: Household | None, entries: Sequence[HistoryEntry]) -> None:
        """Show who changed what and when."""
        hamlets = {hamlet.id: hamlet.name for hamlet in self._around.hamlets}
        lines = history_lines(entries, household, hamlets) if household is not None else []
        self.history_model.set_rows(lines)
        self.no_history.setVisible(not lines)

    def show_error(self, error: BaseException) -> None:
        """Say why it was not saved; what is typed stays."""
        if isinstance(error, SinhkeError):
            self.notice.show_error(error)
        else:
            errors.show(self, error)

    def ask_doubles(self, doubles: Sequence[Problem]) -> None:
        """Ask whether to save although somebody looks registered twice."""
        dialog = DoublesDialog(self, doubles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.presenter.save(confirmed=True))
        dialog.rejected.connect(self._stay)
        dialog.open()

    def _stay(self) -> None:
        self._next_after = False

    def saved(self, household: Household) -> None:
        """It is stored; the next one begins if that was asked for."""
        self._keep.stop()
        self._habits.remember_hamlet(household.hamlet_id)
        self.cards.keep_focus()
        self.stored.emit(household.id)
        if self._next_after:
            self.begin(self._around, household.hamlet_id)
