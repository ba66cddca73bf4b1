"""Damage to the key slots, and slips in the recovery code."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from sinhke_desktop.storage import keyslots
from sinhke_desktop.storage.keyslots import FILES, WrongRecoveryCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def damaged(content: bytes, seed: int, step: int) -> Iterator[bytes]:
    """*content* cut at every byte (or every *step*-th), and with every such byte altered in turn."""
    chance = random.Random(seed)
    for place in range(0, len(content), step):
        yield content[:place]
        other = content[place] ^ chance.randrange(1, 256)
        yield content[:place] + bytes([other]) + content[place + 1 :]


def unrepaired(folder: Path, seed: int, step: int = 1) -> tuple[int, list[str]]:
    """(cases, those in which one damaged copy was not read from the other and repaired)."""
    whole = (folder / FILES[0]).read_bytes()
    wanted = keyslots.read(folder)
    wrong: list[str] = []
    cases = 0
    for name in FILES:
        for content in damaged(whole, seed, step):
            cases += 1
            (folder / name).write_bytes(content)
            if keyslots.read(folder) != wanted or any((folder / one).read_bytes() != whole for one in FILES):
                wrong.append(f"{name}: {len(content)} bytes")
                for one in FILES:
                    (folder / one).write_bytes(whole)
    return cases, wrong


def slips(code: str) -> Iterator[str]:
    """The plain *code* with every single slip, and with every two different neighbours swapped."""
    for place, char in enumerate(code):
        for other in ALPHABET:
            if other != char:
                yield code[:place] + other + code[place + 1 :]
        if place + 1 < len(code) and code[place + 1] != char:
            yield code[:place] + code[place + 1] + char + code[place + 2 :]


def accepted_slips(codes: int) -> tuple[int, list[str]]:
    """(slips tried, those that were taken for a right code) over *codes* new recovery codes."""
    tried = 0
    accepted: list[str] = []
    for _ in range(codes):
        code = keyslots.new_recovery_code().replace("-", "")
        if keyslots.parse_recovery_code(code) != code:
            accepted.append(f"refused although right: {code}")
        for slip in slips(code):
            tried += 1
            try:
                keyslots.parse_recovery_code(slip)
            except WrongRecoveryCode:
                continue
            accepted.append(slip)
    return tried, accepted
