"""Households that look registered twice, side by side; one is removed by a person, or both stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import Card, Columns, EmptyState, Flow, QuietButton, clear, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import duplicate_households, households
from sinhke_desktop.services.duplicate_households import HouseholdInPair, HouseholdPair

MOST_SHOWN = 30


class DuplicatesSection(QWidget):
    """The suggested pairs, a card each."""

    def __init__(self, context: Context, counted: Callable[[int], object]) -> None:
        super().__init__()
        self._context, self._counted = context, counted
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(12)
        self._hint = label(
            _("Two machines may have entered the same family. Look at both and remove one; it can be put back from the "
              "recycle bin."), "secondary",
        )  # fmt: skip
        column.addWidget(self._hint)
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(12)
        column.addLayout(self._pairs)
        self._more = label("", "secondary")
        column.addWidget(self._more)
        self.empty = EmptyState(
            "circle-check", _("No household looks registered twice"),
            _("Pairs with the same person are suggested here after work of another machine came in."),
        )  # fmt: skip
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        self.cards: list[PairCard] = []

    def refresh(self) -> None:
        """Read again, in the worker."""
        workspace = self._context.workspace
        self._context.runner.run(lambda _progress: duplicate_households.pairs(workspace), self._have_read)

    def _have_read(self, found: Sequence[HouseholdPair]) -> None:
        clear(self._pairs)
        self.cards = [PairCard(one, self._open, self._remove, self._apart) for one in found[:MOST_SHOWN]]
        for card in self.cards:
            self._pairs.addWidget(card)
        more = len(found) - len(self.cards)
        self._more.setText(_("{count} more pairs follow.").format(count=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self._hint.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._counted(len(found))

    def _open(self, household_id: str) -> None:
        self._context.navigate("households", household_id=household_id)

    def _remove(self, gone: HouseholdInPair, kept: HouseholdInPair) -> None:
        workspace = self._context.workspace
        reason = _("Registered twice; the other entry of {head} is kept").format(head=kept.head)
        try:
            households.remove(workspace, gone.id, reason)
        except SinhkeError as error:
            errors.show(self, error)
            return

        def undo() -> None:
            households.restore(workspace, gone.id)
            self._context.refresh()

        self._context.toast(_("Removed: household of {head}").format(head=gone.head), undo)
        self._context.refresh()

    def _apart(self, pair: HouseholdPair) -> None:
        duplicate_households.keep_apart(self._context.workspace, pair.first.id, pair.second.id)
        self._context.refresh()


class PairCard(Card):
    """Two households beside each other."""

    def __init__(
        self,
        pair: HouseholdPair,
        look: Callable[[str], object],
        remove: Callable[[HouseholdInPair, HouseholdInPair], object],
        apart: Callable[[HouseholdPair], object],
    ) -> None:
        super().__init__(pair.why[:1].upper() + pair.why[1:])
        beside = Columns(side_by_side=theme.px(520), gap=14)
        self.remove_buttons: list[QuietButton] = []
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            beside.add(self._side(one, other, look, remove))
        self.add(beside)
        self.apart_button = QuietButton(_("They are two households"), "users", lambda: apart(pair))
        self.add(Flow(self.apart_button))

    def _side(
        self,
        one: HouseholdInPair,
        other: HouseholdInPair,
        look: Callable[[str], object],
        remove: Callable[[HouseholdInPair, HouseholdInPair], object],
    ) -> QWidget:
        side = QFrame()
        side.setProperty("kind", "soft")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label(f"{one.head} – {one.hamlet}" if one.hamlet else one.head, "strong"))
        column.addWidget(label("\n".join(one.members), "secondary"))
        column.addStretch(1)
        button = QuietButton(_("Remove this entry"), "trash-2", lambda: remove(one, other))
        button.setAccessibleName(f"{button.text()}: {one.head}")
        self.remove_buttons.append(button)
        column.addWidget(Flow(QuietButton(_("Open"), "eye", lambda: look(one.id)), button))
        return side
