"""What the page asks: numbers to be compared, the records that leave, the numbers alone, another machine's bundle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.exchange.presenter import in_lines
from sinhke_desktop.gui.exchange.words import fields_of, how_words, totals_words
from sinhke_desktop.gui.widgets import Column, DataTable, Dialog, RowsModel, SearchField, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.outgoing_preview import LeavingRecord, Preview
from sinhke_desktop.services.pairing import Pairing
from sinhke_desktop.services.receiving_plan import PlannedChange, ReceivingPlan
from sinhke_desktop.services.totals_out import TotalsPreview


class NumberDialog(Dialog):
    """A number that must be compared by telephone before anything is agreed."""

    def __init__(self, parent: QWidget, title: str, primary: str, *, text: str, number: str, same: str) -> None:
        super().__init__(parent, title, primary, width=620, text=text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add(label(in_lines(number), "code"))
        self.same = QCheckBox(same)
        self.add(self.same)
        self.same.toggled.connect(self.primary.setEnabled)
        self.primary.setEnabled(False)
        self.agreed: Callable[[], object] = lambda: None

    def confirm(self) -> None:
        """Agree, once the number was compared."""
        if not self.same.isChecked():
            return
        try:
            self.agreed()
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class CompareDialog(NumberDialog):
    """The receiver's number, before anything is sealed for it."""

    def __init__(self, parent: QWidget, offered: Pairing, accept: Callable[[], object]) -> None:
        super().__init__(
            parent, _("Compare the number"), _("Pair"),
            text=_("Telephone {office} on a number you already know and let them read their number.").format(
                office=offered.office_name
            ),
            number=offered.office_number, same=_("They read exactly this number"),
        )  # fmt: skip
        self.agreed = accept


class RecordsDialog(Dialog):
    """Every record that leaves, with what changed in it; restricted households are marked."""

    def __init__(self, parent: QWidget, preview: Preview) -> None:
        text = _("{count} records leave.").format(count=len(preview.records) + preview.left_out)
        if preview.left_out:
            text += " " + _("The first {count} are listed.").format(count=len(preview.records))
        super().__init__(parent, _("What leaves, record by record"), text=text, width=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._records = preview.records
        self.field = SearchField(_("Find a record"))
        self.field.searched.connect(self._show)
        self.add(self.field)
        self.model: RowsModel[LeavingRecord] = RowsModel(
            [
                Column(_("Record"), lambda one: one.title, strong=lambda _one: True, tip=lambda one: one.title),
                Column(_("How"), how_words, tone=lambda one: "poor" if one.how == "removed" else "neutral"),
                Column(_("What changed"), fields_of, tip=fields_of),
                Column("", lambda one: _("restricted") if one.restricted else "", tone=lambda _one: "warn"),
            ]
        )
        self.table = DataTable(self.model, stretch=(2,))
        self.table.setMinimumHeight(theme.px(340))
        self.add(self.table)
        self._show("")

    def _show(self, text: str) -> None:
        wanted = text.casefold()
        self.model.set_rows([one for one in self._records if wanted in one.title.casefold()])


class TotalsDialog(Dialog):
    """The numbers alone, before they are written: what is counted, and which numbers stand for one or two people."""

    def __init__(self, parent: QWidget, preview: TotalsPreview, office: str) -> None:
        super().__init__(
            parent, _("Only the numbers"), _("Write the numbers"), width=620,
            text=_("To: {office}. No name, no household, no number of any person: only sums of the whole commune.")
            .format(office=office),
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in totals_words(preview):
            self.add(label(line))


class PlanDialog(Dialog):
    """What receiving another machine's bundle would change."""

    def __init__(self, parent: QWidget, plan: ReceivingPlan) -> None:
        from sinhke_desktop.gui.office.words import change_words

        super().__init__(
            parent, _("Bundle {number} of the other machine").format(number=plan.number),
            "" if plan.code else _("Receive"), width=820, text=plan.file.sender,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if plan.code:
            self.notice.show_text("warn", " ".join(part for part in (plan.message, plan.advice) if part), plan.code)
            return
        self.add(label(change_words(plan.counts) or _("Nothing new is in it."), "strong"))
        if plan.conflicts:
            self.add(label(_("{count} fields will have to be decided afterwards.").format(count=plan.conflicts)))
        if plan.changes:
            model: RowsModel[PlannedChange] = RowsModel(
                [
                    Column(_("Record"), lambda one: one.title, strong=lambda _one: True, tip=lambda one: one.title),
                    Column(
                        _("How"), lambda one: how_words(one), tone=lambda one: "warn" if one.conflicts else "neutral"
                    ),
                    Column(_("What changed"), lambda one: ", ".join(field.label for field in one.fields)),
                ]
            )
            table = DataTable(model, stretch=(2,))
            table.setMinimumHeight(theme.px(280))
            model.set_rows(plan.changes)
            self.add(table)
