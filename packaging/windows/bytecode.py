"""Compile the modules of the Windows folder: byte code in the source's place, without the texts for developers.

python -X no_debug_ranges packaging/windows/bytecode.py SITE    (a process of its own, as that word is for a whole one)
"""

from __future__ import annotations

import dis
import importlib.util
import inspect
import marshal
import py_compile
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import CodeType

MAGIC = (3495).to_bytes(2, "little") + b"\r\n"
"""What byte code of CPython 3.11 begins with."""
HEADER = 16
"""Bytes before the code: the magic, flags, the source's hash."""
WITH_SOURCE = ("PySide6", "shiboken6", "psycopg", "psycopg_binary", "cv2", "sinhke_desktop/storage/migrations")
"""Folders whose source goes along: what the LGPL lets people change, what is found or read as a file at the start."""
EVENTS = tuple(f"sqlalchemy/{part}/events.py" for part in ("engine", "orm", "pool", "sql"))
WITH_TEXTS = ("numpy", *EVENTS)
"""Whose docstrings stay: numpy copies them to its compiled functions, SQLAlchemy asserts those of its events."""


def compile_all(site: Path) -> None:
    """Compile every module below *site*, marked so that Python takes it without looking at the source's time.

    But for :data:`WITH_SOURCE` the byte code stands in the source's place: half the size, and nothing reads the source.
    It does not say in which column an error arose, as no source is there to show it in: a tenth less to carry.
    Raises ValueError for a module that is not Python 3.11, or if this Python is not 3.11.
    """
    words = [sys.executable, "-I", "-X", "no_debug_ranges", __file__, str(site)]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    if told.returncode:
        raise ValueError(told.stderr.strip().rpartition("\n")[2])


def _compile_all(site: Path) -> None:
    if importlib.util.MAGIC_NUMBER != MAGIC:
        raise ValueError(f"byte code for Windows is compiled by Python 3.11, not by {sys.version.split()[0]}")
    for source in sorted(site.rglob("*.py")):
        inside = source.relative_to(site).as_posix()
        if is_in(source, site, WITH_SOURCE):
            _compile(source, source.parent / "__pycache__" / f"{source.stem}.cpython-311.pyc", inside)
            continue
        target = source.with_suffix(".pyc")
        _compile(source, target, inside)
        source.unlink()
        if not is_in(source, site, WITH_TEXTS):
            target.write_bytes(stripped(target.read_bytes()))


def stripped(compiled: bytes) -> bytes:
    """The byte code file *compiled* without docstrings (:func:`without_texts`)."""
    return compiled[:HEADER] + marshal.dumps(without_texts(marshal.loads(compiled[HEADER:])))


def is_in(path: Path, site: Path, folders: tuple[str, ...]) -> bool:
    """Whether *path* lies in one of *folders* of *site*."""
    return any(path.is_relative_to(site / folder) for folder in folders)


def _compile(source: Path, target: Path, inside: str) -> None:
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    try:
        py_compile.compile(str(source), str(target), inside, doraise=True, invalidation_mode=mode)
    except py_compile.PyCompileError as error:
        raise ValueError(f"{inside} is not Python 3.11") from error


def without_texts(code: CodeType) -> CodeType:
    """The same *code* without the docstrings of its module and functions, as python -OO would have it.

    Those of classes stay: a dataclass without one works its signature out at every start. Assertions stay too.
    """
    constants = [without_texts(one) if isinstance(one, CodeType) else one for one in code.co_consts]
    steps = list(dis.get_instructions(code))
    loaded = [step.arg for step in steps if step.opname == "LOAD_CONST"]
    if code.co_flags & inspect.CO_NEWLOCALS and code.co_flags & inspect.CO_OPTIMIZED:
        if constants and isinstance(constants[0], str) and 0 not in loaded:
            constants[0] = None
    elif code.co_name == "<module>":
        for step, following in pairwise(steps):
            told = step.opname == "LOAD_CONST" and isinstance(step.argval, str) and loaded.count(step.arg) == 1
            if told and step.arg is not None and (following.opname, following.argval) == ("STORE_NAME", "__doc__"):
                constants[step.arg] = None
                break
    return code.replace(co_consts=tuple(constants))


if __name__ == "__main__":
    _compile_all(Path(sys.argv[1]))
