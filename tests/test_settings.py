"""What the window remembers between two starts."""

import pytest

from sinhke_desktop.settings import FILE, Settings


def test_what_was_set_is_there_at_the_next_start(tmp_path):
    Settings(tmp_path).set("hamlet", "a1")
    assert Settings(tmp_path).get("hamlet") == "a1"


def test_a_damaged_file_counts_as_empty(tmp_path):
    for content in ("{", "[1]"):
        (tmp_path / FILE).write_text(content)
        assert Settings(tmp_path).get("hamlet", "none") == "none"


def test_a_disk_that_refuses_stops_what_must_be_kept_and_not_what_is_a_convenience(tmp_path):
    (tmp_path / "d").write_text("no folder")
    settings = Settings(tmp_path / "d")
    settings.remember("page", "overview")
    assert settings.get("page") == "overview"
    with pytest.raises(OSError, match="d"):
        settings.set("page", "households")
