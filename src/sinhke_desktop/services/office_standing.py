"""Who has sent, who is missing, what changed: every commune of a receiving office, by grouped queries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sinhke_desktop.domain.commune import CommuneUnit
from sinhke_desktop.domain.record_changes import KindCount, together
from sinhke_desktop.domain.vietnamese import fold, sort_key
from sinhke_desktop.services import lists, units
from sinhke_desktop.services.workspace import VIETNAM, Workspace
from sinhke_desktop.storage import commune_mergers
from sinhke_desktop.storage import office_receipts as receipts
from sinhke_desktop.storage import office_standing as store
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.local_values import get_value, set_value
from sinhke_desktop.storage.office_standing import MachineFacts
from sinhke_desktop.storage.paired_devices import PairedDevice

EXPECTED = "office.expected_communes"


@dataclass(frozen=True, slots=True)
class Standing:
    """One commune. ``received_up_to`` is the newest bundle's number, 0 for none; ``last_received_at`` a label.

    ``changed_since`` counts by entity kind what was received since its machines' last receipts; ``missing`` says that
    nothing came since the asked day (or ever). ``conflicts`` counts records, ``machines`` also revoked ones;
    ``revoked`` says that no machine of it is believed any more. ``expected`` communes are on the office's list.
    ``held_files`` are staged and not received; ``only_totals`` says that only numbers without names ever came.
    """

    commune_code: str
    name: str
    machines: int
    received_up_to: int
    last_received_at: str
    changed_since: Mapping[str, KindCount]
    missing: bool
    waiting_receipt: bool
    conflicts: int
    open_returns: int
    forks: int
    revoked: bool
    expected: bool = False
    held_files: int = 0
    only_totals: bool = False


@dataclass(frozen=True, slots=True)
class _Office:
    """Everything that the standing of one commune is put together from."""

    facts: Mapping[str, MachineFacts]
    news: frozenset[str]
    conflicts: Mapping[str, int]
    returns: Mapping[str, int]
    names: Mapping[str, str]
    totals: Mapping[str, str]
    since: date | None


def standing(workspace: Workspace, expected_since: date | None = None) -> list[Standing]:
    """Every paired or expected commune by code; *expected_since*: what came before that day does not count.

    Communes that were merged away count with the commune that they belong to now.
    """
    with workspace.database.read() as connection:
        expected = _expected(connection)
        now = commune_mergers.current_codes(connection)
        machines: dict[str, list[PairedDevice]] = {}
        for device in devices.paired_devices(connection):
            for code in {now.get(code, code) for code in device.commune_codes}:
                machines.setdefault(code, []).append(device)
        office = _Office(
            facts=store.machine_facts(connection),
            news=receipts.with_news(connection),
            conflicts=_merged(store.conflicts_by_commune(connection), now),
            returns=_merged(store.returns_by_commune(connection), now),
            names=store.commune_names(connection),
            totals=store.numbers_received(connection),
            since=expected_since,
        )
    wanted = {now.get(code, code) for code in expected}
    codes = sorted(machines.keys() | wanted)
    return [_standing_of(code, machines.get(code, []), office, expected=code in wanted) for code in codes]


def _merged(counts: Mapping[str, int], now: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, count in counts.items():
        found[now.get(code, code)] = found.get(now.get(code, code), 0) + count
    return found


def _standing_of(code: str, machines: Sequence[PairedDevice], office: _Office, *, expected: bool) -> Standing:
    facts = [office.facts.get(one.device, MachineFacts()) for one in machines]
    newest = max(facts, key=lambda one: one.last_received_at, default=MachineFacts())
    total = office.totals.get(code, "")
    last = max(newest.last_received_at, total)
    return Standing(
        commune_code=code,
        name=_name(code, machines, office),
        machines=len(machines),
        received_up_to=newest.received_up_to,
        last_received_at=last,
        changed_since=together(*(one.changed for one in facts)),
        missing=not last or (office.since is not None and _day(last) < office.since),
        waiting_receipt=any(one.device in office.news for one in machines),
        conflicts=office.conflicts.get(code, 0),
        open_returns=office.returns.get(code, 0),
        forks=sum(one.forks for one in facts),
        revoked=bool(machines) and all(one.revoked for one in machines),
        expected=expected,
        held_files=sum(one.held_files for one in facts),
        only_totals=bool(total) and not newest.last_received_at,
    )


def _name(code: str, machines: Sequence[PairedDevice], office: _Office) -> str:
    unit = lists.units().get(code)
    return office.names.get(code) or (unit.full_name if unit is not None else machines[0].name if machines else code)


def _day(label: str) -> date:
    return datetime.fromisoformat(label).astimezone(VIETNAM).date()


def _expected(connection: Connection) -> tuple[str, ...]:
    return tuple(json.loads(get_value(connection, EXPECTED) or "[]"))


def expected_communes(workspace: Workspace) -> tuple[str, ...]:
    """The codes that this office waits for, sorted; empty if no list is kept."""
    with workspace.database.read() as connection:
        return _expected(connection)


def expect_communes(workspace: Workspace, codes: Sequence[str]) -> None:
    """Keep the list of communes that should send; raises NotFound for a code that no list has."""
    wanted = sorted({units.unit(code).code for code in codes})
    with workspace.database.write() as connection:
        set_value(connection, EXPECTED, json.dumps(wanted))


def units_of(province: str, old_district: str = "") -> list[CommuneUnit]:
    """The current communes of a province, or those made from units of an old district; names as one types them.

    Accents, case and the words before a name (tỉnh, huyện...) do not count. Empty where nothing fits.
    """
    wanted, district = _plain(province), _plain(old_district)
    found = [
        one
        for one in lists.units().values()
        if (_plain(one.province_name) == wanted or any(_plain(old.province) == wanted for old in one.made_from))
        and (not district or any(_plain(old.district) == district for old in one.made_from))
    ]
    return sorted(found, key=lambda one: sort_key(one.name))


_BEFORE = ("tinh ", "thanh pho ", "huyen ", "quan ", "thi xa ")


def _plain(name: str) -> str:
    text = " ".join(fold(name).split())
    for words in _BEFORE:
        text = text.removeprefix(words)
    return text
