"""Two real machines of a commune change the same records without knowing of each other."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from unittest import mock

from paired_stores import CODE, MAIN, OTHER, Seen, repeatable
from real_exchange import Play, ended
from sqlalchemy import select

sys.path.append(str(Path(__file__).parents[1] / "domain"))

from model_checks import reference

from sinhke_desktop.domain import operations
from sinhke_desktop.domain.decisions import is_decision
from sinhke_desktop.domain.operations import Operation
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal


def apart(template: Path, top: Path, seed: int, count: int) -> Seen:
    """Two machines change the same records without knowing of each other: the conflicts are a reference merge's."""
    seen, asked, decisions = Seen(), 0, 0
    for one in range(seed * 1_000_000, seed * 1_000_000 + count):
        with repeatable(one):
            play = Play(template, top / f"apart-{one}", one, names=(MAIN, OTHER))
            try:
                for _ in range(play.random.randint(4, 7)):
                    play.edit(play.machines[0])
                play.round()
                play.round()
                for _ in range(play.random.randint(4, 8)):
                    play.edit(play.random.choice(play.machines))
                problems, _ = ended(play)
                found, expected = _conflicts(play.office.workspace)
            finally:
                play.close()
        if found != expected:
            problems.append("the conflicts are not those of the reference merge")
        merged = [path for path in expected.keys() - found.keys() if is_decision(path[0], path[2])]
        problems += [f"{path[2]} was merged" for path in merged]
        seen.count += 1
        asked += len(found)
        decisions += sum(is_decision(kind, path) for kind, _, path in found)
        seen.failures += [f"seed {one}: {problem}" for problem in problems]
    seen.note = f"{asked} fields asked of a person, {decisions} of them decisions; 0 decisions merged"
    return seen


Conflicts = Mapping[tuple[str, str, str], set[tuple[str, object]]]


def _conflicts(workspace: Workspace) -> tuple[Conflicts, Conflicts]:
    """(kind, id, path) → choices, as stored and as a reference merge of the stored operations has them."""
    with workspace.database.read() as connection:
        rows = connection.execute(select(journal.CONFLICT).where(journal.CONFLICT.c.commune_code == CODE)).mappings()
        found = {
            (row["entity_kind"], row["entity_id"], row["path"]): {tuple(one) for one in json.loads(row["choices"])}
            for row in rows
        }
        query = select(journal.OPERATION).where(journal.OPERATION.c.commune_code == CODE)
        held = [journal.stored_operation(row).operation for row in connection.execute(query).mappings()]
    by_entity: dict[tuple[str, str], dict[str, Operation]] = {}
    for one in held:
        by_entity.setdefault((one.entity_kind, one.entity_id), {})[one.uid] = one
    expected: dict[tuple[str, str, str], set[tuple[str, object]]] = {}
    for entity, known in by_entity.items():
        truth = {uid: (one, _before(uid, known)) for uid, one in known.items()}
        said = {uid: one for uid, one in known.items() if not one.erased}
        for path, choices in (reference(said, truth) if said else {}).items():
            expected[(*entity, path)] = choices
    return found, expected


def _before(uid: str, known: Mapping[str, Operation]) -> frozenset[str]:
    found, waiting = set[str](), list(known[uid].base)
    while waiting:
        base = waiting.pop()
        if base in known and base not in found:
            found.add(base)
            waiting.extend(known[base].base)
    return frozenset(found)


def decisions_merge() -> AbstractContextManager[object]:
    """The twin: no field is a decision."""
    return mock.patch.object(operations, "is_decision", return_value=False)
