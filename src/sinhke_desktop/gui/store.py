"""A store as the window opens and leaves it; what knows stores is imported only then."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import Folders

if TYPE_CHECKING:
    from sinhke_desktop.services.workspace import Workspace


def backups(folders: Folders) -> Sequence[tuple[int, str]]:
    """(number, when) of each backup, newest first; without importing the services that know them."""
    found = [(int(path.name[3:]), path.stat().st_mtime) for path in (folders.data / "backups").glob("SL-??????")]
    return [
        (number, f"SL-{number:06d} · {time.strftime('%d/%m/%Y %H:%M', time.localtime(when))}")
        for number, when in sorted(found, reverse=True)
    ]


def leave(workspace: Workspace) -> None:
    """Note outside the data file how far its journal came, then close it."""
    from sinhke_desktop.services import place
    from sinhke_desktop.services import workspace as workspaces

    try:
        if workspace.role == workspaces.OFFICE or workspace.commune_code:
            place.write_anchor(workspace)
    except SinhkeError as error:
        logging.getLogger(__name__).warning("anchor not written: %s", error.code)
    finally:
        workspaces.close(workspace)


def in_its_place(workspace: Workspace) -> Workspace:
    """A copied or restored store begins a new run of numbers before anything is typed into it."""
    from sinhke_desktop.services import erasure, place
    from sinhke_desktop.services import workspace as workspaces

    try:
        place.check(workspace)
        if workspace.role == workspaces.COMMUNE:
            erasure.reapply(workspace)
    except BaseException:
        workspaces.close(workspace)
        raise
    return workspace
