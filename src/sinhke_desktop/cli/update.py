"""Commands on updates by stick: look, install, go back, verify."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sinhke_desktop.bundles.update_refusals import NotAPack
from sinhke_desktop.cli.answers import Answer, fields
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import stick_files, update_trials, updates
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.updates import Found, Offer, Waiting
from sinhke_desktop.services.workspace import Workspace


def check(arguments: argparse.Namespace) -> Answer:
    """Say what a pack or the packs of a folder offer; exit 1 where there is nothing to install."""
    here = updates.installed()
    found = _found(arguments.path)
    content = {
        "version": here.version,
        "kind": str(here.installation.kind),
        "offers": [
            {"file": str(one.path), "version": one.version, "bytes": one.size, "made": one.made, "news": one.news}
            for one in found.offers
        ],
        "refused": [{"file": str(path), "code": error.code, "message": error.message} for path, error in found.refused],
    }
    lines = fields([(_("Version in use"), here.version)])
    for one in found.offers:
        lines += ["", *fields([(_("New version"), one.version), (_("File"), str(one.path)), (_("Made"), one.made)])]
        lines += one.news.splitlines()
    lines += [f"{path}: {error}" for path, error in found.refused]
    if not found.offers and not found.refused:
        lines.append(_("There is no update pack here."))
    return Answer(content, lines, 0 if found.offers else 1)


def install(arguments: argparse.Namespace) -> Answer:
    """Copy the data and install the newest version of a pack or folder, to be tried at the next start."""
    here = updates.installed()
    offer = _newest(arguments.path)
    with _store(arguments) as workspace:
        return _waits(updates.install(offer.path, workspace, here, progress()))


def back(arguments: argparse.Namespace) -> Answer:
    """Copy the data and let the next start try the version before."""
    here = updates.installed()
    updates.root_of(here)
    with _store(arguments) as workspace:
        return _waits(update_trials.go_back(workspace, here, progress()))


def verify(_arguments: argparse.Namespace) -> Answer:
    """Compare every file of the installed version with its signed list; exit 1 where one differs."""
    here = updates.installed()
    found = update_trials.verify(here, progress())
    content = {
        "ok": found.whole,
        "version": found.version,
        "files": found.count,
        "missing": list(found.missing),
        "altered": list(found.altered),
        "extra": list(found.extra),
    }
    verdict = (
        _("All {count} files of version {version} are as they were signed.") if found.whole
        else _("Of the {count} files of version {version} some are not as they were signed:")
    ).format(count=found.count, version=found.version)  # fmt: skip
    listed = [
        *(f"{_('missing')}: {one}" for one in found.missing),
        *(f"{_('altered')}: {one}" for one in found.altered),
        *(f"{_('extra')}: {one}" for one in found.extra),
    ]
    advice = [] if found.whole else [update_trials.files_advice()]
    return Answer(content, [verdict, *listed, *advice], 0 if found.whole else 1)


def _found(path: Path) -> Found:
    packs = stick_files.found_on(path).packs if path.is_dir() else (path,)
    return updates.found(packs, updates.installed())


def _newest(path: Path) -> Offer:
    if not path.is_dir():
        return updates.check(path, updates.installed())
    found = _found(path)
    if found.offers:
        return found.offers[0]
    raise found.refused[0][1] if found.refused else NotAPack()


@contextmanager
def _store(arguments: argparse.Namespace) -> Iterator[Workspace | None]:
    """The open store of the data folder, or None where there is none yet."""
    if not workspaces.exists(folders(arguments.data_dir)):
        yield None
        return
    with opened(arguments, role="") as workspace:
        yield workspace


def _waits(waiting: Waiting) -> Answer:
    content = {
        "version": waiting.version,
        "previous": waiting.previous,
        "backup": waiting.backup.number if waiting.backup else None,
    }
    lines = [
        _("Version {version} is ready. It starts next time; version {previous} stays until it has opened the data.")
        .format(version=waiting.version, previous=waiting.previous)
    ]  # fmt: skip
    if waiting.backup is not None:
        lines.append(_("The data were copied before: backup SL-{number:06d}.").format(number=waiting.backup.number))
    return Answer(content, lines)
