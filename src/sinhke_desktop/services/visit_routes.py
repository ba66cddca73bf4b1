"""The order in which an officer walks through a hamlet: kept once, used by every stack of forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.visit_route import RouteStop, VisitRoute, WalkingOrder, put_in_order, visit_route_id
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.exchange import Connection


def stops(workspace: Workspace, hamlet_id: str) -> list[RouteStop]:
    """The households living in a hamlet, in walking order."""
    with workspace.database.read() as connection:
        everywhere = stored_households.hamlets_and_sizes(connection, workspace.commune_code)
        inside = [household_id for household_id, (lives_in, _size) in everywhere.items() if lives_in == hamlet_id]
        households = stored_households.get_households(connection, inside)
        route = _route(connection, workspace.commune_code, hamlet_id)
    return put_in_order(map(_stop, households), WalkingOrder.KEPT, route)


def keep(workspace: Workspace, hamlet_id: str, household_ids: Sequence[str]) -> VisitRoute:
    """Keep *household_ids* as the walking order of a hamlet; an empty order takes the kept one back.

    Raises InvalidInput (TV-09) where a household stands on it twice.
    """
    if len(set(household_ids)) < len(household_ids):
        raise InvalidInput([Problem("household_ids", _("A household stands twice in this order."), "TV-09")])
    code = workspace.commune_code
    route = VisitRoute(visit_route_id(code, hamlet_id), code, hamlet_id, ",".join(household_ids))
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [route]))
    return route


def kept(workspace: Workspace, hamlet_id: str) -> tuple[str, ...]:
    """The kept order as it is, empty where none was."""
    with workspace.database.read() as connection:
        return _route(connection, workspace.commune_code, hamlet_id)


def ordered(workspace: Workspace, households: Sequence[Household], order: WalkingOrder) -> list[Household]:
    """*households* hamlet by hamlet as the commune lists them, each hamlet's in *order*."""
    code = workspace.commune_code
    with workspace.database.read() as connection:
        hamlets = [hamlet.id for hamlet in places.all_hamlets(connection, code)]
        routes = {one.hamlet_id: one.order for one in records.all_of(connection, VisitRoute, code)}
    living: defaultdict[str, list[Household]] = defaultdict(list)
    for household in households:
        living[household.hamlet_id].append(household)
    by_id = {household.id: household for household in households}
    hamlets += [hamlet_id for hamlet_id in living if hamlet_id not in hamlets]
    return [
        by_id[stop.household_id]
        for hamlet_id in hamlets
        for stop in put_in_order(map(_stop, living[hamlet_id]), order, routes.get(hamlet_id, ()))
    ]


def _stop(household: Household) -> RouteStop:
    return RouteStop(household.id, household.head.full_name, household.address)


def _route(connection: Connection, commune_code: str, hamlet_id: str) -> tuple[str, ...]:
    found = records.find(connection, VisitRoute, visit_route_id(commune_code, hamlet_id))
    return found.order if found is not None and not found.removed else ()
