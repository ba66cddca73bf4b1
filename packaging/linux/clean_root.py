"""A clean Debian in a folder of its own, to install a package on and to work with it as an ordinary user."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SUITE = "bookworm"
USER, NUMBER = "canbo", 1000
HOME = Path("/home", USER)
APT = Path("etc", "apt")
SCREEN = "1366x768x24"


class CleanRoot:
    """A minimal Debian below ``folder``; paths given to it are those seen inside."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self._display = display

    def outside(self, path: Path) -> Path:
        """Where the *path* inside lies for this machine."""
        return self.folder / path.relative_to("/")

    def as_root(self, *command: str) -> str:
        """Run *command*; returns its output. Raises CalledProcessError if it fails."""
        return self._run("0:0", {"HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}, command).stdout

    def as_user(
        self, *command: str, more: Mapping[str, str] | None = None, status: int = 0
    ) -> subprocess.CompletedProcess[str]:
        """Run *command* as the officer, with a screen; raises ValueError if it ends otherwise than with *status*."""
        surroundings = {"HOME": str(HOME), "DISPLAY": self._display, **(more or {})}
        done = self._run(f"{NUMBER}:{NUMBER}", surroundings, command, check=False)
        if done.returncode != status:
            raise ValueError(
                f"{' '.join(command)} ended with {done.returncode}, not {status}:\n{done.stdout}{done.stderr}"
            )
        return done

    def installed(self) -> set[str]:
        """The names of the installed packages."""
        return set(self.as_root("dpkg-query", "-W", "-f", "${Package}\\n").split())

    def _run(
        self, who: str, surroundings: Mapping[str, str], command: tuple[str, ...], *, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        given = [f"{name}={value}" for name, value in {"PATH": path, "LANG": "C.UTF-8", **surroundings}.items()]
        whole = ["chroot", f"--userspec={who}", str(self.folder), "/usr/bin/env", "-i", *given, *command]
        return subprocess.run(whole, check=check, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@contextmanager
def clean_root(folder: Path) -> Iterator[CleanRoot]:
    """Make the root in *folder*, with an ordinary user and a screen without a monitor; the folder goes afterwards."""
    subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(folder)], check=True, stdout=subprocess.DEVNULL)
    for name in ("sources.list", "sources.list.d", "apt.conf.d"):
        _copy_over(Path("/", APT, name), folder / APT / name)
    (folder / "proc").mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "proc", "proc", str(folder / "proc")], check=True)
    try:
        with _screen() as display:
            root = CleanRoot(folder, display)
            root.as_root("useradd", "--create-home", "--uid", str(NUMBER), USER)
            root.as_root("apt-get", "update", "-qq")
            yield root
    finally:
        subprocess.run(["umount", str(folder / "proc")], check=True)
    shutil.rmtree(folder)


def _copy_over(source: Path, target: Path) -> None:
    """Let the clean root fetch packages from where this machine does."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.exists():
        shutil.copyfile(source, target)


@contextmanager
def _screen() -> Iterator[str]:
    """An X server that the root reaches over the loopback, since it does not see this machine's files."""
    number = 90
    while Path(f"/tmp/.X{number}-lock").exists():
        number += 1
    words = ["-screen", "0", SCREEN, "-listen", "tcp", "-ac", "-nolisten", "unix", "-nolisten", "local"]
    server = subprocess.Popen(["Xvfb", f":{number}", *words], stderr=subprocess.DEVNULL)
    try:
        display = f"127.0.0.1:{number}"
        for _ in range(100):
            if subprocess.run(["xdpyinfo", "-display", display], capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        else:
            raise TimeoutError("Xvfb did not start")
        yield display
    finally:
        server.terminate()
        server.wait()
