"""Khác nhau và trả lại: differences to decide, records returned for correction, what was decided, possible doubles."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.differences.conflicts_section import ConflictsSection
from sinhke_desktop.gui.differences.decided_section import DecidedSection
from sinhke_desktop.gui.differences.duplicates_section import DuplicatesSection
from sinhke_desktop.gui.differences.returned_section import ReturnedSection
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import PageHeader, choices
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import _
from sinhke_desktop.services import returned_records
from sinhke_desktop.services.conflicts import EntityConflict
from sinhke_desktop.services.workspace import OFFICE

CONFLICTS, RETURNED, DECIDED, DOUBLES = "conflicts", "returned", "decided", "doubles"


class DifferencesPage(Page):
    """``open(tab=…)`` goes to conflicts, returned, decided or doubles; ``commune_code=…`` filters (office)."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._office = context.workspace.role == OFFICE
        self._names: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.commune = choices(("", _("All communes")))
        self.commune.setAccessibleName(_("Commune"))
        self.commune.currentIndexChanged.connect(lambda _at: self._filter())
        filters = (self.commune,) if self._office else ()
        if not self._office:
            self.commune.setParent(self)  # not shown here, but gone with the page
            self.commune.hide()
        column.addWidget(
            PageHeader(_("Differences and returns"), _("A person decides; nothing is overwritten by itself"), *filters)
        )
        self._titles = {
            CONFLICTS: _("Differences"), RETURNED: _("Returned for correction"), DECIDED: _("Decided"),
            DOUBLES: _("Possible doubles"),
        }  # fmt: skip
        if self._office:
            del self._titles[DOUBLES]
        self.tabs = SectionTabs(self._titles)
        column.addWidget(self.tabs)
        self._arrived = False
        self.conflicts = ConflictsSection(
            context, self._name, self._return_record, lambda count: self._count(CONFLICTS, count)
        )
        self.returned = ReturnedSection(
            context, self._name, lambda: list(self._names.items()), lambda count: self._count(RETURNED, count)
        )
        self.decided = DecidedSection(context, self._name)
        self.doubles = DuplicatesSection(context, lambda count: self._count(DOUBLES, count))
        self._sections: dict[str, QWidget] = {
            CONFLICTS: self.conflicts, RETURNED: self.returned, DECIDED: self.decided, DOUBLES: self.doubles,
        }  # fmt: skip
        self._stack = QStackedLayout()
        for section in self._sections.values():
            self._stack.addWidget(section)
        column.addLayout(self._stack, 1)
        self.tabs.chosen.connect(self._look_at)

    def _name(self, code: str) -> str:
        return self._names.get(code, code)

    def _count(self, key: str, count: int) -> None:
        title = self._titles.get(key)
        if title is not None:
            self.tabs.buttons[key].setText(f"{title} ({count})" if count else title)
        tables = {CONFLICTS: self.conflicts.table, RETURNED: self.returned.table}
        if self._arrived and key == self.tabs.current() and key in tables:
            self._arrived = False
            held = self.window().focusWidget()
            if tables[key].isVisibleTo(self) and (held is None or not self.isAncestorOf(held)):
                tables[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Who comes here by a key goes on by keys: the list takes the keyboard once it is read."""
        super().showEvent(event)
        self._arrived = True

    def _look_at(self, key: str) -> None:
        self._stack.setCurrentWidget(self._sections[key])
        self._refresh_shown()

    # The page's contract

    def refresh(self) -> None:
        workspace = self.context.workspace
        self.context.runner.run(lambda _progress: returned_records.communes(workspace), self._have_names)

    def _have_names(self, names: dict[str, str]) -> None:
        self._names = names
        if self._office:
            kept = self.commune.currentData()
            with QSignalBlocker(self.commune):
                self.commune.clear()
                self.commune.addItem(_("All communes"), "")
                for code, name in sorted(names.items(), key=lambda one: one[1]):
                    self.commune.addItem(name, code)
                self.commune.setCurrentIndex(max(self.commune.findData(kept), 0))
        for section in (self.conflicts, self.returned):
            section.refresh()
        self._refresh_shown(again=False)

    def _refresh_shown(self, *, again: bool = True) -> None:
        shown = self._sections[self.tabs.current()]
        if shown is self.decided:
            self.decided.refresh()
        elif shown is self.doubles:
            self.doubles.refresh()
        elif again and shown is self.conflicts:
            self.conflicts.refresh()
        elif again and shown is self.returned:
            self.returned.refresh()

    def _filter(self) -> None:
        code = str(self.commune.currentData() or "")
        self.returned.commune_code = code
        self.returned.refresh()
        self.conflicts.presenter.filter(code)

    def open(self, **args: object) -> None:
        tab = str(args.get("tab", ""))
        if tab in self.tabs.buttons:
            self.tabs.choose(tab)
        code = str(args.get("commune_code", ""))
        if code and self._office:
            if self.commune.findData(code) < 0:
                self.commune.addItem(self._name(code), code)
            self.commune.setCurrentIndex(self.commune.findData(code))
        record = args.get("return_record")
        if isinstance(record, tuple) and len(record) == 4:
            self.tabs.choose(RETURNED)
            self.returned.return_record(*(str(part) for part in record))

    def search(self) -> None:
        if self.tabs.current() == CONFLICTS:
            self.conflicts.begin()

    def _return_record(self, record: EntityConflict) -> None:
        self.returned.return_record(record.commune_code, record.entity_kind, record.entity_id, record.title)
