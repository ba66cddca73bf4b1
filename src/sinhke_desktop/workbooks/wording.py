"""What the headers of review lists are called: exact wordings first, then what a wording holds."""

from __future__ import annotations

import re
from functools import lru_cache

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied
from sinhke_desktop.domain.household_lists import CAUSES, NEEDS
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold

_ALIASES: dict[str, tuple[str, ...]] = {
    "household_number": (
        "stt ho", "stt chu ho", "so thu tu ho", "so ho", "ho so", "tt ho", "ho", "so tt ho", "ho thu", "stt cua ho",
        "thu tu ho", "ma so ho",
    ),
    "member_number": (
        "stt thanh vien", "stt nhan khau", "stt khau", "so thu tu thanh vien", "tt thanh vien", "stt tv", "tv",
        "stt trong ho", "so tt trong ho", "nhan khau thu", "stt nguoi", "tv so", "thanh vien thu",
        "thanh vien so",
    ),
    "any_number": ("stt", "tt", "so tt", "so thu tu", "so"),
    "household_id": ("ma ho trong may",),
    "member_id": ("ma nguoi trong may",),
    "full_name": (
        "ho va ten", "ho ten", "ho va ten thanh vien", "ho ten thanh vien", "ho va ten chu ho va cac thanh vien",
        "ho va ten thanh vien trong ho", "ho va ten nhan khau", "ho va ten chu ho", "ho ten chu ho", "ten thanh vien",
        "ten", "ten chu ho", "danh sach thanh vien", "danh sach thanh vien ho",
    ),
    "male": ("nam", "gioi tinh nam", "nam sinh nam"),
    "female": ("nu", "gioi tinh nu", "nam sinh nu"),
    "birth": (
        "nam sinh", "ngay sinh", "ngay thang nam sinh",
        "ngay thang nam sinh nam sinh", "sinh nam", "nam sinh ngay sinh", "ns",
        "sinh ngay", "ntns", "n sinh", "ngay thang nam",
    ),
    "sex": ("gioi tinh", "gioi", "nam nu", "phai", "gt"),
    "ethnic_group": ("dan toc", "thanh phan dan toc", "dt"),
    "relation": (
        "quan he voi chu ho", "quan he chu ho", "quan he",
        "moi quan he voi chu ho", "qh voi chu ho", "quan he voi ch", "qhch",
        "q he voi chu ho", "qh ch", "la gi voi chu ho",
    ),
    "citizen_id": (
        "so cccd cmnd", "cccd cmnd", "so cccd", "cccd",
        "so dinh danh ca nhan", "so dinh danh", "so cmnd cccd", "cmnd cccd",
        "so cmnd", "cmnd", "can cuoc", "so can cuoc",
        "so can cuoc cong dan", "can cuoc cong dan", "ma dinh danh", "so ddcn",
        "ddcn", "so giay to tuy than", "giay to tuy than",
    ),
    "hamlet": (
        "thon", "ap", "khom", "khu pho", "to dan pho",
        "ban", "buon", "thon ap", "thon khu pho", "thon to dan pho", "ten thon",
        "thon ban", "thon ap khu pho", "dia chi thon", "thon ban to dan pho", "dia ban", "khu dan cu",
        "xom", "lang", "thon xom", "xom ban",
    ),
    "poverty_class": (
        "phan loai n cn", "phan loai", "phan loai ho",
        "dien ho", "doi tuong", "loai ho", "phan loai ho ngheo can ngheo",
        "ho ngheo can ngheo", "dien", "ket qua phan loai", "phan loai ho n cn", "ket qua ra soat",
        "n cn", "doi tuong ho", "dien ho n cn", "thuoc dien", "thuoc dien ho", "dien ho ngheo can ngheo",
    ),
    "poor_mark": ("ho ngheo", "ngheo", "hn"),
    "near_poor_mark": ("ho can ngheo", "can ngheo", "hcn"),
    "movement": (
        "ngheo moi tai ngheo ngheo cu", "ngheo cu ngheo moi tai ngheo", "dien bien", "bien dong", "tinh trang ngheo",
        "dien bien ho ngheo", "ngheo moi ngheo cu tai ngheo", "ngheo cu tai ngheo ngheo moi",
    ),
    "income_points": (
        "diem a b1", "diem a", "diem b1", "tong diem a",
        "tong diem b1", "b1", "diem b1 a", "tong diem a b1",
    ),
    "deprivation_points": (
        "diem b b2", "diem b", "diem b2", "tong diem b",
        "tong diem b2", "b2", "diem b2 b", "tong diem b b2",
    ),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dien thoai di dong"),
    "note": ("ghi chu", "chu thich"),
    "member.card_issued_on": ("ngay cap", "ngay cap cccd", "ngay cap cmnd", "ngay cap cccd cmnd", "ngay cap the"),
    "member.old_citizen_id": ("so cmnd cu", "cmnd cu", "so cmnd 9 so", "cmnd 9 so", "so cu cmnd"),
    "member.insured": ("co bhyt", "co the bhyt", "tham gia bhyt", "tham gia bao hiem y te"),
    "member.health_insurance_number": ("so the bhyt", "ma the bhyt", "the bhyt", "so bhyt", "ma so bhyt"),
    "member.schooling": ("dang hoc", "di hoc", "dang di hoc", "cap hoc", "bac hoc"),
    "member.education": (
        "trinh do hoc van", "trinh do van hoa", "hoc van", "bang cap", "trinh do", "bang cap cao nhat",
        "trinh do dao tao",
    ),
    "member.work": ("nghe nghiep", "tinh trang viec lam", "viec lam hien nay", "cong viec"),
    "member.labour_capacity": ("kha nang lao dong", "suc lao dong", "lao dong", "kn lao dong"),
    "member.disability": ("khuyet tat", "muc do khuyet tat", "nguoi khuyet tat", "mdkt"),
    "member.social_allowance": (
        "bao tro xa hoi", "huong btxh", "btxh", "tro cap xa hoi", "huong tro cap xa hoi", "tro cap xh", "tcxh",
    ),
    "member.merit": ("nguoi co cong", "ncc", "gia dinh chinh sach", "dien chinh sach", "nguoi co cong voi cach mang"),
    "household.address": ("dia chi", "noi o", "noi o hien nay", "cho o", "cho o hien nay", "noi cu tru", "so nha"),
    "household.dwelling_area": ("dien tich nha m2", "dien tich o m2", "dien tich nha o m2"),
    "household.water_source": ("loai nguon nuoc", "nguon nuoc su dung"),
    "household.toilet": ("loai nha tieu", "loai nha ve sinh"),
    "household.internet": ("internet", "co internet"),
    "household.causes": ("nguyen nhan", "nguyen nhan ngheo", "nguyen nhan chinh", "nguyen nhan ngheo can ngheo"),
    "household.needs": ("nhu cau", "nhu cau ho tro", "nguyen vong", "de xuat ho tro", "nhu cau nguyen vong"),
    "household.no_labour": ("ho khong co kha nang lao dong", "khong co kha nang lao dong", "ho khong con lao dong"),
    "household.local_minority": ("dan toc thieu so tai cho", "dtts tai cho"),
}  # fmt: skip
_INDICATOR_ALIASES: dict[str, tuple[str, ...]] = {
    "dependentPerson": ("nguoi phu thuoc trong ho gia dinh", "nguoi phu thuoc trong ho"),
    "healthInsurance": ("bhyt", "bao hiem y te bhyt"),
    "adultEducation": ("trinh do giao duc cua nguoi lon", "giao duc nguoi lon", "trinh do gd nguoi lon"),
    "childSchoolAttendance": ("di hoc cua tre em", "tinh trang di hoc tre em", "tre em di hoc"),
    "housingQuality": ("chat luong nha",),
    "housingArea": ("dien tich nha o binh quan", "dien tich nha o binh quan dau nguoi", "dien tich nha"),
    "cleanWater": ("nguon nuoc", "nuoc sinh hoat", "nuoc sach"),
    "hygienicToilet": ("nha tieu", "nha ve sinh", "ho xi nha tieu hop ve sinh", "nha tieu hvs"),
    "telecommunication": ("vien thong", "su dung dich vu vien thong"),
    "informationAccessAssets": (
        "phuong tien phuc vu tiep can thong tin", "tiep can thong tin",
        "phuong tien thong tin", "tai san tiep can thong tin",
    ),
    "wasteTreatment": ("rac thai", "xu ly rac", "thu gom rac thai"),
}  # fmt: skip
_EXACT = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
_EXACT |= {fold(label): key for key, label in ALL_INDICATORS.items()}
_EXACT |= {alias: key for key, aliases in _INDICATOR_ALIASES.items() for alias in aliases}
_TELEPHONE = re.compile(r"(?<!\w)(số\s+)?(?:ĐT|đt|Đt|ĐTDĐ)(?!\w)")
"""Written short, and folded the same as ``DT`` for the ethnic group."""
_CAUSE_WORDS = {re.sub(r"\W+", " ", fold(label)).strip(): f"cause.{key}" for key, label in CAUSES.items()}
_CAUSE_WORDS |= {"thieu dat": "cause.land", "thieu von san xuat": "cause.capital", "om dau": "cause.illness",
                 "khac": "cause.other", "thieu kien thuc": "cause.knowledge", "thieu ky nang": "cause.skills",
                 "thieu cong cu": "cause.tools", "om dau benh tat": "cause.illness"}  # fmt: skip
_NEED_WORDS = {re.sub(r"\W+", " ", fold(label)).strip(): f"need.{key}" for key, label in NEEDS.items()}
_NEED_WORDS |= {
    "san xuat": "need.production",
    "von": "need.loan",
    "nuoc sach": "need.water",
    "nha ve sinh": "need.toilet",
}
_HOLDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "full_name",
            r"\bho (va |& )?(chu )?(dem )?ten\b|\bho ten\b|^ho\b.* ten\b|^ten\b.*\b(chu ho|thanh vien|nhan khau)\b",
        ),
        ("relation", r"\bquan he\b|\bvoi chu ho\b"),
        ("member.card_issued_on", r"\bngay cap\b"),
        ("member.old_citizen_id", r"\bcmnd\b.*\bcu\b|\bcu\b.*\bcmnd\b"),
        ("citizen_id", r"\b(cccd|cmnd|can cuoc|dinh danh|chung minh)\b"),
        ("member.health_insurance_number", r"\b(so|ma)\b.*\b(bhyt|bao hiem y te)\b"),
        ("sex", r"\bgioi\b.*\bnam\b.*\bnu\b|\bgioi\b.*\bnu\b.*\bnam\b|^gioi tinh$"),
        ("male", r"\bsinh\b.*\bnam$|\bgioi tinh nam$"),
        ("female", r"\bsinh\b.*\bnu$|\bgioi tinh nu$"),
        ("birth", r"\b(nam|ngay|thang)\b.*\bsinh\b"),
        ("sex", r"\bgioi tinh\b"),
        ("ethnic_group", r"^(thanh phan |ten )?dan toc\b(?!.*thieu so)"),
        ("movement", r"(?=.*\btai ngheo\b)(?=.*\b(cu|moi)\b)|\bphat sinh\b|^(dien bien|bien dong)\b"),
        ("poverty_class", r"\bphan loai\b|\bket qua ra soat\b"),
        ("income_points", r"\bdiem\b.*\b(a|b1|thu nhap)\b"),
        ("deprivation_points", r"\bdiem\b.*\b(b|b2|thieu hut)\b"),
        ("hamlet", r"^(ten )?(thon|ap|khom|ban|buon|khu pho|to dan pho)\b|\bdia ban\b"),
        ("hamlet", r"\b(dia chi|noi o|cho o)\b.*\b(thon|ap|khom|xom)\b"),
        ("phone", r"\b(dien thoai|sdt)\b"),
        ("household.address", r"\b(dia chi|noi o|cho o|noi cu tru|noi thuong tru)\b"),
        ("household.causes", r"\bnguyen nhan\b"),
        ("household.needs", r"\bnhu cau\b|\bnguyen vong\b"),
        ("member.disability", r"\bkhuyet tat\b"),
        ("member.social_allowance", r"\b(bao tro|tro cap) xa hoi\b"),
        ("member.merit", r"\bnguoi co cong\b"),
        ("adultEducation", r"\bgiao duc\b.*\bnguoi lon\b"),
        ("childSchoolAttendance", r"\bdi hoc\b.*\btre em\b|\btre em\b.*\bdi hoc\b"),
        ("housingQuality", r"\bchat luong nha\b"),
        ("housingArea", r"\bdien tich nha\b"),
        ("cleanWater", r"\bnuoc sinh hoat\b"),
        ("hygienicToilet", r"\b(nha tieu|ho xi)\b"),
        ("telecommunication", r"\bvien thong\b"),
        ("informationAccessAssets", r"\btiep can thong tin\b"),
        ("dependentPerson", r"\bphu thuoc\b"),
        ("note", r"\bghi chu\b"),
        ("member_number", r"\b(stt|so thu tu|tt)\b.*\b(thanh vien|nhan khau|khau|trong ho)\b"),
        ("household_number", r"\b(stt|so thu tu|tt)\b.*\bho\b(?!.*\b(thanh vien|nhan khau)\b)"),
    )
)


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    text = _TELEPHONE.sub("điện thoại", tidied(text))
    plain = re.sub(r"[^\w]+", " ", folded(tidied(text))).strip()
    return re.sub(r"^\d{1,2} (?=\D)", "", plain)


def label_key(cell: Cell) -> str:
    """A header cell's wording for comparison: folded, only letters and digits, single spaces, no leading number."""
    return _key(text_of(cell))


def exact_field(wording: str, group: str = "") -> str | None:
    """The field that *wording* (a :func:`label_key`) names; *group* is the wording of the heading over it."""
    if "nguyen nhan" in group and (cause := _CAUSE_WORDS.get(wording)):
        return cause
    if ("nhu cau" in group or "nguyen vong" in group) and (need := _NEED_WORDS.get(wording)):
        return need
    return _EXACT.get(wording)


@lru_cache(maxsize=4096)
def likely_fields(wording: str) -> tuple[str, ...]:
    """Fields that a longer *wording* may mean, the likeliest first."""
    return tuple(name for name, pattern in _HOLDS if pattern.search(wording))
