"""Installs one update as the program does: ``python update_worker.py ROOT PACK KEY [--switch-first] [--no-look]``.

Prints ``done`` or the code that was told. ``--switch-first`` is the sabotaged twin: the new version is taken into use
before its files are there. ``--no-look`` does not look whether there is room, so that the disk itself says no.
"""

import sys
from pathlib import Path

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.installation import Installation, Kind
from sinhke_desktop.services import update_folder, updates


def main(words: list[str]) -> int:
    root, pack, key = Path(words[0]), Path(words[1]), words[2]
    here = updates.Installed(
        Installation(Kind.TAR, "linux-x86_64", root, root / "versions" / "0.1.0"), "0.1.0", frozenset({key})
    )
    if "--no-look" in words:
        updates.check_room = lambda *_given: None
    if "--switch-first" in words:
        unpacking = update_folder.unpack

        def switched_first(opened, at, progress):
            updates.switch(at, "0.1.0", opened.manifest.version, None, None)
            (at / "trial.json").unlink()
            unpacking(opened, at, progress)

        updates.unpack = switched_first
    try:
        updates.install(pack, None, here)
    except SinhkeError as error:
        print(error.code, flush=True)
        return 1
    print("done", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
