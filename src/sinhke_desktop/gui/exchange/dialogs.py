"""What the page asks: numbers to be compared, the records that leave, the numbers alone, another machine's bundle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.exchange.words import fields_of, how_words, totals_words
from sinhke_desktop.gui.widgets import Column, DataTable, Dialog, RowsModel, SearchField, label
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.gui.widgets.spoken_number import CompareNumber, picture_reader
from sinhke_desktop.i18n import _
from sinhke_desktop.services import spoken_numbers
from sinhke_desktop.services.outgoing_preview import LeavingRecord, Preview
from sinhke_desktop.services.pairing import Pairing
from sinhke_desktop.services.receiving_plan import PlannedChange, ReceivingPlan
from sinhke_desktop.services.totals_out import TotalsPreview
from sinhke_desktop.settings import Settings


class NumberDialog(Dialog):
    """A number that must be compared by telephone, or by its symbol, before anything is agreed."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        primary: str,
        *,
        text: str,
        number: str,
        same: str,
        choose: Callable[[], Path | None],
    ) -> None:
        """*choose* lets a picture with the number's symbol be chosen."""
        super().__init__(parent, title, primary, width=660, text=text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.compare = CompareNumber(number, read_picture=picture_reader(choose, spoken_numbers.from_picture))
        self.same = self.compare.same
        self.same.setText(same)
        self.add(self.compare)
        self.compare.agreed.connect(self.primary.setEnabled)
        self.primary.setEnabled(False)
        self.agreed: Callable[[], object] = lambda: None

    def confirm(self) -> None:
        """Agree, once the number was compared."""
        if not self.compare.is_agreed():
            return
        try:
            self.agreed()
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class CompareDialog(NumberDialog):
    """The receiver's number, before anything is sealed for it."""

    def __init__(
        self,
        parent: QWidget,
        offered: Pairing,
        accept: Callable[[], object],
        choose: Callable[[], Path | None] = lambda: None,
    ) -> None:
        super().__init__(
            parent, _("Compare the number"), _("Pair"),
            text=_("Telephone {office} on a number you already know and let them read their number.").format(
                office=offered.office_name
            ),
            number=offered.office_number, same=_("They read exactly this number"), choose=choose,
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
        wanted = fold(text)
        self.model.set_rows([one for one in self._records if wanted in fold(one.title)])


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


def picture_to_read(parent: QWidget, settings: Settings, folder: str) -> Path | None:
    """Let a picture with a number's symbol be chosen."""
    kinds = _("Pictures (*.jpg *.jpeg *.png *.pdf)")
    return file_to_read(parent, settings, folder, _("Picture of the symbol"), kinds)
