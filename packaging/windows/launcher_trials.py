"""The launcher under Wine: what it refuses, a damaged folder, and its way back from a version that fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from windows import build
from windows.wine_world import SEVEN, SHORT, TEN, Wine, demand, wait_until

NEW = "99.9.9"
FAILING = "raise SystemExit({status})\n"
DAMAGED, OLD, BACK = "tệp của chương trình bị thiếu", "cũ hơn Windows 10 bản 1809", "đã tự quay về phiên bản"
TOLD = (65, 66)


def try_all(wine: Wine, installed: Path, version: str, work: Path) -> None:
    """Everything, on a copy of the installed root whose *version* is small: it only prints its arguments."""
    root = wine.drive / "khởi động thử"
    small_root(installed, root, version)
    launcher = root / build.COMMAND

    def run(*words: str, status: int = 0) -> str:
        return wine.run([launcher, *words], status)

    arguments = ["đường dẫn có dấu", 'ngoặc "kép"', "C:\\cuối\\", ""]
    demand(json.loads(run("hỏi", *arguments))[1:] == arguments, "arguments are not passed on as they were")
    wine.be(SEVEN)
    demand(OLD in run(status=1), "Windows 7 is not refused")
    wine.be(TEN)
    for content in (b"", b"../..\\0.1.0", b"5.5.5\n", b"\xff\xfe"):
        (root / "current.txt").write_bytes(content)
        demand('"x"' in run("x"), f"current.txt {content!r} is not mended")
    (root / "current.txt").unlink()
    demand('"x"' in run("x"), "a missing current.txt is not mended")
    for status in TOLD:
        on_trial(root, version, status)
        run("x", status=status - 64)
        demand(current(root) == NEW, f"status {status} rolled a good version back")
    for status in (1, 70, 3):
        on_trial(root, version, status)
        said = run("x", status=0)
        demand(BACK in said and '"x"' in said, f"status {status}: {said}")
        demand(current(root) == version and (root / "rolled-back.json").is_file(), "not gone back")
        demand(not (root / "trial.json").exists(), "still on trial")
    on_trial(root, version, 0)
    run("x")
    demand(current(root) == NEW and (root / "trial.json").is_file(), "a closed window ended the trial")
    on_trial(root, version, 0)
    shutil.rmtree(root / "versions" / NEW)
    demand(BACK in run("x"), "a version that cannot be started is not left")
    shutil.rmtree(root / "versions")
    demand(DAMAGED in run(status=1), "without any version nothing is said")
    box(wine, root, work)
    shutil.rmtree(root)


def small_root(installed: Path, root: Path, version: str) -> None:
    """A copy whose program answers with its arguments as JSON."""
    root.mkdir()
    for path in installed.iterdir():
        if path.is_file():
            shutil.copy2(path, root)
    folder = root / "versions" / version
    shutil.copytree(installed / "versions" / version, folder, ignore=shutil.ignore_patterns("site"))
    program(folder, "import json, sys\nprint(json.dumps(sys.argv[1:]))\n")


def program(folder: Path, text: str) -> None:
    """Make *text* the program of the version in *folder*."""
    package = folder / "site" / "sinhke_desktop"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(text, encoding="utf-8")


def on_trial(root: Path, version: str, status: int) -> None:
    """Put a new version on trial that ends with *status*."""
    folder = root / "versions" / NEW
    if not folder.exists():
        shutil.copytree(root / "versions" / version, folder)
    program(folder, FAILING.format(status=status))
    trial = {"backup": None, "data": 'C:\\"previous"\\đ', "previous": version, "version": NEW}
    (root / "trial.json").write_text(json.dumps(trial, sort_keys=True, separators=(",", ":")), encoding="ascii")
    (root / "current.txt").write_text(NEW + "\n", encoding="ascii")


def current(root: Path) -> str:
    """The version that current.txt names."""
    return (root / "current.txt").read_text(encoding="ascii").strip()


def box(wine: Wine, root: Path, work: Path) -> None:
    """The icon's launcher tells in a box; its picture is kept, Enter closes it."""
    begun = wine.begin([root / build.WINDOW])

    def shown() -> bool:
        colours = wine.picture(work / "damaged.png").convert("RGB").getcolors(maxcolors=1 << 20) or []
        return len(colours) > 20

    wait_until(shown, "no box was shown")
    wine.keys("key", "Return")
    demand(begun.wait(SHORT) == 1, "the launcher did not end with 1")
