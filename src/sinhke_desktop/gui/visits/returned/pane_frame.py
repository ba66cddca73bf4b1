"""The frame of the window where forms come back: which form, what waits, the lists, the form with its page beside."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.visits.returned.form_side import FormSide
from sinhke_desktop.gui.visits.returned.lists import CandidateList, OutList
from sinhke_desktop.gui.visits.returned.sheet import ReturnedSheet
from sinhke_desktop.gui.widgets import FormField, Notice, PageHeader, PrimaryButton, QuietButton
from sinhke_desktop.i18n import _


class PaneFrame(QWidget):
    """One of ``.out``, ``.candidates`` and ``.form_side`` is shown; ``.top`` and ``.beside`` take more widgets."""

    review_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.back = QuietButton(_("Back to the list"), "arrow-left")
        self.save = PrimaryButton(_("Save the form"), "check", key="Ctrl+Return")
        self.read = QuietButton(_("Read scans"), "scan-line", key="Ctrl+O")
        self.read_folder = QuietButton(_("Read a folder"), "folder-open", key="Ctrl+Shift+O")
        self.header = PageHeader(_("Forms come back"), "", self.back, self.read_folder, self.read, self.save)
        column.addWidget(self.header)
        self.code = QLineEdit()
        self.code.setPlaceholderText(_("QR code, form number or name"))
        self.code.setMaximumWidth(theme.px(520))
        self.code_field = FormField(_("Which form?"), self.code)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self.code_field, 2)
        self.form_side = FormSide()
        top.addWidget(self.form_side.title, 3)
        column.addLayout(top)
        self.top = QVBoxLayout()
        self.top.setSpacing(8)
        column.addLayout(self.top)
        self.notice = Notice()
        self.review = self.notice.add_button(_("Begin an ad-hoc review"), self.review_asked.emit)
        self.review.hide()
        column.addWidget(self.notice)
        self.out, self.candidates = OutList(), CandidateList()
        self.beside = QHBoxLayout()
        self.beside.setSpacing(12)
        column.addLayout(self.beside, 1)
        parts = QVBoxLayout()
        self.beside.addLayout(parts, 3)
        parts.addWidget(self.out, 1)
        parts.addWidget(self.candidates, 1)
        self.sheet: ReturnedSheet = self.form_side.sheet
        self.area: QScrollArea = self.form_side.area
        parts.addWidget(self.form_side, 1)

    def show_part(self, part: QWidget) -> None:
        """Show one of the parts instead of the others."""
        for one in (self.out, self.candidates, self.form_side):
            one.setVisible(one is part)
        self.beside.setStretch(1, 3)
        if part is not self.form_side:
            self.form_side.say_nobody()
        self.save.setEnabled(part is self.form_side)
        for button in (self.read, self.read_folder):
            button.setVisible(part is self.out)

    def say(self, kind: str, text: str, code: str = "", *, review: bool = False) -> None:
        """Say *text* above the form; an empty text says nothing. With *review* a review is offered."""
        self.notice.show_text(kind, text, code)
        self.review.setVisible(review)
