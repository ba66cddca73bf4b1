"""Theo dõi: the month in one grid, early warning, visits, how the model stands, what was lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.losses import LOSS_KIND_NAMES, Loss
from sinhke_desktop.domain.money import format_dong, format_percent
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.file.visits_card import VisitsCard
from sinhke_desktop.gui.livelihood.file.warnings_card import WarningsCard
from sinhke_desktop.gui.livelihood.month_card import MonthCard
from sinhke_desktop.gui.livelihood.standing import Target
from sinhke_desktop.gui.widgets import Card, Column, Notice, ProgressBar, clear, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import losses
from sinhke_desktop.services.livelihood import ModelStatus


class FollowSection(FileSection):
    """The month's grid first."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._people: dict[str, str] = {}
        self.month = MonthCard()
        self.column.insertWidget(0, self.month)
        self.warnings, self.visits = WarningsCard(file), VisitsCard(file)
        self.column.addWidget(self.warnings)
        self.column.addWidget(self.visits)
        self.losses = RecordCard(
            file,
            "loss",
            [
                Column(_("Household"), lambda row: self._people.get(row.participant_id, "–")),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Kind"), lambda row: LOSS_KIND_NAMES[row.kind]),
                Column(_("What was lost"), lambda row: row.what),
                Column(_("Worth (đ)"), lambda row: format_dong(row.worth) if row.worth else "", numeric=True),
                Column(_("What was done"), _done),
            ],
            add=_("Note a loss"),
            empty=_("No loss was noted."),
            wrap=(0, 3, 5),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        self.loss_sums = label("", "strong")
        self.loss_notice = Notice()
        self.losses.add(self.loss_sums)
        self.losses.add(self.loss_notice)
        self.column.addWidget(self.losses)
        self.column.addWidget(self._targets_card())
        self.column.addStretch(1)

    def _targets_card(self) -> Card:
        card = Card(_("Against the plan"))
        self._targets = QVBoxLayout()
        self._targets.setSpacing(theme.px(6))
        card.body.addLayout(self._targets)
        return card

    def show_read(self, status: ModelStatus) -> None:
        """Show what needs a look and what was lost."""
        self.notice.show_text("warn", "\n".join(status.warnings))
        self._people = self.file.names("participant")
        self.losses.show_rows()
        self._show_losses()
        self.visits.read()
        self.warnings.read()

    def _show_losses(self) -> None:
        """Show what the losses add up to and what does not fit."""
        found = losses.summary(self.file.workspace, self.file.model_id)
        total = found.total
        text = _("{count} losses worth {worth} đ; {compensated} đ compensated ({share}).")
        share = format_percent(total.compensated, total.worth, 1) if total.worth else "–"
        facts = {"worth": format_dong(total.worth), "compensated": format_dong(total.compensated), "share": share}
        self.loss_sums.setText(text.format(count=total.count, **facts))
        self.loss_sums.setVisible(bool(total.count))
        self.loss_notice.show_text("warn", "\n".join(found.warnings))

    def show_targets(self, found: Sequence[Target]) -> None:
        """Show where the model stands beside its plan."""
        clear(self._targets)
        for target in found:
            row = QWidget()
            line = QVBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.px(2))
            line.addWidget(label(target.name))
            line.addWidget(label(target.text, "strong"))
            if target.share is not None:
                line.addWidget(ProgressBar(target.share))
            self._targets.addWidget(row)


def _done(row: Loss) -> str:
    if row.compensated:
        paid = _("compensated {amount} đ").format(amount=format_dong(row.compensated))
        return "; ".join(filter(None, (row.done, paid)))
    return row.done or _("nothing yet")
