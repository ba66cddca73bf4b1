"""The dialog in which support is typed: for one household, for a correction, or the same gift for many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sinhke_desktop.domain.household import Member
from sinhke_desktop.domain.support import OF_ONE_PERSON, SUPPORT_NAMES, Source, SupportInput
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.widgets import Dialog, Form, choices
from sinhke_desktop.gui.widgets.form_dialog import day_field
from sinhke_desktop.i18n import _

Submit = Callable[[SupportInput, "SupportDialog", bool], object]


class SupportDialog(Dialog):
    """Asks for a support. *submit* is given what was typed, the dialog, and whether its warnings were seen; it answers
    by :meth:`show_stored`, :meth:`show_warnings` or :meth:`show_refused`."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        typed: SupportInput,
        members: Sequence[Member],
        sources_on: Callable[[str], Sequence[Source]],
        submit: Submit,
        *,
        text: str = "",
    ) -> None:
        """Without *members* nobody is chosen: the gift is for many households."""
        super().__init__(parent, title, _("Save"), text=text, width=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._given, self._sources_on, self._submit = typed, sources_on, submit
        self._seen: SupportInput | None = None
        self._lay_out(members)
        for name in self.form.fields:
            if name != "source_code":
                self.form.set_text(name, getattr(typed, name))
        self._offer_sources(typed.source_code)
        self.form.fields["received_on"].editor.editingFinished.connect(self._day_typed)  # type: ignore[attr-defined]
        self._kind.currentIndexChanged.connect(self._kind_chosen)
        self.form.changed.connect(self._typed_on)
        self._kind_chosen()
        self._kind.setFocus()

    def _lay_out(self, members: Sequence[Member]) -> None:
        self.form = Form(2)
        self._kind = choices(("", _("Choose the kind")), *((kind.value, name) for kind, name in SUPPORT_NAMES.items()))
        self.form.add("kind", _("Kind"), self._kind)
        self.form.add("received_on", _("Received on"), day_field())
        self._what = QLineEdit()
        self.form.add("what", _("What"), self._what, span=2)
        if members:
            everyone = ("", _("The whole household"))
            who = choices(everyone, *((one.id, f"{one.full_name} · {one.relation}") for one in members))
            self.form.add("member_id", _("For whom"), who, span=2)
        self._source = QComboBox()
        self._source.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._source.setMinimumContentsLength(30)
        self.form.add("source_code", _("Funding source"), self._source, span=2)
        self.form.add("quantity", _("Quantity"), QLineEdit())
        self.form.add("unit", _("Unit"), QLineEdit())
        self.form.add("value", _("Value (đ)"), QLineEdit(), _("Leave empty where it is not known"))
        self.form.add("programme", _("Programme or project"), QLineEdit())
        self.form.add("paper", _("Number of the paper"), QLineEdit())
        self.form.add("note", _("Note"), QLineEdit())
        self.add(self.form)

    def _offer_sources(self, chosen: str) -> None:
        self._source.clear()
        self._source.addItem(_("Choose the source"), "")
        for one in self._sources_on(self.form.text("received_on")):
            self._source.addItem(one.name, one.code)
        if chosen and self._source.findData(chosen) < 0:
            for one in self._sources_on(""):
                if one.code == chosen:
                    self._source.addItem(one.name, one.code)
        self._source.setCurrentIndex(max(self._source.findData(chosen), 0))

    def _day_typed(self) -> None:
        self._offer_sources(str(self._source.currentData() or ""))

    def _kind_chosen(self) -> None:
        of_person = self._kind.currentData() in OF_ONE_PERSON
        self._what.setPlaceholderText(
            _("Trade, place, how long; for example: sewing, Phan Rang, 3 months")
            if of_person
            else _("For example: breeding cow, 1,000-litre water tank")
        )

    def _typed_on(self) -> None:
        if self._seen is not None and self._seen != self.typed():
            self._seen = None
            self.notice.show_text("warn", "")
            self.primary.setText(_("Save"))

    def typed(self) -> SupportInput:
        """What stands in the fields."""
        values = {name: self.form.text(name) for name in self.form.fields}
        return replace(self._given, **values)

    def confirm(self) -> None:
        """Have it stored; the dialog stays until it is."""
        typed = self.typed()
        self.form.show_problems(())
        self.primary.setEnabled(False)
        self._submit(typed, self, self._seen == typed)

    def show_stored(self) -> None:
        """It is in the store: leave."""
        self.accept()

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Say what speaks against it; pressing again stores it all the same."""
        self.primary.setEnabled(True)
        self._seen = self.typed()
        self.notice.show_text("warn", " ".join(warnings))
        self.primary.setText(_("Save all the same"))

    def show_refused(self, refused: InvalidInput) -> None:
        """Put every problem at its field."""
        self.primary.setEnabled(True)
        homeless = self.form.show_problems(refused.problems, focus=True)
        self.notice.show_text("error", " ".join(problem.message for problem in homeless))

    def show_again(self) -> None:
        """It was given up: what is typed stays."""
        self.primary.setEnabled(True)

    def show_failed(self, error: BaseException) -> None:
        """Say what went wrong; it can be tried again."""
        self.primary.setEnabled(True)
        errors.show(self, error)
