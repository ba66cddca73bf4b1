"""Sheets drawn at known places: certificates and visit forms, with names at their longest."""

from __future__ import annotations

from datetime import date
from functools import partial

from invented import LONG_HAMLET, LONG_NAME, LONGEST, PLAIN, name

from sinhke_desktop.documents.certificate_sheet import render_certificates
from sinhke_desktop.domain.household import HEAD, Birth, Member, Sex
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.domain.round_paper import CertificatePaper, CertificateYear

PEOPLE = tuple(
    Member(f"{n:016d}", n + 1, name(n), HEAD if n == 0 else "Con dâu", (Sex.MALE, Sex.FEMALE, None)[n % 3],
           Birth(1962 + n), "Raglai", f"0582620{n:05d}")
    for n in range(45)
)  # fmt: skip
YEARS = (
    CertificateYear(2024, PovertyClass.POOR, frozenset(list(INDICATORS)[:4]), date(2024, 12, 10), LONG_NAME),
    CertificateYear(2025, PovertyClass.NEAR_POOR, frozenset(INDICATORS), date(2025, 12, 12), "Bá Trung Thiệu"),
)
CERTIFICATES = [
    CertificatePaper(LONGEST, PEOPLE[0], LONG_HAMLET, "Tổ 3", PEOPLE, YEARS, 2022, 2026, "15", date(2022, 1, 20)),
    CertificatePaper(PLAIN, PEOPLE[4], "Thôn Gòn", "", PEOPLE[:2], YEARS, 2022, 2026),
]
FORMS = {
    "giấy chứng nhận": ("render_certificates", partial(render_certificates, CERTIFICATES, tuple(INDICATORS))),
}
