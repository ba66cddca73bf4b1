"""Licences of a packaged version: what belongs to no part, or may not be shipped, fails the build."""

import importlib.util
import json
import marshal
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from sinhke_desktop.services import licences as read_licences
from sinhke_desktop.services.licence_parts import Licences

ROOT = Path(__file__).parents[1]
WINDOWS, LINUX = "windows-x86_64", "linux-x86_64"


@pytest.fixture(scope="module")
def notices():
    spec = importlib.util.spec_from_file_location("notices", ROOT / "packaging" / "notices.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"MZ\x90\0" if name.endswith(".exe") else b"")


@pytest.fixture
def windows(tmp_path):
    """A version folder for Windows with Python, one package and the program."""
    put(tmp_path, "pythonw.exe", "python311.dll", "_ctypes.pyd", "libffi-8.dll", "vcruntime140.dll")
    put(tmp_path, "site/numpy/__init__.py", "site/numpy/_core/_simd.cp311-win_amd64.pyd")
    put(tmp_path, "site/numpy.libs/libscipy_openblas64_-1.dll", "site/sinhke_desktop/__main__.py")
    put(tmp_path, "site/sinhke_desktop/_data/resources/fonts/A.ttf")
    return tmp_path


def frozen(folder, *modules):
    """A file laid out as PyInstaller's programs are, holding *modules*."""
    archive = b"PYZ\0" + b"\0" * 4 + struct.pack("!i", 12)
    archive += marshal.dumps([(name, (0, 0, 0)) for name in modules])
    name = b"PYZ.pyz\0"
    entry = struct.pack("!IIIIBc", 18 + len(name), 0, len(archive), len(archive), 0, b"z") + name
    cookie = struct.pack(
        "!8sIIII64s", b"MEI\014\013\012\013\016", len(archive) + len(entry) + 88, len(archive), len(entry), 311, b""
    )
    (folder / "sinhke-desktop").write_bytes(b"\x7fELF" + archive + entry + cookie)


def test_a_folder_of_known_parts_is_in_order_and_names_only_what_is_in_it(notices, windows):
    found = notices.bundled(windows, WINDOWS)
    assert notices.faults(windows, WINDOWS, found) == []
    ids = {part.id for part in found.parts}
    assert {"numpy", "numpy-openblas", "python", "python-libffi", "msvc-runtime", "nsis"} <= ids
    assert not {"pyside6-essentials", "qt", "python-sqlite", "pyinstaller-bootloader"} & ids
    assert all(not pattern.startswith("_internal/") for part in found.parts for pattern in part.files)


@pytest.mark.parametrize(
    "name", ["site/stranger.pyd", "stranger.exe", "site/numpy.libs/libstranger.dll", "site/x.ttf", "site/GPL.dll"]
)
def test_a_library_of_no_part_is_named(notices, windows, name):
    put(windows, name)
    found = notices.bundled(windows, WINDOWS)
    assert any(name in fault for fault in notices.faults(windows, WINDOWS, found))


def test_a_package_of_no_part_is_named(notices, windows):
    put(windows, "site/stranger/__init__.py")
    found = notices.bundled(windows, WINDOWS)
    assert notices.faults(windows, WINDOWS, found) == ["stranger belongs to no part"]


def test_a_licence_that_binds_the_whole_program_is_named(notices, windows):
    found = notices.bundled(windows, WINDOWS)
    bound = Licences((replace(found.parts[0], licence="GPL-3.0-only"), *found.parts[1:]), found.texts)
    assert notices.faults(windows, WINDOWS, bound) == ["SinhKe Desktop: GPL-3.0-only may not be shipped"]


def test_modules_inside_the_frozen_program_count_as_packages(notices, tmp_path):
    put(tmp_path, "_internal/base_library.zip")
    frozen(tmp_path, "sqlmodel", "sqlmodel.main", "json", "sinhke_desktop", "sinhke_desktop.cli")
    found = notices.bundled(tmp_path, LINUX)
    assert "sqlmodel" in {part.id for part in found.parts}
    assert notices.faults(tmp_path, LINUX, found) == []
    frozen(tmp_path, "sqlmodel", "stranger.inside")
    assert notices.faults(tmp_path, LINUX, found) == ["stranger belongs to no part"]


def test_a_program_that_was_not_frozen_is_refused(notices, tmp_path):
    (tmp_path / "sinhke-desktop").write_bytes(b"\x7fELF")
    with pytest.raises(ValueError, match="was not frozen"):
        notices.frozen_packages(tmp_path / "sinhke-desktop")


def test_the_build_fails_for_anything_without_a_licence(notices, windows):
    put(windows, "site/stranger.pyd")
    with pytest.raises(notices.Unlicensed, match=r"stranger\.pyd"):
        notices.write_notices(windows, windows / "licences", WINDOWS)


def test_list_and_texts_are_written_whole_and_the_same_again(notices, windows, monkeypatch):
    monkeypatch.setattr(notices, "write_bill", lambda _folder, _platform, out: out)
    target = windows / "licences"
    written = []
    for _again in range(2):
        notices.write_notices(windows, target, WINDOWS)
        written.append({path.name: path.read_bytes() for path in target.rglob("*") if path.is_file()})
    assert written[0] == written[1]
    found = read_licences.read(target)
    assert all(path.stat().st_size for path in found.texts.values())
    assert {path.name for path in (target / "texts").iterdir()} == {path.name for path in found.texts.values()}
    told = json.loads((target / "licences.json").read_text(encoding="utf-8"))
    assert (told["format"], told["platform"]) == ("sinhke-licences-1", WINDOWS)
    paper = notices.debian_copyright(target)
    assert "License: Apache-2.0" in paper
    assert "Comment: OpenBLAS, LAPACK, inside numpy" in paper
    heads = ("Files:", "Comment:", "Copyright:", "License:", "Format:", "Upstream-Name:", " ")
    assert [line for line in paper.splitlines() if line and not line.startswith(heads)] == []


def test_the_bill_inside_the_package_is_the_one_beside_it(notices, tmp_path):
    put(tmp_path, "site/sinhke_desktop/_data/resources/licences/bom.cdx.json")
    (tmp_path / "site/sinhke_desktop/_data/resources/licences/bom.cdx.json").write_text("{}", encoding="utf-8")
    assert notices.write_bill(tmp_path, WINDOWS, tmp_path / "out.json").read_text(encoding="utf-8") == "{}"


def test_the_windows_library_tells_python_s_version(notices, windows):
    assert {part.version for part in notices.bundled(windows, WINDOWS).parts if part.id == "python"} != {"3.11.42"}
    (windows / "python311.dll").write_bytes(b"\1" + "FileVersion\0\0003.11.42\0".encode("utf-16-le"))
    assert {part.version for part in notices.bundled(windows, WINDOWS).parts if part.id == "python"} == {"3.11.42"}
