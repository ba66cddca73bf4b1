import argparse

import pytest

from sinhke_desktop.cli import main as command_line
from sinhke_desktop.cli import parser


def commands(of: argparse.ArgumentParser) -> list[tuple[list[str], argparse.ArgumentParser]]:
    """Every command with the words that lead to it."""
    found = []
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                deeper = commands(inner)
                found += [([name, *words], one) for words, one in deeper] or [([name], inner)]
    return found


def test_every_command_leads_to_a_function_that_exists():
    places = {one.get_default("runs") for _words, one in commands(parser.build())}
    assert len(places) >= 31
    assert all(callable(command_line.function_of(place)) for place in places)


def test_the_help_of_every_command_is_in_vietnamese(capsys):
    for words, _parser in commands(parser.build()):
        with pytest.raises(SystemExit) as ended:
            command_line.parse([*words, "--help"])
        text = capsys.readouterr().out
        assert ended.value.code == 0
        assert text.startswith("cách dùng: sinhke-desktop " + " ".join(words))
        assert not [english for english in ("usage:", "options:", "show this help", "arguments:") if english in text]


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["init"],
        ["households", "--class", "rich"],
        ["review-summary", "--year", "25"],
        ["report", "--period", "2024-13", "--out", "x.pdf"],
        ["report", "--period", "final", "--until", "mai", "--out", "x.pdf"],
        ["households", "--limit", "-1"],
        ["households", "--sear", "x"],
        ["office"],
        ["office", "init", "--name", ""],
        ["init", "--commune-code", "22828", "--officer", "  "],
    ],
)
def test_wrong_usage_ends_with_2_and_says_why_on_standard_error(words, capsys):
    with pytest.raises(SystemExit) as ended:
        command_line.parse(words)
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert told.out == ""
    assert ": lỗi: " in told.err


def test_the_data_folder_may_be_named_before_or_after_the_command():
    for words in (["--data-dir", "D", "doctor"], ["doctor", "--data-dir", "D"], ["--json", "doctor"]):
        arguments = command_line.parse(words)
        assert arguments.data_dir == (None if "--json" in words else "D")
        assert arguments.json == ("--json" in words)
    assert command_line.parse(["office", "communes", "--data-dir", "D", "--json"]).data_dir == "D"
    assert command_line.parse(["--data-dir", "D", "--json", "model", "status"]).json is True


def test_without_a_command_the_window_is_meant():
    assert command_line.parse([]).command is None
