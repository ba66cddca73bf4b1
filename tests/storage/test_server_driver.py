"""The driver of a PostgreSQL server is loaded with and without a Python that has TLS of its own."""

import subprocess
import sys

import pytest

LOAD = """
import sys
{before}
from sinhke_desktop.storage.server_driver import load_driver
load_driver()
import psycopg
print(psycopg.pq.__impl__, "ssl" in sys.modules)
"""


@pytest.mark.parametrize(("before", "has_tls"), [("", True), ("sys.modules['ssl'] = None", False)])
def test_the_driver_is_libpqs_own_binary_whether_or_not_python_has_tls(before: str, has_tls: bool) -> None:
    words = [sys.executable, "-c", LOAD.format(before=before)]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["binary", str(has_tls)]
