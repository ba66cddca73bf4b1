"""Walking orders."""

from __future__ import annotations

from sinhke_desktop.domain.visit_route import (
    RouteStop,
    VisitRoute,
    WalkingOrder,
    by_address,
    put_in_order,
    visit_route_id,
)

STOPS = [RouteStop("a", "Lê Thị An", "Tổ 10, số 2"), RouteStop("b", "Đỗ Văn Bình", "Tổ 3, số 12"),
         RouteStop("c", "Mang Thị Cúc"), RouteStop("d", "Pi Năng Dũng", "Tổ 3, số 2B")]  # fmt: skip


def _ids(stops: list[RouteStop]) -> str:
    return "".join(stop.household_id for stop in stops)


def test_numbers_in_addresses_sort_by_their_value_and_no_address_comes_last() -> None:
    assert _ids(by_address(STOPS)) == "dbac"


def test_a_kept_route_goes_before_names_and_names_stand_alone() -> None:
    assert _ids(put_in_order(STOPS, WalkingOrder.KEPT, ["d", "x", "a"])) == "dabc"
    assert _ids(put_in_order(STOPS, WalkingOrder.NAME, ["d", "x", "a"])) == "abcd"
    assert _ids(put_in_order(STOPS, WalkingOrder.ADDRESS, ["c"])) == "dbac"


def test_a_hamlet_has_one_route_on_every_machine() -> None:
    assert visit_route_id("22828", "h1") == visit_route_id("22828", "h1") != visit_route_id("22828", "h2")
    assert VisitRoute("i", "22828", "h1", "a,b").order == ("a", "b")
    assert VisitRoute("i", "22828", "h1").order == ()
