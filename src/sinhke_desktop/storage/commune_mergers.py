"""Which commune an old code counts under now, as the receiving office was told (exchange.md b.37)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select
from sqlmodel import Field, SQLModel

from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.storage.local_values import get_value
from sinhke_desktop.storage.tables import table_of


class CommuneMergerRow(SQLModel, table=True):
    """A commune's old code and the one that its records count under now, as the office was told."""

    __tablename__ = "commune_merger"
    old_code: str = Field(primary_key=True, max_length=5)
    new_code: str = Field(max_length=5, index=True)
    basis: str = ""
    told_at: str = ""
    officer: str = ""


MERGER = table_of(CommuneMergerRow)
_ROLE, _OFFICE = "role", "office"


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


def told_at(connection: Connection) -> dict[str, str]:
    """Old code → the newest label of the mergers on its way to the code that it counts under now."""
    told = {one.old_code: one for one in mergers(connection)}
    found = {}
    for code in told:
        way, at = {code}, code
        while (following := told[at].new_code) in told and following not in way:
            way.add(following)
            at = following
        found[code] = max(told[one].told_at for one in way)
    return found


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


def shown_codes(connection: Connection, code: str) -> tuple[str, ...]:
    """The codes whose records are shown together where *code* is asked for.

    In a merged commune's own store those of the whole commune; a receiving office counts each code apart and adds up
    itself.
    """
    if not connection.scalar(select(MERGER.c.old_code).limit(1)) or get_value(connection, _ROLE) == _OFFICE:
        return (code,)
    return codes_of(connection, current_code(connection, code))


def belongs(connection: Connection, table: Table, code: str) -> ColumnElement[bool]:
    """The condition that a row of *table* is shown where *code* is asked for."""
    codes = shown_codes(connection, code)
    return table.c.commune_code == code if len(codes) == 1 else table.c.commune_code.in_(codes)
