"""The side of the page before the choice: the comparison, the votes, the candidate looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from sinhke_desktop.domain.choosing import Ranked
from sinhke_desktop.domain.livelihood import KIND_NAMES
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.economics_card import EconomicsCard, EconomicsTable
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.meetings_card import MeetingsCard
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
from sinhke_desktop.services import economics


class ChoosingView(QWidget):
    """Tells what was pressed; the page answers."""

    typed = Signal()
    looked_at = Signal(str)
    change_asked = Signal()
    remove_asked = Signal()
    vote_asked = Signal()
    vote_opened = Signal(str)

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        self._file = file
        self._sheet: ScoringSheet | None = None
        self._ranked: Ranked | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("Parts of the choice"))
        column.addWidget(self.tabs)
        self._sections: dict[str, QWidget] = {}
        self.economics, self.meetings = EconomicsCard(file), MeetingsCard(file)
        self.economics_table = EconomicsTable(self.looked_at.emit)
        parts = (
            ("compare", _("Criteria and votes"), (self._scoring_card(), self._both_cards())),
            ("economics", _("Economics of a household"), (self.economics_table, self.economics)),
            ("meetings", _("Village meetings"), (self.meetings,)),
        )
        for key, title, cards in parts:
            self.tabs.setTabData(self.tabs.addTab(title), key)
            section = self._sections[key] = QWidget()
            inside = QVBoxLayout(section)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(12)
            for card in cards:
                inside.addWidget(card)
            column.addWidget(section)
        column.addStretch(1)
        self.tabs.currentChanged.connect(lambda _at: self._show_section())
        self._show_section()

    def look_at(self, key: str) -> None:
        """Show a part: ``compare``, ``economics`` or ``meetings``; another name changes nothing."""
        if key in self._sections:
            self.tabs.setCurrentIndex(list(self._sections).index(key))

    def _show_section(self) -> None:
        shown = str(self.tabs.tabData(self.tabs.currentIndex()))
        for key, section in self._sections.items():
            section.setVisible(key == shown)
        self._read(shown)

    def _read(self, key: str) -> None:
        """Only the part in sight is read."""
        if self._ranked is None:
            return
        model = self._ranked.model
        if key == "economics":
            found = economics.compare(self._file.workspace, model.period, model.area_code)
            self.economics_table.show_rows([one for one in found if one.model.status is model.status], model.id)
            self.economics.show_model(model.id)
        elif key == "meetings":
            self.meetings.show_area(model.area_code, model.period, open_only=True)

    def _both_cards(self) -> Columns:
        row = Columns(side_by_side=theme.px(760))
        row.add(self._candidate_card(), 2)
        row.add(self._votes_card(), 3)
        return row

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
        self._ranked = ranked
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
        self._read(str(self.tabs.tabData(self.tabs.currentIndex())))

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
