"""Dialogs about what was handed over: correct one handover, draw lots with a number that those present name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.funding import HandoverInput, InputHandover
from sinhke_desktop.domain.lots import parse_lot
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.widgets import DangerButton, Form, choices, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _

TEXTS = ("kind", "unit", "tag", "supplier", "minutes_number", "lot", "received_by", "note")


class CorrectHandoverDialog(FormDialog):
    """One handover as it was recorded, to be corrected or taken back."""

    def __init__(
        self,
        parent: QWidget,
        handover: InputHandover,
        household: str,
        lines: Mapping[str, str],
        save: Callable[[HandoverInput], object],
        take_back: Callable[[], object],
        saved: Callable[[], object],
    ) -> None:
        """*lines* are id → words of the budget lines that may pay."""
        super().__init__(parent, _("Correct the handover"), lambda form: save(self._typed(form)), saved,
                         text=household, width=680)  # fmt: skip
        self._in_herd = handover.in_herd
        self.form.add("kind", _("What"), QLineEdit())
        self.form.add("unit", _("Counted in"), QLineEdit())
        self.form.add("quantity", _("Quantity"), QLineEdit(format_number(handover.quantity)))
        self.form.add("unit_price", _("Unit price (đ)"), QLineEdit(format_number(handover.unit_price)))
        self.form.add("handed_on", _("Handed over on"), QLineEdit(f"{handover.handed_on:%d/%m/%Y}"))
        self.form.add("tag", _("Ear tag, number"), QLineEdit())
        self.form.add("supplier", _("Supplier"), QLineEdit())
        self.form.add("minutes_number", _("Number of the minutes"), QLineEdit())
        lot = QLineEdit()
        lot.setReadOnly(parse_lot(handover.lot) is not None)
        self.form.add("lot", _("Lot"), lot)
        self.form.add("received_by", _("Signed for by"), QLineEdit())
        self.form.add("budget_line_id", _("Paid from"), choices(("", _("Not stated")), *lines.items()), span=2)
        self.form.add("note", _("Note"), QLineEdit(), span=2)
        for name in TEXTS:
            self.form.set_text(name, getattr(handover, name))
        self.form.set_text("budget_line_id", handover.budget_line_id)
        self.buttons.insertWidget(0, DangerButton(_("Take this handover back"), pressed=partial(self._undo, take_back)))

    def _typed(self, form: Form) -> HandoverInput:
        typed = {name: form.text(name) for name in form.fields}
        return HandoverInput(**typed, in_herd=self._in_herd)

    def _undo(self, take_back: Callable[[], object]) -> None:
        try:
            take_back()
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class DrawDialog(FormDialog):
    """Draws lots among the households of one handover and shows how they fell."""

    def __init__(
        self,
        parent: QWidget,
        handed: Sequence[tuple[date, str]],
        listed: Callable[[date, str], Sequence[str]],
        draw: Callable[[date, str, str], Sequence[str]],
        saved: Callable[[], object],
    ) -> None:
        """*handed* are days and kinds to draw for, *listed* their households in order, *draw* the lots in words."""
        text = _(
            "Read the list aloud, then let those present name a number of 4 to 12 digits. The number decides alone; "
            "the minutes say how anybody can check it. Lots stay as they fall."
        )
        super().__init__(parent, _("Draw lots"), self._draw, saved, primary=_("Draw"), text=text, width=640)
        self._handed, self._drawing, self._listed = list(handed), draw, listed
        words = [(str(at), f"{day:%d/%m/%Y} · {kind}") for at, (day, kind) in enumerate(handed)]
        self.form.add("which", _("Handover"), choices(*words), span=2)
        self.form.add("named", _("Number named by those present"), QLineEdit(), span=2)
        self.result_words = label("")
        self.add(self.result_words)
        self.rejected.connect(saved)
        self.form.changed.connect(self._show_list)
        self._shown = ""
        self._show_list()
        self.form.fields["named"].editor.setFocus()

    def _chosen(self) -> tuple[date, str]:
        return self._handed[int(self.form.text("which") or 0)]

    def _show_list(self) -> None:
        if self._shown != self.form.text("which"):
            self._shown = self.form.text("which")
            people = self._listed(*self._chosen())
            self.result_words.setText("\n".join(f"{place}. {name}" for place, name in enumerate(people, 1)))

    def _draw(self, form: Form) -> None:
        self.result_words.setText("\n".join(self._drawing(*self._chosen(), form.text("named"))))

    def confirm(self) -> None:
        """Draw; the lots stay in sight until the dialog is closed."""
        before = self.result_words.text()
        super().confirm()
        if self.result_words.text() != before:
            self.notice.show_text("done", _("The lots are drawn and kept with each handover."))

    def accept(self) -> None:
        """Stay open to show the lots; nothing more can be drawn."""
        self.primary.setEnabled(False)
        self.form.setEnabled(False)
        self.cancel.setText(_("Close"))
