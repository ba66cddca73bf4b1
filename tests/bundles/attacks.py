"""Named attacks on the exchange: what each makes, where it is given in, and the code under which it must be refused.

``attack`` registers a function that makes bytes (a file's content) or a path on the stick; the other modules beside
this one hold them by what they attack. :func:`scenes.refusal` gives one in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes import Scene

BUNDLE, RECEIPT, TOTALS = "bundle", "receipt", "totals"
CERTIFICATE, UNCONFIRMED_CERTIFICATE = "certificate", "unconfirmed certificate"
KEY_FILE, UNCONFIRMED_KEY_FILE = "key file", "unconfirmed key file"
"""The doors: the office takes bundles, numbers and key files, the commune receipts and certificates."""

Make = Callable[["Scene"], "bytes | Path"]


@dataclass(frozen=True)
class Attack:
    """One attack; ``identity`` is True where it is about who sent the file."""

    name: str
    door: str
    code: str
    make: Make
    identity: bool


ATTACKS: list[Attack] = []


def attack(code: str, door: str = BUNDLE, *, identity: bool = False) -> Callable[[Make], Make]:
    """Register the function below under its own name."""

    def register(make: Make) -> Make:
        ATTACKS.append(Attack(make.__name__, door, code, make, identity))
        return make

    return register
