"""Keys of the record, and what it remembers between households: the last hamlet, which cards stand open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.households.fold_card import FoldCard
from sinhke_desktop.gui.households.members_form import MembersForm
from sinhke_desktop.settings import Settings

KEY = "record"
STRIPS, DWELLING, NEEDS, HAMLET = "strips", "dwelling", "needs", "hamlet_id"


def bind(parent: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Let each key do its act while *parent* is shown."""
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), parent)
        shortcut.activated.connect(act)


class RecordHabits:
    """Kept in the settings, which hold no personal data: an id of a hamlet, and yes or no."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def _known(self) -> dict[str, Any]:
        known = self._settings.get(KEY)
        return dict(known) if isinstance(known, dict) else {}

    @property
    def hamlet_id(self) -> str:
        """The hamlet of the last household that was saved."""
        return str(self._known().get(HAMLET, ""))

    def remember_hamlet(self, hamlet_id: str) -> None:
        """Propose this hamlet next time."""
        self._remember(HAMLET, hamlet_id)

    def _remember(self, name: str, value: object) -> None:
        known = self._known()
        if known.get(name) != value:
            self._settings.set(KEY, known | {name: value})

    def apply(self, members: MembersForm, dwelling: FoldCard, needs: FoldCard) -> None:
        """Open what stood open last time, and remember what is turned from now on."""
        known = self._known()
        members.open_all(is_open=bool(known.get(STRIPS, False)))
        members.unfolded.connect(lambda on: self._remember(STRIPS, on))
        for name, card in ((DWELLING, dwelling), (NEEDS, needs)):
            card.set_open(is_open=bool(known.get(name, True)))
            card.folded.connect(lambda on, name=name: self._remember(name, on))
