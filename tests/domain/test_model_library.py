"""Entries of the library of models: what they fill in, and how a candidate becomes one."""

from dataclasses import replace
from itertools import count

from sinhke_desktop.domain.economics import EconomicLine, Side
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.model_library import (
    PROPOSED,
    LibraryLine,
    LibraryModel,
    cycle_of,
    entry_of,
    is_proposed,
)

GOATS = LibraryModel(
    "nuoi-de", "Nuôi dê", "dê", "con", 18, risks=("Đậu dê", "Thiếu lá"),
    lines=(
        LibraryLine(Side.COST, "Dê giống", 10, "con", 2_500_000, 0, source="Xã Long Hòa"),
        LibraryLine(Side.INCOME, "Bán dê", 11, "con", 1_900_000, 11, 7, 18, 50),
    ),
)  # fmt: skip
MODEL = LivelihoodModel("m" * 32, "22828", "22828", "2023-2025", "Nuôi dê", thing="dê")


def made_lines():
    numbers = count(1)
    return GOATS.economic_lines("22828", MODEL.id, lambda: f"{next(numbers):032x}")


def test_an_entry_fills_the_form_of_a_candidate():
    typed = GOATS.typed()
    assert (typed.name, typed.thing, typed.unit, typed.cycle_months) == ("Nuôi dê", "dê", "con", 18)
    assert (typed.library_key, typed.risks) == ("nuoi-de", "Đậu dê\nThiếu lá")


def test_every_line_says_its_source_or_that_it_is_only_a_proposal():
    sourced, proposed = made_lines()
    assert (sourced.note, is_proposed(sourced)) == ("Nguồn: Xã Long Hòa", False)
    assert (proposed.note, is_proposed(proposed)) == (PROPOSED, True)
    assert sourced.id != proposed.id
    assert GOATS.figures().expected.net == 2 * 11 * 1_900_000 - 25_000_000


def test_a_candidate_made_from_an_entry_becomes_the_same_entry_again():
    model = replace(MODEL, cycle_months=18, risks="Đậu dê\nThiếu lá", note="Ghi chú\ncủa xã")
    assert entry_of(model, made_lines(), "nuoi-de") == replace(GOATS, own=True, summary="Ghi chú của xã")


def test_an_entry_holds_nothing_that_lies_after_its_cycle():
    model = replace(MODEL, cycle_months=12, thing="")
    late = EconomicLine("9" * 32, "22828", MODEL.id, Side.INCOME, "Bán giàn", first_month=20)
    found = entry_of(model, [*made_lines(), late], "nuoi-de")
    assert [one.last_month for one in found.lines] == [None, 12]
    assert found.thing == "Nuôi dê"


def test_the_months_computed_over_are_the_cycle_else_the_duration_else_those_of_the_lines():
    some = made_lines()
    assert cycle_of(replace(MODEL, cycle_months=9, duration_months=5), some) == 9
    assert cycle_of(replace(MODEL, duration_months=5), some) == 5
    assert cycle_of(MODEL, some) == 18
    assert cycle_of(MODEL, [replace(some[0], first_month=7), replace(some[1], removed=True)]) == 7
    assert cycle_of(MODEL, []) == 1
