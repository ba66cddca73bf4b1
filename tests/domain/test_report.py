"""Sums of a monthly report."""

from __future__ import annotations

import pytest

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.report import InputHandedOver, MonthlyReport, ParticipantState, SourceMoney

COMMUNE = Commune("22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025")


def test_money_adds_up_over_sources() -> None:
    report = MonthlyReport(
        COMMUNE, "2025-10", "Nuôi bò", sources=(SourceMoney("a", 264_180_000, 1), SourceMoney("b", 176_120_000, 2))
    )
    assert (report.planned, report.paid) == (440_300_000, 3)
    assert InputHandedOver("Bò", "con", 14, 18_870_000, 7).amount == 264_180_000


def test_what_nobody_noted_has_no_total() -> None:
    people = (ParticipantState("A", "", "", "", alive=2), ParticipantState("B", "", "", "", alive=0, income=5))
    report = MonthlyReport(COMMUNE, "2025-10", "Nuôi bò", participants=people)
    assert report.total("alive") == 2
    assert report.total("income") == 5
    assert report.total("sick") is None


def test_the_month_is_read_from_its_name() -> None:
    assert MonthlyReport(COMMUNE, "2025-02", "Nuôi bò").year_and_month == (2025, 2)
    for wrong in ("2025", "2025-13", "tháng 2"):
        with pytest.raises(ValueError):
            _ = MonthlyReport(COMMUNE, wrong, "Nuôi bò").year_and_month
