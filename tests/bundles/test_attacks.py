"""Each named attack is refused under its own code with a Vietnamese sentence, and nothing in any store changes."""

from __future__ import annotations

import re
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

from sinhke_desktop.bundles import container, sealing
from sinhke_desktop.bundles.refusals import Resigned
from sinhke_desktop.services import exchange, place, receiving
from sinhke_desktop.storage import incoming, journal, keyslots

VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "MEMORY_KIB", 64)
        cheap.setattr(keyslots, "PASSES", 1)
        with scenes.scene(tmp_path_factory.mktemp("scene")) as made:
            yield made


@pytest.fixture(scope="module")
def untouched(scene: Scene) -> object:
    """What the stores held before the first attack."""
    return scene.held()


def test_there_are_at_least_sixty_attacks_forty_of_them_on_identity() -> None:
    assert len({one.name for one in ATTACKS}) == len(ATTACKS) >= 60
    assert sum(one.identity for one in ATTACKS) >= 40


EACH = [pytest.param(one, id=one.name, marks=[pytest.mark.slow] if at % 2 else []) for at, one in enumerate(ATTACKS)]
"""Every second one in every test run; all of them in `make faults`, run ``attacks``."""


@pytest.mark.parametrize("one", EACH)
def test_it_is_refused_in_vietnamese_and_nothing_changes(scene: Scene, untouched: object, one: Attack) -> None:
    code, message, advice = scenes.refusal(scene, one)
    assert code == one.code
    assert VIETNAMESE.search(message)
    assert VIETNAMESE.search(advice or message)
    assert scene.held() == untouched


def named(name: str) -> Attack:
    return next(one for one in ATTACKS if one.name == name)


@pytest.mark.parametrize(
    ("check", "names"),
    [
        ("signature", ["a_signature_of_zeros", "a_paired_machines_name_signed_by_a_stranger"]),
        ("first line", ["the_same_in_an_epoch_of_the_thief"]),
        ("identity of records", ["one_member_in_two_new_households", "a_sex_that_there_is_not"]),
    ],
)
def test_without_its_check_the_attack_is_let_in_or_meets_a_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: str, names: list[str]
) -> None:
    """The sabotaged twins: so the checks above are what refuses."""
    with scenes.scene(tmp_path) as made:
        sabotage(monkeypatch, check)
        for name in names:
            one = named(name)
            try:
                code = scenes.refusal(made, one)[0]
            except Exception as fault:
                code = type(fault).__name__
            assert code != one.code


def sabotage(monkeypatch: pytest.MonkeyPatch, check: str) -> None:
    """Switch one of the checks off."""
    if check == "signature":
        monkeypatch.setattr(container, "signature_fits", lambda *_: True)
    elif check == "first line":
        unpack = sealing._unpack

        def unpacked(packed: bytes, plain_len: int) -> list[bytes]:
            first, *others = unpack(packed, plain_len)
            return [AnyLine(first), *others]

        monkeypatch.setattr(sealing, "_unpack", unpacked)
    else:
        monkeypatch.setattr(incoming, "foreign", lambda *_: "")
        monkeypatch.setattr(incoming, "confused", lambda *_: "")
        monkeypatch.setattr(incoming, "unreadable", lambda *_: "")


class AnyLine(bytes):
    """A line that passes for every other one."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = bytes.__hash__


def test_after_all_attacks_the_honest_bundle_is_taken_in(scene: Scene) -> None:
    honest = Attack("the_honest_bundle", BUNDLE, "", lambda scene: scene.newer, identity=False)
    assert scenes.refusal(scene, honest)[0] == ""
    with scene.commune.database.read() as here, scene.office.database.read() as there:
        assert journal.state_hash(here, scenes.CODE) == journal.state_hash(there, scenes.CODE)


def test_an_epoch_that_another_machine_took_first_costs_one_sending_again_and_nothing_else(tmp_path: Path) -> None:
    """A header can be read on the stick, so a paired machine may begin an epoch of the same name."""
    with scenes.scene(tmp_path) as made:
        with made.commune.database.write() as connection:
            place.begin_new_epoch(made.commune, connection)
        honest = exchange.export_to(made.commune, made.stick).path
        epoch = container.split(honest.read_bytes()).header.epoch
        thief = [scenes.operation(1, commune_code=scenes.OTHER_CODE)]
        path = made.stick / "XDGN_thief.xxb"
        path.write_bytes(scenes.bundle(made, thief, made.other_keys, epoch=epoch))
        assert receiving.office_receive(made.office, path, made.stick).code == ""
        with pytest.raises(Resigned):
            receiving.office_receive(made.office, honest, made.stick)
        exchange.send_all_again(made.commune)
        again = exchange.export_to(made.commune, made.stick).path
        assert receiving.office_receive(made.office, again, made.stick).code == ""
        with made.commune.database.read() as here, made.office.database.read() as there:
            assert journal.state_hash(here, scenes.CODE) == journal.state_hash(there, scenes.CODE)
