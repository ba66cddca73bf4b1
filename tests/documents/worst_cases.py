"""Invented names, communes and sums at their longest and largest, for papers that must hold anything."""

from __future__ import annotations

from datetime import date

from sinhke_desktop.domain.commune import Area, Commune

DAY = date(2025, 11, 20)
NAMES = ("Chamaléa Thị Bích Đào", "Katơr Văn Hươu", "Pi Năng Thị Mỡ", "Tain Minh Thuận", "Đàng Năng Bảo Hộ",
         "Thành Thị Ngọc Trâm", "Nguyễn Hữu Phước", "Lê Thị Ứng", "Bá Trung Thiệu", "Mang Xuân Quỳnh")  # fmt: skip
LONG_NAME = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"
"""65 letters."""
UNBROKEN = "ChamaléaKatơrPinăngThịNguyễnHoàngPhươngW"
"""40 letters without a space."""
LONG_HAMLET = "Thôn Tân Bình Ma Nới Phước Thạnh Hạ Nam"
LONG_TEXT = (
    f"Đã hướng dẫn hộ sửa chuồng, dự trữ cỏ voi và rơm, tiêm phòng lở mồm long móng đợt 2; {UNBROKEN} và thú y xã cùng "
    "theo dõi, báo lại trước ngày giao ban."
)
BIG_SUM = 999_999_999_999_999
"""Đồng; the largest sum that may be typed."""

PLAIN = Commune(
    "22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", issuing_body="Ủy ban nhân dân xã Anh Dũng",
    place="Anh Dũng", report_to="Ủy ban nhân dân tỉnh Khánh Hòa", signer_authority="TM. Ủy ban nhân dân",
    signer_title="Chủ tịch", signer_name="Nguyễn Văn Thành", recipients="Như trên;\nLưu: VT, KT.",
)  # fmt: skip
BARE = Commune("22828", "Phường Ninh Chử", "Khánh Hòa", Area.URBAN, "2025")
"""Nothing set up but what the list of communes says."""
LONGEST = Commune(
    "22828", "Xã Phước Dinh Ma Nới Hạ Thượng Nam", "Khánh Hòa", Area.RURAL, "2025", period="2026-2030",
    governing_body="Ủy ban nhân dân tỉnh Khánh Hòa",
    issuing_body="Ban Chỉ đạo các chương trình mục tiêu quốc gia xã Phước Dinh Ma Nới Hạ Thượng Nam",
    place="Phước Dinh Ma Nới Hạ Thượng Nam", report_to="Ủy ban nhân dân tỉnh Khánh Hòa",
    signer_authority="KT. Trưởng Ban Chỉ đạo các chương trình mục tiêu quốc gia",
    signer_title="Phó Trưởng ban, Phó Chủ tịch Ủy ban nhân dân xã", signer_name=LONG_NAME,
    recipients="Như trên;\nThường trực Đảng ủy, Thường trực Hội đồng nhân dân xã;\nChủ tịch, các Phó Chủ tịch Ủy ban "
               "nhân dân xã;\nỦy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội;\nLưu: VT, KT.",
)  # fmt: skip
COMMUNES = {"plain": PLAIN, "bare": BARE, "longest": LONGEST}


def name(number: int) -> str:
    """A head's name: every fifth as long as names get, every seventh one long word."""
    return UNBROKEN if number % 7 == 6 else LONG_NAME if number % 5 == 4 else NAMES[number % len(NAMES)]
