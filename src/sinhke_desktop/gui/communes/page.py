"""Các xã: the table of standing, its filters, and the chosen commune beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.communes.commune_card import CommuneCard
from sinhke_desktop.gui.communes.expected_dialog import ExpectedDialog
from sinhke_desktop.gui.communes.presenter import CommunesPresenter, CommunesServices
from sinhke_desktop.gui.communes.words import CommuneRow, Show, SortKey
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import (
    Column,
    Columns,
    EmptyState,
    Flow,
    FormField,
    Notice,
    PageHeader,
    QuietButton,
    SearchField,
    label,
)
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.gui.widgets.sorting import SortedModel, SortedTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lists, machines, office_receipts, office_standing
from sinhke_desktop.services.machines import Machine

DETAILS_AFTER_MS = 60


class CommunesPage(Page):
    """Every commune of the office, from the table to the receipt."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.dialog: ExpectedDialog | None = None
        self._lay_out()
        runner = context.runner
        self.presenter = CommunesPresenter(
            self, _services(context), runner.run, partial(runner.run_shown, self), context.settings
        )
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DETAILS_AFTER_MS)
        self._wait.timeout.connect(self._ask_details)
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.expected = QuietButton(_("Which communes should send"), "list", self.ask_expected, key="Ctrl+E")
        self.header = PageHeader(_("Communes"), "", self.expected)
        self.notice = Notice()
        self.field = SearchField(_("Find by name or code"))
        self._names = {
            Show.ALL: _("All"), Show.MISSING: _("Not sent yet"), Show.CONFLICTS: _("To decide"),
            Show.RETURNS: _("Returned for correction"), Show.RECEIPT: _("Receipt waits"),
            Show.CHANGED: _("With changes"), Show.MACHINES: _("Machines to look at"),
        }  # fmt: skip
        self.tabs = SectionTabs({show.value: name for show, name in self._names.items()})
        self.since = QLineEdit()
        self.since.setPlaceholderText(_("dd/mm/yyyy"))
        self.since.setMaximumWidth(theme.px(200))
        self.since_field = FormField(_("Waiting for bundles since"), self.since)
        self.empty = EmptyState(
            "map-pin",
            _("No commune yet"),
            _("Choose which communes should send, or pair the first machine: its key file comes on a stick and is "
              "read on the page “Receiving”."),
            _("Which communes should send"),
            self.ask_expected,
        )  # fmt: skip
        self.top = QWidget()
        top = QVBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(Flow(self.field, self.since_field))
        top.addWidget(self.tabs)
        for part in (self.header, self.notice, self.top):
            column.addWidget(part)
        column.addWidget(self._middle(), 1)
        column.addWidget(self.empty, 1)

    def _middle(self) -> Columns:
        self.model: SortedModel[CommuneRow] = SortedModel(*_columns())
        self.table = SortedTable(self.model)
        self.table.setAccessibleName(_("Communes"))
        self.table.setMinimumHeight(theme.px(220))
        self.nothing = label(_("No commune fits. Change the search or choose “All”."), "secondary")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.nothing, 1)
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.card = CommuneCard(self.context.settings, self._go, self._write_receipts)
        self.sides = Columns(side_by_side=theme.px(900))
        self.sides.add(left, 72)
        self.sides.add(self.card, 28)
        return self.sides

    def _connect(self) -> None:
        presenter = self.presenter
        self.field.searched.connect(presenter.search)
        self.field.left_down.connect(self._go_to_table)
        self.tabs.chosen.connect(lambda key: presenter.show(Show(key)))
        self.since.editingFinished.connect(self._since_typed)
        self.table.chosen.connect(lambda _row: self._wait.start())
        self.table.opened.connect(lambda _row: self._go("consolidated"))
        self.table.horizontalHeader().sectionClicked.connect(
            lambda section: presenter.sort_by(SortKey(self.model.keys[section]))
        )

    # The page's contract

    def refresh(self) -> None:
        self.card.where.show_sticks()
        self.presenter.refresh()

    def open(self, **args: object) -> None:
        """``commune_code`` is shown among all."""
        code = str(args.get("commune_code", ""))
        if code:
            self.presenter.look_at(code)

    def search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self._wait.stop()
        super().hideEvent(event)

    # What was pressed

    def ask_expected(self) -> None:
        """Choose which communes should send."""
        store = self.context.workspace

        def read() -> tuple[list[Any], tuple[str, ...]]:
            return list(lists.units().values()), office_standing.expected_communes(store)

        def show(found: tuple[list[Any], tuple[str, ...]]) -> None:
            self.dialog = ExpectedDialog(self, *found, partial(office_standing.expect_communes, store))
            self.dialog.accepted.connect(self.presenter.refresh)
            self.dialog.open()

        self.context.runner.run(lambda _progress: read(), show)

    def chosen_code(self) -> str:
        """The code of the chosen commune, or an empty text."""
        row = self.table.current_row()
        return self.model.rows[row].code if 0 <= row < len(self.model.rows) else ""

    def _ask_details(self) -> None:
        self.presenter.choose(self.chosen_code())

    def _go(self, key: str) -> None:
        if self.chosen_code():
            self.context.navigate(key, commune_code=self.chosen_code())

    def _write_receipts(self) -> None:
        folder = self.card.where.folder(self)
        if folder is not None and self.chosen_code():
            self.presenter.write_receipts(folder, self.chosen_code())

    def _go_to_table(self) -> None:
        if self.model.rows:
            self.table.setFocus()
            self.table.choose(max(self.table.current_row(), 0))

    def _since_typed(self) -> None:
        if self.since.text().strip() != self.presenter.since:
            self.presenter.wait_since(self.since.text())

    # What the presenter shows

    def show_rows(self, rows: Sequence[CommuneRow], chosen: str) -> None:
        """See :class:`CommunesView`."""
        self._show_parts(some=True, fits=True)
        self.model.set_rows(rows)
        at = next((at for at, row in enumerate(rows) if row.code == chosen), 0)
        self.table.choose(at)

    def show_counts(self, counts: Mapping[Show, int], shown: Show) -> None:
        """See :class:`CommunesView`."""
        for show, name in self._names.items():
            button = self.tabs.buttons[show.value]
            button.setText(f"{name} {format_number(counts[show])}")
            button.setVisible(show in (Show.ALL, shown) or counts[show] > 0)
        self.tabs.choose(shown.value)

    def show_count(self, text: str) -> None:
        """See :class:`CommunesView`."""
        self.header.set_subtitle(text)

    def show_sort(self, sort: SortKey, *, descending: bool) -> None:
        """See :class:`CommunesView`."""
        self.model.show_sort(sort, descending=descending)
        self.table.measure_again()

    def show_nothing(self, *, at_all: bool) -> None:
        """See :class:`CommunesView`."""
        self.model.set_rows(())
        self._show_parts(some=not at_all, fits=False)

    def _show_parts(self, *, some: bool, fits: bool) -> None:
        self.empty.setVisible(not some)
        self.top.setVisible(some)
        self.sides.setVisible(some)
        self.expected.setVisible(some)
        self.table.setVisible(fits)
        self.nothing.setVisible(not fits)

    def show_commune(self, row: CommuneRow | None, machines: Sequence[Machine]) -> None:
        """See :class:`CommunesView`."""
        self.card.show_commune(row, machines)

    def show_since(self, text: str, problem: str) -> None:
        """See :class:`CommunesView`."""
        if self.since.text() != text:
            self.since.setText(text)
        self.since_field.set_problem(problem)

    def show_done(self, text: str) -> None:
        """See :class:`CommunesView`."""
        self.notice.show_text("done", text)

    def show_error(self, error: BaseException) -> None:
        """See :class:`CommunesView`."""
        if isinstance(error, SinhkeError):
            self.notice.show_error(error)
        else:
            errors.show(self, error)

    def changed(self) -> None:
        """See :class:`CommunesView`."""
        self.context.refresh()


def _columns() -> tuple[list[Column[CommuneRow]], list[str]]:
    made: dict[SortKey, Column[CommuneRow]] = {
        SortKey.NAME: Column(_("Commune"), lambda row: row.name, strong=lambda row: True),
        SortKey.STANDING: Column(_("State"), lambda row: row.word, tone=lambda row: row.tone),
        SortKey.RECEIVED: Column(_("Bundle number"), lambda row: row.received, numeric=True),
        SortKey.AT: Column(_("Received on"), lambda row: row.at[:10], numeric=True, tip=lambda row: row.at),
        SortKey.CHANGED: Column(
            _("Changed"), lambda row: row.changed, numeric=True, tip=lambda row: _("Records since its last receipt")
        ),
        SortKey.CONFLICTS: Column(_("Differences"), lambda row: row.conflicts, numeric=True),
        SortKey.RETURNS: Column(_("To correct"), lambda row: row.returns, numeric=True),
        SortKey.CODE: Column(_("Code"), lambda row: row.code),
    }
    return list(made.values()), [key.value for key in made]


def _services(context: Context) -> CommunesServices:
    store = context.workspace
    return CommunesServices(
        standing=partial(office_standing.standing, store),
        machines=partial(machines.machines, store),
        write_receipts=partial(office_receipts.write_receipts, store),
    )
