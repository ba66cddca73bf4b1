"""What a visit form says in words."""

from __future__ import annotations

from datetime import date

import pytest

from sinhke_desktop.domain.hamlet import KINDS
from sinhke_desktop.domain.visit import Agreement, hamlet_head_title, masked, without_names


@pytest.mark.parametrize(
    ("agreement", "written"),
    [
        (Agreement("Sửa chuồng"), "Sửa chuồng"),
        (Agreement("Sửa chuồng", "hộ"), "Sửa chuồng (hộ)"),
        (Agreement("Sửa chuồng", due=date(2025, 11, 5)), "Sửa chuồng (trước 05/11/2025)"),
        (Agreement("Sửa chuồng", "hộ", date(2025, 11, 5)), "Sửa chuồng (hộ, trước 05/11/2025)"),
    ],
)
def test_an_agreement_says_what_who_and_by_when(agreement: Agreement, written: str) -> None:
    assert str(agreement) == written


def test_every_kind_of_hamlet_has_a_head() -> None:
    assert [hamlet_head_title(kind) for kind in KINDS] == [
        "Trưởng thôn", "Trưởng ấp", "Trưởng khóm", "Trưởng khu phố", "Trưởng bản", "Trưởng buôn",
        "Tổ trưởng tổ dân phố",
    ]  # fmt: skip
    assert hamlet_head_title("") == "Trưởng thôn"


@pytest.mark.parametrize(
    ("citizen_id", "shown"), [("058262001234", "xxxxxxxx1234"), ("264123456", "xxxxx3456"), ("12", "12"), ("", "")]
)
def test_only_the_last_four_digits_are_shown(citizen_id: str, shown: str) -> None:
    assert masked(citizen_id) == shown


def test_a_reason_on_the_form_leaves_out_what_is_crossed_anyway() -> None:
    text = "Thu nhập dưới chuẩn. Hộ thiếu 3 chỉ số: Việc làm, Nhà tiêu hợp vệ sinh, Dinh dưỡng. Nên là hộ nghèo."
    assert without_names(text) == "Thu nhập dưới chuẩn. Hộ thiếu 3 chỉ số. Nên là hộ nghèo."
    assert without_names("Hộ không thiếu chỉ số nào.") == "Hộ không thiếu chỉ số nào."
