"""The seeded scans are found by the tests beside them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
