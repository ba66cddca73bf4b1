"""The yearly review of one household: points, indicators with what the data say, and the class that follows.

Beside the class by the standard of the year stands the class by the one that follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.derivation import Proposal
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS, Movement, PovertyClass, ResultStatus, Review
from sinhke_desktop.domain.review_checks import AGAINST_DATA
from sinhke_desktop.domain.review_reasons import reasons_of, reasons_text
from sinhke_desktop.domain.rule_set import rule_set_for
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.indicator_rows import IndicatorRows
from sinhke_desktop.gui.households.inputs import is_empty_review
from sinhke_desktop.gui.households.record_terms import Judged, Surroundings
from sinhke_desktop.gui.widgets import Card, Columns, Flow, Following, Form, Pill, QuietButton, choices, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.reviews import ReviewInput, judge_review
from sinhke_desktop.services.scoring import SecondLook, second_look

STATED = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NEWLY_ESCAPED, PovertyClass.NONE)


class ReviewForm(Card):
    """Tells :attr:`changed` the field and :attr:`year_chosen` another year."""

    changed = Signal(str)
    year_chosen = Signal(int)

    def __init__(self, enter: EnterGoesOn) -> None:
        super().__init__(_("3. Review of the year"))
        self._filling = False
        self._shown = ReviewInput()
        self._household: Household | None = None
        self._around: Surroundings | None = None
        self._doubts: tuple[str, ...] = ()
        self.form = Form(columns=3)
        self.year = choices()
        self.status = choices(
            (ResultStatus.PRELIMINARY.value, _("Preliminary")), (ResultStatus.OFFICIAL.value, _("Official"))
        )
        self.reviewed_on, self.income, self.deprivation = QLineEdit(), QLineEdit(), QLineEdit()
        self.per_head = QLineEdit()
        self.stated = choices(("", _("Not stated")), *((one.value, CLASS_NAMES[one]) for one in STATED))
        self.movement = choices(
            ("", _("Not stated")),
            (Movement.OLD.value, "Nghèo cũ"),
            (Movement.NEW.value, "Nghèo mới"),
            (Movement.RELAPSED.value, "Tái nghèo"),
        )
        self.note = QLineEdit()
        self.form.add("year", _("Year"), self.year)
        self.form.add("status", _("Result"), self.status)
        self.form.add("reviewed_on", _("Day of the review"), self.reviewed_on)
        self.form.add("income_points", _("Points A (B1)"), self.income)
        self.form.add("deprivation_points", _("Points B (B2)"), self.deprivation)
        self.form.add("income_per_head", _("Income a person a month (đ)"), self.per_head)
        self.form.add("declared_class", _("Class on the paper"), self.stated)
        self.form.add("movement", _("Old, new or relapsed"), self.movement)
        self.form.add("note", _("Note"), self.note)
        self.reviewed_on.setPlaceholderText(_("dd/mm/yyyy"))
        self.average = QCheckBox(_("Average living standard"))
        self.average.setToolTip(
            _("Recognised as farming, forestry, fishery or salt-making household with an average living standard")
        )
        self.indicators = IndicatorRows(self._told)
        self.ticks = self.indicators.ticks
        self.take_data = QuietButton(_("Tick as the data say"), "check", self.indicators.take_data, key="Ctrl+D")
        self.take_data.hide()
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.form)
        inside.addWidget(self.average)
        inside.addWidget(label(_("Lacking (tick what the household lacks; Space ticks)"), "strong"))
        inside.addWidget(Flow(self.take_data))
        inside.addWidget(self.indicators)
        inside.addStretch(1)
        columns = Columns(side_by_side=760)
        columns.add(left, 5)
        columns.add(Following(self._result()), 3)
        self.add(columns)
        self._connect(enter)

    def _result(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "soft")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(8)
        inside.addWidget(label(_("Class by the points typed"), "secondary"))
        self.pill = Pill()
        inside.addWidget(Flow(self.pill))
        self.why = label("")
        self.computed = label("", "secondary")
        self.doubts = label("", "secondary", tone="near-poor")
        self.marks = label("", "secondary")
        self.source = label("", "secondary")
        for words_label in (self.why, self.computed, self.doubts, self.marks, self.source):
            inside.addWidget(words_label)
        self.second = QWidget()
        beside = QVBoxLayout(self.second)
        beside.setContentsMargins(0, 8, 0, 0)
        beside.setSpacing(8)
        self.second_name, self.second_pill = label("", "secondary"), Pill()
        self.second_why, self.second_marks = label(""), label("", "secondary")
        for widget in (self.second_name, Flow(self.second_pill), self.second_why, self.second_marks):
            beside.addWidget(widget)
        inside.addWidget(self.second)
        self.second.hide()
        return frame

    def _connect(self, enter: EnterGoesOn) -> None:
        for field, editor in (
            ("status", self.status), ("declared_class", self.stated), ("movement", self.movement),
        ):  # fmt: skip
            editor.currentIndexChanged.connect(lambda _at, field=field: self._told(field))
        for field, line in (
            ("reviewed_on", self.reviewed_on), ("income_points", self.income),
            ("deprivation_points", self.deprivation), ("income_per_head", self.per_head), ("note", self.note),
        ):  # fmt: skip
            line.textChanged.connect(lambda _text, field=field: self._told(field))
        self.average.toggled.connect(lambda _on: self._told("average_living"))
        self.year.currentIndexChanged.connect(self._year_changed)
        enter.watch(*self.order())

    def _told(self, field: str) -> None:
        if not self._filling:
            self.changed.emit(field)

    def _year_changed(self) -> None:
        if not self._filling and self.year.currentData():
            self.year_chosen.emit(int(self.year.currentData()))

    def order(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        return [
            self.year, self.status, self.reviewed_on, self.income, self.deprivation, self.per_head, self.stated,
            self.movement, self.note, self.average,
            *self.indicators.order(),
        ]  # fmt: skip

    def show_years(self, years: Sequence[int], chosen: int) -> None:
        """Offer *years*."""
        self._filling = True
        self.year.clear()
        for year in years:
            self.year.addItem(str(year), str(year))
        self.year.setCurrentIndex(max(self.year.findData(str(chosen)), 0))
        self._filling = False

    def show_review(self, typed: ReviewInput) -> None:
        """Fill the fields."""
        self._filling = True
        self._shown = typed
        self.status.setCurrentIndex(max(self.status.findData(typed.status), 0))
        self.reviewed_on.setText(typed.reviewed_on)
        self.income.setText(typed.income_points)
        self.deprivation.setText(typed.deprivation_points)
        self.stated.setCurrentIndex(max(self.stated.findData(typed.declared_class), 0))
        self.movement.setCurrentIndex(max(self.movement.findData(typed.movement), 0))
        self.note.setText(typed.note)
        self.per_head.setText(typed.income_per_head)
        self.average.setChecked(typed.average_living)
        self.indicators.show_ticks(typed.deprived, reasons_of(typed.overrides))
        self.indicators.show_keys(self._keys(typed))
        self._filling = False

    def typed(self) -> ReviewInput:
        """What stands in the fields."""
        return replace(
            self._shown,
            status=str(self.status.currentData()),
            reviewed_on=self.reviewed_on.text(),
            income_points=self.income.text(),
            deprivation_points=self.deprivation.text(),
            income_per_head=self.per_head.text(),
            average_living=self.average.isChecked(),
            deprived=self.indicators.deprived(),
            derived=self.indicators.derived(self._shown.derived),
            overrides=reasons_text(self.indicators.overrides()),
            declared_class=str(self.stated.currentData() or ""),
            movement=str(self.movement.currentData() or ""),
            note=self.note.text(),
        )

    def show_proposal(
        self, proposal: Proposal | None, household: Household | None = None, around: Surroundings | None = None
    ) -> None:
        """Say beside each indicator what the data say (None: nothing); emits nothing and changes no tick.

        With *around* the class by the following standard is shown too, and with *household* what is doubtful.
        """
        self._household, self._around = household, around or self._around
        self.indicators.show_proposal(proposal)
        self.indicators.show_keys(self._keys(self._shown))
        self.take_data.setVisible(proposal is not None)
        self._show_second()

    def _keys(self, typed: ReviewInput) -> frozenset[str]:
        """The indicators of the standard of the review's year."""
        review = self._judged(typed)
        rules = rule_set_for(self._around.rule_sets, review.as_of) if review and self._around else None
        return frozenset(rules.indicators if rules else INDICATORS)

    def _judged(self, typed: ReviewInput) -> Review | None:
        if self._around is None:
            return None
        try:
            plain = replace(typed, overrides="", derived=frozenset())
            review = judge_review(plain, "", self._around.commune_code, self._around.today)
        except InvalidInput:
            return None
        return replace(review, overrides=typed.overrides, derived=typed.derived)

    def _look(self) -> SecondLook | None:
        typed = self.typed()
        review = self._judged(typed)
        if self._around is None or review is None or is_empty_review(typed):
            return None
        return second_look(review, self._household, self._around.area, self._around.rule_sets)

    def _show_second(self) -> None:
        look = self._look()
        found = [one.message for one in look.doubts if one.code != AGAINST_DATA] if look else []
        text = "\n".join(dict.fromkeys((*self._doubts, *found)))
        self.doubts.setText(text)
        self.doubts.setVisible(bool(text))
        year = int(self._shown.year) if self._shown.year.isdigit() else 0
        shown = look is not None and look.rules is not None and year >= look.rules.valid_from.year - 1
        self.second.setVisible(shown)
        if look is None or look.rules is None or look.standing is None or not shown:
            return
        standing = look.standing
        self.second_name.setText(_("By {name}").format(name=look.rules.name))
        self.second_pill.show_tone(words.class_word(standing.poverty_class), words.TONES[standing.poverty_class])
        self.second_why.setText(standing.explanation)
        self.second_marks.setText("\n".join(standing.marks))
        self.second_marks.setVisible(bool(standing.marks))

    def show_judged(self, judged: Judged) -> None:
        """Show the class and why; what contradicts it in amber."""
        standing = judged.standing
        self.pill.show_tone(words.class_word(standing.poverty_class), words.TONES[standing.poverty_class])
        self.pill.updateGeometry()
        self.why.setText(standing.explanation)
        self.computed.setText(
            _("Points B by the ticks: {points} ({count} indicators).").format(
                points=judged.computed_points, count=judged.ticked
            )
        )
        for shown, text in (
            (self.marks, "\n".join(standing.marks)),
            (self.source, standing.legal_source),
        ):
            shown.setText(text)
            shown.setVisible(bool(text))
        self._doubts = judged.doubts
        self._show_second()

    def show_problems(self, problems: Sequence[Problem]) -> dict[str, QWidget]:
        """Put each problem under its field; returns the editors of those that have one."""
        self.form.show_problems(problems)
        self.indicators.clear_problems()
        found = {one.field: self.form.fields[one.field].editor for one in problems if one.field in self.form.fields}
        for one in problems:
            table, _dot, key = one.field.partition(".")
            reason = self.indicators.show_problem(key, one.message) if table == "overrides" else None
            if reason is not None:
                found[one.field] = reason
        return found
