"""Forms that were typed but not saved when the program ended: go on with them, or let them go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.widgets import Notice, clear
from sinhke_desktop.i18n import _
from sinhke_desktop.services import half_filled
from sinhke_desktop.services.half_filled import HalfFilled

MOST_SHOWN = 3


class Unfinished(QWidget):
    """A notice for each form that waits; tells :attr:`go_on` the one to be opened. Hidden when there is none."""

    go_on = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(8)
        self.notices: list[Notice] = []
        self.hide()

    def look(self, *, shown: bool) -> None:
        """Offer what waits while the register is *shown*; a record that is typed is left alone."""
        self.hide()
        if shown:
            self.refresh()

    def refresh(self) -> None:
        """Look again for forms that wait."""
        self._context.runner.run(lambda progress: half_filled.kept(self._context.workspace), self._show)

    def _show(self, forms: Sequence[HalfFilled]) -> None:
        clear(self._column)
        self.notices = []
        for form in reversed(forms[-MOST_SHOWN:]):
            name = form.name or _("a household without a name yet")
            text = _("The record of {name} was typed until {when} but not saved.")
            notice = Notice("warn", text.format(name=name, when=words.moment(form.kept_at)))
            notice.add_button(_("Go on typing"), partial(self.go_on.emit, form))
            notice.add_button(_("Let it go"), partial(self._drop, form))
            self._column.addWidget(notice)
            self.notices.append(notice)
        self.setVisible(bool(forms))

    def _drop(self, form: HalfFilled) -> None:
        workspace = self._context.workspace
        self._context.runner.run(lambda progress: half_filled.drop(workspace, form.token), lambda done: self.refresh())
        self._context.toast(_("The typed text is gone; what is stored was not changed."), undo=lambda: self._keep(form))

    def _keep(self, form: HalfFilled) -> None:
        workspace = self._context.workspace
        self._context.runner.run(lambda progress: half_filled.keep(workspace, form), lambda done: self.refresh())
