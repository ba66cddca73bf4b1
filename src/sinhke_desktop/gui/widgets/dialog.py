"""The base of every dialog: a title, the body, buttons below; Enter does the primary thing, Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.help import opening
from sinhke_desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.cards import Notice
from sinhke_desktop.gui.widgets.layouts import Scrolled
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

ABOVE_CAPITALS = 4
"""Room for marks above capitals (Ả, Ẩ), which rise above the font's line."""

LEAST_INSIDE = 80
"""Of what scrolls in a dialog that is taller than the screen; the buttons below stay on it."""


class Dialog(QDialog):
    """Put widgets into ``.body``; ``.primary`` accepts (override :meth:`confirm` to check first), ``.cancel`` leaves.

    ``.notice`` above the buttons says what is wrong. A dialog taller than the screen scrolls. F1 opens the help
    that belongs to its class (see :mod:`sinhke_desktop.gui.help.targets`).
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        primary: str = "",
        *,
        text: str = "",
        cancel: str = "",
        width: int = 480,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        opening.listen(self)
        self.setMinimumWidth(min(theme.px(width), self.screen().availableGeometry().width() - 40))
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 20)
        outer.setSpacing(14)
        heading = label(title, "page-title")
        heading.setContentsMargins(0, theme.px(ABOVE_CAPITALS), 0, 0)
        outer.addWidget(heading)
        if text:
            outer.addWidget(label(text, "secondary"))
        inside = self._inside = Scrolled()
        inside.setProperty("kind", "ground")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._area, 1)
        self.notice = Notice()
        outer.addWidget(self.notice)
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = QuietButton(cancel or (_("Cancel") if primary else _("Close")), pressed=self.reject)
        row.addWidget(self.cancel)
        self.primary = PrimaryButton(primary, pressed=self.confirm)
        self.primary.setVisible(bool(primary))
        self.primary.setDefault(bool(primary))
        row.addWidget(self.primary)
        self.buttons = row
        outer.addLayout(row)

    def add(self, widget: QWidget) -> None:
        """Put *widget* below what is there."""
        self.body.addWidget(widget)

    def confirm(self) -> None:
        """The primary button or Enter was pressed; accepts unless a dialog of one's own decides otherwise."""
        self.accept()

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            self._fit_to_content()
            self._begin()
        super().setVisible(visible)

    def _begin(self) -> None:
        """Let typing begin in the first field, unless the dialog chose another one."""
        holder, inside = self.focusWidget(), self._inside
        if holder is not None and inside.isAncestorOf(holder):
            return
        field = inside.nextInFocusChain()
        while field is not None and field is not inside:
            asks = field.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(field, QPushButton)
            if asks and field.isEnabled() and field.isVisibleTo(inside) and inside.isAncestorOf(field):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            field = field.nextInFocusChain()

    def _fit_to_content(self) -> None:
        inside = self._inside
        width = self.minimumWidth() - 48
        wanted = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        room = self.screen().availableGeometry()
        needed = inside.minimumSizeHint().width()
        too_wide = needed > room.width() - 90
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if too_wide else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._area.setHorizontalScrollBarPolicy(policy)
        self._area.setMinimumWidth(min(needed, room.width() - 90))
        height = min(max(wanted, inside.minimumSizeHint().height()) + 2, room.height() - 260)
        self._area.setMinimumHeight(height)
        self.adjustSize()
        spare = max(self._area.sizeHint().height() - height, 0)
        self.resize(QSize(self.width(), self.height() - spare).expandedTo(self.minimumSizeHint()))
        over = self.height() - room.height()
        if over > 0:
            self._area.setMinimumHeight(max(height - over, theme.px(LEAST_INSIDE)))
            self._outer.activate()
            self.resize(self.width(), room.height())
