"""Published test vectors of what the exchange is made of: Ed25519 (RFC 8032), canonical JSON (RFC 8785), age (CCTV).

Of RFC 8785 only what the exchange writes applies: texts, whole numbers, truths, keys in ASCII; there are no fractions.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage

from sinhke_desktop.bundles.keys import Keys, keys_from_text, new_keys, signature_fits
from sinhke_desktop.bundles.refusals import BundleRefused
from sinhke_desktop.bundles.strict_json import load_object
from sinhke_desktop.domain.operations import canonical

AGE = Path(__file__).parents[1] / "data" / "age-vectors.json"

ED25519 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
)
"""(secret, public, message, signature) of RFC 8032, 7.1: tests 1, 2, 3 and SHA(abc)."""

CANONICAL = (
    (
        '{"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
        '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ),
    ('{"a":[56,{"d":true,"10":null,"1":[]}]}', '{"a":[56,{"1":[],"10":null,"d":true}]}'),
    ('{"b": 0, "a": -1, "C":999999999999999}', '{"C":999999999999999,"a":-1,"b":0}'),
    ('{"\\u0031":"\\u007f\\u0080","1a":"\\b\\t\\f\\r"}', '{"1":"\x7f\x80","1a":"\\b\\t\\f\\r"}'),
    ('{"peach":"This sorting order","p":"is wrong"}', '{"p":"is wrong","peach":"This sorting order"}'),
)
"""(text, canonical form): RFC 8785, 3.2.2 to 3.2.3 without fractions and without keys beyond ASCII, and more alike."""

Fits = Callable[[str, bytes, bytes], bool]


def signatures(fits: Fits = signature_fits) -> Iterator[tuple[str, bool]]:
    """(what, True if right): each vector signed and verified, and each of its 512 turned bits and a turned message."""
    for number, (secret, public, message, expected) in enumerate(ED25519, 1):
        keys = _signing(secret)
        said, signature = bytes.fromhex(message), bytes.fromhex(expected)
        yield f"RFC 8032 vector {number}: key", keys.public.signing == public
        yield f"RFC 8032 vector {number}: signature", keys.sign(said) == signature
        yield f"RFC 8032 vector {number}: verified", fits(public, signature, said)
        yield f"RFC 8032 vector {number}: another message", not fits(public, signature, said + b"\0")
        for bit in range(512):
            turned = bytearray(signature)
            turned[bit >> 3] ^= 1 << (bit & 7)
            yield f"RFC 8032 vector {number}: bit {bit}", not fits(public, bytes(turned), said)


def _signing(secret: str) -> Keys:
    kept = json.loads(new_keys().secret_text())
    return keys_from_text(json.dumps(kept | {"signing": secret}))


def canonical_forms() -> Iterator[tuple[str, bool]]:
    """(what, True if right): each text read strictly and written anew, and the written form read and written again."""
    for number, (text, expected) in enumerate(CANONICAL, 1):
        written = canonical(load_object(text.encode()))
        yield f"RFC 8785 vector {number}", written.decode() == expected
        yield f"RFC 8785 vector {number} again", canonical(load_object(written)) == written


def age_files() -> Iterator[tuple[str, bool]]:
    """(what, True if right): opened whole with the payload's hash where it must be, refused where it must be.

    The exchange has no armor: armored vectors must be refused whatever they expect.
    """
    for name, encoded in json.loads(AGE.read_text(encoding="utf-8"))["files"].items():
        head, _, body = base64.b64decode(encoded).partition(b"\n\n")
        said = dict(line.split(": ", 1) for line in head.decode().splitlines())
        if said.get("compressed") == "zlib":
            body = zlib.decompress(body)
        opened = [_opened(identity, body) for identity in _identities(head)]
        payload = next((one for one in opened if one is not None), None)
        if said["expect"] == "success" and "armored" not in said:
            yield f"age {name}", payload is not None and hashlib.sha256(payload).hexdigest() == said["payload"]
        else:
            yield f"age {name}", payload is None


def _identities(head: bytes) -> list[str]:
    return [line.split(": ", 1)[1] for line in head.decode().splitlines() if line.startswith("identity: ")]


def _opened(identity: str, body: bytes) -> bytes | None:
    kept = json.loads(new_keys().secret_text())
    keys = keys_from_text(json.dumps(kept | {"age": str(pyrage.x25519.Identity.from_str(identity))}))
    try:
        return keys.decrypt(body)
    except BundleRefused:
        return None
