"""A scanned card comes into the form: at once where nothing is doubtful, after a look where something is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.card_qr import CardRead, read_card
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.households.card_scan import CardDialog, proper
from sinhke_desktop.gui.households.household_card import HouseholdCard
from sinhke_desktop.gui.households.member_row import MemberRow
from sinhke_desktop.gui.households.members_form import MembersForm
from sinhke_desktop.gui.widgets import Notice
from sinhke_desktop.i18n import _


class CardTaking(QObject):
    """Joins the members' form with the dialog for cards; *notice* says what came from a card."""

    def __init__(self, parent: QWidget, members: MembersForm, household: HouseholdCard, notice: Notice) -> None:
        super().__init__(parent)
        self._window = parent
        self._members = members
        self._household = household
        self._notice = notice
        members.scanned.connect(self._heard)
        members.scan_button.clicked.connect(self.ask)

    def ask(self) -> None:
        """Open the dialog that waits for a scan, for the member with the focus, else the first without a number."""
        row = self._members.focused()
        if row is None or row.citizen_id.text().strip():
            row = next((one for one in self._members.rows if not one.citizen_id.text().strip()), None)
        self._show(row, CardDialog(self._window))

    def _heard(self, row: MemberRow, text: str) -> None:
        try:
            read = read_card(text)
        except InvalidInput as error:
            self._notice.show_text("error", error.problems[0].message, error.problems[0].code)
            return
        others = self._others(row, read)
        if read.doubts or others:
            self._show(row, CardDialog(self._window, read, others))
        else:
            self._take(row, read, proper(read.full_name))

    def _others(self, row: MemberRow, read: CardRead) -> tuple[str, ...]:
        """A doubt if the row already holds another person."""
        name, number = tidy(row.name.text()), tidy(row.citizen_id.text())
        if (name and fold(name) != fold(read.full_name)) or (number and number != read.citizen_id):
            text = _("In this row stands {name}, the card is of {other}.")
            return (text.format(name=name or number, other=proper(read.full_name)),)
        return ()

    def _show(self, row: MemberRow | None, dialog: CardDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            if dialog.read is not None:
                self._take(row, dialog.read, tidy(dialog.name.text()))

        dialog.accepted.connect(take)
        dialog.open()

    def _take(self, row: MemberRow | None, read: CardRead, name: str) -> None:
        if row is None or row not in self._members.rows:
            self._members.add_member()
            row = self._members.rows[-1]
        row.fill_from_card(read, name)
        if read.address and row is self._members.rows[0] and not tidy(self._household.address.text()):
            self._household.address.setText(read.address)
        self._members.left.emit()
        text = _("Filled from the card: {name}, {number}.").format(name=row.name.text(), number=read.citizen_id)
        if row.name.text().isascii():
            text += " " + _("The card gave the name without accents: type them.")
        self._notice.show_text("done", text)
        (row.relation if not row.relation.currentText() else row.ethnic_group).setFocus(Qt.FocusReason.OtherFocusReason)
