"""So sánh chuẩn: the round by two poverty standards, who would change class, and of whom nothing can be said yet."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.section import TableSection
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _
from sinhke_desktop.services import second_norm
from sinhke_desktop.services.second_norm import OUTCOME_NAMES, ComparedHousehold, Comparison, Outcome

TONES = {Outcome.POOR: "poor", Outcome.NEAR_POOR: "near-poor", Outcome.UNKNOWN: ""}


class CompareSection(TableSection[ComparedHousehold]):
    """Those whose class changes; the others of whom a standard says nothing on demand."""

    def __init__(self, presenter: RoundsPresenter) -> None:
        columns: list[Column[ComparedHousehold]] = [
            Column(_("Head of household"), lambda row: row.head, strong=lambda row: True),
            Column(_("Hamlet"), lambda row: row.hamlet),
            Column(
                _("Standard in force"), lambda row: OUTCOME_NAMES[row.first.outcome],
                tone=lambda row: TONES.get(row.first.outcome, "neutral"),
            ),
            Column(
                _("The other standard"), lambda row: OUTCOME_NAMES[row.second.outcome],
                tone=lambda row: TONES.get(row.second.outcome, "neutral"),
            ),
            Column(
                _("Why"), lambda row: row.second.standing.explanation, tip=lambda row: row.second.standing.explanation
            ),
        ]  # fmt: skip
        super().__init__(presenter, columns, (4,), _("Nobody changes class by the other standard."))
        self.unknown = QCheckBox(_("Those of whom nothing can be said yet"))
        self.unknown.toggled.connect(lambda _on: self._show_again())
        self.tools.add(self.unknown)
        self._found: Comparison | None = None
        self._filter = ("", "")
        self._hamlet = ""

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        board = read.board
        if board is None or not board.round.second_rule_set:
            self._found = None
            self.show_rows(())
            return
        self._filter = (text, board.hamlets.get(hamlet_id, "") if hamlet_id else "")
        self._found = second_norm.compare(self.presenter.workspace, board.round)
        self._show_again()

    def _show_again(self) -> None:
        found = self._found
        if found is None:
            return
        text, hamlet = self._filter
        words = fold(text).split()
        rows = found.unknown if self.unknown.isChecked() else found.changed
        self.show_rows(
            [row for row in rows if hamlet in ("", row.hamlet) and all(word in fold(row.head) for word in words)]
        )
        said = _(
            "{first} beside {second}: {changed} of {total} households change class, of {unknown} it cannot be said."
        )
        marks = " ".join(found.second.unverified)
        self.say(
            said.format(
                first=found.first.name, second=found.second.name, changed=len(found.changed), total=found.households,
                unknown=len(found.unknown),
            )
            + (f" {marks}" if marks else "")
        )  # fmt: skip
