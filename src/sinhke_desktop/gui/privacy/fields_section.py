"""Các trường dữ liệu: what is basic, what is sensitive, and whether this machine covers it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from sinhke_desktop.domain.personal_fields import MARK_NAMES, Mark, PersonalField, marked
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.privacy.section import TableSection
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _
from sinhke_desktop.services import privacy

Line = tuple[str, str, PersonalField]


class FieldsSection(TableSection[Line]):
    """The list of fields with the switch above it."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            [
                Column(_("Record"), lambda one: one[0]),
                Column(_("Field"), lambda one: one[2].words, strong=lambda one: one[2].mark is Mark.SENSITIVE),
                Column(
                    _("Kind of data"),
                    lambda one: MARK_NAMES[one[2].mark],
                    tone=lambda one: "poor" if one[2].mark is Mark.SENSITIVE else "neutral",
                ),
                Column(_("Covered on shared screens"), lambda one: _("Yes") if one[2].hidden else ""),
                Column(_("Legal ground"), lambda one: source_words(one[2])),
            ],
            (1, 4),
            "",
            _(
                "Where no source names a field, the program decided on the careful side; the decree's own text was "
                "not seen."
            ),
        )
        self._context = context
        self.hide_box = QCheckBox(_("Cover sensitive fields on this machine until asked for (Ctrl+Shift+H)"))
        self.hide_box.toggled.connect(self._switch)
        self.tools.add(self.hide_box)
        self.show_rows(list(marked()))

    def read(self) -> None:
        """Show how the switch stands."""
        self.hide_box.blockSignals(True)
        self.hide_box.setChecked(privacy.hidden(self._context.settings))
        self.hide_box.blockSignals(False)

    def _switch(self, on: bool) -> None:
        held = masking.current()
        if held is not None:
            held.switch(on)
        else:
            privacy.hide(self._context.settings, on)
        self._context.toast(_("Sensitive fields are covered") if on else _("Sensitive fields are shown"))


def source_words(field: PersonalField) -> str:
    """Where the mark comes from, in words."""
    source = _("Decree 356/2025 as published reports list it")
    return _("decided by the program, on the careful side") if field.inferred else source
