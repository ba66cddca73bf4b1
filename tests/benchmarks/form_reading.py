"""Seeded scans read by the program's child, against decoding them and finding their corner markers alone.

Both read the same files one after the other in a process of their own; the first file warms up and is not counted.
The floor makes a picture as small as the program does before it looks for markers, and does nothing with them.
``side program FOLDER`` and ``side floor FOLDER`` measure one way; without words the whole comparison runs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from sinhke_desktop.scans.reading import PageReader
from sinhke_desktop.scans.straighten import SEARCHED_EDGE

SEED, ROUNDS, PAGES = 2026, 3, 40


def write_scans(folder: Path, pages: int) -> int:
    """At least so many *pages* of forms as JPG files in *folder*, and one more file to warm up with; how many pages."""
    sys.path.append(str(Path(__file__).parents[1] / "scans"))
    import paper_scans  # draws and renders, which the sides need not

    written = 0
    for number, scan in enumerate(paper_scans.scans(SEED, pages + 1)):
        (folder / f"{number:04d}.jpg").write_bytes(scan.jpeg)
        written += len(scan.forms) if number else 0
    return written


def find_markers(path: Path) -> int:
    """The floor for one file."""
    picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    scale = min(1.0, SEARCHED_EDGE / max(picture.shape))
    picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))
    return len(detector.detectMarkers(picture)[0])


def side(way: str, folder: Path) -> dict[str, float]:
    """Seconds for all files but the first, and the peak KiB of the process that opened them."""
    files = sorted(folder.glob("*.jpg"))
    if way == "floor":
        return {"seconds": _taken(find_markers, files), "peak_kib": _peak_kib(os.getpid())}
    with PageReader() as reader:
        seconds = _taken(lambda path: len(list(reader.pages(path))), files)
        assert reader._child is not None
        return {"seconds": seconds, "peak_kib": _peak_kib(reader._child.pid)}


def _peak_kib(pid: int) -> int:
    """The most memory that a process of ours ever held."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])


def _taken(read: Callable[[Path], int], files: list[Path]) -> float:
    read(files[0])
    begun = time.perf_counter()
    for path in files[1:]:
        read(path)
    return time.perf_counter() - begun


def measure(top: Path, pages: int = PAGES) -> dict[str, float]:
    """Milliseconds a page (median of interleaved rounds) and peak KiB of both ways, and how many pages there are."""
    folder = top / "scans"
    folder.mkdir()
    found: dict[str, float] = {"pages": write_scans(folder, pages)}
    rounds: dict[str, list[dict[str, float]]] = {"program": [], "floor": []}
    for _round in range(ROUNDS):
        for way, told in rounds.items():
            words = [sys.executable, __file__, "side", way, str(folder)]
            done = subprocess.run(words, stdout=subprocess.PIPE, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
            told.append(json.loads(done.stdout.splitlines()[-1]))
    for way, told in rounds.items():
        found[f"{way}_ms"] = statistics.median(one["seconds"] for one in told) * 1000 / found["pages"]
        found[f"{way}_peak_kib"] = max(one["peak_kib"] for one in told)
    return found


def main() -> None:
    """One side in this process, or the whole comparison."""
    if sys.argv[1:2] == ["side"]:
        print(json.dumps(side(sys.argv[2], Path(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), parser.parse_args().pages)
    print(json.dumps(found))
    print(f"{found['program_ms'] / found['floor_ms']:.1f}")


if __name__ == "__main__":
    main()
