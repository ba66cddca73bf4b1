"""The sample commune and the sample receiving office, built below the own data folder the first time they are tried."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sinhke_desktop.paths import Folders
from sinhke_desktop.progress import Progress

if TYPE_CHECKING:
    from sinhke_desktop.services.workspace import Workspace

COMMUNE, OFFICE, STICK = "sample", "sample-office", "usb-mau"
PASSWORD = "xa mau sinh ke"  # noqa: S105 - opens only samples with invented people
Opened = tuple["Workspace", Folders]


def commune(own: Folders, progress: Progress) -> Opened:
    """The sample commune, opened, and its folders; raises what building and opening a store do."""
    from sinhke_desktop.services import demo

    return _opened(own, COMMUNE, lambda folders: demo.build_sample(folders, PASSWORD, progress))


def office(own: Folders, progress: Progress) -> Opened:
    """The same for the sample office; beside it lies :func:`stick`, which stands for a commune's."""
    from sinhke_desktop.services import demo_office

    def build(folders: Folders) -> None:
        shutil.rmtree(stick(own), ignore_errors=True)
        demo_office.build_office_sample(folders, PASSWORD, stick(own), progress)

    return _opened(own, OFFICE, build)


def stick(own: Folders) -> Path:
    """The folder with what a commune brings to the sample office."""
    return own.data / STICK


def _opened(own: Folders, name: str, build: Callable[[Folders], object]) -> Opened:
    from sinhke_desktop.services import workspace as workspaces

    folders = Folders(own.data / name, own.config, own.log)
    if not workspaces.exists(folders):
        build(folders)
    return workspaces.open_with_password(folders, PASSWORD), folders
