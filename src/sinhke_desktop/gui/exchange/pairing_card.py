"""The receiver that this machine is paired with, both numbers, and how to pair."""

from __future__ import annotations

from collections.abc import Callable

from sinhke_desktop.gui.widgets import Card, Flow, Pill, QuietButton, label
from sinhke_desktop.gui.widgets.spoken_number import NumberShown
from sinhke_desktop.i18n import _
from sinhke_desktop.services import spoken_numbers
from sinhke_desktop.services.exchange import ExchangeState


class PairingCard(Card):
    """Speaks of an office, or of the commune's main machine where that is the receiver."""

    def __init__(self, key_file: Callable[[], object], certificate: Callable[[], object]) -> None:
        super().__init__(_("Pairing with the receiving office"))
        self._paired = Pill("", "neutral")
        self.add_to_head(self._paired)
        self._how = label(
            "\n".join(
                (
                    _("1. Write the key file to a stick and take it to the office."),
                    _("2. Telephone them and read this machine's number aloud."),
                    _("3. Read their answer here and compare their number."),
                    _("Is this the commune's second machine? Take the key file to its main machine instead."),
                )
            )
        )
        self._office = label("", "strong")
        self._office_words = label("", "secondary")
        self._office_number = NumberShown()
        for part in (self._how, self._office, self._office_words, self._office_number):
            self.add(part)
        self.add(label(_("This machine's number, to be read aloud"), "secondary"))
        self.own_number = NumberShown("", spoken_numbers.symbol)
        self.add(self.own_number)
        self.key_file = QuietButton(_("Write the key file"), "key-round", key_file)
        self.certificate = QuietButton(_("Read the office's answer"), "shield-check", certificate)
        self.add(Flow(self.key_file, self.certificate))
        self.body.addStretch(1)

    def show_state(self, state: ExchangeState) -> None:
        """Show who receives."""
        main = state.main_machine
        self.set_title(_("Pairing with the main machine") if main else _("Pairing with the receiving office"))
        self._paired.show_tone(*((_("Paired"), "escaped") if state.paired else (_("Not paired yet"), "warn")))
        self._how.setVisible(not state.paired)
        for part in (self._office, self._office_words, self._office_number):
            part.setVisible(state.paired)
        self._office.setText(state.office_name)
        self._office_words.setText(_("The main machine's number") if main else _("The office's number"))
        self._office_number.set_number(state.office_number)
        self.own_number.set_number(state.own_number)
        self.certificate.setText(_("Read the main machine's answer") if main else _("Read the office's answer"))
