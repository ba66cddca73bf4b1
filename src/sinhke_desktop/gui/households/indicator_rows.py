"""The indicators of a review, one a row: the tick, what the household's data say, and why one decides otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.derivation import Finding, Proposal, Verdict
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import label
from sinhke_desktop.i18n import _

WIDE = 560


class _Row:
    """The widgets of one indicator."""

    def __init__(self, key: str, toggled: Callable[[], None], reasoned: Callable[[], None]) -> None:
        self.tick = QCheckBox(ALL_INDICATORS[key])
        self.hint = label("", "secondary")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason why you decide otherwise than the data"))
        self.reason.setAccessibleName(_("Reason: {name}").format(name=ALL_INDICATORS[key]))
        self.problem = label("", "problem")
        self.under = QWidget()
        inside = QVBoxLayout(self.under)
        inside.setContentsMargins(theme.px(26), 0, 0, theme.px(4))
        inside.setSpacing(theme.px(2))
        inside.addWidget(self.reason)
        inside.addWidget(self.problem)
        self.problem.hide()
        self.under.hide()
        self.tick.toggled.connect(lambda _on: toggled())
        self.reason.textChanged.connect(lambda _text: reasoned())

    def show_finding(self, finding: Finding | None) -> None:
        """Say what the data say; amber where the tick says otherwise."""
        text = ""
        if finding is not None:
            words = {
                Verdict.LACKING: _("Data: lacking. {reason}"),
                Verdict.NOT_LACKING: _("Data: not lacking. {reason}"),
                Verdict.UNKNOWN: _("Data: not clear. {reason}"),
            }
            text = words[finding.verdict].format(reason=finding.reason) + (" (*)" if finding.unverified else "")
        self.hint.setText(text)
        theme.restyle(self.hint, "tone", "near-poor" if self.differs(finding) else "")
        self.tick.setAccessibleDescription(text)

    def differs(self, finding: Finding | None) -> bool:
        """True if the tick and the data contradict each other."""
        if finding is None or finding.verdict is Verdict.UNKNOWN:
            return False
        return self.tick.isChecked() is not (finding.verdict is Verdict.LACKING)

    def set_problem(self, text: str) -> None:
        """Say below the reason what is wrong."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        theme.restyle(self.reason, "wrong", "true" if text else "false")


class IndicatorRows(QWidget):
    """Calls *told* with ``deprived`` or ``overrides``; a reason is asked only once a tick was changed here."""

    def __init__(self, told: Callable[[str], None]) -> None:
        super().__init__()
        self._told = told
        self._filling = False
        self._decided = False
        self._proposal: Proposal | None = None
        self._stored: Mapping[str, str] = {}
        self._rows = {key: _Row(key, self._toggled, lambda: self._tell("overrides")) for key in ALL_INDICATORS}
        self.ticks = {key: row.tick for key, row in self._rows.items()}
        self.reasons = {key: row.reason for key, row in self._rows.items()}
        self._unverified = label(
            _("(*) The wording or the ages behind this were not checked against the legal text."), "secondary"
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(4))
        self._wide: bool | None = None
        self._place(wide=True)
        self._unverified.hide()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for one column."""
        widest = max(tick.minimumSizeHint().width() for tick in self.ticks.values())
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(wide=event.size().width() >= theme.px(WIDE))

    def _place(self, *, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        while self._grid.count():
            self._grid.takeAt(0)
        at = 0
        for row in self._rows.values():
            self._grid.addWidget(row.tick, at, 0, 1, 1 if wide else 2)
            if not wide:
                at += 1
            self._grid.addWidget(row.hint, at, 1 if wide else 0, 1, 1 if wide else 2)
            self._grid.addWidget(row.under, at + 1, 0, 1, 2)
            at += 2
        self._grid.addWidget(self._unverified, at, 0, 1, 2)
        self._grid.setColumnStretch(0, 0)
        self._grid.setColumnStretch(1, 1)
        self.updateGeometry()

    # filling

    def show_keys(self, keys: frozenset[str]) -> None:
        """Show only these indicators: those of the year's standard, and any that is ticked."""
        for key, row in self._rows.items():
            shown = key in keys or row.tick.isChecked()
            row.tick.setVisible(shown)
            row.hint.setVisible(shown and bool(row.hint.text()))
            if not shown:
                row.under.hide()

    def show_ticks(self, deprived: frozenset[str], reasons: Mapping[str, str]) -> None:
        """Fill ticks and reasons of a review."""
        self._filling = True
        self._decided = False
        self._stored = dict(reasons)
        for key, row in self._rows.items():
            row.tick.setChecked(key in deprived)
            row.reason.setText(reasons.get(key, ""))
            row.set_problem("")
        self._filling = False
        self._show_findings()

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Say beside each indicator what the data say."""
        self._proposal = proposal
        self._show_findings()

    def take_data(self) -> None:
        """Tick what the data say is lacking and untick what they say is not; what is not clear stays as it is."""
        if self._proposal is None:
            return
        self._filling = True
        for key, finding in self._proposal.by_indicator.items():
            if finding.verdict is not Verdict.UNKNOWN:
                self.ticks[key].setChecked(finding.verdict is Verdict.LACKING)
        self._filling = False
        self._toggled()

    def _finding(self, key: str) -> Finding | None:
        return self._proposal.by_indicator.get(key) if self._proposal else None

    def _show_findings(self) -> None:
        for key, row in self._rows.items():
            finding = self._finding(key)
            row.show_finding(finding)
            row.hint.setVisible(bool(row.hint.text()) and not row.tick.isHidden())
            row.under.setVisible(not row.tick.isHidden() and (row.differs(finding) or bool(row.reason.text())))
        found = self._proposal.by_indicator.values() if self._proposal else ()
        self._unverified.setVisible(any(one.unverified for one in found))

    def _toggled(self) -> None:
        if self._filling:
            return
        self._decided = True
        self._show_findings()
        self._told("deprived")

    def _tell(self, field: str) -> None:
        if not self._filling:
            self._told(field)

    # what is typed

    def deprived(self) -> frozenset[str]:
        """The ticked keys."""
        return frozenset(key for key, tick in self.ticks.items() if tick.isChecked())

    def derived(self, stored: frozenset[str]) -> frozenset[str]:
        """What the data said when the ticks were set: now, if a tick was changed, else as *stored*."""
        return self._proposal.deprived if self._decided and self._proposal else stored

    def overrides(self) -> dict[str, str]:
        """The reasons by indicator; an empty one is still to be typed."""
        found = {}
        for key, row in self._rows.items():
            text = row.reason.text().strip()
            differs = row.differs(self._finding(key))
            if self._decided and self._proposal and self._finding(key) is not None:
                if differs or (text and self._finding_unknown(key)):
                    found[key] = text
            elif text or (key in self._stored):
                found[key] = text
        return found

    def _finding_unknown(self, key: str) -> bool:
        finding = self._finding(key)
        return finding is not None and finding.verdict is Verdict.UNKNOWN

    def order(self) -> list[QWidget]:
        """Ticks and reasons in the order of Tab."""
        return [widget for row in self._rows.values() for widget in (row.tick, row.reason)]

    def show_problem(self, key: str, text: str) -> QLineEdit | None:
        """Say what is wrong with the reason of *key*; returns its editor."""
        row = self._rows.get(key)
        if row is None:
            return None
        row.set_problem(text)
        row.under.setVisible(row.under.isVisibleTo(self) or bool(text))
        return row.reason

    def clear_problems(self) -> None:
        """Nothing is wrong with any reason."""
        for row in self._rows.values():
            row.set_problem("")

    def shown_hint(self, key: str) -> QLabel:
        """Where it stands what the data say about *key*."""
        return self._rows[key].hint
