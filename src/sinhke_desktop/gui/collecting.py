"""Python's search for cyclic garbage stops the whole program; while much is read it only finds that nothing is garbage.

Reading 20,000 households makes it run over everything a dozen times, a tenth of a second each, in which no key is
answered. :func:`collector_waits` lets it wait, and takes what lives as long as the program out of its way once.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_waiting = 0
_settled = False


@contextmanager
def collector_waits() -> Iterator[None]:
    """No search for cyclic garbage while this holds, in any thread; several may hold it at once."""
    global _waiting, _settled
    with _lock:
        _waiting += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _waiting -= 1
            if not _waiting:
                if not _settled:
                    _settled = True
                    gc.freeze()
                gc.enable()
