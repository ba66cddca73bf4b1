"""The anchor and the machine's identity."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from sinhke_desktop.domain.protocol import Anchor
from sinhke_desktop.paths import folders
from sinhke_desktop.services import anchor, machine, place
from sinhke_desktop.storage.database import StorageRefused

SAID = Anchor("a" * 32, 2, 7)


def test_an_anchor_comes_back_and_the_newest_copy_counts(tmp_path: Path) -> None:
    assert anchor.read(tmp_path) is None
    anchor.write(tmp_path, SAID)
    old = (tmp_path / "anchor.a").read_bytes()
    later = replace(SAID, counter=9)
    anchor.write(tmp_path, later)
    (tmp_path / "anchor.a").write_bytes(old)
    assert anchor.read(tmp_path) == later


@pytest.mark.parametrize("spoiled", [b"", b"[]", b"{}", b'{"body":{},"sha256":""}', b"\xff"])
def test_a_torn_copy_is_left_aside(tmp_path: Path, spoiled: bytes) -> None:
    anchor.write(tmp_path, SAID)
    (tmp_path / "anchor.b").write_bytes(spoiled)
    assert anchor.read(tmp_path) == SAID
    (tmp_path / "anchor.a").write_bytes(spoiled)
    assert anchor.read(tmp_path) is None


def test_a_changed_anchor_is_no_anchor(tmp_path: Path) -> None:
    anchor.write(tmp_path, SAID)
    for name in anchor.FILES:
        content = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b'"counter":7', b'"counter":3'))
    assert anchor.read(tmp_path) is None


def test_a_machine_without_an_identity_keeps_one_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "system_id", lambda: "")
    here, there = folders(tmp_path / "a"), folders(tmp_path / "b")
    assert machine.machine_id(here) == machine.machine_id(here) != machine.machine_id(there)


def test_the_systems_identity_counts_wherever_the_data_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "system_id", lambda: "0123")
    here, there = folders(tmp_path / "a"), folders(tmp_path / "b")
    assert machine.machine_id(here) == machine.machine_id(there)
    assert "0123" not in machine.machine_id(here)


def test_the_first_file_with_an_identity_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "id").write_text("0123\n")
    monkeypatch.setattr(machine, "_SYSTEM_FILES", (tmp_path / "none", tmp_path / "empty", tmp_path / "id"))
    assert machine.system_id() == "0123"
    monkeypatch.setattr(machine, "_SYSTEM_FILES", ())
    assert machine.system_id() == ""


def test_an_anchor_that_cannot_be_written_is_told(workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, said: Anchor) -> None:
        raise PermissionError(13, os.strerror(13))

    for name in anchor.FILES:
        (workspace.folders.data / name).unlink(missing_ok=True)
    monkeypatch.setattr(anchor, "write", refuse)
    with pytest.raises(StorageRefused):
        place.write_anchor(workspace)
