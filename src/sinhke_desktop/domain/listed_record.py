"""Cells of the wider record (school, work, health insurance, dwelling, causes, needs) turned into keys of its lists.

TT-01 a word that its list does not have, DT-01 a telephone's lost zero put back, DT-02 no telephone number, BH-01 no
health-insurance number, CC-09 no day of a card, CC-10 no old citizen number, DH-01 no area: each is a warning, and what
was not understood is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied
from sinhke_desktop.domain.citizen_card import OLDEST_CARD, parse_old_number
from sinhke_desktop.domain.household import area_text, parse_area
from sinhke_desktop.domain.household_lists import LABELS_OF_FIELD, NO, YES, YES_NO, joined
from sinhke_desktop.domain.listed_dates import read_birth
from sinhke_desktop.domain.listed_values import At
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.i18n import _

_PHONE = re.compile(r"0\d{9,10}")
_LOST_ZERO = re.compile(r"[235789]\d{8,9}")
_INSURANCE = re.compile(r"[A-Z]{2}[1-5]\d{12}|\d{10}")
_YES_WORDS = frozenset(("x", "co", "v", "✓", "✔", "√", "1", "true", "yes", "duoc", "dung"))
_NO_WORDS = frozenset(("khong", "k", "0", "-", "false", "no", "chua"))
_OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "schooling": {
        "mau giao": "preschool", "cap 1": "primary", "cap 2": "lower_secondary", "cap 3": "upper_secondary",
        "thcs": "lower_secondary", "thpt": "upper_secondary", "cao dang": "higher", "dai hoc": "higher",
        "trung hoc": "lower_secondary", "trung cap": "vocational", "nghi hoc": "none", "bo hoc": "none",
        "khong": "none", "nha tre": "preschool",
    },
    "education": {
        "khong": "none", "chua tot nghiep": "none", "mu chu": "none", "tieu hoc": "primary", "thcs": "lower_secondary",
        "thpt": "upper_secondary", "trung hoc co so": "lower_secondary", "trung hoc pho thong": "upper_secondary",
        "so cap": "elementary", "cao dang": "college", "dai hoc": "university", "cap 1": "primary",
        "cap 2": "lower_secondary", "cap 3": "upper_secondary", "sau dai hoc": "university",
    },
    "work": {
        "lam nong": "own", "nong nghiep": "own", "lam ruong": "own", "lam ray": "own", "buon ban": "own",
        "tu do": "own",
        "lam thue": "no_contract", "cong nhan": "contract", "that nghiep": "unemployed", "hoc sinh": "studying",
        "sinh vien": "studying", "di hoc": "studying", "noi tro": "not_seeking", "nghi huu": "not_seeking",
        "gia yeu": "unable", "mat suc": "unable", "mat suc lao dong": "unable", "con nho": "not_seeking",
        "lam nuong": "own", "nong": "own", "lam bien": "own", "ngu dan": "own",
    },
    "labour_capacity": {"co": "full", "con": "full", "x": "full", "khong": "none", "mat": "none", "suy giam": "reduced",
                        "mot phan": "reduced", "het": "none", "mat suc lao dong": "none"},
    "disability": {"khong": "no", "binh thuong": "no", "dac biet nang": "extreme", "khuyet tat nang": "severe",
                   "khuyet tat nhe": "mild", "khuyet tat dac biet nang": "extreme"},
    "causes": {"dat": "land", "dat san xuat": "land", "von": "capital", "khong co von": "capital",
               "lao dong": "labour", "om dau": "illness", "benh tat": "illness", "tai nan": "illness",
               "om dau benh tat": "illness", "khac": "other", "thieu dat": "land", "khong co dat": "land",
               "thieu cong cu": "tools", "thieu phuong tien": "tools", "thieu kien thuc": "knowledge",
               "thieu ky nang": "skills", "khong co lao dong": "labour", "dong nguoi phu thuoc": "other",
               "khong co dat san xuat": "land", "co lao dong nhung khong co viec lam": "other"},
    "needs": {"vay": "loan", "von": "loan", "vay von": "loan", "nha": "housing", "dat": "land", "viec": "job",
              "hoc nghe": "training", "nuoc": "water", "nuoc sach": "water", "con giong": "production",
              "giong": "production", "nha ve sinh": "toilet", "bhyt": "health", "tim viec lam": "job",
              "sua nha": "housing", "xay nha": "housing", "phat trien san xuat": "production"},
    "water_source": {"nuoc may": "tap", "gieng": "drilled_well", "may": "tap", "gieng dao": "protected_well"},
    "toilet": {"tu hoai": "septic", "ban tu hoai": "septic", "khong": "none", "khong co": "none"},
}  # fmt: skip
LAST_YEAR = 2100
_SEVERAL = frozenset(("causes", "needs", "devices"))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


@lru_cache(maxsize=64)
def _words(name: str) -> Mapping[str, str]:
    labels = LABELS_OF_FIELD[name]
    known = {_plain(label): key for key, label in labels.items()} | {_plain(key): key for key in labels}
    if labels is YES_NO:
        known |= dict.fromkeys(_YES_WORDS, YES) | dict.fromkeys(_NO_WORDS, NO)
    return {**known, **_OTHER_WORDS.get(name, {})}


def _one(name: str, text: str) -> str | None:
    words = _words(name)
    key = words.get(_plain(text)) or words.get(folded(text))
    if key is None and LABELS_OF_FIELD[name] is YES_NO:
        return YES
    if key is None and name == "disability" and folded(text) in _YES_WORDS:
        return "mild"
    return key


def parse_listed(name: str, cell: Cell, at: At) -> str:
    """The key or keys that *cell* means for the field *name* of a member or household; empty if nothing."""
    text = tidied(text_of(cell))
    if not text:
        return ""
    if name in _SEVERAL:
        return _several(name, text, at)
    key = _one(name, text)
    if key is None:
        _say_unknown(text, at)
        return ""
    return key


def _several(name: str, text: str, at: At) -> str:
    whole = _one(name, text)
    if whole is not None:
        return whole
    keys = []
    for part in re.split(r"[;,/+\n]| và ", text):
        if not tidied(part):
            continue
        key = _one(name, tidied(part).lstrip("-•0123456789.) "))
        if key is None:
            _say_unknown(tidied(part), at)
        else:
            keys.append(key)
    return joined(keys)


def _say_unknown(text: str, at: At) -> None:
    at.warning("TT-01", _("“{text}” is not on the list of what may stand here; left out.").format(text=text))


def parse_phone(cell: Cell, at: At) -> str:
    """A telephone number of digits, its first zero put back; the first of several; empty where it is none."""
    text = tidied(text_of(cell))
    if not text:
        return ""
    for part in re.split(r"[;,/]| - |\n| hoặc ", text):
        number = re.sub(r"[ .\-()']", "", part)
        number = re.sub(r"^\+?84(?=\d{9}$)", "0", number)
        if _PHONE.fullmatch(number):
            return number
        if _LOST_ZERO.fullmatch(number):
            at.warning(
                "DT-01", _("The telephone number had lost its first zero; read as 0{number}.").format(number=number)
            )
            return "0" + number
    at.warning("DT-02", _("“{text}” is not a telephone number; left out.").format(text=text))
    return ""


def parse_insurance_number(cell: Cell, at: At) -> str:
    """A health-insurance number: two letters and 13 digits, or the 10 digits of the social-insurance number."""
    number = re.sub(r"[ .\-']", "", tidied(text_of(cell))).upper()
    if not number:
        return ""
    if re.fullmatch(r"\d{8,9}", number):
        number = number.zfill(10)
        at.warning(
            "BH-02", _("The health-insurance number had lost its zeros; read as {number}.").format(number=number)
        )
    if not _INSURANCE.fullmatch(number):
        at.warning("BH-01", _("“{number}” is not a health-insurance number; left out.").format(number=number))
        return ""
    return number


def parse_listed_card_day(cell: Cell, at: At) -> str:
    """The day of a card's issue as ISO text; empty where it is no whole day (CC-09)."""
    if not tidied(text_of(cell)):
        return ""
    found, _code = read_birth(cell, LAST_YEAR)
    if found is None or not found.month or found.iso < OLDEST_CARD.isoformat():
        text = _("“{text}” is not the day of issue of a citizen card; left out.")
        at.warning("CC-09", text.format(text=tidied(text_of(cell))))
        return ""
    return found.iso


def parse_listed_old_number(cell: Cell, at: At) -> str:
    """An old citizen number (CMND) of 9 or 12 digits, a lost first zero put back; empty where it is none (CC-10)."""
    text = tidied(text_of(cell))
    number = re.sub(r"[ .\-']", "", text.removesuffix(".0"))
    if re.fullmatch(r"\d{8}|\d{11}", number):
        number = f"0{number}"
    try:
        return parse_old_number(number)
    except ValueError:
        at.warning("CC-10", _("“{text}” is not an old citizen number; left out.").format(text=text))
        return ""


def parse_dwelling_area(cell: Cell, at: At) -> str:
    """An area in m² as ``45,5``; empty where it is none."""
    text = f"{cell:.2f}" if isinstance(cell, float) else tidied(text_of(cell))
    try:
        return area_text(parse_area(text))
    except ValueError:
        at.warning("DH-01", _("“{text}” is not an area in square metres; left out.").format(text=text))
        return ""
