"""The shipped faces as ReportLab knows them: Liberation Serif, as wide as Times New Roman, for every paper."""

from __future__ import annotations

from functools import cache

from reportlab import rl_config
from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus.tables import CellStyle

from sinhke_desktop.paths import resource

FAMILY = "LiberationSerif"
REGULAR = "LiberationSerif-Regular"
BOLD = "LiberationSerif-Bold"
ITALIC = "LiberationSerif-Italic"
BOLD_ITALIC = "LiberationSerif-BoldItalic"


@cache
def register() -> None:
    """Make the faces known to ReportLab; every renderer calls this first.

    Drawings, paragraphs and cells of tables begin in a default face of their own: it is set too, or each chart and
    each table without a face would name one that is not embedded. Streams are bytes: as ASCII, ReportLab's habit, they
    would be a fifth larger.
    """
    for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    for family in (FAMILY, REGULAR):
        pdfmetrics.registerFontFamily(family, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    STATE_DEFAULTS["fontName"] = REGULAR
    ParagraphStyle.defaults |= {"fontName": REGULAR, "bulletFontName": REGULAR}
    CellStyle.fontname = REGULAR
    rl_config.useA85 = 0
