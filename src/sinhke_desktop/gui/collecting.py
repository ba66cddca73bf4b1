"""Python's search for cyclic garbage stops the whole program; while much is read it only finds that nothing is garbage.

With 20,000 households in memory one search takes half a second and more, in which no key is answered. So it waits
while the worker works, and what the worker has read is taken out of its way afterwards (:func:`collector_waits`). What
became garbage all the same is looked for when nobody is at the keys (:func:`look_through`).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_waiting = 0


@contextmanager
def collector_waits() -> Iterator[None]:
    """No search for cyclic garbage while this holds, in any thread; several may hold it at once.

    At the end all that lives is left out of later searches; it still goes as soon as nothing refers to it.
    """
    end = let_wait()
    try:
        yield
    finally:
        end()


def let_wait() -> Callable[[], None]:
    """Like :func:`collector_waits` until what is returned is called, in any thread; a second call changes nothing."""
    global _waiting
    with _lock:
        _waiting += 1
        gc.disable()
    left = [True]

    def end() -> None:
        global _waiting
        with _lock:
            if not left:
                return
            left.clear()
            _waiting -= 1
            if not _waiting:
                gc.freeze()
                gc.enable()

    return end


def look_through() -> int:
    """Search everything once, also what was left out; returns how many objects were garbage.

    It takes up to a second at 20,000 households and stops every thread, so it is for moments in which nobody types.
    """
    with _lock:
        if _waiting:
            return 0
        gc.unfreeze()
        found = gc.collect()
        gc.freeze()
    return found
