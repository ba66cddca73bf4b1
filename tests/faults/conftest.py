"""Lets the fault tests use the pieces beside them and those of the exchange's tests."""

import sys
from pathlib import Path

for folder in (Path(__file__).parent, Path(__file__).parents[1] / "bundles"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
