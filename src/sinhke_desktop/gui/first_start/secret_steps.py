"""The steps about what opens the data: the password, and the recovery code on paper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.first_start.step_part import StepPart
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.cards import Card
from sinhke_desktop.gui.widgets.form_field import PasswordField
from sinhke_desktop.gui.widgets.layouts import Columns
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _


class PasswordStep(StepPart):
    """The password, twice; says how good it is, and when Caps Lock or Vietnamese typing changes what is typed."""

    def __init__(self) -> None:
        super().__init__(
            _("A password for the data"),
            _("The data file is encrypted. Without the password or the recovery code nobody can read it, we neither."),
        )
        self.password, self.again = PasswordField(), PasswordField()
        self.strength = label("", "secondary")
        self.hint = label("", "secondary")
        self.hint.hide()
        self.column.addWidget(self._field("password", _("Password"), self.password))
        self.column.addWidget(self.strength)
        self.column.addWidget(self._field("again", _("Password once more"), self.again))
        self.column.addWidget(self.hint)
        eye = _("The eye in the field shows what was typed. Vietnamese letters are allowed, with any keyboard.")
        self.column.addWidget(label(eye, "secondary"))
        self.column.addStretch(1)
        self._caps = False
        for field in (self.password, self.again):
            field.caps_lock_seen.connect(self._take_caps)
            field.textChanged.connect(lambda _text: self._say_hint())
            field.installEventFilter(self)

    def first_field(self) -> QWidget:
        return self.password

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.clear()
        self.again.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters that are still being composed belong to the password before it is left."""
        if event.type() == QEvent.Type.FocusOut and QGuiApplication.focusObject() is watched:
            QGuiApplication.inputMethod().commit()
        return super().eventFilter(watched, event)

    def _take_caps(self, seen: bool) -> None:
        self._caps = seen
        self._say_hint()

    def _say_hint(self) -> None:
        typed = self.password.text() + self.again.text()
        if self._caps and typed:
            text = _("Caps Lock seems to be on.")
        elif any(ord(letter) > 127 for letter in typed):
            text = _("Vietnamese typing (Unikey) is on: letters may have become accented.")
        else:
            text = ""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))


class CodeStep(StepPart):
    """The recovery code: to be printed or written down, and two of its groups typed back.

    ``print_asked`` is told when the paper is to be looked at and printed.
    """

    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("The recovery code"),
            _("If the password is forgotten, only this code on paper opens the data. It is shown this once."),
        )
        card = Card()
        self.code = label("", "code")
        self.print = QuietButton(_("Print the code"), "printer", self.print_asked.emit)
        card.add(self.code)
        card.body.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(card)
        self.column.addWidget(
            label(
                _("Print it or write it down, put it into an envelope and keep it in the office's safe."), "secondary"
            )
        )
        self.column.addWidget(label(_("To be sure it is on paper, type these two groups:")))
        self.groups = (QLineEdit(), QLineEdit())
        row = Columns(side_by_side=theme.px(300))
        for at, editor in enumerate(self.groups):
            row.add(self._field(f"group{at}", "", editor))
        self.column.addWidget(row)
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.groups[0]

    def show_code(self, code: str, groups: tuple[int, int]) -> None:
        """Show the code with the numbers of the groups asked for."""
        self.code.setText(code.replace("-", " - "))
        for at, number in enumerate(groups):
            self.fields[f"group{at}"].set_title(_("Group {number}").format(number=number))

    def shown(self) -> str:
        """The code that is shown, its groups joined by hyphens."""
        return self.code.text().replace(" ", "")

    def typed(self) -> tuple[str, str]:
        """What was typed into the two fields."""
        return self.groups[0].text(), self.groups[1].text()

    def clear(self) -> None:
        """Forget the code."""
        self.code.setText("")
        for editor in self.groups:
            editor.clear()
