"""How the program ends while a new version is tried: the launcher must tell what was told from what does not work."""

import os

import pytest

from sinhke_desktop import __main__ as program


@pytest.mark.parametrize(("status", "on_trial", "otherwise"), [
    (0, 0, 0), (1, 65, 1), (2, 66, 2), (130, 194, 130), (70, 70, 70), (program.UNFIT, program.UNFIT, 1),
])  # fmt: skip
def test_only_what_a_person_was_told_is_marked_on_trial(monkeypatch, status, on_trial, otherwise):
    monkeypatch.setattr(program, "_start", lambda given: status)
    monkeypatch.setenv(program.ON_TRIAL, "1")
    assert program.main(["doctor"]) == on_trial
    assert program.ON_TRIAL not in os.environ, "children and later starts are not on trial"
    assert program.main(["doctor"]) == otherwise


def test_wrong_usage_and_help_end_in_the_same_way(monkeypatch, capsys):
    monkeypatch.setenv(program.ON_TRIAL, "1")
    assert program.main(["no-such-command"]) == 66
    monkeypatch.setenv(program.ON_TRIAL, "1")
    assert program.main(["--help"]) == 0
    with pytest.raises(SystemExit):
        program.main(["no-such-command"])


def test_a_bug_on_trial_is_left_to_python(monkeypatch):
    def broken(given):
        raise RuntimeError

    monkeypatch.setattr(program, "_start", broken)
    monkeypatch.setenv(program.ON_TRIAL, "1")
    with pytest.raises(RuntimeError):
        program.main([])
