"""Lựa chọn: how the model was chosen, by ranking, votes, meetings and what a household earns; the decision."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from sinhke_desktop.domain.choosing import Ranked, VillageVote
from sinhke_desktop.domain.community_meeting import SUBJECT_NAMES, Subject
from sinhke_desktop.domain.livelihood import STATUS_NAMES, ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.money import format_dong, format_number, format_percent
from sinhke_desktop.gui.livelihood.economics_card import EconomicsCard, payback_words
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.meetings_card import MeetingsCard
from sinhke_desktop.gui.widgets import Card, Column, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import candidates, economics
from sinhke_desktop.services.economics import HouseholdEconomics
from sinhke_desktop.services.livelihood import ModelStatus

TONES = {ChoiceStatus.ACTIVE: "escaped", ChoiceStatus.DECLINED: "neutral", ChoiceStatus.ENDED: "accent"}


class ChoiceSection(FileSection):
    """Tells :attr:`change_asked`: the model's own data are changed with a reason."""

    change_asked = Signal()

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._hamlets: dict[str, str] = {}
        self._earned: dict[str, HouseholdEconomics] = {}
        self.economics = EconomicsCard(file)
        self.meetings = MeetingsCard(file)
        self.others = RecordCard(
            file,
            "community_meeting",
            [
                Column(_("Hamlet"), lambda row: self._hamlets.get(row.hamlet_id, "–")),
                Column(_("Subject"), lambda row: SUBJECT_NAMES[row.subject]),
                Column(_("Day"), lambda row: f"{row.held_on:%d/%m/%Y}" if row.held_on else "–", numeric=True),
                Column(_("Present"), lambda row: str(row.households_present or "–"), numeric=True),
                Column(_("Conclusion"), lambda row: row.conclusion),
            ],
            title=_("Other meetings"),
            add=_("Add a meeting"),
            empty=_("No other meeting was noted: on the participants, giving back, lots, reviews."),
            wrap=(0, 1, 4),
            start=lambda: {"subject": Subject.PARTICIPANTS.value},
        )
        cards = (self._decision(), self._ranking(), self._votes(), self.meetings, self.others, self.economics)
        for card in cards:
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _decision(self) -> Card:
        card = Card(_("The decision"))
        self.change = QuietButton(_("Change the model's data"), "pencil", self.change_asked.emit, key="F4")
        card.add_to_head(self.change)
        self.decided = label("", "strong")
        self.reason = label("", "body")
        self.known = label("", "secondary")
        for part in (self.decided, self.reason, self.known):
            card.add(part)
        return card

    def _ranking(self) -> Card:
        card = Card(_("How the candidates compared"))
        self.ranking: RowsModel[Ranked] = RowsModel(
            [
                Column(_("Place"), lambda row: str(row.place), numeric=True),
                Column(_("Model"), lambda row: row.model.name),
                Column(_("State"), lambda row: STATUS_NAMES[row.model.status],
                       tone=lambda row: TONES.get(row.model.status, "accent")),
                Column(_("Points"), lambda row: format_number(row.points), numeric=True),
                Column(_("In favour"), lambda row: row.agreement, numeric=True),
                Column(_("Remains (đ)"), self._earning(lambda one: format_dong(one.figures.expected.net)),
                       numeric=True),
                Column(_("Pays back"), self._earning(payback_words)),
                Column(_("At the worst (đ)"), self._earning(lambda one: format_dong(one.figures.worst.net)),
                       numeric=True),
                Column(_("Wanted by (households)"), lambda row: _count(row.model), numeric=True),
            ]
        )  # fmt: skip
        self.ranking_table = WrapTable(self.ranking, wrap=(1,))
        card.add(self.ranking_table)
        return card

    def _earning(self, words: Callable[[HouseholdEconomics], str]) -> Callable[[Ranked], str]:
        def told(row: Ranked) -> str:
            one = self._earned.get(row.model.id)
            return words(one) if one is not None and one.lines else "–"

        return told

    def _votes(self) -> Card:
        card = Card(_("Votes on this model by hamlet"))
        self.votes: RowsModel[VillageVote] = RowsModel(
            [
                Column(_("Hamlet"), lambda row: self._hamlets.get(row.hamlet_id, "–")),
                Column(_("Day"), lambda row: f"{row.held_on:%d/%m/%Y}", numeric=True),
                Column(_("Present"), lambda row: format_number(row.households_present), numeric=True),
                Column(_("In favour"), lambda row: format_number(row.votes_for), numeric=True),
                Column(_("Against"), lambda row: format_number(row.votes_against), numeric=True),
                Column(_("No opinion"), lambda row: format_number(row.abstained), numeric=True),
                Column(_("Share in favour"), _share, numeric=True, strong=lambda row: True),
            ]
        )  # fmt: skip
        self.votes_table = WrapTable(self.votes)
        self._no_votes = label(_("No hamlet's vote on this model was noted."), "secondary")
        card.add(self._no_votes)
        card.add(self.votes_table)
        return card

    def show_read(self, status: ModelStatus) -> None:
        """Show the decision, the ranking, the votes, the meetings and the economics."""
        model, workspace = status.model, self.file.workspace
        self._hamlets = candidates.area_hamlets(workspace, workspace.commune_code)
        self._show_decision(model)
        self._earned = {one.model.id: one for one in economics.compare(workspace, model.period, model.area_code)}
        self.ranking.set_rows(candidates.compare(workspace, model.period, model.area_code))
        self.ranking_table.fit()
        votes = candidates.votes(workspace, model.id)
        self.votes.set_rows(votes)
        self.votes_table.fit()
        self.votes_table.setVisible(bool(votes))
        self._no_votes.setVisible(not votes)
        self.meetings.show_area(model.area_code, model.period)
        self.others.show_rows(
            [one for one in self.file.records("community_meeting") if one.subject is not Subject.CHOICE]
        )
        self.economics.show_model(model.id)

    def _show_decision(self, model: LivelihoodModel) -> None:
        if model.decision_date is not None:
            text = _("Decision {number} of {day:%d/%m/%Y}, for {period}")
            self.decided.setText(
                text.format(number=model.decision_number, day=model.decision_date, period=model.period)
            )
        else:
            self.decided.setText(_("For {period}, without a decision noted").format(period=model.period))
        self.reason.setText(_("Why: {reason}").format(reason=model.choice_reason or "–"))
        parts = [
            _("counted in {unit}").format(unit=model.unit),
            _("one cycle {months} months").format(months=model.cycle_months) if model.cycle_months else "",
            _("{count} households wanted it").format(count=model.households_wanted) if model.households_wanted else "",
            _("risks: {risks}").format(risks="; ".join(model.risks.splitlines())) if model.risks else "",
        ]
        self.known.setText(" · ".join(filter(None, (model.thing, *parts))))


def _count(model: LivelihoodModel) -> str:
    return "–" if model.households_wanted is None else format_number(model.households_wanted)


def _share(row: VillageVote) -> str:
    return format_percent(row.votes_for, row.households_present, 1)
