"""The long runs on files of the exchange: damage, fuzz, published vectors, named attacks, second verifier, kept files.

Each gives (name, how many, failures, note) and has a twin with a check switched off that must fail.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import bundle_damage
import bundle_fuzz
import bundle_vectors
import verifier_runs

from sinhke_desktop.bundles import container, strict_json
from sinhke_desktop.bundles import lines as bundle_lines
from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import receiving
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import incoming, keyslots


class Run(NamedTuple):
    """One run's outcome."""

    name: str
    count: int
    failures: list[str]
    note: str = ""


@contextmanager
def switched_off(module: object, name: str, instead: object) -> Iterator[None]:
    """*name* of *module* replaced for a while: the sabotage of a twin."""
    before = getattr(module, name)
    setattr(module, name, instead)
    try:
        yield
    finally:
        setattr(module, name, before)


def _twin(failures: int, what: str) -> list[str]:
    return [] if failures else [f"the sabotaged twin {what}"]


def cut_bundles() -> Run:
    """Every kept file cut, zeroed, lengthened."""
    count, wrong = 0, []
    for file in bundle_damage.kept_files():
        seen, taken = bundle_damage.count_taken(file, bundle_damage.cuts(file))
        count, wrong = count + seen, wrong + taken
    return Run("files of the exchange cut, zeroed, lengthened", count, wrong, "every 4 KiB, every edge byte, 24 files")


def cut_twin() -> Run:
    """The same where length and body hash are not looked at."""
    file = bundle_damage.kept_files("xxb")[-1]
    count, taken = bundle_damage.count_taken(file, bundle_damage.cuts(file), bundle_damage.taken_unchecked)
    return Run("its twin without length and body hash", count, _twin(len(taken), "took nothing"), f"{len(taken)} taken")


def flipped_bits(seed: int, count: int) -> Run:
    """Every bit before the body of each kept file, and *count* random ones in the bundles."""
    draw, seen, wrong = random.Random(seed), 0, []
    files = bundle_damage.kept_files()
    for file in files:
        made, taken = bundle_damage.count_taken(file, bundle_damage.bits_before_the_body(file))
        seen, wrong = seen + made, wrong + taken
    before = seen
    for number, file in enumerate(files):
        share = count // len(files) + (number < count % len(files))
        made, taken = bundle_damage.count_taken(file, bundle_damage.random_bits(file, share, draw))
        seen, wrong = seen + made, wrong + taken
    return Run("one bit turned in a file of the exchange", seen, wrong, f"{before:,} before the body, {count:,} random")


def flipped_twin(seed: int) -> Run:
    """The same where a signature is always believed."""
    file = bundle_damage.kept_files("xxb")[0]
    with switched_off(container, "signature_fits", lambda *_: True):
        count, taken = bundle_damage.count_taken(file, bundle_damage.bits_before_the_body(file))
    return Run(
        "its twin that believes every signature", count, _twin(len(taken), "took nothing"), f"{len(taken)} taken"
    )


def fuzzed(seed: int, count: int, processes: int) -> Run:
    """*count* fuzz cases, in *processes* fresh processes with the seeds *seed*, *seed* + 1…"""
    shares = [count // processes + (number < count % processes) for number in range(processes)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        found = pool.starmap(bundle_fuzz.fuzz, [(seed + number, share) for number, share in enumerate(shares)])
    longest, memory = max(one.longest for one in found), max(one.memory for one in found)
    note = f"longest {longest * 1000:.0f} ms, {memory >> 20} MiB more, {sum(one.read for one in found):,} read"
    failures = [failure for one in found for failure in one.failures]
    return Run("structured fuzz of header, age, zlib, lines, histories", count, failures, note)


def fuzzed_twin(seed: int) -> Run:
    """The same with the JSON of the standard library."""
    with switched_off(bundle_lines, "load_object", json.loads):
        found = bundle_fuzz.fuzz(seed, 5_000)
    return Run("its twin with plain json.loads", 5_000, _twin(len(found.failures), "met no fault"),
               f"{len(found.failures)} faults")  # fmt: skip


def vectors() -> Run:
    """Published vectors."""
    cases = [*bundle_vectors.signatures(), *bundle_vectors.canonical_forms(), *bundle_vectors.age_files()]
    wrong = [name for name, right in cases if not right]
    return Run("published vectors: RFC 8032, RFC 8785, age (CCTV)", len(cases), wrong)


def vectors_twin() -> Run:
    """The same where every signature fits."""

    cases = list(bundle_vectors.signatures(lambda *_: True))
    wrong = sum(not right for _, right in cases)
    return Run(
        "their twin that believes every signature", len(cases), _twin(wrong, "passed every vector"), f"{wrong} wrong"
    )


def named_attacks(sabotaged: bool = False) -> Run:
    """All of ``tests/bundles/attacks*.py`` against real stores, the honest bundle afterwards."""
    import attacks_on_answers  # noqa: F401 - registers its attacks
    import attacks_on_contents  # noqa: F401
    import attacks_on_files  # noqa: F401
    import attacks_on_identity  # noqa: F401
    import attacks_on_places  # noqa: F401
    import attacks_on_totals  # noqa: F401
    import scenes
    from attacks import ATTACKS, BUNDLE, Attack

    keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as top, scenes.scene(Path(top)) as scene:
        for one in ATTACKS:
            before = scene.held()
            try:
                code = scenes.refusal(scene, one)[0]
            except Exception as fault:
                code = type(fault).__name__
            if code != one.code or scene.held() != before:
                wrong.append(f"{one.name}: {code}")
        if not sabotaged:
            honest = Attack("honest", BUNDLE, "", lambda made: made.newer, identity=False)
            wrong += [f"the honest bundle: {code}" for code in [scenes.refusal(scene, honest)[0]] if code]
    identity = sum(one.identity for one in ATTACKS)
    return Run("named attacks", len(ATTACKS), wrong, f"{identity} on the sender's identity, 0 crashes")


def named_attacks_twin() -> Run:
    """The same without the last checks on records."""
    nothing: Callable[..., str] = lambda *_: ""  # noqa: E731
    with (
        switched_off(incoming, "foreign", nothing),
        switched_off(incoming, "confused", nothing),
        switched_off(incoming, "unreadable", nothing),
    ):
        run = named_attacks(sabotaged=True)
    note = f"{len(run.failures)} let in or crashed"
    return Run("their twin without the checks on records", run.count, _twin(len(run.failures), "let nothing in"), note)


def second_verifier(seed: int, count: int) -> Run:
    """Both readers on every kept file and on *count* spoilt but truly signed contents."""
    seen, wrong = verifier_runs.compare(seed, count)
    return Run("a second verifier that shares no code", seen, wrong, "24 kept files read, else the same verdict")


def second_verifier_twin(seed: int) -> Run:
    """The same with a program that takes two keys of one name."""
    with switched_off(strict_json, "_pairs", dict):
        seen, wrong = verifier_runs.compare(seed, 3_000)
    note = f"{len(wrong)} differ"
    return Run("its twin: a program that takes keys twice", seen, _twin(len(wrong), "agreed everywhere"), note)


def kept_bundles() -> Run:
    """Every kept version's bundles received by its own office's store, brought up to this program."""
    keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
    count, wrong = 0, []
    for folder in sorted(bundle_damage.DATA.glob("bundles-version-*")):
        said = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        count += len(said["bundles"]) + len(said["receipts"]) + 2
        wrong += [f"{folder.name}: {problem}" for problem in _received(folder, said)]
    return Run("bundles, receipts, certificates of earlier data versions", count, wrong, "0001 to 0004")


def _received(folder: Path, said: dict[str, list[str]]) -> list[str]:
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as top:
        shutil.copytree(folder / "office", Path(top) / "office")
        office = workspaces.open_with_password(folders(Path(top) / "office"), "mật-khẩu-thử-1")
        for name in said["bundles"]:
            try:
                outcome = receiving.office_receive(office, Path(shutil.copy(folder / name, top)))
                if outcome.verdict is not Verdict.APPLY or outcome.conflicts or not outcome.same_state:
                    wrong.append(f"{name}: {outcome.verdict} {outcome.code}")
            except SinhkeError as refused:
                wrong.append(f"{name}: {refused.code}")
        workspaces.close(office)
    here = [file for file in bundle_damage.kept_files() if (folder / file.name).is_file()]
    return wrong + [f"{file.name}: not read" for file in here if not verifier_runs.read_here(file, file.content)]


def kept_twin() -> Run:
    """The same with the format's number moved on."""
    with switched_off(container, "SIGNED_AS", b"xdgn-bundle-v2\0"):
        run = kept_bundles()
    return Run("their twin with another signed word", run.count, _twin(len(run.failures), "read everything"),
               f"{len(run.failures)} not read")  # fmt: skip
