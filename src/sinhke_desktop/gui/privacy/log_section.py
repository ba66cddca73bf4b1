"""Nhật ký: who opened, showed, printed, exported what on this machine; filtered, exported, thinned after its term."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.access import ACTION_NAMES, FEWEST_MONTHS, MOST_MONTHS, Access
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.privacy.section import TableSection
from sinhke_desktop.gui.widgets import Column, Form, QuietButton, choices
from sinhke_desktop.gui.widgets.choosing_files import excel_to_write
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import access_export, privacy
from sinhke_desktop.services.access_export import field_words
from sinhke_desktop.services.workspace import VIETNAM

FOLDER = "privacy_folder"
MOST_SHOWN = 2000


class TermDialog(FormDialog):
    """For how many months the log is kept."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            _("How long the log is kept"),
            lambda form: privacy.keep_months(context.workspace, _months(form.text("months"))),
            context.refresh,
            columns=1,
            text=_("Older entries are deleted only when you press “Delete old entries”."),
        )
        self.form.add("months", _("Months"), QLineEdit(str(privacy.months_kept(context.workspace))))


def _months(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        message = _("Choose between {fewest} and {most} months.").format(fewest=FEWEST_MONTHS, most=MOST_MONTHS)
        raise InvalidInput([Problem("months", message, "CN-01")])
    return int(text)


class LogSection(TableSection[Access]):
    """The log, newest first."""

    def __init__(self, context: Context) -> None:
        self._heads: Mapping[str, str] = {}
        super().__init__(
            [
                Column(_("When"), lambda one: f"{one.when.astimezone(VIETNAM):%d/%m/%Y %H:%M}"),
                Column(_("Officer"), lambda one: one.officer),
                Column(_("What was done"), lambda one: one.words),
                Column(_("Household"), lambda one: self._heads.get(one.household_id, "")),
                Column(_("Detail"), lambda one: one.detail, tip=lambda one: field_words(one.fields)),
            ],
            (3, 4),
            _("Nothing was noted for these filters."),
        )
        self._context = context
        self.since, self.until = day_field(), day_field()
        self.action = choices(("", _("Everything")), *((one.value, name) for one, name in ACTION_NAMES.items()))
        self.officer = choices(("", _("Everybody")))
        self.filters = Form(columns=4)
        self.filters.add("since", _("From"), self.since)
        self.filters.add("until", _("To"), self.until)
        self.filters.add("action", _("What was done"), self.action)
        self.filters.add("officer", _("Officer"), self.officer)
        self.column.insertWidget(0, self.filters)
        for field in (self.since, self.until):
            field.editingFinished.connect(self.read)
        for box in (self.action, self.officer):
            box.currentIndexChanged.connect(lambda _at: self.read())
        self.export_button = QuietButton(_("Export to Excel"), "file-spreadsheet", self.export)
        self.term_button = QuietButton(_("How long it is kept"), "history", self._ask_term)
        self.purge_button = QuietButton(_("Delete old entries"), "trash-2", self.purge)
        for button in (self.export_button, self.term_button, self.purge_button):
            self.tools.add(button)
        self.dialog: TermDialog | None = None

    def begin(self) -> None:
        """Read who stands in the log, then the log."""
        known = {self.officer.itemData(at) for at in range(self.officer.count())}
        for name in privacy.officers(self._context.workspace):
            if name not in known:
                self.officer.addItem(name, name)
        old = privacy.past_term(self._context.workspace)
        months = privacy.months_kept(self._context.workspace)
        self.purge_button.setEnabled(old > 0)
        self.purge_button.setToolTip(_("{count} entries older than {months} months").format(count=old, months=months))
        self.read()

    def entries(self, limit: int = 0) -> list[Access]:
        """The entries that the filters leave; a day that is none counts as not given and is named."""
        days = {}
        problems = []
        for name in ("since", "until"):
            try:
                days[name] = parse_day(self.filters.text(name))
            except ValueError:
                problems.append(Problem(name, _("Type the day as 15/11/2025.")))
        self.filters.show_problems(problems)
        action = self.filters.text("action")
        return privacy.accesses(
            self._context.workspace,
            since=days.get("since"),
            until=days.get("until"),
            actions=[action] if action else (),
            officer=self.filters.text("officer"),
            limit=limit,
        )

    def read(self) -> None:
        """Show what the filters leave."""
        found = self.entries(MOST_SHOWN)
        self._heads = access_export.heads(self._context.workspace, found)
        self.show_rows(found)

    def export(self) -> None:
        """Write the filtered log as Excel."""
        path = excel_to_write(self, self._context.settings, FOLDER, _("Save the log"), "nhat-ky-truy-cap.xlsx")
        if path is None:
            return
        if self.attempt(lambda: access_export.export_log(self._context.workspace, self.entries(), path)):
            self._context.toast(_("Saved as {file}.").format(file=path.name))
            self._context.refresh()

    def purge(self) -> None:
        """Delete what is older than the term."""
        count = 0

        def delete() -> None:
            nonlocal count
            count = privacy.purge(self._context.workspace)

        if self.attempt(delete):
            self._context.toast(_("{count} old entries deleted").format(count=count))
            self._context.refresh()

    def _ask_term(self) -> None:
        self.dialog = TermDialog(self, self._context)
        self.dialog.open()
