"""Six bundles in every order, each repeated, at one real office: one end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from unittest import mock

from paired_stores import CODE, MAIN, OTHER, Seen, repeatable
from real_exchange import Play
from sqlalchemy import Connection

from sinhke_desktop.domain import operations
from sinhke_desktop.domain.operations import EntityState, Operation
from sinhke_desktop.services import taking_in
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal


def orders(template: Path, top: Path, seed: int, bundles: int) -> Seen:
    """Every order of the last *bundles* of six, each repeated, at one office; all must end in one state.

    Four are one machine's: three cumulative ones and one after an old backup; two are another's of the same commune.
    """
    with repeatable(seed):
        play = Play(template, top / "orders", seed, names=(MAIN, OTHER))
        main, other = play.machines
        paths = [play.edited_and_sent(main, 3)]
        play.back_up(main)
        paths += [play.edited_and_sent(main, 2), play.edited_and_sent(main, 2)]
        paths += [play.edited_and_sent(other, 3), play.edited_and_sent(other, 2)]
        play.restore(main, "program")
        paths.append(play.edited_and_sent(main, 2))
        contents = [path.read_bytes() for path in paths[-bundles:]]
    seen, ends = Seen(), dict[str, int]()
    for end in _every_order(play.office.workspace, contents):
        seen.count += 1
        ends[end] = ends.get(end, 0) + 1
    play.close()
    seen.note = f"{len(contents)} bundles, each received three times, {len(ends)} end state(s)"
    seen.failures = [f"{times} orders end in {end[:8]}" for end, times in sorted(ends.items())[1:]]
    return seen


def _every_order(workspace: Workspace, contents: list[bytes]) -> Iterator[str]:
    """The end state of each order, common beginnings received once (savepoints), nothing kept."""
    with workspace.database.write() as connection:
        yield from _orders_from(workspace, connection, contents, frozenset(range(len(contents))), ())
        connection.rollback()


def _orders_from(
    workspace: Workspace, connection: Connection, contents: list[bytes], left: frozenset[int], done: tuple[int, ...]
) -> Iterator[str]:
    if not left:
        yield f"{journal.state_hash(connection, CODE)} {journal.heads_hash(connection, CODE)}"
        return
    for number in sorted(left):
        savepoint = connection.begin_nested()
        for again in (number, *done[-1:], number):
            one = taking_in.signed(workspace, connection, contents[again])
            taking_in.take_in(workspace, connection, one)
        yield from _orders_from(workspace, connection, contents, left - {number}, (*done, number))
        savepoint.rollback()


def last_wins() -> AbstractContextManager[object]:
    """The twin: what comes last overwrites."""

    def by_arrival(history: Iterable[Operation]) -> EntityState:
        known = list(history)
        fields: dict[str, operations.Value] = {}
        for one in known:
            fields.update(one.changes)
        return EntityState(fields, _FOLD(known).heads, ())

    return mock.patch.object(operations, "fold", by_arrival)


_FOLD = operations.fold
