"""What the first start asks, in which order, and what it does in the end. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sinhke_desktop.domain.commune import Area, CommuneUnit
    from sinhke_desktop.progress import Progress
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
