"""The page “supports received” of a household's record: the list, sums by source, and what seems to be paid twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.support import Support, SupportInput
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.supports_dialog import SupportDialog
from sinhke_desktop.gui.households.supports_presenter import (
    SupportServices,
    SupportsPresenter,
    amount,
    kind_word,
    typed_of,
)
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    DataTable,
    Dialog,
    Flow,
    FormField,
    Notice,
    QuietButton,
    RowsModel,
    clear,
    label,
)
from sinhke_desktop.gui.widgets.form_dialog import note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services.supports import Received


def columns() -> list[Column[Received]]:
    """The columns of the list."""
    return [
        Column(_("Day"), lambda line: f"{line.support.received_on:%d/%m/%Y}"),
        Column(_("Kind"), lambda line: kind_word(line.support.kind)),
        Column(_("What"), lambda line: " · ".join(filter(None, (line.support.what, line.member)))),
        Column(_("Quantity"), lambda line: amount(line.support), numeric=True),
        Column(
            _("Value (đ)"),
            lambda line: "–" if line.support.value is None else format_dong(line.support.value),
            numeric=True,
        ),
        Column(_("Source"), lambda line: line.source, tip=lambda line: line.support.programme),
    ]


class TakeBackDialog(Dialog):
    """Asks why a support is taken back; *given* is called with the reason."""

    def __init__(self, parent: QWidget, what: str, given: Callable[[str], object]) -> None:
        super().__init__(parent, _("Take the support back"), _("Withdraw"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._given = given
        self.add(label(what, "strong"))
        self.reason = note_field(lines=2)
        self.field = FormField(_("Reason"), self.reason, _("History keeps the support and this reason."))
        self.add(self.field)

    def confirm(self) -> None:
        """Leave only with a reason."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.field.set_problem(_("Say why."))
            self.reason.setFocus()
            return
        self.accept()
        self._given(reason)


class SupportsPane(QWidget):
    """Shows what one household received; keys: Ctrl+G adds, Enter changes, Del takes back."""

    def __init__(self, context: Context, services: SupportServices) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        self.notice = Notice("warn")
        column.addWidget(self.notice)
        self.add_button = QuietButton(_("Add support"), "plus", self.add, key="Ctrl+G")
        self.change_button = QuietButton(_("Change (Enter)"), "pencil", self.change)
        self.remove_button = QuietButton(_("Take back (Del)"), "trash-2", self.remove)
        column.addWidget(Flow(self.add_button, self.change_button, self.remove_button))
        self.model: RowsModel[Received] = RowsModel(columns())
        self.table = DataTable(self.model, stretch=(2,))
        self.table.setMinimumHeight(theme.px(160))
        self.table.setAccessibleName(_("Supports received"))
        column.addWidget(self.table, 1)
        self.nothing = label("", "secondary")
        column.addWidget(self.nothing)
        column.addStretch(0)
        self.sums = Card(_("Sums by source"))
        self._sums = QVBoxLayout()
        self._sums.setSpacing(2)
        self.sums.body.addLayout(self._sums)
        column.addWidget(self.sums)
        self.presenter = SupportsPresenter(self, services, context.runner.run)
        self.table.opened.connect(lambda _row: self.change())
        self.table.chosen.connect(lambda _row: self._enable())
        delete = QShortcut(QKeySequence("Del"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self.presenter.show("")

    def show_household(self, household_id: str) -> None:
        """Show another household's supports; an empty id for a record that is new."""
        self.presenter.show(household_id)

    def show_received(self, lines: Sequence[Received], totals: Sequence[str], warnings: Sequence[str]) -> None:
        """Show what was received, its sums, and what seems to be paid twice."""
        self.model.set_rows(lines)
        if lines:
            self.table.choose(0)
        self.table.setVisible(bool(lines))
        new = not self.presenter.household_id
        self.nothing.setText(
            _("Save the record first; then its supports can be noted.")
            if new
            else _("Nothing is noted yet. What came from a livelihood model appears here by itself.")
        )
        self.nothing.setVisible(not lines)
        text = _("It seems that two sources paid for the same: {pairs}. Check the papers; both stay as they are.")
        self.notice.show_text("warn", text.format(pairs="; ".join(warnings)) if warnings else "")
        clear(self._sums)
        for total in totals:
            self._sums.addWidget(label(total))
        self.sums.setVisible(bool(totals))
        self._enable()

    def _enable(self) -> None:
        own = self._chosen() is not None
        self.add_button.setEnabled(bool(self.presenter.household_id))
        self.change_button.setEnabled(own)
        self.remove_button.setEnabled(own)

    def _chosen(self) -> Support | None:
        """The chosen support, None for what a livelihood model handed over: that is changed at the model."""
        at = self.table.current_row()
        if not 0 <= at < len(self.model.rows) or self.model.rows[at].model:
            return None
        return self.model.rows[at].support

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        self._context.toast(text, undo)

    def add(self) -> None:
        """Ask for one more support."""
        self._ask(_("Add support"), SupportInput(self.presenter.household_id))

    def change(self) -> None:
        """Correct the chosen support."""
        chosen = self._chosen()
        if chosen is not None:
            self._ask(_("Change the support"), typed_of(chosen))
        elif self.table.current_row() >= 0:
            self.tell(_("This came from a livelihood model; change it on the page of the model."))

    def _ask(self, title: str, typed: SupportInput) -> None:
        presenter = self.presenter
        SupportDialog(
            self, title, typed, presenter.members, presenter.sources_on,
            lambda typed, dialog, warned: presenter.store(typed, dialog, warned=warned),
        ).open()  # fmt: skip

    def remove(self) -> None:
        """Ask why, then take the chosen support back."""
        chosen = self._chosen()
        if chosen is not None:
            TakeBackDialog(self, chosen.what, lambda reason: self.presenter.take_back(chosen, reason)).open()
