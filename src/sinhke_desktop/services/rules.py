"""Poverty standards: the national ones that ship with the program, and a province's own from the data folder.

A province's standard (domain facts 1.1, ``LOCAL-*``) is a file in ``rules/`` of the data folder. It holds only in its
province, there goes before the national one, and may not be lower. A file there that is wrong stops nothing: it is
named (:func:`standards`) and left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from sinhke_desktop.domain.citizen_id import PROVINCES
from sinhke_desktop.domain.commune import Area, CommuneUnit
from sinhke_desktop.domain.poverty import money
from sinhke_desktop.domain.rule_set import Province, RuleSet, rule_set_for
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import NotFound
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import resource
from sinhke_desktop.services import lists
from sinhke_desktop.services.rule_files import RuleFile, RuleFileWrong
from sinhke_desktop.services.workspace import Workspace, folder_refused

__all__ = [
    "RuleFileWrong", "Standard", "add_file", "check_file", "read_rule_sets", "remove_file", "rule_sets",
    "rule_sets_for", "standards",
]  # fmt: skip

FOLDER = "rules"
SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard as it is listed: ``rules`` is None for a wrong file, which ``error`` explains; ``local`` tells a
    province's own file, ``here`` whether it holds in this commune."""

    file: str
    rules: RuleSet | None
    error: RuleFileWrong | None
    local: bool
    here: bool


@lru_cache(maxsize=1)
def rule_sets() -> tuple[RuleSet, ...]:
    """The shipped national standards, oldest first; raises :class:`RuleFileWrong`."""
    return read_rule_sets(resource("rules"))


def read_rule_sets(folder: Path) -> tuple[RuleSet, ...]:
    """Every ``*.toml`` of *folder* as national standards, oldest first; no two may hold on the same day."""
    files = sorted((RuleFile(path) for path in folder.glob(f"*{SUFFIX}")), key=lambda one: one.rules.valid_from)
    for earlier, later in pairwise(files):
        if later.rules.id == earlier.rules.id or later.rules.overlaps(earlier.rules):
            _beside(later, earlier.rules)
    return tuple(one.rules for one in files)


def rule_sets_for(workspace: Workspace) -> tuple[RuleSet, ...]:
    """The standards that hold in this commune: its province's own first, then the national ones, each oldest first."""
    own = [one.rules for one in standards(workspace) if one.local and one.here and one.rules and not one.error]
    return (*sorted(own, key=lambda rules: rules.valid_from), *rule_sets())


def standards(workspace: Workspace) -> list[Standard]:
    """Every standard there is: national ones, then the files of the data folder, wrong ones with their error."""
    found = [Standard(rules.file, rules, None, local=False, here=True) for rules in rule_sets()]
    read: list[RuleFile] = []
    for path in _own_files(workspace):
        try:
            file = _read_own(path, *_version(path))
            for other in read:
                _check_beside(file, other.rules)
        except RuleFileWrong as error:
            found.append(Standard(path.name, None, error, local=True, here=False))
            continue
        read.append(file)
        here = file.rules.province is not None and _holds_in(file.rules.province, _unit_of(workspace))
        found.append(Standard(path.name, file.rules, None, local=True, here=here))
    return found


def check_file(path: Path, workspace: Workspace | None = None) -> RuleSet:
    """The province's standard in *path*; with a *workspace* also compared with its other files.

    Raises :class:`RuleFileWrong` with the line and what is wrong there.
    """
    file = RuleFile(path)
    _check_own(file)
    for other in standards(workspace) if workspace else ():
        if other.local and other.rules and not other.error:
            _check_beside(file, other.rules)
    return file.rules


def add_file(workspace: Workspace, path: Path) -> RuleSet:
    """Check a province's file and keep a copy in the data folder; raises :class:`RuleFileWrong` or what the disk
    refuses."""
    rules = check_file(path, workspace)
    folder = _folder(workspace)
    target = folder / f"{path.stem}{SUFFIX}"
    if target.exists():
        what = _("A file of this name is there already. Remove it first.")
        raise RuleFileWrong(path.name, 0, what, "QT-09")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(target, path.read_bytes())
    except OSError as error:
        raise folder_refused(folder) from error
    return rules


def remove_file(workspace: Workspace, name: str) -> None:
    """Take a province's file, right or wrong, out of the data folder; raises NotFound, or what the disk refuses."""
    path = next((one for one in _own_files(workspace) if one.name == name), None)
    if path is None:
        raise NotFound(_("There is no file {name} among the province's standards.").format(name=name))
    try:
        path.unlink()
    except OSError as error:
        raise folder_refused(path.parent) from error


def _folder(workspace: Workspace) -> Path:
    return workspace.folders.data / FOLDER


def _own_files(workspace: Workspace) -> list[Path]:
    return sorted(_folder(workspace).glob(f"*{SUFFIX}"))


def _version(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=64)
def _read_own(path: Path, _changed: int, _size: int) -> RuleFile:
    file = RuleFile(path)
    _check_own(file)
    return file


def _check_own(file: RuleFile) -> None:
    rules = file.rules
    if rules.province is None:
        file.wrong("province", _("A province's own standard needs the section [province] with name and code."), "QT-08")
    _check_province(file, rules.province)
    uncovered = _first_uncovered(rules)
    if uncovered:
        what = _("On {day:%d/%m/%Y} no national standard holds to compare with.").format(day=uncovered)
        file.wrong("valid_from" if uncovered == rules.valid_from else "valid_to", what, "QT-05")
    for national in rule_sets():
        if national.id == rules.id:
            _beside(file, national)
        if national.overlaps(rules):
            _check_not_lower(file, national)


def _first_uncovered(rules: RuleSet) -> date | None:
    day = rules.valid_from
    while day <= rules.valid_to:
        holding = rule_set_for(rule_sets(), day)
        if holding is None:
            return day
        day = holding.valid_to + timedelta(days=1)
    return None


def _check_not_lower(file: RuleFile, national: RuleSet) -> None:
    for area in Area:
        mine, theirs = file.rules.lines[area], national.lines[area]
        for field, own, least in (("income", mine.income, theirs.income), ("points", mine.points, theirs.points)):
            if own is not None and least is not None and own < least:
                said = money if field == "income" else str
                what = _("{own} is lower than {least} of {name}; a province may only set a higher standard.").format(
                    own=said(own), least=said(least), name=national.id
                )
                file.wrong(f"lines.{area}.{field}", what, "QT-07")
        if mine.income > theirs.income and mine.points is not None and mine.points == theirs.points:
            what = _("A higher income line needs more points than {points} of {name}; without a table leave them out.")
            file.wrong(f"lines.{area}.points", what.format(points=mine.points, name=national.id), "QT-07")
    if file.rules.poor_indicators > national.poor_indicators:
        what = _("{own} indicators are more than the {least} of {name}; a province may only set a higher standard.")
        facts = {"own": file.rules.poor_indicators, "least": national.poor_indicators, "name": national.id}
        file.wrong("poor_indicators", what.format(**facts), "QT-07")


def _check_beside(file: RuleFile, other: RuleSet) -> None:
    if file.rules.id == other.id:
        _beside(file, other)
    if file.rules.overlaps(other) and _meet(file.rules.province, other.province):
        _beside(file, other)


def _meet(one: Province | None, other: Province | None) -> bool:
    """True if both hold in some commune; a province of now and one that went into it do."""
    return (
        one is not None
        and other is not None
        and any(_holds_in(one, unit) and _holds_in(other, unit) for unit in lists.units().values())
    )


def _beside(file: RuleFile, other: RuleSet) -> None:
    if file.rules.id == other.id:
        file.wrong(
            "id", _("There already is a standard “{id}” ({file}).").format(id=other.id, file=other.file), "QT-09"
        )
    what = _("On some days {id} ({file}) holds as well.").format(id=other.id, file=other.file)
    file.wrong("valid_from", what, "QT-09")


def _bare(name: str) -> str:
    folded = fold(name).strip()
    for kind in ("tinh ", "thanh pho ", "tp. ", "tp.", "tp "):
        folded = folded.removeprefix(kind)
    return folded.strip()


@lru_cache(maxsize=1)
def _current_provinces() -> dict[str, str]:
    return {_bare(unit.province_name): unit.province_code for unit in lists.units().values()}


@lru_cache(maxsize=1)
def _old_provinces() -> frozenset[str]:
    return frozenset(_bare(old.province) for made_from in lists.old_units().values() for old in made_from)


def _check_province(file: RuleFile, province: Province) -> None:
    name = _bare(province.name)
    if province.old:
        if name not in _old_provinces():
            what = _("There was no province “{name}” before 01/07/2025.").format(name=province.name)
            file.wrong("province.name", what, "QT-08")
        if f"0{province.code}" not in PROVINCES:
            what = _("{code} was not a code of a province before 01/07/2025.").format(code=province.code)
            file.wrong("province.code", what, "QT-08")
        return
    code = _current_provinces().get(name)
    if code is None:
        what = _("There is no province “{name}” now; for one before 01/07/2025 write old = true.")
        file.wrong("province.name", what.format(name=province.name), "QT-08")
    if code != province.code:
        what = _("The code of {name} is {code}.").format(name=province.name, code=code)
        file.wrong("province.code", what, "QT-08")


def _unit_of(workspace: Workspace) -> CommuneUnit | None:
    return lists.units().get(workspace.commune_code)


def _holds_in(province: Province, unit: CommuneUnit | None) -> bool:
    """An old province's standard holds in communes that were made from its communes."""
    if unit is None:
        return False
    if province.old:
        return any(_bare(old.province) == _bare(province.name) for old in unit.made_from)
    return unit.province_code == province.code
