"""Update packs: read in one way only, and only what a trusted key signed."""

import io
import json
import lzma
import random
import zipfile

import pytest
import sealed_versions

from release_key import ReleaseKey
from sinhke_desktop.bundles import update_pack, version_manifest
from sinhke_desktop.bundles.update_pack import LZMA_HEAD, open_pack, says_pack
from sinhke_desktop.bundles.update_refusals import NotAPack, PackDamaged, PackUnsigned, UnknownKey, UpdateRefused
from sinhke_desktop.bundles.version_manifest import FORMAT, read_signed, signer_of
from sinhke_desktop.domain.operations import canonical
from update_pack import write_pack


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return sealed_versions.Maker(tmp_path_factory.mktemp("versions"))


@pytest.fixture(scope="module")
def folder(made):
    return made.version("0.2.0")


@pytest.fixture(scope="module")
def content(made, folder):
    return write_pack(folder, sealed_versions.LAUNCHER, made.top / "one.capnhat", 1_700_000_000).read_bytes()


def read(content: bytes, *keys: ReleaseKey):
    """Every file of a pack, by path."""
    pack = open_pack(io.BytesIO(content), frozenset(one.public for one in keys))
    return {one.path: b"".join(pack.contents(one)) for one in pack.manifest.files}


def manifest_of(folder) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def signed(made, values: object) -> tuple[bytes, bytes]:
    """A manifest of *values* and its signature, both by the trusted key."""
    manifest = canonical(values)
    told = {"key": made.key.public, "signature": made.key.sign(FORMAT.encode() + b"\0" + manifest)}
    return manifest, canonical(told)


def test_a_pack_gives_back_every_file_of_the_version(made, folder, content):
    found = read(content, made.key)
    assert found == {
        path: whole for path, whole in sealed_versions.tree(folder).items() if not path.startswith("manifest.")
    }
    assert "_internal/lẻ/Đỗ.txt" in found


def test_any_other_program_reads_the_pack_as_a_zip(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as seen:
        assert seen.testzip() is None
        assert {one: seen.read(one) for one in seen.namelist()} == sealed_versions.tree(folder)
        assert {one.compress_type for one in seen.infolist()} == {zipfile.ZIP_STORED, zipfile.ZIP_LZMA}


def test_the_same_version_gives_the_same_bytes(made, folder, content):
    assert write_pack(folder, folder, made.top / "two.capnhat", 1_700_000_000).read_bytes() == content
    assert write_pack(folder, folder, made.top / "two.capnhat", 0).read_bytes() != content


def test_a_pack_is_known_by_its_first_bytes(content):
    assert says_pack(content)
    assert not says_pack(b"PK\x03\x04" + bytes(60))
    assert not says_pack(b"")


@pytest.mark.parametrize("content", [b"", b"PK", b"MZ" + bytes(100), b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_none_is_told_so(content, made):
    with pytest.raises(NotAPack):
        read(content, made.key)


def test_a_pack_torn_anywhere_is_refused(made, content):
    for length in [*range(0, len(content), 97), *range(len(content) - 200, len(content))]:
        with pytest.raises(UpdateRefused) as told:
            read(content[:length], made.key)
        assert told.value.code in ("BN-01", "BN-02"), length


def test_bytes_hung_on_or_put_before_are_refused(made, content):
    for wrong in (content + b"\0", b"\0" + content, content[:-22] + b"\0" + content[-22:]):
        with pytest.raises(UpdateRefused):
            read(wrong, made.key)


def test_every_flipped_bit_of_manifest_and_signature_is_refused(made, content):
    begin = content.index(b'{"data_version"')
    end = content.index(b'"}', content.index(b'"signature":"')) + 2
    for at in range(begin, end):
        altered = bytearray(content)
        altered[at] ^= 1 << at % 8
        with pytest.raises(UpdateRefused) as told:
            read(bytes(altered), made.key)
        assert told.value.code in ("BN-02", "BN-03", "BN-04"), at


def test_flipped_bits_anywhere_are_refused_or_change_nothing_that_is_unpacked(made, content):
    chance, whole, harmless = random.Random(2026), read(content, made.key), []
    for _ in range(600):
        at = chance.randrange(len(content))
        altered = bytearray(content)
        altered[at] ^= 1 << chance.randrange(8)
        try:
            assert read(bytes(altered), made.key) == whole
            harmless.append(at)
        except UpdateRefused:
            pass
    assert len(harmless) < 60, "times, and versions of the packing program, are all that may differ"


def test_a_pack_without_signature_is_refused(made, folder, tmp_path):
    target = tmp_path / "unsigned.capnhat"
    with zipfile.ZipFile(target, "w") as file:
        for name in ("manifest.json", "sinhke-desktop"):
            file.write(folder / name, name)
    with pytest.raises(PackUnsigned):
        read(target.read_bytes(), made.key)


def test_a_pack_signed_by_another_key_is_refused(made):
    other = sealed_versions.new_key()
    foreign = made.pack("0.3.0", key=other).read_bytes()
    assert read(foreign, other)
    with pytest.raises(UnknownKey):
        read(foreign, made.key)
    with pytest.raises(UnknownKey):
        read(foreign)


def test_a_signature_of_another_manifest_is_refused(made, folder):
    manifest = (folder / "manifest.json").read_bytes()
    _other, signature = signed(made, {**manifest_of(folder), "version": "9.9.9"})
    with pytest.raises(PackUnsigned):
        read_signed(manifest, signature, frozenset({made.key.public}))


@pytest.mark.parametrize(
    "signature", [b"", b"{}", b"[]", b'{"key":"' + b"0" * 64 + b'"}', b" " * 2000, b'{"key":1,"signature":2}']
)
def test_a_signature_that_is_none_is_refused(made, signature):
    with pytest.raises(PackUnsigned):
        read_signed(b"{}", signature, frozenset({made.key.public}))
    with pytest.raises(PackUnsigned):
        signer_of(signature)


ODD_NAMES = [
    "/etc/passwd", "../a", "a/../b", "a//b", "a/./b", "C:/a", "a\\b", "a:b", "con", "Aux.txt", "a/COM1", "lpt¹.x",
    "nul .txt", "CONIN$", "a.", "a ", "b./c", "a\nb", "a\x7fb", "e\u0301", "x" * 181, "", "a/", "a*", "a\u202eb",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_that_could_leave_the_folder_or_mean_another_file_is_refused_though_signed(made, folder, name):
    values = {**manifest_of(folder), "files": [{"path": name, "sha256": "0" * 64, "size": 0}]}
    with pytest.raises(PackDamaged):
        read_signed(*signed(made, values), frozenset({made.key.public}))


@pytest.mark.parametrize(
    "names",
    [("A", "a"), ("a", "a"), ("a", "a/b"), ("manifest.json",), ("b", "a"), ("Manifest.sig",), ("STRASSE", "straße")],
)  # fmt: skip
def test_names_that_some_system_takes_for_one_are_refused_though_signed(made, folder, names):
    files = [{"path": name, "sha256": "0" * 64, "size": 0} for name in names]
    with pytest.raises(PackDamaged):
        read_signed(*signed(made, {**manifest_of(folder), "files": files}), frozenset({made.key.public}))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "sinhke-version-2"}, {"name": "Other"}, {"version": "1.0"}, {"version": "01.0.0"}, {"version": 1},
        {"made": "heute"}, {"made": 5}, {"platform": "x" * 33}, {"data_version": None}, {"files": None}, {"more": 1},
        {"files": [{"path": "a", "sha256": "0" * 64, "size": -1}]}, {"files": [{"path": "a", "size": 0}]},
        {"files": [{"path": "a", "sha256": "0" * 64, "size": 2_000_000_000}]}, {"files": [{}] * 20_001},
    ],
)  # fmt: skip
def test_a_manifest_that_does_not_keep_to_the_format_is_refused_though_signed(made, folder, change):
    with pytest.raises(PackDamaged) as told:
        read_signed(*signed(made, {**manifest_of(folder), **change}), frozenset({made.key.public}))
    assert told.value.reason


@pytest.mark.parametrize("raw", [b'{"a":1,"a":2}', b"[]", b"{", b'{"size":1.5}', b"\xff", b" " * (9 << 20)])
def test_json_that_two_readers_could_read_differently_is_refused_though_signed(made, raw):
    told = {"key": made.key.public, "signature": made.key.sign(FORMAT.encode() + b"\0" + raw)}
    with pytest.raises(PackDamaged):
        read_signed(raw, canonical(told), frozenset({made.key.public}))


def zipped(made, files, **directory) -> bytes:
    """A pack of (name, plain, stored bytes or None) whose manifest lists *files* truly; *directory* alters the end."""
    listed = sorted(files, key=lambda one: one[0])
    values = {
        "data_version": "0005", "format": FORMAT, "made": "2026-11-27", "name": "SinhKe Desktop",
        "platform": "linux-x86_64", "version": "0.4.0",
        "files": [
            {"path": name, "sha256": __import__("hashlib").sha256(plain).hexdigest(), "size": len(plain)}
            for name, plain, _stored in listed
        ],
    }  # fmt: skip
    manifest, signature = signed(made, values)
    entries = [("manifest.json", manifest, None), ("manifest.sig", signature, None), *listed]
    body = ends = b""
    for name, plain, stored in entries:
        method, flags, packed = (14, 2, stored) if stored is not None else (0, 0, plain)
        raw, begin = name.encode(), len(body)
        same = (flags, method, 0, 33, 0, len(packed), len(plain), len(raw))
        extra = directory.get("extra", b"") if name == directory.get("at") else b""
        body += update_pack.LOCAL.pack(b"PK\x03\x04", 63, 0, *same, 0) + raw + packed
        begin = directory.get("begin", begin) if name == directory.get("at") else begin
        ends += (
            update_pack.CENTRAL.pack(b"PK\x01\x02", 63, 3, 63, 0, *same, len(extra), 0, 0, 0, 0, begin) + raw + extra
        )
    gap = directory.get("gap", b"")
    count = directory.get("count", len(entries))
    end = update_pack.END.pack(b"PK\x05\x06", 0, 0, count, count, len(ends), len(body + gap), 0)
    return body + gap + ends + end


def packed(plain: bytes, dictionary: int = 8 << 20) -> bytes:
    alone = lzma.compress(plain, lzma.FORMAT_ALONE, filters=[{"id": lzma.FILTER_LZMA1, "dict_size": dictionary}])
    return LZMA_HEAD.pack(9, 4, 5, alone[:5]) + alone[13:]


def test_such_a_pack_made_by_hand_is_read(made):
    assert read(zipped(made, [("a", b"abc", None), ("b", b"x" * 999, packed(b"x" * 999))]), made.key) == {
        "a": b"abc", "b": b"x" * 999,
    }  # fmt: skip


HUGE = LZMA_HEAD.pack(9, 4, 5, b"\x5d\xff\xff\xff\xff") + packed(b"x" * 999)[9:]
WRONG_PACKING = {
    "a bomb": packed(b"\0" * 5_000_000),
    "shorter than stated": packed(b"x" * 998),
    "other bytes": packed(b"y" * 999),
    "left over": packed(b"x" * 999) + b"\0" * 300_000,
    "cut": packed(b"x" * 999)[:-3],
    "no head": b"\x09",
    "other head": LZMA_HEAD.pack(9, 4, 6, b"\x5d\0\0\x80\0") + b"0" * 40,
    "nonsense": packed(b"x" * 999)[:9] + b"\xff" * 40,
    "four gigabytes of memory": HUGE,
}


@pytest.mark.parametrize("wrong", WRONG_PACKING)
def test_packed_bytes_that_are_not_the_files_are_refused(made, wrong):
    with pytest.raises(PackDamaged):
        read(zipped(made, [("b", b"x" * 999, WRONG_PACKING[wrong])]), made.key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"gap": b"\0"}, {"count": 3}, {"count": 5}, {"count": 60_000}, {"at": "a", "extra": b"\0" * 4},
        {"at": "a", "begin": 0}, {"at": "manifest.json", "begin": 7},
    ],
)  # fmt: skip
def test_a_directory_that_hides_or_overlaps_files_is_refused(made, wrong):
    files = [("a", b"abc", None), ("b", b"x" * 999, packed(b"x" * 999))]
    with pytest.raises(PackDamaged):
        read(zipped(made, files, **wrong), made.key)


def test_a_packed_manifest_is_refused_before_it_is_unpacked(made, content, monkeypatch):
    monkeypatch.setattr(update_pack, "LONGEST_SIGNATURE", 10)
    with pytest.raises(PackDamaged):
        read(content, made.key)


def test_a_pack_larger_than_any_is_refused(made, content, monkeypatch):
    monkeypatch.setattr(update_pack, "LARGEST_PACK", 1000)
    with pytest.raises(PackDamaged):
        read(content, made.key)


def other_file_than_listed(made, folder):
    values = manifest_of(folder)
    return {**values, "files": values["files"][:-1]}


def test_files_other_than_those_of_the_manifest_are_refused(made, folder, tmp_path):
    """The honest pack with another signed manifest in front: one file more, other sizes, another first entry."""
    target = tmp_path / "x.capnhat"
    for change in (lambda files: files[:-1], lambda files: [*files[:-1], {**files[-1], "size": 7}]):
        values = manifest_of(folder)
        manifest, signature = signed(made, {**values, "files": change(values["files"])})
        with zipfile.ZipFile(target, "w") as file:
            file.writestr("manifest.json", manifest)
            file.writestr("manifest.sig", signature)
            for one in values["files"]:
                file.write(folder / one["path"], one["path"])
        with pytest.raises(PackDamaged):
            read(target.read_bytes(), made.key)


def test_entries_that_are_not_plain_are_refused(made, content):
    """Encrypted, by another method, with a name that is no text, with a length that is not the file's."""
    begin = content.index(b"PK\x01\x02")
    for at, value in ((8, 1), (10, 8), (46, 0xFF), (24, 9), (0, 0)):
        altered = bytearray(content)
        altered[begin + at] = value
        with pytest.raises(UpdateRefused):
            read(bytes(altered), made.key)


def test_the_writer_refuses_what_the_program_would(made, folder, tmp_path):
    (folder.parent / "odd").mkdir()
    for name in ("manifest.json", "manifest.sig"):
        (folder.parent / "odd" / name).write_bytes((folder / name).read_bytes().replace(b"0.2.0", b"0.2.1"))
    with pytest.raises(PackUnsigned):
        write_pack(folder.parent / "odd", folder, tmp_path / "x", 0)


def test_a_manifest_finds_its_file(made, folder):
    manifest = read_signed(
        *((folder / name).read_bytes() for name in version_manifest_names()), frozenset({made.key.public})
    )
    assert manifest.file("_internal/empty").size == 0
    assert manifest.file("missing") is None
    assert manifest.size == sum(one.size for one in manifest.files)


def version_manifest_names():
    return version_manifest.MANIFEST, version_manifest.SIGNATURE
