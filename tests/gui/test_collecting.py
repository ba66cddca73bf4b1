import gc

import pytest

from sinhke_desktop.gui.collecting import collector_waits


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
