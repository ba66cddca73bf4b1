"""What Qt for Python carries inside its library lies beside it in the packages, compiled."""
# ruff: noqa: E402 - the packaging modules must be found first

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))

import embedded_sources
from linux.build import lay_out_embedded

INSTALLED = Path(shiboken6.__file__).parent
LOADER = embedded_sources.FOLDER / "shibokensupport" / "signature" / "loader"
USED = """
import sys
import shiboken6.Shiboken
print(sys.modules["shibokensupport.signature.loader"].__file__)
"""


@pytest.fixture
def site(tmp_path):
    """A folder with shiboken alone, as the wheel brings it."""
    shutil.copytree(INSTALLED, tmp_path / "shiboken6", ignore=shutil.ignore_patterns("__pycache__", "files.dir"))
    return tmp_path


def loaded_from(site) -> str:
    told = subprocess.run([sys.executable, "-c", USED], cwd=site, capture_output=True, text=True, check=True)
    return told.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="the library of the Linux packages")
def test_qt_for_python_takes_its_compiled_files_from_beside_its_library(site) -> None:
    assert loaded_from(site) == "shibokensupport/signature/loader.py"
    lay_out_embedded(site)
    assert loaded_from(site) == str(site / LOADER.with_suffix(".pyc"))
    assert not list((site / embedded_sources.FOLDER).rglob("*.py"))


@pytest.mark.skipif(sys.platform != "linux", reason="the library of the Linux packages")
def test_the_files_are_python_in_an_order_that_is_always_the_same(site) -> None:
    (library,) = (site / "shiboken6").glob("libshiboken6.*")
    unpacked = embedded_sources.unpack(library, site)
    assert unpacked == sorted(unpacked)
    assert site / LOADER.with_suffix(".py") in unpacked
    for path in unpacked:
        compile(path.read_bytes(), str(path), "exec")


def test_a_library_that_carries_none_is_refused(tmp_path) -> None:
    library = tmp_path / "other.so"
    library.write_bytes(b"\x7fELF" + bytes(5_000))
    with pytest.raises(ValueError, match=r"other\.so"):
        embedded_sources.unpack(library, tmp_path)
