"""Lines into a sealed file and back: JSON lines, zlib, age, container.

The first line repeats who sends what to whom, so that nobody can strip the signature and sign anew; the last line
counts and hashes what lies between. Source: exchange.md c.3.
"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sinhke_desktop.bundles import container
from sinhke_desktop.bundles.header import CERT, PAIR, Header
from sinhke_desktop.bundles.keys import Keys, encrypt
from sinhke_desktop.bundles.refusals import Altered, Resigned, TooBig, WrongContents
from sinhke_desktop.bundles.strict_json import check_hex, check_number, load_object
from sinhke_desktop.domain.operations import canonical

LARGEST_PLAIN = 256 << 20
MOST_OPERATIONS = 2_000_000
PLAIN_KINDS = (PAIR, CERT)
"""Sent before keys are known on both sides; they hold public keys only."""
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A verified file: its header, the lines between begin and end, and the end line's own words."""

    header: Header
    lines: list[bytes]
    end: Mapping[str, Any]


def new_header(kind: str, keys: Keys, to: Sequence[str]) -> Header:
    """A header to be completed by :func:`seal`."""
    return Header(
        kind=kind,
        device=keys.public.signing,
        bundle_id=secrets.token_hex(16),
        to=tuple(to),
        body_len=0,
        body_sha256="0" * 64,
        plain_len=0,
    )


def _begin(header: Header) -> dict[str, object]:
    return {
        "cert": header.cert,
        "device": header.device,
        "epoch": header.epoch,
        "kind": header.kind,
        "seq": header.seq,
        "to": header.to,
    }


def seal(
    header: Header, lines: Sequence[bytes], keys: Keys, recipients: Sequence[str], end: Mapping[str, Any] | None = None
) -> tuple[Header, bytes]:
    """The finished header and file. *recipients* (``age1...``) is empty for key files; *end* joins the last line."""
    body = b"".join(line + b"\n" for line in (canonical({"begin": _begin(header)}), *lines))
    last = {"n": len(lines), "sha256": hashlib.sha256(body).hexdigest(), **(end or {})}
    plain = body + canonical({"end": last}) + b"\n"
    if len(plain) > LARGEST_PLAIN or len(lines) > MOST_OPERATIONS:
        raise TooBig
    packed = zlib.compress(plain, 6)
    stored = encrypt(packed, tuple(recipients)) if recipients else packed
    finished = replace(
        header, body_len=len(stored), body_sha256=hashlib.sha256(stored).hexdigest(), plain_len=len(plain)
    )
    return finished, container.join(finished, stored, keys)


def open_body(sealed: container.Container, keys: Keys | None) -> Opened:
    """The lines of a container whose signature was verified.

    *keys* may be None for the kinds that are not encrypted. Raises :class:`ForAnother`, :class:`Resigned`,
    :class:`TooBig`, :class:`WrongContents`.
    """
    header = sealed.header
    if header.kind in PLAIN_KINDS:
        packed = sealed.body
    elif keys is None:
        raise WrongContents("no key to open it")
    else:
        packed = keys.decrypt(sealed.body)
    plain = _unpack(packed, header.plain_len)
    lines = plain.split(b"\n")
    if len(lines) < 3 or lines.pop():
        raise WrongContents("lines")
    if lines[0] != canonical({"begin": _begin(header)}):
        raise Resigned
    end = load_object(lines[-1]).get("end")
    between = lines[1:-1]
    if not isinstance(end, dict) or check_number(end.get("n"), "n") != len(between):
        raise WrongContents("end line")
    total = hashlib.sha256(memoryview(plain)[: -len(lines[-1]) - 1]).hexdigest()
    if check_hex(end.get("sha256"), "sha256", 64) != total:
        raise Altered
    return Opened(header, between, end)


def _unpack(packed: bytes, plain_len: int) -> bytes:
    """Unpack no further than the header said, whatever the stream holds."""
    if plain_len > LARGEST_PLAIN:
        raise TooBig
    unpacking = zlib.decompressobj()
    plain = bytearray()
    waiting = packed
    try:
        while not unpacking.eof:
            part = unpacking.decompress(waiting, _STEP)
            plain += part
            if len(plain) > plain_len:
                raise TooBig
            waiting = unpacking.unconsumed_tail
            if not part and not waiting:
                break
    except zlib.error as error:
        raise WrongContents("not a zlib stream") from error
    if not unpacking.eof or unpacking.unused_data or len(plain) != plain_len:
        raise WrongContents("length")
    if plain.count(b"\n") > MOST_OPERATIONS + 2:
        raise TooBig
    return bytes(plain)
