"""A verifier written from docs/bundle-format.md alone reads every file of the exchange and no spoilt one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import independent_verifier as verifier
import pytest
import scenes
from independent_verifier import Refused, verify
from scenes import Scene, bundle, operation

from sinhke_desktop.bundles import container, receipts, rotation, totals
from sinhke_desktop.bundles.keys import COMMUNE, OFFICE, Keys, new_keys
from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.operations import ERASED
from sinhke_desktop.domain.protocol import Receipt
from sinhke_desktop.storage import keyslots

HERE = Path(__file__).parent
VERSIONS = sorted((HERE.parent / "data").glob("bundles-version-*"))


def age(keys: Keys) -> str:
    return str(json.loads(keys.secret_text())["age"])


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "MEMORY_KIB", 64)
        cheap.setattr(keyslots, "PASSES", 1)
        with scenes.scene(tmp_path_factory.mktemp("scene")) as made:
            yield made


def everything(scene: Scene) -> dict[str, tuple[bytes, int]]:
    """Each kind of file that the program makes, and how many lines it has."""
    erased = replace(
        operation(1), action=ERASED, changes={}, officer="", claimed_time="", salt="", erased=operation(1).commit()
    )
    empty = receipts.ReceiptPaper(Receipt(scene.keys.public.signing, 1, (), "a" * 32), {})
    rotated = rotation.rotate(scene.office_keys, new_keys(), 2)
    rate = TotalRow("r", "Tỷ lệ", (TotalCell(1, 3),), "%", "", True)
    number = CommuneTotal(
        "table-4", "2025", "Biểu 4", "", (TotalColumn("Hộ", "Nhóm", rate=True),), (rate,), ("ghi chú",)
    )
    paper = totals.TotalsPaper(scenes.CODE, "b" * 32, 1, (number,), 1)
    return {
        "first": (scene.first, len(_lines(scene.first, scene.keys))),
        "later": (scene.newer, len(_lines(scene.newer, scene.keys))),
        "erased": (bundle(scene, [erased, operation(2)]), 2),
        "empty": (bundle(scene, []), 0),
        "receipt": (scene.receipts[-1], 2),
        "receipt with operations": (scenes.receipt(scene, None, None, operation(1), erased), 3),
        "receipt with a new key": (
            receipts.write_receipt(
                scene.office_keys, scene.keys.public, replace(empty, rotations=(rotated,), communes=(scenes.CODE,))
            ),
            2,
        ),
        "totals": (totals.write_totals(scene.keys, scene.office_keys.public, paper), 1),
        "key file": (scene.key_file, 1),
        "certificate": (scene.certificate, 1),
    }


def _lines(content: bytes, keys: Keys) -> list[bytes]:
    from sinhke_desktop.bundles.sealing import open_body

    return open_body(container.split(content), keys).lines


def test_it_reads_every_kind_of_file(scene: Scene) -> None:
    for name, (content, lines) in everything(scene).items():
        header, found = verify(content, [age(scene.keys), age(scene.office_keys)])
        assert (name, len(found)) == (name, lines)
        assert verify(content, (), header["device"])[0] == header
        with pytest.raises(Refused):
            verify(content, (), scene.stranger.public.signing)


@pytest.mark.parametrize("kept", VERSIONS, ids=lambda kept: kept.name)
def test_it_reads_what_every_earlier_version_wrote(kept: Path) -> None:
    keys = json.loads((kept / "test-keys.json").read_text(encoding="utf-8"))
    said = json.loads((kept / "expected.json").read_text(encoding="utf-8"))
    ages = [keys[whose]["age"] for whose in ("commune", "office")]
    found = {path.name: verify(path.read_bytes(), ages) for path in kept.glob("*.xx?")}
    assert len(found) == 6
    assert [len(found[name][1]) for name in said["bundles"]] == said["operations"]
    states = [line["state_hash"] for line in found[said["receipts"][1]][1] if "state_hash" in line]
    assert states == [said["state"]]


def test_it_refuses_every_kind_of_file_once_a_bit_is_turned_or_the_end_is_cut(scene: Scene) -> None:
    draw = random.Random(2026)
    for content, _lines_there in everything(scene).values():
        for _ in range(60):
            bit = draw.randrange(len(content) * 8)
            turned = bytearray(content)
            turned[bit >> 3] ^= 1 << (bit & 7)
            with pytest.raises(Refused):
                verify(bytes(turned), [age(scene.keys), age(scene.office_keys)])
        for spoilt in (content[:-1], content[: len(content) // 2], content + b"\0", b""):
            with pytest.raises(Refused):
                verify(spoilt)


def test_it_does_not_take_a_truly_signed_file_whose_contents_are_spoilt(scene: Scene) -> None:
    import attacks_on_answers  # noqa: F401
    import attacks_on_contents  # noqa: F401
    import attacks_on_files  # noqa: F401
    import attacks_on_identity  # noqa: F401
    import attacks_on_places  # noqa: F401
    import attacks_on_totals  # noqa: F401
    from attacks import ATTACKS

    judged, read = 0, []
    for one in ATTACKS:
        made = one.make(scene)
        if one.code in OF_ONE_FILE and isinstance(made, bytes) and one.name not in BEYOND_ONE_FILE:
            judged += 1
            try:
                verify(made, [age(scene.office_keys), age(scene.keys)], _own_signer(scene, one.door))
                read.append(one.name)
            except Refused:
                continue
    assert read == []
    assert judged > 100


OF_ONE_FILE = {"GB-01", "GB-02", "GB-03", "GB-04", "GB-14", "GB-15", "GB-16"}
BEYOND_ONE_FILE = {
    "another_machine_in_the_epoch_of_the_commune", "a_known_household_as_a_hamlet",
    "a_member_taken_from_a_known_household", "one_record_of_two_kinds", "one_member_in_two_new_households",
    "an_operation_that_replaces_itself", "two_operations_that_replace_each_other", "a_thousand_operations_in_a_circle",
    "more_concurrent_changes_than_any_record_has", "a_receipt_that_makes_the_household_a_hamlet",
    "a_receipt_with_operations_in_a_circle", "a_receipt_with_another_content_for_a_known_operation",
    "an_operation_twice",
}  # fmt: skip
"""Refused for what else the store holds or for what the operations mean, not for their form."""


def _own_signer(scene: Scene, door: str) -> str:
    if door == "key file":
        return ""
    return (scene.keys if door in ("bundle", "totals") else scene.office_keys).public.signing


def test_it_reads_the_same_numbers_aloud(scene: Scene) -> None:
    for role in (COMMUNE, OFFICE):
        public = scene.keys.public
        assert verifier.read_aloud(role, public.signing, public.recipient) == public.number(role)


def test_its_command_line_says_what_each_file_is_and_fails_for_a_spoilt_one(tmp_path: Path) -> None:
    kept = VERSIONS[-1]
    keys = json.loads((kept / "test-keys.json").read_text(encoding="utf-8"))
    files = sorted(kept.glob("*.xx?"))
    command = [sys.executable, str(HERE / "independent_verifier.py"), keys["office"]["age"]]
    told = subprocess.run([*command, *files], capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(told) == 6
    assert sum("not opened" in line for line in told) == 2
    spoilt = tmp_path / "XDGN_x.xxb"
    spoilt.write_bytes(files[0].read_bytes()[:-1])
    failed = subprocess.run([*command, spoilt], capture_output=True, text=True, check=False)
    assert (failed.returncode, "REFUSED" in failed.stdout) == (1, True)


def test_it_has_fewer_than_two_hundred_lines_and_nothing_of_the_program() -> None:
    text = (HERE / "independent_verifier.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    assert "sinhke_desktop" not in text
