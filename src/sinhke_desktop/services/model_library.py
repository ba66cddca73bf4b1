"""The library of models to propose from: the shipped one, and the commune's own files in its data folder.

A file in ``models/`` of the data folder adds entries, or replaces a shipped one of the same key. A file there that is
wrong stops nothing: it is named (:func:`library`) and left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sinhke_desktop.domain.livelihood import LivelihoodModel, ModelInput
from sinhke_desktop.domain.model_library import LibraryModel, entry_of
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource
from sinhke_desktop.services import candidates, model_records
from sinhke_desktop.services.library_files import LibraryFileWrong, read_library, written
from sinhke_desktop.services.workspace import Workspace, folder_refused
from sinhke_desktop.storage import records

FOLDER, SUFFIX = "models", ".toml"


@dataclass(frozen=True, slots=True)
class Library:
    """Every entry there is, shipped ones first in the file's order, and the commune's files that are wrong."""

    models: tuple[LibraryModel, ...]
    wrong: tuple[LibraryFileWrong, ...]


@lru_cache(maxsize=1)
def shipped() -> tuple[LibraryModel, ...]:
    """The entries that come with the program; raises :class:`LibraryFileWrong`."""
    return read_library(resource("lists", "livelihood_models.toml"))


def library(workspace: Workspace) -> Library:
    """The shipped entries and the commune's own, which go before a shipped one of the same key."""
    found = {one.key: one for one in shipped()}
    wrong: list[LibraryFileWrong] = []
    for path in _own_files(workspace):
        try:
            entries = _read_own(path)
            _check_beside(path.name, entries, found)
        except LibraryFileWrong as error:
            wrong.append(error)
            continue
        found |= {one.key: one for one in entries}
    return Library(tuple(found.values()), tuple(wrong))


def entry(workspace: Workspace, key: str) -> LibraryModel:
    """One entry; raises InvalidInput (MH-21) for a key that the library does not have."""
    found = next((one for one in library(workspace).models if one.key == key), None)
    if found is None:
        text = _("The library has no model “{key}”.").format(key=key)
        raise InvalidInput([Problem("library_key", text, "MH-21")])
    return found


def check_file(path: Path, workspace: Workspace | None = None) -> tuple[LibraryModel, ...]:
    """The entries of *path*; with a *workspace* also compared with its other files. Raises LibraryFileWrong."""
    entries = _read_own(path)
    if workspace is not None:
        _check_beside(path.name, entries, {one.key: one for one in library(workspace).models})
    return entries


def add_file(workspace: Workspace, path: Path) -> tuple[LibraryModel, ...]:
    """Check a file and keep a copy in the data folder; raises LibraryFileWrong or what the disk refuses."""
    entries = check_file(path, workspace)
    target = _folder(workspace) / f"{path.stem}{SUFFIX}"
    if target.exists():
        what = _("A file of this name is there already. Remove it first.")
        raise LibraryFileWrong(path.name, 1, what, "MH-23")
    _keep(target, path.read_bytes())
    return entries


def remove_file(workspace: Workspace, name: str) -> None:
    """Take a file, right or wrong, out of the data folder; raises NotFound, or what the disk refuses."""
    path = next((one for one in _own_files(workspace) if one.name == name), None)
    if path is None:
        raise NotFound(_("There is no file {name} among the commune's models.").format(name=name))
    try:
        path.unlink()
    except OSError as error:
        raise folder_refused(path.parent) from error


def template(keys: Sequence[str] = ()) -> str:
    """The shipped library's text with its explanations, or only the entries *keys*, to begin a file of one's own."""
    if not keys:
        return resource("lists", "livelihood_models.toml").read_text(encoding="utf-8")
    return written([one for one in shipped() if one.key in keys])


def keep_candidate(workspace: Workspace, model_id: str) -> LibraryModel:
    """Put a candidate with its economic lines into the commune's own library, under a file and key of its name.

    Another candidate of the same name is written over: one's own entries are edited so.
    """
    model = candidates.get(workspace, model_id)
    lines = model_records.of_model(workspace, "economic_line", model_id)
    made = entry_of(model, lines, _key_of(model))
    target = _folder(workspace) / f"{made.key}{SUFFIX}"
    made = replace(made, file=target.name)
    _check_beside(target.name, [made], {one.key: one for one in library(workspace).models})
    _keep(target, written([made]).encode())
    return made


def propose(workspace: Workspace, typed: ModelInput) -> LivelihoodModel:
    """Propose a model; where it names an entry of the library, that entry's economic lines come with it.

    One transaction. Raises InvalidInput.
    """
    if not typed.library_key:
        return candidates.add(workspace, typed)
    source = entry(workspace, typed.library_key)

    def lines(model: LivelihoodModel) -> list[records.Record]:
        return list(source.economic_lines(model.commune_code, model.id, workspace.new_id))

    return candidates.add(workspace, typed, lines)


def _folder(workspace: Workspace) -> Path:
    return workspace.folders.data / FOLDER


def _own_files(workspace: Workspace) -> list[Path]:
    return sorted(_folder(workspace).glob(f"*{SUFFIX}"))


def _read_own(path: Path) -> tuple[LibraryModel, ...]:
    try:
        state = path.stat()
    except OSError:
        return read_library(path, own=True)
    return _read_version(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _read_version(path: Path, _changed: int, _size: int) -> tuple[LibraryModel, ...]:
    return read_library(path, own=True)


def _check_beside(file: str, entries: Sequence[LibraryModel], known: dict[str, LibraryModel]) -> None:
    """MH-23 where another file of the commune has the same key."""
    for one in entries:
        other = known.get(one.key)
        if other is not None and other.own and other.file != file:
            what = _("The model “{key}” stands in {file} as well.").format(key=one.key, file=other.file)
            raise LibraryFileWrong(file, 1, what, "MH-23")


def _keep(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)
    except OSError as error:
        raise folder_refused(target.parent) from error


def _key_of(model: LivelihoodModel) -> str:
    words = re.findall(r"[a-z0-9]+", fold(model.library_key or model.name))
    return "-".join(words) or model.id
