"""A commune with hamlets, households and reviews, and the sample model entered into it."""

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.services import hamlets, households, reviews

HEADS = ("Đỗ Đức Dũng", "Lê Văn Bình", "Phạm Thị Thu Hường", "Nguyễn Thị Kim Cúc", "Trần Văn Đức", "Võ Hữu Thắng",
         "Hồ Thị Lan", "Katơr Thị Nga", "Chamaléa Sinh")  # fmt: skip
POOR = {1, 3, 8}
"""Places in HEADS of poor households; the others are near-poor."""
LACKING = frozenset({"employment", "nutrition", "healthInsurance"})


def register_household(workspace, hamlet_id, head, *, income="120", deprived=frozenset(), number=None, year="2023"):
    typed = HouseholdInput(
        hamlet_id=hamlet_id,
        members=(
            MemberInput(head, "Chủ hộ", "male", "1980", "Kinh"),
            MemberInput(f"{head} Con", "Con trai", "male", "2010", "Kinh"),
        ),
        list_number=number,
    )
    household = households.register(workspace, typed)
    reviews.record(
        workspace,
        reviews.ReviewInput(household.id, year, income_points=income, deprivation_points="30", deprived=deprived),
    )
    return household


@pytest.fixture
def village(workspace):
    """Nine households of two hamlets: heads of HEADS, seven of them in Tân Tiến. Returns (workspace, ids by head)."""
    tan_hoa = hamlets.add(workspace, "Tân Hòa")
    tan_tien = hamlets.add(workspace, "Tân Tiến")
    ids = {}
    for number, head in enumerate(HEADS):
        hamlet = tan_tien if number < 7 else tan_hoa
        deprived = LACKING if number in POOR else frozenset({"employment"})
        ids[head] = register_household(workspace, hamlet.id, head, deprived=deprived, number=number + 1).id
    return workspace, ids


@pytest.fixture
def sample(village):
    """The village with the published case of Hòa Sơn. Returns (workspace, model)."""
    from sinhke_desktop.services import model_sample

    workspace, _ids = village
    return workspace, model_sample.enter(workspace)
