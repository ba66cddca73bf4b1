"""All communes of a receiving office together: counting what is stale, then tables that read no register."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain import consolidated, consolidated_models
from sinhke_desktop.domain.consolidated import Given
from sinhke_desktop.domain.merged_totals import CodeTotal, merged_total
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.domain.vietnamese import sort_key
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import commune_figures, lists, model_targets, office_standing, privacy
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import commune_mergers, office_communes
from sinhke_desktop.storage import commune_totals as stored
from sinhke_desktop.storage.commune_totals import AGGREGATE, ROWS, KeptTotal


@dataclass(frozen=True, slots=True)
class ShownCommune:
    """A commune of today; ``codes`` are all under which its records may lie, its own among them.

    ``with_rows`` are those of them of which the store holds records; ``silent``: nothing ever came, not even numbers.
    """

    code: str
    name: str
    codes: tuple[str, ...]
    with_rows: tuple[str, ...]
    silent: bool


def of_commune(workspace: Workspace, code: str) -> Workspace:
    """The office's store as that commune sees its own: every reading service works on it."""
    return replace(workspace, commune_code=code)


def shown_communes(workspace: Workspace) -> list[ShownCommune]:
    """Every commune that sent, is paired or is waited for, by name; old codes count under today's."""
    with workspace.database.read() as connection:
        known = office_communes.names(connection)
        paired = office_communes.paired(connection)
        sent = {*known, *stored.sent_alone(connection, paired)}
        codes = sent | paired
        merged = commune_mergers.current_codes(connection)
    codes |= set(office_standing.expected_communes(workspace))
    groups: dict[str, list[str]] = {}
    for code in sorted(codes):
        groups.setdefault(merged.get(code, code), []).append(code)
    units = lists.units()
    found = []
    for now, some in groups.items():
        unit = units.get(now)
        name = known.get(now) or (unit.full_name if unit is not None else now)
        with_rows = tuple(one for one in some if one in known)
        found.append(ShownCommune(now, name, tuple(sorted({now, *some})), with_rows, sent.isdisjoint(some)))
    return sorted(found, key=lambda one: (sort_key(one.name), one.code))


def stale(workspace: Workspace) -> list[str]:
    """The communes whose rows changed since they were counted, or were never counted."""
    with workspace.database.read() as connection:
        known = office_communes.names(connection).keys()
        return sorted(known - stored.up_to_date(connection, known))


def recount(workspace: Workspace, codes: Collection[str] = (), progress: Progress = SILENT) -> int:
    """Count the stale communes anew (of *codes* only, if given), each in transactions of its own; returns how many.

    A task: a commune of 1,000 households takes about a second. Cancelling leaves the others stale. A commune whose
    rows change meanwhile, by another officer on the same server, stays stale.
    """
    waiting = [code for code in stale(workspace) if not codes or code in codes]
    done = 0
    for place, code in enumerate(waiting):
        progress.step(place, len(waiting))
        with workspace.database.write() as connection:
            stored.begin_counting(connection, code)
        totals = commune_figures.count(of_commune(workspace, code))
        with workspace.database.write() as connection:
            done += stored.keep_counted(connection, code, totals, privacy.moment(workspace))
    progress.step(len(waiting), len(waiting))
    return done


def given(workspace: Workspace, key: str, communes: Sequence[ShownCommune]) -> list[Given]:
    """What each of *communes* gave of ``table-4:2025``, ``model``...: no register is read."""
    codes = {code for one in communes for code in one.codes}
    with workspace.database.read() as connection:
        kept = stored.read(connection, key, codes)
        fresh = stored.up_to_date(connection, codes)
        merged_at = commune_mergers.told_at(connection)
    by_code = {(one.commune_code, one.source): one for one in kept}
    return [_given(commune, by_code, merged_at, fresh) for commune in communes]


def _given(
    commune: ShownCommune, known: Mapping[tuple[str, str], KeptTotal], merged_at: Mapping[str, str], fresh: set[str]
) -> Given:
    parts = []
    for code in commune.codes:
        counted, sent = known.get((code, ROWS)), known.get((code, AGGREGATE))
        parts.append(
            CodeTotal(
                code,
                code in commune.with_rows,
                counted.total if counted is not None else None,
                sent.total if sent is not None else None,
                sent.made_at if sent is not None else "",
                merged_at.get(code, ""),
            )
        )
    found = merged_total(commune.code, parts)
    return Given(
        commune.code,
        commune.name,
        found.total,
        found.alone,
        found.sent_alone,
        stale=any(code not in fresh for code in commune.with_rows),
        silent=commune.silent,
    )


def years(workspace: Workspace, communes: Sequence[ShownCommune], key: str = "years") -> list[int]:
    """The years of which some commune gave results (``work-years``: months or supports), newest first."""
    return years_told(given(workspace, commune_figures.REGISTER, communes), key)


def years_told(registers: Sequence[Given], key: str = "years") -> list[int]:
    """As :func:`years`, from what the communes gave of their registers."""
    texts = [one.total.text(key) for one in registers if one.total is not None]
    named = {year.strip() for text in texts for year in text.replace(";", ",").split(",")}
    return sorted((int(year) for year in named if year.isdecimal()), reverse=True)


def poverty_table(workspace: Workspace, number: int, year: int, communes: Sequence[ShownCommune]) -> Table:
    """Table *number* (1 to 13) over the communes; raises NotFound (BB-02) where nobody gave it."""
    found = consolidated.poverty_table(
        number, year, given(workspace, commune_figures.table_key(number, year), communes)
    )
    if found is None:
        raise no_results(year)
    return found


def no_results(year: int) -> NotFound:
    """What to say where no commune has given results, of *year* or at all (``BB-02``)."""
    return NotFound(
        _("No commune has sent results of {year} yet.").format(year=year) if year
        else _("No commune has sent results yet."),
        _("Receive the communes' bundles first, or choose another year."),
        "BB-02",
    )  # fmt: skip


def models(workspace: Workspace, communes: Sequence[ShownCommune]) -> Table:
    """One line for each commune's livelihood model."""
    return consolidated_models.models(given(workspace, commune_figures.MODEL, communes))


def targets(workspace: Workspace, year: int, communes: Sequence[ShownCommune]) -> Table:
    """The plan's targets of *year* and what is reached."""
    plan = model_targets.plan()
    return consolidated_models.targets(year, plan.name, given(workspace, commune_figures.TARGETS, communes))


def months(workspace: Workspace, year: int, communes: Sequence[ShownCommune]) -> Table:
    """The models' months of *year*."""
    return consolidated_models.months(year, given(workspace, commune_figures.MONTHS, communes))


def supports(workspace: Workspace, year: int, communes: Sequence[ShownCommune]) -> Table:
    """What households received in *year*."""
    return consolidated_models.supports(year, given(workspace, commune_figures.supports_key(year), communes))


def standing(workspace: Workspace, communes: Sequence[ShownCommune]) -> Table:
    """Households and people by class, the last round and when something last came."""
    with workspace.database.read() as connection:
        at = office_communes.last_received(connection)
    received = {
        one.code: f"{privacy.here(newest):%d/%m/%Y}"
        for one in communes
        if (newest := max((at.get(code, "") for code in one.codes), default=""))
    }
    return consolidated_models.standing(
        given(workspace, commune_figures.REGISTER, communes),
        given(workspace, commune_figures.ROUNDS, communes),
        received,
    )
