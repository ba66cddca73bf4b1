"""The program and the verifier of ``tests/bundles`` side by side: the same verdict on every file, spoilt ones too."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import bundle_damage
import bundle_fuzz
import independent_verifier
from bundle_damage import KeptFile

from sinhke_desktop.bundles import container, pairing, receipts, sealing
from sinhke_desktop.bundles import lines as bundle_lines
from sinhke_desktop.bundles.header import RECEIPT, SYNC
from sinhke_desktop.bundles.keys import Keys, keys_from_text
from sinhke_desktop.bundles.refusals import BundleRefused
from sinhke_desktop.domain import admission


def compare(seed: int, count: int) -> tuple[int, list[str]]:
    """(how many files, which were judged differently): the kept ones, and *count* spoilt ones that are truly signed."""
    draw, files, signers = random.Random(seed), bundle_damage.kept_files(), _signers()
    wrong = [f"{file.name} refused" for file in files if not (_independent(file, file.content))]
    plain = {file.name: _plain(file) for file in files}
    for number in range(count):
        file = draw.choice(files)
        between = bundle_fuzz.spoilt_bytes(plain[file.name], draw)
        content = _signed_anew(file, between, signers[file.signer])
        if _independent(file, content) != read_here(file, content):
            wrong.append(f"case {number}: {file.name}")
    return len(files) + count, wrong


def _signers() -> dict[str, Keys]:
    found: dict[str, Keys] = {}
    for folder in sorted(bundle_damage.DATA.glob("bundles-version-*")):
        kept = json.loads((folder / "test-keys.json").read_text(encoding="utf-8"))
        for whose in ("commune", "office"):
            keys = keys_from_text(json.dumps(kept[whose]))
            found[keys.public.signing] = keys
    return found


def _plain(file: KeptFile) -> bytes:
    """The file's lines but the first and the last."""
    apart = container.split(file.content)
    keys = None if apart.header.kind in sealing.PLAIN_KINDS else file.reader
    return b"\n".join(sealing.open_body(apart, keys).lines)


def _signed_anew(file: KeptFile, between: bytes, signer: Keys) -> bytes:
    """The file around other lines, sealed and signed by the machine that made it."""
    header = container.split(file.content).header
    readers = () if header.kind in sealing.PLAIN_KINDS else (file.reader.public.recipient,)
    return sealing.seal(header, between.split(b"\n"), signer, readers)[1]


def _independent(file: KeptFile, content: bytes) -> bool:
    age = json.loads(file.reader.secret_text())["age"]
    try:
        return independent_verifier.verify(content, [age], file.signer)[1] is not None
    except independent_verifier.Refused:
        return False


def read_here(file: KeptFile, content: bytes) -> bool:
    """True if the program reads *content* as the file's receiver would, to its last line."""
    try:
        apart = container.split(content)
        apart.verify(file.signer)
        if apart.header.kind == SYNC:
            numbered = bundle_lines.read_operations(sealing.open_body(apart, file.reader).lines)
            admission.chained(apart.header.announced(), numbered)
        elif apart.header.kind == RECEIPT:
            receipts.read_receipt(content, file.reader, replace(file.reader.public, signing=file.signer))
        elif apart.header.kind == "pair":
            pairing.read_request(content)
        else:
            pairing.read_certificate(content, file.reader.public)
    except (BundleRefused, admission.BrokenChain):
        return False
    return True
