from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.support import SupportInput
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import funding, households, supports
from sinhke_desktop.storage import journal

BOOKED = SupportInput("", "production", "bò cái sinh sản", "GNBV", "05/03/2025", "", "2", "con", "36000000")


@pytest.fixture
def home(village):
    """The village's store, and one household's id."""
    workspace, ids = village
    return workspace, ids["Lê Văn Bình"]


def gift(household_id, **changes):
    return replace(BOOKED, household_id=household_id, **changes)


def texts(workspace, household_id):
    return [one.what for one in supports.of_household(workspace, household_id)]


def state(workspace):
    with workspace.database.read() as connection:
        return journal.state_hash(connection)


def test_what_was_given_is_there_newest_first_and_kept_as_told(home):
    workspace, household_id = home
    made = supports.give(workspace, gift(household_id))
    supports.give(workspace, gift(household_id, what="Thẻ BHYT", kind="health", received_on="01/06/2025", value=""))
    assert texts(workspace, household_id) == ["Thẻ BHYT", "bò cái sinh sản"]
    stored = supports.get(workspace, made.id)
    assert (stored.value, stored.quantity, stored.received_on) == (36_000_000, 2, date(2025, 3, 5))


def test_a_wrong_gift_changes_nothing(home):
    workspace, household_id = home
    before = state(workspace)
    with pytest.raises(InvalidInput):
        supports.give(workspace, gift(household_id, source_code="MTQG-2035"))
    with pytest.raises(InvalidInput) as refused:
        supports.give(workspace, gift("f" * 32))
    assert refused.value.problems[0].code == "SP-06"
    assert state(workspace) == before


def test_a_household_in_the_recycle_bin_receives_nothing(home):
    workspace, household_id = home
    households.remove(workspace, household_id, "trùng")
    with pytest.raises(InvalidInput) as refused:
        supports.give(workspace, gift(household_id))
    assert refused.value.problems[0].code == "SP-06"


def test_a_change_keeps_the_household_and_can_be_put_back(home):
    workspace, household_id = home
    made = supports.give(workspace, gift(household_id))
    supports.change(workspace, made.id, gift("", what="bê cái"))
    assert texts(workspace, household_id) == ["bê cái"]
    supports.put_back(workspace, made)
    assert supports.of_household(workspace, household_id) == [made]


def test_what_was_taken_back_is_gone_until_it_is_put_back(home):
    workspace, household_id = home
    made = supports.give(workspace, gift(household_id))
    supports.take_back(workspace, made.id, "ghi nhầm hộ")
    assert texts(workspace, household_id) == []
    with pytest.raises(NotFound):
        supports.take_back(workspace, made.id, "lần nữa")
    supports.put_back(workspace, made)
    assert texts(workspace, household_id) == ["bò cái sinh sản"]


def test_one_gift_for_many_households_is_given_to_all_or_none(village):
    workspace, ids = village
    some = list(ids.values())[:4]
    made = supports.give_many(workspace, [*some, some[0]], gift(""))
    assert [one.household_id for one in made] == some
    before = state(workspace)
    with pytest.raises(InvalidInput):
        supports.give_many(workspace, some, gift("", what=""))
    with pytest.raises(InvalidInput):
        supports.give_many(workspace, ["f" * 32], gift(""))
    assert state(workspace) == before
    supports.take_back_many(workspace, [one.id for one in made], "hoàn tác")
    assert all(texts(workspace, one) == [] for one in some)


def test_training_for_many_is_noted_for_their_heads(village):
    workspace, ids = village
    some = list(ids.values())[:2]
    made = supports.give_many(workspace, some, gift("", kind="training", what="Trồng nho"))
    heads = [households.get(workspace, one).head.id for one in some]
    assert [one.member_id for one in made] == heads


def test_a_second_source_for_the_same_is_warned_of_but_not_refused(home):
    workspace, household_id = home
    supports.give(workspace, gift(household_id))
    again = gift(household_id, source_code="XHH", what="2 bò giống", received_on="01/10/2025")
    (text,) = supports.warnings(workspace, again)
    assert "bò cái sinh sản" in text
    assert "05/03/2025" in text
    assert supports.warnings(workspace, replace(again, what="")) == []
    assert supports.warnings(workspace, replace(again, source_code="GNBV")) == []
    made = supports.give(workspace, again)
    assert len(supports.warnings(workspace, again, made.id)) == 1
    (double,) = supports.doubles(workspace)
    assert (double.head_name, double.second.id) == ("Lê Văn Bình", made.id)
    supports.take_back(workspace, made.id, "nhầm")
    assert supports.doubles(workspace) == []


def test_of_many_only_those_that_have_it_already_are_named(village):
    workspace, ids = village
    supports.give(workspace, gift(ids["Lê Văn Bình"]))
    again = gift("", source_code="XHH")
    assert [one.head_name for one in supports.warnings_of_many(workspace, list(ids.values()), again)] == ["Lê Văn Bình"]


def test_what_the_livelihood_model_hands_over_counts_as_received(sample):
    workspace, model = sample
    before = supports.doubles(workspace)
    handed = funding.handovers(workspace, model.id)
    with workspace.database.read() as connection:
        from sinhke_desktop.domain.participant import Participant
        from sinhke_desktop.storage import records

        household_id = records.get(connection, Participant, handed[0].participant_id).household_id
    lines = supports.received(workspace, household_id)
    assert any(line.model == model.name for line in lines)
    day = f"{handed[0].handed_on:%d/%m/%Y}"
    again = gift(household_id, what=handed[0].kind, source_code="XHH", received_on=day)
    assert supports.warnings(workspace, again)
    supports.give(workspace, again)
    assert household_id not in {one.household_id for one in before}
    assert household_id in {one.household_id for one in supports.doubles(workspace)}


def test_totals_by_source_add_up_and_say_how_many_have_no_value(home):
    workspace, household_id = home
    supports.give(workspace, gift(household_id))
    supports.give(workspace, gift(household_id, what="lúa giống", value="1.500.000"))
    supports.give(workspace, gift(household_id, what="quà Tết", kind="cash", source_code="XHH", value=""))
    found = supports.totals(supports.received(workspace, household_id))
    assert [(one.times, one.value, one.without_value) for one in found] == [(2, 37_500_000, 0), (1, 0, 1)]


def test_only_sources_of_that_day_are_offered_and_never_the_households_own(workspace):
    codes = {one.code for one in supports.sources_on("01/08/2025")}
    assert "GNBV" in codes
    assert not codes & {"QVNN-HUYEN", "MTQG-2035", "DU-TIEN"}
    assert "QVNN-HUYEN" in {one.code for one in supports.sources_on("hôm nào đó")}
