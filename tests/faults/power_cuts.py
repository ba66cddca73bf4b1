"""Power cuts: one day is recorded call by call, then replayed up to any moment with what the disk may have lost.

A write is safe once a later ``fsync`` of its file came back; a new, renamed or removed name once its folder was synced.
Of the rest, a cut keeps nothing, everything, or a random part torn at 512 bytes. One process, no lying disk; the
shared-memory file is left out, as a restart does. A new name counts as safe with its file's first sync at the latest
if the folder was synced since.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import stores

SECTOR = 512
TRACE = "pwrite64,write,writev,fsync,fdatasync,ftruncate,openat,rename,unlink,unlinkat,mkdir,close"
_CALL = re.compile(r"^\d+ +(?P<call>\w+)\((?P<words>.*)\) += (?P<result>-?\d+)")
_RESUMED = re.compile(r"^(?P<pid>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"^(\d+)<([^>]*)>")


@dataclass(frozen=True)
class Step:
    """One recorded call that changes or saves something; ``kind`` is write, cut, sync, make, rename, remove or say."""

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """What is on the disk for sure, and what is on its way there, in order."""

    safe: dict[str, bytes]
    waiting: list[Step] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """The next call of the record."""
        if step.kind != "sync":
            self.waiting.append(step)
            return
        if step.path.endswith("/"):
            covered = [one for one in self.waiting if one.kind in ("make", "rename", "remove")
                       and one.path.startswith(step.path) and "/" not in one.path[len(step.path):]]  # fmt: skip
        else:
            covered = [one for one in self.waiting if one.path == step.path and one.kind in ("write", "cut")]
        for one in covered:
            _apply(self.safe, one)
            self.waiting.remove(one)

    def after_cut(self, chance: random.Random, keep: str) -> dict[str, bytes]:
        """The files after the lights went out; *keep* is none, all or some of what was on its way."""
        files = dict(self.safe)
        for step in self.waiting:
            if keep == "all" or (keep == "some" and chance.random() < 0.5):
                part = step
                if keep == "some" and step.kind == "write" and len(step.data) > SECTOR:
                    part = _torn(step, chance)
                _apply(files, part)
        return files


def _torn(step: Step, chance: random.Random) -> Step:
    """Only a run of the sectors of one write."""
    sectors = (len(step.data) + SECTOR - 1) // SECTOR
    first = chance.randrange(sectors)
    last = chance.randrange(first, sectors) + 1
    return Step("write", step.path, step.offset + first * SECTOR, step.data[first * SECTOR : last * SECTOR])


def _apply(files: dict[str, bytes], step: Step) -> None:
    old = files.get(step.path, b"")
    if step.kind == "write":
        old = old.ljust(step.offset, b"\0")
        files[step.path] = old[: step.offset] + step.data + old[step.offset + len(step.data) :]
    elif step.kind == "cut":
        files[step.path] = old[: step.offset].ljust(step.offset, b"\0")
    elif step.kind == "make":
        files.setdefault(step.path, b"")
    elif step.kind == "remove":
        files.pop(step.path, None)
    elif step.kind == "rename" and step.path in files:
        files[step.data.decode()] = files.pop(step.path)


def record(store: Path, words: Sequence[str]) -> tuple[list[Step], stores.Day, dict[str, bytes]]:
    """Run one day on *store* and give its steps, what it acknowledged, and the files before it."""
    before = snapshot(store)
    log = store / "calls.log"
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-o", str(log), "-e", f"trace={TRACE}"]
    day = stores.work(store, words, before=strace)
    steps = list(_steps(log, store))
    log.unlink()
    return steps, day, before


def snapshot(store: Path) -> dict[str, bytes]:
    """Every file below *store* by its path."""
    return {str(path): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def _steps(log: Path, store: Path) -> Iterator[Step]:
    unfinished: dict[str, str] = {}
    top = str(store / "data") + "/"
    offsets: dict[str, int] = {}
    for line in log.read_text().splitlines():
        pid = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            unfinished[pid] = line.removesuffix("<unfinished ...>")
            continue
        if resumed := _RESUMED.match(line):
            line = unfinished.pop(pid) + resumed["rest"].lstrip()
        found = _CALL.match(line)
        if found and int(found["result"]) >= 0:
            yield from _step(found["call"], found["words"], int(found["result"]), top, offsets)


def _step(call: str, words: str, result: int, top: str, offsets: dict[str, int]) -> Iterator[Step]:
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(words)]
    if call == "writev":
        yield Step("say", "", data=b"".join(texts))
    elif call in ("openat", "rename", "unlink", "unlinkat"):
        names = [text.decode(errors="replace") for text in texts]
        if names and names[0].startswith(top) and not names[0].endswith("-shm"):
            yield from _naming(call, words, names, offsets)
    else:
        path = _path(words)
        if (path + "/").startswith(top) and not path.endswith("-shm"):
            yield from _content(call, words, result, path, texts, offsets)


def _path(words: str) -> str:
    """The path behind a call's file handle."""
    handle = _HANDLE.match(words)
    if not handle:
        return ""
    return bytes.fromhex(handle[2].replace("\\x", "")).decode() if handle[2].startswith("\\x") else handle[2]


def _naming(call: str, words: str, names: list[str], offsets: dict[str, int]) -> Iterator[Step]:
    if call == "rename":
        yield Step("rename", names[0], data=names[1].encode())
    elif call.startswith("unlink") and "AT_REMOVEDIR" not in words:
        yield Step("remove", names[0])
    elif call == "openat" and "O_CREAT" in words:
        yield Step("make", names[0])
        offsets[names[0]] = 0
        if "O_TRUNC" in words:
            yield Step("cut", names[0])


def _content(
    call: str, words: str, result: int, path: str, texts: list[bytes], offsets: dict[str, int]
) -> Iterator[Step]:
    if call == "pwrite64":
        yield Step("write", path, int(words.rsplit(",", 1)[1]), texts[0][:result])
    elif call == "write":
        yield Step("write", path, offsets.get(path, 0), texts[0][:result])
        offsets[path] = offsets.get(path, 0) + result
    elif call == "ftruncate":
        yield Step("cut", path, int(words.rsplit(",", 1)[1]))
    elif call in ("fsync", "fdatasync"):
        yield Step("sync", path + "/" if Path(path).is_dir() else path)


@dataclass(frozen=True)
class Cut:
    """One simulated power cut and what was wrong after it."""

    step: int
    keep: str
    problems: tuple[str, ...]


def cuts(template: Path, top: Path, seed: int, count: int, *, synchronous_off: bool = False) -> Iterator[Cut]:
    """*count* cuts at moments spread over one recorded day."""
    chance = random.Random(seed)
    words = ["--seed", str(seed), "--rounds", "2", *(["--synchronous-off"] if synchronous_off else [])]
    store = stores.fresh(template, top / "recorded")
    steps, day, before = record(store, words)
    if not day.ended:
        raise RuntimeError(day.errors)
    moments = sorted(chance.randrange(1, len(steps) + 1) for _ in range(count))
    disk, acknowledged, position = Disk({path: data for path, data in before.items() if _kept(path)}), [], 0
    for number, moment in enumerate(moments):
        for step in steps[position:moment]:
            if step.kind == "say":
                acknowledged += [line.split()[1:] for line in step.data.decode().splitlines() if line[:3] == "ok "]
            else:
                disk.take(step)
        position = moment
        keep = ("none", "all", "some", "some")[number % 4]
        shutil.rmtree(store, ignore_errors=True)
        (store / "stick").mkdir(parents=True)
        for path, data in disk.after_cut(chance, keep).items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(data)
        # The stick is another disk: what is on it is judged by its own tests.
        local = [line for line in acknowledged if line[0] not in ("bundle", "backup")]
        yield Cut(moment, keep, tuple(stores.judge(store, local)))


def _kept(path: str) -> bool:
    return "/stick/" not in path and not path.endswith("-shm")
