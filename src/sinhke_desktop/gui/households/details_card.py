"""The chosen household beside the register: its class and why, what it lacks, who belongs to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.domain.citizen_id import masked
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.review import INDICATORS, PovertyClass, Review
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.register_terms import Details
from sinhke_desktop.gui.privacy.masking import covered, covered_text, current
from sinhke_desktop.gui.widgets import Card, Flow, LinkButton, Pill, QuietButton, Scrolled, label
from sinhke_desktop.i18n import _


class DetailsCard(Card):
    """Shows one household; *open_record* is the button at its foot."""

    def __init__(self, open_record: Callable[[], object]) -> None:
        super().__init__()
        self.setMinimumWidth(theme.px(260))
        self._lines = QVBoxLayout()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self._area, self._area.viewport()):
            widget.setProperty("kind", "inside")
        self.add(self._area, 1)
        self.button = QuietButton(_("Open the record (Enter)"), "square-pen", open_record)
        self.add(self.button)
        self.show_details(None)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(220))

    def show_details(self, details: Details | None) -> None:
        """Show *details*, or say that nothing is chosen.

        Filled before it is put in sight: lines added to what is in sight already count for nothing until they are
        shown one by one, so that the area may lay out none of them.
        """
        inside = Scrolled()
        inside.setProperty("kind", "inside")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(8)
        self._fill(details)
        before = self._area.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self._area.setWidget(inside)

    def _fill(self, details: Details | None) -> None:
        self.button.setVisible(details is not None)
        if details is None:
            self._lines.addWidget(label(_("Choose a household to see it here."), "secondary"))
            self._lines.addStretch(1)
            return
        household = details.household
        head = household.head
        whose, restricted = household.id, household.restricted == YES
        self._lines.addWidget(label(head.full_name, "card-title"))
        pill = Pill(words.class_word(details.poverty_class), words.TONES[details.poverty_class])
        pills = [pill, Pill(_("Data restricted"), "warn")] if restricted else [pill]
        self._lines.addWidget(Flow(*pills))
        about = [
            details.hamlet,
            covered_text(head.ethnic_group, Member, "ethnic_group", whose, restricted=restricted),
            _("{count} members").format(count=len(household.members)),
            _("citizen id {number}").format(number=masked(head.citizen_id)) if head.citizen_id else "",
            covered_text(household.phone or head.phone, Household, "phone", whose, restricted=restricted),
        ]
        self._lines.addWidget(label(" · ".join(part for part in about if part), "secondary"))
        if household.address:
            self._lines.addWidget(label(household.address, "secondary"))
        self._review(details)
        self._lines.addSpacing(4)
        self._lines.addWidget(label(_("Members"), "strong"))
        for member in household.members:
            self._pair(member.full_name, words.member_line(member))
        if household.note:
            self._lines.addWidget(label(_("Note"), "strong"))
            note = covered_text(household.note, Household, "note", whose, restricted=restricted)
            self._lines.addWidget(label(note, "secondary"))
        if covered(whose, restricted=restricted):
            self._lines.addWidget(LinkButton(_("Show (noted)"), "eye", lambda: self._reveal(details)))
        self._lines.addStretch(1)

    def _reveal(self, details: Details) -> None:
        held = current()
        if held is None:
            return
        try:
            held.reveal(details.household.id)
        except SinhkeError as error:
            errors.show(self, error)
            return
        self.show_details(details)

    def _review(self, details: Details) -> None:
        found = details.reviewed
        if found is None:
            self._reason(_("Not reviewed yet. Open the record to enter the review of the year."))
            return
        review, standing = found.review, found.standing
        self._pair(_("Review"), str(review.year))
        self._pair(_("Points A"), words.NOTHING if review.income_points is None else str(review.income_points))
        points = words.NOTHING if review.deprivation_points is None else str(review.deprivation_points)
        self._pair(_("Points B"), points)
        self._pair(_("Lacking"), f"{words.of_twelve(len(review.deprived))}")
        restricted = details.household.restricted == YES

        def shown(text: str) -> str:
            return covered_text(text, Review, "deprived", details.household.id, restricted=restricted)

        if review.deprived:
            self._lines.addWidget(label(shown(words.indicators(review.deprived & set(INDICATORS))), "secondary"))
        why = standing.explanation
        if details.poverty_class is PovertyClass.NEWLY_ESCAPED:
            why = _("Rose above the line after it was poor or near-poor, fewer than 36 months ago.") + " " + why
        self._reason(_("Why? {reason}").format(reason=shown(why)))
        for doubt in (*map(shown, found.doubts), *standing.marks):
            self._lines.addWidget(label(doubt, "secondary", tone="near-poor"))

    def _reason(self, text: str) -> None:
        frame = QFrame()
        frame.setProperty("kind", "soft")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(label(text, "secondary"))
        self._lines.addWidget(frame)

    def _pair(self, name: str, value: str) -> None:
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        left, right = label(name, "secondary"), label(value)
        right.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(left, 0, 0)
        grid.addWidget(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._lines.addWidget(line)
