"""Putting together what is bundled: the packages' own metadata, and ``resources/licences/parts.toml`` for all else."""

from __future__ import annotations

import base64
import json
import platform
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from typing import Any

from sinhke_desktop import __version__, paths
from sinhke_desktop.domain.licences import Part, PartKind, applied, in_order

CATALOGUE, TEXTS = "parts.toml", "texts"
PYTHON = "CPython"
"""How parts that came with Python name their carrier."""

_COPYRIGHT = re.compile(r"^[\s#*/;.-]*((?:Portions )?(?:Copyright|©|\([cC]\) ?\d{4}).{2,160})$")
_NO_LINE = re.compile(r"copyright (notice|holder|owner|law|licen|and|in the|of the)|\[yyyy\]|<year>|\(c\) ?\w?\)", re.I)
_LINES = 8
_CLASSIFIER = "License :: OSI Approved :: "
_CLASSIFIED = {"MIT License": "MIT", "Apache Software License": "Apache-2.0", "BSD License": "BSD-3-Clause"}


@dataclass(frozen=True, slots=True)
class Licences:
    """Every bundled part, in the order of the list, and the file of each text that a part names."""

    parts: tuple[Part, ...]
    texts: Mapping[str, Path]


@dataclass(slots=True)
class _Found:
    parts: dict[str, Part] = field(default_factory=dict)
    texts: dict[str, Path] = field(default_factory=dict)


def catalogue() -> dict[str, Any]:
    """``parts.toml`` as it is; its head says what stands where."""
    return tomllib.loads(paths.resource("licences", CATALOGUE).read_text(encoding="utf-8"))


def installed() -> list[Distribution]:
    """The packages of the catalogue that this Python has."""
    return [one for one in map(_installed, catalogue()["distribution"]) if one is not None]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def composed(
    distributions: Iterable[Distribution], platform_name: str = "", python_version: str = "", *, packaged: bool = False
) -> Licences:
    """What a program with these packages bundles.

    *platform_name* (``linux-x86_64``) leaves out what belongs to other platforms; empty keeps all. Tools such as the
    installer's stub are parts of a *packaged* program only. Raises ValueError for a package that the catalogue does
    not know, has no text, or whose licence cannot be told.
    """
    told = catalogue()
    found = _Found()
    names = [PYTHON]
    for one in distributions:
        names.append(name_of(one))
        if names[-1] not in told["distribution"]:
            raise ValueError(f"{names[-1]} is not in the catalogue")
        _add_distribution(one, told["distribution"][names[-1]], found)
        _add_crates(one, told["standard"], found)
    for line in told["part"]:
        part = _declared(line)
        platforms = line.get("platforms", ())
        here = not platforms or not platform_name or platform_name in platforms
        carried = not part.inside or any(name in names for name in part.inside)
        if here and carried and (packaged or part.kind is not PartKind.TOOL):
            versions = {"sinhke-desktop": __version__, "python": python_version or platform.python_version()}
            found.parts[part.id] = replace(part, version=versions.get(part.id, part.version))
    return _with_texts(found)


def _with_texts(found: _Found) -> Licences:
    for part in found.parts.values():
        if not part.texts:
            raise ValueError(f"{part.name} has no licence text")
        for name in part.texts:
            path = found.texts.setdefault(name, _shipped(name))
            if not path.is_file():
                raise ValueError(f"the licence text {name} of {part.name} is missing")
    return Licences(tuple(in_order(found.parts.values())), found.texts)


def _shipped(name: str) -> Path:
    return paths.resource(*PurePosixPath(name).parts) if "/" in name else paths.resource("licences", TEXTS, name)


def _declared(line: Mapping[str, Any]) -> Part:
    return Part(
        id=line["id"],
        name=line["name"],
        version=line.get("version", ""),
        kind=PartKind(line.get("kind", "library")),
        licence=line["licence"],
        copyright=tuple(line.get("copyright", ())),
        source=line.get("source", ""),
        inside=tuple(line.get("inside", ())),
        files=tuple(line.get("files", ())),
        texts=tuple(line["texts"]),
        note=line.get("note", ""),
    )


def name_of(one: Distribution) -> str:
    """The package's name as the index writes it: small letters, hyphens."""
    return re.sub(r"[-_.]+", "-", str(one.metadata["Name"])).lower()


def _add_distribution(one: Distribution, told: Mapping[str, Any], found: _Found) -> None:
    name = name_of(one)
    own = dict(_own_texts(one))
    found.texts.update({f"@{name}:{short}": path for short, path in own.items()})
    texts = (*told.get("texts", ()), *(f"@{name}:{short}" for short in sorted(own)))
    found.parts[name] = Part(
        id=name,
        name=str(one.metadata["Name"]),
        version=one.version,
        kind=PartKind.LIBRARY,
        licence=told.get("licence") or _licence(one),
        copyright=tuple(told.get("copyright", ())) or _copyright(one, own.values()),
        source=_source(one),
        files=(*told.get("files", ()), *_top_levels(one)),
        texts=texts,
    )


def _own_texts(one: Distribution) -> Iterator[tuple[str, Path]]:
    """The licence files among the metadata: name below the folder of licences, path."""
    for entry in one.files or ():
        parts = entry.parts
        if parts[0].endswith(".dist-info") and re.search(r"licen[cs]e|copying|notice", str(entry), re.I):
            short = PurePosixPath(*parts[1:])
            yield (
                str(short.relative_to("licenses") if short.parts[0] == "licenses" else short),
                Path(str(one.locate_file(entry))),
            )


def _licence(one: Distribution) -> str:
    """The SPDX expression in the metadata; raises ValueError where none can be told."""
    for told in (one.metadata["License-Expression"], one.metadata["License"]):
        if told and re.fullmatch(r"[\w.+() -]+", told) and "license" not in told.lower():
            applied(told)
            return str(told)
    for line in one.metadata.get_all("Classifier") or ():
        if line.startswith(_CLASSIFIER) and line.removeprefix(_CLASSIFIER) in _CLASSIFIED:
            return _CLASSIFIED[line.removeprefix(_CLASSIFIER)]
    raise ValueError(f"the licence of {one.metadata['Name']} cannot be told from its metadata")


def _copyright(one: Distribution, texts: Iterable[Path]) -> tuple[str, ...]:
    lines = [line for path in texts for line in copyright_lines(path.read_text(encoding="utf-8", errors="replace"))]
    author = one.metadata["Author"] or str(one.metadata["Author-email"] or one.metadata["Name"]).split("<")[0].strip()
    return tuple(dict.fromkeys(lines))[:_LINES] or (author,)


def copyright_lines(text: str) -> list[str]:
    """The lines of a licence text that name who holds the copyright."""
    found = (_COPYRIGHT.match(line) for line in text.splitlines())
    return [one.group(1).strip() for one in found if one and not _NO_LINE.search(one.group(1))]


def _source(one: Distribution) -> str:
    links = dict(line.split(", ", 1) for line in one.metadata.get_all("Project-URL") or ())
    named = {key.lower(): link for key, link in links.items()}
    for key in ("source", "source code", "repository", "code", "github", "homepage"):
        if key in named:
            return str(named[key])
    return str(one.metadata["Home-page"] or "")


def _top_levels(one: Distribution) -> tuple[str, ...]:
    """Patterns of the package's files below ``site`` (Windows) and ``_internal`` (Linux)."""
    tops = {entry.parts[0] if len(entry.parts) > 1 else str(entry) for entry in one.files or ()}
    kept = sorted(top for top in tops if not top.endswith(".dist-info") and top not in ("..", "__pycache__"))
    return tuple(f"{root}/{top}{'' if '.' in top and top.endswith(('.py', '.pyd', '.so', '.pth')) else '/*'}"
                 for top in kept for root in ("site", "_internal"))  # fmt: skip


def _add_crates(one: Distribution, standard: Mapping[str, str], found: _Found) -> None:
    """The Rust libraries inside a wheel, out of the bill of materials that it carries."""
    for entry in one.files or ():
        if "sboms" in entry.parts and entry.suffix == ".json":
            told = json.loads(Path(str(one.locate_file(entry))).read_text(encoding="utf-8"))
            for line in told.get("components", ()):
                if str(line.get("purl", "")).startswith("pkg:cargo/") and "download_url=file" not in line["purl"]:
                    _add_crate(line, name_of(one), standard, found)


def _add_crate(line: Mapping[str, Any], carrier: str, standard: Mapping[str, str], found: _Found) -> None:
    if line.get("scope") == "excluded":
        return
    key = f"cargo-{line['name']}-{line['version']}"
    if known := found.parts.get(key):
        found.parts[key] = replace(known, inside=(*dict.fromkeys((*known.inside, carrier)),))
        return
    said = (line.get("licenses") or [{}])[0]
    licence = said.get("expression") or _named(said.get("license", {}), line["name"])
    ids = [one for whole in applied(licence) for one in whole.split(" WITH ")]
    found.parts[key] = Part(
        id=key,
        name=line["name"],
        version=line["version"],
        kind=PartKind.LIBRARY,
        licence=licence,
        copyright=(line.get("author") or f"The {line['name']} developers",),
        source=f"https://crates.io/crates/{line['name']}/{line['version']}",
        inside=(carrier,),
        texts=tuple(standard[one] for one in ids),
        note="Thư viện Rust.",
    )


def _named(said: Mapping[str, Any], crate: str) -> str:
    """The licence of a crate that has its text instead of an expression; raises ValueError for an unknown one."""
    text = base64.b64decode(said.get("text", {}).get("content", ""))
    if said.get("id"):
        return str(said["id"])
    if text.lstrip().startswith(b"UNICODE LICENSE V3"):
        return "Unicode-3.0"
    raise ValueError(f"the licence of the crate {crate} cannot be told")


def unmarked(folder: Path, parts: Iterable[Part]) -> list[str]:
    """Which of *parts* have another version in the files below *folder* than the catalogue tells, a sentence each."""
    ids = {part.id for part in parts}
    marks = [(line["name"], *line["mark"]) for line in catalogue()["part"] if "mark" in line and line["id"] in ids]
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()] if marks else []
    wrong = []
    for name, pattern, text in marks:
        held = [text.encode() in (folder / one).read_bytes() for one in names if fnmatchcase(one, pattern)]
        if held and not any(held):
            wrong.append(f"{name}: no file {pattern} holds {text!r}")
    return wrong
