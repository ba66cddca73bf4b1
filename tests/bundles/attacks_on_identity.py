"""Attacks on who sent a file: forged, stripped, passed on, foreign, revoked, replayed (exchange.md b.11-14, 24-26)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from attacks import CERTIFICATE, KEY_FILE, RECEIPT, UNCONFIRMED_CERTIFICATE, UNCONFIRMED_KEY_FILE, attack
from scenes import (
    ABSENT_CODE,
    CODE,
    OTHER_CODE,
    VILLAGE,
    Scene,
    around,
    bundle,
    certificate,
    operation,
    plain_text,
    receipt,
    signed_otherwise,
    sync_header,
    with_header,
)

from sinhke_desktop.bundles import container, pairing
from sinhke_desktop.bundles.keys import new_keys
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.protocol import Parent

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
    from sinhke_desktop.domain.operations import ERASURE, REMOVE

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


@by("GB-08")
def a_bundle_given_in_again(scene: Scene) -> bytes:
    return scene.first


@by("GB-09")
def work_already_held_under_a_new_number(scene: Scene) -> bytes:
    apart = container.split(scene.first)
    told = replace(apart.header, seq=77)
    return container.join(replace(told, body_sha256=apart.header.body_sha256), apart.body, scene.keys)


@by("GB-10")
def counters_that_run_a_million_ahead(scene: Scene) -> bytes:
    ahead = scene.header.base_ctr + 1_000_000
    return bundle(scene, [operation(1)], epoch=scene.header.epoch, seq=5, prev=scene.header.prev, base_ctr=ahead,
                  last_ctr=ahead + 1)  # fmt: skip


@by("GB-10")
def a_new_epoch_that_does_not_begin_at_its_beginning(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], base_ctr=5, last_ctr=6)


@by("GB-10")
def a_parent_of_which_more_was_never_received(scene: Scene) -> bytes:
    parent = Parent("b" * 32, 9, "0" * 64, 9, "0" * 64)
    return bundle(scene, [operation(1)], parents=(parent,))


@by("GB-10")
def a_parent_whose_confirmed_end_is_a_lie(scene: Scene) -> bytes:
    parent = Parent(scene.header.epoch, 1, "0" * 64, 1, "0" * 64)
    return bundle(scene, [operation(1)], parents=(parent,))


@by("GB-11")
def a_number_used_before_for_other_work(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], epoch=scene.header.epoch, seq=1)


@by("GB-11")
def a_known_operation_with_another_content(scene: Scene) -> bytes:
    held = first_operation(scene)
    return bundle(scene, [replace(held, officer="Kẻ Gian")], epoch="f" * 32)


@by("GB-11")
def a_known_operation_said_to_be_erased_under_another_commitment(scene: Scene) -> bytes:
    held = first_operation(scene)
    emptied = replace(held, action="erased", changes={}, officer="", claimed_time="", salt="", reason="", batch="",
                      erased="0" * 64)  # fmt: skip
    return bundle(scene, [emptied], epoch="f" * 32)


def first_operation(scene: Scene):
    from sinhke_desktop.bundles.lines import read_operations
    from sinhke_desktop.bundles.sealing import open_body

    return read_operations(open_body(container.split(scene.first), scene.keys).lines)[0][1]


@by("GB-11")
def a_predecessor_that_is_another_bundle(scene: Scene) -> bytes:
    return with_header(scene, scene.newer, lambda text: text.replace(scene.header.prev.encode(), b"0" * 64))


@by("GB-11")
def a_base_whose_chain_is_not_the_one_held(scene: Scene) -> bytes:
    return with_header(scene, scene.newer, lambda text: text.replace(scene.header.base_chain.encode(), b"0" * 64))


@by("GB-03")
def an_end_that_the_operations_do_not_lead_to(scene: Scene) -> bytes:
    return with_header(scene, scene.newer, lambda text: text.replace(scene.header.last_chain.encode(), b"0" * 64))


@by("GB-03")
def an_epoch_that_starts_elsewhere_than_all_do(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], base_chain="0" * 64)


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
    from sinhke_desktop.bundles import sealing

    mine, other = new_keys(), scene.other_keys.public
    line = {"commune": CODE, "name": "Xã", "recipient": other.recipient, "signing": other.signing}
    return sealing.seal(sealing.new_header("pair", mine, ()), [canonical(line)], mine, ())[1]


@by("GB-20", KEY_FILE)
def a_bundle_given_in_as_a_key_file(scene: Scene) -> bytes:
    return scene.newer
