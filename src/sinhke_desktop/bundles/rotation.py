"""A new pair of keys of an office, vouched for by the pair before it (exchange.md c.11, as TUF rotates its root).

The notice travels in receipts that are still signed with the key that the machine knows. Both keys sign the same
message: the old one says who follows it, the new one that its secret is really there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.bundles.keys import Keys, PublicKeys, encrypt, signature_fits
from sinhke_desktop.bundles.refusals import WrongRotation
from sinhke_desktop.bundles.strict_json import check_hex, check_keys, check_number, check_text
from sinhke_desktop.domain.operations import canonical

FIRST = 1
"""The position of the keys that an office began with."""
_DOMAIN = b"xdgn-office-key-v1\0"
_FIELDS = frozenset({"accepted", "before", "position", "recipient", "signing", "vouched"})


@dataclass(frozen=True, slots=True)
class Rotation:
    """*following* are the office's keys at *position*, after those whose signing key is *before*.

    ``vouched`` is the old key's signature, ``accepted`` the new one's (128 hexadecimal digits each).
    """

    before: str
    position: int
    following: PublicKeys
    vouched: str
    accepted: str

    def message(self) -> bytes:
        """What both keys sign."""
        return _DOMAIN + canonical(
            {
                "before": self.before,
                "position": self.position,
                "recipient": self.following.recipient,
                "signing": self.following.signing,
            }
        )

    def line(self) -> dict[str, object]:
        """The notice as a line of a receipt says it."""
        return {
            "accepted": self.accepted,
            "before": self.before,
            "position": self.position,
            "recipient": self.following.recipient,
            "signing": self.following.signing,
            "vouched": self.vouched,
        }


def rotate(before: Keys, following: Keys, position: int) -> Rotation:
    """The notice that *following* replaces *before*, signed by both."""
    unsigned = Rotation(before.public.signing, position, following.public, "", "")
    message = unsigned.message()
    return Rotation(
        unsigned.before, position, following.public, before.sign(message).hex(), following.sign(message).hex()
    )


def read_rotation(value: object) -> Rotation:
    """The notice in a receipt's line; raises WrongContents. Its signatures are looked at in :func:`follow`."""
    values = check_keys(value, "rotation", _FIELDS)
    return Rotation(
        check_hex(values["before"], "before", 64),
        check_number(values["position"], "position", FIRST + 1),
        PublicKeys(check_hex(values["signing"], "signing", 64), check_text(values["recipient"], "recipient", 80)),
        check_hex(values["vouched"], "vouched", 128),
        check_hex(values["accepted"], "accepted", 128),
    )


def follow(known: PublicKeys, position: int, notices: Sequence[Rotation]) -> tuple[Rotation, ...]:
    """The notices that lead on from the *known* keys at *position*, checked one after the other; empty if none does.

    Notices of positions that were passed long ago are nothing new. Raises :class:`WrongRotation` for one that does not
    follow without a gap, whose signatures do not fit, that names another key at the known position, or keys that are
    none.
    """
    found: list[Rotation] = []
    for notice in sorted(notices, key=lambda one: one.position):
        if notice.position < position:
            continue
        if notice.position == position:
            if notice.following != known:
                raise WrongRotation
            continue
        if notice.position != position + 1 or notice.before != known.signing:
            raise WrongRotation
        message = notice.message()
        if not signature_fits(known.signing, bytes.fromhex(notice.vouched), message):
            raise WrongRotation
        if not signature_fits(notice.following.signing, bytes.fromhex(notice.accepted), message):
            raise WrongRotation
        encrypt(b"", (notice.following.recipient,))
        known, position = notice.following, notice.position
        found.append(notice)
    return tuple(found)
