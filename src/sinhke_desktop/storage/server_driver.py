"""The driver of a PostgreSQL server, psycopg, also for a Python without TLS of its own.

Its binary imports ``ssl`` only so that Python's OpenSSL is set up before libpq's where both are one library. The
package for Windows leaves Python's OpenSSL out; libpq has one to itself, which encrypts the way to the server.
"""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType


def load_driver() -> None:
    """Import psycopg; raises ImportError where it is not installed."""
    if find_spec("ssl") is not None:
        importlib.import_module("psycopg")
        return
    importlib.import_module("asyncio.sslproto")  # looks for ssl itself, and can do without
    sys.modules["ssl"] = ModuleType("ssl")
    try:
        importlib.import_module("psycopg")
    finally:
        del sys.modules["ssl"]
