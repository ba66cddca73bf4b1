"""One household's record: the paper form's sections, the review, the history; keyboard all the way through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, HouseholdInput
from sinhke_desktop.errors import Problem, SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.history import HistoryLine, history_lines
from sinhke_desktop.gui.households.members_form import MembersForm
from sinhke_desktop.gui.households.questions import DoublesDialog, LeaveChoice, LeaveDialog
from sinhke_desktop.gui.households.record_presenter import RecordPresenter
from sinhke_desktop.gui.households.record_terms import Judged, RecordServices, Surroundings
from sinhke_desktop.gui.households.review_form import ReviewForm
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    DataTable,
    Form,
    Notice,
    PageHeader,
    PrimaryButton,
    QuietButton,
    RowsModel,
    choices,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services.households import HistoryEntry
from sinhke_desktop.services.lists import ethnic_groups
from sinhke_desktop.services.reviews import ReviewInput

CHECK_AFTER_MS = 300


class RecordPane(QWidget):
    """Signals: it was left; the household was stored; another household is shown (its id, empty for a new one)."""

    left = Signal()
    stored = Signal(str)
    shown = Signal(str)

    def __init__(self, context: Context, services: RecordServices, around: Surroundings) -> None:
        super().__init__()
        self._context = context
        self._filling = False
        self._hamlets: Sequence[Hamlet] = around.hamlets
        self._shown = HouseholdInput()
        self._enter = EnterGoesOn(self)
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(CHECK_AFTER_MS)
        self._around = around
        self.presenter = RecordPresenter(self, services, context.runner.run, lambda: self._around)
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.save_button = PrimaryButton(_("Save"), "save", lambda: self.presenter.save(), key="Ctrl+S")
        self.back_button = QuietButton(_("Back to the register"), "arrow-left", self.leave, key="Esc")
        self.header = PageHeader(_("New household"), "", self.back_button, self.save_button)
        column.addWidget(self.header)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        column.addWidget(self.tabs, 1)
        self._inside = QWidget()
        self._inside.setProperty("kind", "ground")
        sections = self._sections = QVBoxLayout(self._inside)
        sections.setContentsMargins(0, 12, 6, 12)
        sections.setSpacing(12)
        sections.addWidget(self._household_card())
        card = Card(_("2. Members"))
        self.members = MembersForm([group.name for group in ethnic_groups()], self._enter)
        card.add(self.members)
        sections.addWidget(card)
        self.review = ReviewForm(self._enter)
        sections.addWidget(self.review)
        sections.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._inside)
        self._area.setMinimumHeight(200)
        self.tabs.addTab(self._area, _("Record"))
        self.tabs.addTab(self._history(), _("History"))

    def add_tab(self, title: str, widget: QWidget) -> None:
        """One more page beside the record and its history; *widget* follows :attr:`shown`."""
        self.tabs.insertTab(self.tabs.count() - 1, widget, title)

    def add_card(self, widget: QWidget) -> None:
        """One more card below the review; *widget* follows :attr:`shown`."""
        self._sections.insertWidget(self._sections.count() - 1, widget)

    def _household_card(self) -> Card:
        card = Card(_("1. Household"))
        self.form = Form(columns=3)
        self.hamlet = choices(("", _("Choose the hamlet")))
        self.address, self.phone, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.form.add("hamlet_id", _("Hamlet"), self.hamlet)
        self.form.add("address", _("Address"), self.address)
        self.form.add("phone", _("Telephone"), self.phone)
        self.form.add("note", _("Note"), self.note, span=3)
        card.add(self.form)
        self._enter.watch(self.hamlet, self.address, self.phone, self.note)
        return card

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
        for name in self.form.fields:
            editor = self.form.fields[name].editor
            if isinstance(editor, QLineEdit):
                editor.textChanged.connect(lambda _text, name=name: self._household_typed(name))
        self.hamlet.currentIndexChanged.connect(lambda _at: self._household_typed("hamlet_id"))
        self.members.changed.connect(self._member_typed)
        self.members.left.connect(self._wait.start)
        self._wait.timeout.connect(self.presenter.check)
        self.review.changed.connect(self._review_typed)
        self.review.year_chosen.connect(self.presenter.choose_year)
        away = QShortcut(QKeySequence("Ctrl+Del"), self)
        away.activated.connect(self.members.remove_focused)

    # opening and leaving

    def begin(self, around: Surroundings, hamlet_id: str) -> None:
        """A new household; *hamlet_id* is proposed."""
        self._around = around
        self.presenter.begin(hamlet_id)
        (self.members.rows[0].name if self.hamlet.currentData() else self.hamlet).setFocus()

    def open(self, around: Surroundings, household_id: str) -> None:
        """A stored household."""
        self._around = around
        self.presenter.open(household_id)

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
            self.presenter.save()
        return False

    def leave(self) -> None:
        """Back to the register; asks only if something typed is not stored."""
        if self.may_leave():
            self.left.emit()

    # what is typed

    def typed(self) -> HouseholdInput:
        """The household as it stands in the form."""
        return replace(
            self._shown,
            hamlet_id=str(self.hamlet.currentData() or ""),
            members=self.members.members(),
            address=self.address.text(),
            phone=self.phone.text(),
            note=self.note.text(),
        )

    def _household_typed(self, field: str) -> None:
        if not self._filling:
            self.presenter.type_household(self.typed(), field)

    def _member_typed(self, field: str) -> None:
        if not field:
            self._chain()
        self._household_typed(field)
        if field.endswith((".sex", ".relation")):
            self._wait.start()

    def _review_typed(self, field: str) -> None:
        self.presenter.type_review(self.review.typed(), field)

    def hideEvent(self, event: QHideEvent) -> None:
        self._wait.stop()
        super().hideEvent(event)

    def _chain(self) -> None:
        order = [self.hamlet, self.address, self.phone, self.note, *self.members.order(), *self.review.order()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # what the presenter asks for

    def show_household(self, title: str, typed: HouseholdInput) -> None:
        """Fill the form."""
        self._filling = True
        self._hamlets = self._around.hamlets
        self._shown = typed
        self.header.set_title(title or _("New household"))
        self.hamlet.clear()
        self.hamlet.addItem(_("Choose the hamlet"), "")
        for hamlet in self._hamlets:
            self.hamlet.addItem(f"{hamlet.kind} {hamlet.name}" if _plain(hamlet) else hamlet.name, hamlet.id)
        self.hamlet.setCurrentIndex(max(self.hamlet.findData(typed.hamlet_id), 0))
        self.address.setText(typed.address)
        self.phone.setText(typed.phone)
        self.note.setText(typed.note)
        self.members.show_members(typed.members)
        self._chain()
        self._filling = False
        self.notice.show_text("info", "")
        if title and not self._is_inside(self.focusWidget()):
            self.members.rows[0].name.setFocus()
        self.shown.emit(self.presenter.household_id)

    def _is_inside(self, widget: QWidget | None) -> bool:
        return widget is not None and self._inside.isAncestorOf(widget)

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
        own = [one for one in problems if one.field in self.form.fields]
        self.form.show_problems(own)
        wrong = {one.field: self.form.fields[one.field].editor for one in own}
        wrong |= self.members.show_problems(problems) | self.review.show_problems(problems)
        homeless = [one.message for one in problems if one.field not in wrong]
        self.notice.show_text("error", " ".join(homeless))
        if focus and wrong:
            self.tabs.setCurrentIndex(0)
            first = next(widget for widget in self._order() if widget in wrong.values())
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(first)
            if not homeless:
                text = _("{count} fields need a look; nothing typed is lost.").format(count=len(wrong))
                self.notice.show_text("error", text)

    def _order(self) -> list[QWidget]:
        return [self.hamlet, self.address, self.phone, self.note, *self.members.order(), *self.review.order()]

    def show_warnings(self, warnings: Sequence[Problem]) -> None:
        """Say under the fields what looks odd but may be right."""
        self.members.show_warnings(warnings)

    def show_changed(self, *, changed: bool) -> None:
        """Say whether there is something to save."""
        self.header.set_subtitle(_("Typed, not saved yet") if changed else "")

    def show_busy(self, *, busy: bool) -> None:
        """While it is saved nothing can be typed."""
        self._inside.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    def show_history(self, household: Household | None, entries: Sequence[HistoryEntry]) -> None:
        """Show who changed what and when."""
        hamlets = {hamlet.id: hamlet.name for hamlet in self._hamlets}
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
        dialog.open()

    def saved(self, household: Household) -> None:
        """It is stored."""
        if self.members.rows and not self._is_inside(self.focusWidget()):
            self.members.rows[0].name.setFocus()
        self.stored.emit(household.id)


def _plain(hamlet: Hamlet) -> bool:
    """True if the hamlet's name does not begin with its kind already."""
    return bool(hamlet.kind) and not hamlet.name.lower().startswith(hamlet.kind.lower())
