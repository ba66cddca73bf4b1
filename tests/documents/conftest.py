"""Invented households of every awkward size, for forms."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path

import pytest

from sinhke_desktop.domain.form_sheet import check_digit
from sinhke_desktop.domain.household import HEAD, Birth, Household, Member, Sex
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import Agreement, FollowUpFigures, Participation, VisitForm

sys.path.insert(0, str(Path(__file__).parent))

NAMES = ("Chamaléa Thị Bích Đào", "Katơr Văn Hươu", "Pi Năng Thị Mỡ", "Tain Minh Thuận", "Đàng Năng Bảo Hộ",
         "Thành Thị Ngọc Trâm", "Nguyễn Hữu Phước", "Lê Thị Ứng", "Bá Trung Thiệu", "Mang Xuân Quỳnh")  # fmt: skip
LONG_NAME = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"
RELATIONS = (HEAD, "Vợ", "Con trai", "Con gái", "Con dâu", "Con rể", "Cháu", "Mẹ")


def household(number: int, size: int, *, long_names: bool = False) -> Household:
    """Household *number* with *size* members; every text is a function of the number."""
    identity = hashlib.sha256(f"ho-{number}".encode()).hexdigest()
    members = tuple(
        Member(
            id=identity[place : place + 16],
            position=place + 1,
            full_name=LONG_NAME if long_names else NAMES[(number + place) % len(NAMES)],
            relation=RELATIONS[min(place, 7)],
            sex=(Sex.MALE, Sex.FEMALE, None)[place % 3],
            birth=(Birth(1962 + place, 3, 5), Birth(1970 + place), None)[place % 3],
            ethnic_group="Raglai",
            citizen_id=f"0582620{number % 100:02d}{place % 100:03d}",
            phone="0901234567" if place == 0 else "",
        )
        for place in range(size)
    )
    return Household(identity[:32], "22828", "a" * 32, members, address="Tổ 3", phone="0259123456")


def number_of(number: int) -> str:
    """The number of form *number*."""
    digits = f"{4129070 + number}"
    return digits + check_digit(digits)


def visit_form(number: int, size: int, *, part: bool = True, long_names: bool = False) -> VisitForm:
    """A form with everything filled in, or with little where *part* is False."""
    keys = list(INDICATORS)
    participation = Participation(
        "Nuôi bò cái sinh sản, nhóm cộng đồng thôn Tân Tiến",
        "02 con bò cái sinh sản (20/12/2023), 02 bộ máng ăn; hỗ trợ 37.740.000 đồng",
        FollowUpFigures("(10/2025)", 2, 1, 0, 0, 1, 12_500_000, "bò mẹ bị tiêu chảy", "tiêm phòng đợt 2"),
    )
    return VisitForm(
        household=household(number, size, long_names=long_names),
        commune_name="Xã Anh Dũng",
        hamlet_name="Thôn Tân Tiến" if number % 2 else "Thôn Tân Bình",
        class_name="Hộ nghèo",
        explanation="Thu nhập không quá 1.500.000 đ/người/tháng (95 ≤ 140 điểm) và thiếu hụt 4 chỉ số, từ 3 trở lên.",
        review_year=2025,
        income_points=95,
        deprivation_points=40,
        deprived=frozenset(keys[:3] + keys[8:9]),
        participation=participation if part else None,
        needs="vay vốn" if part else "",
        agreements=(
            Agreement("Sửa lại chuồng bò, che kín phía gió", "hộ", date(2025, 10, 30)),
            Agreement("Tiêm phòng lở mồm long móng cho hai con bò mẹ và con bê", "thú y xã", date(2025, 11, 15)),
        ) if part else (),
        last_visit=date(2025, 10, 14) if part else None,
        planned_on=date(2025, 11, 18),
        officer="Nguyễn Thị Thu Hà",
        number=number_of(number),
    )  # fmt: skip


@pytest.fixture
def awkward_forms() -> list[VisitForm]:
    """1, 4, 7, 9, 14 and 40 members, with and without the model, ordinary and longest names."""
    return [
        visit_form(1, 1, part=False),
        visit_form(3, 4),
        visit_form(5, 7),
        visit_form(2, 9, part=False),
        visit_form(4, 14, long_names=True),
        visit_form(6, 40),
    ]
