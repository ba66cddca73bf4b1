"""Lets the fault tests use the pieces beside them and the invented people of ``tests/data``."""

import sys
from pathlib import Path

for folder in (Path(__file__).parent, Path(__file__).parents[1] / "data"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
