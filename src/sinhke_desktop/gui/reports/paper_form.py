"""Number, day and addressee of a report, for an office that has given them before it prints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from sinhke_desktop.domain.report_paper import ReportPaper, judge_paper
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _


class PaperForm(FormDialog):
    """All three may stay empty: then number and day stay open on paper, and the usual addressee stands there."""

    def __init__(
        self, parent: QWidget, paper: ReportPaper, addressee: str, given: Callable[[ReportPaper], object]
    ) -> None:
        self._judged = paper
        super().__init__(
            parent, _("Number, day, addressee"), self._take, lambda: given(self._judged), primary=_("Put on the paper"),
            text=_("What stays empty stays open on the paper."),
        )  # fmt: skip
        number, day, to = QLineEdit(paper.number), QLineEdit(), QPlainTextEdit(paper.addressee)
        day.setText(f"{paper.day:%d/%m/%Y}" if paper.day else "")
        day.setPlaceholderText("20/11/2025")
        to.setPlaceholderText(addressee)
        to.setTabChangesFocus(True)
        to.setFixedHeight(theme.px(84))
        self.form.add("number", _("Number (without the symbol)"), number)
        self.form.add("day", _("Day of the paper"), day)
        self.form.add("addressee", _("To (one a line)"), to, _("Empty: the addressee of the settings."), 2)

    def _take(self, form: Form) -> None:
        lines = "\n".join(line.strip() for line in form.text("addressee").splitlines() if line.strip())
        self._judged = judge_paper(form.text("number"), form.text("day"), lines)
