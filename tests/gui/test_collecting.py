import gc

import pytest

from sinhke_desktop.gui.collecting import collector_waits, let_wait


def test_the_collector_waits_while_anyone_reads_and_goes_on_after_an_error():
    assert gc.isenabled()
    with collector_waits():
        with collector_waits():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), collector_waits():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_the_collector_goes_on_when_it_is_told_to_and_only_once():
    end = let_wait()
    with collector_waits():
        end()
        end()
        assert not gc.isenabled()
    assert gc.isenabled()
