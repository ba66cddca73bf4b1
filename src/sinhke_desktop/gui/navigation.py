"""The left side: whose register, where one can go; only icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.pages import Place
from sinhke_desktop.gui.widgets.buttons import LinkButton
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _


class Navigation(QFrame):
    """Tells :attr:`chosen` with the key of a page."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.setProperty("kind", "navigation")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 16, 12, 12)
        self._column.setSpacing(3)
        self._name = label("", "strong")
        self._under = label("", "secondary")
        self._column.addWidget(self._name)
        self._column.addWidget(self._under)
        self._column.addSpacing(10)
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._icons: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        stretched = False
        for place in places:
            if place.below and not stretched:
                self._column.addStretch(1)
                stretched = True
            self._column.addWidget(self._button(place))
        self._narrow = False
        self._settle()

    def _button(self, place: Place) -> QPushButton:
        title = _(place.title)
        button = QPushButton(title)
        button.setProperty("kind", "nav")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setToolTip(f"{title} ({place.keys})")
        button.setAccessibleName(title)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(place.key))
        self._group.addButton(button)
        self.buttons[place.key] = button
        self._titles[place.key] = title
        self._icons[place.key] = place.icon
        return button

    def show_names(self, name: str, under: str) -> None:
        """Whose register this is."""
        self._name.setText(name)
        self._under.setText(under)
        self._under.setVisible(bool(under) and not self._narrow)
        self._name.setVisible(bool(name) and not self._narrow)

    def mark(self, key: str) -> None:
        """Show that page *key* is open."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def offer(self, key: str, *, shown: bool) -> None:
        """Show the entry of a page that is only wanted now and then; its keys work all the same."""
        if key in self.buttons:
            self.buttons[key].setVisible(shown)

    def set_narrow(self, narrow: bool) -> None:
        """Only icons, or icons with words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._settle()

    def _settle(self) -> None:
        for part in (self._name, self._under):
            part.setVisible(not self._narrow and bool(part.text()))
        gap = 0 if self._narrow else 8
        for key, button in self.buttons.items():
            button.setText("" if self._narrow else self._titles[key])
            button.setIcon(theme.icon(self._icons[key], "neutral-text", gap=gap, checked=True))
            button.setIconSize(theme.icon_size(gap=gap))
            theme.restyle(button, "narrow", "true" if self._narrow else "false")
        self._column.setContentsMargins(6 if self._narrow else 12, 16, 6 if self._narrow else 12, 12)
        widest = max((button.sizeHint().width() for button in self.buttons.values()), default=0)
        self.setFixedWidth(widest + 14 if self._narrow else max(theme.px(208), widest + 26))


class StatusBar(QFrame):
    """The foot of the window: saved when, backed up when, received up to which bundle; the officer at the right.

    ``cover_asked`` is told when the button that covers sensitive fields, or shows them again, was pressed;
    ``stick_asked`` with a page's key when the word about a stick was.
    """

    cover_asked = Signal()
    stick_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "statusbar")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 12, 3)
        column.setSpacing(0)
        self._stick_page = ""
        self.stick = LinkButton("", "usb", lambda: self.stick_asked.emit(self._stick_page))
        self.stick.hide()
        column.addWidget(self.stick, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        column.addLayout(row)
        self._standing = label("", "secondary")
        self._officer: QLabel = label("", "secondary", wrap=False)
        row.addWidget(self._standing, 1)
        self._cover = LinkButton("", "eye", self.cover_asked.emit, tip="Ctrl+Shift+H")
        row.addWidget(self._cover)
        row.addWidget(self._officer, 0, Qt.AlignmentFlag.AlignRight)

    def show_texts(self, standing: str, officer: str) -> None:
        """Show both sides."""
        self._standing.setText(standing)
        self._officer.setText(officer)

    def show_stick(self, text: str, page: str) -> None:
        """Say what a stick brought and lead to *page*; nothing for an empty text."""
        self._stick_page = page
        self.stick.setText(text)
        self.stick.setVisible(bool(text))

    def show_covering(self, *, on: bool) -> None:
        """Say whether this machine covers sensitive fields."""
        self._cover.setText(_("Sensitive fields covered") if on else _("Cover sensitive fields"))
        self._cover.setIcon(theme.icon("eye-off" if on else "eye", "accent"))

    def text(self) -> str:
        """The left side."""
        return self._standing.text()
