"""What the next bundle carries, counted."""

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.services import candidates, hamlets, households, place, returned_records
from sinhke_desktop.services.outgoing import outgoing


def test_records_are_counted_once_however_often_they_changed(workspace):
    place.check(workspace)
    before = outgoing(workspace)
    hamlet = hamlets.add(workspace, "Tân Tiến")
    people = (MemberInput("Đỗ Đức Dũng", HEAD, "male", "1979"), MemberInput("Lê Thị Nga", "Vợ", "female", "1983"))
    made = households.register(workspace, HouseholdInput(hamlet.id, people))
    households.remove(workspace, made.id, "Ghi nhầm")
    candidates.add(workspace, ModelInput("Nuôi bò"))
    counted = outgoing(workspace)
    assert (counted.households, counted.members, counted.others, counted.removed) == (1, 2, 1, 1)
    assert counted.places == before.places + 1
    assert counted.returned == 0
    assert counted.changes >= before.changes + 4


def test_what_the_office_returned_is_counted_apart(workspace):
    place.check(workspace)
    hamlet = hamlets.add(workspace, "Tân Tiến")
    made = households.register(workspace, HouseholdInput(hamlet.id, (MemberInput("Đỗ Đức Dũng", HEAD),)))
    before = outgoing(workspace)
    returned_records.ask(workspace, "22828", "household", made.id, "Thiếu căn cước")
    assert (outgoing(workspace).returned, outgoing(workspace).others) == (1, before.others)
