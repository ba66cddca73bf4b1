"""A stick that is pulled out, full, locked, or that lies: at every call by which a bundle is written and read back.

The writing program runs for itself; strace is hung onto it for one export and makes the N-th call on the stick's file
or folder fail, or do nothing and report success. Source: exchange.md b.5-b.8, (d) 6-8.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType

import stick_writer

GONE = ("ENODEV", "EIO", "ENOSPC", "EROFS", "EACCES")
CALLS = ("openat", "write", "fsync", "close", "rename", "read", "fstat", "newfstatat", "lseek")
LYING = ("write", "fsync")
WRITER = Path(__file__).with_name("stick_writer.py")
ATTACHED = 20.0


@contextmanager
def traced(pid: int, name: str, folder: Path, words: Sequence[str], log: Path) -> Iterator[None]:
    """Hang strace onto *pid*, looking only at the file *name* on the stick *folder*.

    *words* go to strace: what to inject. Raises RuntimeError where strace is not allowed.
    """
    watched = [part for path in (folder, folder / name, folder / f"{name}.part") for part in ("-P", str(path))]
    command = ["strace", "-f", "-p", str(pid), "-o", str(log), *watched, *words]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        if not tracer.stderr or "attached" not in tracer.stderr.readline():
            raise RuntimeError("strace is not allowed here")
        yield
    finally:
        tracer.terminate()
        tracer.communicate(timeout=ATTACHED)


@dataclass(frozen=True)
class Pull:
    """One export with one fault; ``problems`` says where the program told or kept something untrue."""

    fault: str
    told: str
    problems: tuple[str, ...]


class Writer:
    """The program that writes, in its own process."""

    def __init__(self, data: Path, top: Path) -> None:
        self.top, self.count = top, 0
        self._child = subprocess.Popen(
            [sys.executable, str(WRITER), str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()
        self._child.wait(timeout=60)

    def stick(self) -> Path:
        """A new empty stick."""
        shutil.rmtree(self.top / f"usb-{self.count}", ignore_errors=True)
        self.count += 1
        folder = self.top / f"usb-{self.count}"
        folder.mkdir(parents=True)
        return folder

    def export(self, folder: Path, *, blind: bool = False) -> dict[str, object]:
        """Have it export to *folder*; what it said."""
        if self._child.stdin is None or self._child.stdout is None:
            raise RuntimeError("no pipes")
        self._child.stdin.write(json.dumps({"folder": str(folder), "blind": blind}) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError("the writing program died")
        return json.loads(line)

    def traced(self, name: str, folder: Path, words: list[str], log: Path, *, blind: bool = False) -> dict[str, object]:
        """The same with strace hung on, looking only at the stick's files."""
        with traced(self._child.pid, name, folder, words, log):
            return self.export(folder, blind=blind)


def attaching_works(data: Path, top: Path) -> bool:
    """True if strace may be hung onto a running program here."""
    if not shutil.which("strace"):
        return False
    with Writer(data, top) as writer:
        try:
            writer.traced("none", writer.stick(), [], top / "probe.log")
        except RuntimeError:
            return False
    return True


def pulls(data: Path, top: Path, *, blind: bool = False, lying_only: bool = False, step: int = 1) -> Iterator[Pull]:
    """Every call on the stick, failing in each way, once and for good; and every write and sync that only pretends.

    Only each *step*-th of these faults.
    """
    with Writer(data, top) as writer:
        whole = writer.export(writer.stick())
        path = Path(str(whole["done"]))
        name, content = path.name, stick_writer.sha256(path)
        counted = _count(writer, name, top)
        for fault in islice(_faults(counted, lying_only=lying_only), 0, None, step):
            yield _judged(writer, (name, content), fault, top, blind=blind)


def _count(writer: Writer, name: str, top: Path) -> dict[str, int]:
    log = top / "calls.log"
    writer.traced(name, writer.stick(), ["-e", f"trace={','.join(CALLS)}"], log)
    time.sleep(0.2)
    seen = re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.M)
    return {call: seen.count(call) for call in CALLS if call in seen}


def _faults(counted: dict[str, int], *, lying_only: bool) -> Iterator[tuple[str, str]]:
    for call, times in counted.items():
        for number in range(1, times + 1):
            for lasting in ("", "+"):
                when = f"when={number}{lasting}"
                if not lying_only:
                    for error in GONE:
                        yield call, f"inject={call}:error={error}:{when}"
                if call == "write":
                    yield call, f"inject={call}:retval={stick_writer.CHUNK}:{when}"
                elif call in LYING:
                    yield call, f"inject={call}:retval=0:{when}"


def _judged(writer: Writer, true: tuple[str, str], fault: tuple[str, str], top: Path, *, blind: bool) -> Pull:
    """One export with the fault, then one without: same number, same bytes, whatever happened before."""
    name, content = true
    call, injected = fault
    folder = writer.stick()
    words = ["-e", f"trace={call}", "-e", injected]
    said = writer.traced(name, folder, words, top / "fault.log", blind=blind)
    problems = []
    final = folder / name
    if "done" in said:
        held = Path(str(said["done"]))
        if not held.is_file() or stick_writer.sha256(held) != content:
            problems.append("said done, but the stick does not hold the bundle")
    elif not str(said["code"]).startswith("GB-2"):
        problems.append(f"told {said['code']}")
    if final.exists() and stick_writer.sha256(final) != content and "done" not in said and "retval" not in injected:
        problems.append("a broken file stands under the final name")
    if said["received"]:
        problems.append("counted as received without a receipt")
    again = writer.export(folder)
    if "done" not in again or stick_writer.sha256(Path(str(again["done"]))) != content:
        problems.append("the next copy is not the same bundle")
    return Pull(injected, str(said.get("code", "done")), tuple(problems))
