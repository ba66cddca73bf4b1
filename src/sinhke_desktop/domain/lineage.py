"""Which operation of one entity replaces which: lines, ancestors, and what stands beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

MOST_CONCURRENT = 10_000
"""Operations of one entity that are not one line; an honest history has a few hundred at most."""


class Tangled(ValueError):
    """Operations of one entity replace each other in a circle, or are concurrent beyond all measure."""


class Based(Protocol):
    """What an operation says of its place among the others."""

    @property
    def uid(self) -> str:
        """Its identity."""
        ...

    @property
    def base(self) -> tuple[str, ...]:
        """The uids that it replaces."""
        ...


BasedT = TypeVar("BasedT", bound=Based)


def line_of(operations: Mapping[str, BasedT]) -> list[BasedT] | None:
    """The operations oldest first if they form one line (each replaces exactly the one before), else None."""
    by_base: dict[tuple[str, ...], BasedT] = {}
    for op in operations.values():
        base = tuple(uid for uid in op.base if uid in operations)
        if len(base) > 1 or base in by_base:
            return None
        by_base[base] = op
    ordered: list[BasedT] = []
    following = by_base.get(())
    while following is not None:
        ordered.append(following)
        following = by_base.get((following.uid,))
    return ordered if len(ordered) == len(operations) else None


class Lineage:
    """All that each operation replaces, directly or not, as sets of bits; made once for an entity's operations."""

    def __init__(self, operations: Mapping[str, Based]) -> None:
        """Raises :class:`Tangled`."""
        if len(operations) > MOST_CONCURRENT:
            raise Tangled("too many changes of one record at once")
        self._own = {uid: 1 << place for place, uid in enumerate(operations)}
        self._replaced: dict[str, int] = {}
        opened: set[str] = set()
        for start in operations:
            stack = [start]
            while stack:
                uid = stack[-1]
                if uid in self._replaced:
                    stack.pop()
                    continue
                parents = [base for base in operations[uid].base if base in operations]
                waiting = [parent for parent in parents if parent not in self._replaced]
                if waiting:
                    if uid in opened:
                        raise Tangled("operations that replace each other")
                    opened.add(uid)
                    stack.extend(waiting)
                    continue
                self._replaced[uid] = self._bits(parents)
                stack.pop()

    def _bits(self, uids: Iterable[str]) -> int:
        """*uids* and all that they replace."""
        bits = 0
        for uid in uids:
            bits |= self._own[uid] | self._replaced[uid]
        return bits

    def last(self, uids: Sequence[str]) -> list[str]:
        """Those of *uids* that none of the others replaces."""
        replaced = 0
        for uid in uids:
            replaced |= self._replaced[uid]
        return [uid for uid in uids if not self._own[uid] & replaced]

    def before(self, uid: str, others: Iterable[str]) -> list[str]:
        """Those of *others* that *uid* replaces, directly or not."""
        return [other for other in others if self._own[other] & self._replaced[uid]]

    def beside(self, uids: Sequence[str], others: Iterable[str]) -> list[str]:
        """The last of *others* that know none of *uids* and are known to none of them."""
        known = self._bits(uids)
        marks = 0
        for uid in uids:
            marks |= self._own[uid]
        return self.last(
            [other for other in others if not self._own[other] & known and not self._replaced[other] & marks]
        )
