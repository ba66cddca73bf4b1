"""The yearly review of one household: points, the twelve indicators, and the class that follows, as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS, Movement, PovertyClass, ResultStatus
from sinhke_desktop.errors import Problem
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.editors import EnterGoesOn, Ticks
from sinhke_desktop.gui.households.record_terms import Judged
from sinhke_desktop.gui.widgets import Card, Columns, Flow, Form, Pill, choices, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.reviews import ReviewInput

STATED = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NEWLY_ESCAPED, PovertyClass.NONE)


class ReviewForm(Card):
    """Tells :attr:`changed` the field and :attr:`year_chosen` another year."""

    changed = Signal(str)
    year_chosen = Signal(int)

    def __init__(self, enter: EnterGoesOn) -> None:
        super().__init__(_("3. Review of the year"))
        self._filling = False
        self._shown = ReviewInput()
        self.form = Form(columns=3)
        self.year = choices()
        self.status = choices(
            (ResultStatus.PRELIMINARY.value, _("Preliminary")), (ResultStatus.OFFICIAL.value, _("Official"))
        )
        self.reviewed_on, self.income, self.deprivation = QLineEdit(), QLineEdit(), QLineEdit()
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
        self.form.add("declared_class", _("Class on the paper"), self.stated)
        self.form.add("movement", _("Old, new or relapsed"), self.movement)
        self.form.add("note", _("Note"), self.note, span=2)
        self.reviewed_on.setPlaceholderText(_("dd/mm/yyyy"))
        self.ticks = {key: QCheckBox(name) for key, name in INDICATORS.items()}
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.form)
        inside.addWidget(label(_("Lacking (tick what the household lacks; Space ticks)"), "strong"))
        inside.addWidget(Ticks(tuple(self.ticks.values())))
        inside.addStretch(1)
        columns = Columns(side_by_side=760)
        columns.add(left, 5)
        columns.add(self._result(), 3)
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
        inside.addStretch(1)
        return frame

    def _connect(self, enter: EnterGoesOn) -> None:
        for field, editor in (
            ("status", self.status), ("declared_class", self.stated), ("movement", self.movement),
        ):  # fmt: skip
            editor.currentIndexChanged.connect(lambda _at, field=field: self._told(field))
        for field, line in (
            ("reviewed_on", self.reviewed_on), ("income_points", self.income),
            ("deprivation_points", self.deprivation), ("note", self.note),
        ):  # fmt: skip
            line.textChanged.connect(lambda _text, field=field: self._told(field))
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self._told("deprived"))
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
            self.year, self.status, self.reviewed_on, self.income, self.deprivation, self.stated, self.movement,
            self.note, *self.ticks.values(),
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
        for key, tick in self.ticks.items():
            tick.setChecked(key in typed.deprived)
        self._filling = False

    def typed(self) -> ReviewInput:
        """What stands in the fields."""
        return replace(
            self._shown,
            status=str(self.status.currentData()),
            reviewed_on=self.reviewed_on.text(),
            income_points=self.income.text(),
            deprivation_points=self.deprivation.text(),
            deprived=frozenset(key for key, tick in self.ticks.items() if tick.isChecked()),
            declared_class=str(self.stated.currentData() or ""),
            movement=str(self.movement.currentData() or ""),
            note=self.note.text(),
        )

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
            (self.doubts, "\n".join(judged.doubts)),
            (self.marks, "\n".join(standing.marks)),
            (self.source, standing.legal_source),
        ):
            shown.setText(text)
            shown.setVisible(bool(text))

    def show_problems(self, problems: Sequence[Problem]) -> dict[str, QWidget]:
        """Put each problem under its field; returns the editors of those that have one."""
        self.form.show_problems(problems)
        return {one.field: self.form.fields[one.field].editor for one in problems if one.field in self.form.fields}
