"""Attacks on what goes back and on pairing: receipts, certificates, key files of others (exchange.md b.24, b.25)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from attacks import CERTIFICATE, KEY_FILE, RECEIPT, UNCONFIRMED_CERTIFICATE, UNCONFIRMED_KEY_FILE, attack
from scenes import CODE, Scene, certificate, receipt, signed_otherwise

from sinhke_desktop.bundles import container, pairing, receipts, rotation, sealing
from sinhke_desktop.bundles.keys import new_keys
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.protocol import Receipt

by = partial(attack, identity=True)


@by("GB-18", RECEIPT)
def a_receipt_of_a_stranger(scene: Scene) -> bytes:
    return receipt(scene, scene.stranger)


@by("GB-18", RECEIPT)
def a_receipt_by_another_commune(scene: Scene) -> bytes:
    return receipt(scene, scene.other_keys)


@by("GB-18", RECEIPT)
def a_receipt_by_the_machine_itself(scene: Scene) -> bytes:
    return receipt(scene, scene.keys)


@by("GB-03", RECEIPT)
def a_receipt_in_the_offices_name_by_a_stranger(scene: Scene) -> bytes:
    return signed_otherwise(receipt(scene), lambda signed: scene.stranger.sign(container.SIGNED_AS + signed))


@by("GB-03", RECEIPT)
def a_receipt_under_the_signature_of_an_earlier_one(scene: Scene) -> bytes:
    return signed_otherwise(receipt(scene), lambda signed: container.split(scene.receipts[0]).signature)


@by("GB-07", RECEIPT)
def the_receipt_of_another_machine(scene: Scene) -> bytes:
    return receipt(scene, device=scene.other_keys)


@by("GB-07", RECEIPT)
def the_receipt_of_another_machine_with_the_receivers_name_changed(scene: Scene) -> bytes:
    apart = container.split(receipt(scene, device=scene.other_keys))
    header = replace(apart.header, to=(scene.keys.public.signing,))
    return container.join(header, apart.body, scene.office_keys)


@by("GB-07", RECEIPT)
def a_receipt_for_two_machines_at_once(scene: Scene) -> bytes:
    apart = container.split(receipt(scene))
    both = (scene.keys.public.signing, scene.other_keys.public.signing)
    return container.join(replace(apart.header, to=both), apart.body, scene.office_keys)


@by("GB-16", RECEIPT)
def a_receipt_under_a_number_that_its_first_line_does_not_name(scene: Scene) -> bytes:
    apart = container.split(receipt(scene))
    return container.join(replace(apart.header, seq=100), apart.body, scene.office_keys)


@by("GB-19", RECEIPT)
def an_older_receipt_played_again(scene: Scene) -> bytes:
    return scene.receipts[0]


@by("GB-20", RECEIPT)
def the_communes_own_bundle_given_in_as_a_receipt(scene: Scene) -> bytes:
    return scene.newer


@by("GB-20", RECEIPT)
def a_certificate_given_in_as_a_receipt(scene: Scene) -> bytes:
    return scene.certificate


@by("GB-07", CERTIFICATE)
def the_certificate_of_another_machine(scene: Scene) -> bytes:
    return certificate(scene, scene.office_keys, device=scene.other_keys)


@by("GB-18", CERTIFICATE)
def a_certificate_in_the_offices_name_by_a_stranger(scene: Scene) -> bytes:
    return certificate(scene, scene.stranger, office=scene.office_keys)


@by("GB-25", UNCONFIRMED_CERTIFICATE)
def a_false_office_whose_number_nobody_compared(scene: Scene) -> bytes:
    return certificate(scene, scene.stranger)


@by("GB-20", CERTIFICATE)
def a_key_file_given_in_as_a_certificate(scene: Scene) -> bytes:
    return scene.key_file


@by("GB-03", CERTIFICATE)
def a_certificate_under_the_signature_of_another(scene: Scene) -> bytes:
    theirs = certificate(scene, scene.office_keys, device=scene.other_keys)
    return signed_otherwise(scene.certificate, lambda signed: container.split(theirs).signature)


@by("GB-25", UNCONFIRMED_KEY_FILE)
def a_strangers_key_file_whose_number_nobody_compared(scene: Scene) -> bytes:
    return pairing.write_request(scene.stranger, CODE, "Xã Anh Dũng")


@by("GB-03", KEY_FILE)
def a_key_file_signed_by_another_machine(scene: Scene) -> bytes:
    return signed_otherwise(scene.key_file, lambda signed: scene.stranger.sign(container.SIGNED_AS + signed))


@by("GB-15", KEY_FILE)
def a_key_file_that_asks_for_the_keys_of_another(scene: Scene) -> bytes:
    mine, other = new_keys(), scene.other_keys.public
    line = {"commune": CODE, "name": "Xã", "recipient": other.recipient, "signing": other.signing}
    return sealing.seal(sealing.new_header("pair", mine, ()), [canonical(line)], mine, ())[1]


@by("GB-20", KEY_FILE)
def a_bundle_given_in_as_a_key_file(scene: Scene) -> bytes:
    return scene.newer


def _rotated(scene: Scene, made: rotation.Rotation) -> bytes:
    """A true receipt of the office that tells of a new key."""
    said = Receipt(scene.keys.public.signing, 99, ())
    paper = receipts.ReceiptPaper(said, {}, rotations=(made,))
    return receipts.write_receipt(scene.office_keys, scene.keys.public, paper)


@by("GB-33", RECEIPT)
def a_new_key_of_the_office_that_the_known_one_does_not_vouch_for(scene: Scene) -> bytes:
    made = rotation.rotate(scene.stranger, scene.other_keys, 2)
    return _rotated(scene, replace(made, before=scene.office_keys.public.signing))


@by("GB-33", RECEIPT)
def a_new_key_of_the_office_after_another_than_the_known_one(scene: Scene) -> bytes:
    return _rotated(scene, rotation.rotate(scene.stranger, scene.other_keys, 2))


@by("GB-33", RECEIPT)
def a_new_key_of_the_office_whose_secret_nobody_showed(scene: Scene) -> bytes:
    made = rotation.rotate(scene.office_keys, scene.stranger, 2)
    return _rotated(scene, replace(made, accepted=made.vouched))


@by("GB-33", RECEIPT)
def a_new_key_of_the_office_two_steps_ahead(scene: Scene) -> bytes:
    return _rotated(scene, rotation.rotate(scene.office_keys, scene.stranger, 3))


@by("GB-18", RECEIPT)
def a_receipt_by_the_key_that_it_announces_itself(scene: Scene) -> bytes:
    said = Receipt(scene.keys.public.signing, 99, ())
    made = rotation.rotate(scene.stranger, scene.other_keys, 2)
    paper = receipts.ReceiptPaper(said, {}, rotations=(made,))
    return receipts.write_receipt(scene.other_keys, scene.keys.public, paper)
