"""Acts on many households of the register at once: the same support for all of them, the list as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from sinhke_desktop.domain.issued_paper import HOUSEHOLD_LIST
from sinhke_desktop.domain.support import Support, SupportInput
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.mark_dialog import MarkDialog
from sinhke_desktop.gui.households.supports_dialog import SupportDialog
from sinhke_desktop.gui.widgets import Dialog, label
from sinhke_desktop.gui.widgets.choosing_files import excel_to_write
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import lists_out, lists_printed, marking, records_out, supports
from sinhke_desktop.services.marking import Before
from sinhke_desktop.services.register import RegisterRow
from sinhke_desktop.services.supports import Double

NAMED_WARNINGS = 3
FOLDER = "list_folder"


def warning_words(doubles: Sequence[Double]) -> list[str]:
    """The first few warnings, and how many more households there are."""
    named = [double.text for double in doubles[:NAMED_WARNINGS]]
    more = len(doubles) - len(named)
    return [*named, _("And {count} more.").format(count=words.number(more))] if more > 0 else named


class ExportDialog(Dialog):
    """Asks which households go into the workbook, and how much of them."""

    def __init__(self, parent: QWidget, shown: int, chosen: int) -> None:
        super().__init__(parent, _("Write the list as an Excel workbook"), _("Choose where"), width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.all = QRadioButton(_("All {count} households shown").format(count=words.number(shown)))
        self.only = QRadioButton(_("The {count} chosen households").format(count=words.number(chosen)))
        self.only.setVisible(chosen > 1)
        (self.only if chosen > 1 else self.all).setChecked(True)
        self.least = QCheckBox(_("Without citizen ids, telephones and notes"))
        self.whole = QCheckBox(_("Every field: households, people, supports received"))
        for part in (self.all, self.only, self.least, self.whole):
            self.add(part)
        self.least.toggled.connect(lambda on: self.whole.setDisabled(on))
        self.whole.toggled.connect(lambda on: self.least.setDisabled(on))
        text = _("Households whose data are restricted are left out. The access log notes that a list was written.")
        self.add(label(text, "secondary"))


class BulkActs:
    """Carries out what is asked for many households; says what was done, with a way back where there is one."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        self._parent = parent
        self._context = context

    def give_support(self, household_ids: Sequence[str]) -> None:
        """Ask for a gift, then record it for every one of the households, all or none."""
        text = _("The same is recorded for {count} households. Training and jobs are noted for their heads.")
        SupportDialog(
            self._parent, _("Support for the chosen households"), SupportInput(), (), supports.sources_on,
            lambda typed, dialog, warned: self._give(household_ids, typed, dialog, warned=warned),
            text=text.format(count=words.number(len(household_ids))),
        ).open()  # fmt: skip

    def _give(self, household_ids: Sequence[str], typed: SupportInput, dialog: SupportDialog, *, warned: bool) -> None:
        workspace = self._context.workspace

        def work(progress: Progress) -> list[Double] | list[Support] | InvalidInput:
            try:
                doubles = [] if warned else supports.warnings_of_many(workspace, household_ids, typed)
                return doubles or supports.give_many(workspace, household_ids, typed, progress)
            except InvalidInput as refused:
                return refused

        def done(found: list[Double] | list[Support] | InvalidInput) -> None:
            if isinstance(found, InvalidInput):
                dialog.show_refused(found)
                return
            doubles = [one for one in found if isinstance(one, Double)]
            if doubles:
                dialog.show_warnings(warning_words(doubles))
                return
            dialog.show_stored()
            self._given([one.id for one in found if isinstance(one, Support)])

        self._context.runner.run_shown(
            dialog, _("Recording the support"), work, done, failed=dialog.show_failed, cancelled=dialog.show_again
        )

    def _given(self, support_ids: Sequence[str]) -> None:
        context = self._context

        def undo() -> None:
            context.runner.run(
                lambda progress: supports.take_back_many(context.workspace, support_ids, _("Taken back at once")),
                lambda nothing: context.toast(_("The support is taken back.")),
            )

        count = words.number(len(support_ids))
        context.toast(_("The support is recorded for {count} households.").format(count=count), undo)
        context.refresh()

    def mark(self, household_ids: Sequence[str]) -> None:
        """Ask for a mark, then set it for every one of the households, all or none."""
        context = self._context

        def undo(before: Sequence[Before]) -> None:
            context.runner.run(
                lambda progress: marking.unmark(context.workspace, before, _("Taken back at once")),
                lambda nothing: context.refresh(),
            )

        def done(before: Sequence[Before]) -> None:
            text = _("{count} households are marked.").format(count=words.number(len(before)))
            context.toast(text, (lambda: undo(before)) if before else None)
            context.refresh()

        def save(name: str, value: str, reason: str) -> None:
            marking.judge(name, value, reason)
            context.runner.run_shown(
                self._parent,
                _("Marking the households"),
                lambda progress: marking.mark(context.workspace, household_ids, name, value, reason),
                done,
            )

        MarkDialog(self._parent, words.number(len(household_ids)), save).open()

    def show_doubles(self) -> None:
        """Show the households of the commune for which two sources seem to have paid the same."""
        context = self._context

        def done(found: list[Double]) -> None:
            ids = list(dict.fromkeys(double.household_id for double in found))
            if ids:
                context.navigate("households", ids=",".join(ids), title=_("Perhaps paid for by two sources"))
            else:
                context.toast(_("No household seems to be paid twice."))

        context.runner.run_shown(
            self._parent, _("Comparing the supports"), lambda progress: supports.doubles(context.workspace), done
        )

    def export(self, shown: Sequence[RegisterRow], chosen: Sequence[RegisterRow], year: int | None) -> None:
        """Ask which households and where, then write the workbook."""
        dialog = ExportDialog(self._parent, len(shown), len(chosen))
        dialog.accepted.connect(
            lambda: self._write(
                chosen if dialog.only.isChecked() else shown,
                year,
                least=dialog.least.isChecked(),
                whole=dialog.whole.isChecked(),
            )
        )
        dialog.open()

    def print_list(self, rows: Sequence[RegisterRow], title: str) -> None:
        """Show the households as a list on paper, with the least data, to print or save it."""
        context = self._context
        subject = title or _("Households of the commune's register")

        def show(drawn: tuple[bytes, list[str]]) -> None:
            pdf, household_ids = drawn
            dialog = PaperDialog(self._parent, context, _("Print the list"), folder=FOLDER)
            dialog.paper.show_paper(
                pdf, kind=HOUSEHOLD_LIST, title=lists_printed.TITLE, subject=subject, household_ids=household_ids,
                file_name=_("household-list.pdf"),
                excel=lambda path: lists_out.export_register(context.workspace, path, rows, SILENT, least=True),
            )  # fmt: skip
            dialog.open()

        context.runner.run_shown(
            self._parent,
            _("Writing the list"),
            lambda _progress: lists_printed.draw_list(context.workspace, rows, subject),
            show,
        )

    def _write(self, rows: Sequence[RegisterRow], year: int | None, *, least: bool, whole: bool) -> None:
        context = self._context
        path = excel_to_write(
            self._parent, context.settings, FOLDER, _("Write the list as an Excel workbook"), _("household-list.xlsx")
        )
        if path is None:
            return
        target: Path = path
        context.runner.run_shown(
            self._parent,
            _("Writing the workbook"),
            lambda progress: (
                records_out.export_records(context.workspace, target, rows, progress)
                if whole
                else lists_out.export_register(context.workspace, target, rows, progress, year=year, least=least)
            ),
            lambda count: context.toast(
                _("{count} households are written to {file}.").format(count=words.number(count), file=target.name)
            ),
        )
