"""The last checks on operations from another machine, around the moment when they are written (exchange.md b.23)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sinhke_desktop.bundles.refusals import NewerFormat, OutOfScope, WrongContents
from sinhke_desktop.domain.operations import Operation, Tangled
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.storage import incoming
from sinhke_desktop.storage.exchange import Connection


@contextmanager
def judged(connection: Connection, operations: Sequence[Operation], progress: Progress = SILENT) -> Iterator[None]:
    """Put around the writing of *operations* that are new here, inside its transaction; *progress* is of what follows.

    Raises OutOfScope for another commune's record, WrongContents for one record under two kinds, one part in two
    records or a history that runs in a circle, NewerFormat for what this program could not read again.
    """
    if code := incoming.foreign(connection, operations):
        raise OutOfScope(code)
    if which := incoming.confused(connection, operations):
        raise WrongContents(f"a record or part meant twice: {which}")
    try:
        yield
    except Tangled as tangled:
        raise WrongContents(str(tangled)) from tangled
    if incoming.unreadable(connection, operations, progress):
        raise NewerFormat
