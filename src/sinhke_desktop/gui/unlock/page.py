"""The first thing seen each morning: whose data, the password, and a way out when it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.unlock.presenter import UnlockPresenter, UnlockServices
from sinhke_desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.cards import Card, Notice
from sinhke_desktop.gui.widgets.form_field import FormField, PasswordField
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from sinhke_desktop.gui.context import Runs
    from sinhke_desktop.services.workspace import Workspace


class UnlockPage(QWidget):
    """Tells :attr:`unlocked` with the open workspace."""

    unlocked = Signal(object)

    def __init__(self, services: UnlockServices, run: Runs, settings: Settings) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._card = Card()
        self._card.setFixedWidth(theme.px(420))
        self._card.body.setContentsMargins(28, 26, 28, 26)
        self._card.body.setSpacing(14)
        self._commune = label("", "page-title")
        self._officer = label("", "secondary")
        self.notice = Notice()
        self._parts = [self._password_part()]
        picture = QLabel()
        picture.setPixmap(theme.pixmap("sprout", "accent", 32))
        for piece in (picture, self._commune, self._officer, self.notice, *self._parts):
            self._card.add(piece)
        self._lay_out()
        self._recovery: QWidget | None = None
        self._restoring: QWidget | None = None
        self._show_part(self._parts[0])
        self.presenter = UnlockPresenter(self, services, run, settings)
        self.restore_link.setVisible(bool(self.presenter.backups()))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._ground = QWidget()
        self._ground.setProperty("kind", "page")
        middle = QHBoxLayout(self._ground)
        column = QVBoxLayout()
        column.addStretch(2)
        column.addWidget(self._card)
        column.addStretch(3)
        middle.addStretch(1)
        middle.addLayout(column)
        middle.addStretch(1)
        outer.addWidget(self._ground)
        self._scrolls = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._let_scroll()

    def _let_scroll(self) -> None:
        """Put the card into an area that scrolls once it does not fit; the area costs a tenth of the start."""
        wanted = self._ground.minimumSizeHint()
        if self._scrolls or (wanted.height() <= self.height() and wanted.width() <= self.width()):
            return
        from PySide6.QtWidgets import QScrollArea

        self._scrolls = True
        focus = self.focusWidget()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(area)
        area.setWidget(self._ground)
        if focus is not None:
            focus.setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _password_part(self) -> QWidget:
        part, column = _part()
        self.password = PasswordField()
        self.password.returnPressed.connect(self._submit)
        self.password.caps_lock_seen.connect(self._hint_caps)
        self.password.textChanged.connect(self._hint_unikey)
        self._password_field = FormField(_("Password"), self.password)
        self._hint = label("", "secondary")
        self._hint.hide()
        self.open_button = PrimaryButton(_("Open"), pressed=self._submit)
        self.forgotten = LinkButton(_("Forgotten the password?"), pressed=self.show_recovery)
        column.addWidget(self._password_field)
        column.addWidget(self._hint)
        column.addWidget(self.open_button)
        self.restore_link = LinkButton(_("Restore a backup"), pressed=self.show_restoring)
        for link in (self.forgotten, self.restore_link):
            row = QHBoxLayout()
            row.addWidget(link)
            row.addStretch(1)
            column.addLayout(row)
        return part

    def _recovery_part(self) -> QWidget:
        part, column = _part()
        column.addWidget(
            label(_("Type the recovery code from the paper that was kept, then a new password."), "secondary")
        )
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXX-XXXX-…")
        self.new_password, self.again = PasswordField(), PasswordField()
        self._code_field = FormField(_("Recovery code"), self.code)
        self._new_field = FormField(_("New password"), self.new_password)
        self._again_field = FormField(_("New password once more"), self.again)
        for field in (self._code_field, self._new_field, self._again_field):
            column.addWidget(field)
        for editor in (self.code, self.new_password, self.again):
            editor.returnPressed.connect(self._submit_recovery)
        row = QHBoxLayout()
        self.back = QuietButton(_("Back"), "arrow-left", lambda: self._show_part(self._parts[0]))
        self.recover = PrimaryButton(_("Open with the code"), pressed=self._submit_recovery)
        row.addWidget(self.back)
        row.addWidget(self.recover, 1)
        column.addLayout(row)
        return part

    def _restoring_part(self) -> QWidget:
        from sinhke_desktop.gui.widgets.fields import choices

        part, column = _part()
        text = _("The data go back to the state of the backup. What is there now is moved aside, nothing is deleted.")
        column.addWidget(label(text, "secondary"))
        self.backup = choices(*((str(number), words) for number, words in self.presenter.backups()))
        self.backup_password = PasswordField()
        self.backup_password.returnPressed.connect(self._submit_restore)
        self._backup_password_field = FormField(_("Password at the time of the backup"), self.backup_password)
        column.addWidget(FormField(_("Backup"), self.backup))
        column.addWidget(self._backup_password_field)
        row = QHBoxLayout()
        row.addWidget(QuietButton(_("Back"), "arrow-left", lambda: self._show_part(self._parts[0])))
        self.restore_button = PrimaryButton(_("Restore and open"), pressed=self._submit_restore)
        row.addWidget(self.restore_button, 1)
        column.addLayout(row)
        return part

    def show_recovery(self) -> None:
        """Ask for the recovery code; that part is made only when somebody needs it."""
        self._recovery = self._recovery or self._added(self._recovery_part())
        self._show_part(self._recovery)

    def show_restoring(self) -> None:
        """Ask which backup; that part is made only when somebody needs it."""
        self._restoring = self._restoring or self._added(self._restoring_part())
        self._show_part(self._restoring)

    def _added(self, part: QWidget) -> QWidget:
        self._parts.append(part)
        self._card.add(part)
        return part

    def _show_part(self, shown: QWidget) -> None:
        self._shown = shown
        for part in self._parts:
            part.setVisible(part is shown)
        self.notice.show_text("error", "")
        self._let_scroll()
        self._focus()

    def _focus(self) -> None:
        fields = {self._recovery: "code", self._restoring: "backup_password"}
        editor: QWidget = getattr(self, fields.get(self._shown, "password"))
        editor.setFocus()

    def _submit_restore(self) -> None:
        self.presenter.submit_restore(int(self.backup.currentData()), self.backup_password.text())

    def _submit(self) -> None:
        self.presenter.submit(self.password.text())

    def _submit_recovery(self) -> None:
        self.presenter.submit_recovery(self.code.text(), self.new_password.text(), self.again.text())

    def _hint_caps(self, seen: bool) -> None:
        self._show_hint(_("Caps Lock seems to be on.") if seen else "")

    def _hint_unikey(self, text: str) -> None:
        if any(ord(letter) > 127 for letter in text):
            self._show_hint(_("Vietnamese typing (Unikey) is on: letters may have become accented."))
        elif not text:
            self._show_hint("")

    def _show_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def hint(self) -> str:
        """The hint under the password, or an empty text."""
        return self._hint.text()

    def show_waiting(self, names: Sequence[str]) -> None:
        """Say which files will be opened once the data are."""
        text = _("Type the password; then {files} will be opened.").format(files=", ".join(names))
        self.notice.show_text("info", text if names else "")

    def show_names(self, commune: str, officer: str) -> None:
        """See :class:`UnlockView`."""
        self._commune.setText(commune or "SinhKe Desktop")
        self._officer.setText(officer)
        self._officer.setVisible(bool(officer))

    def show_busy(self, busy: bool) -> None:
        """See :class:`UnlockView`."""
        for part in self._parts:
            part.setEnabled(not busy)
        self.open_button.setText(_("Opening…") if busy else _("Open"))
        if not busy:
            self._focus()

    def show_error(self, error: SinhkeError) -> None:
        """See :class:`UnlockView`."""
        self.notice.show_error(error)
        self.password.selectAll()

    def show_problem(self, field: str, text: str) -> None:
        """See :class:`UnlockView`."""
        if field == "password":
            self._password_field.set_problem(text)
        elif field == "backup_password":
            self._backup_password_field.set_problem(text)
        else:
            {"code": self._code_field, "new_password": self._new_field, "again": self._again_field}[field].set_problem(
                text
            )

    def opened(self, workspace: Workspace) -> None:
        """See :class:`UnlockView`."""
        self.password.clear()
        if self._recovery is not None:
            for editor in (self.code, self.new_password, self.again):
                editor.clear()
        if self._restoring is not None:
            self.backup_password.clear()
        self.unlocked.emit(workspace)

    def failed(self, error: BaseException) -> None:
        """See :class:`UnlockView`."""
        errors.show(self, error)


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return part, column
