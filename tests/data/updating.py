"""Versions that are the real program itself, run from this checkout, with what an update might change or break."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import sealed_versions

from release import TOP
from sinhke_desktop.domain.operations import canonical

PROGRAM = """#!{python}
import sys
from pathlib import Path

sys.path.insert(0, {source!r})
from sinhke_desktop import installation

here, real = Path(__file__).absolute(), installation.current
installation.current = lambda executable=None: real(here)
from sinhke_desktop.services import updates
from sinhke_desktop.storage import keyslots

keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
updates.resource = lambda name: here.parent / name
{change}
from sinhke_desktop.__main__ import main

sys.exit(main())
"""

NEXT_STEP = """
from sinhke_desktop.storage import schema

schema.NEWEST, schema.KNOWN = "0006", (*schema.KNOWN, "0006")
real_step = schema.upgrade

def upgrade(database):
    with database.write() as connection:
        if schema.stored_version(connection) != "0005":
            schema.run_steps(connection)
        connection.exec_driver_sql("ALTER TABLE household ADD COLUMN of_the_next_version TEXT")
        {inside}
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")
    {after}

schema.upgrade = upgrade
"""
"""The change of a version with one more step of the data's tables; it may break inside or after it."""


def next_step(inside: str = "pass", after: str = "pass") -> str:
    return NEXT_STEP.format(inside=inside, after=after)


class Updating:
    """A program installed as 0.1.0 with the launcher of Linux, its data folder, and packs of other versions."""

    def __init__(self, top: Path) -> None:
        self.made = sealed_versions.Maker(top)
        self.data = top / "dữ liệu"
        self.here = self.made.installed("0.1.0", files=self._files(""))
        self.root = self.here.installation.root

    def _files(self, change: str) -> list[tuple[str, bytes]]:
        program = PROGRAM.format(python=sys.executable, source=str(TOP / "src"), change=change)
        keys = canonical({"keys": [self.made.key.public]})
        return [("sinhke-desktop", program.encode()), ("release-keys.json", keys)]

    def pack(self, number: str = "0.2.0", change: str = "") -> Path:
        """The pack of a version with a *change* (Python that runs before the program)."""
        return self.made.pack(number, files=self._files(change))

    def run(self, *words: str, password: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command through the launcher, on the data folder."""
        environment = {**os.environ, "SINHKE_PASSWORD": password, "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("DISPLAY", None)
        return subprocess.run(
            [str(self.root / "sinhke-desktop"), *words, "--data-dir", str(self.data)],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def may_run(self) -> bool:
        """True if the version in use is marked as a program."""
        program = self.root / "versions" / "0.1.0" / "sinhke-desktop"
        return bool(program.stat().st_mode & stat.S_IXUSR)
