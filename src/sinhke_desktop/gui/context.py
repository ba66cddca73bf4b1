"""What every page is handed: the workspace, the runner, the settings, and ways to speak to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sinhke_desktop.paths import Folders
from sinhke_desktop.progress import Progress
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from sinhke_desktop.gui.tasks import Runner
    from sinhke_desktop.services.workspace import Workspace


class Toasts(Protocol):
    """Says a short word at the foot of the window; *undo* gives it a button that takes the act back."""

    def __call__(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show *text*."""
        ...


class Navigates(Protocol):
    """Goes to a page by its key (see ``gui/pages.py``); *args* reach the page's ``open``."""

    def __call__(self, key: str, **args: Any) -> None:
        """Open the page."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to every page. ``refresh`` reads the shown page and the status bar again after a change.

    ``restyle`` builds the window anew after the theme or the type size was changed in the settings. ``tour`` shows the
    short tour over the window again.
    """

    workspace: Workspace
    runner: Runner
    settings: Settings
    folders: Folders
    toast: Toasts
    navigate: Navigates
    refresh: Callable[[], None]
    restyle: Callable[[], None]
    tour: Callable[[], object] = lambda: None


class Runs(Protocol):
    """``Runner.run`` as presenters see it: does *work* elsewhere, then calls *done* or *failed* in the window."""

    def __call__(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        *,
        failed: Callable[[BaseException], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
    ) -> Any:
        """Start it."""
        ...
