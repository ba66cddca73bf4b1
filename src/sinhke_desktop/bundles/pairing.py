"""Pairing without a network: a key file from the commune, a certificate from the office.

Both carry public keys only. What makes them true is not in the files: each side reads the other's number aloud on the
telephone (exchange.md c.10), and a changed key always needs a new reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sinhke_desktop.bundles.container import Container, split
from sinhke_desktop.bundles.header import CERT, PAIR
from sinhke_desktop.bundles.keys import COMMUNE, OFFICE, Keys, PublicKeys
from sinhke_desktop.bundles.refusals import ForAnother, ForeignOffice, WrongContents, WrongKind
from sinhke_desktop.bundles.sealing import new_header, open_body, seal
from sinhke_desktop.bundles.strict_json import check_hex, check_keys, check_list, check_number, check_text, load_object
from sinhke_desktop.domain.operations import canonical

MOST_COMMUNES = 50


@dataclass(frozen=True, slots=True)
class PairRequest:
    """A machine that asks to be paired: its keys, and the commune it says it belongs to."""

    keys: PublicKeys
    commune_code: str
    commune_name: str

    @property
    def number(self) -> str:
        """What the commune reads aloud."""
        return self.keys.number(COMMUNE)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The office's word that a machine may send for some communes, and the office's own keys."""

    serial: int
    device: PublicKeys
    commune_codes: tuple[str, ...]
    office: PublicKeys
    office_name: str

    @property
    def number(self) -> str:
        """The office's number, as printed in its letter."""
        return self.office.number(OFFICE)


def write_request(keys: Keys, commune_code: str, commune_name: str, claimed_time: str = "") -> bytes:
    """The key file that a commune carries to its office."""
    line = canonical(
        {
            "commune": commune_code,
            "name": commune_name,
            "recipient": keys.public.recipient,
            "signing": keys.public.signing,
        }
    )
    header = replace(new_header(PAIR, keys, ()), claimed_time=claimed_time)
    return seal(header, [line], keys, ())[1]


def read_request(content: bytes) -> PairRequest:
    """A verified key file; raises a :class:`BundleRefused`."""
    sealed, values = _only_line(content, PAIR, frozenset({"commune", "name", "recipient", "signing"}))
    signing = check_hex(values["signing"], "signing", 64)
    if signing != sealed.header.device:
        raise WrongContents("signing")
    keys = PublicKeys(signing, check_text(values["recipient"], "recipient", 80))
    code = check_text(values["commune"], "commune", 5)
    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        raise WrongContents("commune")
    return PairRequest(keys, code, check_text(values["name"], "name", 200))


def write_certificate(keys: Keys, certificate: Certificate, claimed_time: str = "") -> bytes:
    """The certificate file that the office gives back; signed with the office's *keys*."""
    line = canonical(
        {
            "communes": list(certificate.commune_codes),
            "office_name": certificate.office_name,
            "office_recipient": certificate.office.recipient,
            "office_signing": certificate.office.signing,
            "recipient": certificate.device.recipient,
            "serial": certificate.serial,
            "signing": certificate.device.signing,
        }
    )
    header = replace(
        new_header(CERT, keys, (certificate.device.signing,)), cert=certificate.serial, claimed_time=claimed_time
    )
    return seal(header, [line], keys, ())[1]


def read_certificate(content: bytes, device: PublicKeys) -> Certificate:
    """A verified certificate for *device*; raises a :class:`BundleRefused`, :class:`ForAnother` if it is another's."""
    sealed, values = _only_line(
        content,
        CERT,
        frozenset({"communes", "office_name", "office_recipient", "office_signing", "recipient", "serial", "signing"}),
    )
    office = PublicKeys(
        check_hex(values["office_signing"], "office_signing", 64),
        check_text(values["office_recipient"], "office_recipient", 80),
    )
    if office.signing != sealed.header.device:
        raise ForeignOffice
    holder = PublicKeys(check_hex(values["signing"], "signing", 64), check_text(values["recipient"], "recipient", 80))
    if holder != device:
        raise ForAnother
    return Certificate(
        check_number(values["serial"], "serial", 1),
        holder,
        tuple(check_text(code, "communes", 5) for code in check_list(values["communes"], "communes", MOST_COMMUNES)),
        office,
        check_text(values["office_name"], "office_name", 200),
    )


def _only_line(content: bytes, kind: str, fields: frozenset[str]) -> tuple[Container, dict[str, object]]:
    sealed = split(content)
    if sealed.header.kind != kind:
        raise WrongKind(sealed.header.kind)
    sealed.verify(sealed.header.device)
    opened = open_body(sealed, None)
    if len(opened.lines) != 1:
        raise WrongContents("lines")
    return sealed, check_keys(load_object(opened.lines[0]), kind, fields)
