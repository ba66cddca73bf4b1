"""A dialog that is one form: Enter saves, a refused field says why under it, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from sinhke_desktop.errors import InvalidInput, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.i18n import _

Save = Callable[[Form], object]


@dataclass(frozen=True, slots=True)
class Later:
    """What *save* returns where saving takes long: *work* is done by *run* elsewhere, *done* told its result."""

    run: Runs
    work: Callable[[], Any]
    done: Callable[[Any], object]


class FormDialog(Dialog):
    """Fill ``.form``; *save* is given it on Enter and may raise InvalidInput, whose problems go to their fields.

    *saved* is called once it was accepted. Where *save* returns :class:`Later`, the dialog stays until that is done.
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
        self._waiting = False
        self.asleep: list[QWidget] = [self._inside, self.primary, self.cancel]
        """What cannot be pressed while something is being saved."""
        self.accepted.connect(saved)

    def confirm(self) -> None:
        """Save; stay open where something is refused."""
        self.carry_out(lambda: self._save(self.form))

    def carry_out(self, act: Callable[[], object]) -> None:
        """Do *act*, which saves; it may return :class:`Later` or raise what is refused. Not while another one runs."""
        if self._waiting:
            return
        self.notice.show_text("error", "")
        try:
            later = act()
        except SinhkeError as error:
            self.refused(error)
            return
        if isinstance(later, Later):
            self._wait(later)
        else:
            self.accept()

    def refused(self, error: SinhkeError) -> None:
        """Say under their fields what is wrong; everything typed stays."""
        if isinstance(error, InvalidInput):
            homeless = self.form.show_problems(error.problems, focus=True)
            self.notice.show_text("error", " ".join(problem.message for problem in homeless))
        else:
            self.notice.show_error(error)

    def _wait(self, later: Later) -> None:
        """Stay, and let nothing be pressed, until the work has ended."""
        holder = self.focusWidget()

        def ended(*, waiting: bool) -> None:
            self._waiting = waiting
            for part in self.asleep:
                part.setEnabled(not waiting)
            if not waiting and holder is not None and isValid(holder):
                holder.setFocus()

        def finished(result: Any) -> None:
            ended(waiting=False)
            later.done(result)
            self.accept()

        def failed(error: BaseException) -> None:
            ended(waiting=False)
            self.notice.show_text("error", "")
            if not isinstance(error, SinhkeError):
                raise error
            self.refused(error)

        ended(waiting=True)
        self.notice.show_text("info", _("One moment…"))
        later.run(lambda _progress: later.work(), finished, failed=failed)

    def reject(self) -> None:
        """Leave, but not in the middle of what is being saved."""
        if not self._waiting:
            super().reject()


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
