"""The ``.deb``: the program below ``/opt``, its command, menu entry, icons and file types, written by dpkg-deb."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import textwrap
from pathlib import Path

import icons
import notices
from release import LINUX, TOP, Release
from sinhke_desktop.installation import Kind
from version_folder import LICENCES, PROGRAM, files_below, lay_out, set_times

HERE = Path(__file__).resolve().parent
ROOT = Path("opt", PROGRAM)
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
MAINTAINER = "SinhKe Desktop maintainers <maintainers@sinhke-desktop.invalid>"
BROUGHT = frozenset(("libssl3", "libffi8", "libbz2-1.0", "liblzma5", "libexpat1", "libmpdec3"))
"""Packages whose libraries lie in the program's own folder (:data:`linux.pruning.HOST_LIBRARIES`)."""
SUMMARY = "poverty register and livelihood model of a Vietnamese commune"
DESCRIPTION = """\
For the officer in charge of poverty reduction in a commune, and for the office that receives the commune's data. Keeps
the households, review rounds, official tables and the commune's livelihood model in one encrypted file, prints visit
forms and reports, and exchanges sealed bundles on a stick. Needs no network."""


def write(folder: Path, launcher: Path, release: Release, work: Path) -> Path:
    """The package, made of the sealed version *folder*; returns its path in ``release.out``."""
    tree = work / "deb"
    lay_out(tree / ROOT, Kind.DEB, LINUX, folder, launcher, release)
    command = tree / "usr" / "bin" / PROGRAM
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("/", ROOT, PROGRAM))
    _write_shared_files(tree / "usr" / "share", folder, release)
    _write_control(tree, needed_packages(folder, work), release)
    set_times(tree, release.moment)
    target = release.out / f"{PROGRAM}_{release.version}_amd64.deb"
    packing = ["-Znone"] if release.quick else ["-Zxz", "-z6", "--threads-max=2"]
    options = ["--root-owner-group", *packing]
    subprocess.run(["dpkg-deb", *options, "--build", str(tree), str(target)], check=True, stdout=subprocess.DEVNULL)
    return target


def _write_shared_files(share: Path, folder: Path, release: Release) -> None:
    """What the desktop reads, and what Debian wants to know of every package."""
    _copy(HERE / "sinhke-desktop.desktop", share / "applications" / f"{PROGRAM}.desktop")
    _copy(HERE / "file-types.xml", share / "mime" / "packages" / f"{PROGRAM}.xml")
    told = (HERE / "sinhke-desktop.metainfo.xml").read_text(encoding="utf-8")
    told = told.replace("@VERSION@", release.version).replace("@DAY@", release.day)
    _write(share / "metainfo" / f"{PROGRAM}.metainfo.xml", told.encode())
    pictures = share / "icons" / "hicolor"
    _copy(icons.SOURCE, pictures / "scalable" / "apps" / f"{PROGRAM}.svg")
    for size in ICON_SIZES:
        _write(pictures / f"{size}x{size}" / "apps" / f"{PROGRAM}.png", icons.png(size))
    papers = share / "doc" / PROGRAM
    licences = folder / "_internal" / "sinhke_desktop" / LICENCES
    _write(papers / "copyright", notices.debian_copyright(licences).encode())
    changes = gzip.compress((TOP / "CHANGELOG.md").read_bytes(), mtime=0)
    _write(papers / "changelog.gz", changes)
    _copy(HERE / "lintian-overrides", share / "lintian" / "overrides" / PROGRAM)


def _write_control(tree: Path, needed: str, release: Release) -> None:
    control = tree / "DEBIAN"
    files = files_of(tree)
    size = sum(-(-path.stat().st_size // 1024) for path in files)
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree).as_posix()}\n" for path in files]
    described = "\n".join(" " + line for line in textwrap.wrap(DESCRIPTION.replace("\n", " "), 78))
    _write(control / "md5sums", "".join(sums).encode())
    _write(
        control / "control",
        f"""\
Package: {PROGRAM}
Version: {release.version}
Architecture: amd64
Maintainer: {MAINTAINER}
Installed-Size: {size}
Depends: {needed}
Recommends: xdg-utils
Section: misc
Priority: optional
Description: {SUMMARY}
{described}
""".encode(),
    )


def files_of(tree: Path) -> list[Path]:
    """Every plain file that the package installs, in the order of their paths."""
    return sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())


def needed_packages(folder: Path, work: Path) -> str:
    """The packages whose libraries the program loads, with the versions it needs, as dpkg-shlibdeps finds them."""
    place = work / "needed"
    (place / "debian").mkdir(parents=True)
    source = f"Source: {PROGRAM}\n\nPackage: {PROGRAM}\nArchitecture: amd64\n"
    (place / "debian" / "control").write_text(source, encoding="ascii")
    programs = [path for path in files_below(folder) if path.read_bytes()[:4] == b"\x7fELF"]
    private = sorted({f"-l{path.parent}" for path in programs})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *private, *(f"-e{path}" for path in programs)]
    done = subprocess.run(command, cwd=place, check=True, capture_output=True, text=True)
    (work / "needed.log").write_text(done.stderr, encoding="utf-8")
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("shlibs:Depends="))
    found = line.partition("=")[2].split(", ")
    return ", ".join(one for one in found if one.split()[0] not in BROUGHT)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
