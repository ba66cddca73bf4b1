"""Opening the data file: what is asked, what is told. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from sinhke_desktop.gui.context import Runs
    from sinhke_desktop.services.workspace import Workspace

COMMUNE_NAME, PROVINCE_NAME, OFFICER = "commune_name", "province_name", "officer"


@dataclass(frozen=True, slots=True)
class UnlockServices:
    """The ways to open: with the password; with the recovery code and a new password; after restoring a backup.

    ``backups`` gives (number, when in words) of each backup, newest first; ``restore`` puts one in place and opens it.
    """

    open_with_password: Callable[[str], Workspace]
    open_with_recovery: Callable[[str, str], Workspace]
    backups: Callable[[], Sequence[tuple[int, str]]] = tuple
    restore: Callable[[int, str], Workspace] | None = None


class UnlockView(Protocol):
    """What the presenter needs of the page."""

    def show_names(self, commune: str, officer: str) -> None:
        """Show whose data these are."""
        ...

    def show_busy(self, busy: bool) -> None:
        """Opening takes a second: nothing can be typed meanwhile."""
        ...

    def show_error(self, error: SinhkeError) -> None:
        """Say why it did not open; what was typed may be tried again."""
        ...

    def show_problem(self, field: str, text: str) -> None:
        """Say what is wrong with ``password``, ``code``, ``new_password``, ``again`` or ``backup_password``."""
        ...

    def opened(self, workspace: Workspace) -> None:
        """It is open."""
        ...

    def failed(self, error: BaseException) -> None:
        """A fault of the program."""
        ...


class UnlockPresenter:
    """Checks what was typed and opens in the worker, since the key takes a second on purpose."""

    def __init__(self, view: UnlockView, services: UnlockServices, run: Runs, settings: Settings) -> None:
        self._view = view
        self._services = services
        self._run = run
        view.show_names(str(settings.get(COMMUNE_NAME, "")), str(settings.get(OFFICER, "")))

    def submit(self, password: str) -> None:
        """Open with the password."""
        if not password:
            self._view.show_problem("password", _("Type the password."))
            return
        self._view.show_problem("password", "")
        self._begin(lambda: self._services.open_with_password(password))

    def submit_recovery(self, code: str, new_password: str, again: str) -> None:
        """Open with the recovery code and set a new password."""
        problems = {
            "code": "" if code.strip() else _("Type the recovery code from the paper."),
            "new_password": "" if len(new_password) >= 8 else _("At least 8 characters."),
            "again": "" if again == new_password else _("The two passwords are not the same."),
        }
        for field, text in problems.items():
            self._view.show_problem(field, text)
        if not any(problems.values()):
            self._begin(lambda: self._services.open_with_recovery(code, new_password))

    def backups(self) -> Sequence[tuple[int, str]]:
        """(number, when in words) of each backup that may be restored, newest first."""
        return self._services.backups() if self._services.restore else ()

    def submit_restore(self, number: int, password: str) -> None:
        """Put backup *number* in the place of the data, then open it with the password of its time."""
        restore = self._services.restore
        self._view.show_problem("backup_password", "" if password else _("Type the password."))
        if password and restore is not None:
            self._begin(lambda: restore(number, password))

    def _begin(self, work: Callable[[], Workspace]) -> None:
        self._view.show_busy(True)
        self._run(lambda progress: work(), self._opened, failed=self._failed)

    def _opened(self, workspace: Workspace) -> None:
        self._view.show_busy(False)
        self._view.opened(workspace)

    def _failed(self, error: BaseException) -> None:
        self._view.show_busy(False)
        if isinstance(error, SinhkeError):
            self._view.show_error(error)
        else:
            self._view.failed(error)
