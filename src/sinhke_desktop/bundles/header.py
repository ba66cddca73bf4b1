"""The signed header of every file of the exchange: canonical JSON, no personal data. Source: exchange.md c.3."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass

from sinhke_desktop import __version__
from sinhke_desktop.bundles.refusals import NewerFormat, WrongContents
from sinhke_desktop.bundles.strict_json import (
    check_hex,
    check_keys,
    check_list,
    check_number,
    check_text,
    load_object,
)
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.protocol import Announced, Parent

FORMAT = 1
SYNC, RECEIPT, PAIR, CERT, TOTALS = "sync", "receipt", "pair", "cert", "totals"
KINDS = (SYNC, RECEIPT, PAIR, CERT, TOTALS)
MOST_PARENTS = 200
MOST_RECEIVERS = 4


@dataclass(frozen=True, slots=True)
class Header:
    """What is signed. ``device`` is the sender's signing key, ``to`` are receivers' signing keys (hexadecimal).

    ``seq`` counts bundles in the epoch (totals their own files), for receipts the office's own sequence; fields that a
    kind has no use for are 0 or empty. Lengths are bytes: ``body_len`` as stored, ``plain_len`` after unpacking.
    ``claimed_time`` is a label.
    """

    kind: str
    device: str
    bundle_id: str
    to: tuple[str, ...]
    body_len: int
    body_sha256: str
    plain_len: int
    cert: int = 0
    epoch: str = ""
    seq: int = 0
    prev: str = ""
    base_ctr: int = 0
    base_chain: str = ""
    last_ctr: int = 0
    last_chain: str = ""
    parents: tuple[Parent, ...] = ()
    app: str = __version__
    claimed_time: str = ""
    v: int = FORMAT

    def encoded(self) -> bytes:
        """The canonical bytes."""
        values = asdict(self)
        values["parents"] = [
            {
                "chain": one.chain,
                "ctr": one.counter,
                "epoch": one.epoch,
                "received": one.received,
                "received_chain": one.received_chain,
            }
            for one in self.parents
        ]
        return canonical(values)

    def digest(self) -> str:
        """SHA-256 of the canonical bytes: stands for the whole file."""
        return hashlib.sha256(self.encoded()).hexdigest()

    def announced(self) -> Announced:
        """The place of a bundle, for :func:`sinhke_desktop.domain.admission.decide`."""
        return Announced(
            device=self.device,
            epoch=self.epoch,
            sequence=self.seq,
            previous=self.prev,
            base_counter=self.base_ctr,
            base_chain=self.base_chain,
            last_counter=self.last_ctr,
            last_chain=self.last_chain,
            parents=self.parents,
            header_hash=self.digest(),
        )


_FIELDS = frozenset(Header.__dataclass_fields__)
_PARENT = frozenset({"chain", "ctr", "epoch", "received", "received_chain"})


def read_header(content: bytes) -> Header:
    """The header in *content*; raises :class:`NewerFormat` or :class:`WrongContents`."""
    values = load_object(content)
    version = values.get("v")
    if isinstance(version, int) and version > FORMAT:
        raise NewerFormat
    check_keys(values, "header", _FIELDS)
    kind = check_text(values["kind"], "kind", 16)
    if kind not in KINDS or version != FORMAT:
        raise WrongContents("kind")
    place = kind == SYNC
    numbered = place or kind == TOTALS
    header = Header(
        kind=kind,
        device=check_hex(values["device"], "device", 64),
        bundle_id=check_hex(values["bundle_id"], "bundle_id", 32),
        to=tuple(check_hex(one, "to", 64) for one in check_list(values["to"], "to", MOST_RECEIVERS)),
        body_len=check_number(values["body_len"], "body_len"),
        body_sha256=check_hex(values["body_sha256"], "body_sha256", 64),
        plain_len=check_number(values["plain_len"], "plain_len"),
        cert=check_number(values["cert"], "cert"),
        epoch=check_hex(values["epoch"], "epoch", 32, empty=not numbered),
        seq=check_number(values["seq"], "seq", 1 if numbered else 0),
        prev=check_hex(values["prev"], "prev", 64, empty=True),
        base_ctr=check_number(values["base_ctr"], "base_ctr"),
        base_chain=check_hex(values["base_chain"], "base_chain", 64, empty=not place),
        last_ctr=check_number(values["last_ctr"], "last_ctr"),
        last_chain=check_hex(values["last_chain"], "last_chain", 64, empty=not place),
        parents=tuple(_parent(one) for one in check_list(values["parents"], "parents", MOST_PARENTS)),
        app=check_text(values["app"], "app", 32),
        claimed_time=check_text(values["claimed_time"], "claimed_time", 40),
    )
    if header.last_ctr < header.base_ctr:
        raise WrongContents("last_ctr")
    if header.encoded() != content:
        raise WrongContents("header not canonical")
    return header


def _parent(value: object) -> Parent:
    fields = check_keys(value, "parent", _PARENT)
    return Parent(
        check_hex(fields["epoch"], "parent epoch", 32),
        check_number(fields["ctr"], "parent ctr"),
        check_hex(fields["chain"], "parent chain", 64),
        check_number(fields["received"], "parent received"),
        check_hex(fields["received_chain"], "parent received_chain", 64, empty=True),
    )
