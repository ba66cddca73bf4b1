"""Updates by stick: what is asked of the services and how their answers are told. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.installed_files import FilesFound
from sinhke_desktop.services.update_standing import Standing
from sinhke_desktop.services.update_trials import files_advice
from sinhke_desktop.services.updates import Found, Offer, Waiting

SHOWN_NAMES = 12
"""Files that are not as signed, named one by one."""


@dataclass(frozen=True, slots=True)
class UpdateServices:
    """What can be asked; ``look`` takes the folders of the plugged-in sticks, ``check`` one pack."""

    standing: Callable[[], Standing]
    look: Callable[[Sequence[Path]], Found]
    check: Callable[[Path], Offer]
    install: Callable[[Offer, Progress], Waiting]
    go_back: Callable[[Progress], Waiting]
    verify: Callable[[Progress], FilesFound]


class RunsShown(Protocol):
    """Does *work* behind a dialog with progress and Cancel, then calls *done* or *failed* in the window."""

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object],
    ) -> object:
        """Start it."""
        ...


class UpdateView(Protocol):
    """What the presenter needs of the section."""

    def show_standing(self, standing: Standing) -> None:
        """Show version, kind, and what may be pressed."""
        ...

    def show_offer(self, offer: Offer | None) -> None:
        """Show a version that may be installed, or none."""
        ...

    def show_told(self, kind: str, text: str, code: str = "") -> None:
        """Say how looking or installing went; *kind* as a notice has it. An empty text says nothing."""
        ...

    def show_files(self, kind: str, text: str) -> None:
        """Say how the installed files are."""
        ...

    def show_busy(self, busy: bool) -> None:
        """Nothing can be pressed meanwhile."""
        ...

    def offer_restart(self, waiting: Waiting) -> None:
        """The version is ready: ask whether the program starts anew now."""
        ...

    def failed(self, error: BaseException) -> None:
        """A fault of the program."""
        ...


class UpdatePresenter:
    """Looks, installs, goes back, verifies, one thing at a time."""

    def __init__(self, view: UpdateView, services: UpdateServices, run: Runs, run_shown: RunsShown) -> None:
        self._view, self._services = view, services
        self._run, self._run_shown = run, run_shown
        self.offer: Offer | None = None

    def refresh(self) -> None:
        """Read again how the program stands."""
        self._view.show_standing(self._services.standing())

    def look(self, folders: Sequence[Path]) -> None:
        """Look for packs on the sticks."""
        if not folders:
            self._show(None)
            self._view.show_told("info", _("No stick is plugged in. Plug it in and look again, or choose the file."))
            return
        self._begin(lambda _progress: self._services.look(folders), self._looked)

    def choose(self, path: Path) -> None:
        """Look into one pack."""
        self._begin(lambda _progress: self._services.check(path), lambda offer: self._looked(Found((offer,))))

    def install(self) -> None:
        """Copy the data and install what is offered."""
        offer = self.offer
        if offer is None:
            return
        self._view.show_told("info", "")
        title = _("Installing version {version}").format(version=offer.version)
        self._run_shown(title, partial(self._services.install, offer), self._installed, self._refused)

    def go_back(self) -> None:
        """Copy the data and take the version before for the next start."""
        self._view.show_told("info", "")
        self._run_shown(_("Going back to the version before"), self._services.go_back, self._installed, self._refused)

    def verify(self) -> None:
        """Compare the installed files with what was signed."""
        self._view.show_files("info", "")
        self._run_shown(_("Checking the program's files"), self._services.verify, self._verified, self._not_verified)

    def _begin(self, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        self._show(None)
        self._view.show_told("info", "")
        self._view.show_busy(True)

        def settled(result: Any) -> None:
            self._view.show_busy(False)
            done(result)

        def refused(error: BaseException) -> None:
            self._view.show_busy(False)
            self._refused(error)

        self._run(work, settled, failed=refused)

    def _looked(self, found: Found) -> None:
        self._show(found.offers[0] if found.offers else None)
        if found.offers:
            return
        if found.refused:
            self._refused(found.refused[0][1])
        else:
            self._view.show_told("info", _("There is no update pack on the stick."))

    def _show(self, offer: Offer | None) -> None:
        self.offer = offer
        self._view.show_offer(offer)

    def _installed(self, waiting: Waiting) -> None:
        self._show(None)
        self.refresh()
        text = _(
            "Version {version} is ready. It starts next time; version {previous} stays until it has opened the data."
        )
        said = text.format(version=waiting.version, previous=waiting.previous)
        if waiting.backup is not None:
            copied = _("The data were copied before: backup SL-{number:06d}.")
            said = f"{said} {copied.format(number=waiting.backup.number)}"
        self._view.show_told("done", said)
        self._view.offer_restart(waiting)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, SinhkeError):
            self._view.show_told("error", " ".join(part for part in (error.message, error.advice) if part), error.code)
        else:
            self._view.failed(error)

    def _verified(self, found: FilesFound) -> None:
        if found.whole:
            text = _("All {count} files of version {version} are as they were signed.")
            self._view.show_files("done", text.format(count=found.count, version=found.version))
            return
        text = _("Of the {count} files of version {version} some are not as they were signed:")
        named = [
            *(f"{_('missing')}: {one}" for one in found.missing),
            *(f"{_('altered')}: {one}" for one in found.altered),
            *(f"{_('extra')}: {one}" for one in found.extra),
        ]
        more = [_("and {count} more").format(count=len(named) - SHOWN_NAMES)] if len(named) > SHOWN_NAMES else []
        said = text.format(count=found.count, version=found.version)
        self._view.show_files("warn", "\n".join([said, *named[:SHOWN_NAMES], *more, files_advice()]))

    def _not_verified(self, error: BaseException) -> None:
        if isinstance(error, SinhkeError):
            self._view.show_files("error", str(error))
        else:
            self._view.failed(error)
