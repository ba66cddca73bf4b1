"""A full disk is told with a code, and what was stored stays; a few fill levels of the many of ``make faults``."""

import disk_full
import pytest
import stores


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return stores.make_template(tmp_path_factory.mktemp("full"))


def test_files_that_may_not_grow_are_told_and_lose_nothing(template, tmp_path):
    seen = list(disk_full.under_limits(template, tmp_path, [4096, 150_000, 300_000]))
    assert [one for one in seen if one.problems] == []
    assert all(one.told for one in seen)
    assert {code for one in seen for code in one.told} <= {"DL-03", "DL-04", "DL-09"}


def test_a_small_disk_that_fills_up_is_told_and_loses_nothing(template, tmp_path):
    if not disk_full.small_disks_work(tmp_path):
        pytest.skip("this user may not mount a small file system")
    seen = list(disk_full.on_small_disks(template, tmp_path, [65_536, 393_216]))
    assert [one for one in seen if one.problems] == []
    assert "DL-04" in {code for one in seen for code in one.told}
