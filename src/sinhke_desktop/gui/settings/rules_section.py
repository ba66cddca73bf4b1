"""The poverty standards in force: lines, sources, what is unverified; a province's own file is added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.poverty import money
from sinhke_desktop.domain.rule_set import rule_set_for
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.settings.rule_words import dates_words, fact_lines, mark_lines
from sinhke_desktop.gui.widgets import Card, Column, DataTable, Dialog, Flow, Notice, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.i18n import _
from sinhke_desktop.services import rules
from sinhke_desktop.services.rules import Standard
from sinhke_desktop.services.workspace import today

LAST_FOLDER = "rules_folder"


class RulesSection(Card):
    """A table of standards and, below it, the chosen one in words."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Poverty standards"))
        self._context = context
        self._asked: Dialog | None = None
        text = _(
            "Classes are computed by the standard in force on the day of the review. A province that has set a higher "
            "standard gives it as a file (.toml); a wrong file is refused and the line named."
        )
        self.add(label(text, "secondary"))
        self.model: RowsModel[Standard] = RowsModel(
            [
                Column(_("Standard"), lambda one: one.rules.name if one.rules else one.file),
                Column(_("State"), self._state, tone=self._tone),
                Column(_("Holds"), lambda one: dates_words(one.rules) if one.rules else "–"),
                Column(_("Rural line"), lambda one: self._line(one, Area.RURAL)),
                Column(_("Urban line"), lambda one: self._line(one, Area.URBAN)),
            ]
        )
        self.table = DataTable(self.model, plain=True)
        self.table.chosen.connect(self._show)
        self.add(self.table)
        self.notice = Notice("error", "")
        self.add(self.notice)
        self.add_button = QuietButton(_("Add a province's standard…"), "plus", self._choose, key="Ctrl+Shift+A")
        self.remove_button = QuietButton(_("Remove this file"), "trash-2", self._ask_remove)
        self.add(Flow(self.add_button, self.remove_button))
        self.facts = label("")
        self.marks = label("", "secondary", tone="near-poor")
        self.add(self.facts)
        self.add(self.marks)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the standards again; the chosen one stays chosen."""
        chosen = self.current()
        found = rules.standards(self._context.workspace)
        self.model.set_rows(found)
        self.table.fit_height()
        files = [one.file for one in found]
        self.table.choose(files.index(chosen.file) if chosen and chosen.file in files else self._in_force(found))
        self._show(self.table.current_row())

    def _in_force(self, found: Sequence[Standard]) -> int:
        return next((at for at, one in enumerate(found) if self._holds(one)), 0)

    def current(self) -> Standard | None:
        """The chosen standard."""
        at = self.table.current_row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _line(self, one: Standard, area: Area) -> str:
        return money(one.rules.lines[area].income) if one.rules else "–"

    def _state(self, one: Standard) -> str:
        if one.error is not None or one.rules is None:
            return _("Wrong file")
        day = today(self._context.workspace)
        if not one.here:
            return _("Another province")
        if self._holds(one):
            return _("In force")
        if one.rules.holds_on(day):
            return _("Replaced by the province's")
        return _("From {year}").format(year=one.rules.valid_from.year) if one.rules.valid_from > day else _("Expired")

    def _tone(self, one: Standard) -> str:
        if one.error is not None or one.rules is None:
            return "poor"
        return "escaped" if self._holds(one) else "neutral"

    def _holds(self, one: Standard) -> bool:
        """True for the standard that decides today."""
        deciding = rule_set_for(rules.rule_sets_for(self._context.workspace), today(self._context.workspace))
        return deciding is not None and one.rules is not None and deciding.id == one.rules.id

    def _show(self, _at: int) -> None:
        one = self.current()
        found = one.rules if one else None
        self.facts.setText("\n".join(fact_lines(found)) if found else "")
        self.facts.setVisible(found is not None)
        marks = mark_lines(found) if found else []
        self.marks.setText("\n".join([_("Not verified:"), *marks]) if marks else "")
        self.marks.setVisible(bool(marks))
        self.remove_button.setVisible(one is not None and one.local)
        if one is not None and one.error is not None:
            self.notice.show_error(one.error)
        else:
            self.notice.show_text("info", "")

    def _choose(self) -> None:
        kinds = _("Poverty standards (*.toml)")
        path = file_to_read(self, self._context.settings, LAST_FOLDER, _("Add a province's standard"), kinds)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Check and keep a file; a wrong one is told below the table with its line."""
        try:
            added = rules.add_file(self._context.workspace, path)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._context.toast(_("{name} was added.").format(name=added.name))
        self._context.refresh()

    def _ask_remove(self) -> None:
        one = self.current()
        if one is None or not one.local:
            return
        text = _("Remove {file}? Classes in this commune then follow the other standards.").format(file=one.file)
        dialog = self._asked = Dialog(self, _("Remove a province's standard"), primary=_("Remove"), text=text)
        dialog.accepted.connect(lambda: self.remove_file(one.file))
        dialog.open()

    def remove_file(self, name: str) -> None:
        """Take a province's file away."""
        try:
            rules.remove_file(self._context.workspace, name)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._context.toast(_("{name} was removed.").format(name=name))
        self._context.refresh()
