"""Covering sensitive fields on shared screens: "•••" until somebody asks, and again after five minutes.

One :class:`Masking` belongs to the open window. Views ask :func:`covered_text` for what they show and connect
:attr:`Masking.changed` to their drawing; where no window is open, nothing is covered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.household import Member
from sinhke_desktop.domain.personal_fields import FIELDS, hidden_fields
from sinhke_desktop.services import privacy
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from sinhke_desktop.services.workspace import Workspace

DOTS = "•••"
SHOWN_FOR = 5 * 60 * 1000
"""Milliseconds for which what was asked for stays uncovered."""


class Masking(QObject):
    """What is covered now. ``changed`` is told whenever that changed."""

    changed = Signal()

    def __init__(self, workspace: Workspace, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._settings = workspace, settings
        self._shown: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.cover)

    @property
    def on(self) -> bool:
        """True if this machine hides sensitive fields."""
        return privacy.hidden(self._settings)

    def switch(self, on: bool) -> None:
        """Choose whether this machine hides sensitive fields."""
        privacy.hide(self._settings, on)
        self._shown.clear()
        self.changed.emit()

    def covers(self, household_id: str = "", *, restricted: bool = False) -> bool:
        """True while this household's (or, without an id, the lists') sensitive fields are covered.

        Those of a household whose data are *restricted* are covered on every machine.
        """
        return (self.on or restricted) and household_id not in self._shown

    def reveal(self, household_id: str = "", detail: str = "") -> None:
        """Uncover a household's fields (or the lists') for five minutes, noted; raises StorageRefused and stays so."""
        if household_id in self._shown:
            return
        fields = ",".join(sorted(hidden_fields(Member)))
        privacy.note_access(self._workspace, Action.REVEALED, household_id, fields, detail)
        self._shown.add(household_id)
        self._timer.start()
        self.changed.emit()

    def cover(self) -> None:
        """Cover everything again: after five minutes, on leaving, on locking."""
        self._timer.stop()
        if self._shown:
            self._shown.clear()
            self.changed.emit()


class _Open:
    """The masking of the open window, if there is one."""

    masking: Masking | None = None


def install(masking: Masking | None) -> None:
    """Let *masking* hold for every view; None when the window closes."""
    _Open.masking = masking
    if masking is not None:
        masking.destroyed.connect(lambda: _forget(masking))


def _forget(gone: Masking) -> None:
    """A window that is gone covers nothing any more; another one that opened meanwhile goes on."""
    if _Open.masking is gone:
        _Open.masking = None


def current() -> Masking | None:
    """The masking of the open window."""
    return _Open.masking


def recover() -> None:
    """Cover everything again, on leaving a record."""
    masking = current()
    if masking is not None:
        masking.cover()


def covered(household_id: str = "", *, restricted: bool = False) -> bool:
    """True while sensitive fields are covered."""
    masking = current()
    return masking is not None and masking.covers(household_id, restricted=restricted)


def covered_text(text: str, record: type[Any], name: str, household_id: str = "", *, restricted: bool = False) -> str:
    """*text* of a record's field, or dots while it is covered; an empty text stays empty, an open field as it is."""
    if text and FIELDS[record][name].hidden and covered(household_id, restricted=restricted):
        return DOTS
    return text


def cover_editor(editor: QLineEdit, record: type[Any], name: str, household_id: str = "") -> None:
    """Show dots instead of what stands in *editor* while its field is covered; typing works all the same."""
    hides = FIELDS[record][name].hidden and covered(household_id) and bool(editor.text())
    editor.setEchoMode(QLineEdit.EchoMode.Password if hides else QLineEdit.EchoMode.Normal)
