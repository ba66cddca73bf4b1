"""The month was noted before and the form says something else: both stand beside each other, one is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.returned_form import MONTH_FIELDS
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.gui.widgets import Dialog, QuietButton, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.form_entry import MonthChoice, MonthNoted


class MonthDialog(Dialog):
    """Tells :attr:`chosen` which figures hold; closing it saves nothing."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, asked: MonthNoted) -> None:
        title = _("Month {month} was noted before").format(month=month_name(asked.noted.month))
        text = _("What only one of both says is kept in any case.")
        super().__init__(parent, title, _("The form is right"), text=text, width=620)
        self.noted_button = QuietButton(_("What was noted is right"), pressed=lambda: self._choose(MonthChoice.NOTED))
        self.buttons.insertWidget(2, self.noted_button)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        heads = (
            "",
            _("Noted before") + _on(asked.noted),
            _("On the form") + _on(asked.form),
        )
        for column, head in enumerate(heads):
            grid.addWidget(label(head, "secondary"), 0, column)
        for row, name in enumerate(_said(asked), 1):
            role = "strong" if name in asked.differing else "body"
            grid.addWidget(label(field_words()[name], "secondary", wrap=False), row, 0)
            for column, month in ((1, asked.noted), (2, asked.form)):
                grid.addWidget(label(_value(month, name), role), row, column)
        self.add(inside)

    def confirm(self) -> None:
        """The form's figures hold."""
        self._choose(MonthChoice.FORM)

    def _choose(self, choice: MonthChoice) -> None:
        self.accept()
        self.chosen.emit(choice)


def field_words() -> dict[str, str]:
    """What the fields of the month are called."""
    return {
        "alive": _("Alive"), "born": _("Born"), "bought": _("Bought"), "lost": _("Lost"), "sold": _("Sold"),
        "passed_on": _("Passed on"), "sick": _("Sick"), "income": _("Income (đ)"), "problem": _("Problem"),
        "next_step": _("Next step"),
    }  # fmt: skip


def _on(month: FollowUp) -> str:
    return f" ({month.visited_on:%d/%m/%Y})" if month.visited_on else ""


def _said(asked: MonthNoted) -> list[str]:
    return [name for name in MONTH_FIELDS if _value(asked.noted, name) or _value(asked.form, name)]


def _value(month: FollowUp, name: str) -> str:
    value = getattr(month, name)
    if value is None:
        return ""
    return format_dong(value) if isinstance(value, int) else str(value)
