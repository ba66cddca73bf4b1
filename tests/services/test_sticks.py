"""A stick that is locked, full, pulled out or lying: each is told, and no half file stands under the final name."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sinhke_desktop.bundles import container
from sinhke_desktop.bundles.refusals import NotABundle, TooBig
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import sticks
from sinhke_desktop.services.sticks import StickRefused

CONTENT = os.urandom(3 * sticks.CHUNK + 17)
NAME = "XDGN_22828_000001_abcd.xxb"


class Failing:
    """Lets *whole* calls of an ``os`` function pass, then fails each with *number*."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, whole: int, number: int) -> None:
        self.calls, self.whole, self.number = 0, whole, number
        self.true = getattr(os, name)
        monkeypatch.setattr(os, name, self)

    def __call__(self, *given: object, **named: object) -> object:
        self.calls += 1
        if self.calls > self.whole:
            raise OSError(self.number, os.strerror(self.number))
        return self.true(*given, **named)


def test_what_was_put_is_there_whole_and_without_leftovers(tmp_path: Path) -> None:
    path = sticks.put(tmp_path, NAME, CONTENT)
    assert (path.name, path.read_bytes()) == (NAME, CONTENT)
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_the_same_content_again_is_the_same_file(tmp_path: Path) -> None:
    first = sticks.put(tmp_path, NAME, CONTENT)
    assert sticks.put(tmp_path, NAME, CONTENT) == first
    assert len(list(tmp_path.iterdir())) == 1


def test_a_name_taken_by_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"torn")
    (tmp_path / "XDGN_22828_000001_abcd_2.xxb").symlink_to(tmp_path / "nowhere")
    path = sticks.put(tmp_path, NAME, CONTENT)
    assert path.name == "XDGN_22828_000001_abcd_3.xxb"
    assert (tmp_path / NAME).read_bytes() == b"torn"


def test_a_part_left_by_a_pulled_stick_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / (NAME + ".part")).write_bytes(b"half")
    assert sticks.put(tmp_path, NAME, CONTENT).read_bytes() == CONTENT
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "GB-22"),
        (errno.EFBIG, "GB-22"),
        (errno.ENODEV, "GB-23"),
        (errno.EIO, "GB-23"),
        (errno.EROFS, "GB-21"),
    ],
)
@pytest.mark.parametrize(
    ("name", "whole"), [("write", 0), ("write", 1), ("write", 3), ("fsync", 0), ("open", 0), ("open", 1), ("read", 2)]
)
def test_each_failing_call_is_told_and_leaves_no_final_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, whole: int, number: int, code: str
) -> None:
    with monkeypatch.context() as patch:
        failing = Failing(patch, name, whole, number)
        with pytest.raises(StickRefused) as refused:
            sticks.put(tmp_path, NAME, CONTENT)
        assert failing.calls > whole
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []
    assert sticks.put(tmp_path, NAME, CONTENT).read_bytes() == CONTENT


def test_a_stick_pulled_out_so_that_not_even_the_part_can_go_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        Failing(patch, "write", 0, errno.ENODEV)
        Failing(patch, "unlink", 0, errno.ENODEV)
        with pytest.raises(StickRefused) as refused:
            sticks.put(tmp_path, NAME, CONTENT)
    assert refused.value.code == "GB-23"
    assert [one.name for one in tmp_path.iterdir()] == [NAME + ".part"]


def test_a_stick_that_drops_what_it_was_given_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = os.write
    written = 0

    def lying(handle: int, part: memoryview) -> int:
        nonlocal written
        written += len(part)
        return true(handle, bytes(len(part)) if written > sticks.CHUNK else part)

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(StickRefused) as refused:
        sticks.put(tmp_path, NAME, CONTENT)
    assert refused.value.code == "GB-24"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StickRefused):
        sticks.put(tmp_path / "gone", NAME, CONTENT)


def test_every_name_taken_is_told_as_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "MOST_COPIES", 1)
    (tmp_path / NAME).write_bytes(b"torn")
    with pytest.raises(StickRefused) as refused:
        sticks.put(tmp_path, NAME, CONTENT)
    assert refused.value.code == "GB-22"


def test_cancelling_leaves_no_half_file(tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int) -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        sticks.put(tmp_path, NAME, CONTENT, Impatient())
    assert list(tmp_path.iterdir()) == []


def test_links_folders_pipes_and_giants_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(NotABundle):
            sticks.take(tmp_path / name)
    with pytest.raises(NotABundle):
        sticks.take(tmp_path)
    with (tmp_path / "giant").open("wb") as giant:
        giant.truncate(container.LARGEST_FILE + 1)
    with pytest.raises(TooBig):
        sticks.take(tmp_path / "giant")
    assert sticks.take(tmp_path / "real") == b"x"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StickRefused, match="gone"):
        sticks.take(tmp_path / "gone")
    (tmp_path / "real").write_bytes(b"x")
    Failing(monkeypatch, "read", 0, errno.EIO)
    with pytest.raises(StickRefused, match="real"):
        sticks.take(tmp_path / "real")
