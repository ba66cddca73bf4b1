"""Thăm hộ: who is due, forms to print and look at, the record of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.visits.empty_states import empty_states
from sinhke_desktop.gui.visits.form import VisitDialog
from sinhke_desktop.gui.visits.hamlet_tabs import HamletTabs
from sinhke_desktop.gui.visits.presenter import Empty, Reach, VisitLine, VisitsPresenter
from sinhke_desktop.gui.visits.print_options import PrintOptions
from sinhke_desktop.gui.visits.reading import read
from sinhke_desktop.gui.visits.returned.pane import ReturnedPane
from sinhke_desktop.gui.visits.route_dialog import RouteDialog
from sinhke_desktop.gui.visits.stack_view import StackView
from sinhke_desktop.gui.visits.table_model import VisitsModel, VisitsTable
from sinhke_desktop.gui.widgets import (
    Dialog,
    Flow,
    PageHeader,
    PrimaryButton,
    QuietButton,
    SearchField,
    choices,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services import form_stacks, hamlets, households, visit_routes, visits, workspace
from sinhke_desktop.services.form_stacks import FormStack, told_left_out

HAMLET, REACH = "visits_hamlet", "visits_reach"


class VisitsPage(Page):
    """The list; or, after printing, the forms' pages."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.dialog: Dialog | None = None
        self.list_side, self.form_side = self._make_list(), self._make_forms()
        column.addWidget(self.list_side, 1)
        column.addWidget(self.form_side, 1)
        self.form_side.hide()
        self.returned: ReturnedPane | None = None
        self.presenter = VisitsPresenter(self, partial(read, context.workspace), context.runner.run)
        self.presenter.show_hamlet(str(context.settings.get(HAMLET, "")))
        self._connect()

    def _make_list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.record = QuietButton(_("Record a visit"), "pencil", self._record_chosen, key="Ctrl+E")
        self.print = PrimaryButton(_("Print visit forms"), "printer", self._print, key="Ctrl+P")
        self.enter = QuietButton(_("Enter forms"), "scan-line", self._enter_forms, key="Ctrl+R")
        self.header = PageHeader(_("Home visits"), "", self.record, self.enter, self.print)
        column.addWidget(self.header)
        self.field = SearchField(_("Find by name or hamlet"))
        self.which = choices(
            (Reach.NOW, _("Due today")), (Reach.WEEK, _("Due within 7 days")), (Reach.MONTH, _("Due this month")),
            (Reach.EVERYBODY, _("Every household")), (Reach.OUT, _("Form printed, not back")),
        )  # fmt: skip
        self.which.setAccessibleName(_("Which households"))
        self.class_box = choices(("", _("All classes")), *((one.value, name) for one, name in CLASS_NAMES.items()))
        self.class_box.setAccessibleName(_("Class"))
        self.participants = QCheckBox(_("Households in the model"))
        self.all = QCheckBox(_("Tick all shown"))
        self.count = label("", "secondary", wrap=False)
        column.addWidget(Flow(self.field, self.which, self.class_box, self.participants, self.all, self.count))
        self.hamlets = HamletTabs()
        column.addWidget(self.hamlets)
        self.model = VisitsModel()
        self.table = VisitsTable(self.model)
        self.table.setMinimumHeight(theme.px(200))
        column.addWidget(self.table, 1)
        self.empty = empty_states(self.context)
        for empty in self.empty.values():
            column.addWidget(empty, 1)
        self.options = PrintOptions(self.context.settings, self._options_changed, self._put_in_order)
        column.addWidget(self.options)
        return side

    def _make_forms(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.back = QuietButton(_("Back to the list"), "arrow-left", self._show_list)
        self.forms_header = PageHeader(_("Visit forms"), "", self.back)
        column.addWidget(self.forms_header)
        self.paper = StackView(self.context)
        self.paper.issued.connect(lambda _paper: self.presenter.refresh())
        column.addWidget(self.paper, 1)
        QShortcut(QKeySequence("Esc"), side, self._show_list)
        return side

    def _connect(self) -> None:
        presenter = self.presenter
        self.field.searched.connect(presenter.search)
        self.field.left_down.connect(self.table.setFocus)
        self.hamlets.chosen.connect(self._choose_hamlet)
        self.which.setCurrentIndex(max(self.which.findData(str(self.context.settings.get(REACH, ""))), 0))
        self.which.currentIndexChanged.connect(lambda _at: self._choose_reach())
        presenter.show_reach(self._reach())
        self.class_box.currentIndexChanged.connect(lambda _at: presenter.show_class(str(self.class_box.currentData())))
        self.participants.toggled.connect(presenter.show_participants)
        self.all.clicked.connect(lambda: presenter.tick_all(self.all.isChecked()))
        self.model.ticked.connect(presenter.tick)
        self.table.opened.connect(self._record)
        self.table.chosen.connect(lambda row: self.record.setEnabled(row >= 0))
        self.record.setEnabled(False)

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()
        if self.returned is not None and self.returned.isVisibleTo(self):
            self.returned.refresh()

    def search(self) -> None:
        self.field.setFocus()

    def new(self) -> None:
        self._record_chosen()

    def open(self, **args: object) -> None:
        self._show_list()
        if args.get("hamlet_id"):
            self._choose_hamlet(str(args["hamlet_id"]))
        wanted = [one for one in str(args.get("print_forms") or "").split(",") if one]
        if wanted:
            self._print_of(wanted)
        household_id = str(args.get("household_id") or "")
        if household_id:
            opened = self.context.workspace
            household = households.get(opened, household_id)
            names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(opened)}
            self._record_of(household_id, household.head.full_name, names.get(household.hamlet_id, ""))

    # What the presenter shows

    def show_hamlets(self, everywhere: int, hamlets: Sequence[tuple[str, str, int]], chosen: str) -> None:
        """See :class:`VisitsView`."""
        words = [(hamlet_id, f"{name} {count}") for hamlet_id, name, count in hamlets]
        self.hamlets.show_hamlets(_("All hamlets {count}").format(count=everywhere), words, chosen)

    def show_lines(self, lines: Sequence[VisitLine]) -> None:
        """See :class:`VisitsView`."""
        self.model.set_rows(lines)
        self.show_ticks()
        self.table.show()
        for empty in self.empty.values():
            empty.hide()

    def show_empty(self, why: Empty) -> None:
        """See :class:`VisitsView`."""
        self.table.hide()
        self.empty[why].show()

    def show_ticks(self) -> None:
        """See :class:`VisitsView`."""
        self.model.set_chosen(self.presenter.ticked)
        with QSignalBlocker(self.all):
            self.all.setChecked(self.presenter.all_ticked())

    def show_counts(self, due: int, out: int, shown: int, ticked: int, to_print: int) -> None:
        """See :class:`VisitsView`."""
        told = [_("{count} households are due for a visit").format(count=due)]
        if out:
            told.append(_("{count} printed forms are not back").format(count=out))
        self.header.set_subtitle("; ".join(told))
        self.count.setText(_("{shown} shown, {ticked} ticked").format(shown=shown, ticked=ticked))
        self._offer_print(to_print)

    def _offer_print(self, to_print: int) -> None:
        spare = self.options.choice().spare
        if to_print:
            text = _("Print {count} visit forms").format(count=to_print)
        else:
            text = _("Print {count} spare forms").format(count=spare) if spare else _("Print visit forms")
        self.print.setText(text)
        self.print.setEnabled(bool(to_print or spare))
        several = _("Print the ticked forms, or all shown where none is ticked (Ctrl+P)")
        self.print.setToolTip(several if to_print or spare else _("Tick households first"))

    # What was pressed

    def _choose_hamlet(self, hamlet_id: str) -> None:
        self.context.settings.set(HAMLET, hamlet_id)
        self.presenter.show_hamlet(hamlet_id)

    def _reach(self) -> Reach:
        return Reach(str(self.which.currentData()))

    def _choose_reach(self) -> None:
        self.context.settings.set(REACH, self._reach().value)
        self.presenter.show_reach(self._reach())

    def _options_changed(self) -> None:
        self._offer_print(len(self.presenter.to_print()))

    def _put_in_order(self) -> None:
        known = self.presenter.hamlets()
        if known:
            self.dialog = RouteDialog(self, self.context, known, self.presenter.hamlet_id, self._put)
            self.dialog.open()

    def _put(self, hamlet_id: str, before: tuple[str, ...]) -> None:
        def undo() -> None:
            visit_routes.keep(self.context.workspace, hamlet_id, before)

        self.context.toast(_("The walking order is kept."), undo)

    def _record_chosen(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            self._record(row)

    def _record(self, row: int) -> None:
        line = self.presenter.lines[row]
        self._record_of(line.household_id, line.name, line.hamlet)

    def _record_of(self, household_id: str, name: str, where: str) -> None:
        opened = self.context.workspace
        self.dialog = VisitDialog(
            self, household_id, name, where, workspace.today(opened), self._save_visit, self._saved,
            lambda: self.context.navigate("households", household_id=household_id),
        )  # fmt: skip
        self.dialog.open()

    def _save_visit(self, typed: VisitInput) -> None:
        visits.record(self.context.workspace, typed)

    def _saved(self) -> None:
        self.context.toast(_("The visit is recorded."))
        self.context.refresh()

    def _print(self) -> None:
        self._print_of(self.presenter.to_print())

    def _print_of(self, household_ids: Sequence[str]) -> None:
        """Make the stack in the worker, then show it; it is printed or saved from there."""
        choice = self.options.choice()
        self.context.runner.run_shown(
            self, _("Drawing {count} visit forms").format(count=len(household_ids) + choice.spare),
            partial(form_stacks.make, self.context.workspace, household_ids, choice), self._show_stack,
        )  # fmt: skip

    def _show_stack(self, stack: FormStack) -> None:
        self.list_side.hide()
        self.form_side.show()
        left_out = [told_left_out(stack.left_out)] if stack.left_out else []
        self.forms_header.set_subtitle(" · ".join([stack.subject, *left_out]))
        self.paper.show_stack(stack)
        self.paper.print.setFocus()

    def _enter_forms(self) -> None:
        if self.returned is None:
            self.returned = ReturnedPane(self.context)
            self.returned.left.connect(self._show_list)
            self._column.addWidget(self.returned, 1)
        self.list_side.hide()
        self.form_side.hide()
        self.returned.show()
        self.returned.refresh()
        self.returned.begin()

    def _show_list(self) -> None:
        self.form_side.hide()
        if self.returned is not None:
            self.returned.hide()
        self.list_side.show()
        self.table.setFocus()
