"""Licences of everything in a packaged version, checked against its files, and its bill of materials.

``write_notices`` is called for each version folder before it is sealed. It fails the build for a library, a package or
a frozen module that belongs to no part, for a part without a text, and for a licence that may not be shipped.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import shutil
import struct
import sys
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from importlib.metadata import Distribution, DistributionFinder, MetadataPathFinder
from pathlib import Path

from sinhke_desktop.domain.licences import Part, may_ship
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.services import licence_parts
from sinhke_desktop.services.licence_parts import TEXTS, Licences
from sinhke_desktop.services.licences import FORMAT, LIST, content, read

PLATFORM_SITES = {"windows-x86_64": "site", "linux-x86_64": "_internal"}
BILL = "bom.cdx.json"
COOKIE, COOKIE_LENGTH = b"MEI\014\013\012\013\016", 88
"""The end of PyInstaller's archive: magic, four numbers, the name of Python's library."""
FROZEN = "sinhke-desktop"
"""The frozen program of the Linux package; Python modules lie in an archive inside it."""
BINARY = re.compile(r"\.(so|dll|pyd|exe|dylib|ttf|otf|pfb)(\.[\d.]+)?$")
CARRIED = re.compile(r"(^|/)([\w.-]+\.libs|PySide6/Qt/lib)/|\.dll$")
"""Where libraries of others lie that came inside a package: each needs a part of its own."""
OURS = {"sinhke_desktop", "__pycache__"}
FONTS = "sinhke_desktop/_data/resources/fonts/"
NAMELESS = ("_pyi", "pyi", "PyInstaller", "_sysconfigdata__")
"""How modules of the freezing tool begin, and Python's list of its own settings, which every system names otherwise."""


class Unlicensed(Exception):
    """Something in the version folder may not be shipped as it is; the text names each thing."""


def write_notices(folder: Path, target: Path, platform: str) -> None:
    """Write ``licences.json`` and the texts for the version *folder* into *target*; raises Unlicensed."""
    licences = bundled(folder, platform)
    wrong = faults(folder, platform, licences)
    if wrong:
        raise Unlicensed("\n".join(["The package may not be shipped:", *wrong]))
    texts = target / TEXTS
    kept = {name: path.read_bytes() for name, path in licences.texts.items()}
    for old in (*texts.glob("*"), target / licence_parts.CATALOGUE):
        old.unlink(missing_ok=True)
    texts.mkdir(parents=True, exist_ok=True)
    names = {name: _text_name(name, kept[name]) for name in kept}
    used = {names[name] for part in licences.parts for name in part.texts}
    for name, short in names.items():
        if short in used:
            (texts / short).write_bytes(kept[name])
    parts = [content(part) | {"texts": [names[name] for name in part.texts]} for part in licences.parts]
    (target / LIST).write_bytes(canonical({"format": FORMAT, "platform": platform, "parts": parts}) + b"\n")
    write_bill(folder, platform, target / BILL)


def write_bill(folder: Path, platform: str, out: Path) -> Path:
    """Write the bill of materials of the version *folder* into *out*, the one inside it if there is; returns *out*."""
    for written in folder.rglob(BILL):
        shutil.copyfile(written, out)
        return out
    from bill_of_materials import bill_text

    licences = bundled(folder, platform)
    known = _candidates(folder / PLATFORM_SITES[platform])
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    out.write_text(bill_text(licences, known, platform, moment), encoding="utf-8", newline="\n")
    return out


def _text_name(name: str, text: bytes) -> str:
    """A short file name; the same text from two packages keeps one file."""
    if "@" not in name and "/" not in name:
        return name
    return f"{hashlib.sha256(text).hexdigest()[:12]}-{Path(name.rpartition(':')[2]).stem}.txt"[:80]


def bundled(folder: Path, platform: str) -> Licences:
    """Every part of the version *folder*: of the packages whose files or frozen modules are in it, no others."""
    site = folder / PLATFORM_SITES[platform]
    tops = frozen_packages(folder / FROZEN) if (folder / FROZEN).is_file() else set()
    tops |= {path.name for path in site.iterdir()} if site.is_dir() else set()
    known = [one for one in _candidates(site) if _is_in(one, tops)]
    found = licence_parts.composed(known, platform, _python_version(folder), packaged=True)
    optional = {line["id"] for line in licence_parts.catalogue()["part"] if line.get("optional")}
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    absent = {part.id for part in found.parts if part.id in optional and not any(owns(part, name) for name in names)}
    kept = (replace(part, files=_here(part, platform)) for part in found.parts if part.id not in absent)
    return Licences(tuple(kept), found.texts)


def _here(part: Part, platform: str) -> tuple[str, ...]:
    """The patterns that can be meant on *platform*."""
    others = tuple(f"{site}/" for name, site in PLATFORM_SITES.items() if name != platform)
    return tuple(pattern for pattern in part.files if not pattern.startswith(others))


def _candidates(site: Path) -> list[Distribution]:
    """The packages' metadata: those beside the files (Windows), else those that the program was frozen from."""
    beside = list(MetadataPathFinder.find_distributions(DistributionFinder.Context(path=[str(site)])))
    named = {licence_parts.name_of(one) for one in beside}
    return [*beside, *(one for one in licence_parts.installed() if licence_parts.name_of(one) not in named)]


def _is_in(one: Distribution, tops: set[str]) -> bool:
    name = licence_parts.name_of(one)
    if name == "sinhke-desktop" or name not in licence_parts.catalogue()["distribution"]:
        return False
    own = {entry.parts[0] for entry in one.files or () if not entry.parts[0].endswith((".dist-info", ".."))}
    return bool({_module(top) for top in own} & {_module(top) for top in tops})


def _module(name: str) -> str:
    return name.split(".")[0] if not name.endswith(".libs") else name


def _python_version(folder: Path) -> str:
    """The version of the Python in the folder: told by the Windows library, else the one that froze the program."""
    for library in folder.glob("python3[0-9]*.dll"):
        for start in (0, 1):
            text = library.read_bytes()[start:].decode("utf-16-le", errors="replace")
            if told := re.search(r"FileVersion\0+(\d+\.\d+\.\d+)", text):
                return told.group(1)
    return ".".join(map(str, sys.version_info[:3]))


def faults(folder: Path, platform: str, licences: Licences) -> list[str]:
    """What in *folder* has no licence, and which licence may not be shipped, one sentence each; empty: in order."""
    wrong = [f"{part.name}: {part.licence} may not be shipped" for part in licences.parts if not may_ship(part.licence)]
    declared = [part for part in licences.parts if part.files]
    for path in _binaries(folder):
        owners = [part for part in declared if owns(part, path)]
        carried = CARRIED.search(path) and all(part.id in _packages(licences) for part in owners)
        only_package = carried and not any(_named_outright(part, path) for part in owners)
        if not owners or only_package:
            wrong.append(f"{path} belongs to no part in {licence_parts.CATALOGUE}")
    wrong += licence_parts.unmarked(folder, licences.parts)
    wrong += [f"{top} belongs to no part" for top in _strangers(folder, platform, licences)]
    return wrong


def _binaries(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and (BINARY.search(name) or _is_program(path)) and FONTS not in name:
            yield name


def _is_program(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"\x7fELF", b"MZ\x90\0")


def owns(part: Part, path: str) -> bool:
    """True if *path* (below the version folder) is one of the part's files."""
    return any(fnmatchcase(path, pattern) for pattern in part.files)


def _named_outright(part: Part, path: str) -> bool:
    own = [pattern for pattern in part.files if not re.fullmatch(r"(site|_internal)/[^*]+/\*", pattern)]
    return any(fnmatchcase(path, pattern) for pattern in own)


def _packages(licences: Licences) -> set[str]:
    return {part.id for part in licences.parts if not part.inside}


def _strangers(folder: Path, platform: str, licences: Licences) -> list[str]:
    """Packages and frozen modules of no part, Python's own and ours left out."""
    site = folder / PLATFORM_SITES[platform]
    tops = {_module(path.name) for path in site.iterdir() if path.is_dir() and not _is_metadata(path)}
    if (folder / FROZEN).is_file():
        tops |= frozen_packages(folder / FROZEN)
    known = OURS | set(sys.stdlib_module_names) | _stdlib_folders()
    known |= {_module(pattern.split("/")[1]) for part in licences.parts for pattern in part.files if "/" in pattern}
    return sorted(top for top in tops if top not in known and not top.startswith(NAMELESS))


def _is_metadata(path: Path) -> bool:
    return path.suffix in (".dist-info", ".egg-info")


def _stdlib_folders() -> set[str]:
    return {"lib-dynload", f"python{sys.version_info[0]}"}


def frozen_packages(program: Path) -> set[str]:
    """The top-level modules inside a program frozen by PyInstaller; raises ValueError for a file that is none.

    The archive is read here, so that the tool itself need not be installed beside this one.
    """
    content = program.read_bytes()
    at = content.rfind(COOKIE)
    if at < 0:
        raise ValueError(f"{program} was not frozen")
    _magic, length, toc_at, toc_length, _python = struct.unpack_from("!8sIIII", content, at)
    start = at + COOKIE_LENGTH - length
    toc = content[start + toc_at : start + toc_at + toc_length]
    found: set[str] = set()
    while toc:
        size, offset, packed, _whole, _compressed, kind = struct.unpack_from("!IIIIBc", toc)
        if kind == b"z":
            found |= _modules(content[start + offset : start + offset + packed])
        toc = toc[size:]
    return found


def _modules(archive: bytes) -> set[str]:
    (toc_at,) = struct.unpack_from("!i", archive, 8)
    return {str(name).split(".")[0] for name, _where in marshal.loads(archive[toc_at:])}


def debian_copyright(target: Path) -> str:
    """``usr/share/doc/PACKAGE/copyright`` from the list that ``write_notices`` wrote into *target*."""
    licences = read(target)
    lines = ["Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
             "Upstream-Name: SinhKe Desktop", "",
             "Files: *", "Copyright: 2026 The SinhKe Desktop authors", "License: Apache-2.0", ""]  # fmt: skip
    for part in licences.parts[1:]:
        lines += [f"Files: {' '.join(part.files) or '*'}"]
        lines += [
            f"Comment: {part.name} {part.version}".rstrip()
            + (f", inside {', '.join(part.inside)}" if part.inside else "")
        ]
        lines += ["Copyright: " + "\n           ".join(part.copyright or ("as the licence text says",))]
        lines += [f"License: {part.licence}", f" Texts: {', '.join(part.texts)}", ""]
    lines += ["Comment: the texts named above, whole, each once:", ""]
    for name in dict.fromkeys(name for part in licences.parts for name in part.texts):
        text = licences.texts[name].read_text(encoding="utf-8", errors="replace")
        lines += [
            f"License: {name}",
            *(f" {line.rstrip()}" if line.strip() else " ." for line in text.splitlines()),
            "",
        ]
    return "\n".join(lines) + "\n"
