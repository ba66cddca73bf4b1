"""The folder of a packaged version: what is listed, signed and written into it."""
# ruff: noqa: E402 - the packaging modules must be found first

import json
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))

import compare_packages
import other_version
import release_key
import version_folder
from release import LINUX, Release
from sinhke_desktop import installation
from sinhke_desktop.bundles.version_manifest import read_signed
from sinhke_desktop.installation import Kind

MOMENT = 1_795_796_393


@pytest.fixture
def release(tmp_path):
    """A release with a key of its own."""
    key = release_key.make(tmp_path / "keys" / "key.json")
    return Release("0.1.0", "0005", MOMENT, tmp_path / "none.whl", key, tmp_path, tmp_path)


@pytest.fixture
def sealed(tmp_path, release):
    """A small version folder for Linux, sealed."""
    folder = tmp_path / "sealed"
    own = folder / "_internal" / "sinhke_desktop-0.1.0.dist-info"
    own.mkdir(parents=True)
    (own / "METADATA").write_text("Metadata-Version: 2.4\nName: sinhke-desktop\nVersion: 0.1.0\n", encoding="utf-8")
    (folder / "sinhke-desktop").write_bytes(b"\x7fELF...")
    (folder / "launcher").mkdir()
    (folder / "launcher" / "sinhke-desktop").write_bytes(b"#!/bin/sh\n")
    version_folder.seal(folder, LINUX, release)
    return folder


def test_the_manifest_lists_every_file_but_itself_and_its_signature_holds(sealed, release):
    content = (sealed / "manifest.json").read_bytes()
    manifest = read_signed(content, (sealed / "manifest.sig").read_bytes(), frozenset({release.key.public}))
    assert [one.path for one in manifest.files] == [
        "_internal/sinhke_desktop-0.1.0.dist-info/METADATA",
        "launcher/sinhke-desktop",
        "sinhke-desktop",
    ]
    assert (manifest.version, manifest.made, manifest.data_version) == ("0.1.0", "2026-11-27", "0005")
    signature = json.loads((sealed / "manifest.sig").read_text())["signature"]
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(release.key.public))
    public.verify(bytes.fromhex(signature), b"sinhke-version-1\0" + content)


def test_a_name_that_no_update_would_be_taken_with_is_refused_before_it_is_signed(sealed, release):
    (sealed / "aux.txt").write_bytes(b"")
    with pytest.raises(ValueError, match=r"aux\.txt: device name"):
        version_folder.seal(sealed, LINUX, release)


def test_two_names_that_differ_by_case_alone_are_refused(sealed, release):
    (sealed / "Launcher").mkdir()
    (sealed / "Launcher" / "x").write_bytes(b"")
    (sealed / "launcher" / "X").write_bytes(b"")
    with pytest.raises(ValueError, match="upper case"):
        version_folder.seal(sealed, LINUX, release)


def test_a_link_in_a_version_folder_is_refused(sealed, release):
    (sealed / "link").symlink_to("sinhke-desktop")
    with pytest.raises(ValueError, match="link is neither"):
        version_folder.seal(sealed, LINUX, release)


def test_an_installation_is_found_by_its_program_in_the_laid_out_folder(sealed, release, tmp_path):
    root = tmp_path / "Sinh Kế"
    version_folder.lay_out(root, Kind.TAR, LINUX, sealed, sealed / "launcher" / "sinhke-desktop", release)
    program = root / "versions" / "0.1.0" / "sinhke-desktop"
    assert installation.current(program) == installation.Installation(Kind.TAR, LINUX, root, program.parent)
    assert (root / "current.txt").read_bytes() == b"0.1.0\n"
    rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (program, root, root / "current.txt")}
    assert rights == {"sinhke-desktop": 0o755, "Sinh Kế": 0o755, "current.txt": 0o644}
    assert {path.stat().st_mtime for path in [root, *root.rglob("*")]} == {MOMENT}


def test_the_trusted_keys_stand_in_the_program_in_one_order(tmp_path):
    (tmp_path / "_data" / "resources").mkdir(parents=True)
    version_folder.write_trusted_keys(tmp_path, "ff" * 32, "00" * 32)
    told = json.loads((tmp_path / "_data" / "resources" / "release-keys.json").read_text())
    assert told == {"keys": ["00" * 32, "ff" * 32]}


def test_a_release_key_is_for_its_owner_alone_and_is_never_replaced(tmp_path):
    path = tmp_path / "new" / "key.json"
    made = release_key.read_or_make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert release_key.read_or_make(path).public == made.public
    with pytest.raises(FileExistsError):
        release_key.make(path)


def test_a_file_that_is_no_release_key_is_refused(tmp_path):
    path = tmp_path / "key.json"
    path.write_text('{"kind": "other"}')
    with pytest.raises(ValueError, match="is not a release key"):
        release_key.read(path)


def test_showing_a_release_key_prints_its_public_half_only(tmp_path):
    path = tmp_path / "key.json"
    command = [sys.executable, str(PACKAGING / "release_key.py"), str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    private = json.loads(path.read_text())["private"]
    assert told.strip() == release_key.read(path).public != private


def test_another_version_differs_by_its_number_and_carries_a_signature_of_its_own(sealed, release, tmp_path):
    folder = other_version.make(sealed, tmp_path / "next", LINUX, other_version.as_version(release, "0.1.1"))
    content, signature = ((folder / name).read_bytes() for name in ("manifest.json", "manifest.sig"))
    assert read_signed(content, signature, frozenset({release.key.public})).version == "0.1.1"
    metadata = folder / "_internal" / "sinhke_desktop-0.1.1.dist-info" / "METADATA"
    assert "Version: 0.1.1\n" in metadata.read_text()


def test_packages_with_the_same_bytes_are_told_from_others_by_the_member_that_differs(tmp_path):
    for name, content in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        (tmp_path / name).mkdir()
        with zipfile.ZipFile(tmp_path / name / "pack.zip", "w") as packed:
            packed.writestr(zipfile.ZipInfo("same.txt"), b"same")
            packed.writestr(zipfile.ZipInfo("other.txt"), content)
    assert list(compare_packages.differences(tmp_path / "a", tmp_path / "b")) == []
    assert list(compare_packages.differences(tmp_path / "a", tmp_path / "c")) == ["pack.zip: differs", "  other.txt"]
    (tmp_path / "c" / "more.txt").write_text("x")
    assert f"more.txt: only in {tmp_path / 'c'}" in compare_packages.differences(tmp_path / "a", tmp_path / "c")
