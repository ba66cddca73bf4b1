"""How many households and people live in each hamlet in a year, poor or not: what every rate is taken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.operations import CREATE, Value
from sinhke_desktop.domain.poverty_tables.scopes import hamlet_words
from sinhke_desktop.domain.typed_values import judged_number
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import journal, places

MOST = 1_000_000
COLUMNS = (
    ("households", N_("All households")),
    ("persons", N_("All people")),
    ("minority_households", N_("Minority households")),
    ("minority_persons", N_("Minority people")),
    ("local_minority_households", N_("Local minority households")),
    ("local_minority_persons", N_("Local minority people")),
)
"""Field of a hamlet's year and what it is called."""
FIELDS = tuple(name for name, _title in COLUMNS)
_PARTS = (
    ("minority_households", "households"), ("minority_persons", "persons"),
    ("local_minority_households", "minority_households"), ("local_minority_persons", "minority_persons"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """A hamlet with what is known of the year, if anything."""

    hamlet: Hamlet
    year: HamletYear | None

    def text(self, field: str) -> str:
        """The number as it is typed."""
        value = getattr(self.year, field) if self.year else None
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a hamlet: field → text; an empty text means not known."""

    hamlet_id: str
    texts: dict[str, str]


def stated(workspace: Workspace, year: int) -> list[Stated]:
    """Every hamlet of the commune with its numbers of *year*."""
    with workspace.database.read() as connection:
        known = {one.hamlet_id: one for one in places.hamlet_years(connection, workspace.commune_code, year)}
        return [Stated(one, known.get(one.id)) for one in places.all_hamlets(connection, workspace.commune_code)]


def missing(workspace: Workspace, year: int) -> list[str]:
    """The hamlets whose number of households or people in *year* is not stated."""
    return [hamlet_words(one.hamlet) for one in stated(workspace, year) if one.year is None or one.year.persons is None]


def judge(typed: Sequence[Typed], counted: dict[str, dict[str, int]] | None = None) -> dict[str, dict[str, int | None]]:
    """The numbers of each hamlet, or InvalidInput with the cell of every problem (``<hamlet>.<field>``).

    *counted* are the poor and near-poor households and people found (hamlet → field → number): a total may not be
    smaller. Codes: TH-06 no number, TH-07 parts larger than their whole, TH-08 fewer than were counted, TH-09 the
    number of households is missing.
    """
    problems: list[Problem] = []
    found: dict[str, dict[str, int | None]] = {}
    for one in typed:
        numbers = {
            name: judged_number(one.texts.get(name, ""), f"{one.hamlet_id}.{name}", problems, most=MOST)
            for name in FIELDS
        }
        problems += _problems(one.hamlet_id, numbers, (counted or {}).get(one.hamlet_id, {}))
        found[one.hamlet_id] = numbers
    if problems:
        raise InvalidInput(problems)
    return found


def _problems(hamlet_id: str, numbers: dict[str, int | None], counted: dict[str, int]) -> list[Problem]:
    problems = []
    titles = dict(COLUMNS)

    def add(name: str, message: str, code: str) -> None:
        problems.append(Problem(f"{hamlet_id}.{name}", message, code))

    for part, whole in _PARTS:
        few, many = numbers[part], numbers[whole]
        if few is not None and many is not None and few > many:
            text = _("{part} cannot be more than {whole} ({number}).")
            add(part, text.format(part=_(titles[part]), whole=_(titles[whole]).lower(), number=format_number(many)),
                "TH-07")  # fmt: skip
    for people, households in (("persons", "households"), ("minority_persons", "minority_households")):
        some, homes = numbers[people], numbers[households]
        if some is not None and homes is not None and some < homes:
            add(people, _("There are fewer people than households ({number}).").format(number=format_number(homes)),
                "TH-07")  # fmt: skip
    for name, least in counted.items():
        value = numbers.get(name)
        if value is not None and value < least:
            text = _("{number} poor and near-poor ones alone were counted; the total cannot be smaller.")
            add(name, text.format(number=format_number(least)), "TH-08")
    if numbers["households"] is None and any(value is not None for value in numbers.values()):
        add("households", _("Type the number of households too."), "TH-09")
    return problems


def state(
    workspace: Workspace, year: int, typed: Sequence[Typed], counted: dict[str, dict[str, int]] | None = None
) -> int:
    """Keep what was typed of *year*; returns how many hamlets changed. Raises what :func:`judge` raises.

    A hamlet where nothing is typed is left as it was.
    """
    judged = judge(typed, counted)
    drafts = []
    with workspace.database.write() as connection:
        known = {one.hamlet_id: one for one in places.hamlet_years(connection, workspace.commune_code, year)}
        for hamlet_id, numbers in judged.items():
            before = known.get(hamlet_id)
            if numbers["households"] is None:
                continue
            wanted: dict[str, Value] = dict(numbers)
            if before is None:
                changes: dict[str, Value] = {"hamlet_id": hamlet_id, "year": year, **wanted}
                drafts.append(journal.Draft("hamlet_year", workspace.new_id(), changes, CREATE, new=True))
                continue
            changes = {name: value for name, value in wanted.items() if getattr(before, name) != value}
            if changes:
                drafts.append(journal.Draft("hamlet_year", before.id, changes))
        journal.save(connection, author(workspace), drafts)
    return len(drafts)


def proposed(workspace: Workspace, year: int) -> list[Typed]:
    """The numbers of the year before as a start for *year*, where that year has none."""
    before = {one.hamlet.id: one for one in stated(workspace, year - 1)}
    return [
        Typed(one.hamlet.id, {name: before[one.hamlet.id].text(name) for name in FIELDS})
        for one in stated(workspace, year)
        if one.year is None and before[one.hamlet.id].year is not None
    ]
