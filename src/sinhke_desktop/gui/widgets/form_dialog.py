"""A dialog that is one form: Enter saves, a refused field says why under it, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from sinhke_desktop.errors import InvalidInput, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.i18n import _

Save = Callable[[Form], object]


class FormDialog(Dialog):
    """Fill ``.form``; *save* is given it on Enter and may raise InvalidInput, whose problems go to their fields.

    *saved* is called once it was accepted.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        save: Save,
        saved: Callable[[], object],
        *,
        primary: str = "",
        text: str = "",
        columns: int = 2,
        width: int = 560,
    ) -> None:
        super().__init__(parent, title, primary or _("Save"), text=text, width=width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form(columns)
        self.add(self.form)
        self._save = save
        self.accepted.connect(saved)

    def confirm(self) -> None:
        """Save; stay open where something is refused."""
        self.notice.show_text("error", "")
        try:
            self._save(self.form)
        except InvalidInput as wrong:
            homeless = self.form.show_problems(wrong.problems, focus=True)
            self.notice.show_text("error", " ".join(problem.message for problem in homeless))
            return
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


def day_field(day: date | None = None) -> QLineEdit:
    """A field for a day as 19/06/2024."""
    field = QLineEdit(f"{day:%d/%m/%Y}" if day else "")
    field.setPlaceholderText(_("day/month/year"))
    return field


def note_field(text: str = "", lines: int = 3) -> QPlainTextEdit:
    """A field for some lines of text; Tab leaves it."""
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setFixedHeight(theme.px(24 * lines + 16))
    return field
