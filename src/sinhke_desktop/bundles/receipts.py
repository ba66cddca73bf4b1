"""The office's signed receipt for one machine: how far it holds each epoch, the hashes of what it holds, and what the
machine lacks (exchange.md c.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sinhke_desktop.bundles.container import split
from sinhke_desktop.bundles.header import RECEIPT
from sinhke_desktop.bundles.keys import Keys, PublicKeys
from sinhke_desktop.bundles.lines import operation_line, read_operations
from sinhke_desktop.bundles.pairing import check_code, codes_line, read_codes, read_mergers
from sinhke_desktop.bundles.refusals import ForAnother, ForeignOffice, ReplacedKey, WrongContents, WrongKind
from sinhke_desktop.bundles.rotation import Rotation, read_rotation
from sinhke_desktop.bundles.sealing import new_header, open_body, seal
from sinhke_desktop.bundles.strict_json import check_hex, check_keys, check_number, load_object
from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.domain.operations import Operation, Stamp, StampedOperation, canonical
from sinhke_desktop.domain.protocol import Receipt, StreamReceipt

_STREAM = frozenset({"chain", "cursor", "epoch", "forked", "header_hash", "last_seq"})
_STATE = frozenset({"commune", "state_hash"})
_CODES = frozenset({"communes", "mergers"})
_ROTATION, _CERTIFICATE = frozenset({"rotation"}), frozenset({"certificate"})


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A receipt and, per commune code, the state hash of what the office holds.

    ``operations`` are those that the machine lacks, oldest first: work of other machines, and the office's own.
    ``rotations`` lead on from the keys that the machine knows; ``communes`` are the codes that it may send now, where a
    merger changed them, with ``mergers`` among them. ``signer`` is the key that signed it.
    """

    receipt: Receipt
    state_hashes: Mapping[str, str]
    claimed_time: str = ""
    operations: tuple[Operation, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    communes: tuple[str, ...] = ()
    mergers: tuple[CommuneMerger, ...] = ()
    signer: str = field(default="", compare=False)


def write_receipt(keys: Keys, device: PublicKeys, paper: ReceiptPaper) -> bytes:
    """The receipt file for *device*, signed with the office's *keys*."""
    lines = [
        canonical(
            {
                "chain": one.chain,
                "cursor": one.cursor,
                "epoch": one.epoch,
                "forked": one.forked,
                "header_hash": one.header_hash,
                "last_seq": one.last_sequence,
            }
        )
        for one in paper.receipt.streams
    ]
    lines += [canonical({"commune": code, "state_hash": one}) for code, one in sorted(paper.state_hashes.items())]
    lines += [
        operation_line(StampedOperation(one, Stamp("", number), "")) for number, one in enumerate(paper.operations, 1)
    ]
    lines += [canonical({"rotation": one.line()}) for one in paper.rotations]
    if paper.communes:
        lines.append(canonical({"certificate": codes_line(paper.communes, paper.mergers)}))
    header = replace(
        new_header(RECEIPT, keys, (device.signing,)),
        epoch=paper.receipt.office_epoch,
        seq=paper.receipt.office_sequence,
        claimed_time=paper.claimed_time,
    )
    return seal(header, lines, keys, (device.recipient,))[1]


def read_receipt(
    content: bytes, keys: Keys, office: PublicKeys, former: Sequence[str] = (), past: Sequence[str] = ()
) -> ReceiptPaper:
    """A verified receipt for the machine with *keys* from *office*; raises a :class:`BundleRefused`.

    *former* are signing keys that the office replaced and may still sign with until it has seen the new one in use.
    Of *past* keys nothing is believed any more. The rotations in it are judged by :func:`.rotation.follow`.
    """
    sealed = split(content)
    if sealed.header.kind != RECEIPT:
        raise WrongKind(sealed.header.kind)
    if sealed.header.device not in (office.signing, *former):
        raise ReplacedKey if sealed.header.device in past else ForeignOffice
    sealed.verify(sealed.header.device)
    if sealed.header.to != (keys.public.signing,):
        raise ForAnother
    found = _Lines()
    for line in open_body(sealed, keys).lines:
        found.add(line)
    numbered = read_operations(found.carried)
    if [number for number, _ in numbered] != list(range(1, len(numbered) + 1)):
        raise WrongContents("ctr")
    receipt = Receipt(keys.public.signing, sealed.header.seq, tuple(found.streams), sealed.header.epoch)
    return ReceiptPaper(
        receipt,
        found.hashes,
        sealed.header.claimed_time,
        tuple(one for _, one in numbered),
        tuple(found.rotations),
        found.communes,
        found.mergers,
        sealed.header.device,
    )


class _Lines:
    """The lines of a receipt, sorted by what they say."""

    def __init__(self) -> None:
        self.streams: list[StreamReceipt] = []
        self.hashes: dict[str, str] = {}
        self.carried: list[bytes] = []
        self.rotations: list[Rotation] = []
        self.communes: tuple[str, ...] = ()
        self.mergers: tuple[CommuneMerger, ...] = ()

    def add(self, line: bytes) -> None:
        """Take one line; raises WrongContents."""
        values = load_object(line)
        if "uid" in values:
            self.carried.append(line)
        elif "rotation" in values:
            self.rotations.append(read_rotation(check_keys(values, "rotation line", _ROTATION)["rotation"]))
        elif "certificate" in values:
            self._add_codes(check_keys(values, "certificate line", _CERTIFICATE)["certificate"])
        elif "commune" in values:
            check_keys(values, "state", _STATE)
            code = check_code(values["commune"], "commune")
            self.hashes[code] = check_hex(values["state_hash"], "state_hash", 64)
        else:
            self.streams.append(_stream(values))

    def _add_codes(self, value: object) -> None:
        if self.communes:
            raise WrongContents("certificate")
        told = check_keys(value, "certificate", _CODES)
        self.communes = read_codes(told["communes"])
        self.mergers = read_mergers(told["mergers"], self.communes)


def _stream(values: dict[str, object]) -> StreamReceipt:
    check_keys(values, "stream", _STREAM)
    if not isinstance(values["forked"], bool):
        raise WrongContents("forked")
    return StreamReceipt(
        check_hex(values["epoch"], "epoch", 32),
        check_number(values["cursor"], "cursor"),
        check_hex(values["chain"], "chain", 64),
        check_number(values["last_seq"], "last_seq"),
        check_hex(values["header_hash"], "header_hash", 64, empty=True),
        values["forked"],
    )
