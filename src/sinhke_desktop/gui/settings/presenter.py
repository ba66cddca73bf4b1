"""The settings: what is asked of the services and how their answers are told. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.passwords import SHORTEST
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.i18n import _

HEADING_FIELDS = (
    "governing_body",
    "issuing_body",
    "place",
    "report_to",
    "signer_authority",
    "signer_title",
    "signer_name",
    "recipients",
)


@dataclass(frozen=True, slots=True)
class HamletLine:
    """One hamlet with the number of its households in the year shown, None where it was not stated."""

    hamlet: Hamlet
    households: int | None


@dataclass(frozen=True, slots=True)
class SettingsServices:
    """What the settings can do."""

    commune: Callable[[], Commune]
    change_commune: Callable[[Commune], Commune]
    hamlets: Callable[[], Sequence[Hamlet]]
    totals: Callable[[int], dict[str, int]]
    add_hamlet: Callable[[str, str], Hamlet]
    rename_hamlet: Callable[[str, str, str], Hamlet]
    remove_hamlet: Callable[[str], None]
    set_total: Callable[[str, int, int], None]
    change_password: Callable[[str, str], None]
    make_backup: Callable[[], object]


class SettingsView(Protocol):
    """What the presenter needs of the page."""

    def show_commune(self, commune: Commune) -> None:
        """Fill the fields of the commune's papers."""
        ...

    def show_hamlets(self, lines: Sequence[HamletLine], total: int | None) -> None:
        """Show the hamlets; *total* of all households, None where one is missing."""
        ...

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Put the problems beside their fields; none takes them away."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what did not work."""
        ...

    def show_busy(self, busy: bool) -> None:
        """Password or backup take a second."""
        ...

    def clear_passwords(self) -> None:
        """The password was changed."""
        ...


class SettingsPresenter:
    """Saves, one thing at a time, and says so."""

    def __init__(
        self,
        view: SettingsView,
        services: SettingsServices,
        run: Runs,
        toast: Toasts,
        changed: Callable[[], object],
        year: int,
    ) -> None:
        self._view = view
        self._services = services
        self._run = run
        self._toast = toast
        self._changed = changed
        self.year = year

    def refresh(self) -> None:
        """Read everything again."""
        try:
            self._view.show_commune(self._services.commune())
        except SinhkeError as error:
            self._view.show_error(error)
        self.show_year(self.year)

    def show_year(self, year: int) -> None:
        """Show the hamlets with their totals of *year*."""
        self.year = year
        totals = self._services.totals(year)
        lines = [HamletLine(hamlet, totals.get(hamlet.id)) for hamlet in self._services.hamlets()]
        complete = bool(lines) and all(line.households is not None for line in lines)
        self._view.show_hamlets(lines, sum(line.households or 0 for line in lines) if complete else None)

    def save_commune(self, area: Area, period: str, texts: dict[str, str]) -> None:
        """Save how the commune's papers are headed and signed."""

        def save() -> None:
            self._services.change_commune(replace(self._services.commune(), area=area, period=period, **texts))

        self._do(save, _("Saved. New papers carry it from now on."))

    def add_hamlet(self, name: str, kind: str) -> bool:
        """Add one; False when the name was refused."""
        return self._do(lambda: self._services.add_hamlet(name, kind), _("Hamlet added."))

    def rename_hamlet(self, hamlet_id: str, name: str, kind: str) -> bool:
        """Rename one; False when the name was refused."""
        return self._do(lambda: self._services.rename_hamlet(hamlet_id, name, kind), _("Hamlet renamed."))

    def remove_hamlet(self, hamlet_id: str) -> None:
        """Remove one that nobody lives in."""
        self._do(lambda: self._services.remove_hamlet(hamlet_id), _("Hamlet removed."))

    def set_total(self, hamlet_id: str, text: str) -> bool:
        """Save how many households the hamlet has in the year shown; False when it is no number."""
        digits = text.replace(".", "").strip()
        if not (digits.isascii() and digits.isdigit()):
            self._view.show_problems([Problem("households", _("Type a whole number of households."))])
            return False
        return self._do(lambda: self._services.set_total(hamlet_id, self.year, int(digits)), _("Saved."))

    def change_password(self, old: str, new: str, again: str) -> None:
        """Change it in the worker."""
        problems = []
        if len(new) < SHORTEST:
            problems.append(Problem("new_password", _("At least 8 characters.")))
        if new != again:
            problems.append(Problem("again", _("The two passwords are not the same.")))
        self._view.show_problems(problems)
        if problems:
            return

        def done(nothing: object) -> None:
            self._view.show_busy(False)
            self._view.clear_passwords()
            self._toast(_("The password was changed."))

        self._view.show_busy(True)
        self._run(lambda progress: self._services.change_password(old, new), done, failed=self._failed)

    def back_up(self) -> None:
        """Make a verified backup now, in the worker."""

        def done(made: object) -> None:
            self._view.show_busy(False)
            self._toast(_("Backup made and checked."))
            self._changed()

        self._view.show_busy(True)
        self._run(lambda progress: self._services.make_backup(), done, failed=self._failed)

    def _do(self, act: Callable[[], object], words: str) -> bool:
        try:
            act()
        except InvalidInput as error:
            self._view.show_problems(error.problems)
            return False
        except SinhkeError as error:
            self._view.show_error(error)
            return False
        self._view.show_problems(())
        self._toast(words)
        self._changed()
        return True

    def _failed(self, error: BaseException) -> None:
        self._view.show_busy(False)
        self._view.show_error(error)
