"""Running commands inside the test's own process, in an empty data folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from sinhke_desktop.__main__ import main

PASSWORD = "mật khẩu dòng lệnh"


class Terminal:
    """Types commands and keeps what they printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        self._capsys.readouterr()
        status = main([*words, "--data-dir", str(self.folder)])
        self.out, self.err = self._capsys.readouterr()
        return status

    def json(self, *words: str) -> Any:
        status = self.run(*words, "--json")
        assert status == 0, self.out + self.err
        return json.loads(self.out)

    def error(self, *words: str) -> dict[str, Any]:
        assert self.run(*words, "--json") == 1, self.out + self.err
        return json.loads(self.out)["error"]


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal with the password in its environment and an empty data folder."""
    monkeypatch.setenv("SINHKE_PASSWORD", PASSWORD)
    monkeypatch.delenv("SINHKE_DATA_DIR", raising=False)
    return Terminal(tmp_path / "Dữ liệu xã", capsys)


@pytest.fixture
def commune(terminal: Terminal) -> Terminal:
    """The same with the store of Xã Anh Dũng made."""
    terminal.json("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử")
    return terminal
