"""The anchor: two small copies beside the data file that say how far its epoch had come.

A data file put back from elsewhere is older than its anchor, which shows before anything is sent (exchange.md c.5).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.protocol import Anchor
from sinhke_desktop.files import write_whole

FILES = ("anchor.a", "anchor.b")


def read(folder: Path) -> Anchor | None:
    """The newest whole copy in *folder*, or None."""
    found = [one for name in FILES if (one := _read_one(folder / name)) is not None]
    return max(found, key=lambda one: one[0])[1] if found else None


def _read_one(path: Path) -> tuple[int, Anchor] | None:
    try:
        stored = json.loads(path.read_bytes())
        body = stored["body"]
        if stored["sha256"] != hashlib.sha256(canonical(body)).hexdigest():
            return None
        return int(body["generation"]), Anchor(body["epoch"], int(body["sequence"]), int(body["counter"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(folder: Path, anchor: Anchor) -> None:
    """Write both copies, one after the other, each whole and on the disk; raises OSError."""
    generations = [one[0] for name in FILES if (one := _read_one(folder / name)) is not None]
    body = {
        "counter": anchor.counter,
        "epoch": anchor.epoch,
        "generation": max(generations, default=0) + 1,
        "sequence": anchor.sequence,
    }
    content = canonical({"body": body, "sha256": hashlib.sha256(canonical(body)).hexdigest()})
    for name in FILES:
        write_whole(folder / name, content)
