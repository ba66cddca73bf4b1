"""``make package-test``: install each package of ``dist`` on a clean system and work with it.

python packaging/package_test.py [--only linux|windows] [--dist dist] [--work build/package-test] [--key KEY] [--quick]

Needs root, for the clean Debian. Pictures of the windows stay in the work folder, to be looked at.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

import other_version
import release_key
from package import last_commit, newest_migration
from release import LINUX, TOP, Release
from version_folder import ROOT


def main() -> int:
    """Test what the command line asks for; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("linux", "windows"))
    parser.add_argument("--dist", type=Path, default=TOP / "dist")
    parser.add_argument("--work", type=Path, default=TOP / "build" / "package-test")
    parser.add_argument("--key", type=Path, default=TOP / "build" / "release-key.json")
    parser.add_argument("--quick", action="store_true", help="the packages are quick ones, so their size is no fault")
    arguments = parser.parse_args()
    dist, work = arguments.dist.absolute(), arguments.work.absolute()
    shutil.rmtree(work, ignore_errors=True)
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=dist, check=True)
    (wheel,) = dist.glob("*.whl")
    release = Release(
        version=wheel.name.split("-")[1],
        data_version=newest_migration(),
        moment=last_commit(),
        wheel=wheel,
        key=release_key.read(arguments.key),
        work=work,
        out=dist,
    )
    if arguments.only != "windows":
        test_linux(dist, work / "linux", release)
    if arguments.only != "linux":
        test_windows(dist, work / "windows", arguments.key.absolute(), quick=arguments.quick)
    return 0


def test_linux(dist: Path, work: Path, release: Release) -> None:
    """The ``.deb`` and the tar."""
    from linux import packages_test

    started = time.monotonic()
    work.mkdir(parents=True)
    sealed = packages_test.sealed_from(dist / f"{ROOT}-{release.version}-{LINUX}.tar.xz", work)
    later = work / "later"
    later.mkdir()
    other_version.write_packs(sealed, LINUX, release, work / "later-versions", later)
    packages_test.test(dist, work, sealed, later, release)
    print(f"Linux: in order, {time.monotonic() - started:.0f} s")


def test_windows(dist: Path, work: Path, key: Path, *, quick: bool) -> None:
    """The installer and the portable folder, under Wine."""
    command = [sys.executable, str(TOP / "packaging" / "windows" / "wine_test.py")]
    command += ["--dist", str(dist), "--work", str(work), "--key", str(key), *["--quick"] * quick]
    started = time.monotonic()
    subprocess.run(command, check=True)
    print(f"Windows: in order, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
