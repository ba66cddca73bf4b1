"""What a household received, as its record shows it: read, added, corrected and taken back. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sinhke_desktop.domain.household import Member
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.support import SUPPORT_NAMES, Source, Support, SupportInput, SupportKind
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import households, supports
from sinhke_desktop.services.supports import Double, Received, SourceTotal
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SupportServices:
    """What the store does for supports."""

    received: Callable[[str], Sequence[Received]]
    members: Callable[[str], Sequence[Member]]
    totals: Callable[[Sequence[Received]], Sequence[SourceTotal]]
    twice: Callable[[str], Sequence[Double]]
    warnings: Callable[[SupportInput, str], Sequence[str]]
    sources_on: Callable[[str], Sequence[Source]]
    give: Callable[[SupportInput], Support]
    change: Callable[[str, SupportInput], Support]
    take_back: Callable[[str, str], object]
    put_back: Callable[[Support], object]


def support_services(workspace: Workspace) -> SupportServices:
    """The services bound to one workspace."""
    return SupportServices(
        received=lambda household_id: supports.received(workspace, household_id),
        members=lambda household_id: households.get(workspace, household_id).members,
        totals=supports.totals,
        twice=lambda household_id: supports.doubles(workspace, household_id),
        warnings=lambda typed, support_id: supports.warnings(workspace, typed, support_id),
        sources_on=supports.sources_on,
        give=lambda typed: supports.give(workspace, typed),
        change=lambda support_id, typed: supports.change(workspace, support_id, typed),
        take_back=lambda support_id, reason: supports.take_back(workspace, support_id, reason),
        put_back=lambda support: supports.put_back(workspace, support),
    )


class Asks(Protocol):
    """The dialog that a support is typed into."""

    def show_stored(self) -> None:
        """It is in the store: leave."""
        ...

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Say what speaks against it; the same again is stored."""
        ...

    def show_refused(self, refused: InvalidInput) -> None:
        """Put every problem at its field."""
        ...

    def show_failed(self, error: BaseException) -> None:
        """Say what went wrong; it can be tried again."""
        ...


class SupportsView(Protocol):
    """What the presenter needs of the page."""

    def show_received(self, lines: Sequence[Received], totals: Sequence[str], warnings: Sequence[str]) -> None:
        """Show what was received, its sums, and what seems to be paid twice."""
        ...

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the page shows of one household."""

    lines: Sequence[Received]
    members: Sequence[Member]
    totals: Sequence[str]
    warnings: Sequence[str]


def typed_of(support: Support) -> SupportInput:
    """A support as it would be typed."""
    return SupportInput(
        support.household_id, support.kind.value, support.what, support.source_code, f"{support.received_on:%d/%m/%Y}",
        support.member_id, "" if support.quantity is None else format_number(support.quantity), support.unit,
        "" if support.value is None else format_number(support.value), support.programme, support.paper, support.note,
        support.id,
    )  # fmt: skip


def amount(support: Support) -> str:
    """``2 con``, or nothing where it was not counted."""
    return "" if support.quantity is None else f"{format_number(support.quantity)} {support.unit}".strip()


def kind_word(kind: SupportKind) -> str:
    """The kind in short: what stands before the comma or colon."""
    return SUPPORT_NAMES[kind].split(",")[0].split(":")[0]


def total_text(total: SourceTotal) -> str:
    """``Quỹ “Vì người nghèo” cấp tỉnh: 2 lần, 36.000.000 đ``."""
    text = _("{source}: {times} times, {value} đ")
    if total.without_value:
        text = _("{source}: {times} times, {value} đ ({unknown} without a value)")
    return text.format(
        source=total.source, times=total.times, value=format_dong(total.value), unknown=total.without_value
    )


class SupportsPresenter:
    """Holds one household's supports; every act can be undone from the word that tells of it."""

    def __init__(self, view: SupportsView, services: SupportServices, run: Runs) -> None:
        self._view = view
        self._services = services
        self._run = run
        self.household_id = ""
        self.members: Sequence[Member] = ()
        self._known: Sequence[Support] = ()

    def show(self, household_id: str) -> None:
        """Show another household; an empty id (a record that is new) shows nothing."""
        self.household_id = household_id
        self.members = ()
        self._known = ()
        if not household_id:
            self._view.show_received((), (), ())
            return

        def work(progress: Progress) -> Standing:
            lines = self._services.received(household_id)
            totals = [total_text(one) for one in self._services.totals(lines)]
            doubles = [one.text for one in self._services.twice(household_id)]
            return Standing(lines, self._services.members(household_id), totals, doubles)

        def take(standing: Standing) -> None:
            if household_id == self.household_id:
                self.members = standing.members
                self._known = [line.support for line in standing.lines]
                self._view.show_received(standing.lines, standing.totals, standing.warnings)

        self._run(work, take)

    def sources_on(self, day: str) -> Sequence[Source]:
        """The sources to choose from for that day."""
        return self._services.sources_on(day)

    def store(self, typed: SupportInput, dialog: Asks, *, warned: bool) -> None:
        """Store what was typed, unless something speaks against it that the person has not seen yet."""
        known = next((one for one in self._known if one.id == typed.id), None)

        def work(progress: Progress) -> Sequence[str] | Support | InvalidInput:
            try:
                warnings = [] if warned else self._services.warnings(typed, typed.id)
                if warnings:
                    return warnings
                return self._services.change(typed.id, typed) if typed.id else self._services.give(typed)
            except InvalidInput as refused:
                return refused

        def done(found: Sequence[str] | Support | InvalidInput) -> None:
            if isinstance(found, InvalidInput):
                dialog.show_refused(found)
            elif isinstance(found, Support):
                dialog.show_stored()
                self._told(_("The support is saved."), found, known)
            else:
                dialog.show_warnings(found)

        self._run(work, done, failed=dialog.show_failed)

    def _told(self, text: str, stored: Support, before: Support | None) -> None:
        def undo() -> None:
            if before is not None:
                self._again(lambda: self._services.put_back(before))
            else:
                self._again(lambda: self._services.take_back(stored.id, _("Taken back at once")))

        self._view.tell(text, undo)
        self.show(self.household_id)

    def take_back(self, support: Support, reason: str) -> None:
        """Take a support back; the word that says so puts it back."""

        def done(nothing: object) -> None:
            self._view.tell(
                _("The support is taken back."), lambda: self._again(lambda: self._services.put_back(support))
            )
            self.show(self.household_id)

        self._run(lambda progress: self._services.take_back(support.id, reason), done)

    def _again(self, act: Callable[[], object]) -> None:
        self._run(lambda progress: act(), lambda nothing: self.show(self.household_id))
