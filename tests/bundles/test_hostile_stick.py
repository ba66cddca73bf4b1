"""A stick full of what viruses leave behind, and every attack taken through the office's steps: stage, plan, apply."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import attacks_on_answers  # noqa: F401 - registers its attacks
import attacks_on_contents  # noqa: F401
import attacks_on_files  # noqa: F401
import attacks_on_identity  # noqa: F401
import attacks_on_places  # noqa: F401
import attacks_on_totals  # noqa: F401
import pytest
import scenes
from attacks import ATTACKS, BUNDLE, Attack
from scenes import Scene

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.services import receiving, receiving_plan, staging
from sinhke_desktop.services.staging import StagedState
from sinhke_desktop.storage import keyslots

BUNDLES = [one for one in ATTACKS if one.door == BUNDLE]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "MEMORY_KIB", 64)
        cheap.setattr(keyslots, "PASSES", 1)
        with scenes.scene(tmp_path_factory.mktemp("scene")) as made:
            yield made


def in_steps(scene: Scene, one: Attack) -> str:
    """The code under which the office's page refuses the attack: when it is staged, planned or applied."""
    made = one.make(scene)
    path = made
    if isinstance(made, bytes):
        path = scene.stick / "XDGN_22828_000009_e1e1.xxb"
        path.write_bytes(made)
    assert isinstance(path, Path)
    [staged] = staging.stage(scene.office, [path])
    if staged.state is StagedState.REFUSED or staged.code:
        return staged.code
    plan = receiving_plan.plan(scene.office, staged.header_hash)
    try:
        code = receiving_plan.apply_staged(scene.office, staged.header_hash).code
    except SinhkeError as refused:
        code = refused.code
    assert plan.code == code
    if any(kept.header_hash == staged.header_hash for kept in staging.staged(scene.office)):
        staging.forget(scene.office, staged.header_hash)
    return code


def test_every_attack_is_refused_by_the_offices_steps_too_and_nothing_changes(scene: Scene) -> None:
    before = scene.held()
    told = {one.name: in_steps(scene, one) for one in BUNDLES}
    assert {one.name: one.code for one in BUNDLES if told[one.name] != one.code} == {}
    assert scene.held() == before


def test_only_whole_honest_files_are_listed_and_signs_of_a_virus_counted(scene: Scene, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    (stick / "XDGN_22828_000002_aaaa.xxb").mkdir(parents=True)
    (stick / "thư mục").mkdir()
    honest = stick / "thư mục" / "XDGN_22828_000003_aaaa.xxb"
    honest.write_bytes(scene.newer)
    for number in range(7):
        (stick / f"Tài liệu {number}.lnk").write_bytes(b"L\0\0\0")
    (stick / "XDGN_22828_000003_aaaa.xxb.exe").write_bytes(scene.newer)
    (stick / "autorun.inf").write_text("[autorun]\nopen=x.exe\n")
    (stick / "XDGN_link.xxb").symlink_to(honest)
    (stick / "XDGN_text.xxb").write_text("không phải gói")
    os.mkfifo(stick / "XDGN_pipe.xxb")
    found = staging.found_on(stick)
    assert (found.bundles, found.key_files, found.receipts, found.certificates) == ((honest,), (), (), ())
    assert found.odd == 10


@pytest.mark.parametrize("name", [b"XDGN_\xff\xfe.xxb", "XDGN_\u202ebxx.exe".encode(), b"XDGN_a\nb\x1b[2J.xxb"])
def test_a_file_name_that_is_no_text_or_turns_the_screen_is_no_obstacle(
    scene: Scene, tmp_path: Path, name: bytes
) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(scene.newer)
    [staged] = staging.stage(scene.office, [path])
    assert (staged.state, staged.code) == (StagedState.WAITING, "")
    assert staged.file_name.isprintable()
    assert staged.file_name.encode()
    [listed] = [one for one in staging.staged(scene.office) if one.header_hash == staged.header_hash]
    assert listed.file_name == staged.file_name
    staging.forget(scene.office, staged.header_hash)


def test_an_honest_bundle_under_a_name_that_is_no_text_is_received_in_one_step(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"XDGN_\xff.xxb")
    path.write_bytes(scene.newer)
    assert receiving.office_receive(scene.office, path).code == ""
