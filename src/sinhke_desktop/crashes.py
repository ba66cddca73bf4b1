"""Reports of faults of the program itself: where it happened, never what people typed or are called."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from sinhke_desktop import __version__
from sinhke_desktop.files import write_whole

KEPT_REPORTS = 20


def places(error: BaseException) -> str:
    """The kinds of *error* and its causes, with file, line and function of each call; no values, no messages."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def crash_report(error: BaseException) -> str:
    """What a person may send to those who mend the program; holds no personal data."""
    return "\n".join(
        (
            f"SinhKe Desktop {__version__}",
            f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
            datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
            places(error),
        )
    )


def keep_report(folder: Path, report: str) -> Path | None:
    """Write *report* into *folder*, keep the newest 20; None when the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S-%f')}.txt"
        write_whole(path, report.encode())
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _inside(filename: str) -> str:
    """The path below the package or library, without the machine's folders."""
    parts = Path(filename).parts
    for anchor in ("sinhke_desktop", "site-packages"):
        if anchor in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(anchor) :])
    return parts[-1]
