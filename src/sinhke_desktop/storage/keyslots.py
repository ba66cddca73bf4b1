"""Key slots: the data file's random key, wrapped by the password and by the printed recovery code.

Kept outside the data file in two generation-numbered, checksummed copies. Argon2id makes guessing dear; the wrapping
cipher is authenticated, so a wrong password and a damaged file are told apart. Source: exchange.md c.2.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.passwords import spelled, spellings
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _

FILES = ("keyslots.a.json", "keyslots.b.json")
PASSWORD, RECOVERY = "password", "recovery"
KEY_BYTES = 32
MEMORY_KIB, PASSES, LANES = 65536, 3, 1
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_CODE_CHARS, _CHECK_CHARS, _CHECK_PRIME = 32, 2, 1021


class WrongPassword(SinhkeError):
    """The password does not open the store (``MK-01``); nothing was changed."""

    code = "MK-01"


class KeySlotsDamaged(SinhkeError):
    """Both copies of the key slots are missing or damaged (``MK-02``)."""

    code = "MK-02"


class WrongRecoveryCode(SinhkeError):
    """The recovery code is mistyped (``MK-03``) or another store's (``MK-04``)."""

    code = "MK-03"


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The wrapped keys as read from a file: slot name → its salt, cost, nonce and wrapped key (hexadecimal)."""

    generation: int
    slots: dict[str, dict[str, Any]]


def new_key() -> bytes:
    """A random 32-byte key."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_code() -> str:
    """160 random bits as 8 groups of 4 letters and digits, and a checksum group of 2."""
    number = secrets.randbits(160)
    return format_code(_digits(number, _CODE_CHARS) + _check(number))


def format_code(text: str) -> str:
    """Groups of four, joined by hyphens."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _digits(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(length)))


def _check(number: int) -> str:
    return _digits(number % _CHECK_PRIME, _CHECK_CHARS)


def code_characters(text: str) -> str:
    """The letters and digits of a recovery code or a part of it, however read from paper: O is 0, I and L are 1."""
    return "".join(char for char in text.upper() if char.isalnum()).translate(_READ_AS)


def parse_recovery_code(text: str) -> str:
    """The code's plain characters; raises :class:`WrongRecoveryCode` for any single slip or swap of two characters."""
    plain = code_characters(text)
    number = 0
    if len(plain) == _CODE_CHARS + _CHECK_CHARS and all(char in _ALPHABET for char in plain):
        for char in plain[:_CODE_CHARS]:
            number = number * 32 + _ALPHABET.index(char)
        if plain[_CODE_CHARS:] == _check(number):
            return plain
    raise WrongRecoveryCode(
        _("The recovery code is not typed as printed. Nothing was changed."),
        _("Compare it group by group with the paper; the letters I, L, O and U never occur in it."),
    )


def _wrapping_key(secret: str, slot: dict[str, Any]) -> bytes:
    kdf = Argon2id(
        salt=bytes.fromhex(slot["salt"]),
        length=KEY_BYTES,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory_kib"],
    )
    return kdf.derive(secret.encode())


def wrap(name: str, secret: str, key: bytes) -> dict[str, Any]:
    """A slot that gives *key* to whoever knows *secret*, however its letters are composed by the keyboard."""
    slot: dict[str, Any] = {
        "salt": secrets.token_hex(16),
        "passes": PASSES,
        "lanes": LANES,
        "memory_kib": MEMORY_KIB,
        "nonce": secrets.token_hex(12),
    }
    cipher = ChaCha20Poly1305(_wrapping_key(spelled(secret), slot))
    slot["wrapped"] = cipher.encrypt(bytes.fromhex(slot["nonce"]), key, name.encode()).hex()
    return slot


def first_slots(password: str, code: str, key: bytes) -> KeySlots:
    """The slots of a new store: its *password* and its recovery *code* both give *key*."""
    secrets_of = {PASSWORD: password, RECOVERY: parse_recovery_code(code)}
    return KeySlots(1, {name: wrap(name, secret, key) for name, secret in secrets_of.items()})


def unwrap(slots: KeySlots, name: str, secret: str) -> bytes:
    """The key out of the slot *name*; raises :class:`WrongPassword` or :class:`WrongRecoveryCode`.

    Every spelling of *secret* is tried, as slots of version 0.1 hold passwords the way they were typed then.
    """
    slot = slots.slots[name]
    for form in spellings(secret):
        try:
            cipher = ChaCha20Poly1305(_wrapping_key(form, slot))
            return cipher.decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), name.encode())
        except InvalidTag:
            continue
    if name == RECOVERY:
        raise WrongRecoveryCode(
            _("This recovery code belongs to another store. Nothing was changed."),
            _("Look for the paper that was printed when this store was set up."),
            "MK-04",
        )
    raise WrongPassword(
        _("The password is not right. Your data are safe."),
        _("Check Caps Lock and the Vietnamese keyboard, then type it again."),
    )


def write(folder: Path, slots: KeySlots) -> None:
    """Write both copies, one after the other, each whole."""
    body = {"generation": slots.generation, "slots": slots.slots}
    content = canonical({"body": body, "sha256": hashlib.sha256(canonical(body)).hexdigest()})
    for name in FILES:
        write_whole(folder / name, content)


def _read_copy(path: Path) -> KeySlots | None:
    try:
        loaded = json.loads(path.read_bytes())
        body = loaded["body"]
        if hashlib.sha256(canonical(body)).hexdigest() != loaded["sha256"]:
            return None
        return KeySlots(int(body["generation"]), dict(body["slots"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def exists(folder: Path) -> bool:
    """True if the folder holds a copy of key slots, whole or not."""
    return any((folder / name).exists() for name in FILES)


def read(folder: Path) -> KeySlots:
    """The newest whole copy; the other one is repaired from it. Raises :class:`KeySlotsDamaged` if there is none."""
    copies = [_read_copy(folder / name) for name in FILES]
    whole = [copy for copy in copies if copy is not None]
    if not whole:
        raise KeySlotsDamaged(
            _("The key file of this data folder is missing or damaged."),
            _("Do not delete anything. Restore the newest backup; it holds a copy of the key file."),
        )
    newest = max(whole, key=lambda copy: copy.generation)
    if any(copy != newest for copy in copies):
        try:
            write(folder, newest)
        except OSError:
            return newest
    return newest


def changed(slots: KeySlots, name: str, secret: str, key: bytes) -> KeySlots:
    """The same slots with *name* made anew for *secret*, one generation later."""
    return KeySlots(slots.generation + 1, slots.slots | {name: wrap(name, secret, key)})


def machine_noise() -> str:
    """32 random hexadecimal digits, for ids and epochs."""
    return os.urandom(16).hex()
