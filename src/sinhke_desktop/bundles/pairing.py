"""Pairing without a network: a key file from the commune, a certificate from the office.

Both carry public keys only. What makes them true is not in the files: each side reads the other's number aloud on the
telephone (exchange.md c.10), and a changed key always needs a new reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.bundles.container import Container, split
from sinhke_desktop.bundles.header import CERT, PAIR
from sinhke_desktop.bundles.keys import COMMUNE, OFFICE, Keys, PublicKeys, encrypt
from sinhke_desktop.bundles.refusals import ForAnother, ForeignOffice, WrongContents, WrongKind
from sinhke_desktop.bundles.rotation import FIRST
from sinhke_desktop.bundles.sealing import new_header, open_body, seal
from sinhke_desktop.bundles.strict_json import check_hex, check_keys, check_list, check_number, check_text, load_object
from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.domain.operations import canonical

MOST_COMMUNES = 50
_MERGER = frozenset({"basis", "new", "old"})


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
    """The office's word that a machine may send for some communes, and the office's own keys.

    ``position`` counts the office's pairs of keys; ``mergers`` say which of the codes counts under which.
    """

    serial: int
    device: PublicKeys
    commune_codes: tuple[str, ...]
    office: PublicKeys
    office_name: str
    position: int = FIRST
    mergers: tuple[CommuneMerger, ...] = ()

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
    code = check_code(values["commune"], "commune")
    return PairRequest(
        PublicKeys(signing, _recipient(values["recipient"], "recipient")), code, check_text(values["name"], "name", 200)
    )


def _recipient(value: object, name: str) -> str:
    """*value* if something can be sealed for it."""
    recipient = check_text(value, name, 80)
    encrypt(b"", (recipient,))
    return recipient


def check_code(value: object, name: str) -> str:
    """*value* if it is a commune code: five digits."""
    code = check_text(value, name, 5)
    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        raise WrongContents(name)
    return code


def codes_line(codes: Sequence[str], mergers: Sequence[CommuneMerger]) -> dict[str, object]:
    """Communes and mergers as a line of a receipt says them."""
    return {"communes": list(codes), "mergers": _merger_lines(mergers)}


def _merger_lines(mergers: Sequence[CommuneMerger]) -> list[dict[str, str]]:
    return [{"basis": one.basis, "new": one.new_code, "old": one.old_code} for one in mergers]


def read_codes(value: object) -> tuple[str, ...]:
    """Commune codes: at least one, each once, in order; raises WrongContents."""
    codes = tuple(check_code(code, "communes") for code in check_list(value, "communes", MOST_COMMUNES))
    if not codes or list(codes) != sorted(set(codes)):
        raise WrongContents("communes")
    return codes


def read_mergers(value: object, codes: Sequence[str]) -> tuple[CommuneMerger, ...]:
    """Mergers among *codes*, no code going two ways or on from where another ended; raises WrongContents."""
    found = []
    for line in check_list(value, "mergers", MOST_COMMUNES):
        values = check_keys(line, "merger", _MERGER)
        old, new = check_code(values["old"], "old"), check_code(values["new"], "new")
        found.append(CommuneMerger(old, new, check_text(values["basis"], "basis", 500)))
    olds, news = [one.old_code for one in found], {one.new_code for one in found}
    if len(set(olds)) != len(olds) or news & set(olds) or not {*olds, *news} <= set(codes):
        raise WrongContents("mergers")
    return tuple(found)


def write_certificate(keys: Keys, certificate: Certificate, claimed_time: str = "") -> bytes:
    """The certificate file that the office gives back; signed with the office's *keys*."""
    values: dict[str, object] = {
        "communes": list(certificate.commune_codes),
        "office_name": certificate.office_name,
        "office_recipient": certificate.office.recipient,
        "office_signing": certificate.office.signing,
        "recipient": certificate.device.recipient,
        "serial": certificate.serial,
        "signing": certificate.device.signing,
    }
    if certificate.position != FIRST:
        values["position"] = certificate.position
    if certificate.mergers:
        values["mergers"] = _merger_lines(certificate.mergers)
    line = canonical(values)
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
        frozenset({"mergers", "position"}),
    )
    office = PublicKeys(
        check_hex(values["office_signing"], "office_signing", 64),
        _recipient(values["office_recipient"], "office_recipient"),
    )
    if office.signing != sealed.header.device:
        raise ForeignOffice
    holder = PublicKeys(check_hex(values["signing"], "signing", 64), check_text(values["recipient"], "recipient", 80))
    if holder != device:
        raise ForAnother
    codes = read_codes(values["communes"])
    return Certificate(
        check_number(values["serial"], "serial", 1),
        holder,
        codes,
        office,
        check_text(values["office_name"], "office_name", 200),
        check_number(values.get("position", FIRST), "position", FIRST),
        read_mergers(values.get("mergers", []), codes),
    )


def _only_line(
    content: bytes, kind: str, fields: frozenset[str], may_have: frozenset[str] = frozenset()
) -> tuple[Container, dict[str, object]]:
    sealed = split(content)
    if sealed.header.kind != kind:
        raise WrongKind(sealed.header.kind)
    sealed.verify(sealed.header.device)
    opened = open_body(sealed, None)
    if len(opened.lines) != 1:
        raise WrongContents("lines")
    values = load_object(opened.lines[0])
    return sealed, check_keys(values, kind, fields | (may_have & values.keys()))
