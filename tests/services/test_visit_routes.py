"""The order in which an officer walks through a hamlet."""

from dataclasses import replace

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.visit_route import WalkingOrder
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import hamlets, households, visit_routes
from sinhke_desktop.storage import journal


@pytest.fixture
def street(workspace):
    """Four households of one hamlet with addresses, one of another. Returns (workspace, hamlet id, ids by name)."""
    tan_tien, tan_hoa = hamlets.add(workspace, "Tân Tiến"), hamlets.add(workspace, "Tân Hòa")
    ids = {}
    for name, address in (("Lê Thị An", "Tổ 10, số 2"), ("Đỗ Văn Bình", "Tổ 3, số 12A"), ("Mang Thị Cúc", ""),
                          ("Pi Năng Dũng", "Tổ 3, số 2"), ("Katơr Thị Em", "Tổ 1")):  # fmt: skip
        hamlet = tan_hoa if name == "Katơr Thị Em" else tan_tien
        typed = HouseholdInput(
            hamlet_id=hamlet.id, address=address, members=(MemberInput(name, "Chủ hộ", "female", "1980", "Kinh"),)
        )  # fmt: skip
        ids[name] = households.register(workspace, typed).id
    return workspace, tan_tien.id, ids


def _names(stops):
    return [stop.head_name for stop in stops]


def test_without_a_kept_order_households_stand_by_given_name(street):
    workspace, hamlet_id, _ids = street
    assert _names(visit_routes.stops(workspace, hamlet_id)) == [
        "Lê Thị An", "Đỗ Văn Bình", "Mang Thị Cúc", "Pi Năng Dũng",
    ]  # fmt: skip
    assert visit_routes.kept(workspace, hamlet_id) == ()


def test_a_kept_order_is_followed_and_newcomers_come_last(street):
    workspace, hamlet_id, ids = street
    visit_routes.keep(workspace, hamlet_id, [ids["Pi Năng Dũng"], ids["Lê Thị An"], "0" * 32])
    assert _names(visit_routes.stops(workspace, hamlet_id)) == [
        "Pi Năng Dũng", "Lê Thị An", "Đỗ Văn Bình", "Mang Thị Cúc",
    ]  # fmt: skip


def test_an_order_is_journalled_and_taken_back_by_an_empty_one(street):
    workspace, hamlet_id, ids = street
    route = visit_routes.keep(workspace, hamlet_id, [ids["Pi Năng Dũng"]])
    visit_routes.keep(workspace, hamlet_id, [])
    assert _names(visit_routes.stops(workspace, hamlet_id))[0] == "Lê Thị An"
    with workspace.database.read() as connection:
        assert len(journal.operations_of(connection, [route.id])) == 2


def test_a_household_stands_once_in_an_order(street):
    workspace, hamlet_id, ids = street
    with pytest.raises(InvalidInput) as error:
        visit_routes.keep(workspace, hamlet_id, [ids["Lê Thị An"]] * 2)
    assert error.value.problems[0].code == "TV-09"
    assert visit_routes.kept(workspace, hamlet_id) == ()


def test_hamlets_keep_the_communes_order_whatever_the_order_within(street):
    workspace, hamlet_id, ids = street
    visit_routes.keep(workspace, hamlet_id, [ids["Mang Thị Cúc"]])
    everybody = [households.get(workspace, one) for one in ids.values()]
    stranger = replace(everybody[0], id="f" * 32, hamlet_id="0" * 32)
    found = {
        order: [one.head.full_name for one in visit_routes.ordered(workspace, [stranger, *everybody], order)]
        for order in WalkingOrder
    }
    assert found[WalkingOrder.KEPT] == [
        "Mang Thị Cúc", "Lê Thị An", "Đỗ Văn Bình", "Pi Năng Dũng", "Katơr Thị Em", "Lê Thị An",
    ]  # fmt: skip
    assert found[WalkingOrder.ADDRESS][:4] == ["Pi Năng Dũng", "Đỗ Văn Bình", "Lê Thị An", "Mang Thị Cúc"]
    assert found[WalkingOrder.NAME][:4] == ["Lê Thị An", "Đỗ Văn Bình", "Mang Thị Cúc", "Pi Năng Dũng"]
