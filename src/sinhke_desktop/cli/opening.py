"""Opening the store for a command: the password from ``SINHKE_PASSWORD`` or asked, the progress on standard error."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import erasure, place, update_trials, updates
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace

PASSWORD_VARIABLE = "SINHKE_PASSWORD"  # noqa: S105 - the variable's name


class PasswordMissing(SinhkeError):
    """Nobody is there to type the password and the variable is not set (``MK-06``)."""

    code = "MK-06"


class RoleMismatch(SinhkeError):
    """A commune's command on an office's store, or the other way round (``DL-10``)."""

    code = "DL-10"


def password(*, new: bool = False) -> str:
    """The password from ``SINHKE_PASSWORD``, else typed unseen (a *new* one twice)."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given:
        return given
    typed = _ask(_("New password: ") if new else _("Password: "))
    if new and _ask(_("The same password again: ")) != typed:
        raise SinhkeError(_("The two passwords differ. Nothing was changed."), _("Type it again."), "MK-07")
    return typed


def _ask(prompt: str) -> str:
    if not sys.stdin or not sys.stdin.isatty():
        raise PasswordMissing(
            _("The password is missing. Nothing was opened."),
            _("Set the environment variable {name}, or run the command in a terminal.").format(name=PASSWORD_VARIABLE),
        )
    return getpass.getpass(prompt)


def secret(prompt: str) -> str:
    """Something secret other than the password, typed unseen; raises :class:`PasswordMissing` without a terminal."""
    return _ask(prompt)


@contextmanager
def opened(arguments: argparse.Namespace, role: str = workspaces.COMMUNE) -> Iterator[Workspace]:
    """The store of the data folder in use, closed again afterwards; raises :class:`RoleMismatch` and what opening does.

    An empty *role* takes either kind.
    """
    places, typed = folders(arguments.data_dir), password()
    seen = update_trials.opening(
        places, updates.installed(), typed, lambda: workspaces.open_with_password(places, typed)
    )
    _tell_of_update(seen)
    workspace = seen.workspace
    try:
        if role and workspace.role != role:
            raise _mismatch(workspace.role)
        place.check(workspace)
        if workspace.role == workspaces.COMMUNE:
            erasure.reapply(workspace)
        yield workspace
        place.write_anchor(workspace)
    finally:
        workspaces.close(workspace)


def _tell_of_update(seen: update_trials.Opened) -> None:
    """On standard error: which version was confirmed just now, or left, and whether a copy was put back."""
    for line in update_trials.words(seen):
        sys.stderr.write(line + "\n")


def _mismatch(role: str) -> RoleMismatch:
    if role == workspaces.OFFICE:
        return RoleMismatch(
            _("This is the store of a receiving office, not of a commune. Nothing was changed."),
            _("Use the commands “office ...”, or name the commune's folder with --data-dir."),
        )
    return RoleMismatch(
        _("This is the store of a commune, not of a receiving office. Nothing was changed."),
        _("Name the office's folder with --data-dir."),
    )


class TerminalProgress:
    """Shows percent on one line of standard error."""

    def __init__(self) -> None:
        self._shown = -1

    def step(self, done: int, total: int) -> None:
        """Write the percent when it changed; a new line at the end."""
        percent = 100 * done // total if total > 0 else 0
        if percent != self._shown:
            self._shown = percent
            sys.stderr.write(f"\r{percent:3d} %" + ("\n" if percent >= 100 else ""))
            sys.stderr.flush()


def progress() -> Progress:
    """A percentage in a terminal, nothing when the output goes elsewhere."""
    return TerminalProgress() if sys.stderr and sys.stderr.isatty() else SILENT
