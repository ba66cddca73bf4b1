"""The receiving office's name and how its papers are headed and signed (decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.settings.presenter import HEADING_FIELDS
from sinhke_desktop.gui.settings.sections import add_heading_fields
from sinhke_desktop.gui.widgets import Card, Form, PrimaryButton, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import office_profile


class OfficeSection(Card):
    """Reads and keeps the office's profile; *renamed* is called when its name is another one."""

    def __init__(self, context: Context, renamed: Callable[[], object]) -> None:
        super().__init__(_("The office and its papers"))
        self._context, self._renamed = context, renamed
        self.add(
            label(
                _("The name stands in the answer to a pairing; machines paired before keep showing the old one."),
                "secondary",
            )
        )
        self.form = Form(columns=2)
        self.form.add("name", _("Name of the receiving office"), QLineEdit())
        add_heading_fields(self.form)
        self.add(self.form)
        self.save = PrimaryButton(_("Save"), "save", self._save, key="Ctrl+S")
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        self._shown = ReceivingOffice("")

    def refresh(self) -> None:
        """Read the profile again; what is being typed is kept."""
        kept = office_profile.profile(self._context.workspace)
        if kept == self._shown:
            return
        self._shown = kept
        for name in ("name", *HEADING_FIELDS):
            self.form.set_text(name, str(getattr(kept, name)))

    def _save(self) -> None:
        typed = ReceivingOffice(**{name: self.form.text(name) for name in ("name", *HEADING_FIELDS)})
        try:
            kept = office_profile.change(self._context.workspace, typed)
        except InvalidInput as error:
            self.form.show_problems(error.problems, focus=True)
            return
        self.form.show_problems(())
        renamed = kept.name != self._shown.name
        self.refresh()
        self._context.toast(_("Saved. New papers carry it from now on."))
        if renamed:
            self._renamed()
