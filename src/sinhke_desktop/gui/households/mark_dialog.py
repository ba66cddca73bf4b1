"""The dialog that asks which mark many households get."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.household_lists import YES, YES_NO
from sinhke_desktop.gui.widgets import choices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _


class MarkDialog(FormDialog):
    """*save* is given field, value and reason, and may raise InvalidInput."""

    def __init__(self, parent: QWidget, count: str, save: Callable[[str, str, str], object]) -> None:
        text = _("The mark is set in the records of {count} households.")
        super().__init__(
            parent, _("Mark the chosen households"),
            lambda form: save(form.text("name"), form.text("value"), form.text("reason")), lambda: None,
            text=text.format(count=count), columns=1, width=520,
        )  # fmt: skip
        marks = choices(
            ("", _("Choose the mark")),
            ("no_labour", _("No member is able to work")),
            ("cannot_escape", _("Cannot escape poverty")),
            ("local_minority", _("Local ethnic minority")),
        )
        self.form.add("name", _("Mark"), marks)
        self.form.add("value", _("Set to"), choices(*YES_NO.items()))
        self.form.add("reason", _("Reason"), QLineEdit(), _("Needed for “Có” of the first two"))
        self.form.set_text("value", YES)
