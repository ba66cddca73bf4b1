"""The four shipped faces of Liberation Serif, as wide as Times New Roman, registered once with ReportLab."""

from __future__ import annotations

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sinhke_desktop.paths import resource

FAMILY = "LiberationSerif"
REGULAR = "LiberationSerif-Regular"
BOLD = "LiberationSerif-Bold"
ITALIC = "LiberationSerif-Italic"
BOLD_ITALIC = "LiberationSerif-BoldItalic"


@cache
def register() -> None:
    """Make the faces known to ReportLab; every renderer calls this first."""
    for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    for family in (FAMILY, REGULAR):
        pdfmetrics.registerFontFamily(family, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
