import getpass
import io
import sys

import pytest

from sinhke_desktop.cli import opening
from sinhke_desktop.progress import SILENT


class Person:
    """Somebody at a terminal who types the given words unseen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
        self._words = list(words)
        self.asked: list[str] = []
        monkeypatch.setattr(getpass, "getpass", self._type)
        monkeypatch.setattr(sys, "stdin", self)
        monkeypatch.delenv("SINHKE_PASSWORD", raising=False)

    def isatty(self) -> bool:
        return True

    def _type(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self._words.pop(0)


def test_the_password_is_asked_once_and_a_new_one_twice(monkeypatch):
    person = Person(monkeypatch, "cũ", "mới tinh", "mới tinh")
    assert opening.password() == "cũ"
    assert opening.password(new=True) == "mới tinh"
    assert person.asked == ["Mật khẩu: ", "Mật khẩu mới: ", "Nhập lại mật khẩu: "]


def test_two_different_new_passwords_are_refused(terminal, monkeypatch):
    Person(monkeypatch, "mật khẩu một", "mật khẩu hai")
    assert terminal.error("init", "--commune-code", "22828", "--officer", "Thử")["code"] == "MK-07"
    assert not terminal.folder.exists()


def test_the_recovery_code_is_asked_where_it_is_not_given(terminal, monkeypatch):
    code = terminal.json("init", "--commune-code", "22828", "--officer", "Thử")["recovery_code"]
    Person(monkeypatch, code, "mật khẩu mới hẳn", "mật khẩu mới hẳn")
    assert terminal.json("recover") == {"ok": True}


def test_progress_is_shown_in_percent_on_one_line(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    progress = opening.TerminalProgress()
    for done in (0, 1, 1, 2):
        progress.step(done, 2)
    assert shown.getvalue() == "\r  0 %\r 50 %\r100 %\n"


def test_progress_is_silent_where_nobody_watches(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert opening.progress() is SILENT
