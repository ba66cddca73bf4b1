"""What the first start asks, in which order, what it does in the end, and what it needs of the page. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sinhke_desktop.domain.commune import Area, CommuneUnit
    from sinhke_desktop.errors import SinhkeError
    from sinhke_desktop.progress import Progress
    from sinhke_desktop.services.data_place import PlaceOffer
    from sinhke_desktop.services.workspace import Created, Workspace

PERIODS = ("2021-2025", "2023-2025", "2026-2030")


class Role(StrEnum):
    """What the machine is for."""

    COMMUNE = "commune"
    OFFICE = "office"
    SECOND = "second"


class Begin(StrEnum):
    """What the person wants to do first, once all is set up."""

    PAGES = "pages"
    PAIRING = "pairing"
    IMPORT = "import"
    HOUSEHOLD = "household"
    SAMPLE = "sample"


class Step(IntEnum):
    """The steps; which of them are asked, :data:`PATHS` says."""

    PLACE = 0
    ROLE = 1
    COMMUNE = 2
    AREA = 3
    OFFICER = 4
    OFFICE = 5
    PASSWORD = 6
    CODE = 7
    WHAT_NOW = 8


PATHS: dict[Role, tuple[Step, ...]] = {
    Role.COMMUNE: (
        Step.ROLE, Step.COMMUNE, Step.AREA, Step.OFFICER, Step.PASSWORD, Step.CODE, Step.WHAT_NOW,
    ),
    Role.SECOND: (Step.ROLE, Step.COMMUNE, Step.AREA, Step.OFFICER, Step.PASSWORD, Step.CODE),
    Role.OFFICE: (Step.ROLE, Step.OFFICE, Step.PASSWORD, Step.CODE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed so far, but for the secrets; kept in the settings so that a fault loses nothing.

    ``code_on_paper`` is not empty once the recovery code was typed back.
    """

    role: str = Role.COMMUNE
    commune_code: str = ""
    area: str = ""
    period: str = ""
    officer: str = ""
    office: str = ""
    code_on_paper: str = ""

    def as_kept(self) -> dict[str, str]:
        """For the settings."""
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: object) -> Typed | None:
        """What the settings hold; None where that is nothing of the kind."""
        if not isinstance(kept, Mapping) or kept.get("role") not in tuple(Role):
            return None
        return cls(**{name: str(kept.get(name, "")) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class FirstStartServices:
    """What the first start does in the end; ``build_sample`` makes the sample commune, or office, and opens it.

    ``set_up`` takes the names of the first hamlets last, as typed; ``renew_code`` gives a store that was made before a
    new recovery code. ``keep`` keeps what was typed (None: nothing any more). ``choose_place`` is told whether the data
    are to lie beside a portable program.
    """

    find_units: Callable[[str], Sequence[CommuneUnit]]
    unit: Callable[[str], CommuneUnit]
    create: Callable[[str], Created]
    change_password: Callable[[Workspace, str, str], None]
    renew_code: Callable[[Workspace], str]
    set_up: Callable[[Workspace, CommuneUnit, Area, str, str, str], Workspace]
    set_up_office: Callable[[Workspace, str, str], Workspace]
    build_sample: Callable[[Progress], Workspace]
    build_sample_office: Callable[[Progress], Workspace]
    keep: Callable[[Typed | None], object] = lambda _typed: None
    choose_place: Callable[[bool], object] = lambda _beside: None


class FirstStartView(Protocol):
    """What the presenter needs of the page."""

    def show_step(self, step: Step, path: Sequence[Step], *, last: bool) -> None:
        """Show one step of *path*; *last* names its button Finish."""
        ...

    def show_places(self, offer: PlaceOffer) -> None:
        """Show the two places of the data."""
        ...

    def ask_beside(self, text: str) -> None:
        """Say what is risky about the place chosen and ask again."""
        ...

    def begin_anew(self) -> None:
        """The data lie elsewhere from now on: the program must begin anew."""
        ...

    def show_typed(self, typed: Typed) -> None:
        """Put back what was typed before a fault."""
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
        ``again``, ``group0``, ``group1`` or ``hamlets``.
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

    def finished(self, workspace: Workspace, begin: Begin) -> None:
        """The commune or the office is set up."""
        ...
