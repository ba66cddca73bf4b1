"""What the presenter of the first start needs of its page. Imported for its types alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sinhke_desktop.domain.commune import Area, CommuneUnit
    from sinhke_desktop.errors import SinhkeError
    from sinhke_desktop.gui.first_start.contract import Begin, Step, Typed
    from sinhke_desktop.services.data_place import PlaceOffer
    from sinhke_desktop.services.workspace import Workspace


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
