"""Words on a page: labels by role, and pills that say a class with its word and its colour."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.qt_names import Qt, set_named


def label(text: str = "", role: str = "body", *, wrap: bool = True, tone: str = "") -> QLabel:
    """Text in one of the style's roles: body, strong, secondary, problem, card-title, page-title, number, code.

    It wraps and can be selected with the mouse, so nothing is cut off and everything can be copied.
    """
    made = QLabel(text)
    set_named(made, "textFormat", "PlainText")
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if role in ("code", "number"):
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def hairline() -> QFrame:
    """A thin line between two parts of a card."""
    line = QFrame()
    line.setProperty("kind", "line")
    return line


class Pill(QLabel):
    """A word in a soft coloured pill; *tone*: poor, near-poor, escaped, accent, warn or neutral."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("pill", "true")
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tone(self, text: str, tone: str) -> None:
        """Say another word in another tone."""
        self.setText(text)
        theme.restyle(self, "tone", tone)
