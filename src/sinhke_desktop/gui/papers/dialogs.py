"""The dialogs of the page of issued papers: number and day, comparing a mark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _


class NumberDialog(FormDialog):
    """Number and day as the office wrote them on the paper and into its own book."""

    def __init__(
        self, parent: QWidget, paper: IssuedPaper, save: Callable[[str, str], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(
            parent,
            _("Number and day of the paper"),
            lambda form: save(form.text("number"), form.text("dated_on")),
            saved,
            text=" · ".join(filter(None, (paper.title, paper.subject))),
        )
        number = QLineEdit(paper.number)
        number.setPlaceholderText("12/BC-UBND")
        self.form.add("number", _("Number and symbol"), number)
        self.form.add("dated_on", _("Day of issue"), day_field(paper.dated_on))


class MarkDialog(Dialog):
    """A mark typed from the foot of a paper, and whether it fits; it stays open for the next paper."""

    def __init__(self, parent: QWidget, compare: Callable[[str], tuple[bool, str]]) -> None:
        """*compare* is given the typed mark; says whether it fits, and in words. May raise InvalidInput."""
        text = _("Type the mark that stands at the foot of the paper’s pages, behind “Dấu dữ liệu”.")
        super().__init__(parent, _("Compare a data mark"), _("Compare"), text=text, cancel=_("Close"), width=560)
        self._compare = compare
        self.form = Form()
        self.mark = QLineEdit()
        self.mark.setPlaceholderText("1204-7F3A92C14B08")
        self.form.add("mark", _("Data mark"), self.mark)
        self.add(self.form)

    def confirm(self) -> None:
        """Compare, and stay."""
        self.notice.show_text("info", "")
        try:
            fits, words = self._compare(self.mark.text())
        except InvalidInput as error:
            self.form.show_problems(error.problems, focus=True)
            return
        self.form.show_problems(())
        self.notice.show_text("done" if fits else "warn", words)
        self.mark.selectAll()
