"""The long fault runs: ``python tests/faults/run_faults.py --seed 2026 --moments 200`` prints one table row each.

Needs ``strace`` for kills at calls and for power cuts, and root for small disks; what cannot be run here says so.
The exit status is 1 if anything was lost or the sabotaged twin lost nothing.
"""
# ruff: noqa: E402 - the pieces must be found first

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), *(str(Path(__file__).parents[1] / name) for name in ("data", "bundles"))]

import disk_full
import exchange_runs
import form_reading
import history_runs
import invented
import key_slot_damage
import kills
import office_put_back
import page_damage
import power_cuts
import stick_pulls
import stores
import update_runs

from sinhke_desktop.paths import folders
from sinhke_desktop.services import imports
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage.database import FILE_NAME


@dataclass
class Row:
    """One line of the table."""

    name: str
    count: int
    failures: list[str]
    note: str = ""


class Runs:
    """Every run on one template store."""

    def __init__(self, top: Path, seed: int, moments: int) -> None:
        self.top, self.seed, self.moments = top, seed, moments
        self.template = stores.make_template(top / "made")

    def random_kills(self) -> Row:
        """Half of the moments."""
        seen = list(kills.at_random(self.template, self.top / "random", self.seed, self.moments // 2))
        note = f"{sum(one.died for one in seen)} died, {sum(one.acknowledged for one in seen)} records acknowledged"
        return Row("kill -9 at random instants", len(seen), _problems(seen), note)

    def call_kills(self) -> Row:
        """The other half."""
        count = self.moments - self.moments // 2
        seen = list(kills.at_calls(self.template, self.top / "calls", self.seed, count))
        note = f"{sum(one.died for one in seen)} died, {sum(one.acknowledged for one in seen)} records acknowledged"
        return Row("kill -9 at writing, syncing, renaming calls", len(seen), _problems(seen), note)

    def cuts(self) -> Row:
        """Three for each moment."""
        seen = list(power_cuts.cuts(self.template, self.top / "cuts", self.seed, self.moments * 3))
        return Row("power cuts (replayed, torn at 512 bytes)", len(seen), _problems(seen))

    def twin(self) -> Row:
        """The same without synchronous writing; it must lose."""
        seen = list(power_cuts.cuts(self.template, self.top / "twin", self.seed, self.moments, synchronous_off=True))
        lost = sum(any("is lost" in problem for problem in one.problems) for one in seen)
        failures = [] if lost else ["the sabotaged twin lost nothing"]
        return Row("sabotaged twin: synchronous=OFF", len(seen), failures, f"{lost} cuts lost acknowledged records")

    def limits(self) -> Row:
        """File size limits over the whole range of a day's files."""
        rooms = list(range(20_000, 820_000, max(8_000, 800_000 // max(self.moments // 4, 1))))
        seen = list(disk_full.under_limits(self.template, self.top / "limits", rooms))
        codes = ", ".join(sorted({code for one in seen for code in one.told}))
        return Row("disk full by file size limit", len(seen), _problems(seen), f"told {codes}")

    def disks(self) -> Row:
        """Small file systems in steps of 64 KiB."""
        rooms = [65_536 * step for step in range(1, 21)]
        seen = list(disk_full.on_small_disks(self.template, self.top / "disks", rooms))
        codes = ", ".join(sorted({code for one in seen for code in one.told}))
        return Row("disk full on a small file system", len(seen), _problems(seen), f"told {codes}")

    def slots(self) -> Row:
        """Every byte of both key slot copies."""
        data = stores.fresh(self.template, self.top / "slots") / "data"
        count, wrong = key_slot_damage.unrepaired(data, self.seed)
        return Row("key slot copies cut or altered at every byte", count, wrong)

    def slips(self) -> Row:
        """Every slip and swap in many codes."""
        count, accepted = key_slot_damage.accepted_slips(1000)
        return Row("slips and swaps in 1,000 recovery codes", count, accepted)

    def pages(self) -> Row:
        """One byte in each page."""
        data = self._filled("pages", 400)
        seen = list(page_damage.flipped(data, self.seed))
        return Row("one byte altered in each page", len(seen), [f"page {page}" for page, found in seen if not found])

    def older_pages(self) -> Row:
        """Each changed page put back."""
        data = self._filled("older", 400)
        older = (data / FILE_NAME).read_bytes()
        workspace = workspaces.open_with_password(folders(data), stores.PASSWORD)
        imports.apply(workspace, invented.prepared(workspace, invented.review_list(200, self.seed + 1)))
        workspaces.close(workspace)
        seen = list(page_damage.rolled_back(data, older))
        return Row("each changed page put back", len(seen), [f"page {page}" for page, found in seen if not found])

    def forms(self) -> Row:
        """Filled-in forms scanned badly, a page for each moment, of the seed by which the reader was judged."""
        return self._forms("tick boxes of scanned forms read", form_reading.JUDGED[0])

    def other_forms(self) -> Row:
        """The same of this run's seed."""
        return self._forms("the same of the run's seed", self.seed)

    def _forms(self, name: str, seed: int) -> Row:
        figures = form_reading.measure(seed, self.moments)
        return Row(name, figures.boxes, figures.errors, f"seed {seed}, {form_reading.in_words(figures)}")

    def guessed_forms(self) -> Row:
        """A quarter of them with no doubt left; it must read some wrong."""
        figures = form_reading.guessing(self.seed, self.moments // 4)
        failures = [] if figures.wrong else ["the sabotaged twin read nothing wrong"]
        return Row("sabotaged twin: guessed instead of asked", figures.boxes, failures, f"{figures.wrong} read wrong")

    def office_put_back(self) -> Row:
        """As many histories as moments."""
        seen = list(office_put_back.histories(self.top / "put-back", self.seed, self.moments))
        problems = [f"history {one.number}: {'; '.join(one.problems)}" for one in seen if one.problems]
        return Row("office put back to an earlier state", len(seen), problems, _put_back(seen))

    def office_put_back_twin(self) -> Row:
        """A tenth of them with machines that forget no receipt; work must be missing at the end."""
        seen = list(office_put_back.histories(self.top / "unaware", self.seed, max(self.moments // 10, 10), deaf=True))
        missing = sum(bool(one.problems) for one in seen)
        failures = [] if missing else ["the sabotaged twin missed nothing"]
        return Row(
            "sabotaged twin: receipts never forgotten", len(seen), failures, f"{missing} ended with work missing"
        )

    def sticks(self) -> Row:
        """Every call by which 200 households are written to a stick, failing or only pretending."""
        seen = list(stick_pulls.pulls(self._filled("sticks", 200), self.top / "usb"))
        problems = [f"{one.fault}: {'; '.join(one.problems)}" for one in seen if one.problems]
        lying = sum("retval" in one.fault for one in seen)
        told = sum(one.told != "done" for one in seen)
        note = f"{lying} of them sticks that lie; {told} told a code, the others stood whole on the stick"
        return Row("stick pulled, full, locked or lying at every call of an export", len(seen), problems, note)

    def blind_sticks(self) -> Row:
        """Sticks that lie, where nothing is read back: the program must be caught saying done."""
        seen = list(stick_pulls.pulls(self._filled("blind", 200), self.top / "blind-usb", blind=True, lying_only=True))
        false = sum(bool(one.problems) for one in seen)
        failures = [] if false else ["the sabotaged twin never said done falsely"]
        return Row("sabotaged twin: the copy is not read back", len(seen), failures, f"{false} said done falsely")

    def _filled(self, name: str, count: int) -> Path:
        data = stores.fresh(self.template, self.top / name) / "data"
        workspace = workspaces.open_with_password(folders(data), stores.PASSWORD)
        imports.apply(workspace, invented.prepared(workspace, invented.review_list(count, self.seed)))
        workspaces.close(workspace)
        return data


def _put_back(seen: list[office_put_back.History]) -> str:
    return f"put back {sum(one.put_back for one in seen)} times"


def exchange(seed: int, moments: int) -> dict[str, tuple[Callable[[], Row], bool]]:
    """The runs of the exchange: whole histories, then its files; the fuzz has 50,000 cases, the random flips 5,000, for
    each moment.
    """
    processes = os.cpu_count() or 1
    runs: dict[str, Callable[[], exchange_runs.Run]] = {
        "cut-bundles": exchange_runs.cut_bundles,
        "cut-bundles-twin": exchange_runs.cut_twin,
        "flipped-bundles": partial(exchange_runs.flipped_bits, seed, moments * 5_000),
        "flipped-bundles-twin": partial(exchange_runs.flipped_twin, seed),
        "bundle-fuzz": partial(exchange_runs.fuzzed, seed, moments * 50_000, processes),
        "bundle-fuzz-twin": partial(exchange_runs.fuzzed_twin, seed),
        "vectors": exchange_runs.vectors,
        "vectors-twin": exchange_runs.vectors_twin,
        "attacks": exchange_runs.named_attacks,
        "attacks-twin": exchange_runs.named_attacks_twin,
        "second-verifier": partial(exchange_runs.second_verifier, seed, moments * 50),
        "second-verifier-twin": partial(exchange_runs.second_verifier_twin, seed),
        "kept-bundles": exchange_runs.kept_bundles,
        "kept-bundles-twin": exchange_runs.kept_twin,
        **history_runs.runs(seed, moments),
    }
    return {name: (partial(_row, run), True) for name, run in runs.items()}


def _row(run: Callable[[], exchange_runs.Run]) -> Row:
    return Row(*run())


def _problems(seen: Iterable[kills.Moment | power_cuts.Cut | disk_full.Filled]) -> list[str]:
    return [f"{one}" for one in seen if one.problems]


def machine() -> str:
    """Processor count, system, Python."""
    return f"{os.cpu_count()} × {platform.machine()}, {platform.system()} {platform.release()}, Python " + (
        platform.python_version()
    )


def main() -> int:
    """Run them all, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--only", nargs="*", default=[])
    chosen = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        runs = Runs(top, chosen.seed, chosen.moments)
        traced, mountable = kills.strace_works(), disk_full.small_disks_work(top)
        attached = stick_pulls.attaching_works(stores.fresh(runs.template, top / "attached") / "data", top / "probe")
        plan: dict[str, tuple[Callable[[], Row], bool]] = {
            "random-kills": (runs.random_kills, True),
            "call-kills": (runs.call_kills, traced),
            "power-cuts": (runs.cuts, traced),
            "twin": (runs.twin, traced),
            "limits": (runs.limits, True),
            "disks": (runs.disks, mountable),
            "slots": (runs.slots, True),
            "slips": (runs.slips, True),
            "pages": (runs.pages, True),
            "older-pages": (runs.older_pages, True),
            "forms": (runs.forms, True),
            "other-forms": (runs.other_forms, True),
            "forms-twin": (runs.guessed_forms, True),
            "office-put-back": (runs.office_put_back, True),
            "office-put-back-twin": (runs.office_put_back_twin, True),
            "sticks": (runs.sticks, attached),
            "sticks-twin": (runs.blind_sticks, attached),
            **exchange(chosen.seed, chosen.moments),
            **{
                name: (partial(_row, run), possible) for name, run, possible in update_runs.runs(top, traced, mountable)
            },
        }
        if unknown := sorted(set(chosen.only) - plan.keys()):
            parser.error(f"no such run: {', '.join(unknown)}; there are {', '.join(plan)}")
        print(f"Machine: {machine()}. Seed {chosen.seed}.\n")
        print("| Run | N | failures | at most (95 %) | minutes | note |\n|---|---|---|---|---|---|", flush=True)
        for name, (run, possible) in plan.items():
            if chosen.only and name not in chosen.only:
                continue
            if not possible:
                print(f"| {name} | 0 | | | | not possible on this machine |", flush=True)
                continue
            begun = time.perf_counter()
            row = run()
            bound = "" if row.failures else f"{3 / row.count:.2%}"
            minutes = (time.perf_counter() - begun) / 60
            print(
                f"| {row.name} | {row.count:,} | {len(row.failures)} | {bound} | {minutes:.1f} | {row.note} |",
                flush=True,
            )
            for failure in row.failures[:5]:
                print(f"  - {failure}", file=sys.stderr)
            failed = failed or bool(row.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
