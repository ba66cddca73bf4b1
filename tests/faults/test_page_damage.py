"""Every damaged page is found; a page put back to an older state, which the cipher cannot notice, is found too."""

import invented
import page_damage
import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.services import hamlets, households, imports
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage.database import FILE_NAME


@pytest.fixture
def data(workspace):
    """The folder of a closed store with 60 households."""
    imports.apply(workspace, invented.prepared(workspace, invented.review_list(60, 3, members=2)))
    workspaces.close(workspace)
    return workspace.folders.data


def test_an_altered_byte_in_any_page_is_found(data):
    seen = list(page_damage.flipped(data, 8))
    assert len(seen) > 30
    assert [page for page, verdict in seen if not verdict] == []
    assert page_damage.verdict(data) == ""


def test_any_page_put_back_to_an_older_state_is_found(data):
    older = (data / FILE_NAME).read_bytes()
    again = workspaces.open_with_password(page_damage.folders(data), page_damage.PASSWORD)
    hamlet = hamlets.all_hamlets(again)[0]
    rows = imports.apply(again, invented.prepared(again, invented.review_list(30, 4, members=2)))
    made = households.register(again, HouseholdInput(hamlet.id, (MemberInput("Đỗ Đức Dũng", "Chủ hộ"),)))
    households.remove(again, made.id, "thử")
    assert rows.import_id
    workspaces.close(again)
    seen = list(page_damage.rolled_back(data, older))
    assert len(seen) > 10
    assert [page for page, verdict in seen if not verdict] == []
