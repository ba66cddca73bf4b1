"""A machine's keys, and the number by which people recognise them on the telephone.

Ed25519 signs, age (X25519) opens. Only ``pyrage.encrypt`` and ``decrypt`` on bytes are used: its file functions report
success on a full disk (exchange.md section 0).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sinhke_desktop.bundles.refusals import ForAnother, WrongContents
from sinhke_desktop.domain.spoken_number import DIGITS, grouped

COMMUNE, OFFICE = "commune", "office"
LONGEST_AGE_HEADER = 65_536
_AGE_HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"(?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+"
    rb"--- [A-Za-z0-9+/]{43}\n"
)
"""As the format states it: the library also opens headers whose stanzas lack their last line, and armored files."""


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others know of a machine: its signing key (64 hexadecimal digits) and its age recipient (``age1...``)."""

    signing: str
    recipient: str

    def number(self, role: str) -> str:
        """30 digits in groups of five and two check digits, to be read aloud; *role* is the owner's."""
        seed = b"xdgn-fp-v1" + role.encode() + bytes.fromhex(self.signing) + self.recipient.encode()
        digits = str(int.from_bytes(hashlib.sha256(seed).digest(), "big") % 10**DIGITS).zfill(DIGITS)
        return grouped(digits)


class Keys:
    """A machine's own two secret keys."""

    def __init__(self, signing: Ed25519PrivateKey, identity: pyrage.x25519.Identity) -> None:
        self._signing = signing
        self._identity = identity
        self.public = PublicKeys(signing.public_key().public_bytes_raw().hex(), str(identity.to_public()))

    def __repr__(self) -> str:
        """Only the public half."""
        return f"Keys({self.public.signing[:8]})"

    def sign(self, message: bytes) -> bytes:
        """64 bytes of Ed25519."""
        return self._signing.sign(message)

    def decrypt(self, body: bytes) -> bytes:
        """The plain bytes; raises :class:`ForAnother` if none of the recipients is this machine."""
        if not _AGE_HEADER.match(body, 0, LONGEST_AGE_HEADER):
            raise WrongContents("not an age body")
        try:
            return bytes(pyrage.decrypt(body, [self._identity]))
        except pyrage.DecryptError as error:
            raise ForAnother from error

    def secret_text(self) -> str:
        """Both secrets as text, to be kept only inside the encrypted store."""
        return json.dumps({"signing": self._signing.private_bytes_raw().hex(), "age": str(self._identity)})


def new_keys() -> Keys:
    """Fresh random keys."""
    return Keys(Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate())


def keys_from_text(text: str) -> Keys:
    """The keys written by :meth:`Keys.secret_text`."""
    stored = json.loads(text)
    signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored["signing"]))
    return Keys(signing, pyrage.x25519.Identity.from_str(stored["age"]))


def signature_fits(signing_key: str, signature: bytes, message: bytes) -> bool:
    """True if the owner of *signing_key* signed *message*."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signing_key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def encrypt(plain: bytes, recipients: tuple[str, ...]) -> bytes:
    """age, binary, readable by each of *recipients*; raises :class:`WrongContents` for a recipient that is none."""
    try:
        known = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError as error:
        raise WrongContents("recipient") from error
    return bytes(pyrage.encrypt(plain, known))
