"""What a receiving office does with the sample commune, step by step, each step leaving a file to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.operations import Value
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders
from sinhke_desktop.services import (
    commune_figures,
    communes,
    conflicts,
    consolidated,
    consolidated_papers,
    entity_words,
    exchange,
    machines,
    office_receipts,
    pairing,
    place,
    receiving,
    receiving_plan,
    returned_records,
    staging,
    totals_in,
    totals_out,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.households import changes_between
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import journal

PHONES = ("0987000111", "0987000222")
"""What the two machines wrote of the same household; invented."""
SECOND_OFFICER = "Trần Văn Hai"
REASON, ANSWER = "Thiếu số điện thoại của chủ hộ.", "Đã hỏi chủ hộ và ghi số điện thoại."
MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class OfficeSide:
    """The files that the office's steps left, and what was counted.

    ``tables`` holds so many (``tables_printed``) tables of all communes. ``same_state``: the office holds exactly what
    both machines hold.
    """

    plan: Path
    planned: int
    decided: Path
    conflicts_decided: int
    returned: Path
    returned_answered: int
    totals: Path
    totals_received: int
    tables: Path
    tables_printed: int
    received_up_to: int
    same_state: bool


def pair(commune: Workspace, office: Workspace, folder: Path) -> None:
    """Pair by key file; the numbers are compared here as two people would on the telephone."""
    asked = pairing.write_key_file(commune, folder)
    same = machines.read_key_file(asked.path).number == pairing.own_number(commune)
    answer = machines.office_pair(office, asked.path, same, folder)
    offered = pairing.read_certificate(commune, answer)
    same = offered.office_number == machines.office_number(office)
    pairing.accept_certificate(commune, answer, confirmed=same)


def by_list_number(machine: Workspace) -> list[Household]:
    """The machine's households in the order of their list."""
    with machine.database.read() as connection:
        found = stored.all_households(connection, machine.commune_code)
    return sorted(found, key=lambda one: (one.list_number or 0, one.head.full_name))


def rewrite(machine: Workspace, household: Household, **fields: Any) -> None:
    """Write other *fields* of a household, as its form does."""
    changes: dict[str, Value] = changes_between(household, replace(household, **fields))
    with machine.database.write() as connection:
        journal.save(connection, author(machine), [journal.Draft(stored.KIND, household.id, changes)])


def look_first(office: Workspace, bundle: Path, out: Path) -> int:
    """Write what receiving *bundle* would change to *out*; nothing is received. Returns how many records that is."""
    [file] = staging.stage(office, [bundle])
    planned = receiving_plan.plan(office, file.header_hash)
    lines = [_("Bundle {number} of {sender}, before it is received").format(number=planned.number, sender=file.sender)]
    for kind, count in planned.counts.items():
        words = _("{kind}: {new} new, {changed} changed, {removed} removed, {conflicts} to decide")
        lines.append(
            words.format(kind=entity_words.kind_label(kind), new=count.new, changed=count.changed,
                         removed=count.removed, conflicts=count.conflicts)
        )  # fmt: skip
    lines += [f"{one.kind_label}: {one.title}" for one in planned.changes[:MOST_LISTED]]
    _written(out, lines)
    return sum(one.new + one.changed + one.removed for one in planned.counts.values())


class OfficeWork:
    """The commune, its second machine and the office with a *stick* between them; files go to *out*."""

    def __init__(self, commune: Workspace, office: Workspace, stick: Path, out: Path) -> None:
        self._commune, self._office, self._stick, self._out = commune, office, stick, out

    def do(self, second_folders: Folders, password: str, plan: tuple[Path, int], year: int) -> OfficeSide:
        """Every step after the first receiving, whose *plan* was written. Raises what the services raise."""
        made = workspaces.create(second_folders, password).workspace
        try:
            second = self._second(made)
            decided, count = self._decide(second)
            returned, answered, last = self._return(second)
        finally:
            workspaces.close(made)
        totals = totals_out.write(self._commune, self._stick)
        numbers = totals_in.receive(self._office, totals.path.read_bytes())
        tables, printed = self._tables(year)
        return OfficeSide(
            plan=plan[0],
            planned=plan[1],
            decided=decided,
            conflicts_decided=count,
            returned=returned,
            returned_answered=answered,
            totals=totals.path,
            totals_received=numbers.totals,
            tables=tables,
            tables_printed=printed,
            received_up_to=last[1],
            same_state=last[0],
        )

    def _second(self, made: Workspace) -> Workspace:
        """A second machine of the commune, which gets everything with its first receipt."""
        held = communes.current(self._commune)
        second = communes.set_up(made, units.unit(held.code), held.area, held.period, SECOND_OFFICER)
        place.check(second)
        pair(second, self._office, self._stick)
        self._receipts((second,))
        return second

    def _decide(self, second: Workspace) -> tuple[Path, int]:
        """Both machines write another telephone number; the office decides for the value that was not shown."""
        for machine, phone in zip((self._commune, second), PHONES, strict=True):
            rewrite(machine, by_list_number(machine)[0], phone=phone)
            self._send(machine)
        lines = []
        waiting = conflicts.open_conflicts(self._office)
        for one in waiting:
            chosen = {field.path: field.choices[-1].uid for field in one.fields}
            conflicts.decide(self._office, one.entity_kind, one.entity_id, chosen, _("Asked by telephone"))
            lines.append(f"{one.kind_label}: {one.title}")
            for field in one.fields:
                lines += [f"  {field.label}: {choice.shown} ({choice.officer})" for choice in field.choices]
                lines.append(f"  {_('Decided')}: {field.choices[-1].shown}")
        self._receipts((self._commune, second))
        _written(self._out / "khac-nhau.txt", lines)
        return self._out / "khac-nhau.txt", len(waiting)

    def _return(self, second: Workspace) -> tuple[Path, int, tuple[bool, int]]:
        """A record is returned, mended, answered and closed; then the office holds what both machines hold."""
        office, household = self._office, by_list_number(self._commune)[1]
        asked = returned_records.ask(office, self._commune.commune_code, stored.KIND, household.id, REASON)
        self._receipts((self._commune,))
        rewrite(self._commune, by_list_number(self._commune)[1], phone="0987000333")
        returned_records.answer(self._commune, asked.id, ANSWER)
        self._send(self._commune)
        returned_records.close(office, asked.id)
        self._receipts((self._commune, second))
        last = [self._send(machine) for machine in (second, self._commune)]
        shown = [one for one in returned_records.requests(office, open_only=False) if one.request.id == asked.id]
        lines = [
            line
            for one in shown
            for line in (
                f"{one.kind_label}: {one.title}",
                f"  {_('Returned because')}: {one.request.reason}",
                f"  {_('Answer')}: {one.request.answer} ({one.request.answered_by})",
            )
        ]
        _written(self._out / "tra-lai.txt", lines)
        answered = sum(bool(one.request.answer) for one in shown)
        return self._out / "tra-lai.txt", answered, (all(one.same_state for one in last), last[-1].number)

    def _tables(self, year: int) -> tuple[Path, int]:
        """Every table of all communes and what is known of their models, in one PDF."""
        office = self._office
        consolidated.recount(office)
        shown = consolidated.shown_communes(office)
        tables = [consolidated.poverty_table(office, number, year, shown) for number in sorted(commune_figures.SUMMED)]
        tables += [consolidated.models(office, shown), consolidated.targets(office, year, shown)]
        path = consolidated_papers.write_pdf(office, tables, self._out / "bieu-tong-hop.pdf", year)
        return path, len(tables)

    def _send(self, machine: Workspace) -> Outcome:
        sent = exchange.export_to(machine, self._stick)
        return receiving.office_receive(self._office, sent.path, self._stick)

    def _receipts(self, to: Sequence[Workspace]) -> None:
        """The receipts of these machines, written by the office and read by them."""
        for one in to:
            device = pairing.own_keys(one).public.signing
            for written in office_receipts.write_receipts(self._office, self._stick, [device]):
                exchange.read_receipt(one, written.path)


def _written(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
