"""The first start in a few short steps, of a commune or a receiving office; every step can go back. Knows no Qt."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Protocol

from sinhke_desktop.domain.commune import Area, CommuneUnit
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress

if TYPE_CHECKING:
    from sinhke_desktop.services.workspace import Created, Workspace

PERIODS = ("2021-2025", "2023-2025", "2026-2030")
SHORTEST = 8


class Role(StrEnum):
    """What the machine is for."""

    COMMUNE = "commune"
    OFFICE = "office"
    SECOND = "second"


class Step(IntEnum):
    """The steps; which of them are asked, :data:`PATHS` says."""

    ROLE = 0
    COMMUNE = 1
    AREA = 2
    OFFICER = 3
    OFFICE = 4
    PASSWORD = 5
    CODE = 6


PATHS: dict[Role, tuple[Step, ...]] = {
    Role.COMMUNE: (Step.ROLE, Step.COMMUNE, Step.AREA, Step.OFFICER, Step.PASSWORD, Step.CODE),
    Role.SECOND: (Step.ROLE, Step.COMMUNE, Step.AREA, Step.OFFICER, Step.PASSWORD, Step.CODE),
    Role.OFFICE: (Step.ROLE, Step.OFFICE, Step.PASSWORD, Step.CODE),
}


@dataclass(frozen=True, slots=True)
class FirstStartServices:
    """What the first start does in the end; ``build_sample`` makes the sample commune, or office, and opens it."""

    find_units: Callable[[str], Sequence[CommuneUnit]]
    create: Callable[[str], Created]
    change_password: Callable[[Workspace, str, str], None]
    set_up: Callable[[Workspace, CommuneUnit, Area, str, str], Workspace]
    set_up_office: Callable[[Workspace, str, str], Workspace]
    build_sample: Callable[[Progress], Workspace]
    build_sample_office: Callable[[Progress], Workspace]


class FirstStartView(Protocol):
    """What the presenter needs of the page."""

    def show_step(self, step: Step, path: Sequence[Step], *, last: bool) -> None:
        """Show one step of *path*; *last* names its button Finish."""
        ...

    def show_units(self, units: Sequence[CommuneUnit]) -> None:
        """Show the communes found."""
        ...

    def show_chosen(self, unit: CommuneUnit) -> None:
        """Say which commune was chosen, with the units it was made from."""
        ...

    def show_area(self, area: Area) -> None:
        """Choose the area kind that is usual for the commune."""
        ...

    def show_problem(self, field: str, text: str) -> None:
        """Say what is wrong with a field: ``commune``, ``officer``, ``office``, ``office_officer``, ``password``,
        ``again``, ``group0`` or ``group1``.
        """
        ...

    def show_strength(self, text: str) -> None:
        """Say in words how good the password is."""
        ...

    def show_code(self, code: str, groups: tuple[int, int]) -> None:
        """Show the recovery code and which two groups (from 1) are to be typed back."""
        ...

    def show_busy(self, text: str) -> None:
        """Say what takes its time; empty when it is over."""
        ...

    def show_error(self, error: SinhkeError) -> None:
        """Say why it did not work; nothing typed is lost."""
        ...

    def failed(self, error: BaseException) -> None:
        """A fault of the program."""
        ...

    def finished(self, workspace: Workspace) -> None:
        """The commune or the office is set up."""
        ...


def strength(password: str) -> str:
    """How good *password* is, in words."""
    if len(password) < SHORTEST:
        return _("At least 8 characters; a short sentence is easy to remember.")
    kinds = sum(any(test(letter) for letter in password) for test in (str.isdigit, str.isupper, str.islower, _other))
    score = len(password) + 2 * kinds + min(len(set(password)), 12)
    if score < 22 or len(set(password)) < 4:
        return _("Weak: make it longer, for example three or four words.")
    return _("Good enough.") if score < 32 else _("Strong.")


def _other(letter: str) -> bool:
    return not letter.isalnum()


class FirstStartPresenter:
    """Holds what was typed so far; the store is made between the password and the code, what it is for at the end."""

    def __init__(
        self,
        view: FirstStartView,
        services: FirstStartServices,
        run: Runs,
        *,
        workspace: Workspace | None = None,
        choose_two: Callable[[int], tuple[int, int]] | None = None,
    ) -> None:
        """*workspace*: a store that was made before but never set up; then password and code are not asked again."""
        self._view = view
        self._services = services
        self._run = run
        self._choose_two = choose_two or _two_of
        self._resumed = workspace is not None
        self._password = ""
        self._code = ""
        self._groups = (1, 2)
        self._asked = 0
        self.workspace = workspace
        self.role = Role.COMMUNE
        self.step = Step.ROLE
        self.unit: CommuneUnit | None = None
        self.area = Area.RURAL
        self.period = PERIODS[-1]
        self.office = self.officer = ""
        self._show()

    def path(self) -> tuple[Step, ...]:
        """The steps of this machine; password and code only where the store is not made yet."""
        asked = PATHS[self.role]
        return tuple(one for one in asked if one < Step.PASSWORD) if self._resumed else asked

    def search(self, query: str) -> None:
        """Look for communes; of several searches under way only the latest is shown."""
        self._asked += 1
        asked = self._asked
        if not tidy(query):
            self._view.show_units(())
            return

        def show(units: Sequence[CommuneUnit]) -> None:
            if asked == self._asked:
                self._view.show_units(units)

        self._run(lambda progress: self._services.find_units(query), show, failed=self._failed)

    def choose(self, unit: CommuneUnit) -> None:
        """This is the commune."""
        self.unit = unit
        self.area = unit.default_area
        self._view.show_chosen(unit)
        self._view.show_area(self.area)
        self._view.show_problem("commune", "")

    def back(self) -> None:
        """One step back; nothing typed is lost."""
        at = self.path().index(self.step)
        if at:
            self.step = self.path()[at - 1]
            self._show()

    def typed_password(self, password: str) -> None:
        """Say how good it is while it is typed."""
        self._view.show_strength(strength(password) if password else "")

    def leave_role(self, role: Role) -> None:
        """Next from the question what this machine is for."""
        self.role = role
        self._forward()

    def leave_commune(self) -> None:
        """Next from the choice of the commune."""
        if self.unit is None:
            self._view.show_problem("commune", _("Choose the commune in the list."))
            return
        self._forward()

    def leave_area(self, area: Area, period: str) -> None:
        """Next from area and period."""
        self.area, self.period = area, period
        self._forward()

    def leave_officer(self, officer: str) -> None:
        """Next from the commune officer's name."""
        self.officer = tidy(officer)
        self._view.show_problem("officer", "" if self.officer else _("Type your full name; it stands in the history."))
        if self.officer:
            self._forward()

    def leave_office(self, name: str, officer: str) -> None:
        """Next from the names of the receiving office and of who works there."""
        self.office, self.officer = tidy(name), tidy(officer)
        self._view.show_problem("office", "" if self.office else _("Type the name of the receiving office."))
        missing = "" if self.officer else _("Type your full name; it stands in the history.")
        self._view.show_problem("office_officer", missing)
        if self.office and self.officer:
            self._forward()

    def leave_password(self, password: str, again: str) -> None:
        """Next from the password: makes the store, or gives it another password when it was made before."""
        short = "" if len(password) >= SHORTEST else _("At least 8 characters.")
        self._view.show_problem("password", short)
        self._view.show_problem("again", "" if again == password else _("The two passwords are not the same."))
        if short or again != password:
            return
        store = self.workspace
        if store is None:
            self._view.show_busy(_("Making the encrypted data file…"))
            self._run(lambda progress: self._services.create(password), self._created(password), failed=self._failed)
        elif password != self._password:
            old = self._password
            self._view.show_busy(_("Changing the password…"))
            self._run(
                lambda progress: self._services.change_password(store, old, password),
                lambda nothing: self._password_changed(password),
                failed=self._failed,
            )
        else:
            self._forward()

    def leave_code(self, first: str, second: str) -> None:
        """Finish: both groups must be typed as they stand on the paper."""
        groups = self._code.split("-")
        right = True
        for at, typed in enumerate((first, second)):
            matches = typed.strip().upper() == groups[self._groups[at] - 1]
            self._view.show_problem(f"group{at}", "" if matches else _("Not the same as in the code; look again."))
            right = right and matches
        if right:
            self._forward()

    def try_sample(self) -> None:
        """Build the sample commune with invented people and open it."""
        self._view.show_busy(_("Building the sample commune…"))
        self._run(self._services.build_sample, self._finished, failed=self._failed)

    def try_sample_office(self) -> None:
        """Build the sample receiving office and a folder as a commune's stick, and open it."""
        self._view.show_busy(_("Building the sample office…"))
        self._run(self._services.build_sample_office, self._finished, failed=self._failed)

    def _created(self, password: str) -> Callable[[Created], None]:
        def take(created: Created) -> None:
            self.workspace, self._code, self._password = created.workspace, created.recovery_code, password
            self._groups = self._choose_two(len(self._code.split("-")))
            self._view.show_busy("")
            self._view.show_code(self._code, self._groups)
            self._forward()

        return take

    def _password_changed(self, password: str) -> None:
        self._password = password
        self._view.show_busy("")
        self._forward()

    def _finish(self) -> None:
        store, unit = self.workspace, self.unit
        if store is None:
            raise RuntimeError("the last step before the first")
        if self.role is Role.OFFICE:
            self._view.show_busy(_("Setting up the receiving office…"))
            self._run(
                lambda progress: self._services.set_up_office(store, self.office, self.officer),
                self._finished,
                failed=self._failed,
            )
            return
        if unit is None:
            raise RuntimeError("the last step before the first")
        self._view.show_busy(_("Setting up the commune…"))
        self._run(
            lambda progress: self._services.set_up(store, unit, self.area, self.period, self.officer),
            self._finished,
            failed=self._failed,
        )

    def _finished(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._view.show_busy("")
        self._view.finished(workspace)

    def _failed(self, error: BaseException) -> None:
        self._view.show_busy("")
        if isinstance(error, SinhkeError):
            self._view.show_error(error)
        else:
            self._view.failed(error)

    def _forward(self) -> None:
        path = self.path()
        at = path.index(self.step) + 1
        if at == len(path):
            self._finish()
            return
        self.step = path[at]
        self._show()

    def _show(self) -> None:
        path = self.path()
        self._view.show_step(self.step, path, last=self.step == path[-1])


def _two_of(count: int) -> tuple[int, int]:
    first, second = sorted(random.sample(range(1, count + 1), 2))
    return first, second
