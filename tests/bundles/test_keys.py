"""Keys, the numbers read aloud, and the papers of pairing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from sinhke_desktop.bundles import keys, pairing, receipts, sealing
from sinhke_desktop.bundles.container import join, split
from sinhke_desktop.bundles.keys import COMMUNE, OFFICE, PublicKeys
from sinhke_desktop.bundles.refusals import Altered, ForAnother, ForeignOffice, WrongContents, WrongKind
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.protocol import Receipt, StreamReceipt
from sinhke_desktop.domain.spoken_number import is_well_typed

DEVICE, CENTRE = keys.new_keys(), keys.new_keys()
STREAM = StreamReceipt("ab" * 16, 12, "cd" * 32, 3, "ef" * 32, forked=True)


def certificate(device: PublicKeys = DEVICE.public) -> pairing.Certificate:
    return pairing.Certificate(7, device, ("22828", "22846"), CENTRE.public, "Phòng Kinh tế Thử")


def paper(sequence: int = 4) -> receipts.ReceiptPaper:
    return receipts.ReceiptPaper(Receipt(DEVICE.public.signing, sequence, (STREAM,)), {"22828": "12" * 32}, "2025")


def test_keys_come_back_from_their_text() -> None:
    again = keys.keys_from_text(DEVICE.secret_text())
    assert again.public == DEVICE.public
    assert again.decrypt(keys.encrypt(b"x", (DEVICE.public.recipient,))) == b"x"
    assert keys.signature_fits(DEVICE.public.signing, again.sign(b"m"), b"m")
    assert "AGE-SECRET" not in repr(again)


def test_the_number_has_six_groups_and_two_check_digits() -> None:
    groups = DEVICE.public.number(COMMUNE).split(" ")
    assert [len(group) for group in groups] == [5] * 6 + [2]
    assert is_well_typed(DEVICE.public.number(COMMUNE))


def test_the_number_depends_on_both_keys_and_on_the_role() -> None:
    other = keys.new_keys().public
    mine = DEVICE.public
    numbers = {
        mine.number(COMMUNE),
        mine.number(OFFICE),
        PublicKeys(mine.signing, other.recipient).number(COMMUNE),
        PublicKeys(other.signing, mine.recipient).number(COMMUNE),
    }
    assert len(numbers) == 4


def test_a_known_key_has_always_the_same_number() -> None:
    fixed = PublicKeys("00" * 32, "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg")
    assert fixed.number(COMMUNE) == "87053 39711 36771 31601 29441 19371 01"


def test_every_slip_of_one_digit_and_every_swap_of_neighbours_is_caught() -> None:
    draw = random.Random(3)
    for _ in range(20):
        digits = keys.new_keys().public.number(COMMUNE).replace(" ", "")
        for place, digit in enumerate(digits):
            wrong = str((int(digit) + draw.randint(1, 9)) % 10)
            assert not is_well_typed(digits[:place] + wrong + digits[place + 1 :])
            if place and digits[place - 1] != digit:
                swapped = digits[: place - 1] + digit + digits[place - 1] + digits[place + 1 :]
                assert not is_well_typed(swapped)


@pytest.mark.parametrize("text", ["", "12345", "x" * 32, "٣" * 32])
def test_what_is_no_number_is_not_well_typed(text: str) -> None:
    assert not is_well_typed(text)


def test_a_recipient_that_is_none_is_refused() -> None:
    with pytest.raises(WrongContents):
        keys.encrypt(b"x", ("age1nobody",))


def test_a_signing_key_that_is_no_point_fits_nothing() -> None:
    assert not keys.signature_fits("zz", b"", b"")
    assert not keys.signature_fits("00", b"\0" * 64, b"")


def test_a_key_file_says_who_asks() -> None:
    request = pairing.read_request(pairing.write_request(DEVICE, "22828", "Xã Anh Dũng"))
    assert request == pairing.PairRequest(DEVICE.public, "22828", "Xã Anh Dũng")
    assert request.number == DEVICE.public.number(COMMUNE)


def test_a_key_file_signed_by_another_than_it_names_is_refused() -> None:
    apart = split(pairing.write_request(DEVICE, "22828", "Xã Anh Dũng"))
    thief = keys.new_keys()
    stolen = join(replace(apart.header, device=thief.public.signing), apart.body, thief)
    with pytest.raises(Exception, match="GB-16"):
        pairing.read_request(stolen)


@pytest.mark.parametrize("code", ["2282", "abcde", "٢٢٨٢٨"])
def test_a_key_file_without_a_commune_code_is_refused(code: str) -> None:
    with pytest.raises(WrongContents):
        pairing.read_request(pairing.write_request(DEVICE, code, "Xã"))


def spoiled(kind: str, values: dict[str, object], signer: keys.Keys, to: tuple[str, ...], *lines: bytes) -> bytes:
    """A well-signed file of *kind* whose line says *values*."""
    readers = (DEVICE.public.recipient,) if kind == "receipt" else ()
    made = sealing.new_header(kind, signer, to)
    return sealing.seal(made, [canonical(values), *lines], signer, readers)[1]


def test_a_key_file_that_asks_for_other_keys_than_signed_it_is_refused() -> None:
    other = keys.new_keys().public
    values = {"commune": "22828", "name": "Xã", "recipient": other.recipient, "signing": other.signing}
    with pytest.raises(WrongContents):
        pairing.read_request(spoiled("pair", values, DEVICE, ()))
    values["signing"] = DEVICE.public.signing
    with pytest.raises(WrongContents):
        pairing.read_request(spoiled("pair", values, DEVICE, (), b"{}"))


@pytest.mark.parametrize("change", [{"forked": 1}, {"cursor": "1"}, {"epoch": "x"}, {"more": 1}])
def test_a_receipt_off_the_format_is_refused(change: dict[str, object]) -> None:
    values = {
        "chain": "cd" * 32, "cursor": 1, "epoch": "ab" * 16, "forked": False, "header_hash": "", "last_seq": 1,
        **change,
    }  # fmt: skip
    content = spoiled("receipt", values, CENTRE, (DEVICE.public.signing,))
    with pytest.raises(WrongContents):
        receipts.read_receipt(content, DEVICE, CENTRE.public)


def test_a_certificate_comes_back_whole() -> None:
    content = pairing.write_certificate(CENTRE, certificate())
    read = pairing.read_certificate(content, DEVICE.public)
    assert read == certificate()
    assert read.number == CENTRE.public.number(OFFICE)


def test_a_certificate_for_another_machine_is_refused() -> None:
    content = pairing.write_certificate(CENTRE, certificate(keys.new_keys().public))
    with pytest.raises(ForAnother):
        pairing.read_certificate(content, DEVICE.public)


def test_a_certificate_that_names_another_office_than_signed_it_is_refused() -> None:
    with pytest.raises(ForeignOffice):
        pairing.read_certificate(pairing.write_certificate(keys.new_keys(), certificate()), DEVICE.public)


def test_a_certificate_is_no_key_file() -> None:
    with pytest.raises(WrongKind) as refused:
        pairing.read_request(pairing.write_certificate(CENTRE, certificate()))
    assert refused.value.kind == "cert"


def test_a_receipt_comes_back_whole() -> None:
    content = receipts.write_receipt(CENTRE, DEVICE.public, paper())
    assert receipts.read_receipt(content, DEVICE, CENTRE.public) == paper()


def test_a_receipt_not_of_the_paired_office_is_refused() -> None:
    content = receipts.write_receipt(CENTRE, DEVICE.public, paper())
    with pytest.raises(ForeignOffice):
        receipts.read_receipt(content, DEVICE, keys.new_keys().public)


def test_a_receipt_of_another_machine_is_refused() -> None:
    other = keys.new_keys()
    content = receipts.write_receipt(CENTRE, other.public, paper())
    with pytest.raises(ForAnother):
        receipts.read_receipt(content, DEVICE, CENTRE.public)


def test_a_changed_receipt_is_refused() -> None:
    content = bytearray(receipts.write_receipt(CENTRE, DEVICE.public, paper()))
    content[-1] ^= 1
    with pytest.raises(Altered):
        receipts.read_receipt(bytes(content), DEVICE, CENTRE.public)
