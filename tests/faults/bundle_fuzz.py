"""Structured fuzz of everything that reads a file of the exchange: header, age, zlib, JSON lines, histories.

Each case starts from an honest piece and spoils it a little, so that it gets deep. A case may be read or refused;
anything else (another exception, more than 2 s, more than 256 MiB) is a failure.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bundle_damage import KeptFile, kept_files

from sinhke_desktop.bundles import container, sealing
from sinhke_desktop.bundles.header import read_header
from sinhke_desktop.bundles.lines import read_operations
from sinhke_desktop.bundles.refusals import BundleRefused
from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.operations import CHANGE, Operation

LONGEST_CASE = 2.0
MOST_MEMORY = 256 << 20
_WATCH = 60
NASTY: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 2**31, 2**53, 10**15 - 1, 10**15, 10**400, 1.5, float("nan"), float("inf"), "", "x",
    "A" * 64, "0" * 64, "0" * 63, "f" * 32, "é", "e\u0301", "\u202ea", "\ud800", "\x00", "a" * 9000, [], [[]], {},
    {"a": 1}, [1, [2, [3, [4, [5, [6, [7]]]]]]], ["0" * 64] * 5, "sync", "receipt", "22828", "٢٢٨٢٨", "../x",
)  # fmt: skip
BYTES = (
    b'"', b"{", b"}", b"[", b"]", b":", b",", b"\\", b"\\u0000", b"\\ud800", b"NaN", b"1e9", b"\x00", b"\xff", b"\n",
    b'"v":1,', b" ", b"-", b"9" * 20,
)  # fmt: skip


@dataclass
class Pieces:
    """Honest pieces to begin from."""

    files: list[KeptFile]
    headers: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    packed: list[tuple[bytes, int]] = field(default_factory=list)

    @classmethod
    def from_kept(cls) -> Pieces:
        """From the kept files of every data version."""
        made = cls(kept_files())
        for file in made.files:
            apart = container.split(file.content)
            made.headers.append(json.loads(apart.header.encoded()))
            if apart.header.kind in ("sync", "receipt"):
                packed = file.reader.decrypt(apart.body)
                if len(packed) < 3000:
                    made.packed.append((packed, apart.header.plain_len))
                if apart.header.kind == "sync":
                    lines = sealing.open_body(apart, file.reader).lines
                    made.lines += [json.loads(line) for line in lines if len(line) < 2000]
        return made


Case = Callable[[Pieces, random.Random], None]


def _spoilt_text(value: dict[str, Any], draw: random.Random) -> bytes:
    """The object with a field or two changed, left out or added, then perhaps some bytes of its text."""
    spoilt = dict(value)
    inner = spoilt
    if isinstance(spoilt.get("payload"), dict) and draw.random() < 0.6:
        inner = spoilt["payload"] = dict(spoilt["payload"])
        if isinstance(inner.get("changes"), dict) and draw.random() < 0.5:
            inner = inner["changes"] = dict(inner["changes"])
    for _ in range(draw.choice((0, 1, 1, 2))):
        way = draw.random()
        if way < 0.75 and inner:
            inner[draw.choice(list(inner))] = draw.choice(NASTY)
        elif way < 0.9 and inner:
            del inner[draw.choice(list(inner))]
        else:
            inner[draw.choice(("more", "commit", "member/" + "0" * 16 + "/note", "removed", "a/b/c"))] = draw.choice(
                NASTY
            )
    text = json.dumps(spoilt, ensure_ascii=draw.random() < 0.5, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return spoilt_bytes(text, draw) if draw.random() < 0.5 else text


def spoilt_bytes(content: bytes, draw: random.Random) -> bytes:
    """One to three places cut out, put in, turned or doubled."""
    for _ in range(draw.randint(1, 3)):
        place, width = draw.randrange(len(content) + 1), draw.choice((1, 1, 2, 8, 40))
        way = draw.randrange(4)
        if way == 0:
            content = content[:place] + content[place + width :]
        elif way == 1:
            content = content[:place] + draw.choice(BYTES) + content[place:]
        elif way == 2:
            content = content[:place] + bytes(draw.getrandbits(8) for _ in range(width)) + content[place + width :]
        else:
            content = content[:place] + content[place : place + width] * 2 + content[place + width :]
    return content


def header_case(pieces: Pieces, draw: random.Random) -> None:
    """A spoilt header."""
    text = _spoilt_text(draw.choice(pieces.headers), draw)
    if read_header(text).encoded() != text:
        raise AssertionError("a header was read that is not its own bytes")


def line_case(pieces: Pieces, draw: random.Random) -> None:
    """A spoilt operation; what is read must have a canonical form and a commitment."""
    for _counter, operation in read_operations([_spoilt_text(draw.choice(pieces.lines), draw)]):
        operation.commit()


def zlib_case(pieces: Pieces, draw: random.Random) -> None:
    """A spoilt or otherwise packed body."""
    packed, plain_len = draw.choice(pieces.packed)
    way = draw.random()
    if way < 0.1:
        packed = zlib.compress(bytes(draw.choice((0, 1, 1000, 1 << 20))) + packed[:20])
    elif way < 0.95:
        packed = spoilt_bytes(packed, draw)
    sealing._unpack(packed, draw.choice((plain_len, plain_len + 1, 0, 1, 10_000, 1 << 40)))


def age_case(pieces: Pieces, draw: random.Random) -> None:
    """A spoilt age body."""
    file = draw.choice([one for one in pieces.files if len(one.content) < 4000 and one.name.endswith(("xxb", "xxr"))])
    body = container.split(file.content).body
    head = draw.randrange(300) if draw.random() < 0.8 else len(body)
    file.reader.decrypt(spoilt_bytes(body[:head], draw) + body[head:])


def file_case(pieces: Pieces, draw: random.Random) -> None:
    """A whole file spoilt anywhere, most often near its beginning."""
    file = draw.choice(pieces.files)
    head = draw.choice((14, 100, 900, len(file.content)))
    content = spoilt_bytes(file.content[:head], draw) + file.content[head:]
    container.split(content).verify(file.signer)
    if content != file.content:
        raise AssertionError("a spoilt file was taken")


def history_case(_pieces: Pieces, draw: random.Random) -> None:
    """A few operations of one record that replace one another at random, in circles too."""
    count = draw.randint(1, 8)
    made = [
        Operation(
            f"{number:032x}", "22828", "hamlet", "1" * 32, CHANGE,
            tuple(sorted({f"{draw.randrange(count + 1):032x}" for _ in range(draw.choice((0, 1, 1, 2)))})),
            {draw.choice(("name", "kind")): str(number)}, "", "", "0" * 32,
        )
        for number in range(count)
    ]  # fmt: skip
    try:
        state = ops.fold(made)
    except ops.Tangled:
        return
    if not state.heads:
        raise AssertionError("a history without an end")


SHARES: tuple[tuple[Case, int], ...] = (
    (header_case, 36), (line_case, 38), (zlib_case, 8), (age_case, 3), (file_case, 5), (history_case, 10),
)  # fmt: skip


@dataclass
class Fuzzed:
    """How many cases there were, what went wrong, the longest case in seconds, memory in bytes, how many were read."""

    count: int = 0
    failures: list[str] = field(default_factory=list)
    longest: float = 0.0
    memory: int = 0
    read: int = 0


def fuzz(seed: int, count: int) -> Fuzzed:
    """*count* cases in this process. A case that never ends stops the run after a minute."""
    pieces, draw = Pieces.from_kept(), random.Random(seed)
    cases = [case for case, share in SHARES for _ in range(share)]
    found = Fuzzed()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(count):
        if number % 1000 == 0:
            signal.alarm(_WATCH)
        case = draw.choice(cases)
        begun = time.perf_counter()
        try:
            case(pieces, draw)
            found.read += 1
        except BundleRefused:
            pass
        except Exception as fault:
            found.failures.append(f"case {number}, {case.__name__}: {type(fault).__name__}: {fault}")
        found.longest = max(found.longest, time.perf_counter() - begun)
    signal.alarm(0)
    found.count = count
    found.memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    if found.longest > LONGEST_CASE:
        found.failures.append(f"a case took {found.longest:.1f} s")
    if found.memory > MOST_MEMORY:
        found.failures.append(f"the cases took {found.memory >> 20} MiB")
    return found
