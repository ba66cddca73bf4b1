"""Deciding differences one record after the other: what was picked, what is missing, what comes next. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Toasts
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.i18n import _
from sinhke_desktop.services.conflicts import ConflictChoice, EntityConflict, FieldConflictShown


@dataclass(frozen=True, slots=True)
class ConflictServices:
    """What is asked of the services; ``read`` is called in the worker with a commune's code or nothing."""

    read: Callable[[str], list[EntityConflict]]
    decide: Callable[[str, str, dict[str, str], str], str]
    reopen: Callable[[str], object]


class ConflictView(Protocol):
    """What the presenter needs of the page."""

    def show_records(self, records: Sequence[EntityConflict], at: int) -> None:
        """List *records*, the one *at* chosen (-1 where there is none)."""
        ...

    def show_record(self, record: EntityConflict | None, picks: dict[str, str]) -> None:
        """Show the fields with both values; nothing is chosen that is not in *picks* (path → uid)."""
        ...

    def show_missing(self, missing: int) -> None:
        """Say how many fields still have no choice; 0 lets decide."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class ConflictPresenter:
    """Holds which record is open and what was picked in it; no pick is ever made by the program."""

    def __init__(
        self,
        view: ConflictView,
        services: ConflictServices,
        run: Callable[..., object],
        toast: Toasts,
        changed: Callable[[], object],
    ) -> None:
        """*run* is ``Runner.run``; *changed* refreshes the window."""
        self._view, self._services, self._run, self._toast, self._changed = view, services, run, toast, changed
        self.commune_code = ""
        self.records: list[EntityConflict] = []
        self.current: EntityConflict | None = None
        self.picks: dict[str, str] = {}

    def refresh(self) -> None:
        """Read again, in the worker."""
        code, services = self.commune_code, self._services
        self._run(lambda _progress: services.read(code), self._have_read)

    def filter(self, commune_code: str) -> None:
        """Only that commune's, or all."""
        self.commune_code = commune_code
        self.refresh()

    def _have_read(self, records: Sequence[EntityConflict]) -> None:
        keys = [_key(one) for one in records]
        before = [_key(one) for one in self.records]
        at = 0 if records else -1
        if self.current is not None and _key(self.current) in keys:
            at = keys.index(_key(self.current))
        elif self.current is not None and _key(self.current) in before:
            at = min(before.index(_key(self.current)), len(keys) - 1)
        self.records = list(records)
        self._view.show_records(self.records, at)
        self.open(at)

    def open(self, at: int) -> None:
        """Show the record in that row."""
        found = self.records[at] if 0 <= at < len(self.records) else None
        if found != self.current:
            same = found is not None and self.current is not None and _key(found) == _key(self.current)
            known = {(one.path, choice.uid) for one in found.fields for choice in one.choices} if found else set()
            self.picks = {path: uid for path, uid in self.picks.items() if same and (path, uid) in known}
        self.current = found
        self._view.show_record(found, self.picks)
        self._view.show_missing(self.missing())

    def missing(self) -> int:
        """How many fields of the open record have no choice yet."""
        return sum(one.path not in self.picks for one in self.current.fields) if self.current is not None else 0

    def pick(self, path: str, number: int) -> None:
        """Choose the value with that *number* (from 1) of the field."""
        field = next((one for one in self.current.fields if one.path == path), None) if self.current else None
        if field is None or not 1 <= number <= len(field.choices):
            return
        self.picks[path] = field.choices[number - 1].uid
        self._view.show_record(self.current, self.picks)
        self._view.show_missing(self.missing())

    def decide(self, reason: str = "") -> None:
        """Write the decision once every field has a choice; the next record follows, and it can be taken back."""
        record = self.current
        if record is None or self.missing():
            return
        try:
            uid = self._services.decide(record.entity_kind, record.entity_id, dict(self.picks), reason)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        self.picks = {}
        self._toast(_("Decided: {title}").format(title=record.title), lambda: self._reopen(uid))
        self._changed()

    def _reopen(self, uid: str) -> None:
        try:
            self._services.reopen(uid)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        self._changed()


def _key(record: EntityConflict) -> tuple[str, str]:
    return record.entity_kind, record.entity_id


def who_and_when(choice: ConflictChoice) -> str:
    """``Nguyễn Thị Thử · 20/11/2025 10:00 · Máy hai``; what is not known is left out."""
    when = local_time(choice.claimed_time) if choice.claimed_time else ""
    return " · ".join(part for part in (choice.officer, when, choice.machine) if part)


def side_note(choice: ConflictChoice) -> str:
    """What has to be said of a side that did not write the field itself."""
    return _("changed the record without knowing the other value") if choice.unaware else ""


def field_count(record: EntityConflict) -> str:
    """``1 trường``, ``3 trường``."""
    return _("{count} fields").format(count=len(record.fields))


def spoken(number: int, field: FieldConflictShown, choice: ConflictChoice) -> str:
    """A choice for those who hear the page."""
    return f"{number}: {field.label}: {choice.shown}. {who_and_when(choice)}"
