"""Receiving the numbers that a commune sent alone (kind ``totals``), checked in the order of exchange.md c.8."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.bundles.container import split
from sinhke_desktop.bundles.header import TOTALS
from sinhke_desktop.bundles.refusals import (
    Revoked,
    TotalsOfAnother,
    TotalsOlder,
    TotalsUnfit,
    UnknownSender,
    WrongKind,
)
from sinhke_desktop.bundles.totals import read_totals
from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.poverty_tables.table import Unit
from sinhke_desktop.services import commune_figures, office_keys, privacy
from sinhke_desktop.services.taking_in import Signed
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import commune_totals as stored
from sinhke_desktop.storage import office
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import Connection

_TABLE = re.compile(r"table-([1-9][0-9]?)")
_COLUMNS = {
    commune_figures.REGISTER: 2, commune_figures.TARGETS: 2, commune_figures.MONTHS: 3, commune_figures.RATES: 1,
    commune_figures.ROUNDS: 0, commune_figures.MODEL: 1, commune_figures.SUPPORTS: 3,
}  # fmt: skip
"""How many columns each total has that is none of the tables."""
_LINES = ({"all"}, {Unit.HOUSEHOLDS.value, Unit.PERSONS.value})


@dataclass(frozen=True, slots=True)
class TotalsReceived:
    """A file of numbers that was taken in; ``fresh`` is False for one that was taken in before: nothing changed.

    ``sender`` is the name of the machine, ``totals`` counts what the file holds.
    """

    commune_code: str
    sender: str
    number: int
    totals: int
    fresh: bool


def taken_before(connection: Connection, one: Signed) -> bool:
    """True for a signed file of numbers that was taken in, or a newer one of the same epoch."""
    header = one.sealed.header
    return any(
        stored.last_sent(connection, code).get(header.epoch, 0) >= header.seq for code in one.device.commune_codes
    )


def receive(workspace: Workspace, content: bytes) -> TotalsReceived:
    """Take in a file of a commune's numbers in place of the one before, beside what is counted from its rows.

    Raises a BundleRefused: what any file is refused for, GB-37 for contents that fit no such file, GB-38 for another
    commune than the machine is paired for, GB-39 for an older file of the same epoch. Nothing was changed then.
    """
    sealed = split(content)
    if sealed.header.kind != TOTALS:
        raise WrongKind(sealed.header.kind)
    with workspace.database.write() as connection:
        device = devices.paired_device(connection, sealed.header.device)
        if device is None:
            raise UnknownSender
        sealed.verify(device.device)
        if device.revoked:
            raise Revoked(device.name)
        keys = office_keys.addressed(workspace, connection, sealed.header.to, device)
        paper = read_totals(sealed, keys)
        if paper.commune_code not in device.commune_codes:
            raise TotalsOfAnother(paper.commune_code)
        _check(paper.totals)
        held = stored.last_sent(connection, paper.commune_code).get(paper.epoch, 0)
        if paper.number < held:
            raise TotalsOlder(paper.number, held)
        fresh = paper.number > held
        if fresh:
            at = privacy.moment(workspace)
            sent = stored.SentAlone(device.device, paper.epoch, paper.number)
            stored.keep_sent(connection, paper.commune_code, paper.totals, sent, at)
            office.note(connection, at, "totals", device.device, f"{paper.commune_code} {paper.number}")
    return TotalsReceived(paper.commune_code, device.name, paper.number, len(paper.totals), fresh)


def _check(totals: Sequence[CommuneTotal]) -> None:
    """Each total once, and none that this program would not know how to show; raises TotalsUnfit."""
    if len({one.key for one in totals}) != len(totals) or not all(map(_known, totals)):
        raise TotalsUnfit


def _known(total: CommuneTotal) -> bool:
    with_year = len(total.period) == len("2025")
    if total.subject in _COLUMNS:
        yearly = total.subject == commune_figures.SUPPORTS
        return len(total.columns) == _COLUMNS[total.subject] and (with_year if yearly else not total.period)
    table = _TABLE.fullmatch(total.subject)
    if table is None or int(table[1]) not in commune_figures.SUMMED:
        return False
    return with_year and bool(total.columns) and {row.key for row in total.rows} in _LINES
