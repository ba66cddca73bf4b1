"""Look at a picture of the window: large enough, and painted with more than an empty background.

python packaging/check_picture.py PICTURE
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

FEWEST_COLOURS = 50
SMALLEST = (800, 600)


def problems(path: Path) -> list[str]:
    """What is wrong with the picture, in words; empty if it shows a window."""
    with Image.open(path) as picture:
        size = picture.size
        colours = picture.convert("RGB").getcolors(maxcolors=size[0] * size[1]) or []
    found = []
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        found.append(f"the picture is only {size[0]} x {size[1]}")
    if len(colours) < FEWEST_COLOURS:
        found.append(f"only {len(colours)} colours: nothing was painted")
    return found


if __name__ == "__main__":
    told = problems(Path(sys.argv[1]))
    sys.exit("\n".join(told) or 0)
