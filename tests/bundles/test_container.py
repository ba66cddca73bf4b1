"""The sealed file: what is accepted is exactly what was signed, to the last byte."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import replace

import pytest

from sinhke_desktop.bundles import container, keys, sealing
from sinhke_desktop.bundles.header import PAIR, SYNC, Header, read_header
from sinhke_desktop.bundles.lines import operation_line, read_operations
from sinhke_desktop.bundles.refusals import (
    Altered,
    BundleRefused,
    ForAnother,
    Lengthened,
    NewerFormat,
    NotABundle,
    Resigned,
    TooBig,
    Torn,
    WrongContents,
)
from sinhke_desktop.bundles.strict_json import load_object
from sinhke_desktop.domain.operations import (
    CREATE,
    Operation,
    Stamp,
    StampedOperation,
    canonical,
    chain_next,
    chain_start,
)

EPOCH = "ab" * 16
SENDER = keys.new_keys()
OFFICE = keys.new_keys()


def operations(count: int = 3) -> list[StampedOperation]:
    chain = chain_start(EPOCH)
    found: list[StampedOperation] = []
    for number in range(1, count + 1):
        operation = Operation(
            f"{number:032x}", "22828", "household", f"{number:032x}", CREATE, (),
            {"note": "thôn Hạnh Trí", "removed": False},
            "Lê Thị Thử", "2025-11-20T03:00:00+00:00", "0" * 32,
        )  # fmt: skip
        stamp = Stamp(EPOCH, number)
        chain = chain_next(chain, stamp, operation.uid, "22828", operation.entity, (), operation.commit())
        found.append(StampedOperation(operation, stamp, chain))
    return found


def header(**changes: object) -> Header:
    held = operations()
    base = sealing.new_header(SYNC, SENDER, (OFFICE.public.signing,))
    placed = replace(
        base, epoch=EPOCH, seq=1, base_chain=chain_start(EPOCH), last_ctr=3, last_chain=held[-1].chain, cert=1
    )
    return replace(placed, **changes)


def sealed(**changes: object) -> bytes:
    recipients = (OFFICE.public.recipient, SENDER.public.recipient)
    return sealing.seal(
        header(**changes), [operation_line(one) for one in operations()], SENDER, recipients, {"commune": "22828"}
    )[1]


def test_office_and_sender_read_back_exactly_what_was_sealed() -> None:
    content = sealed()
    apart = container.split(content)
    apart.verify(SENDER.public.signing)
    for reader in (OFFICE, SENDER):
        opened = sealing.open_body(apart, reader)
        assert read_operations(opened.lines) == [(one.stamp.counter, one.operation) for one in operations()]
        assert opened.end["commune"] == "22828"


def test_a_stranger_cannot_open_it() -> None:
    with pytest.raises(ForAnother):
        sealing.open_body(container.split(sealed()), keys.new_keys())


def test_another_key_did_not_sign_it() -> None:
    with pytest.raises(Altered):
        container.split(sealed()).verify(OFFICE.public.signing)


def test_every_cut_is_told_as_torn_or_no_bundle() -> None:
    content = sealed()
    for length in range(1, len(content)):
        with pytest.raises(Torn):
            container.split(content[:length])
    with pytest.raises(NotABundle):
        container.split(b"")


def test_a_torn_file_says_how_much_is_missing() -> None:
    content = sealed()
    with pytest.raises(Torn) as torn:
        container.split(content[:-312])
    assert torn.value.missing == 312


def test_every_flipped_bit_outside_the_body_and_every_byte_of_it_is_refused() -> None:
    content = sealed()
    body = len(content) - container.split(content).header.body_len
    places = [(place, 1 << bit) for place in range(body) for bit in range(8)]
    places += [(place, 0x40) for place in range(body, len(content))]
    for place, mask in places:
        damaged = bytearray(content)
        damaged[place] ^= mask
        with pytest.raises(BundleRefused):
            container.split(bytes(damaged)).verify(SENDER.public.signing)


def test_text_mode_copying_is_seen_at_once() -> None:
    with pytest.raises(NotABundle):
        container.split(sealed().replace(b"\r\n", b"\n"))


def test_anything_after_the_end_is_refused() -> None:
    with pytest.raises(Lengthened):
        container.split(sealed() + b"\0")


def test_a_file_larger_than_any_bundle_is_not_read() -> None:
    with pytest.raises(TooBig):
        container.split(b"\0" * (container.LARGEST_FILE + 1))


def test_a_signature_stripped_and_made_anew_by_another_does_not_hold() -> None:
    """The other machine signs the same body as its own; the contents still name who wrote them."""
    thief = keys.new_keys()
    apart = container.split(sealed())
    stolen = container.split(container.join(replace(apart.header, device=thief.public.signing), apart.body, thief))
    stolen.verify(thief.public.signing)
    with pytest.raises(Resigned):
        sealing.open_body(stolen, OFFICE)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace(b'"seq":1', b'"seq":1,"seq":1'),
        lambda text: text.replace(b'"seq":1', b'"seq":1.0'),
        lambda text: text.replace(b'"seq":1', b'"seq":NaN'),
        lambda text: text.replace(b'"seq":1', b'"seq":-1'),
        lambda text: text.replace(b'"seq":1', b'"seq":true'),
        lambda text: text.replace(b'"seq":1', b'"seq":' + b"9" * 5000),
        lambda text: text.replace(b'"seq":1', b'"seq": 1'),
        lambda text: text.replace(b'"seq":1,', b""),
        lambda text: text.replace(b'"kind":"sync"', b'"kind":"blob"'),
        lambda text: text.replace(b'"last_ctr":3', b'"last_ctr":3,"more":1'),
        lambda text: text.replace(b'"base_ctr":0', b'"base_ctr":4'),
        lambda text: text.replace(b'"parents":[]', b'"parents":' + b"[" * 100_000),
        lambda text: text.replace(b'"parents":[]', b'"parents":[[[[[[[]]]]]]]'),
        lambda text: text.replace(b'"prev":""', b'"prev":"' + "é".encode() * 32 + b'"'),
        lambda text: text[::-1],
        lambda text: b"[]",
        lambda text: b"\xff" + text,
    ],
)
def test_a_header_that_could_be_read_in_two_ways_is_refused(spoil) -> None:
    text = header().encoded()
    assert read_header(text) == header(bundle_id=json.loads(text)["bundle_id"])
    assert spoil(text) != text
    with pytest.raises(WrongContents):
        read_header(spoil(text))


def test_a_newer_format_is_told_as_such() -> None:
    with pytest.raises(NewerFormat):
        read_header(header().encoded().replace(b'"v":1', b'"v":2'))


def body_of(lines: list[bytes], **end: object) -> bytes:
    """A signed file around *lines*, whatever they are."""
    finished, content = sealing.seal(header(), lines, SENDER, (OFFICE.public.recipient,), end)
    assert finished.body_len
    return content


def test_a_bomb_is_unpacked_no_further_than_it_announces() -> None:
    packed = keys.encrypt(zlib.compress(b"\0" * (64 << 20)), (OFFICE.public.recipient,))
    bomb = header(body_len=len(packed), body_sha256=hashlib.sha256(packed).hexdigest(), plain_len=1000)
    with pytest.raises(TooBig):
        sealing.open_body(container.split(container.join(bomb, packed, SENDER)), OFFICE)
    huge = replace(bomb, plain_len=sealing.LARGEST_PLAIN + 1)
    with pytest.raises(TooBig):
        sealing.open_body(container.split(container.join(huge, packed, SENDER)), OFFICE)


@pytest.mark.parametrize("tail", [b"", b"x", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_body_that_is_not_one_whole_zlib_stream_is_refused(tail: bytes) -> None:
    packed = keys.encrypt((zlib.compress(b"abc")[:-1] if not tail else zlib.compress(b"abc")) + tail,
                          (OFFICE.public.recipient,))  # fmt: skip
    made = header(body_len=len(packed), body_sha256=hashlib.sha256(packed).hexdigest(), plain_len=3)
    with pytest.raises(WrongContents):
        sealing.open_body(container.split(container.join(made, packed, SENDER)), OFFICE)


def test_an_armored_body_is_refused() -> None:
    body = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
    made = header(body_len=len(body), body_sha256=hashlib.sha256(body).hexdigest(), plain_len=3)
    with pytest.raises(WrongContents):
        sealing.open_body(container.split(container.join(made, body, SENDER)), OFFICE)


def test_what_is_too_big_is_never_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(container, "LARGEST_FILE", 100)
        with pytest.raises(TooBig):
            sealed()
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "MOST_OPERATIONS", 2)
        with pytest.raises(TooBig):
            sealed()
    apart = container.split(sealed())
    monkeypatch.setattr(sealing, "MOST_OPERATIONS", 2)
    with pytest.raises(TooBig):
        sealing.open_body(apart, OFFICE)


@pytest.mark.parametrize("plain", [b"", b"{}\n", b"{}\n{}\n{}", b"{}\n{}\n{}\n"])
def test_a_body_without_its_first_and_last_line_is_refused(plain: bytes) -> None:
    packed = keys.encrypt(zlib.compress(plain), (OFFICE.public.recipient,))
    made = header(body_len=len(packed), body_sha256=hashlib.sha256(packed).hexdigest(), plain_len=len(plain))
    with pytest.raises((WrongContents, Resigned)):
        sealing.open_body(container.split(container.join(made, packed, SENDER)), OFFICE)


def test_a_body_that_is_no_zlib_stream_is_refused() -> None:
    packed = keys.encrypt(b"plain words", (OFFICE.public.recipient,))
    made = header(body_len=len(packed), body_sha256=hashlib.sha256(packed).hexdigest(), plain_len=11)
    with pytest.raises(WrongContents):
        sealing.open_body(container.split(container.join(made, packed, SENDER)), OFFICE)


def test_an_end_line_that_counts_wrongly_is_refused() -> None:
    apart = container.split(body_of([operation_line(one) for one in operations()], n=2))
    with pytest.raises(WrongContents):
        sealing.open_body(apart, OFFICE)
    apart = container.split(body_of([operation_line(one) for one in operations()], sha256="0" * 64))
    with pytest.raises(Altered):
        sealing.open_body(apart, OFFICE)


def line(**changes: object) -> bytes:
    values = load_object(operation_line(operations(1)[0]))
    for name, value in changes.items():
        (values["payload"] if name in values["payload"] else values)[name] = value
    return canonical(values)


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "erase-all"},
        {"base": ["z" * 32]},
        {"base": ["b" * 32, "a" * 32]},
        {"base": ["a" * 32, "a" * 32]},
        {"base": "a" * 32},
        {"changes": {"note": "ho\u0300a"}},
        {"changes": {"note": "a\u202eb"}},
        {"changes": {"note": "a\x00b"}},
        {"changes": {"note": "a" * 100_001}},
        {"changes": {"note": ["a"]}},
        {"changes": {"note": {"a": 1}}},
        {"changes": {"note; drop table": 1}},
        {"changes": {"member/../note": 1}},
        {"changes": []},
        {"commune": "2282"},
        {"commune": "٢٢٨٢٨"},
        {"ctr": 0},
        {"ctr": "1"},
        {"id": "../../x"},
        {"kind": "Household"},
        {"officer": 5},
        {"salt": "0" * 30},
        {"uid": "A" * 32},
        {"batch": "x"},
        {"more": 1},
        {"payload": []},
        {"payload": {"action": "create"}},
    ],
)
def test_an_operation_off_the_format_is_refused(changes: dict[str, object]) -> None:
    read_operations([line()])
    with pytest.raises(WrongContents):
        read_operations([line(**changes)])


def test_lone_surrogates_floats_and_overlong_lines_are_refused() -> None:
    for spoiled in (
        line().replace("thôn".encode(), b"\\ud800"),
        line().replace(b'"ctr":1', b'"ctr":1e999'),
        line().replace("thôn".encode(), b"a" * (1 << 20)),
    ):
        with pytest.raises(WrongContents):
            read_operations([spoiled])


def test_values_keep_their_types() -> None:
    given = {"note": "a\nb\tc", "position": 15, "removed": True, "list_number": None}
    [(_, held)] = read_operations([line(changes=given)])
    assert held.changes == given
    assert {path: type(value) for path, value in held.changes.items()} == {
        path: type(value) for path, value in given.items()
    }


def test_pair_files_are_readable_without_keys() -> None:
    made = sealing.new_header(PAIR, SENDER, ())
    _, content = sealing.seal(made, [canonical({"a": 1})], SENDER, ())
    assert sealing.open_body(container.split(content), None).lines == [b'{"a":1}']
    with pytest.raises(WrongContents):
        sealing.open_body(container.split(sealed()), None)
