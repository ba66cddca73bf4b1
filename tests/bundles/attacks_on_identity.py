"""Attacks on who sent a file: forged, stripped, passed on, foreign, revoked, replayed (exchange.md b.11-14, 24-26)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from attacks import attack
from scenes import (
    ABSENT_CODE,
    CODE,
    OTHER_CODE,
    VILLAGE,
    Scene,
    around,
    bundle,
    operation,
    plain_text,
    signed_otherwise,
    sync_header,
)

from sinhke_desktop.bundles import container
from sinhke_desktop.domain.operations import ERASURE, REMOVE

_ORDER = 2**252 + 27742317777372353535851937790883648493
by = partial(attack, identity=True)


@by("GB-05")
def a_machine_that_was_never_paired(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], scene.stranger)


@by("GB-05")
def a_stranger_with_the_certificate_number_of_a_paired_machine(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], scene.stranger, cert=scene.header.cert)


@by("GB-05")
def the_offices_own_key_as_a_sender(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], scene.office_keys)


@by("GB-05")
def the_senders_name_replaced_under_its_old_signature(scene: Scene) -> bytes:
    mine, theirs = scene.keys.public.signing.encode(), scene.stranger.public.signing.encode()
    return scene.newer.replace(mine, theirs, 1)


@by("GB-05")
def a_signing_key_of_small_order_that_fits_every_message(scene: Scene) -> bytes:
    weak = replace(scene.header, device="01" + "0" * 62).encoded()
    signed = container.MAGIC + len(weak).to_bytes(4, "little") + weak
    return signed + bytes.fromhex("01" + "0" * 126) + container.split(scene.newer).body


@by("GB-03")
def a_paired_machines_name_signed_by_a_stranger(scene: Scene) -> bytes:
    return signed_otherwise(scene.newer, lambda signed: scene.stranger.sign(container.SIGNED_AS + signed))


@by("GB-03")
def a_paired_machines_name_signed_by_another_paired_machine(scene: Scene) -> bytes:
    return signed_otherwise(scene.newer, lambda signed: scene.other_keys.sign(container.SIGNED_AS + signed))


@by("GB-03")
def a_signature_of_zeros(scene: Scene) -> bytes:
    return signed_otherwise(scene.newer, lambda signed: bytes(64))


@by("GB-03")
def the_signature_of_an_earlier_bundle(scene: Scene) -> bytes:
    return signed_otherwise(scene.newer, lambda signed: container.split(scene.first).signature)


@by("GB-03")
def a_signature_without_the_words_that_say_what_it_is_for(scene: Scene) -> bytes:
    return signed_otherwise(scene.newer, scene.keys.sign)


@by("GB-03")
def a_signature_with_the_groups_order_added(scene: Scene) -> bytes:
    made = container.split(scene.newer).signature
    number = int.from_bytes(made[32:], "little") + _ORDER
    return signed_otherwise(scene.newer, lambda signed: made[:32] + number.to_bytes(32, "little"))


@by("GB-03")
def another_body_under_a_true_signature(scene: Scene) -> bytes:
    apart, older = container.split(scene.newer), container.split(scene.first)
    body = (older.body * (len(apart.body) // len(older.body) + 1))[: len(apart.body)]
    return apart.signed + apart.signature + body


@by("GB-03")
def a_receipt_turned_into_a_bundle_under_its_signature(scene: Scene) -> bytes:
    content = bundle(scene, [operation(1)], kind="receipt")
    apart = container.split(content)
    encoded = replace(apart.header, kind="sync").encoded()
    return container.MAGIC + len(encoded).to_bytes(4, "little") + encoded + apart.signature + apart.body


def _passed_on(scene: Scene, **changes: object) -> bytes:
    apart = container.split(scene.newer)
    header = replace(apart.header, device=scene.other_keys.public.signing, **changes)
    return container.join(header, apart.body, scene.other_keys)


@by("GB-16")
def a_bundle_stripped_and_signed_anew_by_another_paired_machine(scene: Scene) -> bytes:
    return _passed_on(scene)


@by("GB-16")
def the_same_in_an_epoch_of_the_thief(scene: Scene) -> bytes:
    return _passed_on(scene, epoch="d" * 32, base_ctr=0, parents=())


@by("GB-16")
def another_machine_in_the_epoch_of_the_commune(scene: Scene) -> bytes:
    return bundle(scene, [operation(1, commune_code=OTHER_CODE)], scene.other_keys, epoch=scene.header.epoch, seq=9)


def _beginning(scene: Scene, **begin: object) -> bytes:
    header = sync_header(scene, scene.keys, [])
    return around(scene, plain_text(header, [], **begin), last_ctr=0, last_chain=header.base_chain)


@by("GB-16")
def a_first_line_that_names_another_machine(scene: Scene) -> bytes:
    return _beginning(scene, device=scene.other_keys.public.signing)


@by("GB-16")
def a_first_line_that_names_another_receiver(scene: Scene) -> bytes:
    return _beginning(scene, to=[scene.stranger.public.signing])


@by("GB-16")
def a_first_line_that_names_another_epoch(scene: Scene) -> bytes:
    return _beginning(scene, epoch="d" * 32)


@by("GB-16")
def a_first_line_that_names_another_number(scene: Scene) -> bytes:
    return _beginning(scene, seq=2)


@by("GB-16")
def a_first_line_that_names_another_certificate(scene: Scene) -> bytes:
    return _beginning(scene, cert=2)


@by("GB-16")
def a_first_line_that_names_another_kind(scene: Scene) -> bytes:
    return _beginning(scene, kind="receipt")


@by("GB-16")
def a_first_line_that_says_true_for_one(scene: Scene) -> bytes:
    return _beginning(scene, seq=True)


@by("GB-12")
def another_machine_with_records_of_the_commune(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], scene.other_keys)


@by("GB-12")
def another_machine_with_the_communes_household_under_its_own_code(scene: Scene) -> bytes:
    changes = {"note": "của tôi"}
    stolen = operation(1, changes, "household", entity_id=scene.household, commune_code=OTHER_CODE)
    return bundle(scene, [stolen], scene.other_keys)


@by("GB-12")
def another_machine_that_changes_the_record_of_the_commune_itself(scene: Scene) -> bytes:
    stolen = operation(1, {"name": "Xã Khác"}, "commune", entity_id=CODE, commune_code=OTHER_CODE)
    return bundle(scene, [stolen], scene.other_keys)


@by("GB-12")
def a_machine_that_takes_the_record_of_a_commune_not_yet_here(scene: Scene) -> bytes:
    return bundle(scene, [operation(1, {"name": "Xã Chưa Gửi"}, "commune", entity_id=ABSENT_CODE)])


@by("GB-12")
def one_record_for_two_communes(scene: Scene) -> bytes:
    pair = [operation(1, entity_id=VILLAGE), operation(2, entity_id=VILLAGE, commune_code=OTHER_CODE)]
    return bundle(scene, pair)


@by("GB-12")
def another_machine_that_erases_the_communes_household(scene: Scene) -> bytes:
    erasing = operation(
        1, {"removed": True}, "household", entity_id=scene.household, commune_code=OTHER_CODE, action=REMOVE,
        batch=ERASURE,
    )  # fmt: skip
    return bundle(scene, [erasing], scene.other_keys)


@by("GB-06")
def a_revoked_machine(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], scene.revoked)


@by("GB-06")
def a_revoked_machine_in_a_new_epoch(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], scene.revoked, epoch="c" * 32)


@by("GB-07")
def a_bundle_for_another_office(scene: Scene) -> bytes:
    far = scene.stranger
    return bundle(scene, [operation(1)], readers=(far,), to=(far.public.signing,))


@by("GB-07")
def a_bundle_named_for_this_office_but_sealed_for_another(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], readers=(scene.stranger, scene.keys))


@by("GB-07")
def a_bundle_sealed_for_this_office_but_named_for_another(scene: Scene) -> bytes:
    apart = container.split(bundle(scene, [operation(1)]))
    return container.join(replace(apart.header, to=(scene.stranger.public.signing,)), apart.body, scene.keys)


@by("GB-07")
def a_bundle_sealed_for_its_sender_alone(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], readers=(scene.keys,))


@by("GB-07")
def a_bundle_for_nobody(scene: Scene) -> bytes:
    apart = container.split(bundle(scene, [operation(1)]))
    return container.join(replace(apart.header, to=()), apart.body, scene.keys)


@by("GB-20")
def a_receipt_given_in_as_a_bundle(scene: Scene) -> bytes:
    return scene.receipts[-1]


@by("GB-20")
def a_certificate_given_in_as_a_bundle(scene: Scene) -> bytes:
    return scene.certificate


@by("GB-20")
def a_key_file_given_in_as_a_bundle(scene: Scene) -> bytes:
    return scene.key_file
