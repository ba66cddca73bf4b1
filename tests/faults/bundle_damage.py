"""Files of the exchange cut, zeroed, lengthened and flipped: how many of the spoilt ones a receiver would still take.

The files are the kept ones of every data version (``tests/data/bundles.md``), whose test keys open them. A spoilt
file is *taken* if it opens as a receiver opens it; before decryption that needs header, signature and body's hash.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles import container, sealing
from sinhke_desktop.bundles.header import CERT, PAIR
from sinhke_desktop.bundles.keys import Keys, keys_from_text
from sinhke_desktop.bundles.refusals import BundleRefused

DATA = Path(__file__).parents[1] / "data"
PAGE, EDGE = 4096, 2000
Take = Callable[["KeptFile", bytes], bool]


@dataclass(frozen=True)
class KeptFile:
    """A whole file, the key that signed it and the keys that open it."""

    name: str
    content: bytes
    signer: str
    reader: Keys


def kept_files(endings: str = "xxb xxr xxk xxc") -> list[KeptFile]:
    """Every kept file with one of the *endings*, by name."""
    found: list[KeptFile] = []
    for folder in sorted(DATA.glob("bundles-version-*")):
        keys = json.loads((folder / "test-keys.json").read_text(encoding="utf-8"))
        commune, office = (keys_from_text(json.dumps(keys[whose])) for whose in ("commune", "office"))
        for path in sorted(folder.iterdir()):
            if path.suffix[1:] in endings.split():
                content = path.read_bytes()
                reader = office if path.suffix == ".xxb" else commune
                found.append(KeptFile(path.name, content, container.split(content).header.device, reader))
    return found


def taken(file: KeptFile, content: bytes) -> bool:
    """True if a receiver that knows the signer would go on with *content*; any other end than a refusal is a fault."""
    try:
        apart = container.split(content)
        apart.verify(file.signer)
        sealing.open_body(apart, None if apart.header.kind in (PAIR, CERT) else file.reader)
    except BundleRefused:
        return False
    return True


def taken_unchecked(file: KeptFile, content: bytes) -> bool:
    """The sabotaged twin: a receiver that fills up what is missing and looks at the signature alone."""
    whole = content + bytes(max(0, len(file.content) - len(content)))
    try:
        apart = container.split(whole[: len(file.content)])
    except BundleRefused:
        return False
    return container.signature_fits(file.signer, apart.signature, container.SIGNED_AS + apart.signed)


def cuts(file: KeptFile) -> Iterator[tuple[str, bytes]]:
    """Cut at every 4 KiB and at every one of the first and last 2,000 bytes; zeroed pages; things on the end."""
    length = len(file.content)
    places = {*range(0, length, PAGE), *range(min(EDGE, length)), *range(max(0, length - EDGE), length)}
    for place in sorted(places):
        yield f"{file.name} cut at {place}", file.content[:place]
    for start in range(0, length, PAGE):
        page = file.content[start : start + PAGE]
        yield f"{file.name} zeroed from {start}", file.content[:start] + bytes(len(page)) + file.content[start + PAGE :]
    for junk in (b"\0", b"\n", bytes(PAGE), file.content):
        yield f"{file.name} with {len(junk)} bytes more", file.content + junk


def bits_before_the_body(file: KeptFile) -> Iterator[tuple[str, bytes]]:
    """Every bit of magic, length, header and signature turned."""
    before = len(file.content) - container.split(file.content).header.body_len
    for bit in range(before * 8):
        yield f"{file.name} bit {bit}", _turned(file.content, bit)


def random_bits(file: KeptFile, count: int, draw: random.Random) -> Iterator[tuple[str, bytes]]:
    """*count* files with one bit turned anywhere."""
    for _ in range(count):
        bit = draw.randrange(len(file.content) * 8)
        yield f"{file.name} bit {bit}", _turned(file.content, bit)


def _turned(content: bytes, bit: int) -> bytes:
    place = bit >> 3
    return content[:place] + bytes((content[place] ^ 1 << (bit & 7),)) + content[place + 1 :]


def count_taken(file: KeptFile, spoilt: Iterator[tuple[str, bytes]], take: Take = taken) -> tuple[int, list[str]]:
    """(how many were given in, names of those that were taken)."""
    count, wrong = 0, []
    for name, content in spoilt:
        count += 1
        if take(file, content):
            wrong.append(name)
    return count, wrong
