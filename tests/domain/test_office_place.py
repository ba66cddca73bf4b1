"""When an office begins a new epoch."""

import pytest

from sinhke_desktop.domain.office_place import reasons_for_new_office_epoch
from sinhke_desktop.domain.protocol import Anchor, Reason

NOW = Anchor("e" * 32, 10, 4)


@pytest.mark.parametrize(
    ("held", "given", "expected"),
    [
        (NOW, {}, ()),
        (Anchor(NOW.epoch, 7, 9), {}, ()),
        (None, {}, (Reason.ANCHOR_MISSING,)),
        (Anchor("f" * 32, 10, 4), {}, (Reason.ANCHOR_DIFFERENT,)),
        (Anchor(NOW.epoch, 11, 4), {}, (Reason.ANCHOR_AHEAD,)),
        (NOW, {"same_machine": False}, (Reason.OTHER_MACHINE,)),
        (NOW, {"restored": True}, (Reason.RESTORED,)),
        (None, {"shared": True}, ()),
        (None, {"shared": True, "same_machine": False}, (Reason.OTHER_MACHINE,)),
        (Anchor("f" * 32, 10, 4), {"shared": True}, ()),
        (Anchor("f" * 32, 11, 4), {"shared": True}, (Reason.ANCHOR_AHEAD,)),
    ],
)
def test_an_office_goes_on_only_where_nothing_says_that_it_is_older_than_its_note(held, given, expected):
    assert reasons_for_new_office_epoch(NOW, held, **{"same_machine": True, **given}) == expected
