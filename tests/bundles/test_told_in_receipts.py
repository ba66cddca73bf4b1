"""Lines of a receipt beside the cursors: new keys of the office, and communes that merged."""

import pytest

from sinhke_desktop.bundles import pairing, receipts, rotation
from sinhke_desktop.bundles.header import RECEIPT
from sinhke_desktop.bundles.keys import PublicKeys, new_keys
from sinhke_desktop.bundles.refusals import WrongContents, WrongRotation
from sinhke_desktop.bundles.sealing import new_header, seal
from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.protocol import Receipt

OFFICE, DEVICE, NEXT = new_keys(), new_keys(), new_keys()
NOTICE = rotation.rotate(OFFICE, NEXT, 2)
MERGER = CommuneMerger("22846", "22828", "Nghị quyết thử")


def written(*lines: dict[str, object]) -> bytes:
    header = new_header(RECEIPT, OFFICE, (DEVICE.public.signing,))
    return seal(header, [canonical(line) for line in lines], OFFICE, (DEVICE.public.recipient,))[1]


def read(content: bytes) -> receipts.ReceiptPaper:
    return receipts.read_receipt(content, DEVICE, OFFICE.public)


def test_new_keys_and_merged_communes_come_back_whole():
    receipt = Receipt(DEVICE.public.signing, 3, ())
    paper = receipts.ReceiptPaper(receipt, {}, rotations=(NOTICE,), communes=("22828", "22846"), mergers=(MERGER,))
    found = read(receipts.write_receipt(OFFICE, DEVICE.public, paper))
    assert found == paper
    assert found.signer == OFFICE.public.signing
    assert rotation.follow(OFFICE.public, 1, found.rotations) == (NOTICE,)


def certificate(communes: list[str], mergers: list[dict[str, str]]) -> dict[str, object]:
    return {"certificate": {"communes": communes, "mergers": mergers}}


TOLD = {"basis": "NQ", "new": "22828", "old": "22846"}


@pytest.mark.parametrize(
    "lines",
    [
        [certificate(["22828"], []), certificate(["22828"], [])],
        [certificate([], [])],
        [certificate(["22828"], [TOLD])],
        [certificate(["22828", "22846"], [TOLD, TOLD])],
        [certificate(["22828", "22846"], [TOLD, {"basis": "NQ", "new": "22846", "old": "22828"}])],
        [certificate(["22828", "22846"], [{"new": "22828", "old": "22846"}])],
        [{"certificate": {"communes": ["22828"]}}],
        [{"rotation": NOTICE.line(), "more": 1}],
        [{"rotation": {**NOTICE.line(), "position": 1}}],
        [{"rotation": {**NOTICE.line(), "vouched": "00"}}],
    ],
)
def test_lines_off_the_format_are_refused(lines):
    with pytest.raises(WrongContents):
        read(written(*lines))


def test_a_new_key_to_which_nothing_can_be_sealed_is_not_followed():
    broken = rotation.Rotation(NOTICE.before, 2, PublicKeys(NEXT.public.signing, "age1x"), "", "")
    message = broken.message()
    signed = rotation.Rotation(broken.before, 2, broken.following, OFFICE.sign(message).hex(), NEXT.sign(message).hex())
    with pytest.raises(WrongContents):
        rotation.follow(OFFICE.public, 1, [signed])


def test_notices_of_long_ago_are_passed_over_and_another_key_at_the_known_place_is_not():
    third = new_keys()
    after = rotation.rotate(NEXT, third, 3)
    assert rotation.follow(NEXT.public, 2, [NOTICE, after]) == (after,)
    assert rotation.follow(third.public, 3, [NOTICE, after]) == ()
    with pytest.raises(WrongRotation):
        rotation.follow(third.public, 2, [NOTICE])


def test_a_certificate_of_changed_keys_and_merged_communes_comes_back_whole():
    given = pairing.Certificate(4, DEVICE.public, ("22828", "22846"), OFFICE.public, "Phòng", 2, (MERGER,))
    assert pairing.read_certificate(pairing.write_certificate(OFFICE, given), DEVICE.public) == given
