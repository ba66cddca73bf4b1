"""The first page: turns counted values into the words shown. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sinhke_desktop.domain.overview import Activity, NextStep, Overview
from sinhke_desktop.gui import standing as spoken
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class StatText:
    """One of the four numbers in words."""

    number: str
    detail: str


class OverviewView(Protocol):
    """What the presenter needs of the page."""

    def show_stats(self, poor: StatText, near_poor: StatText, participants: StatText, money: StatText) -> None:
        """Show the four numbers."""
        ...

    def show_overview(self, overview: Overview) -> None:
        """Show steps, charts, model and activities."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class OverviewPresenter:
    """Reads the overview and carries out what its lines offer."""

    def __init__(
        self,
        view: OverviewView,
        run: Runs,
        read: Callable[[], Overview],
        undo_import: Callable[[str], object],
        navigate: Callable[..., object],
        toast: Toasts,
        changed: Callable[[], object],
    ) -> None:
        """*run* does *read* and *undo_import* in the worker; *changed* is called after a change."""
        self._view = view
        self._run = run
        self._read = read
        self._changed = changed
        self._turn = 0
        self._undoing = False
        self._undo_import = undo_import
        self._navigate = navigate
        self._toast = toast

    def refresh(self) -> None:
        """Read again; what is shown stays until it is there, and an answer to an older question is dropped."""
        self._turn += 1
        turn = self._turn

        def show(overview: Overview) -> None:
            if turn == self._turn:
                self._show(overview)

        self._run(lambda _progress: self._read(), show)

    def _show(self, overview: Overview) -> None:
        numbers = overview.numbers
        money = StatText("–", _("no budget yet"))
        if numbers.planned:
            share = round(100 * numbers.paid / numbers.planned)
            money = StatText(
                millions(numbers.paid),
                _("{share} % of {sum} planned").format(share=share, sum=millions(numbers.planned)),
            )
        participants = StatText("–", _("no model chosen yet"))
        if numbers.participants_places or numbers.participants:
            participants = StatText(
                f"{numbers.participants} / {max(numbers.participants_places, numbers.participants)}",
                _("{poor} poor · {near} near-poor").format(
                    poor=numbers.participants_poor, near=numbers.participants_near_poor
                ),
            )
        self._view.show_stats(
            StatText(spoken.number(numbers.poor), share_text(numbers.poor_share, numbers.poor_change)),
            StatText(spoken.number(numbers.near_poor), share_text(numbers.near_poor_share, numbers.near_poor_change)),
            participants,
            money,
        )
        self._view.show_overview(overview)

    def follow(self, step: NextStep) -> None:
        """The button of a line was pressed."""
        self._navigate(step.target, **dict(step.args))

    def open_hamlet(self, hamlet_id: str) -> None:
        """A bar was clicked: show its households."""
        self._navigate("households", hamlet_id=hamlet_id)

    def open_class(self, poverty_class: str) -> None:
        """A number was clicked: show the households of that class."""
        self._navigate("households", poverty_class=poverty_class)

    def undo(self, activity: Activity) -> None:
        """Take an import back; while that is being done it is not begun again."""
        if self._undoing:
            return
        self._undoing = True

        def undone(_done: object) -> None:
            self._undoing = False
            self._toast(_("The import was taken back."))
            self._changed()

        def refused(error: BaseException) -> None:
            self._undoing = False
            self._view.show_error(error)

        self._run(lambda _progress: self._undo_import(activity.undo_import), undone, failed=refused)


def millions(dong: int) -> str:
    """``264,2 triệu``."""
    text = f"{dong / 1_000_000:,.1f}".replace(",", "\0").replace(".", ",").replace("\0", ".")
    return _("{number} million").format(number=text.removesuffix(",0"))


def share_text(share: float | None, change: float | None) -> str:
    """``6,21 % of all households · 1,8 points less``."""
    if share is None:
        return _("total of households not entered yet")
    parts = [_("{share} of all households").format(share=spoken.per_cent(share))]
    if change is not None:
        points = f"{abs(change):.1f}".replace(".", ",")
        if points == "0,0":
            parts.append(_("as the year before"))
        elif change < 0:
            parts.append(_("{points} points less").format(points=points))
        else:
            parts.append(_("{points} points more").format(points=points))
    return " · ".join(parts)


def activity_time(activity: Activity, today: date) -> str:
    """When it happened, in words."""
    return spoken.when(activity.when, today)
