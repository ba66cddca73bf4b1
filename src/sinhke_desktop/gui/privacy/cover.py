"""A cover over a record on a shared screen: what lies under it cannot be read or typed into until somebody asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.widgets import PrimaryButton, label
from sinhke_desktop.i18n import _


class Cover(QFrame):
    """Lies over *target*, a child of the same parent, while the household that *whose* gives is covered.

    What was typed stays under it. An empty id (a new household) is never covered.
    """

    def __init__(
        self, target: QWidget, whose: Callable[[], str], restricted: Callable[[str], bool] | None = None
    ) -> None:
        """*restricted* tells of a household's id whether its data are restricted: then it is covered everywhere."""
        super().__init__(target.parentWidget())
        self._target, self._whose, self._restricted = target, whose, restricted
        self.setProperty("kind", "page")
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(12)
        icon = label("", wrap=False)
        icon.setPixmap(theme.pixmap("eye-off", "accent", 40))
        icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(icon)
        self.words = label("", "strong")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.words)
        more = label(_("Showing them is noted; they are covered again after 5 minutes or when you leave."), "secondary")
        more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(more)
        self.button = PrimaryButton(_("Show (noted)"), "eye", self.reveal)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()
        target.installEventFilter(self)
        self._held = masking.current()
        if self._held is not None:
            self._held.changed.connect(self.settle)

    def settle(self) -> None:
        """Lie over the target or let it be seen, as things stand now."""
        household_id = self._whose()
        restricted = bool(household_id) and self._restricted is not None and self._restricted(household_id)
        covers = bool(household_id) and masking.covered(household_id, restricted=restricted)
        self.words.setText(
            _("The data of this household are restricted.")
            if restricted
            else _("Sensitive data of this household are covered on this machine.")
        )
        self._target.setEnabled(not covers)
        self.setVisible(covers)
        if covers:
            self._follow()
            self.raise_()
            self.button.setFocus()

    def reveal(self) -> None:
        """Ask to see it; refused where the log cannot be written."""
        held = masking.current()
        if held is None:
            return
        try:
            held.reveal(self._whose())
        except SinhkeError as error:
            errors.show(self, error)

    def _follow(self) -> None:
        self.setGeometry(self._target.geometry())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show) and not self.isHidden():
            self._follow()
        return super().eventFilter(watched, event)
