"""Attacks on the numbers that a commune sends without any person (kind ``totals``)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from attacks import TOTALS, attack
from scenes import CODE, OTHER_CODE, Scene, signed_otherwise

from sinhke_desktop.bundles import container, sealing
from sinhke_desktop.bundles import totals as numbers
from sinhke_desktop.bundles.keys import Keys
from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.operations import canonical

by = partial(attack, identity=True)
EPOCH = "7" * 32
RATES = CommuneTotal(
    "rates", "", "Tỷ lệ", "", (TotalColumn("Hộ nghèo", rate=True),), (TotalRow("2025", "2025", (TotalCell(1, 9),)),)
)


def _file(scene: Scene, keys: Keys | None = None, code: str = CODE, number: int = 5) -> bytes:
    """An honest file of numbers, of the commune's own machine where no other is named."""
    paper = numbers.TotalsPaper(code, EPOCH, number, (RATES,), 1)
    return numbers.write_totals(keys or scene.keys, scene.office_keys.public, paper)


def _spoilt(scene: Scene, spoil: Callable[[dict], object], code: str = CODE) -> bytes:
    """A truly signed file whose only line is otherwise."""
    values = json.loads(numbers.total_line(RATES))
    spoil(values)
    header = replace(container.split(_file(scene)).header)
    readers = (scene.office_keys.public.recipient,)
    return sealing.seal(header, [canonical(values)], scene.keys, readers, {"commune": code})[1]


@by("GB-05", TOTALS)
def numbers_by_a_machine_that_was_never_paired(scene: Scene) -> bytes:
    return _file(scene, scene.stranger)


@by("GB-06", TOTALS)
def numbers_by_a_revoked_machine(scene: Scene) -> bytes:
    return _file(scene, scene.revoked)


@by("GB-38", TOTALS)
def numbers_of_a_commune_by_the_machine_of_another(scene: Scene) -> bytes:
    return _file(scene, scene.other_keys, CODE)


@by("GB-38", TOTALS)
def numbers_of_another_commune_by_the_machine_of_this(scene: Scene) -> bytes:
    return _file(scene, code=OTHER_CODE)


@by("GB-03", TOTALS)
def numbers_in_a_machines_name_signed_by_a_stranger(scene: Scene) -> bytes:
    return signed_otherwise(_file(scene), lambda signed: scene.stranger.sign(container.SIGNED_AS + signed))


@by("GB-16", TOTALS)
def numbers_stripped_and_signed_anew_by_another_machine(scene: Scene) -> bytes:
    apart = container.split(_file(scene))
    return container.join(
        replace(apart.header, device=scene.other_keys.public.signing), apart.body, scene.other_keys
    )  # fmt: skip


@by("GB-07", TOTALS)
def numbers_for_another_office(scene: Scene) -> bytes:
    paper = numbers.TotalsPaper(CODE, EPOCH, 5, (RATES,), 1)
    return numbers.write_totals(scene.keys, scene.stranger.public, paper)


@by("GB-20", TOTALS)
def a_bundle_given_in_as_numbers(scene: Scene) -> bytes:
    return scene.newer


@by("GB-20", TOTALS)
def a_receipt_given_in_as_numbers(scene: Scene) -> bytes:
    return scene.receipts[-1]


for _name, _code, _change in (
    ("numbers_with_a_subject_that_there_is_not", "GB-37", {"subject": "secrets"}),
    ("numbers_with_a_subject_that_is_a_path", "GB-15", {"subject": "../x"}),
    ("numbers_of_a_period_that_there_is_not", "GB-37", {"period": "2025"}),
    ("numbers_with_a_field_more", "GB-15", {"run": "calc.exe"}),
    ("numbers_with_a_title_that_turns_the_direction", "GB-15", {"title": "\u202eB"}),
    ("numbers_with_a_title_not_in_nfc", "GB-15", {"title": "Hoa\u0300"}),
    ("numbers_with_a_title_too_long", "GB-15", {"title": "a" * 1001}),
    ("numbers_in_no_columns", "GB-15", {"columns": []}),
    ("numbers_in_more_columns_than_any_table", "GB-15", {"columns": [["a", "", False]] * 201}),
    ("a_row_of_numbers_twice", "GB-15", {"rows": [["2025", "", "", "", False, [[1, 9]]]] * 2}),
    ("a_row_without_its_numbers", "GB-15", {"rows": [["2025", "", "", "", False, []]]}),
    ("a_text_among_numbers", "GB-15", {"rows": [["2025", "", "", "", False, [["=1+1", 9]]]]}),
    ("a_truth_among_numbers", "GB-15", {"rows": [["2025", "", "", "", False, [[True, 9]]]]}),
):

    def _changed(scene: Scene, change: dict[str, object] = _change) -> bytes:
        return _spoilt(scene, lambda values: values.update(change))

    _changed.__name__ = _name
    attack(_code, TOTALS)(_changed)
