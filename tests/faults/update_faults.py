"""Updates that are killed, torn, altered, or meet a full disk: what starts afterwards must be a whole version.

Small real versions under the real launcher; each case is judged by starting it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import disk_full
import sealed_versions

from sinhke_desktop.bundles.update_refusals import UpdateRefused
from sinhke_desktop.services import installed_files, update_state, updates

WORKER = Path(__file__).with_name("update_worker.py")
CALLS = ("write", "fsync", "rename", "mkdir", "unlink", "unlinkat", "rmdir", "chmod", "fchmodat")
ROOM = 200_000
"""Bytes in which a version, its state and some pages more find room."""
LAUNCHER_CALLS = ("openat", "rename", "renameat2", "write", "execve")


@dataclass(frozen=True)
class Case:
    """One update gone wrong: at what, what was told, and what was not right afterwards."""

    moment: str
    told: str
    problems: tuple[str, ...]


class Scene:
    """An installation of 0.1.0 and a pack of 0.2.0, copied for each case."""

    def __init__(self, top: Path, does: str = "exit 0") -> None:
        top.mkdir(parents=True)
        self.top = top
        self.made = sealed_versions.Maker(top)
        self.template = self.made.installed("0.1.0").installation.root
        self.pack = self.made.pack("0.2.0", does=does)
        self.old = sealed_versions.tree(self.template / "versions" / "0.1.0")

    def fresh(self, name: str) -> Path:
        """A root that nothing was done to."""
        root = self.top / name
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.template, root)
        return root

    def install(self, root: Path, *options: str, before: tuple[str, ...] = ()) -> str:
        """Install in a process of its own; what it said, empty if it died."""
        words = [*before, sys.executable, str(WORKER), str(root), str(self.pack), self.made.key.public, *options]
        ran = subprocess.run(words, capture_output=True, text=True, check=False)
        return ran.stdout.strip()

    def start(self, root: Path, *before: str) -> tuple[int, list[str]]:
        """Start the launcher; its status and what the versions said."""
        said = root.with_name(root.name + ".said")
        said.write_text("")
        ran = subprocess.run(
            [*before, str(root / "sinhke-desktop")],
            env={"PATH": os.environ["PATH"], "SAID": str(said)}, capture_output=True, check=False,
        )  # fmt: skip
        return ran.returncode, said.read_text().splitlines()

    def judge(self, root: Path, told: str) -> tuple[str, ...]:
        """What is wrong with an installation whose update may have been cut short anywhere."""
        problems = []
        if sealed_versions.tree(root / "versions" / "0.1.0") != self.old:
            problems.append("the version in use was touched")
        status, said = self.start(root)
        if status or said not in (["0.1.0||"], ["0.2.0|1|"]):
            problems.append(f"the start ended with {status} and said {said}")
        new = said == ["0.2.0|1|"]
        here = self.made.seen_from(root, "0.1.0")
        if new and not installed_files.verify(root / "versions" / "0.2.0", here.keys).whole:
            problems.append("a version that is not whole was started")
        if told == "done" and not new:
            problems.append("it said done, and the version before starts")
        try:
            updates.install(self.pack, None, here)
        except UpdateRefused as error:
            if not (new and error.code == "BN-07"):
                problems.append(f"it cannot be installed again: {error.code}")
        status, said = self.start(root)
        if status or said != ["0.2.0|1|"]:
            problems.append(f"after installing it again the start ended with {status} and said {said}")
        return tuple(problems)


def counted(words: list[str], calls: tuple[str, ...], log: Path, env: dict[str, str] | None = None) -> Counter[str]:
    """How often a command makes each of *calls*."""
    trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", f"trace={','.join(calls)}"]
    subprocess.run([*trace, *words], env=env, capture_output=True, check=False)
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.M))


def kills(scene: Scene, *options: str, every: int = 1) -> Iterator[Case]:
    """``kill -9`` at every *every*-th writing, syncing, renaming, making, removing call of an installation."""
    root = scene.fresh("counted")
    words = [sys.executable, str(WORKER), str(root), str(scene.pack), scene.made.key.public, *options]
    found = counted(words, CALLS, scene.top / "calls.log")
    moments = [(call, number) for call in CALLS for number in range(1, found[call] + 1)]
    for call, number in moments[::every]:
        root = scene.fresh("killed")
        inject = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                  "-e", f"inject={call}:signal=KILL:when={number}")  # fmt: skip
        told = scene.install(root, *options, before=inject)
        yield Case(f"{call} {number}", told, scene.judge(root, told))


def launcher_kills(scene: Scene, every: int = 1) -> Iterator[Case]:
    """``kill -9`` at every call of the launcher while it leaves a version that failed; the next start must do it."""
    template = scene.fresh("failing")
    scene.install(template)
    env = {"PATH": os.environ["PATH"], "SAID": str(scene.top / "said")}
    root = scene.top / "left"
    shutil.copytree(template, root)
    found = counted([str(root / "sinhke-desktop")], LAUNCHER_CALLS, scene.top / "launcher.log", env)
    moments = [(call, number) for call in LAUNCHER_CALLS for number in range(1, found[call] + 1)]
    for call, number in moments[::every]:
        shutil.rmtree(root)
        shutil.copytree(template, root)
        scene.start(root, "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                    "-e", f"inject={call}:signal=KILL:when={number}")  # fmt: skip
        problems = []
        for _attempt in range(2):
            status, said = scene.start(root)
        if status or said != ["0.1.0||"]:
            problems.append(f"the start ended with {status} and said {said}")
        if update_state.version_in(root, "current.txt") != "0.1.0":
            problems.append("the version that failed is still in use")
        yield Case(f"{call} {number}", "", tuple(problems))


def full_disks(scene: Scene, steps: int) -> Iterator[Case]:
    """Disks with room for ever more of the new version, which is not looked at before; needs to be root."""
    for step in range(1, steps + 1):
        mounted = scene.top / "disk"
        mounted.mkdir(exist_ok=True)
        with disk_full.small_disk(mounted, _used(scene.template) + ROOM * step // steps):
            root = mounted / "SinhKe"
            shutil.copytree(scene.template, root)
            told = scene.install(root, "--no-look")
            kept = scene.fresh("judged")
            shutil.rmtree(kept)
            shutil.copytree(root, kept)
        problems = scene.judge(kept, told)
        if told not in ("done", "BN-08"):
            problems = (*problems, f"told {told!r}")
        yield Case(f"{step}", told, problems)


def _used(folder: Path) -> int:
    """Bytes that a small file system needs for the files of *folder*, in whole pages."""
    return sum((one.stat().st_size + 4095) // 4096 * 4096 for one in folder.rglob("*") if one.is_file())


def torn(scene: Scene, every: int) -> Iterator[Case]:
    """The pack cut off at every *every*-th byte: refused, and nothing in the installation changed."""
    content = scene.pack.read_bytes()
    yield from _refused(scene, ((f"cut at {length}", content[:length]) for length in range(0, len(content), every)))


def flipped(scene: Scene) -> Iterator[Case]:
    """Each bit of manifest and signature altered: refused, and nothing in the installation changed."""
    content = scene.pack.read_bytes()
    begin = content.index(b'{"data_version"')
    end = content.index(b'"}', content.index(b'"signature":"')) + 2
    yield from _refused(
        scene,
        (
            (f"bit {bit} of byte {at}", content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :])
            for at in range(begin, end)
            for bit in range(8)
        ),
    )


def _refused(scene: Scene, cases: Iterator[tuple[str, bytes]]) -> Iterator[Case]:
    root = scene.fresh("refused")
    here = scene.made.seen_from(root, "0.1.0")
    wrong = scene.top / "wrong.capnhat"
    before = None
    for moment, content in cases:
        wrong.write_bytes(content)
        told, problems = "done", ()
        try:
            updates.install(wrong, None, here)
        except UpdateRefused as error:
            told = error.code
        after = sealed_versions.tree(root)
        if told not in ("BN-01", "BN-02", "BN-03", "BN-04") or (before is not None and after != before):
            problems = (f"told {told}, changed {after != before}",)
        before = after
        yield Case(moment, told, problems)
