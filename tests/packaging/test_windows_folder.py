"""What is cut from the Windows folder, whose DLLs it needs, and the icon; without Windows and without its wheels."""

import marshal
import struct
import sys
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from sinhke_desktop.bundles.totals import ENDING as TOTALS
from sinhke_desktop.services.exchange import ENDING
from sinhke_desktop.services.opened_files import PACK_ENDING

TOP = Path(__file__).parents[2]
sys.path.insert(0, str(TOP / "packaging"))

import icons  # noqa: E402
from windows import build, bytecode, dll_imports, embedded_python, payload, prune, unpack  # noqa: E402
from windows.wine_stubs import make_stubs  # noqa: E402

HEADER = bytes(bytecode.HEADER)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = "site/PySide6"
    touch(
        tmp_path,
        *(f"{site}/{name}.pyd" for name in prune.QT_MODULES),
        *(f"{site}/{name}" for name in prune.QT_LIBRARIES),
    )
    touch(
        tmp_path, *(f"{site}/{name}" for name in prune.RUNTIME), *(f"site/shiboken6/{name}" for name in prune.RUNTIME)
    )
    touch(tmp_path, *(f"{site}/plugins/{name}" for name in prune.QT_PLUGINS), f"{site}/plugins/sqldrivers/qsqlite.dll")
    touch(tmp_path, f"{site}/__init__.py", f"{site}/opengl32sw.dll", f"{site}/Qt6Quick.dll", f"{site}/qml/a.qml")
    touch(tmp_path, "site/shiboken6/Shiboken.pyd", "site/shiboken6/shiboken6.abi3.dll", "site/shiboken6/vcamp140.dll")
    zones = "site/tzdata/zoneinfo"
    touch(tmp_path, *(f"{zones}/{name}" for name in prune.ZONES), f"{zones}/Europe/Rome", f"{zones}/Asia/__init__.py")
    touch(tmp_path, f"{zones}/__init__.py", f"{zones}/Europe/__init__.py")
    for pattern in prune.NEVER_LOADED:
        touch(tmp_path, pattern.replace("*", "1") + ("" if "." in Path(pattern).name else "/a.py"))
    with ZipFile(tmp_path / "python311.zip", "w", ZIP_DEFLATED) as modules:
        for name in ("json/__init__", "os", *prune.PYTHON_MODULES):
            modules.writestr(f"{name}.pyc", HEADER + marshal.dumps(compile(f'"""About {name}."""', name, "exec")))
    touch(tmp_path, "site/numpy/__init__.py", "site/numpy/tests/test_a.py", "site/numpy/__init__.pyi", "pythonw.exe")
    return tmp_path


def test_only_what_the_program_loads_of_qt_stays(folder: Path) -> None:
    prune.prune(folder)
    left = {path.relative_to(folder / "site/PySide6").as_posix() for path in (folder / "site/PySide6").rglob("*.*")}
    kept = {*prune.QT_LIBRARIES, *prune.RUNTIME, *(f"{name}.pyd" for name in prune.QT_MODULES), "__init__.py"}
    assert left == kept | {f"plugins/{name}" for name in prune.QT_PLUGINS}


def test_tests_and_stubs_for_checkers_go_and_modules_stay(folder: Path) -> None:
    prune.prune(folder)
    assert (folder / "site/numpy/__init__.py").is_file()
    assert not (folder / "site/numpy/tests").exists()
    assert not (folder / "site/numpy/__init__.pyi").exists()


def test_modules_of_python_that_nothing_asks_for_go_and_the_others_are_not_packed(folder: Path) -> None:
    prune.prune(folder)
    with ZipFile(folder / "python311.zip") as modules:
        assert {one.filename: one.compress_type for one in modules.infolist()} == {
            "json/__init__.pyc": ZIP_STORED,
            "os.pyc": ZIP_STORED,
        }
        assert b"About os." not in modules.read("os.pyc")
        assert marshal.loads(modules.read("os.pyc")[len(HEADER) :]).co_filename == "os"


def test_a_module_that_python_no_longer_has_is_told(folder: Path) -> None:
    with ZipFile(folder / "python311.zip", "w") as modules:
        for name in prune.PYTHON_MODULES[1:]:
            modules.writestr(f"{name}.pyc", b"")
    with pytest.raises(ValueError, match="Python has no longer: aifc"):
        prune.prune(folder)


def test_the_zones_of_vietnam_stay_and_those_of_europe_go(folder: Path) -> None:
    prune.prune(folder)
    assert (folder / "site/tzdata/zoneinfo/Asia/Ho_Chi_Minh").is_file()
    assert (folder / "site/tzdata/zoneinfo/Asia/__init__.py").is_file()
    assert not (folder / "site/tzdata/zoneinfo/Europe").exists()


def test_a_cut_that_finds_nothing_is_told(folder: Path) -> None:
    (folder / "sqlite3.dll").unlink()
    with pytest.raises(ValueError, match=r"sqlite3\.dll: nothing to cut"):
        prune.prune(folder)


def test_a_library_that_the_wheels_no_longer_bring_is_told(folder: Path) -> None:
    (folder / "site/PySide6/Qt6Core.dll").unlink()
    with pytest.raises(ValueError, match=r"not in the wheels any more: Qt6Core\.dll"):
        prune.prune(folder)


def test_a_dll_that_nobody_has_is_named_with_who_needs_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dll_imports, "imports", lambda path: {"kernel32.dll", "api-ms-win-core-1.dll", "pythonw.exe"})
    dll_imports.check(folder)
    monkeypatch.setattr(dll_imports, "imports", lambda path: {"foreign.dll"})
    with pytest.raises(ValueError, match=r"pythonw\.exe needs foreign\.dll"):
        dll_imports.check(folder)


def test_migrations_and_modules_of_the_lgpl_keep_their_source_and_others_are_byte_code_alone(tmp_path: Path) -> None:
    migration = "sinhke_desktop/storage/migrations/versions/0001_a.py"
    sources = {migration, "psycopg/b.py", "PySide6/c.py"}
    touch(tmp_path, *sources, "sinhke_desktop/a.py", "other/d.py", "e.py")
    bytecode.compile_all(tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.py*") if path.is_file()}
    cached = {f"{Path(name).parent}/__pycache__/{Path(name).stem}.cpython-311.pyc" for name in sources}
    assert left == {*sources, *cached, "sinhke_desktop/a.pyc", "other/d.pyc", "e.pyc"}


def test_docstrings_of_modules_and_functions_go_and_all_else_stays(tmp_path: Path) -> None:
    text = '''"""A module."""

NAME = "kept"


class Household:
    """A household."""

    def head(self):
        """Who is its head."""
        return "Đặng"

    def echo(self):
        """echo"""
        return "echo"


def lone():
    "said"


lone_word = lambda: "word"
assert NAME == "kept"
'''
    for name in ("module.py", "numpy/module.py"):
        touch(tmp_path, name)
        (tmp_path / name).write_text(text, encoding="utf-8")
    bytecode.compile_all(tmp_path)

    def run(path: Path) -> dict[str, Any]:
        names: dict[str, Any] = {}
        code = marshal.loads(path.read_bytes()[len(HEADER) :])
        lines = [place[0] for place in code.co_positions()]
        assert {place[2:] for place in code.co_positions()} == {(None, None)}
        assert max(line for line in lines if line) == text.count("\n")
        exec(code, names)
        return names

    bare, full = run(tmp_path / "module.pyc"), run(tmp_path / "numpy/module.pyc")
    assert (full["__doc__"], full["Household"].head.__doc__) == ("A module.", "Who is its head.")
    assert (bare["__doc__"], bare["Household"].head.__doc__, bare["lone"].__doc__) == (None, None, None)
    assert bare["Household"].__doc__ == "A household."
    assert (bare["Household"]().head(), bare["Household"]().echo()) == ("Đặng", "echo")
    assert (bare["NAME"], bare["lone"](), bare["lone_word"]()) == ("kept", None, "word")


def test_the_lists_of_files_lose_their_hashes_and_keep_their_names(tmp_path: Path) -> None:
    record = tmp_path / "a-1.0.dist-info/RECORD"
    record.parent.mkdir()
    record.write_text('a/b.py,sha256=abc,12\n"a/c,d.py",sha256=e,1\na-1.0.dist-info/RECORD,,\n', encoding="utf-8")
    build.forget_hashes(tmp_path)
    assert record.read_text(encoding="utf-8") == 'a/b.py,,\n"a/c,d.py",,\na-1.0.dist-info/RECORD,,\n'


def test_a_module_that_python_cannot_compile_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "other/d.py")
    (tmp_path / "other/d.py").write_text("def", encoding="utf-8")
    with pytest.raises(ValueError, match=r"other/d\.py is not Python"):
        bytecode.compile_all(tmp_path)


def test_python_without_binaries_counts_as_unsigned(tmp_path: Path) -> None:
    with pytest.raises(embedded_python.Unsigned):
        embedded_python.check_signatures(tmp_path)


def test_a_stub_says_in_its_bytes_that_it_is_one_and_no_packaging_step_knows_stubs() -> None:
    assert make_stubs.MARK
    for name in ("build", "prune", "embedded_python", "dll_imports"):
        text = (TOP / "packaging" / "windows" / f"{name}.py").read_text(encoding="utf-8")
        assert "stub" not in text.lower()
    assert "stub" not in (TOP / "packaging" / "windows" / "installer.nsi").read_text(encoding="utf-8").lower()


def test_the_icon_has_every_size_windows_asks_for() -> None:
    content = icons.ico()
    _, kind, count = struct.unpack("<HHH", content[:6])
    assert (kind, count) == (1, len(icons.SIZES))
    for place, size in enumerate(icons.SIZES):
        width, height, *_, length, start = struct.unpack("<BBBBHHII", content[6 + 16 * place : 22 + 16 * place])
        assert (width or 256, height or 256) == (size, size)
        assert content[start : start + 8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", content[start + 16 : start + 24]) == (size, size)
        assert start + length <= len(content)


def test_the_installers_picture_is_a_plain_bitmap_that_nsis_takes(tmp_path: Path) -> None:
    icons.write_panel(tmp_path / "panel.bmp")
    head = (tmp_path / "panel.bmp").read_bytes()[:54]
    width, height, _, bits, packed = struct.unpack("<iiHHI", head[18:34])
    assert (head[:2], width, height, bits, packed) == (b"BM", *icons.PANEL, 24, 0)


def test_the_locks_for_windows_name_no_host_and_no_marker_and_the_versions_of_linux() -> None:
    locks = TOP / "packaging" / "locks"
    windows, linux = ((locks / name).read_text(encoding="utf-8") for name in ("windows.txt", "run.txt"))
    assert "http" not in windows
    assert ";" not in windows
    wanted = {
        line.split(" ")[0] for line in linux.splitlines() if "==" in line and "python_full_version >=" not in line
    }
    assert {line.split(" ")[0] for line in windows.splitlines() if "==" in line} == wanted


def test_every_ending_the_program_writes_is_a_file_type_of_the_installer() -> None:
    script = (TOP / "packaging" / "windows" / "installer.nsi").read_text(encoding="utf-8")
    for ending in (ENDING, TOTALS, PACK_ENDING, ".xxr", ".xxk", ".xxc"):
        assert f'FILE_TYPE "{ending}"' in script
        assert f'NO_FILE_TYPE "{ending}"' in script


@pytest.fixture
def carried(tmp_path: Path) -> tuple[Path, payload.Payload]:
    version = tmp_path / "1.0.0"
    touch(version, *payload.FIRST, "manifest.json", "site/a/__init__.pyc", "site/Đặng.txt")
    (version / "site/a/b.pyd").write_bytes(b"\xe8\x01\x02\x03\x00" * 1000)
    (tmp_path / "work").mkdir()
    return version, payload.divide(version, tmp_path / "work", quick=True)


def test_what_the_installer_carries_is_the_folder_again_when_unpacked(carried) -> None:
    version, two = carried
    moved: list[int] = []
    unpack.unpack(two.archive, two.first, two.size, moved.append)
    for path in version.rglob("*"):
        assert path.is_dir() or (two.first / path.relative_to(version)).read_bytes() == path.read_bytes()
    assert len(list(two.first.rglob("*"))) == len(list(version.rglob("*")))
    assert moved == sorted(moved)
    assert moved[-1] == unpack.FULL


def test_the_same_folder_gives_the_same_archive(carried, tmp_path: Path) -> None:
    version, two = carried
    (tmp_path / "again").mkdir()
    assert payload.divide(version, tmp_path / "again", quick=True).archive.read_bytes() == two.archive.read_bytes()


@pytest.mark.parametrize("fault", ["torn", "changed", "short", "full"])
def test_what_cannot_be_unpacked_whole_ends_with_a_status(carried, fault: str, capsys) -> None:
    _version, two = carried
    content, size = bytearray(two.archive.read_bytes()), two.size
    if fault == "torn":
        del content[len(content) // 2 :]
    elif fault == "changed":
        content[len(content) // 2] ^= 1
    elif fault == "short":
        size += 1
    else:
        (two.first / "site").write_text("in the way", encoding="utf-8")
    two.archive.write_bytes(content)
    assert unpack.main([str(two.archive), str(two.first), str(size), "0"]) == 1
    assert capsys.readouterr().err
