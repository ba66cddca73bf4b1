"""A child's own bounds, tried in a child."""

import subprocess
import sys

MEMORY = 400 * 1024**2
ASK = """
import sys
from sinhke_desktop.limits import bound
if not bound({memory}, {seconds}):
    sys.exit("the system took no bounds")
{then}
"""


def child(then: str, seconds: int | None = None) -> subprocess.CompletedProcess[str]:
    words = ASK.format(memory=MEMORY, seconds=seconds, then=then)
    return subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, timeout=60, check=False)


def test_a_child_within_its_bounds_works_on() -> None:
    done = child("print(len(bytearray(1000)))")
    assert (done.returncode, done.stdout.strip()) == (0, "1000")


def test_a_child_that_asks_for_more_memory_than_its_bound_gets_none() -> None:
    done = child(f"bytearray({MEMORY} * 2)")
    assert done.returncode == 1
    assert "MemoryError" in done.stderr


def test_a_child_that_works_longer_than_its_bound_is_ended() -> None:
    assert child("while True: pass", seconds=1).returncode not in (0, 1)
