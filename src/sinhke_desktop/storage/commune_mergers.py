"""Which commune an old code counts under now, as the receiving office was told (exchange.md b.37)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.storage.exchange_tables import CommuneMergerRow
from sinhke_desktop.storage.tables import table_of

MERGER = table_of(CommuneMergerRow)


def mergers(connection: Connection) -> list[CommuneMerger]:
    """Every merger, by old code."""
    return [CommuneMerger(**row) for row in connection.execute(select(MERGER).order_by(MERGER.c.old_code)).mappings()]


def keep_merger(connection: Connection, merger: CommuneMerger) -> None:
    """Note a merger, or replace what was noted of its old code."""
    forget_merger(connection, merger.old_code)
    values = {name: getattr(merger, name) for name in CommuneMerger.__dataclass_fields__}
    connection.execute(insert(MERGER), [values])


def forget_merger(connection: Connection, old_code: str) -> None:
    """Let the code count for itself again."""
    connection.execute(delete(MERGER).where(MERGER.c.old_code == old_code))


def _onward(connection: Connection) -> dict[str, str]:
    return {row.old_code: row.new_code for row in connection.execute(select(MERGER.c.old_code, MERGER.c.new_code))}


def _last(onward: dict[str, str], code: str) -> str:
    """The end of the way from *code*; a circle, which the services refuse, ends where it was entered."""
    seen = {code}
    while (following := onward.get(code)) is not None and following not in seen:
        seen.add(following)
        code = following
    return code


def current_code(connection: Connection, code: str) -> str:
    """The code that records of *code* count under now, through any number of mergers; itself if nothing was told."""
    return _last(_onward(connection), code)


def current_codes(connection: Connection) -> dict[str, str]:
    """Old code → code that it counts under now, of every code that was told; one query for whole lists."""
    onward = _onward(connection)
    return {code: _last(onward, code) for code in sorted(onward)}


def codes_of(connection: Connection, new_code: str) -> tuple[str, ...]:
    """*new_code* first, then every old code that counts under it now, sorted."""
    return (new_code, *(old for old, now in current_codes(connection).items() if now == new_code))


def widened(connection: Connection, codes: Iterable[str]) -> tuple[str, ...]:
    """*codes* with all that they count under now and all that count there, sorted: a merged commune's certificate."""
    found: set[str] = set()
    for code in codes:
        found.update((code, *codes_of(connection, current_code(connection, code))))
    return tuple(sorted(found))


def among(connection: Connection, codes: Iterable[str]) -> tuple[CommuneMerger, ...]:
    """The mergers that concern *codes*, each told to its end, by old code."""
    now, wanted = current_codes(connection), set(codes)
    return tuple(
        CommuneMerger(one.old_code, now[one.old_code], one.basis)
        for one in mergers(connection)
        if one.old_code in wanted
    )
