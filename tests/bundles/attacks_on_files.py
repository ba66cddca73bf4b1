"""Attacks on the file around it all: container, header, encryption, packing, stick (exchange.md b.9, 10, 21, 28)."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyrage
from attacks import CERTIFICATE, KEY_FILE, RECEIPT, attack
from scenes import Scene, around, carrying, operation, placed, plain_text, sync_header, with_header

from sinhke_desktop.bundles import container, sealing
from sinhke_desktop.bundles.keys import encrypt
from sinhke_desktop.bundles.sealing import LARGEST_PLAIN, MOST_OPERATIONS

Spoil = Callable[[bytes], bytes]


def _named(name: str, make: Callable[[Scene], bytes]) -> Callable[[Scene], bytes]:
    make.__name__ = name
    return make


def _longer_header(content: bytes) -> bytes:
    length = int.from_bytes(content[10:14], "little") + 1
    return content[:10] + length.to_bytes(4, "little") + content[14:]


def _zeroed_body(content: bytes) -> bytes:
    length = container.split(content).header.body_len
    return content[:-length] + bytes(length)


for _name, _code, _cut in (
    ("a_bundle_without_its_last_byte", "GB-02", lambda content: content[:-1]),
    ("half_a_bundle", "GB-02", lambda content: content[: len(content) // 2]),
    ("half_a_header", "GB-02", lambda content: content[:100]),
    ("the_first_ten_bytes_alone", "GB-02", lambda content: content[:10]),
    ("one_byte_after_the_end", "GB-04", lambda content: content + b"\0"),
    ("a_second_bundle_after_the_end", "GB-04", lambda content: content + content),
    ("a_bundle_copied_as_text", "GB-01", lambda content: content.replace(b"\r\n", b"\n")),
    ("a_bundle_after_one_byte", "GB-01", lambda content: b"\0" + content),
    ("a_header_of_no_length", "GB-03", lambda content: content[:10] + bytes(4) + content[14:]),
    ("a_header_of_four_gigabytes", "GB-03", lambda content: content[:10] + b"\xff" * 4 + content[14:]),
    ("a_header_said_one_byte_longer", "GB-03", _longer_header),
    ("a_body_of_zeros", "GB-03", _zeroed_body),
):  # fmt: skip

    def _cut_file(scene: Scene, cut: Spoil = _cut) -> bytes:
        return cut(scene.newer)

    attack(_code)(_named(_name, _cut_file))


for _name, _code, _spoil in (
    ("a_signed_header_with_spaces", "GB-03", lambda text: text.replace(b'"seq":', b'"seq": ')),
    ("a_signed_header_with_its_keys_in_another_order", "GB-03",
     lambda text: b"{" + text[1:-1].split(b",", 1)[1] + b"," + text[1:-1].split(b",", 1)[0] + b"}"),
    ("a_signed_header_with_a_key_twice", "GB-03", lambda text: text.replace(b'"v":1', b'"v":1,"v":1')),
    ("a_signed_header_with_a_field_more", "GB-03", lambda text: text.replace(b'"v":1', b'"v":1,"z":1')),
    ("a_signed_header_with_a_field_less", "GB-03", lambda text: text.replace(b',"v":1', b"")),
    ("a_signed_header_in_a_version_to_come", "GB-13", lambda text: text.replace(b'"v":1', b'"v":2')),
    ("a_signed_header_whose_version_is_true", "GB-03", lambda text: text.replace(b'"v":1', b'"v":true')),
    ("a_signed_header_with_a_fraction", "GB-03", lambda text: text.replace(b'"v":1', b'"v":1.0')),
    ("a_signed_header_with_nan", "GB-03", lambda text: text.replace(b'"cert":1', b'"cert":NaN')),
    ("a_signed_header_of_an_unknown_kind", "GB-03", lambda text: text.replace(b'"sync"', b'"exec"')),
    ("a_signed_header_that_ends_before_it_begins", "GB-03", lambda text: text.replace(b'"last_ctr":', b'"last_ctr":-')),
    ("a_signed_header_that_is_a_list", "GB-03", lambda text: b"[" + text + b"]"),
    ("a_signed_header_with_a_line_more", "GB-03", lambda text: text + b"\n"),
    ("a_signed_header_with_an_escaped_letter", "GB-03", lambda text: text.replace(b'"sync"', b'"s\\u0079nc"')),
    ("a_signed_header_with_two_hundred_and_one_parents", "GB-03",
     lambda text: text.replace(b'"parents":[]', b'"parents":[' + b",".join([
         b'{"chain":"%064x","ctr":1,"epoch":"%032x","received":0,"received_chain":""}' % (1, number)
         for number in range(201)]) + b"]")),
):  # fmt: skip

    def _spoilt_header(scene: Scene, spoil: Spoil = _spoil) -> bytes:
        return with_header(scene, scene.newer, spoil)

    attack(_code)(_named(_name, _spoilt_header))


def _honest_plain(scene: Scene) -> bytes:
    made = [operation(1)]
    return plain_text(sync_header(scene, scene.keys, made), placed(made)[0])


@attack("GB-15")
def a_body_in_age_armor(scene: Scene) -> bytes:
    readers = [pyrage.x25519.Recipient.from_str(scene.office_keys.public.recipient)]
    return carrying(scene, bytes(pyrage.encrypt(zlib.compress(_honest_plain(scene)), readers, armored=True)))


@attack("GB-15")
def a_body_that_is_not_encrypted(scene: Scene) -> bytes:
    plain = _honest_plain(scene)
    return carrying(scene, zlib.compress(plain), plain_len=len(plain))


@attack("GB-07")
def a_body_sealed_with_a_password(scene: Scene) -> bytes:
    line = "A" * 43
    return carrying(scene, f"age-encryption.org/v1\n-> scrypt {'A' * 22} 18\n{line}\n--- {line}\n".encode() + bytes(48))


@attack("GB-07")
def an_age_body_cut_short(scene: Scene) -> bytes:
    return carrying(scene, encrypt(zlib.compress(_honest_plain(scene)), (scene.office_keys.public.recipient,))[:-1])


@attack("GB-07")
def an_age_body_with_a_byte_more(scene: Scene) -> bytes:
    return carrying(scene, encrypt(zlib.compress(_honest_plain(scene)), (scene.office_keys.public.recipient,)) + b"x")


@attack("GB-07")
def an_age_body_of_a_newer_kind(scene: Scene) -> bytes:
    made = encrypt(zlib.compress(_honest_plain(scene)), (scene.office_keys.public.recipient,))
    return carrying(scene, made.replace(b"-> X25519", b"-> X25520", 1))


@attack("GB-15")
def an_age_body_that_is_empty(scene: Scene) -> bytes:
    return carrying(scene, encrypt(b"", (scene.office_keys.public.recipient,)))


@attack("GB-14")
def a_bomb_of_a_hundred_mebibytes(scene: Scene) -> bytes:
    return carrying(
        scene, encrypt(zlib.compress(bytes(100 << 20)), (scene.office_keys.public.recipient,)), plain_len=99
    )


@attack("GB-14")
def more_announced_than_any_bundle_holds(scene: Scene) -> bytes:
    body = encrypt(zlib.compress(b"x"), (scene.office_keys.public.recipient,))
    return carrying(scene, body, plain_len=LARGEST_PLAIN + 1)


@attack("GB-14")
def millions_of_empty_lines(scene: Scene) -> bytes:
    return around(scene, b"\n" * (MOST_OPERATIONS + 3))


@attack("GB-15")
def a_packed_body_shorter_than_announced(scene: Scene) -> bytes:
    body = encrypt(zlib.compress(_honest_plain(scene)), (scene.office_keys.public.recipient,))
    return carrying(scene, body, plain_len=len(_honest_plain(scene)) + 1)


@attack("GB-14")
def a_packed_body_longer_than_announced(scene: Scene) -> bytes:
    body = encrypt(zlib.compress(_honest_plain(scene)), (scene.office_keys.public.recipient,))
    return carrying(scene, body, plain_len=len(_honest_plain(scene)) - 1)


for _name, _pack in (
    ("two_packed_bodies_one_after_the_other", lambda plain: zlib.compress(plain) + zlib.compress(b"x")),
    ("bytes_after_the_packed_body", lambda plain: zlib.compress(plain) + b"\0"),
    ("a_packed_body_without_its_sum", lambda plain: zlib.compress(plain)[:-4]),
    ("a_packed_body_with_another_sum", lambda plain: zlib.compress(plain)[:-4] + bytes(4)),
    ("a_body_packed_by_gzip", gzip.compress),
    ("a_body_packed_without_a_frame", lambda plain: zlib.compress(plain)[2:-4]),
    ("a_body_not_packed", lambda plain: plain),
):

    def _packed(scene: Scene, pack: Spoil = _pack) -> bytes:
        return around(scene, _honest_plain(scene), pack=pack)

    attack("GB-15")(_named(_name, _packed))


@attack("GB-15")
def a_body_packed_with_a_dictionary_of_its_own(scene: Scene) -> bytes:
    def pack(plain: bytes) -> bytes:
        packing = zlib.compressobj(zdict=b"thon ho dan")
        return packing.compress(plain) + packing.flush()

    return around(scene, _honest_plain(scene), pack=pack)


for _name, _code, _plain in (
    ("a_body_of_no_lines", "GB-15", b""),
    ("a_body_of_one_line", "GB-15", b"{}\n"),
    ("a_body_without_its_last_line_break", "GB-15", b"{}\n{}\n{}"),
    ("a_body_in_sixteen_bits", "GB-15", '{"begin":1}\n'.encode("utf-16")),
):

    def _plain_body(scene: Scene, plain: bytes = _plain) -> bytes:
        return around(scene, plain)

    attack(_code)(_named(_name, _plain_body))


for _name, _content in (
    ("an_empty_file", b""),
    ("a_shortcut_named_as_a_bundle", bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(200)),
    ("a_program_named_as_a_bundle", b"MZ\x90\x00" + bytes(500)),
    ("an_archive_named_as_a_bundle", b"PK\x03\x04" + bytes(500)),
    ("a_workbook_named_as_a_bundle", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)),
    ("an_autorun_file_named_as_a_bundle", b"[autorun]\r\nopen=virus.exe\r\n"),
    ("a_picture_named_as_a_bundle", b"\x89PNG\r\n\x1a\n" + bytes(500)),
    ("a_database_named_as_a_bundle", b"SQLite format 3\0" + bytes(500)),
):

    def _foreign(scene: Scene, content: bytes = _content) -> bytes:
        return content

    attack("GB-01")(_named(_name, _foreign))


def _gone(path: Path) -> Path:
    """A free name on the stick."""
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    path.unlink(missing_ok=True)
    return path


@attack("GB-01")
def a_link_to_an_honest_bundle(scene: Scene) -> Path:
    honest = _gone(scene.stick.parent / "honest.xxb")
    honest.write_bytes(scene.newer)
    path = _gone(scene.stick / "XDGN_link.xxb")
    path.symlink_to(honest)
    return path


@attack("GB-01")
def a_link_to_endless_zeros(scene: Scene) -> Path:
    path = _gone(scene.stick / "XDGN_zero.xxb")
    path.symlink_to("/dev/zero")
    return path


@attack("GB-01")
def a_folder_named_as_a_bundle(scene: Scene) -> Path:
    path = _gone(scene.stick / "XDGN_folder.xxb")
    path.mkdir()
    return path


@attack("GB-01")
def a_pipe_that_never_ends(scene: Scene) -> Path:
    path = _gone(scene.stick / "XDGN_pipe.xxb")
    os.mkfifo(path)
    return path


@attack("GB-14")
def a_file_larger_than_any_bundle(scene: Scene) -> Path:
    path = _gone(scene.stick / "XDGN_large.xxb")
    with path.open("wb") as file:
        file.truncate(container.LARGEST_FILE + 1)
    return path


@attack("GB-23")
def a_file_that_is_not_there(scene: Scene) -> Path:
    return _gone(scene.stick / "XDGN_gone.xxb")


@attack("GB-02", RECEIPT)
def a_receipt_cut_short(scene: Scene) -> bytes:
    return scene.receipts[-1][:-1]


@attack("GB-03", RECEIPT)
def a_receipt_with_one_bit_turned(scene: Scene) -> bytes:
    return scene.receipts[-1][:-1] + bytes([scene.receipts[-1][-1] ^ 1])


@attack("GB-02", CERTIFICATE)
def a_certificate_cut_short(scene: Scene) -> bytes:
    return scene.certificate[:-1]


@attack("GB-03", CERTIFICATE)
def a_certificate_with_one_bit_turned(scene: Scene) -> bytes:
    return scene.certificate[:-1] + bytes([scene.certificate[-1] ^ 1])


@attack("GB-04", KEY_FILE)
def a_key_file_with_bytes_after_its_end(scene: Scene) -> bytes:
    return scene.key_file + b"x"


@attack("GB-14", KEY_FILE)
def a_key_file_that_is_a_bomb(scene: Scene) -> bytes:
    body = zlib.compress(bytes(64 << 20))
    made = sealing.new_header("pair", scene.stranger, ())
    header = replace(made, body_len=len(body), body_sha256=hashlib.sha256(body).hexdigest(), plain_len=99)
    return container.join(header, body, scene.stranger)
