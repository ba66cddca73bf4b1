"""The totals that rates are taken of: kept, changed, and refused where they cannot be right."""

import pytest

from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import denominators, hamlets, integrity
from sinhke_desktop.services.denominators import Typed


@pytest.fixture
def here(workspace):
    return hamlets.add(workspace, "Tân Tiến")


def kept(workspace, year=2025):
    return [{name: one.text(name) for name in denominators.FIELDS} for one in denominators.stated(workspace, year)]


def test_what_is_typed_is_kept_and_an_empty_cell_means_not_known(workspace, here):
    assert denominators.state(workspace, 2025, [Typed(here.id, {"households": "262", "persons": "1.010"})]) == 1
    assert (
        kept(workspace)[0] | {"households": "262", "persons": "1010", "minority_households": ""} == kept(workspace)[0]
    )
    assert hamlets.totals(workspace, 2025) == {here.id: 262}
    assert denominators.state(workspace, 2025, [Typed(here.id, {"households": "262", "persons": "1010"})]) == 0
    assert denominators.state(workspace, 2025, [Typed(here.id, {"households": "263"})]) == 1
    assert (kept(workspace)[0]["households"], kept(workspace)[0]["persons"]) == ("263", "")
    assert integrity.check(workspace).ok


def test_hamlets_without_numbers_are_named_until_they_are_typed(workspace, here):
    hamlets.add(workspace, "Đá Bàn")
    assert denominators.missing(workspace, 2025) == ["Thôn Tân Tiến", "Thôn Đá Bàn"]
    denominators.state(workspace, 2025, [Typed(here.id, {"households": "262", "persons": "1010"})])
    assert denominators.missing(workspace, 2025) == ["Thôn Đá Bàn"]


def test_the_numbers_of_the_year_before_are_proposed_where_there_are_none(workspace, here):
    denominators.state(workspace, 2024, [Typed(here.id, {"households": "250", "persons": "990"})])
    (proposed,) = denominators.proposed(workspace, 2025)
    assert (proposed.texts["households"], proposed.texts["persons"]) == ("250", "990")
    denominators.state(workspace, 2025, [proposed])
    assert denominators.proposed(workspace, 2025) == []


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"households": "abc"}, "households", "MH-03"),
        ({"households": "10", "persons": "9"}, "persons", "TH-07"),
        ({"households": "10", "minority_households": "11"}, "minority_households", "TH-07"),
        ({"households": "10", "persons": "40", "minority_persons": "41"}, "minority_persons", "TH-07"),
        ({"households": "10", "minority_households": "5", "local_minority_households": "6"},
         "local_minority_households", "TH-07"),
        ({"households": "2"}, "households", "TH-08"),
        ({"persons": "40"}, "households", "TH-09"),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_right_are_refused_with_their_cell(workspace, here, texts, field, code):
    counted = {here.id: {"households": 3, "persons": 5}}
    with pytest.raises(InvalidInput) as caught:
        denominators.state(workspace, 2025, [Typed(here.id, texts)], counted)
    assert (f"{here.id}.{field}", code) in [(one.field, one.code) for one in caught.value.problems]
    assert kept(workspace)[0]["households"] == ""
