"""The Ed25519 key that signs the manifest of a packaged version; the program takes updates signed by it alone.

python packaging/release_key.py PATH     shows the public half; makes the key first if there is none
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KIND = "sinhke-release-key-1"


class ReleaseKey:
    """One private key; its bytes are neither shown nor printed."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @property
    def public(self) -> str:
        """The public half: 64 hexadecimal digits."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, content: bytes) -> str:
        """The signature over *content*: 128 hexadecimal digits."""
        return self._private.sign(content).hex()


def read(path: Path) -> ReleaseKey:
    """The key in the file *path*; raises ValueError if the file holds something else."""
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or told.get("kind") != KIND or not isinstance(told.get("private"), str):
        raise ValueError(f"{path} is not a release key")
    return ReleaseKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told["private"])))


def make(path: Path) -> ReleaseKey:
    """A new key, written to *path* for its owner's eyes only; raises FileExistsError rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    private = Ed25519PrivateKey.generate()
    text = json.dumps({"kind": KIND, "private": private.private_bytes_raw().hex()}) + "\n"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return ReleaseKey(private)


def read_or_make(path: Path) -> ReleaseKey:
    """The key in *path*, made now if there is no such file."""
    return read(path) if path.exists() else make(path)


if __name__ == "__main__":
    print(read_or_make(Path(sys.argv[1])).public)
