"""The form that is entered: whose it is, what was entered before, and the sheet that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.domain.form_layouts import layout
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.returned_form import AGREED_LINES
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.visits.returned.sheet import ReturnedSheet
from sinhke_desktop.gui.widgets import Notice, Scrolled, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.form_standing import Standing


class _Area(QScrollArea):
    """Asks for little room, so that it scrolls instead of the whole page."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(120))


class FormSide(QWidget):
    """``.sheet`` in ``.area``; ``.title`` says whose form it is; a picture of the page comes ``.beside`` it."""

    def __init__(self) -> None:
        super().__init__()
        self.beside = QHBoxLayout(self)
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(12)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = QWidget()
        words = QVBoxLayout(self.title)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        self.who = label("", "card-title")
        self.where = label("", "secondary")
        words.addStretch(1)
        words.addWidget(self.who)
        words.addWidget(self.where)
        self.earlier = Notice()
        column.addWidget(self.earlier)
        self.sheet = ReturnedSheet()
        inside = Scrolled()
        inside.setProperty("kind", "ground")
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 10, 8)
        around.addWidget(self.sheet)
        around.addStretch(1)
        self.area = area = _Area()
        self.sheet.entered.connect(lambda editor: area.ensureWidgetVisible(editor, 0, theme.px(60)))
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._show_place)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._settled.start())
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        column.addWidget(self.area, 1)
        self.beside.addWidget(side, 1)

    def show_standing(self, standing: Standing, *, resumed: bool) -> None:
        """Say whose form it is and whether it was entered or begun before."""
        household = standing.household
        self.who.setText(household.head.full_name if household is not None else "")
        number = _("form {number}").format(number=shown_number(standing.form.number)) if standing.form.number else ""
        self.where.setText(" · ".join(filter(None, (standing.hamlet, number or _("a form without a number")))))
        entered = standing.entered
        if entered is not None:
            day = entered.on or entered.visit.visited_on
            text = _("This form was entered on {day:%d/%m/%Y} by {name}. What you change here corrects it.")
            self.earlier.show_text("warn", text.format(day=day, name=entered.by))
        else:
            self.earlier.show_text("info", _("Half typed before; it goes on where it was left.") if resumed else "")

    def _show_place(self) -> None:
        """Pictures came beside the fields and moved them: bring the field with the focus back into sight."""
        here = self.sheet.focusWidget()
        if here is not None and here.hasFocus():
            self.area.ensureWidgetVisible(here, 0, theme.px(60))

    def say_nobody(self) -> None:
        """No form is shown."""
        self.who.setText("")
        self.where.setText("")


def agreed_lines(version: str) -> int:
    """How many agreements a form of *version* has room for."""
    try:
        fields = layout(version).fields(1, 1)
    except KeyError:
        return AGREED_LINES
    return sum(one.key.startswith("agreed:") for one in fields)
