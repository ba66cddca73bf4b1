"""How the program knows where it was installed from, and where a portable one keeps its data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sinhke_desktop import installation, paths
from sinhke_desktop.installation import Installation, Kind


def installed(root: Path, said: object) -> Path:
    folder = root / "versions" / "0.1.0"
    folder.mkdir(parents=True)
    (root / installation.FILE).write_text(json.dumps(said), encoding="utf-8")
    return folder / "pythonw.exe"


def test_a_packaged_program_finds_its_root_from_where_it_runs(tmp_path: Path) -> None:
    program = installed(tmp_path, {"kind": "portable", "platform": "windows-x86_64"})
    assert installation.current(program) == Installation(
        Kind.PORTABLE, "windows-x86_64", tmp_path, tmp_path / "versions" / "0.1.0"
    )


@pytest.mark.parametrize("said", [{"kind": "unknown", "platform": "x"}, {"kind": "tar"}, []])
def test_an_unreadable_word_of_the_installation_counts_as_none(tmp_path: Path, said: object) -> None:
    assert installation.current(installed(tmp_path, said)) == Installation(Kind.CHECKOUT)


def test_this_checkout_is_no_package() -> None:
    assert installation.current() == Installation(Kind.CHECKOUT)


def test_only_a_portable_program_that_was_asked_keeps_its_data_beside_itself(tmp_path: Path) -> None:
    portable = Installation(Kind.PORTABLE, "windows-x86_64", tmp_path, tmp_path / "versions" / "0.1.0")
    assert installation.data_beside(portable) is None
    (tmp_path / installation.DATA_HERE).touch()
    assert installation.data_beside(portable) == tmp_path / "du-lieu"
    assert installation.data_beside(Installation(Kind.WINDOWS, "windows-x86_64", tmp_path, None)) is None


def test_the_folders_of_a_portable_program_follow_its_officers_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.DATA_DIR_VARIABLE, raising=False)
    monkeypatch.setattr("sys.executable", str(installed(tmp_path, {"kind": "portable", "platform": "windows-x86_64"})))
    assert paths.folders().data != tmp_path / "du-lieu"
    (tmp_path / installation.DATA_HERE).touch()
    assert paths.folders() == paths.Folders(
        tmp_path / "du-lieu", tmp_path / "du-lieu" / "config", tmp_path / "du-lieu" / "log"
    )
    assert paths.folders(tmp_path / "other").data == tmp_path / "other"
