"""Power cuts by replay of a recorded day; the sabotaged twin shows that the replay bites."""

import kills
import power_cuts
import pytest
import stores

pytestmark = pytest.mark.skipif(not kills.strace_works(), reason="strace is missing or may not trace here")
CUTS = 40


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return stores.make_template(tmp_path_factory.mktemp("cuts"))


def test_no_power_cut_loses_what_was_acknowledged(template, tmp_path):
    assert [cut for cut in power_cuts.cuts(template, tmp_path, 31, CUTS) if cut.problems] == []


def test_without_synchronous_writing_acknowledged_records_are_lost(template, tmp_path):
    found = list(power_cuts.cuts(template, tmp_path, 31, CUTS, synchronous_off=True))
    assert any("is lost" in problem for cut in found for problem in cut.problems)
