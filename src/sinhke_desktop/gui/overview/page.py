"""Tổng quan: four numbers, what to do next, charts, the model, what happened lately."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sinhke_desktop.domain.overview import Activity, ModelCard, NextStep, Overview
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.overview.presenter import OverviewPresenter, StatText, activity_time
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import (
    Bar,
    BarChart,
    Card,
    Columns,
    EmptyState,
    LineChart,
    LinkButton,
    PageHeader,
    Pill,
    PrimaryButton,
    ProgressBar,
    QuietButton,
    Series,
    StatCard,
    clear,
    label,
)
from sinhke_desktop.i18n import _

STEP_ICONS = {
    "visits-due": "footprints",
    "report-due": "file-text",
    "no-receipt": "usb",
    "warnings": "triangle-alert",
    "backup": "hard-drive-download",
    "no-households": "file-spreadsheet",
    "no-hamlets": "map-pin",
    "first-household": "users",
    "no-totals": "map-pin",
    "no-model": "sprout",
    "stage-overdue": "triangle-alert",
    "stage-due": "clipboard-check",
    "papers-missing": "file-text",
}


class OverviewPage(Page):
    """The page one starts the day with."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        from sinhke_desktop.services import imports, overview

        workspace = context.workspace
        self._shown: Overview | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        add = PrimaryButton(_("Add household"), "plus", self.new, tip=_("Add a household (Ctrl+N)"))
        self.header = PageHeader(_("Overview"), "", add)
        column.addWidget(self.header)
        column.addWidget(self._stats())
        self._columns = Columns(side_by_side=theme.px(760))
        self._columns.add(self._left_card(), 9)
        self._columns.add(self._right_side(), 11)
        column.addWidget(self._columns, 1)
        self.presenter = OverviewPresenter(
            self,
            context.runner.run,
            lambda: overview.overview(workspace, date.today()),  # noqa: DTZ011 - the officer's own day
            lambda import_id: imports.undo(workspace, import_id),
            context.navigate,
            context.toast,
            context.refresh,
        )

    def _stats(self) -> QWidget:
        row = Columns(side_by_side=theme.px(520))
        self.poor = StatCard(_("Poor households"), "poor", opens=True)
        self.near_poor = StatCard(_("Near-poor households"), "near-poor", opens=True)
        self.participants = StatCard(_("Households in the model"), "accent", opens=True)
        self.money = StatCard(_("Money paid out"), opens=True)
        for card in (self.poor, self.near_poor, self.participants, self.money):
            row.add(card)
        self.poor.chosen.connect(lambda: self.presenter.open_class("poor"))
        self.near_poor.chosen.connect(lambda: self.presenter.open_class("near-poor"))
        self.participants.chosen.connect(lambda: self.context.navigate("livelihood"))
        self.money.chosen.connect(lambda: self.context.navigate("livelihood"))
        return row

    def _left_card(self) -> QWidget:
        card = self.next_steps = Card(_("To do next"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(12)
        self._steps.addWidget(label(_("One moment…"), "secondary"))
        card.body.addLayout(self._steps)
        card.body.addSpacing(8)
        card.add(label(_("Lately"), "card-title"))
        self._activities = QVBoxLayout()
        self._activities.setSpacing(8)
        card.body.addLayout(self._activities)
        card.body.addStretch(1)
        return card

    def _right_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        charts = Card(_("Poor and near-poor households by hamlet"))
        charts.add_to_head(Pill(_("Poor"), "poor"))
        charts.add_to_head(Pill(_("Near-poor"), "near-poor"))
        self.bars = BarChart(_("Poor and near-poor households by hamlet"))
        self.bars.chosen.connect(lambda key: self.presenter.open_hamlet(key))
        self._no_bars = EmptyState(
            "users",
            _("No reviewed households yet"),
            _("Import the review list from Excel or add households; the chart then shows each hamlet."),
        )
        self._lines_title = label(_("Rates over the years (%)"), "card-title")
        self.lines = LineChart(_("Rates over the years (%)"))
        charts.add(self.bars)
        charts.add(self._no_bars, 1)
        charts.add(self._lines_title)
        charts.add(self.lines, 1)
        column.addWidget(charts, 1)
        self._model = Card(" ")
        self._model_pill = Pill("", "escaped")
        self._model.add_to_head(self._model_pill)
        self._model_detail = label("", "secondary")
        self._model_bar = ProgressBar()
        self._model.add(self._model_detail)
        self._model.add(self._model_bar)
        column.addWidget(self._model)
        for part in (self._no_bars, self._lines_title, self.lines, self._model):
            part.hide()
        return side

    def refresh(self) -> None:
        self.presenter.refresh()

    def new(self) -> None:
        self.context.navigate("households", new="1")

    def show_stats(self, poor: StatText, near_poor: StatText, participants: StatText, money: StatText) -> None:
        """See :class:`OverviewView`."""
        pairs = ((self.poor, poor), (self.near_poor, near_poor), (self.participants, participants), (self.money, money))
        for card, text in pairs:
            card.set_values(text.number, text.detail)

    def show_overview(self, overview: Overview) -> None:
        """See :class:`OverviewView`; what is the same as before is left alone, with the focus in it."""
        if overview == self._shown:
            return
        self._shown = overview
        numbers = overview.numbers
        if numbers.year:
            self.header.set_subtitle(_("Review of {year}").format(year=numbers.year))
        self._show_steps(overview)
        self._show_activities(overview)
        some = any(hamlet.poor or hamlet.near_poor for hamlet in overview.hamlets)
        self.bars.setVisible(some)
        self._no_bars.setVisible(not some)
        self.bars.set_bars(
            [
                Bar(
                    hamlet.hamlet_id,
                    hamlet.name,
                    ((hamlet.poor, "poor"), (hamlet.near_poor, "near-poor")),
                    _("{count} households").format(count=hamlet.poor + hamlet.near_poor),
                )
                for hamlet in overview.hamlets
            ]
        )
        known = [year for year in overview.years if year.poor is not None or year.near_poor is not None]
        for part in (self.lines, self._lines_title):
            part.setVisible(bool(known))
        self.lines.set_lines(
            [str(year.year) for year in known],
            [
                Series(_("Poor"), "poor", tuple(year.poor for year in known)),
                Series(_("Near-poor"), "near-poor", tuple(year.near_poor for year in known)),
            ],
        )
        self._show_model(overview.model)

    def _show_steps(self, overview: Overview) -> None:
        clear(self._steps)
        for step in overview.next_steps:
            self._steps.addWidget(_StepLine(step, partial(self.presenter.follow, step)))
        if not overview.next_steps:
            self._steps.addWidget(label(_("Nothing is waiting. Everything is in order."), "secondary"))

    def _show_activities(self, overview: Overview) -> None:
        clear(self._activities)
        for activity in overview.activities:
            undo = partial(self.presenter.undo, activity) if activity.undo_import else None
            self._activities.addWidget(_ActivityLine(activity, overview.today, undo))
        if not overview.activities:
            self._activities.addWidget(label(_("Changes will be listed here."), "secondary"))

    def _show_model(self, model: ModelCard | None) -> None:
        self._model.setVisible(model is not None)
        if model is not None:
            self._model.set_title(model.name)
            self._model_pill.show_tone(model.stage, "escaped")
            self._model_detail.setText(model.detail)
            self._model_bar.set_share(model.share)

    def show_error(self, error: BaseException) -> None:
        """See :class:`OverviewView`."""
        errors.show(self, error)


class _StepLine(QWidget):
    """One thing to do, with the button that does it."""

    def __init__(self, step: NextStep, pressed: Callable[[], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        picture = QLabel()
        tone = "poor" if step.urgent else "accent"
        picture.setPixmap(theme.pixmap(STEP_ICONS.get(step.key, "circle-alert"), tone, 20))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(step.text))
        if step.detail:
            words.addWidget(label(step.detail, "secondary"))
        row.addLayout(words, 1)
        button = QuietButton(step.button, pressed=pressed)
        button.setAccessibleDescription(step.text)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class _ActivityLine(QWidget):
    """Something that happened, when, and Undo where there is one."""

    def __init__(self, activity: Activity, today: date, undo: Callable[[], object] | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label(activity.text), 1)
        row.addWidget(label(activity_time(activity, today), "secondary", wrap=False))
        if undo is not None:
            row.addWidget(LinkButton(_("Undo"), pressed=undo))
