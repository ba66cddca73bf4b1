"""Asks for the commune's hamlets before the first household, which must belong to one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _


class FirstHamletsDialog(FormDialog):
    """*add* is given the names as typed; *added* goes on once the hamlets are there."""

    def __init__(self, parent: QWidget, add: Callable[[str], object], added: Callable[[], object]) -> None:
        super().__init__(
            parent,
            _("Hamlets of the commune"),
            lambda form: add(form.text("name")),
            added,
            text=_("Every household belongs to a hamlet. Several are separated by commas; more can be added later."),
            columns=1,
        )
        names = QLineEdit()
        names.setPlaceholderText(_("for example: Thôn Tân Tiến, Thôn Đá Bàn"))
        self.form.add("name", _("Hamlets"), names)
