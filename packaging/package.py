"""``make package``: the wheel, the packages of each platform, the update packs, and their hashes, into ``dist``.

python packaging/package.py [--only linux|windows] [--out dist] [--work build/package] [--key KEY] [--quick]

Any step that fails ends the run with its status. The same checkout gives the same bytes (docs/packaging.md).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import release_key
from release import LINUX, TOP, WINDOWS, Built, Release
from version_folder import sha256

BUILDS = {"linux": "linux.build", "windows": "windows.build"}
PLATFORMS = {"linux": LINUX, "windows": WINDOWS}
SUMS = "SHA256SUMS"
MEGABYTE = 1_000_000


def main() -> int:
    """Package what the command line asks for; returns the exit status."""
    arguments = _arguments()
    moment = last_commit()
    os.environ.update(SOURCE_DATE_EPOCH=str(moment), PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")
    os.umask(0o022)
    for folder in (arguments.work, arguments.out):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    wheel = build_wheel(arguments.out)
    release = Release(
        version=wheel.name.split("-")[1],
        data_version=newest_migration(),
        moment=moment,
        wheel=wheel,
        key=release_key.read_or_make(arguments.key),
        work=arguments.work,
        out=arguments.out,
        quick=arguments.quick,
    )
    print(f"SinhKe Desktop {release.version} of {release.day}, signed by {release.key.public[:16]}…")
    made = [wheel]
    for name in arguments.only or BUILDS:
        made += package_for(name, release)
    write_sums(arguments.out, made)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=BUILDS, help="this platform alone")
    parser.add_argument("--out", type=_folder, default=TOP / "dist")
    parser.add_argument("--work", type=_folder, default=TOP / "build" / "package")
    parser.add_argument(
        "--key", type=_folder, default=TOP / "build" / "release-key.json", help="the signing key's file"
    )
    parser.add_argument("--quick", action="store_true", help="larger packages sooner, for trying")
    return parser.parse_args()


def _folder(text: str) -> Path:
    return Path(text).absolute()


def package_for(name: str, release: Release) -> list[Path]:
    """Build one platform: packages, update pack, bill of materials; returns the files put into ``release.out``."""
    build: Callable[[Release], Built] = import_module(BUILDS[name]).build
    write_pack: Callable[..., Path] = import_module("update_pack").write_pack
    write_bill: Callable[[Path, str, Path], Path] = import_module("notices").write_bill
    started = time.monotonic()
    built = build(release)
    pack = release.out / f"SinhKe-{release.version}-{built.platform}.capnhat"
    bill = release.out / f"SinhKe-{release.version}-{built.platform}.cdx.json"
    made = [
        *built.packages,
        write_pack(built.version_folder, built.launcher, pack, release.moment, quick=release.quick),
        write_bill(built.version_folder, built.platform, bill),
    ]
    print(f"{name}: {time.monotonic() - started:.0f} s")
    return made


def build_wheel(out: Path) -> Path:
    """The wheel of this checkout, in *out*."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=TOP, check=True)
    (wheel,) = out.glob("*.whl")
    return wheel


def last_commit() -> int:
    """The moment of the last commit, in seconds; SOURCE_DATE_EPOCH if it is set."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "-C", str(TOP), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def newest_migration() -> str:
    """The number of the newest version of the data file, such as ``0005``."""
    found = sorted((TOP / "src" / "sinhke_desktop" / "storage" / "migrations" / "versions").glob("[0-9]*.py"))
    return found[-1].name.partition("_")[0]


def write_sums(out: Path, made: list[Path]) -> None:
    """Write ``SHA256SUMS`` as sha256sum does, and say what was made."""
    files = sorted(made, key=lambda path: path.name)
    lines = [f"{sha256(path)}  {path.name}\n" for path in files]
    (out / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    for path in files:
        print(f"{path.stat().st_size / MEGABYTE:8.1f} MB  {path.name}")
    print(f"in {out}; hashes in {SUMS}")


if __name__ == "__main__":
    sys.exit(main())
