"""Invented people in any number: review lists as a workbook would give them, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence

from sinhke_desktop.domain.household import HEAD, Birth, Sex
from sinhke_desktop.domain.import_plan import NewIds, StoredHousehold, plan_import
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember, ReviewList
from sinhke_desktop.services import hamlets, households
from sinhke_desktop.services.imports import PreparedImport
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Hồ", "Võ", "Bùi", "Chamaléa", "Katơr", "Pi Năng", "Tà Yên")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Thanh", "Thu", "Ngọc", "Kim", "Quốc")
GIVEN = ("Ánh", "An", "Bình", "Cúc", "Dũng", "Đào", "Đức", "Hoà", "Hương", "Kha", "Lan", "Mừng", "Nga", "Phượng",
         "Quỳnh", "Sinh", "Thảo", "Thắng", "Tuyết", "Uyên", "Vinh", "Xuân", "Ý", "Yến")  # fmt: skip
GROUPS = ("Kinh", "Ra-glai", "Chăm", "Cơ-ho")
RELATIONS = ("Vợ", "Con trai", "Con gái", "Cháu", "Mẹ")
YEAR = 2025


def person(chance: random.Random) -> str:
    """A full name that nobody was asked for."""
    return f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"


def review_list(count: int, seed: int, *, members: int = 4, hamlet_count: int = 12) -> ReviewList:
    """*count* households of *members* people each with income points and indicators, in *hamlet_count* hamlets."""
    chance = random.Random(seed)
    listed = tuple(_household(chance, number, members, hamlet_count) for number in range(1, count + 1))
    return ReviewList(
        title="DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO", commune_title="XÃ ANH DŨNG", year=YEAR, sheet="1", columns={},
        households=listed, problems=(),
    )  # fmt: skip


def _household(chance: random.Random, number: int, size: int, hamlet_count: int) -> ListedHousehold:
    row = 10 + (number - 1) * size
    group = chance.choice(GROUPS)
    people = tuple(_member(chance, number, place, row, group) for place in range(size))
    deprived = frozenset(chance.sample(list(INDICATORS), chance.randrange(6)))
    poor = PovertyClass.POOR if len(deprived) >= 3 else PovertyClass.NEAR_POOR
    return ListedHousehold(
        row, number, people, f"Số {1 + number % hamlet_count}", "Thôn", "", poor, None, chance.randrange(60, 141),
        len(deprived) * 10, deprived,
    )  # fmt: skip


def _member(chance: random.Random, number: int, place: int, row: int, group: str) -> ListedMember:
    """A person whose citizen id agrees with sex and birth, as most do."""
    sex = chance.choice(tuple(Sex))
    birth = Birth(chance.randrange(1940, 2024), chance.randrange(1, 13), 1)
    digit = (2 if birth.year >= 2000 else 0) + (sex is Sex.FEMALE)
    return ListedMember(
        row + place,
        number,
        person(chance),
        HEAD if place == 0 else chance.choice(RELATIONS),
        sex,
        birth,
        group,
        f"058{digit}{birth.year % 100:02d}{row + place:06d}",
        f"09{chance.randrange(10**8):08d}" if place == 0 else "",
    )


def prepared(workspace: Workspace, listed: ReviewList, known: Sequence[StoredHousehold] = ()) -> PreparedImport:
    """The import of *listed* into the store as it stands, as if just read from a workbook."""
    with workspace.database.read() as connection:
        place = journal.place(connection)
    plan = plan_import(
        listed, known, hamlets.all_hamlets(workspace), year=YEAR, commune_code=workspace.commune_code,
        ids=NewIds(workspace.new_id, households.new_member_id),
    )  # fmt: skip
    return PreparedImport(plan, "danh-sach.xlsx", "0" * 64, (place.epoch, place.counter))
