"""Photographs kept beside households, on this machine alone."""

from datetime import date

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.photo import MOST_BYTES, MOST_PHOTOS, camera_parts
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import hamlets, households, photos
from sinhke_desktop.storage import journal

JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
SCAN = b"\xff\xda\x00\x02pixels\xff\xd9"
CLEAN = b"\xff\xd8" + JFIF + SCAN


@pytest.fixture
def home(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    return households.register(workspace, HouseholdInput(hamlet.id, (MemberInput("Lê An", "Chủ hộ"),))).id


def code(refused):
    return [problem.code for problem in refused.value.problems]


def test_a_photograph_is_kept_described_deleted_and_put_back(workspace, home):
    made = photos.add(workspace, home, CLEAN, "19/11/2025", "  Chuồng  bò ")
    assert (made.taken_on, made.note) == (date(2025, 11, 19), "Chuồng bò")
    assert photos.of_household(workspace, home) == [made]
    other = photos.describe(workspace, made, "", "Nhà chính")
    assert photos.of_household(workspace, home) == [other]
    photos.remove(workspace, made.id)
    assert photos.of_household(workspace, home) == []
    with pytest.raises(NotFound):
        photos.describe(workspace, made, "", "x")
    photos.put_back(workspace, other)
    assert photos.of_household(workspace, home) == [other]


def test_photographs_leave_no_trace_in_the_journal(workspace, home):
    with workspace.database.read() as connection:
        before = journal.state_hash(connection), journal.count_operations(connection)
    photos.add(workspace, home, CLEAN)
    with workspace.database.read() as connection:
        assert (journal.state_hash(connection), journal.count_operations(connection)) == before


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"GIF89a",
        CLEAN[:-2],
        b"\xff\xd8\xff\xe1\x00\x08Exif\x00\x00" + SCAN,
        b"\xff\xd8\xff\xfe\x00\x07owner" + SCAN,
        CLEAN[:-2] + bytes(MOST_BYTES) + b"\xff\xd9",
    ],
)
def test_only_clean_small_jpegs_are_kept(workspace, home, picture):
    with pytest.raises(InvalidInput) as refused:
        photos.add(workspace, home, picture)
    assert code(refused) == ["PA-01"]


def test_there_are_at_most_six(workspace, home):
    made = [photos.add(workspace, home, CLEAN) for _number in range(MOST_PHOTOS)]
    with pytest.raises(InvalidInput) as refused:
        photos.add(workspace, home, CLEAN)
    assert code(refused) == ["PA-02"]
    photos.remove(workspace, made[0].id)
    photos.add(workspace, home, CLEAN)
    with pytest.raises(InvalidInput):
        photos.put_back(workspace, made[0])


def test_a_day_to_come_and_an_unknown_household_are_refused(workspace, home):
    with pytest.raises(InvalidInput) as refused:
        photos.add(workspace, home, CLEAN, "21/11/2025")
    assert code(refused) == ["MH-04"]
    with pytest.raises(NotFound):
        photos.add(workspace, "f" * 32, CLEAN)


def test_camera_parts_are_told():
    assert camera_parts(CLEAN) == []
    assert camera_parts(b"\xff\xd8\xff\xe1\x00\x02" + SCAN) == [0xE1]
    assert camera_parts(b"\xff\xd8\x00") is None
