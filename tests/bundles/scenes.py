"""A real office and real communes for the attacks, and the tools of whoever attacks them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import attacks
from attacks import Attack

from sinhke_desktop.bundles import container, pairing, receipts, sealing
from sinhke_desktop.bundles.header import SYNC, Header
from sinhke_desktop.bundles.keys import Keys, encrypt, new_keys
from sinhke_desktop.bundles.lines import operation_line
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.operations import (
    CREATE,
    Operation,
    Stamp,
    StampedOperation,
    canonical,
    chain_start,
)
from sinhke_desktop.domain.protocol import Receipt, StreamReceipt, chain_after
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    communes,
    exchange,
    hamlets,
    households,
    machines,
    place,
    receiving,
    totals_in,
    units,
)
from sinhke_desktop.services import pairing as pairing_service
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import audit, commune_totals, journal
from sinhke_desktop.storage import office as office_store
from sinhke_desktop.storage.rows import count

PASSWORD = "mật-khẩu-thử-1"
CODE, OTHER_CODE, ABSENT_CODE = "22828", "22846", "22861"
NEW_EPOCH = "e" * 32
VILLAGE = "1" * 32
TABLES = (commune_totals.TOTAL, office_store.RECEIVED, office_store.RESTAMPED, journal.OPERATION, journal.CONFLICT)


@dataclass
class Scene:
    """``first`` was received and its receipts read; ``newer`` is the commune's next, honest bundle, not given in."""

    office: Workspace
    commune: Workspace
    other: Workspace
    stick: Path
    keys: Keys
    other_keys: Keys
    office_keys: Keys
    stranger: Keys
    revoked: Keys
    first: bytes = b""
    newer: bytes = b""
    other_bundle: bytes = b""
    receipts: list[bytes] = field(default_factory=list)
    certificate: bytes = b""
    key_file: bytes = b""
    household: str = ""
    member: str = ""

    @property
    def header(self) -> Header:
        """The header of the honest bundle."""
        return container.split(self.newer).header

    def held(self) -> tuple[object, ...]:
        """All that no refused file may change, at the office and at the commune."""
        found: list[object] = []
        for workspace in (self.office, self.commune):
            with workspace.database.read() as connection:
                rows = [count(connection, table) for table in TABLES]
                cursors = connection.exec_driver_sql("SELECT epoch, cursor, chain FROM stream WHERE cursor > 0").all()
                found.append((audit.hashes(connection), audit.counts(connection), rows, sorted(map(tuple, cursors))))
        return tuple(found)


def operation(
    number: int, changes: dict[str, object] | None = None, kind: str = "hamlet", **fields: object
) -> Operation:
    """An operation as the commune could have written it."""
    made = Operation(
        f"{number:032x}", CODE, kind, f"{number:032x}", CREATE, (), changes or {"name": f"Thôn {number}"},
        "Kẻ Gian", "2025", "0" * 32,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def placed(operations: Sequence[Operation], epoch: str = NEW_EPOCH) -> tuple[list[bytes], str]:
    """The lines and the chain's end."""
    chain, lines = chain_start(epoch), []
    for counter, one in enumerate(operations, 1):
        stamp = Stamp(epoch, counter)
        chain = chain_after(chain, stamp, one)
        lines.append(operation_line(StampedOperation(one, stamp, chain)))
    return lines, chain


def sync_header(scene: Scene, keys: Keys, operations: Sequence[Operation], **changes: object) -> Header:
    """The header of a bundle in a new epoch that begins with *operations*."""
    epoch = str(changes.get("epoch", NEW_EPOCH))
    made = replace(
        sealing.new_header(SYNC, keys, (scene.office_keys.public.signing,)),
        cert=1, epoch=epoch, seq=1, base_chain=chain_start(epoch), last_ctr=len(operations),
        last_chain=placed(operations, epoch)[1],
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def bundle(
    scene: Scene,
    operations: Sequence[Operation],
    keys: Keys | None = None,
    *,
    lines: Sequence[bytes] | None = None,
    readers: Sequence[Keys] | None = None,
    **header: object,
) -> bytes:
    """A well-made bundle of *operations* by the commune's own machine (or *keys*), spoilt only where told."""
    keys = keys or scene.keys
    made = sync_header(scene, keys, operations, **header)
    recipients = [one.public.recipient for one in ((scene.office_keys, keys) if readers is None else readers)]
    written = placed(operations, made.epoch)[0] if lines is None else lines
    return sealing.seal(made, written, keys, recipients)[1]


def around(scene: Scene, plain: bytes, *, pack: Callable[[bytes], bytes] = zlib.compress, **header: object) -> bytes:
    """A truly signed bundle around any *plain* text, packed as told."""
    packed = encrypt(pack(plain), (scene.office_keys.public.recipient,))
    return carrying(scene, packed, plain_len=len(plain), **header)


def carrying(scene: Scene, body: bytes, **header: object) -> bytes:
    """A truly signed bundle around any *body*."""
    made = sync_header(scene, scene.keys, [operation(1)], **header)
    length, digest = len(body), hashlib.sha256(body).hexdigest()
    return container.join(replace(made, body_len=length, body_sha256=digest), body, scene.keys)


def plain_text(header: Header, lines: Sequence[bytes], **begin: object) -> bytes:
    """First line, *lines* and last line, the first changed as told."""
    said = {name: getattr(header, name) for name in ("cert", "device", "epoch", "kind", "seq", "to")} | begin
    before = b"".join(line + b"\n" for line in (canonical({"begin": said}), *lines))
    end = {"n": len(lines), "sha256": hashlib.sha256(before).hexdigest()}
    return before + canonical({"end": end}) + b"\n"


def with_header(scene: Scene, content: bytes, spoil: Callable[[bytes], bytes], keys: Keys | None = None) -> bytes:
    """The file with other header bytes, truly signed over them."""
    apart = container.split(content)
    encoded = spoil(apart.header.encoded())
    signed = container.MAGIC + len(encoded).to_bytes(4, "little") + encoded
    return signed + (keys or scene.keys).sign(container.SIGNED_AS + signed) + apart.body


def signed_otherwise(content: bytes, signature: Callable[[bytes], bytes]) -> bytes:
    """The file with another signature, made from the signed bytes."""
    apart = container.split(content)
    return apart.signed + signature(apart.signed) + apart.body


def receipt(scene: Scene, signer: Keys | None = None, device: Keys | None = None, *carried: Operation) -> bytes:
    """A receipt for the commune (or *device*) that confirms its first bundle, by its office (or *signer*)."""
    header = container.split(scene.first).header
    stream = StreamReceipt(header.epoch, header.last_ctr, header.last_chain, 1, header.digest(), False)
    said = Receipt((device or scene.keys).public.signing, 99, (stream,))
    return receipts.write_receipt(
        signer or scene.office_keys, (device or scene.keys).public, receipts.ReceiptPaper(said, {}, "", carried)
    )


def certificate(scene: Scene, signer: Keys, *, device: Keys | None = None, office: Keys | None = None) -> bytes:
    """A certificate for the commune (or *device*) in the name of *office* (or the signer)."""
    paper = pairing.Certificate(
        1, (device or scene.keys).public, (CODE,), (office or signer).public, "Phòng Kinh tế Thử"
    )
    return pairing.write_certificate(signer, paper)


def refusal(scene: Scene, one: Attack) -> tuple[str, str, str]:
    """(code, sentence, advice) with which the attack is refused; an empty code means that it was let in."""
    made = one.make(scene)
    path = made
    if isinstance(made, bytes):
        path = scene.stick / "XDGN_22828_000009_e1e1.xxb"
        path.unlink(missing_ok=True)
        path.write_bytes(made)
    assert isinstance(path, Path)
    try:
        return _give_in(scene, one.door, path)
    except SinhkeError as refused:
        return refused.code, refused.message, refused.advice


def _give_in(scene: Scene, door: str, path: Path) -> tuple[str, str, str]:
    if door == attacks.BUNDLE:
        outcome = receiving.office_receive(scene.office, path, scene.stick)
        return outcome.code, outcome.message, outcome.advice
    if door == attacks.TOTALS:
        totals_in.receive(scene.office, path.read_bytes())
        return "", "", ""
    if door == attacks.RECEIPT:
        read = exchange.read_receipt(scene.commune, path)
        return read.code, read.message, ""
    if door in (attacks.CERTIFICATE, attacks.UNCONFIRMED_CERTIFICATE):
        pairing_service.accept_certificate(scene.commune, path, confirmed=door == attacks.CERTIFICATE)
    else:
        machines.office_pair(scene.office, path, confirmed=door == attacks.KEY_FILE, folder=scene.stick)
    return "", "", ""


def _machine(top: Path, code: str, officer: str) -> Workspace:
    made = workspaces.create(folders(top), PASSWORD).workspace
    ready = communes.set_up(made, units.unit(code), Area.RURAL, "2023-2025", officer)
    ready = replace(ready, clock=lambda: datetime(2025, 11, 20, 3, 0, tzinfo=UTC))
    place.check(ready)
    return ready


def _pair(machine: Workspace, office: Workspace, folder: Path) -> tuple[bytes, bytes]:
    key_file = pairing_service.write_key_file(machine, folder).path
    answer = machines.office_pair(office, key_file, confirmed=True, folder=folder)
    pairing_service.accept_certificate(machine, answer, confirmed=True)
    return key_file.read_bytes(), answer.read_bytes()


def _exchange(machine: Workspace, office: Workspace, folder: Path) -> tuple[bytes, bytes]:
    sent = exchange.export_to(machine, folder).path
    outcome = receiving.office_receive(office, sent, folder)
    assert outcome.receipt_path is not None
    assert not outcome.code
    exchange.read_receipt(machine, outcome.receipt_path)
    return sent.read_bytes(), outcome.receipt_path.read_bytes()


@contextmanager
def scene(top: Path) -> Iterator[Scene]:
    """The office with two communes' first bundles, and a revoked machine; everything below *top*."""
    stick = top / "usb"
    stick.mkdir()
    office = receiving.office_init(folders(top / "office"), PASSWORD, "Phòng Kinh tế Thử").workspace
    commune = _machine(top / "commune", CODE, "Nguyễn Thị Thử")
    other = _machine(top / "other", OTHER_CODE, "Kẻ Khác")
    own = pairing_service.own_keys
    made = Scene(office, commune, other, stick, own(commune), own(other), own(office), new_keys(), new_keys())
    made.key_file, made.certificate = _pair(commune, office, stick)
    _pair(other, office, stick)
    hamlet = hamlets.add(commune, "Thôn Thử")
    hamlets.add(other, "Thôn Khác")
    typed = HouseholdInput(hamlet.id, (MemberInput("Nguyễn Văn Một", "Chủ hộ", "Nam", "1980", "Kinh"),))
    household = households.register(commune, typed)
    made.household, made.member = household.id, household.members[0].id
    made.first, older = _exchange(commune, office, stick)
    made.other_bundle, _ = _exchange(other, office, stick)
    hamlets.add(commune, "Thôn Hai")
    _, newest = _exchange(commune, office, stick)
    made.receipts = [older, newest]
    hamlets.add(commune, "Thôn Ba")
    made.newer = exchange.export_to(commune, stick).path.read_bytes()
    path = stick / "XDGN_revoked.xxk"
    path.write_bytes(pairing.write_request(made.revoked, CODE, "Máy mất"))
    machines.office_pair(office, path, confirmed=True, folder=stick)
    machines.revoke(office, made.revoked.public.signing)
    yield made
    for workspace in (office, commune, other):
        workspaces.close(workspace)
