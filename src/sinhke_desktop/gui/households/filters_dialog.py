"""Dialogs about filters: which further ones hold, and under which name they are kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from sinhke_desktop.domain.household_lists import CAUSES, NEEDS
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.gui.households.filter_words import mark_words
from sinhke_desktop.gui.households.register_terms import Filters
from sinhke_desktop.gui.widgets import Dialog, Form, QuietButton, choices, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import Mark


class FiltersDialog(Dialog):
    """Chooses further filters; *chosen* is called with them (indicator, cause, need, marks) on Enter."""

    def __init__(
        self, parent: QWidget, filters: Filters, chosen: Callable[[str, str, str, frozenset[Mark]], object]
    ) -> None:
        super().__init__(
            parent, _("Filter the register"), _("Show"),
            text=_("Households are shown that fit everything chosen here."), width=620,
        )  # fmt: skip
        self._chosen = chosen
        self.form = Form(1)
        everything = ("", _("any"))
        self.form.add("indicator", _("Lacks"), choices(everything, *ALL_INDICATORS.items()))
        self.form.add("cause", _("Cause of poverty"), choices(everything, *CAUSES.items()))
        self.form.add("need", _("Need or wish"), choices(everything, *NEEDS.items()))
        for name in self.form.fields:
            self.form.set_text(name, getattr(filters, name))
        self.add(self.form)
        self.add(label(_("And all of these"), "strong"))
        self.boxes: dict[Mark, QCheckBox] = {}
        for mark, words in mark_words().items():
            box = self.boxes[mark] = QCheckBox(words)
            box.setChecked(mark in filters.marks)
            self.add(box)
        self.buttons.insertWidget(0, QuietButton(_("Clear"), "rotate-ccw", self._clear))

    def _clear(self) -> None:
        for name in self.form.fields:
            self.form.set_text(name, "")
        for box in self.boxes.values():
            box.setChecked(False)

    def confirm(self) -> None:
        """Filter, and leave."""
        marks = frozenset(mark for mark, box in self.boxes.items() if box.isChecked())
        self._chosen(self.form.text("indicator"), self.form.text("cause"), self.form.text("need"), marks)
        self.accept()


class SaveFilterDialog(FormDialog):
    """Asks for a name; *save* is given it and whether the filter holds at start, and may raise InvalidInput."""

    def __init__(self, parent: QWidget, save: Callable[[str, bool], object]) -> None:
        self.at_start = QCheckBox(_("Use it whenever the register opens"))
        super().__init__(
            parent, _("Save the filters under a name"), lambda form: save(form.text("name"), self.at_start.isChecked()),
            lambda: None, text=_("What was typed into the search is not kept."), columns=1, width=460,
        )  # fmt: skip
        self.form.add("name", _("Name of the filter"), QLineEdit())
        self.add(self.at_start)
