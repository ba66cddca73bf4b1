"""From an older version to this one by installer, to newer ones by update pack, and back from one that fails."""

from __future__ import annotations

from pathlib import Path

import other_version
from release import WINDOWS
from windows import installer_trials, launcher_trials, other_versions
from windows.tried import Tried
from windows.wine_world import LONG, demand, wait_until

NEWER = 4


def try_all(tried: Tried) -> None:
    """Each step on the data of the older version, which stay whole; going back by installer is refused."""
    wine, version = tried.wine, tried.release.version
    wine.run([tried.root / "uninstall.exe", "/S"])
    wait_until(lambda: not tried.root.exists(), "the uninstaller left the program")
    sealed = tried.sealed()
    older = other_versions.older_installer(sealed, tried.release, tried.work / "older")
    torn = other_versions.torn_installer(sealed, tried.release, tried.work / "torn")
    good, broken = other_version.write_packs(sealed, WINDOWS, tried.release, tried.work / "later", tried.work)
    installer_trials.damaged(tried)
    installer_trials.torn(tried, torn)
    wine.run([older, "/S"], timeout=LONG)
    tried.command("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử")
    installer_trials.torn(tried, torn)
    installer_trials.cut_short(tried)
    tried.command("doctor")
    demand(other_versions.OLDER in tried.command("--version"), "the older version is not in use any more")
    installer_trials.by_its_pages(tried)
    demand(tried.current() == version, f"current is {tried.current()}")
    tried.command("doctor")
    by_pack(tried, good, other_version.following(version), broken)
    wine.run([tried.installer, "/S"], status=NEWER)
    demand(tried.current() == other_version.following(version), "an older installer went over a newer version")


def by_pack(tried: Tried, good: Path, newer: str, broken: Path) -> None:
    """The good pack confirms itself as soon as it opened the data; the broken one is left again."""
    tried.command("update", "install", tried.wine.inside(good), timeout=LONG)
    demand(tried.current() == newer and (tried.root / "trial.json").is_file(), "the pack was not put in place")
    tried.command("doctor")
    demand(not (tried.root / "trial.json").exists(), "the new version did not confirm itself")
    demand(newer in tried.command("--version"), "another version runs")
    tried.command("update", "verify")
    tried.command("update", "install", tried.wine.inside(broken), timeout=LONG)
    demand(tried.current() != newer, "the broken pack was not put in place")
    said = tried.command("doctor")
    demand(launcher_trials.BACK in said and tried.current() == newer, f"a broken version was not left\n{said}")
