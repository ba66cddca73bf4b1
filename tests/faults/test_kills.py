"""``kill -9`` while saving, importing, exporting: 12 moments here, 200 and more with ``make faults``."""

import kills
import pytest
import stores

MOMENTS = 6


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return stores.make_template(tmp_path_factory.mktemp("kills"))


def test_a_whole_day_acknowledges_everything_and_nothing_is_wrong(template, tmp_path):
    store = stores.fresh(template, tmp_path / "day")
    day = stores.work(store)
    assert day.ended, day.errors
    assert {line[0] for line in day.stored} == {"household", "note", "import", "bundle", "backup"}
    assert stores.judge(store, day.stored) == []


def test_the_judge_misses_what_is_not_there(template, tmp_path):
    store = stores.fresh(template, tmp_path / "day")
    wanted = [["household", "0" * 32], ["import", "1" * 32, "5"], ["bundle", "x.xxb", "2" * 32, "1"], ["backup", "1"]]
    found = stores.judge(store, wanted)
    assert len(found) == 5
    assert all("lost" in problem or "not in" in problem or "not on" in problem for problem in found)


def test_killed_at_random_instants_everything_acknowledged_is_there(template, tmp_path):
    seen = list(kills.at_random(template, tmp_path, 22, MOMENTS))
    assert [moment for moment in seen if moment.problems] == []
    assert any(moment.died for moment in seen)


@pytest.mark.skipif(not kills.strace_works(), reason="strace is missing or may not trace here")
def test_killed_at_writing_calls_everything_acknowledged_is_there(template, tmp_path):
    seen = list(kills.at_calls(template, tmp_path, 23, MOMENTS))
    assert [moment for moment in seen if moment.problems] == []
    assert sum(moment.died for moment in seen) >= MOMENTS // 2
