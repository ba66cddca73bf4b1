"""What must hold after a history: nothing lost, silently replaced or back after its erasure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from model_store import Store

from sinhke_desktop.domain.decisions import DECISIONS
from sinhke_desktop.domain.operations import ERASURE, REMOVED, EntityState, Operation, chain_next, chain_start

Truth = Mapping[str, tuple[Operation, frozenset[str]]]
"""uid → what was written, and which operations of its entity its writer knew: had, or had what replaced them."""


class Broken(AssertionError):
    """An invariant does not hold; ``kind`` names it."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


def check_store(name: str, store: Store, truth: Truth, alive: Collection[str]) -> None:
    """Every operation is as it was written, or emptied because an erasing one replaces it; every chain verifies.

    What it replaces is there too, unless it is not *alive* anywhere: undone by the office and gone from its machine.
    """
    must_be_empty = set[str]()
    for held in store.log.values():
        if any(uid in alive and uid not in store.log for uid in held.operation.base):
            raise Broken("lost", f"{name} holds an operation without what it replaces")
        if held.operation.uid not in truth:
            raise Broken("overwritten", f"{name} holds what nobody wrote")
        if truth[held.operation.uid][0].batch == ERASURE:
            must_be_empty |= store.replaced_by(held.operation)
    for uid, held in store.log.items():
        if bool(held.operation.erased) != (uid in must_be_empty):
            raise Broken("erased", f"{name} {'lost' if held.operation.erased else 'still says'} {uid[:4]}")
        if not held.operation.erased and held.operation != truth[uid][0]:
            raise Broken("overwritten", f"{name} holds another content than was written")
    check_chains(name, store)


def check_chains(name: str, store: Store) -> None:
    """The store's own epoch and all epochs that it received lead from their start to their end without a hole."""
    ends = [(stream.epoch, stream.cursor, stream.chain) for stream in store.streams.values()]
    for epoch, last, end in [(store.state.epoch, store.state.counter, store.state.chain), *ends]:
        chain = chain_start(epoch)
        for counter in range(1, last + 1):
            uid = store.places.get((epoch, counter)) or store.beside.get((epoch, counter), ("",))[0]
            if uid not in store.log:
                raise Broken("chain", f"{name} has no operation {counter} of {epoch[:4]}")
            op = store.log[uid].operation
            stamp = type(store.log[uid].stamp)(epoch, counter)
            chain = chain_next(chain, stamp, uid, op.commune_code, op.entity, op.base, op.commit())
        if chain != end:
            raise Broken("chain", f"{name}: the chain of {epoch[:4]} does not lead to its end")


def check_entity(operations: Sequence[Operation], erased: Collection[str], state: EntityState, truth: Truth) -> None:
    """Every operation is reached from the heads, nothing was replaced unseen, the conflicts are the reference's.

    Where an operation is gone from all stores that stood between two others, they count as concurrent: more conflicts,
    each with the newest value among its choices, and until a person decides any of them may be shown.
    """
    by_uid = {operation.uid: operation for operation in operations}
    reached, waiting = set[str](), list(state.heads)
    while waiting:
        uid = waiting.pop()
        if uid in by_uid and uid not in reached:
            reached.add(uid)
            waiting.extend(by_uid[uid].base)
    if reached != set(by_uid):
        raise Broken("lost", "an operation at the office cannot be reached from the heads")
    whole = all(uid in by_uid or uid in erased for one in operations for uid in truth[one.uid][1])
    expected = reference(by_uid, truth)
    if whole and {one.path: set(one.choices) for one in state.conflicts} != expected:
        raise Broken("overwritten", "the conflicts are not those of the reference merge")
    for path, value in state.fields.items():
        final = {by_uid[uid].changes[path] for uid in _newest(_writers(by_uid, path), truth)}
        asked = set() if whole else next((set(one.choices) for one in state.conflicts if one.path == path), set())
        offered = {chosen for _, chosen in asked}
        if value not in final and not (value in offered and final <= offered):
            raise Broken("overwritten", f"{path} shows what was replaced")


def _writers(operations: Mapping[str, Operation], path: str) -> set[str]:
    return {uid for uid, one in operations.items() if path in one.changes}


def _newest(uids: set[str], truth: Truth) -> set[str]:
    return {uid for uid in uids if not any(uid in truth[other][1] for other in uids)}


def reference(operations: Mapping[str, Operation], truth: Truth) -> dict[str, set[tuple[str, object]]]:
    """Path → choices, from what each writer had before it (``truth``), not from what the operations say of it."""
    found: dict[str, set[tuple[str, object]]] = {}
    for path in {path for one in operations.values() for path in one.changes}:
        writers = _writers(operations, path)
        final = _newest(writers, truth)
        choices: set[tuple[str, object]] = {(uid, operations[uid].changes[path]) for uid in final}
        kind = next(iter(operations.values())).entity_kind
        if path == REMOVED or path in DECISIONS.get(kind, {}):
            unaware = {
                uid for uid in operations.keys() - final
                if not any(uid in truth[one][1] or one in truth[uid][1] for one in final)
            }  # fmt: skip
            values: dict[tuple[type, object], tuple[str, object]] = {}
            for uid in sorted(_newest(unaware, truth)):
                view = sorted(_newest(writers & truth[uid][1], truth))
                value = operations[view[0]].changes[path] if view else DECISIONS.get(kind, {}).get(path, False)
                values.setdefault((type(value), value), (uid, value))
            choices |= set(values.values())
        if len({value for _, value in choices}) > 1:
            found[path] = choices
    return found
