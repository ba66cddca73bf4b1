"""An office put back to any earlier state gets everything again from the machines alone."""

import office_put_back
import pytest


def test_nothing_is_lost_and_nobody_is_needed_when_an_office_is_put_back(tmp_path):
    seen = list(office_put_back.histories(tmp_path, 3, 2))
    assert sum(one.put_back for one in seen) > 0
    assert [problem for one in seen for problem in one.problems] == []


@pytest.mark.slow
def test_machines_that_forget_nothing_are_caught(tmp_path):
    seen = list(office_put_back.histories(tmp_path, 3, 2, deaf=True))
    assert any(one.problems for one in seen)
