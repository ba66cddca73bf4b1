"""The Windows packages tried under Wine: installed, worked with, tested, updated, gone back from, removed.

python packaging/windows/wine_test.py [--dist dist] [--work build/package-test] [--key build/release-key.json]

Needs wine, xvfb and xdotool besides what building needs. Stops at the first thing that is not right, with status 1.
What Wine cannot show is in docs/windows-checklist.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "data"))

from local_postgres import local_postgres

import check_demo
import release_key
from release import TOP
from windows import build, installer_trials, launcher_trials, other_versions, tests_inside, version_trials
from windows.embedded_python import VERSION as PYTHON_VERSION
from windows.tried import Tried
from windows.wine_world import LONG, SHORT, Failed, Wine, demand, step, wait_until

DATA_OF_WINDOW = r"C:\data của cửa sổ"
RUNNING = 3


def try_all(tried: Tried) -> None:
    """Every step, in the order of a program's life on a machine."""
    wine = tried.wine
    with step("Windows 7 is refused by the installer"):
        installer_trials.refused_by_seven(tried)
    with step("installed silently: at most 60 MB, nothing but the sealed files"):
        installer_trials.silently(tried)
    with step("no stub of this test is in the packages"):
        wine.add_what_ten_has(tried.folder)
        installer_trials.no_stubs(tried)
    with step("the command line speaks Vietnamese and is the version told"):
        said = tried.command("--help")
        demand("cách dùng: sinhke-desktop" in said and "Mật khẩu" in said, said)
        demand(tried.release.version in tried.command("--version"), "another version")
        told = wine.run([tried.folder / "python.exe", "-c", "import platform; print(platform.python_version())"])
        demand(told.strip() == PYTHON_VERSION, told)
    with step("the sample commune's whole job, and its printed forms read back"):
        whole_job(tried)
    with step("an office on a PostgreSQL server"):
        office_on_server(tried)
    with step("the window is painted"):
        window(tried)
    with step("the program's own tests inside the installed Python"):
        tests_inside.run(wine, tried.folder, tried.work)
    with step("the portable folder, under a path with spaces and Vietnamese letters"):
        portable(tried)
    with step("the launcher's refusals, damaged current.txt, and the way back"):
        launcher_trials.try_all(wine, tried.root, tried.release.version, tried.work)
    with step("a damaged, a torn, an interrupted installer; then its pages; newer by update pack, and back by itself"):
        version_trials.try_all(tried)
    with step("removed, with the data left"):
        installer_trials.removed(tried)


def whole_job(tried: Tried) -> None:
    """``demo`` from import to the office's receipt, its files and counts looked at, and its forms read back."""
    out = tried.wine.drive / "thử nghiệm"
    out.mkdir()
    told = answer_of(tried.command("--json", "demo", "--out", tried.wine.inside(out), timeout=LONG))
    answer = on_this_machine(told, tried.wine)
    (tried.work / "demo.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    wrong = check_demo.problems(answer)
    demand(not wrong, "\n".join(wrong))
    words = ("--json", "read-forms", "--data-dir", told["data_dir"], told["visit_forms"])
    read = answer_of(tried.command(*words, timeout=LONG))
    all_read = not read["missing"] and read["kept"] >= check_demo.COUNTS["forms"]
    demand(all_read, f"of the printed forms {read['kept']} pages were read, without {read['missing']}")


def answer_of(said: str) -> Any:
    """The JSON in what a command *said*."""
    return json.loads(said[said.index("{") :])


def office_on_server(tried: Tried) -> None:
    """Make an office's store on a PostgreSQL server of this machine, and open it."""
    data = r"C:\máy chủ"
    with local_postgres() as server:
        address = server.url(server.new_database())
        tried.command("office", "init", "--data-dir", data, "--name", "Đơn vị mẫu", "--server", address)
        tried.command("doctor", "--data-dir", data)


def on_this_machine(value: Any, wine: Wine) -> Any:
    """*value* with Windows paths turned into those of this machine."""
    if isinstance(value, dict):
        return {key: on_this_machine(one, wine) for key, one in value.items()}
    if isinstance(value, list):
        return [on_this_machine(one, wine) for one in value]
    if isinstance(value, str) and value[1:3] == ":\\":
        top = wine.drive if value[0] == "C" else Path("/")
        return str(top / value[3:].replace("\\", "/"))
    return value


def window(tried: Tried) -> None:
    """A real window by its icon, no console beside it; a second start hands it a file; closed by its key."""
    picture = tried.work / "window.png"
    begun = tried.wine.begin([tried.root / build.WINDOW, "--data-dir", DATA_OF_WINDOW])

    wait_until(lambda: installer_trials.is_painted(tried, picture), f"no window was painted, see {picture}")
    tried.wine.run([tried.installer, "/S"], status=RUNNING)
    handed = tried.wine.drive / "gói thử.xxb"
    handed.write_bytes(b"")
    tried.wine.run([tried.root / build.WINDOW, "--data-dir", DATA_OF_WINDOW, tried.wine.inside(handed)])
    installer_trials.close_window(tried)
    ended = begun.wait(SHORT)
    demand(ended == 0, f"the launcher ended with {ended}")


def portable(tried: Tried) -> None:
    """Unpacked anywhere it works, and keeps the data beside itself once the officer asked for it."""
    place = tried.wine.drive / "Thư mục của cán bộ Đặng" / "ổ USB"
    with zipfile.ZipFile(tried.portable) as archive:
        archive.extractall(place)
    root = place / "SinhKe"
    (root / "du-lieu-tai-day.txt").write_text("", encoding="utf-8")
    tried.command("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử", root=root)
    demand((root / "du-lieu" / "sinhke.db").is_file(), "the data are not beside the portable program")
    tried.command("doctor", root=root)
    shutil.rmtree(place)


def main() -> int:
    """Try the packages that the command line names; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dist", type=Path, default=TOP / "dist")
    parser.add_argument("--work", type=Path, default=TOP / "build" / "package-test" / "windows")
    parser.add_argument("--key", type=Path, default=TOP / "build" / "release-key.json")
    parser.add_argument(
        "--quick", action="store_true", help="the packages are quick ones, so their size does not count"
    )
    arguments = parser.parse_args()
    work = arguments.work.absolute()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        release = other_versions.release_of(arguments.dist.absolute(), release_key.read(arguments.key), work)
        with Wine(work) as wine:
            try_all(Tried(arguments.dist.absolute(), work, release, wine, arguments.quick))
    except (Failed, ValueError, OSError, subprocess.SubprocessError) as error:
        print(f"Windows packages: {error}", file=sys.stderr)
        return 1
    print("The Windows packages are right, as far as Wine can tell.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
