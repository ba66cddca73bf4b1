"""An operation whose content was erased travels as its commitment alone, and nothing else may be said beside it."""

from __future__ import annotations

import json

import pytest

from sinhke_desktop.bundles import lines
from sinhke_desktop.bundles.refusals import WrongContents
from sinhke_desktop.domain.operations import Operation, Stamp, StampedOperation, commit_of

COMMIT = commit_of("ab" * 16, b"{}")
ERASED = Operation("1" * 32, "22828", "household", "2" * 32, "erased", ("3" * 32,), {}, "", "", "", erased=COMMIT)


def line(operation: Operation = ERASED) -> bytes:
    return lines.operation_line(StampedOperation(operation, Stamp("4" * 32, 7), "5" * 64))


def test_it_goes_and_comes_with_its_commitment_and_place() -> None:
    assert json.loads(line()) == {
        "base": ["3" * 32], "commit": COMMIT, "commune": "22828", "ctr": 7, "id": "2" * 32, "kind": "household",
        "uid": "1" * 32,
    }  # fmt: skip
    [(counter, read)] = lines.read_operations([line()])
    assert (counter, read) == (7, ERASED)
    assert read.commit() == COMMIT
    assert read.payload() == b""


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {}},
        {"salt": "0" * 32},
        {"commit": COMMIT[:-1]},
        {"commit": COMMIT.upper()},
        {"commit": None},
        {"base": ["4" * 32, "3" * 32]},
    ],
)
def test_anything_beside_or_instead_of_the_commitment_is_refused(change: dict[str, object]) -> None:
    values = json.loads(line()) | change
    with pytest.raises(WrongContents):
        lines.read_operations([json.dumps(values).encode()])
