"""The real launcher over small real versions, whose program ends by order: what starts, what comes back by itself."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest
import sealed_versions

from sinhke_desktop.services import update_state, updates
from sinhke_desktop.services.update_state import Trial

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the launcher of Linux")


class Place:
    """An installation below a path with spaces and accents, and what its versions said when they ran."""

    def __init__(self, top):
        self.top = top / "Thư mục $HOME 'lạ' \"x\""
        self.top.mkdir()
        self.made = sealed_versions.Maker(self.top)
        self.here = self.made.installed("0.1.0")
        self.root = self.here.installation.root
        self.said_file = self.top / "said"

    def update(self, number="0.2.0", does="exit 0"):
        updates.install(self.made.pack(number, does=does), None, self.here)

    def start(self, *words, launcher=None, **environment):
        self.said_file.write_text("")
        ran = subprocess.run(
            [launcher or self.root / "sinhke-desktop", *words],
            env={"PATH": os.environ["PATH"], "SAID": str(self.said_file), **environment},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return ran, self.said_file.read_text().splitlines()

    def text(self, name):
        return (self.root / name).read_text() if (self.root / name).exists() else None


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


def test_the_version_in_use_starts_with_its_words_and_its_status_is_passed_on(place):
    ran, said = place.start("a b", "*", "--x='y'", SINHKE_TRIAL="1")
    assert (ran.returncode, said, ran.stderr) == (0, ["0.1.0||a b * --x='y'"], "")
    (place.root / "versions" / "0.1.0" / "sinhke-desktop").write_text("#!/bin/sh\nexit 7\n")
    assert place.start()[0].returncode == 7


def test_it_starts_through_a_link_from_any_folder(place, tmp_path):
    link = tmp_path / "sinhke"
    link.symlink_to(place.root / "sinhke-desktop")
    ran, said = place.start(launcher=link)
    assert (ran.returncode, said) == (0, ["0.1.0||"])


def test_a_new_version_that_ends_in_order_stays_on_trial_until_it_has_opened_the_data(place):
    place.update()
    for _ in range(2):
        ran, said = place.start("x")
        assert (ran.returncode, said) == (0, ["0.2.0|1|x"])
    assert update_state.read_trial(place.root) == Trial("0.1.0", "0.2.0")
    (place.root / "trial.json").unlink()
    assert place.start()[1] == ["0.2.0||"]


@pytest.mark.parametrize(("ends", "status"), [(65, 1), (66, 2), (194, 130)])
def test_what_the_program_only_told_is_no_failure(place, ends, status):
    place.update(does=f"exit {ends}")
    ran, said = place.start()
    assert (ran.returncode, said) == (status, ["0.2.0|1|"])
    assert update_state.version_in(place.root, "current.txt") == "0.2.0"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM])
def test_a_log_off_is_no_failure(place, number):
    place.update(does=f"kill -{int(number)} $$")
    place.start()
    assert update_state.version_in(place.root, "current.txt") == "0.2.0"
    assert (place.root / "trial.json").exists()


FAILURES = [
    "exit 1", "exit 2", "exit 70", "exit 255", "kill -9 $$", "kill -11 $$", 'rm "$0"; exit 1', "exec /no/such/program"
]  # fmt: skip


@pytest.mark.parametrize("does", FAILURES)
def test_a_new_version_that_fails_goes_back_by_itself_and_says_so(place, does):
    place.update(does=does)
    trial = place.text("trial.json")
    ran, said = place.start("a b")
    assert ran.returncode == 0
    assert said == ["0.2.0|1|a b", "0.1.0||a b"]
    assert "tự trở về bản 0.1.0" in ran.stderr
    assert place.text("current.txt") == "0.1.0\n"
    assert place.text("trial.json") is None
    assert place.text("rolled-back.json") == trial
    assert place.start()[1] == ["0.1.0||"]


@pytest.mark.parametrize("broken", ["no program", "not to be run", "no folder", "a folder", "another system"])
def test_a_new_version_that_cannot_be_started_goes_back(place, broken):
    place.update()
    folder = place.root / "versions" / "0.2.0"
    program = folder / "sinhke-desktop"
    if broken == "not to be run":
        program.chmod(0o644)
    elif broken == "no folder":
        shutil.rmtree(folder)
    elif broken == "another system":
        program.write_bytes(b"\x7fELF" + b"\0" * 60)
    else:
        program.unlink()
    if broken == "a folder":
        program.mkdir()
    ran, said = place.start()
    assert (ran.returncode, said) == (0, ["0.1.0||"])
    assert place.text("current.txt") == "0.1.0\n"


def test_a_version_that_confirmed_and_fails_later_stays(place):
    place.update(does='rm "$(dirname "$0")/../../trial.json"; exit 70')
    assert place.start()[0].returncode == 70
    assert place.text("current.txt") == "0.2.0\n"


def test_an_installation_cut_short_before_the_switch_starts_the_version_in_use_without_trial(place):
    place.update()
    update_state.write_version(place.root, "current.txt", "0.1.0")
    assert place.start()[1] == ["0.1.0||"]
    assert (place.root / "trial.json").exists(), "the program looks after it"


@pytest.mark.parametrize("text", ["{", "", '{"previous":"../../x","version":"0.2.0"}', '{"previous":"0.0.9"}', "\0"])
def test_a_trial_that_says_nonsense_tries_nothing(place, text):
    place.update()
    (place.root / "trial.json").write_text(text)
    assert place.start()[1] == ["0.2.0||"]


def test_a_data_folder_that_looks_like_a_version_is_no_version(place):
    place.update(does="exit 1")
    trial = Trial("0.1.0", "0.2.0", 3, '","previous":"9.9.9","x":"')
    update_state.write_trial(place.root, trial)
    assert place.start()[1] == ["0.2.0|1|", "0.1.0||"]


@pytest.mark.parametrize("text", [None, "", "nonsense", "0.9.9", "../0.1.0", "0.1.0\n0.2.0"])
def test_where_the_version_in_use_is_gone_the_newest_that_is_there_starts(place, text):
    for number in ("0.10.0", "0.9.0"):
        shutil.copytree(place.made.version(number), place.root / "versions" / number)
    (place.root / "versions" / "0.11.0").mkdir()
    (place.root / "versions" / ".0.12.0.part").mkdir()
    (place.root / "current.txt").unlink()
    if text is not None:
        (place.root / "current.txt").write_text(text)
    assert place.start("w")[1] == ["0.10.0||w"]


def test_where_everything_is_broken_a_sentence_says_so(place):
    shutil.rmtree(place.root / "versions")
    ran, _said = place.start()
    assert ran.returncode == 1
    assert "cài lại chương trình từ USB" in ran.stderr


def test_with_a_screen_the_sentence_stands_in_a_window(place, tmp_path):
    shutil.rmtree(place.root / "versions")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "zenity").write_text('#!/bin/sh\nprintf "%s\\n" "$*" >"$SAID"\n')
    (tools / "zenity").chmod(0o755)
    ran, said = place.start(DISPLAY=":9", PATH=f"{tools}:{os.environ['PATH']}")
    assert ran.returncode == 1
    assert "SinhKe Desktop" in said[0]


def test_where_nothing_can_be_written_the_version_before_starts_all_the_same(place):
    place.update(does="exit 1")
    (place.root / "current.txt.part").mkdir()
    ran, said = place.start()
    assert said == ["0.2.0|1|", "0.1.0||"]
    assert "Không ghi được" in ran.stderr
    assert (place.root / "trial.json").exists()


def test_the_launcher_reads_what_the_program_writes(place):
    place.update()
    told = json.loads(place.text("trial.json"))
    assert list(told) == sorted(told)
    assert place.text("trial.json").count("\n") == 1
