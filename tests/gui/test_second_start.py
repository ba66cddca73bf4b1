"""A second start speaks with the window that is open."""

import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from multiprocessing import connection
from pathlib import Path

import pytest

from sinhke_desktop.gui import second_start
from sinhke_desktop.gui.second_start import HandedOver, Listener, hand_over, message, place_of, read_message


@pytest.fixture
def listener(qapp, tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    made = Listener(qapp, tmp_path)
    assert made.begin()
    yield made
    made.end()


def from_another_start(qtbot, folder: Path, files: list[Path]) -> str:
    """What a second start, a program of its own, is told."""
    code = (
        "import sys; from pathlib import Path; from sinhke_desktop.gui.second_start import hand_over\n"
        "print(hand_over(Path(sys.argv[1]), [Path(word) for word in sys.argv[2:]]).name)"
    )
    words = [sys.executable, "-c", code, str(folder), *map(str, files)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, encoding="utf-8") as other:
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
        return other.stdout.read().strip()


def test_the_files_of_a_second_start_reach_the_open_window(qtbot, listener, tmp_path) -> None:
    got = []
    listener.asked.connect(got.append)
    file = tmp_path / "gói của xã.xxb"
    assert from_another_start(qtbot, tmp_path, [file]) == HandedOver.TAKEN.name
    assert from_another_start(qtbot, tmp_path, []) == HandedOver.TAKEN.name
    assert got == [[file], []]


def test_where_nobody_listens_it_is_told_so(qapp, tmp_path) -> None:
    assert hand_over(tmp_path, []) is HandedOver.NOBODY


def test_a_window_that_hangs_is_told_apart_from_none(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(second_start, "ANSWER_SECONDS", 0.05)
    with connection.Listener(place_of(tmp_path)):
        assert hand_over(tmp_path, []) is HandedOver.SILENT


def test_a_window_whose_loop_stands_still_does_not_answer(listener, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(second_start, "ANSWER_SECONDS", 0.2)
    said = []
    caller = threading.Thread(target=lambda: said.append(hand_over(tmp_path, [])))
    caller.start()
    caller.join()  # nobody runs the loop meanwhile
    assert said == [HandedOver.SILENT]


def test_a_listener_that_ends_frees_its_place(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    before = threading.active_count()
    one = Listener(qapp, tmp_path)
    assert one.begin()
    one.end()
    one.end()
    assert threading.active_count() == before
    assert hand_over(tmp_path, []) is HandedOver.NOBODY


def test_where_no_place_can_be_made_it_is_told(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(second_start, "place_of", lambda folder: str(tmp_path / "gone" / "there"))
    assert not Listener(qapp, tmp_path).begin()


def test_what_a_crash_left_behind_does_not_keep_the_next_window_from_listening(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    Path(place_of(tmp_path)).write_bytes(b"")
    again = Listener(qapp, tmp_path)
    assert again.begin()
    again.end()


def test_only_its_owner_reaches_the_socket(listener, tmp_path) -> None:
    assert Path(place_of(tmp_path)).stat().st_mode & 0o077 == 0


def test_whoever_sends_something_else_is_sent_away(qtbot, listener, tmp_path) -> None:
    got = []
    listener.asked.connect(got.append)
    for said in (b"hello", b"x" * (second_start.LONGEST + 1)):
        with connection.Client(place_of(tmp_path)) as caller:
            with suppress(BrokenPipeError, ConnectionResetError):  # the door may be shut before the end of a long one
                caller.send_bytes(said)
            qtbot.waitUntil(caller.poll)
            with pytest.raises((EOFError, ConnectionResetError)):
                caller.recv_bytes()
    assert got == []


def test_whoever_says_nothing_or_goes_does_not_keep_others_from_being_heard(
    qtbot, listener, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(second_start, "ANSWER_SECONDS", 0.05)
    mute = connection.Client(place_of(tmp_path))
    connection.Client(place_of(tmp_path)).close()
    time.sleep(0.1)
    monkeypatch.setattr(second_start, "ANSWER_SECONDS", 4.0)
    assert from_another_start(qtbot, tmp_path, []) == HandedOver.TAKEN.name
    mute.close()


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[]", b"null", b'{"files": 1}', b'{"files": [1]}', b'{"files": ["a.xxb"]}', b"[" * 100_000]
)
def test_a_message_that_is_none_is_not_understood(line) -> None:
    assert read_message(line) is None


def test_a_message_is_read_as_it_was_said() -> None:
    files = [Path("/media/usb/gói.xxb")]
    assert read_message(message(files)) == files


def test_the_place_is_another_one_for_every_data_folder_and_short(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert place_of(tmp_path / "a") != place_of(tmp_path / "b")
    assert place_of(tmp_path / "a").startswith(str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    long = tmp_path / ("dài" * 40)
    long.mkdir()
    assert place_of(long) == f"{tempfile.gettempdir()}/{Path(place_of(long)).name}"
