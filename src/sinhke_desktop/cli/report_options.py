"""The options of ``report``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.report_period import parse_period
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.i18n import _


def _period(text: str) -> str:
    try:
        parse_period(text)
    except ValueError:
        told = _("“{text}” is not a period such as 2025-10, 2025-Q3, 2025-H1, 2025, interim or final")
        raise argparse.ArgumentTypeError(told.format(text=text)) from None
    return text


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{text}” is not a day such as 19/06/2024").format(text=text)) from None


def add_report_options(report: argparse.ArgumentParser) -> None:
    """Which period, and what was written on the paper already."""
    report.add_argument(
        "--period", required=True, type=_period, metavar=_("REPORT_PERIOD"),
        help=_("2025-10, 2025-Q3, 2025-H1, 2025, interim (sơ kết) or final (tổng kết)"),
    )  # fmt: skip
    report.add_argument("--until", type=_day, metavar=_("DAY"), help=_("last day of a mid-term or final review"))
    report.add_argument("--excel", type=Path, metavar=_("FILE"), help=_("workbook to write as well"))
    report.add_argument("--number", default="", metavar=_("NUMBER"), help=_("number of the paper, if given already"))
    report.add_argument("--day", default="", metavar=_("DAY"), help=_("day of the paper, if given already"))
    report.add_argument("--addressee", default="", metavar=_("NAME"), help=_("to whom it goes, if not as usual"))
