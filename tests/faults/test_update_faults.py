"""Updates gone wrong: some moments here, every one with ``make faults``."""

import disk_full
import kills
import pytest
import update_faults

pytestmark = pytest.mark.skipif(not kills.strace_works(), reason="strace is missing or may not trace here")


def test_killed_while_it_is_installed_a_whole_version_starts_and_it_can_be_installed_again(tmp_path):
    seen = list(update_faults.kills(update_faults.Scene(tmp_path / "a"), every=18))
    assert len(seen) >= 2
    assert [case for case in seen if case.problems] == []
    assert any(case.told != "done" for case in seen)


@pytest.mark.slow
def test_the_sabotaged_twin_is_caught(tmp_path):
    seen = list(update_faults.kills(update_faults.Scene(tmp_path / "a"), "--switch-first", every=13))
    assert any(case.problems for case in seen)


def test_a_launcher_killed_while_it_goes_back_goes_back_at_the_next_start(tmp_path):
    seen = list(update_faults.launcher_kills(update_faults.Scene(tmp_path / "a", does="exit 70"), every=15))
    assert len(seen) >= 3
    assert [case for case in seen if case.problems] == []


def test_torn_packs_change_nothing(tmp_path):
    seen = list(update_faults.torn(update_faults.Scene(tmp_path / "a"), every=499))
    assert [case for case in seen if case.problems] == []


@pytest.mark.slow
def test_on_a_full_disk_the_version_in_use_stays(tmp_path):
    if not disk_full.small_disks_work(tmp_path):
        pytest.skip("this process may not mount a file system")
    seen = list(update_faults.full_disks(update_faults.Scene(tmp_path / "a"), 2))
    assert [case for case in seen if case.problems] == []
    assert "BN-08" in {case.told for case in seen}
