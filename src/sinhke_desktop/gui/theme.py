"""Colours, type and icons of the window. The only place that knows a colour; widgets ask for it by its tone's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from sinhke_desktop.gui.qt_names import Qt
from sinhke_desktop.paths import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap

FAMILY = "Be Vietnam Pro"
BODY = 14
SECONDARY = 13
SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
WEIGHTS = ("Regular", "SemiBold")
STYLE, BEGUN_IN = "Fusion", "begun_in"

LIGHT = {
    "ink": "#1F2A27",
    "muted": "#5F6E69",
    "line": "#DDE3E0",
    "line-soft": "#ECEFED",
    "ground": "#F5F7F6",
    "card": "#FFFFFF",
    "nav": "#FBFCFB",
    "header": "#F1F4F2",
    "hover": "#EFF3F1",
    "accent": "#17694F",
    "accent-hover": "#125740",
    "accent-pressed": "#0E4734",
    "on-accent": "#FFFFFF",
    "focus-on-accent": "#8CC9B2",
    "soft": "#E3F0EA",
    "control-line": "#C6CFCB",
    "track": "#E4E9E6",
    "scroll": "#CBD3CF",
    "disabled": "#8A9792",
    "poor": "#B3452F",
    "poor-soft": "#F8E3DD",
    "poor-text": "#8C3120",
    "on-poor": "#FFFFFF",
    "near-poor": "#C88A1D",
    "near-poor-big": "#B27812",
    "near-poor-soft": "#FBEFD5",
    "near-poor-text": "#80550A",
    "on-near-poor": "#1F2A27",
    "escaped": "#2F7F5F",
    "escaped-soft": "#E0F0E8",
    "escaped-text": "#1C6247",
    "on-escaped": "#FFFFFF",
    "neutral": "#64736E",
    "neutral-soft": "#E9EEEC",
    "neutral-text": "#45524D",
    "on-neutral": "#FFFFFF",
    "toast": "#1F2A27",
    "toast-text": "#FFFFFF",
}

CONTRAST = LIGHT | {
    "ink": "#000000",
    "muted": "#24302C",
    "line": "#4A5652",
    "line-soft": "#8A9792",
    "ground": "#FFFFFF",
    "nav": "#FFFFFF",
    "header": "#E4E9E6",
    "accent": "#00442F",
    "accent-hover": "#002A1D",
    "accent-pressed": "#000000",
    "focus-on-accent": "#FFD400",
    "soft": "#C9E6D9",
    "control-line": "#000000",
    "track": "#B7C2BD",
    "scroll": "#4A5652",
    "disabled": "#55625D",
    "poor": "#8C1F0A",
    "poor-text": "#5E1404",
    "near-poor": "#8A5A00",
    "near-poor-big": "#6B4500",
    "near-poor-text": "#4A3000",
    "on-near-poor": "#FFFFFF",
    "escaped": "#0E5A3D",
    "escaped-text": "#04351F",
    "neutral-text": "#1F2A27",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """What is in force: the colours by tone, and by how much type and spacing are enlarged."""

    name: str
    colours: dict[str, str]
    scale: float


_current = Theme("light", LIGHT, 1.0)


def current() -> Theme:
    """The theme in force."""
    return _current


def colour(tone: str) -> QColor:
    """The colour of *tone* in the theme in force; raises KeyError for a name that is none."""
    return QColor(_current.colours[tone])


def px(length: float) -> int:
    """*length* in design pixels, enlarged as the person chose."""
    return round(length * _current.scale)


def font(size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's type at *size* design pixels, for what paints itself."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def application(name: str) -> QApplication:
    """The program *name* before Qt, begun in the style of all themes, which takes less time than changing it."""
    app = QApplication([name, "-style", STYLE])
    app.setProperty(BEGUN_IN, STYLE)
    return app


def apply(app: QApplication, *, contrast: bool = False, scale: float = 1.0) -> None:
    """Put the theme in force for the whole program; to be called before windows are made, which keep their icons.

    Every widget that lives is styled anew, so nothing is done where that theme is in force already.
    """
    global _current
    screen = QGuiApplication.primaryScreen()
    system = min(max(screen.logicalDotsPerInch() / 96.0, 1.0), 2.0) if screen else 1.0
    wanted = Theme("contrast" if contrast else "light", CONTRAST if contrast else LIGHT, scale * system)
    sheet = style_sheet(wanted)
    if wanted == _current and app.styleSheet() == sheet:
        return
    _current = wanted
    _pixmap.cache_clear()
    _load_fonts()
    if app.property(BEGUN_IN) != STYLE:
        app.setStyle(STYLE)
    app.setFont(font())
    app.setPalette(_palette())
    app.setStyleSheet(sheet)


def style_sheet(theme: Theme) -> str:
    """``style.qss`` with the tokens of *theme* filled in; raises KeyError for a tone that does not exist."""
    text = re.sub(r"/\*.*?\*/", "", resource("style.qss").read_text(encoding="utf-8"), flags=re.DOTALL)
    text = text.replace("@controls", resource("icons", "controls", theme.name).as_posix())
    text = re.sub(r"@([a-z-]+)", lambda found: theme.colours[found[1]], text)
    return re.sub(r"\b(\d+)sp\b", lambda found: f"{round(int(found[1]) * theme.scale)}px", text)


def icon(name: str, tone: str = "ink", size: int = 18, *, gap: int = 0, checked: bool = False) -> QIcon:
    """The Lucide icon *name* drawn in the colour *tone*; with *checked*, a checked button shows it in the accent.

    *gap* is empty room at its right, which keeps a button's words at a distance; use :func:`icon_size` with the same.
    """
    from PySide6.QtGui import QIcon  # Python needs its time to know each of Qt's classes

    made = QIcon()
    made.addPixmap(_pixmap(name, tone, px(size), px(gap), _ratio()))
    if checked:
        made.addPixmap(_pixmap(name, "accent", px(size), px(gap), _ratio()), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, tone: str = "ink", size: int = 18) -> QPixmap:
    """The same icon as a picture for a label."""
    return _pixmap(name, tone, px(size), 0, _ratio())


def icon_size(size: int = 18, *, gap: int = 0) -> QSize:
    """The size icons have in buttons."""
    return QSize(px(size) + px(gap), px(size))


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set the property *name* that the style sheet looks at and let the style be read again, if it was read before."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=256)
def _pixmap(name: str, tone: str, size: int, gap: int, ratio: float) -> QPixmap:
    from PySide6.QtCore import QByteArray, QRectF
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    tinted = source.replace("currentColor", _current.colours[tone]).replace('stroke-width="2"', 'stroke-width="1.75"')
    picture = QPixmap(round((size + gap) * ratio), round(size * ratio))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(tinted.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    for weight in WEIGHTS:
        path = resource("fonts", f"BeVietnamPro-{weight}.ttf")
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, tone in (
        (role.Window, "ground"),
        (role.Base, "card"),
        (role.AlternateBase, "ground"),
        (role.Button, "card"),
        (role.Text, "ink"),
        (role.WindowText, "ink"),
        (role.ButtonText, "ink"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on-accent"),
        (role.Link, "accent"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "ink"),
    ):
        palette.setColor(which, colour(tone))
    return palette
