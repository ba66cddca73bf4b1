"""What the QR symbols of one picture say, read by the limited child process (:mod:`.page_reader`)."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from sinhke_desktop.scans.page_reader import TEXTS
from sinhke_desktop.scans.reading import DIED, ENVIRONMENT, LINE_LIMIT, PAGE_SECONDS, reader_command, refusal


def symbol_texts(path: Path) -> list[str]:
    """The texts of all QR symbols in the picture or PDF at *path*; raises PictureRefused."""
    try:
        done = subprocess.run(  # noqa: S603 - the program itself
            [*reader_command(), TEXTS],
            input=json.dumps(str(path)).encode() + b"\n",
            capture_output=True,
            timeout=PAGE_SECONDS,
            env={**os.environ, **ENVIRONMENT},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal("timeout") from error
    try:
        answer = json.loads(done.stdout[:LINE_LIMIT])
    except ValueError as error:
        raise refusal(DIED) from error
    if "failure" in answer:
        raise refusal(answer["failure"])
    return [str(text) for text in answer["texts"]]
