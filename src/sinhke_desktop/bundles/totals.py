"""The numbers of one commune without any person: tables, the model's and the plan's figures (kind ``totals``).

One canonical JSON line a total, sealed to the office like a bundle. Shape: :mod:`sinhke_desktop.domain.commune_totals`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from sinhke_desktop.bundles.container import Container
from sinhke_desktop.bundles.header import TOTALS
from sinhke_desktop.bundles.keys import Keys, PublicKeys
from sinhke_desktop.bundles.refusals import WrongContents, WrongKind
from sinhke_desktop.bundles.sealing import new_header, open_body, seal
from sinhke_desktop.bundles.strict_json import check_text, load_object
from sinhke_desktop.domain.commune_totals import CommuneTotal, as_values, total_from
from sinhke_desktop.domain.operations import canonical

ENDING = ".xxt"


@dataclass(frozen=True, slots=True)
class TotalsPaper:
    """A commune's numbers; ``number`` counts its totals files in the machine's ``epoch``, ``serial`` is its
    certificate's."""

    commune_code: str
    epoch: str
    number: int
    totals: tuple[CommuneTotal, ...]
    serial: int = 0
    claimed_time: str = ""


def write_totals(keys: Keys, office: PublicKeys, paper: TotalsPaper) -> bytes:
    """The file for *office*, signed with the machine's *keys*, which can read it too."""
    header = replace(
        new_header(TOTALS, keys, (office.signing,)),
        cert=paper.serial,
        epoch=paper.epoch,
        seq=paper.number,
        claimed_time=paper.claimed_time,
    )
    recipients = (office.recipient, keys.public.recipient)
    lines = [total_line(one) for one in paper.totals]
    return seal(header, lines, keys, recipients, {"commune": paper.commune_code})[1]


def read_totals(sealed: Container, keys: Keys) -> TotalsPaper:
    """The contents of a totals file whose signature was verified; raises a :class:`BundleRefused`."""
    header = sealed.header
    if header.kind != TOTALS:
        raise WrongKind(header.kind)
    opened = open_body(sealed, keys)
    code = check_text(opened.end.get("commune"), "commune", 5)
    totals = tuple(read_total(line) for line in opened.lines)
    return TotalsPaper(code, header.epoch, header.seq, totals, header.cert, header.claimed_time)


def total_line(total: CommuneTotal) -> bytes:
    """One total as it is written."""
    return canonical(as_values(total))


def read_total(line: bytes) -> CommuneTotal:
    """The total of one line; raises :class:`WrongContents`."""
    values = load_object(line)
    if not line.isascii() and not unicodedata.is_normalized("NFC", line.decode()):
        raise WrongContents("total: not NFC")
    try:
        return total_from(values)
    except ValueError as error:
        raise WrongContents("total") from error
