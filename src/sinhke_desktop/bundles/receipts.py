"""The office's signed receipt for one machine: how far it holds each epoch, the hashes of what it holds, and what the
machine lacks (exchange.md c.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sinhke_desktop.bundles.container import split
from sinhke_desktop.bundles.header import RECEIPT
from sinhke_desktop.bundles.keys import Keys, PublicKeys
from sinhke_desktop.bundles.lines import operation_line, read_operations
from sinhke_desktop.bundles.refusals import ForAnother, ForeignOffice, WrongContents, WrongKind
from sinhke_desktop.bundles.sealing import new_header, open_body, seal
from sinhke_desktop.bundles.strict_json import check_hex, check_keys, check_number, check_text, load_object
from sinhke_desktop.domain.operations import Operation, Stamp, StampedOperation, canonical
from sinhke_desktop.domain.protocol import Receipt, StreamReceipt

_STREAM = frozenset({"chain", "cursor", "epoch", "forked", "header_hash", "last_seq"})
_STATE = frozenset({"commune", "state_hash"})


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A receipt and, per commune code, the state hash of what the office holds.

    ``operations`` are those that the machine lacks, oldest first: work of other machines, and the office's own.
    """

    receipt: Receipt
    state_hashes: Mapping[str, str]
    claimed_time: str = ""
    operations: tuple[Operation, ...] = ()


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
    header = replace(
        new_header(RECEIPT, keys, (device.signing,)),
        epoch=paper.receipt.office_epoch,
        seq=paper.receipt.office_sequence,
        claimed_time=paper.claimed_time,
    )
    return seal(header, lines, keys, (device.recipient,))[1]


def read_receipt(content: bytes, keys: Keys, office: PublicKeys) -> ReceiptPaper:
    """A verified receipt for the machine with *keys* from *office*; raises a :class:`BundleRefused`."""
    sealed = split(content)
    if sealed.header.kind != RECEIPT:
        raise WrongKind(sealed.header.kind)
    if sealed.header.device != office.signing:
        raise ForeignOffice
    sealed.verify(office.signing)
    if sealed.header.to != (keys.public.signing,):
        raise ForAnother
    streams: list[StreamReceipt] = []
    hashes: dict[str, str] = {}
    carried: list[bytes] = []
    for line in open_body(sealed, keys).lines:
        values = load_object(line)
        if "uid" in values:
            carried.append(line)
        elif "commune" in values:
            check_keys(values, "state", _STATE)
            hashes[check_text(values["commune"], "commune", 5)] = check_hex(values["state_hash"], "state_hash", 64)
        else:
            streams.append(_stream(values))
    numbered = read_operations(carried)
    if [number for number, _ in numbered] != list(range(1, len(numbered) + 1)):
        raise WrongContents("ctr")
    receipt = Receipt(keys.public.signing, sealed.header.seq, tuple(streams), sealed.header.epoch)
    return ReceiptPaper(receipt, hashes, sealed.header.claimed_time, tuple(one for _, one in numbered))


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
