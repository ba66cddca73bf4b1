"""What leaves now, in plain words: how much, which kinds of personal data, to whom, why, where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.exchange.words import personal_words
from sinhke_desktop.gui.widgets import Card, Flow, QuietButton, clear, hairline, label
from sinhke_desktop.gui.widgets.drives import WhereChoice
from sinhke_desktop.i18n import _
from sinhke_desktop.services.outgoing_preview import Preview
from sinhke_desktop.settings import Settings


class OutgoingCard(Card):
    """Counts, kinds of data, purpose; the buttons for the list of records and for the numbers alone."""

    def __init__(
        self, settings: Settings, folder: str, records: Callable[[], object], totals: Callable[[], object]
    ) -> None:
        super().__init__(_("What leaves now"))
        self._to = label("", "strong")
        self.add(self._to)
        self._leaving = QVBoxLayout()
        self._leaving.setSpacing(theme.px(4))
        self.body.addLayout(self._leaving)
        self._line = hairline()
        self.add(self._line)
        self._personal = QVBoxLayout()
        self._personal.setSpacing(theme.px(4))
        self.body.addLayout(self._personal)
        self._why = label("", "secondary")
        self.add(self._why)
        self.records_button = QuietButton(_("Record by record…"), "list", records)
        self.totals_button = QuietButton(_("Only the numbers…"), "table", totals)
        self.totals_button.setToolTip(_("A file without any person: the tables, the model's and the plan's figures"))
        self.add(Flow(self.records_button, self.totals_button))
        self._sealed = label(
            _("Everything goes into one sealed file that only this office can open. It is read back before it counts."),
            "secondary",
        )
        self.add(self._sealed)
        self.add(label(_("Where to"), "secondary"))
        self.where = WhereChoice(settings, folder)
        self.add(self.where)
        self.body.addStretch(1)

    def show_counts(self, lines: Sequence[str], to: str, *, anything: bool, main_machine: bool) -> None:
        """Say how much leaves and to whom."""
        self._to.setText(_("To: {office}").format(office=to) if to else _("To the office, once it is paired"))
        clear(self._leaving)
        for line in lines or [_("The office has received everything. The last bundle can be copied again.")]:
            self._leaving.addWidget(label(line))
        for part in (self._sealed, self._line, self._why, self.records_button):
            part.setVisible(anything)
        self.totals_button.setEnabled(bool(to) and not main_machine)
        self.totals_button.setVisible(not main_machine)
        purpose = (
            _("Why: so that both machines of the commune hold the same.")
            if main_machine
            else _("Why: the office gathers and checks the commune's work on poverty reduction.")
        )
        law = _("Personal data are handled under law 91/2025/QH15 and decree 356/2025/NĐ-CP.")
        self._why.setText(f"{purpose} {law}")
        if not anything:
            clear(self._personal)

    def show_personal(self, preview: Preview) -> None:
        """Say which kinds of personal data leave."""
        clear(self._personal)
        for line in personal_words(preview):
            self._personal.addWidget(label(line))
        self.records_button.setEnabled(bool(preview.records))
