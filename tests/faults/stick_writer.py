"""The writing side of the stick runs: exports to a folder whenever told to, and says what it told the officer.

Run as ``stick_writer.py DATA_FOLDER``; each line of standard input is JSON (``folder``, ``blind``), each line of
standard output what came of it. With ``blind`` the copy is not read back: the sabotage of a twin.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from unittest import mock

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import exchange, place, sticks
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật-khẩu-thử-1"
CHUNK = 1 << 13
"""Small pieces, so that a small bundle is written by many calls."""


def told(workspace: workspaces.Workspace, folder: Path) -> dict[str, object]:
    """Export once; what the window would say."""
    try:
        done = exchange.export_to(workspace, folder)
    except SinhkeError as error:
        return {"code": error.code}
    return {"done": str(done.path), "number": done.number}


def main() -> None:
    """Serve until standard input ends."""
    sticks.CHUNK = CHUNK
    workspace = workspaces.open_with_password(folders(Path(sys.argv[1])), PASSWORD)
    place.check(workspace)
    try:
        for line in sys.stdin:
            asked = json.loads(line)
            if asked["blind"]:
                with mock.patch.object(sticks, "_read_back"), mock.patch.object(exchange, "_check_as_receiver"):
                    said = told(workspace, Path(asked["folder"]))
            else:
                said = told(workspace, Path(asked["folder"]))
            newest = exchange.state(workspace).bundles[-1]
            said["copied"] = newest.copied_at
            said["received"] = newest.received
            sys.stdout.write(json.dumps(said) + "\n")
            sys.stdout.flush()
    finally:
        workspaces.close(workspace)


def sha256(path: Path) -> str:
    """Of the file's bytes as they stand there now."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
