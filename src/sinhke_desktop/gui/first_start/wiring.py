"""The services behind the first start, each imported when it is first needed; called in the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sinhke_desktop import installation
from sinhke_desktop.gui.first_start.contract import FirstStartServices, Typed
from sinhke_desktop.paths import Folders
from sinhke_desktop.progress import Progress
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from sinhke_desktop.domain.commune import Area, CommuneUnit
    from sinhke_desktop.services.data_place import PlaceOffer
    from sinhke_desktop.services.workspace import Created, Workspace

TYPED = "first_start"
"""Under this key the settings keep what was typed until all is set up."""


def services(
    settings: Settings,
    create: Callable[[str], Created],
    build_sample: Callable[[Progress], Workspace],
    build_sample_office: Callable[[Progress], Workspace],
) -> FirstStartServices:
    """All of them; *create* and the samples are the program's own, which holds what they open."""
    return FirstStartServices(
        find_units=_find_units,
        unit=_unit,
        create=create,
        change_password=_change_password,
        renew_code=_renew_code,
        set_up=_set_up,
        set_up_office=_set_up_office,
        build_sample=build_sample,
        build_sample_office=build_sample_office,
        keep=partial(_keep, settings),
        choose_place=_choose_place,
    )


def offer(folders: Folders) -> PlaceOffer | None:
    """Where a portable program may keep its data; None for every other."""
    if installation.current().kind is not installation.Kind.PORTABLE:
        return None
    from sinhke_desktop.services import data_place

    return data_place.offer(installation.current(), folders)


def typed(settings: Settings) -> Typed | None:
    """What was typed at a first start that did not come to its end."""
    return Typed.from_kept(settings.get(TYPED))


def _keep(settings: Settings, what: Typed | None) -> None:
    settings.remember(TYPED, None if what is None else what.as_kept())


def _choose_place(beside: bool) -> None:
    from sinhke_desktop.services import data_place

    data_place.choose(installation.current(), beside=beside)


def _find_units(query: str) -> Sequence[CommuneUnit]:
    from sinhke_desktop.services import units

    return units.find_units(query)


def _unit(code: str) -> CommuneUnit:
    from sinhke_desktop.services import units

    return units.unit(code)


def _set_up(workspace: Workspace, unit: CommuneUnit, area: Area, period: str, officer: str, names: str) -> Workspace:
    from sinhke_desktop.services import communes, hamlets

    ready = communes.set_up(workspace, unit, area, period, officer)
    if names:
        hamlets.add_named(ready, names)
    return ready


def _set_up_office(workspace: Workspace, name: str, officer: str) -> Workspace:
    from sinhke_desktop.services import office_profile

    return office_profile.set_up(workspace, name, officer)


def _change_password(workspace: Workspace, old: str, new: str) -> None:
    from sinhke_desktop.services import workspace as workspaces

    workspaces.change_password(workspace, old, new)


def _renew_code(workspace: Workspace) -> str:
    from sinhke_desktop.services import workspace as workspaces

    return workspaces.renew_recovery_code(workspace)
