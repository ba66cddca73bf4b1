"""Gửi và nhận: pairing, what leaves and to whom, the stick, the receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.exchange.presenter import BundleRow, ExchangePresenter, ExchangeServices, in_lines
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    Columns,
    Dialog,
    Flow,
    Notice,
    PageHeader,
    Pill,
    PrimaryButton,
    QuietButton,
    RowsModel,
    clear,
    label,
)
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.gui.widgets.drives import WhereChoice
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import exchange, outgoing, pairing
from sinhke_desktop.services.exchange import ExchangeState
from sinhke_desktop.services.pairing import Pairing

FOLDER = "stick_folder"


class ExchangePage(Page):
    """The commune's side of the exchange."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.dialog: Dialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.receipt = QuietButton(_("Read a receipt"), "file-check", self._read_receipt, key="Ctrl+R")
        self.send = PrimaryButton(_("Write the bundle"), "usb", self._export, key="Ctrl+S")
        column.addWidget(PageHeader(_("Send and receive"), "", self.receipt, self.send))
        self.done = Notice()
        column.addWidget(self.done)
        row = Columns(side_by_side=theme.px(760))
        row.add(self._outgoing_card(), 1)
        row.add(self._pairing_card(), 1)
        column.addWidget(row)
        column.addWidget(self._bundles_card())
        column.addStretch(1)
        runner = context.runner
        self.presenter = ExchangePresenter(
            self, _services(context), runner.run, partial(runner.run_shown, self), context.toast, context.refresh
        )

    def _outgoing_card(self) -> Card:
        card = Card(_("What leaves now"))
        self._to = label("", "strong")
        card.add(self._to)
        self._leaving = QVBoxLayout()
        self._leaving.setSpacing(theme.px(4))
        card.body.addLayout(self._leaving)
        self._sealed = label(
            _("Everything goes into one sealed file that only this office can open. It is read back before it counts."),
            "secondary",
        )
        card.add(self._sealed)
        card.add(label(_("Where to"), "secondary"))
        self.where = WhereChoice(self.context.settings, FOLDER)
        card.add(self.where)
        card.body.addStretch(1)
        return card

    def _pairing_card(self) -> Card:
        card = Card(_("Pairing with the receiving office"))
        self._paired = Pill("", "neutral")
        card.add_to_head(self._paired)
        self._how = label(
            "\n".join(
                (
                    _("1. Write the key file to a stick and take it to the office."),
                    _("2. Telephone them and read this machine's number aloud."),
                    _("3. Read their answer here and compare their number."),
                )
            )
        )
        self._office = label("", "strong")
        self._office_number = label("", "code")
        self._own_number = label("", "code")
        self._office_words = label(_("The office's number"), "secondary")
        for part in (self._how, self._office, self._office_words, self._office_number):
            card.add(part)
        card.add(label(_("This machine's number, to be read aloud"), "secondary"))
        card.add(self._own_number)
        self.key_file = QuietButton(_("Write the key file"), "key-round", self._write_key_file)
        self.certificate = QuietButton(_("Read the office's answer"), "shield-check", self._read_certificate)
        card.add(Flow(self.key_file, self.certificate))
        card.body.addStretch(1)
        return card

    def _bundles_card(self) -> Card:
        card = Card(_("Bundles sent so far"))
        self.again = QuietButton(_("Send everything again"), "rotate-ccw", self._ask_again)
        self.again.setToolTip(_("For an office that lost its store or put an old backup back (GB-10)"))
        card.add_to_head(self.again)
        self._none = label(_("No bundle was written yet."), "secondary")
        card.add(self._none)
        self._numbers = QVBoxLayout()
        card.body.addLayout(self._numbers)
        self.model: RowsModel[BundleRow] = RowsModel(
            [
                Column(_("Bundle"), lambda row: str(row.number), strong=lambda row: True),
                Column(_("Standing"), lambda row: row.standing, tone=lambda row: row.tone),
                Column(_("Changes"), lambda row: row.changes, numeric=True),
                Column(_("Sealed on"), lambda row: row.sealed, numeric=True),
                Column(_("Copied on"), lambda row: row.copied, numeric=True),
            ]
        )
        self.table = WrapTable(self.model, wrap=(1,))
        card.add(self.table)
        return card

    # The page's contract

    def refresh(self) -> None:
        self.where.show_sticks()
        self.presenter.refresh()

    # What the presenter shows

    def show_pairing(self, state: ExchangeState) -> None:
        """See :class:`ExchangeView`."""
        self._paired.show_tone(*((_("Paired"), "escaped") if state.paired else (_("Not paired yet"), "warn")))
        self._how.setVisible(not state.paired)
        for part in (self._office, self._office_words, self._office_number):
            part.setVisible(state.paired)
        self._office.setText(state.office_name)
        self._office_number.setText(in_lines(state.office_number))
        self._own_number.setText(in_lines(state.own_number))
        self.send.setEnabled(state.paired)
        self.receipt.setEnabled(state.paired)
        self.again.setVisible(state.paired and bool(state.bundles))
        self.send.setToolTip(_("Write the bundle (Ctrl+S)") if state.paired else _("Pair with the office first"))

    def show_outgoing(self, lines: Sequence[str], to: str, *, anything: bool) -> None:
        """See :class:`ExchangeView`."""
        self._to.setText(_("To: {office}").format(office=to) if to else _("To the office, once it is paired"))
        clear(self._leaving)
        words = lines or [_("The office has received everything. The last bundle can be copied again.")]
        for line in words:
            self._leaving.addWidget(label(line))
        self._sealed.setVisible(anything)

    def show_bundles(self, rows: Sequence[BundleRow], earlier: int) -> None:
        """See :class:`ExchangeView`."""
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.model.set_rows(rows)
        self.table.fit()
        clear(self._numbers)
        pills: list[QWidget] = [Pill(str(row.number), row.tone) for row in reversed(rows)]
        if earlier:
            pills.insert(0, label(_("{count} earlier ones").format(count=earlier), "secondary", wrap=False))
        if pills:
            self._numbers.addWidget(Flow(*pills, gap=6))

    def show_done(self, text: str) -> None:
        """See :class:`ExchangeView`."""
        self.done.show_text("done", text)

    def show_error(self, error: BaseException) -> None:
        """See :class:`ExchangeView`."""
        if isinstance(error, SinhkeError):
            self.done.show_error(error)
        else:
            errors.show(self, error)

    def ask_number(self, offered: Pairing, path: Path) -> None:
        """See :class:`ExchangeView`."""
        self.dialog = CompareDialog(self, offered, lambda: self.presenter.accept_certificate(path))
        self.dialog.open()

    # What was pressed

    def _export(self) -> None:
        folder = self.where.folder(self)
        if folder is not None:
            self.presenter.export(folder)

    def _ask_again(self) -> None:
        text = _("Do this only when the office asks for it. Nothing is lost or doubled.")
        self.dialog = Dialog(self, _("Send everything again?"), _("Send everything again"), text=text)
        self.dialog.accepted.connect(self.presenter.send_everything_again)
        self.dialog.open()

    def _write_key_file(self) -> None:
        folder = self.where.folder(self)
        if folder is not None:
            self.presenter.write_key_file(folder)

    def _read_receipt(self) -> None:
        kinds = _("Receipts (*.xxr)")
        path = file_to_read(self, self.context.settings, FOLDER, _("Read a receipt"), kinds)
        if path is not None:
            self.presenter.read_receipt(path)

    def _read_certificate(self) -> None:
        kinds = _("The office's answer (*.xxc)")
        path = file_to_read(self, self.context.settings, FOLDER, _("Read the office's answer"), kinds)
        if path is not None:
            self.presenter.read_certificate(path)


class CompareDialog(Dialog):
    """The office's number, to be compared by telephone before anything is sealed for it."""

    def __init__(self, parent: QWidget, offered: Pairing, accept: Callable[[], object]) -> None:
        super().__init__(
            parent, _("Compare the number"), _("Pair"), width=620,
            text=_("Telephone {office} on a number you already know and let them read their number.").format(
                office=offered.office_name
            ),
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._accept = accept
        self.add(label(in_lines(offered.office_number), "code"))
        self.same = QCheckBox(_("They read exactly this number"))
        self.add(self.same)
        self.same.toggled.connect(self.primary.setEnabled)
        self.primary.setEnabled(False)

    def confirm(self) -> None:
        """Pair, once the number was compared."""
        if not self.same.isChecked():
            return
        try:
            self._accept()
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


def _services(context: Context) -> ExchangeServices:
    opened = context.workspace
    return ExchangeServices(
        state=partial(exchange.state, opened),
        outgoing=partial(outgoing.outgoing, opened),
        export=partial(exchange.export_to, opened),
        read_receipt=partial(exchange.read_receipt, opened),
        send_all_again=partial(exchange.send_all_again, opened),
        write_key_file=partial(pairing.write_key_file, opened),
        read_certificate=partial(pairing.read_certificate, opened),
        accept_certificate=partial(pairing.accept_certificate, opened, confirmed=True),
    )
