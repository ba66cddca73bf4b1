"""What the fields of a record may say: key on the wire → words on paper and screen, in the order of the form.

The words are the customary ones of the review forms (domain.md 1.3, 2.5). Lists marked below as the program's own are
not set by any paper that was seen; whoever changes them keeps the keys, which are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

YES, NO = "yes", "no"
YES_NO: Mapping[str, str] = {YES: "Có", NO: "Không"}

INSURED = YES_NO
SOCIAL_ALLOWANCE = YES_NO
MERIT = YES_NO

SCHOOLING: Mapping[str, str] = {
    "none": "Không đi học",
    "preschool": "Mầm non",
    "primary": "Tiểu học",
    "lower_secondary": "Trung học cơ sở",
    "upper_secondary": "Trung học phổ thông",
    "vocational": "Học nghề",
    "higher": "Cao đẳng, đại học trở lên",
}
"""What a member attends now (the program's own list)."""

EDUCATION: Mapping[str, str] = {
    "none": "Chưa có bằng cấp",
    "primary": "Tốt nghiệp tiểu học",
    "lower_secondary": "Tốt nghiệp trung học cơ sở",
    "upper_secondary": "Tốt nghiệp trung học phổ thông",
    "elementary": "Sơ cấp nghề",
    "intermediate": "Trung cấp",
    "college": "Cao đẳng",
    "university": "Đại học trở lên",
    "on_the_job": "Chứng nhận đào tạo tại doanh nghiệp",
}
"""The highest certificate (the program's own list, after the wording of indicator 5)."""

WORK: Mapping[str, str] = {
    "contract": "Làm công ăn lương, có hợp đồng lao động",
    "no_contract": "Làm công ăn lương, không có hợp đồng lao động",
    "own": "Tự làm (nông, lâm, ngư, buôn bán, nghề)",
    "unemployed": "Không có việc làm, muốn làm việc",
    "studying": "Đang đi học",
    "not_seeking": "Không tìm việc (nội trợ, nghỉ hưu...)",
    "unable": "Không làm việc được",
}
"""Indicator 1 asks for people able and willing to work without a job, or paid without a labour contract."""

LABOUR_CAPACITY: Mapping[str, str] = {"full": "Có khả năng lao động", "reduced": "Suy giảm khả năng lao động",
                                      "none": "Không có khả năng lao động"}  # fmt: skip

DISABILITY: Mapping[str, str] = {
    "no": "Không",
    "mild": "Nhẹ",
    "severe": "Nặng",
    "extreme": "Đặc biệt nặng",
}

NUTRITION: Mapping[str, str] = {
    "normal": "Bình thường",
    "stunted": "Thấp còi (chiều cao theo tuổi)",
    "underweight": "Nhẹ cân (cân nặng theo tuổi)",
    "both": "Thấp còi và nhẹ cân",
}
"""Indicator 3, children under 16."""

STRUCTURE: Mapping[str, str] = {"durable": "Bền chắc", "fragile": "Không bền chắc"}
"""Wall, pillar, roof of the dwelling (indicator 7)."""

WATER: Mapping[str, str] = {
    "tap": "Nước máy",
    "drilled_well": "Giếng khoan",
    "protected_well": "Giếng đào được bảo vệ",
    "protected_spring": "Khe, mó được bảo vệ",
    "rain": "Nước mưa",
    "bottled": "Nước đóng chai, bình",
    "unprotected": "Nguồn khác, không sạch",
}
"""All but the last count as clean water (indicator 9)."""
UNCLEAN_WATER = frozenset({"unprotected"})

TOILET: Mapping[str, str] = {
    "septic": "Tự hoại, bán tự hoại",
    "pour_flush": "Thấm dội nước",
    "vip": "Chìm có ống thông hơi",
    "composting": "Hai ngăn ủ phân",
    "unhygienic": "Không hợp vệ sinh",
    "none": "Không có nhà tiêu",
}
UNHYGIENIC_TOILETS = frozenset({"unhygienic", "none"})

WASTE: Mapping[str, str] = {"collected": "Được thu gom", "treated": "Tự xử lý hợp vệ sinh", "untreated": "Không xử lý"}
"""Handling of domestic waste: an indicator of the norm from 2027 whose final wording was not seen."""

DEVICES: Mapping[str, str] = {
    "tv": "Ti vi",
    "radio": "Đài",
    "desktop": "Máy tính để bàn",
    "landline": "Điện thoại cố định",
    "laptop": "Máy tính xách tay",
    "tablet": "Máy tính bảng",
    "smartphone": "Điện thoại thông minh",
    "none": "Không có phương tiện nào",
}
"""Indicator 12; ``none`` says that it was asked and that there is nothing."""

CAUSES: Mapping[str, str] = {
    "land": "Thiếu đất sản xuất",
    "capital": "Thiếu vốn",
    "labour": "Thiếu lao động",
    "tools": "Thiếu công cụ, phương tiện sản xuất",
    "knowledge": "Thiếu kiến thức sản xuất",
    "skills": "Thiếu kỹ năng lao động",
    "illness": "Ốm đau, bệnh tật, tai nạn",
    "other": "Nguyên nhân khác",
}
"""Causes of poverty, the columns of the table by causes (domain.md 2.5, table 10); a household may have several."""

NEEDS: Mapping[str, str] = {
    "health": "Y tế",
    "education": "Giáo dục",
    "production": "Sản xuất, giống, vật tư",
    "loan": "Vay vốn",
    "housing": "Nhà ở",
    "land": "Đất sản xuất",
    "job": "Việc làm",
    "training": "Đào tạo nghề",
    "water": "Nước sinh hoạt",
    "toilet": "Nhà tiêu",
    "information": "Thông tin",
    "other": "Khác",
}
"""What a household asks for; the first five are columns of the detailed lists (tables 14 and 15)."""

LABELS_OF_FIELD: Mapping[str, Mapping[str, str]] = {
    "insured": INSURED, "schooling": SCHOOLING, "education": EDUCATION, "work": WORK,
    "labour_capacity": LABOUR_CAPACITY, "disability": DISABILITY, "social_allowance": SOCIAL_ALLOWANCE, "merit": MERIT,
    "nutrition": NUTRITION, "wall": STRUCTURE, "pillar": STRUCTURE, "roof": STRUCTURE, "water_source": WATER,
    "toilet": TOILET, "waste": WASTE, "internet": YES_NO, "devices": DEVICES, "causes": CAUSES, "needs": NEEDS,
    "no_labour": YES_NO, "cannot_escape": YES_NO, "local_minority": YES_NO,
}  # fmt: skip
"""Field of a member or household → its list."""


def words_of(field: str, key: str) -> str:
    """The words of *key* (several keys joined by commas give several words); an unknown key stays as it is."""
    labels = LABELS_OF_FIELD[field]
    return ", ".join(labels.get(one, one) for one in key.split(",") if one)


def joined(keys: Iterable[str]) -> str:
    """Several keys as one wire text, in their order, each once."""
    return ",".join(dict.fromkeys(key for key in keys if key))


def split_keys(text: str) -> tuple[str, ...]:
    """The keys of a wire text, in order."""
    return tuple(key for key in text.split(",") if key)
