"""Try the Linux packages as an officer would: on a clean Debian, by an ordinary user, with an own data folder."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "data"))

from local_postgres import local_postgres

import check_demo
import check_picture
from linux import deb
from linux.clean_root import HOME, NUMBER, CleanRoot, clean_root
from other_version import following, make
from release import LINUX, Release
from sinhke_desktop import installation
from sinhke_desktop.services.update_trials import LAUNCHERS
from version_folder import PROGRAM, ROOT

PLACE = HOME / "Phần mềm của xã"
"""Where the tar is unpacked: a name with spaces and Vietnamese letters."""
COMMAND = f"/usr/bin/{PROGRAM}"
TOO_MUCH = ("-dev", "python3", "libpython3", "gcc", "wine")
"""Parts of names of packages that an officer's machine need not have."""


def test(dist: Path, work: Path, sealed: Path, later: Path, release: Release) -> None:
    """Install and try the ``.deb`` and the tar of *dist*; pictures go to *work*. Raises ValueError at what is wrong.

    *sealed* is the version folder inside the tar, *later* holds update packs of the next version and a broken one.
    """
    tar = dist / f"{ROOT}-{release.version}-{LINUX}.tar.xz"
    package = dist / f"{PROGRAM}_{release.version}_amd64.deb"
    for command in (["desktop-file-validate"], ["appstreamcli", "validate", "--no-net"]):
        _check_shared_files(package, work / "shared", command)
    with clean_root(work / "root") as root:
        try_deb(root, package, sealed, release, work)
        try_tar(root, tar, later, release, work)


def try_deb(root: CleanRoot, package: Path, sealed: Path, release: Release, work: Path) -> None:
    """Install, work, update, remove; the libraries that it brought stay, for the tar."""
    before = root.installed()
    install(root, package)
    brought = sorted(root.installed() - before - {PROGRAM})
    print(f"the .deb brings {len(brought)} packages: {' '.join(brought)}", flush=True)
    if wrong := [name for name in brought if any(part in name for part in TOO_MUCH)]:
        raise ValueError(f"the .deb brings {wrong}")
    answer = whole_job(root, COMMAND, HOME / "thử việc", work / "deb.png")
    office_on_server(root, COMMAND)
    update_of_deb(root, sealed, release, work, answer)
    removal(root, answer)


def install(root: CleanRoot, package: Path) -> None:
    """Install the ``.deb`` with its declared dependencies and nothing else."""
    target = root.folder / "tmp" / package.name
    shutil.copyfile(package, target)
    root.as_root("apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{package.name}")
    target.unlink()


def whole_job(root: CleanRoot, command: str, place: Path, picture: Path) -> dict[str, object]:
    """Do the sample commune's whole work, read the printed forms back, and look at the window."""
    told = root.as_user(command, "demo", "--out", str(place), "--json").stdout
    answer: dict[str, object] = json.loads(told.replace(f'"{HOME}', f'"{root.folder}{HOME}'))
    if wrong := check_demo.problems(answer):
        raise ValueError("\n".join(wrong))
    data, forms = inside(root, answer["data_dir"]), inside(root, answer["visit_forms"])
    secret = {"SINHKE_PASSWORD": str(answer["password"])}
    read = json.loads(root.as_user(command, "read-forms", "--data-dir", data, "--json", forms, more=secret).stdout)
    if read["missing"] or read["kept"] < check_demo.COUNTS["forms"]:
        raise ValueError(f"of the printed forms {read['kept']} pages were read, without {read['missing']}")
    print(f"{command}: demo whole, {read['kept']} pages read back", flush=True)
    look(root, command, picture)
    return answer


def office_on_server(root: CleanRoot, command: str) -> None:
    """Make an office's store on a PostgreSQL server of this machine, and open it."""
    secret = {"SINHKE_PASSWORD": "mật-khẩu-thử-1"}
    data = str(HOME / "máy chủ")
    with local_postgres() as server:
        address = server.url(server.new_database())
        words = ("--data-dir", data, "--name", "Đơn vị mẫu", "--server", address)
        root.as_user(command, "office", "init", *words, more=secret)
        root.as_user(command, "doctor", "--data-dir", data, more=secret)
    print(f"{command}: an office on a PostgreSQL server")


def inside(root: CleanRoot, path: object) -> str:
    """The *path* as the program inside sees it."""
    return str(path).removeprefix(str(root.folder))


def look(root: CleanRoot, command: str, picture: Path) -> None:
    """Open the window with a data folder of its own, and check its picture, which is kept as *picture*."""
    shot = HOME / picture.name
    root.as_user(command, "--screenshot", str(shot), more={"SINHKE_DATA_DIR": str(HOME / f"mới {picture.stem}")})
    shutil.move(root.outside(shot), picture)
    if wrong := check_picture.problems(picture):
        raise ValueError(f"{picture.name}: {wrong}")


def doctor(root: CleanRoot, command: str, answer: dict[str, object]) -> None:
    """Open the sample commune's data file and check it."""
    data = inside(root, answer["data_dir"])
    root.as_user(command, "doctor", "--data-dir", data, more={"SINHKE_PASSWORD": str(answer["password"])})


def version_of(root: CleanRoot, command: str) -> str:
    """The version that the *command* says it is."""
    return root.as_user(command, "--version").stdout.split()[-1]


def update_of_deb(root: CleanRoot, sealed: Path, release: Release, work: Path, answer: dict[str, object]) -> None:
    """Install the ``.deb`` of the next version over it: the data open, and nothing of the version before is left."""
    place = work / "next-deb"
    place.mkdir()
    new = dataclasses.replace(release, version=following(release.version), out=place, quick=True)
    folder = make(sealed, place / new.version, LINUX, new)
    install(root, deb.write(folder, folder / LAUNCHERS / PROGRAM, new, place))
    if (told := version_of(root, COMMAND)) != new.version:
        raise ValueError(f"after the update of the .deb it is {told}")
    doctor(root, COMMAND, answer)
    if (root.folder / deb.ROOT / installation.VERSIONS / release.version).exists():
        raise ValueError("the .deb of the next version left the version before")


def removal(root: CleanRoot, answer: dict[str, object]) -> None:
    """Remove the ``.deb``: the program is gone, the data are not."""
    root.as_root("apt-get", "purge", "-y", "-qq", PROGRAM)
    left = [path for path in (deb.ROOT, Path("usr/bin", PROGRAM)) if (root.folder / path).exists()]
    if left or not (Path(str(answer["data_dir"])) / "sinhke.db").is_file():
        raise ValueError(f"after removal there is still {left}, or the data are gone")
    print("the .deb: updated, removed, data kept")


def try_tar(root: CleanRoot, tar: Path, later: Path, release: Release, work: Path) -> None:
    """Unpack the tar, work with it, update it by stick, and see a broken version rolled back."""
    place = root.outside(PLACE)
    place.mkdir()
    subprocess.run(["tar", "-xJf", str(tar), "--no-same-owner", "-C", str(place)], check=True)
    subprocess.run(["chown", "-R", f"{NUMBER}:{NUMBER}", str(place)], check=True)
    command = str(PLACE / ROOT / PROGRAM)
    answer = whole_job(root, command, HOME / "thử tar", work / "tar.png")
    stick = root.outside(HOME) / "usb"
    shutil.copytree(later, stick)
    for steps, expected in ((1, 1), (2, 1)):
        pack = f"{ROOT}-{following(release.version, steps)}-{LINUX}.capnhat"
        secret = {"SINHKE_PASSWORD": str(answer["password"])}
        data = inside(root, answer["data_dir"])
        root.as_user(command, "update", "install", "--data-dir", data, str(HOME / "usb" / pack), more=secret)
        doctor(root, command, answer)
        if (told := version_of(root, command)) != following(release.version, expected):
            raise ValueError(f"after {pack} it is {told}")
    root.as_user(command, "update", "verify")
    look(root, command, work / "tar-updated.png")
    print("the tar: updated by stick, a broken version rolled back by itself")


def sealed_from(tar: Path, work: Path) -> Path:
    """The version folder inside the tar."""
    place = work / "sealed"
    place.mkdir()
    subprocess.run(["tar", "-xJf", str(tar), "-C", str(place)], check=True)
    (folder,) = (place / ROOT / installation.VERSIONS).iterdir()
    return folder


def _check_shared_files(package: Path, place: Path, command: list[str]) -> None:
    if not place.exists():
        subprocess.run(["dpkg-deb", "-x", str(package), str(place)], check=True)
    share = place / "usr" / "share"
    file = {"desktop-file-validate": f"applications/{PROGRAM}.desktop"}.get(
        command[0], f"metainfo/{PROGRAM}.metainfo.xml"
    )
    subprocess.run([*command, str(share / file)], check=True)
