"""Why the window cannot begin, told in words."""

import errno
import subprocess
import sys

import pytest

from sinhke_desktop import __main__ as start
from sinhke_desktop.gui import start_refused
from sinhke_desktop.gui.start_refused import StartRefused, check_room, debian_package, folder_refused, library_missing
from sinhke_desktop.gui.window_libraries import WindowLibraries


@pytest.mark.parametrize(("number", "code"), [(errno.EACCES, "MO-03"), (errno.EROFS, "MO-03"), (errno.ENOSPC, "MO-04")])
def test_a_folder_that_cannot_be_written_is_told_apart_from_a_full_disk(tmp_path, number, code) -> None:
    error = folder_refused(tmp_path, OSError(number, "no"))
    assert error.code == code
    assert str(tmp_path) in error.message


def test_a_disk_without_room_is_refused_before_anything_is_opened(tmp_path, monkeypatch) -> None:
    check_room(tmp_path)
    monkeypatch.setattr(start_refused, "LEAST_FREE", 1 << 62)
    with pytest.raises(StartRefused) as caught:
        check_room(tmp_path)
    assert caught.value.code == "MO-04"
    check_room(tmp_path / "nowhere")


def test_a_missing_library_is_named_with_its_package() -> None:
    told = library_missing("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")
    assert told.code == "MO-09"
    assert "libxcb-cursor.so.0" in told.message
    assert "libxcb-cursor0" in told.advice


@pytest.mark.parametrize(
    ("library", "package"),
    [("libEGL.so.1", "libegl1"), ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"), ("libGL.so.1", "libgl1")],
)
def test_the_package_of_a_library_follows_debians_rule(library, package) -> None:
    assert debian_package(library) == package


def test_another_fault_of_loading_asks_to_install_again() -> None:
    told = library_missing("DLL load failed while importing QtCore")
    assert told.code == "MO-09"
    assert "DLL load failed" in told.message


def test_a_start_that_lacks_a_library_ends_as_unfit(monkeypatch) -> None:
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(WindowLibraries, "missing", lambda _self: "libxcb-cursor.so.0: cannot open")
    monkeypatch.setattr(start_refused, "_DIALOGS", ())
    monkeypatch.setattr(sys, "stderr", None)
    assert start._open_window(None, None) == start.UNFIT


def test_the_little_window_of_the_system_says_it_too(monkeypatch, tmp_path) -> None:
    shown = []
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(start_refused.shutil, "which", lambda name: None if name == "zenity" else f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda words, **_how: shown.append(words))
    start_refused.tell(library_missing("libGL.so.1: no"))
    assert [words[0] for words in shown] == ["/usr/bin/kdialog"]
    assert "MO-09" in shown[0][-1]


@pytest.mark.parametrize(
    ("words", "folder", "files"),
    [
        (["/usb/a.xxb"], None, 1),
        (["/usb/A.XXB", "/usb/b.capnhat"], None, 2),
        (["--data-dir", "/d", "/usb/a.xxr"], "/d", 1),
    ],
)
def test_a_start_with_files_alone_opens_them(words, folder, files) -> None:
    data_dir, found = start._opened(words)
    assert (data_dir, len(found)) == (folder, files)


@pytest.mark.parametrize("words", [["doctor"], ["--data-dir", "/d"], ["office", "receive", "a.xxb"], ["--version"]])
def test_commands_and_options_are_no_files(words) -> None:
    assert start._opened(words) is None


def test_a_relative_file_is_found_from_where_it_was_named(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    assert start._opened(["gói.xxb"]) == (None, [tmp_path / "gói.xxb"])


def test_a_start_on_a_folder_that_is_a_file_says_so(tmp_path) -> None:
    (tmp_path / "d").write_text("")
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; from sinhke_desktop.gui import error_dialogs, main\n"
        "from sinhke_desktop.paths import folders\n"
        "error_dialogs.ErrorDialog.exec = lambda self: print(self.notice.text())\n"
        f"sys.exit(main.main(folders({str(tmp_path / 'd')!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 1
    assert "MO-03" in done.stdout
