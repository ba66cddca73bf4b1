"""A file written whole is put in place although a scanner holds it for a moment, as on Windows."""

from pathlib import Path

import pytest

from sinhke_desktop import files


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> list[Path]:
    """Let the first *times* renames be refused; the list fills with the tries."""
    tries: list[Path] = []
    whole = Path.replace

    def replace(part: Path, target: Path) -> Path:
        tries.append(part)
        if len(tries) <= times:
            raise PermissionError(13, "held by another program")
        return whole(part, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files, "WAITS", (0.0, 0.0))
    return tries


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_file_that_is_held_for_a_moment_is_put_in_place(tmp_path, monkeypatch, times: int) -> None:
    tries = held(monkeypatch, times)
    files.write_whole(tmp_path / "sổ.json", b"x")
    assert (tmp_path / "sổ.json").read_bytes() == b"x"
    assert len(tries) == times + 1


def test_a_file_that_stays_held_is_told_and_leaves_no_part(tmp_path, monkeypatch) -> None:
    held(monkeypatch, 3)
    with pytest.raises(PermissionError):
        files.write_whole(tmp_path / "sổ.json", b"x")
    assert list(tmp_path.iterdir()) == []
