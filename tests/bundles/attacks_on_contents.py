"""Attacks by a paired machine on what it truly signs: operations, lines, values (exchange.md b.23, b.26, b.38)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from attacks import CERTIFICATE, KEY_FILE, RECEIPT, attack
from attacks_on_places import first_operation
from scenes import CODE, OTHER_CODE, VILLAGE, Scene, bundle, operation, placed, receipt, sync_header

from sinhke_desktop.bundles import pairing, sealing
from sinhke_desktop.domain.operations import CHANGE, Operation, canonical

PART = "0123456789abcdef"


def _line_spoilt(scene: Scene, spoil: Callable[[bytes], bytes]) -> bytes:
    """A bundle of one operation whose line is another than its chain says."""
    [line], _ = placed([operation(1)])
    spoilt = spoil(line)
    assert spoilt != line
    return bundle(scene, [operation(1)], lines=[spoilt])


def _note(text: str) -> Callable[[Scene], bytes]:
    return lambda scene: bundle(scene, [operation(1, {"note": text}, "household")])


def _value(changes: dict[str, object], kind: str = "household") -> Callable[[Scene], bytes]:
    return lambda scene: bundle(scene, [operation(1, changes, kind)])


def _named(name: str, make: Callable[[Scene], bytes]) -> Callable[[Scene], bytes]:
    make.__name__ = name
    return make


for _name, _text in {
    "a_text_not_in_nfc": "Hoa\u0300",
    "a_text_that_turns_the_direction": "Nguyễn \u202egnư\u202c",
    "a_text_with_a_right_to_left_mark": "Nguyễn\u200f Văn",
    "a_text_with_an_isolate": "a\u2066b\u2069",
    "a_text_with_a_byte_of_zero": "a\x00b",
    "a_text_with_an_escape_sequence": "a\x1b[2Jb",
    "a_text_with_a_byte_order_mark": "\ufeffa",
    "a_text_longer_than_any": "a" * 100_001,
}.items():
    attack("GB-15")(_named(_name, _note(_text)))


for _name, _path in {
    "a_path_with_words_of_a_database": "note'; DROP TABLE household; --",
    "a_path_that_climbs": "member/../note",
    "a_path_of_three_parts_too_many": f"member/{PART}/note/more/than",
    "a_path_in_capitals": "NOTE",
}.items():
    attack("GB-15")(_named(_name, _value({_path: "x"})))


for _name, (_changes, _kind) in {
    "a_kind_of_record_that_there_is_not": ({"name": "x"}, "spaceship"),
    "a_field_that_there_is_not": ({"colour": "đỏ"}, "household"),
    "a_number_where_a_text_belongs": ({"note": 5}, "household"),
    "a_text_where_a_number_belongs": ({"list_number": "5"}, "household"),
    "true_where_a_number_belongs": ({"position": True}, "hamlet"),
    "nothing_where_something_must_be": ({"name": None}, "hamlet"),
    "the_commune_of_a_record_as_a_field": ({"commune_code": OTHER_CODE}, "household"),
    "the_household_of_a_member_as_a_field": ({f"member/{PART}/household_id": "x"}, "household"),
    "a_part_that_there_is_not": ({f"pet/{PART}/name": "x"}, "household"),
    "a_sex_that_there_is_not": ({f"member/{PART}/full_name": "A", f"member/{PART}/sex": "?"}, "household"),
    "a_day_of_birth_that_is_none": ({f"member/{PART}/full_name": "A", f"member/{PART}/birth": "hôm qua"}, "household"),
    "a_day_that_is_none": ({f"member/{PART}/full_name": "A", f"member/{PART}/card_issued_on": "31/02"}, "household"),
    "a_result_that_there_is_not": ({"household_id": VILLAGE, "kind": "x", "status": "x"}, "review"),
    "a_year_that_has_no_days": (
        {"household_id": VILLAGE, "kind": "yearly", "status": "official", "year": 2**31 - 1},
        "review",
    ),
    "a_number_wider_than_its_column": ({"position": 10**15 - 1}, "hamlet"),
    "a_support_of_no_kind": ({"what": "x"}, "support"),
    "a_model_in_no_state": ({"name": "x"}, "livelihood_model"),
}.items():
    attack("GB-13")(_named(_name, _value(_changes, _kind)))


for _name, _old, _new in (
    ("a_key_twice", b'"ctr":1', b'"ctr":1,"ctr":1'),
    ("a_key_twice_once_in_disguise", b'"ctr":1', b'"ctr":1,"\\u0063tr":2'),
    ("a_number_that_is_none", b'"ctr":1', b'"ctr":NaN'),
    ("an_infinite_number", b'"ctr":1', b'"ctr":-Infinity'),
    ("a_fraction", b'"ctr":1', b'"ctr":1.0'),
    ("a_number_in_powers_of_ten", b'"ctr":1', b'"ctr":1e0'),
    ("a_number_of_five_thousand_digits", b'"ctr":1', b'"ctr":' + b"9" * 5000),
    ("a_negative_counter", b'"ctr":1', b'"ctr":-1'),
    ("true_for_a_counter", b'"ctr":1', b'"ctr":true'),
    ("half_a_character", "Thôn".encode(), b"\\ud800"),
    ("bytes_that_are_no_text", "Thôn".encode(), b"\xff\xfe"),
    ("lists_a_hundred_thousand_deep", b'"base":[]', b'"base":' + b"[" * 100_000 + b"]" * 100_000),
    ("objects_seven_deep", b'"base":[]', b'"base":' + b'{"a":' * 7 + b"1" + b"}" * 7),
    ("a_field_more_than_stated", b'"ctr":1', b'"ctr":1,"run":"calc.exe"'),
    ("a_line_over_a_mebibyte", b'"ctr":1', b'"ctr":1,' + b" " * (1 << 20)),
    ("a_commune_code_in_other_digits", CODE.encode(), "٢٢٨٢٨".encode()),
    ("an_id_that_is_a_path", b'"id":"' + f"{1:032x}".encode(), b'"id":"../../../etc/passwd'),
    ("an_erased_operation_that_still_says_something", b'"ctr":1', b'"commit":"' + b"0" * 64 + b'","ctr":1'),
    ("an_action_that_there_is_not", b'"action":"create"', b'"action":"execute"'),
    ("a_list_for_a_value", b'"changes":{', b'"changes":{"note":[1],'),
    ("a_line_that_is_a_list", b'{"base"', b'[{"base"'),
    ("a_base_out_of_order", b'"base":[]', b'"base":["' + b"b" * 32 + b'","' + b"a" * 32 + b'"]'),
    ("a_base_of_a_thousand_and_one", b'"base":[]',
     b'"base":[' + b",".join(b'"%032x"' % number for number in range(1001)) + b"]"),
):  # fmt: skip

    def _spoilt(scene: Scene, old: bytes = _old, new: bytes = _new) -> bytes:
        return _line_spoilt(scene, lambda line: line.replace(old, new, 1))

    attack("GB-15")(_named(_name, _spoilt))


@attack("GB-03")
def an_operation_left_out(scene: Scene) -> bytes:
    made = [operation(1), operation(2), operation(3)]
    return bundle(scene, made, lines=[placed(made)[0][0], placed(made)[0][2]])


@attack("GB-03")
def operations_out_of_order(scene: Scene) -> bytes:
    made = [operation(1), operation(2)]
    return bundle(scene, made, lines=placed(made)[0][::-1])


@attack("GB-03")
def an_operation_twice(scene: Scene) -> bytes:
    return bundle(scene, [operation(1), operation(1)])


@attack("GB-03")
def a_content_changed_after_the_chain_was_made(scene: Scene) -> bytes:
    return _line_spoilt(scene, lambda line: line.replace("Kẻ Gian".encode(), "Người Tốt".encode()))


@attack("GB-03")
def an_operation_said_to_be_erased_that_was_not(scene: Scene) -> bytes:
    def emptied(line: bytes) -> bytes:
        values = json.loads(line)
        del values["payload"], values["salt"]
        return canonical(values | {"commit": "0" * 64})

    return _line_spoilt(scene, emptied)


def _circle(*bases: int) -> list[Operation]:
    return [
        operation(number, entity_id=VILLAGE, action=CHANGE, base=(f"{base:032x}",))
        for number, base in enumerate(bases, 1)
    ]


@attack("GB-15")
def an_operation_that_replaces_itself(scene: Scene) -> bytes:
    return bundle(scene, _circle(1))


@attack("GB-15")
def two_operations_that_replace_each_other(scene: Scene) -> bytes:
    return bundle(scene, _circle(2, 1))


@attack("GB-15")
def a_thousand_operations_in_a_circle(scene: Scene) -> bytes:
    return bundle(scene, _circle(1000, *range(1, 1000)))


@attack("GB-15")
def more_concurrent_changes_than_any_record_has(scene: Scene) -> bytes:
    return bundle(scene, [operation(number, entity_id=VILLAGE) for number in range(1, 10_002)])


@attack("GB-15")
def one_record_of_two_kinds(scene: Scene) -> bytes:
    return bundle(scene, [operation(1), operation(2, {"note": "x"}, "household", entity_id=f"{1:032x}")])


@attack("GB-15")
def a_known_household_as_a_hamlet(scene: Scene) -> bytes:
    return bundle(scene, [operation(1, entity_id=scene.household)])


@attack("GB-15")
def one_member_in_two_new_households(scene: Scene) -> bytes:
    named = f"member/{PART}/full_name"
    return bundle(scene, [operation(number, {named: f"Người {number}"}, "household") for number in (1, 2)])


@attack("GB-15")
def a_member_taken_from_a_known_household(scene: Scene) -> bytes:
    return bundle(scene, [operation(1, {f"member/{scene.member}/full_name": "Kẻ Gian"}, "household")])


@attack("GB-15")
def an_end_line_that_counts_wrongly(scene: Scene) -> bytes:
    return _ended(scene, n=2)


@attack("GB-15")
def an_end_line_that_counts_in_truths(scene: Scene) -> bytes:
    return _ended(scene, n=True)


@attack("GB-03")
def an_end_line_with_another_hash(scene: Scene) -> bytes:
    return _ended(scene, sha256="0" * 64)


def _ended(scene: Scene, **end: object) -> bytes:
    made = [operation(1)]
    readers = (scene.office_keys.public.recipient,)
    return sealing.seal(sync_header(scene, scene.keys, made), placed(made)[0], scene.keys, readers, end)[1]


@attack("GB-12", RECEIPT)
def a_receipt_with_records_of_another_commune(scene: Scene) -> bytes:
    return receipt(scene, None, None, operation(1, commune_code=OTHER_CODE))


@attack("GB-13", RECEIPT)
def a_receipt_with_a_kind_of_record_that_there_is_not(scene: Scene) -> bytes:
    return receipt(scene, None, None, operation(1, {"name": "x"}, "spaceship"))


@attack("GB-13", RECEIPT)
def a_receipt_with_a_value_that_cannot_be_read(scene: Scene) -> bytes:
    changes = {f"member/{PART}/full_name": "A", f"member/{PART}/sex": "?"}
    return receipt(scene, None, None, operation(1, changes, "household"))


@attack("GB-15", RECEIPT)
def a_receipt_with_operations_in_a_circle(scene: Scene) -> bytes:
    return receipt(scene, None, None, *_circle(2, 1))


@attack("GB-15", RECEIPT)
def a_receipt_that_makes_the_household_a_hamlet(scene: Scene) -> bytes:
    return receipt(scene, None, None, operation(1, entity_id=scene.household))


@attack("GB-03", RECEIPT)
def a_receipt_with_another_content_for_a_known_operation(scene: Scene) -> bytes:
    return receipt(scene, None, None, replace(first_operation(scene), officer="Kẻ Gian"))


@attack("GB-15", KEY_FILE)
def a_key_file_whose_name_turns_the_direction(scene: Scene) -> bytes:
    return pairing.write_request(scene.stranger, CODE, "Xã \u202eAnh Dũng")


@attack("GB-15", KEY_FILE)
def a_key_file_of_no_commune(scene: Scene) -> bytes:
    return pairing.write_request(scene.stranger, "228280", "Xã Anh Dũng")


@attack("GB-15", CERTIFICATE)
def a_certificate_whose_office_turns_the_direction(scene: Scene) -> bytes:
    paper = pairing.Certificate(1, scene.keys.public, (CODE,), scene.office_keys.public, "Phòng \u202e")
    return pairing.write_certificate(scene.office_keys, paper)
