"""A stick that goes, is full, is locked or lies while a bundle is written never makes the program say done falsely."""

import pytest
import stick_pulls
import stores


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory):
    top = tmp_path_factory.mktemp("sticks")
    found = stores.fresh(stores.make_template(top / "made"), top / "commune") / "data"
    if not stick_pulls.attaching_works(found, top / "probe"):
        pytest.skip("strace may not be hung onto a running program here")
    return found


def test_no_fault_of_the_stick_makes_the_copy_count_falsely(data, tmp_path) -> None:
    seen = list(stick_pulls.pulls(data, tmp_path, step=9))
    assert len(seen) > 20
    assert {one.told for one in seen} >= {"GB-21", "GB-22", "GB-23"}
    assert [one for one in seen if one.problems] == []


def test_a_copy_that_is_not_read_back_is_caught(data, tmp_path) -> None:
    seen = list(stick_pulls.pulls(data, tmp_path, blind=True, lying_only=True))
    assert any(one.problems for one in seen)
