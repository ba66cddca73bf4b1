"""The side of the page before the choice: the comparison, the votes, the candidate looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.choosing import Ranked
from sinhke_desktop.domain.livelihood import KIND_NAMES
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.presenter import VoteRow
from sinhke_desktop.gui.livelihood.scoring_sheet import FIRST_CANDIDATE, ScoringSheet
from sinhke_desktop.gui.widgets import (
    Bar,
    BarChart,
    Card,
    Column,
    Columns,
    Flow,
    Notice,
    Pill,
    ProgressBar,
    QuietButton,
    RowsModel,
    choices,
    label,
)
from sinhke_desktop.gui.widgets.sheet import SheetModel, SheetTable
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _


class ChoosingView(QWidget):
    """Tells what was pressed; the page answers."""

    typed = Signal()
    looked_at = Signal(str)
    change_asked = Signal()
    remove_asked = Signal()
    vote_asked = Signal()
    vote_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._sheet: ScoringSheet | None = None
        column.addWidget(self._scoring_card())
        row = Columns(side_by_side=theme.px(760))
        row.add(self._candidate_card(), 2)
        row.add(self._votes_card(), 3)
        column.addWidget(row)
        column.addStretch(1)

    def _scoring_card(self) -> Card:
        card = Card(_("Compare the candidates"))
        self.model = SheetModel(_Empty())
        self.grid = SheetTable(self.model)
        self.model.typed.connect(self.typed)
        self.grid.chosen.connect(lambda _row: self._follow_cell())
        self.grid.selectionModel().currentChanged.connect(lambda _now, _before: self._follow_cell())
        card.add(self.grid)
        card.add(label(_("Weight 0 to 10, score 1 to 5; what is typed is saved at once."), "secondary"))
        return card

    def _candidate_card(self) -> Card:
        card = Card(_("The candidate looked at"))
        self.pick = choices()
        self.pick.setAccessibleName(_("The candidate looked at"))
        self.pick.currentIndexChanged.connect(lambda _at: self.looked_at.emit(str(self.pick.currentData() or "")))
        self._kind = label("", "secondary")
        self._points = label("", "number")
        self._points_detail = label("", "secondary")
        self._points_bar = ProgressBar()
        self._agreement = label("", "body")
        self._agreement_bar = ProgressBar()
        for part in (self.pick, self._kind, self._points, self._points_detail, self._points_bar):
            card.add(part)
        card.add(self._agreement)
        card.add(self._agreement_bar)
        self.warning = Notice()
        card.add(self.warning)
        card.add(
            Flow(
                QuietButton(_("Change"), "pencil", self.change_asked.emit, key="F4"),
                QuietButton(_("Remove"), "trash-2", self.remove_asked.emit),
            )
        )
        card.body.addStretch(1)
        return card

    def _votes_card(self) -> Card:
        card = Card(_("What the villagers say"))
        card.add_to_head(QuietButton(_("Record a vote"), "vote", self.vote_asked.emit, key="Ctrl+B"))
        self.votes: RowsModel[VoteRow] = RowsModel(
            [
                Column(_("Hamlet"), lambda row: row.hamlet),
                Column(_("Day"), lambda row: f"{row.vote.held_on:%d/%m/%Y}", numeric=True),
                Column(_("Present"), lambda row: format_number(row.vote.households_present), numeric=True),
                Column(_("In favour"), lambda row: format_number(row.vote.votes_for), numeric=True),
                Column(_("Against"), lambda row: format_number(row.vote.votes_against), numeric=True),
                Column(_("Agreement"), lambda row: row.agreement, numeric=True, strong=lambda row: True),
            ]
        )
        self.vote_table = WrapTable(self.votes)
        self.vote_table.opened.connect(lambda row: self.vote_opened.emit(self.votes.rows[row].vote.id))
        self._no_votes = label(_("No hamlet has voted on this model yet. Record what each meeting said."), "secondary")
        self._legend = Flow(
            Pill(_("In favour"), "escaped"), Pill(_("Against"), "poor"), Pill(_("No opinion"), "neutral")
        )
        self.bars = BarChart(_("Votes by hamlet"))
        self.bars.chosen.connect(self.vote_opened)
        for part in (self._no_votes, self.vote_table, self._legend, self.bars):
            card.add(part)
        card.body.addStretch(1)
        return card

    def show_scoring(self, sheet: ScoringSheet) -> None:
        """Show the comparison; the cell typed in stays the current one."""
        at = self.grid.currentIndex()
        self._sheet = sheet
        self.model.set_sheet(sheet)
        if at.isValid():
            self.grid.setCurrentIndex(self.model.index(at.row(), at.column()))
        with QSignalBlocker(self.pick):
            self.pick.clear()
            for one in sheet.ranked:
                self.pick.addItem(one.model.name, one.model.id)

    def show_candidate(self, ranked: Ranked, votes: Sequence[VoteRow], warnings: Sequence[str]) -> None:
        """Show one candidate, its votes, and what to think of before choosing it."""
        with QSignalBlocker(self.pick):
            self.pick.setCurrentIndex(self.pick.findData(ranked.model.id))
        parts = [KIND_NAMES[ranked.model.kind], ranked.model.thing, ranked.model.group_name]
        self._kind.setText(" · ".join(part for part in parts if part))
        self._points.setText(_("{points} points").format(points=format_number(ranked.points)))
        place = _("place {place} · {share} of the most reachable").format(place=ranked.place, share=ranked.share)
        self._points_detail.setText(place if ranked.points else _("not scored yet"))
        self._points_bar.set_share(ranked.points / ranked.most if ranked.most else 0)
        text = _("{votes} of {present} households in favour ({share})")
        counts = {"votes": ranked.votes_for, "present": ranked.present, "share": ranked.agreement}
        self._agreement.setText(text.format(**counts) if ranked.present else _("no vote yet"))
        self._agreement_bar.set_share(ranked.votes_for / ranked.present if ranked.present else 0)
        self.warning.show_text("warn", "\n".join(warnings))
        self._show_votes(votes)

    def _show_votes(self, votes: Sequence[VoteRow]) -> None:
        self.votes.set_rows(votes)
        self.vote_table.fit()
        self._no_votes.setVisible(not votes)
        for part in (self.vote_table, self._legend, self.bars):
            part.setVisible(bool(votes))
        self.bars.set_bars(
            [
                Bar(
                    row.vote.id,
                    row.hamlet,
                    (
                        (row.vote.votes_for, "escaped"),
                        (row.vote.votes_against, "poor"),
                        (row.vote.abstained, "neutral"),
                    ),
                    row.agreement,
                )
                for row in votes
            ]
        )

    def _follow_cell(self) -> None:
        column = self.grid.currentIndex().column()
        if self._sheet is not None and column >= FIRST_CANDIDATE:
            model_id = self._sheet.ranked[column - FIRST_CANDIDATE].model.id
            if model_id != self.pick.currentData():
                self.looked_at.emit(model_id)


class _Empty(ScoringSheet):
    """Nothing to compare yet."""

    def __init__(self) -> None:
        super().__init__([], [], {}, lambda _key, _text: None, lambda _model, _key, _text: None)
