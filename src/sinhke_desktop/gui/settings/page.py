"""Cài đặt: the commune's papers, hamlets, password and backup, how the window looks, about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.program import HIGH_CONTRAST, TYPE_SCALE
from sinhke_desktop.gui.settings.licences_section import LicencesSection
from sinhke_desktop.gui.settings.mergers import MergerDialog
from sinhke_desktop.gui.settings.office_section import OfficeSection
from sinhke_desktop.gui.settings.presenter import HamletLine, SettingsPresenter, SettingsServices
from sinhke_desktop.gui.settings.rules_section import RulesSection
from sinhke_desktop.gui.settings.sections import (
    AboutSection,
    CommuneSection,
    HamletDialog,
    HamletSection,
    LookSection,
    SafetySection,
)
from sinhke_desktop.gui.updates.section import UpdatesSection
from sinhke_desktop.gui.widgets import PageHeader
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, hamlets


class SettingsPage(Page):
    """Tabs, each one section that is made when it is first seen; an office has no commune and no hamlets."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        today = date.today()  # noqa: DTZ011 - the officer's own day
        self._years = list(range(today.year + 1, today.year - 6, -1))
        self._is_commune = context.workspace.role == "commune"
        known = set(hamlets.years_with_totals(context.workspace)) if self._is_commune else set()
        year = next((one for one in self._years if one in known), today.year)
        self._dialog: HamletDialog | None = None
        self.presenter = SettingsPresenter(
            self, _services(context), context.runner.run, context.toast, context.refresh, year
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        own = {
            "hamlets": _("Hamlets"), "commune": _("Commune, papers"), "rules": _("Poverty standards"),
        } if self._is_commune else {"office": _("Office, papers")}  # fmt: skip
        titles = own | {
            "safety": _("Password, backup"), "look": _("Look"), "updates": _("Updates"), "about": _("About"),
        }  # fmt: skip
        self._areas: dict[str, QScrollArea] = {}
        for key, title in titles.items():
            area = self._areas[key] = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            self.tabs.addTab(area, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(PageHeader(_("Settings")))
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._make)
        self._make(0)

    def _make(self, at: int) -> None:
        """Let the tab's section be there."""
        getattr(self, list(self._areas)[at])

    def _put(self, key: str, *sections: QWidget) -> None:
        ground = QWidget()
        ground.setProperty("kind", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 12, 0, 0)
        for one in sections:
            column.addWidget(one)
        self._areas[key].setWidget(ground)

    @cached_property
    def hamlets(self) -> HamletSection:
        """The commune's hamlets and their totals."""
        made = HamletSection(self._years, self.presenter.year)
        made.add_asked.connect(lambda: self._ask_hamlet(None))
        made.change_asked.connect(self._ask_hamlet)
        made.remove_asked.connect(lambda line: self.presenter.remove_hamlet(line.hamlet.id))
        made.year_chosen.connect(self.presenter.show_year)
        made.mergers_asked.connect(self._ask_merger)
        self._put("hamlets", made)
        return made

    @cached_property
    def commune(self) -> CommuneSection:
        """The commune and its papers."""
        made = CommuneSection()
        made.saved.connect(lambda: self.presenter.save_commune(made.area(), made.period(), made.texts()))
        made.show_commune(communes.current(self.context.workspace))
        self._put("commune", made)
        return made

    @cached_property
    def rules(self) -> RulesSection:
        """The poverty standards."""
        made = RulesSection(self.context)
        made.refresh()
        self._put("rules", made)
        return made

    @cached_property
    def office(self) -> OfficeSection:
        """The office and its papers."""
        made = OfficeSection(self.context, self.context.restyle)
        made.refresh()
        self._put("office", made)
        return made

    @cached_property
    def safety(self) -> SafetySection:
        """Password and backup."""
        made = SafetySection(self.context.folders.data, _on_server(self.context))
        made.password_asked.connect(
            lambda: self.presenter.change_password(made.old.text(), made.new.text(), made.again.text())
        )
        made.backup_asked.connect(lambda: self.presenter.back_up())
        self._put("safety", made)
        return made

    @cached_property
    def look(self) -> LookSection:
        """How the window looks."""
        settings = self.context.settings
        made = LookSection(float(settings.get(TYPE_SCALE, 1.0)), bool(settings.get(HIGH_CONTRAST, False)))
        made.chosen.connect(self._restyle)
        self._put("look", made)
        return made

    @cached_property
    def updates(self) -> UpdatesSection:
        """New versions of the program."""
        made = UpdatesSection(self.context)
        made.refresh()
        self._put("updates", made)
        return made

    @cached_property
    def about(self) -> AboutSection:
        """What the program is; below it its licences."""
        made = AboutSection()
        self.licences = LicencesSection(self.context)
        self._put("about", made, self.licences)
        return made

    def _made(self, key: str) -> bool:
        return key in self.__dict__

    def refresh(self) -> None:
        """Read what was seen so far again."""
        if self._is_commune:
            self.presenter.refresh()
        for key in ("rules", "office", "updates"):
            if self._made(key):
                getattr(self, key).refresh()

    def open(self, **args: object) -> None:
        """``tab`` is hamlets, commune, rules, office, safety, look, updates or licences; ``update_pack`` is the file of
        a new version.
        """
        pack = args.get("update_pack")
        wanted = "updates" if pack is not None else str(args.get("tab", ""))
        keys = list(self._areas)
        key = {"licences": "about"}.get(wanted, wanted)
        if key in keys:
            self.tabs.setCurrentIndex(keys.index(key))
        if isinstance(pack, Path):
            self.updates.open_pack(pack)

    def _ask_hamlet(self, line: HamletLine | None) -> None:
        dialog = self._dialog = HamletDialog(self, self.presenter.year, line)
        dialog.primary.clicked.disconnect()
        dialog.primary.clicked.connect(lambda: self._save_hamlet(dialog))
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _ask_merger(self) -> None:
        self.merger = MergerDialog(self, self.context, self.context.refresh)
        self.merger.open()

    def _save_hamlet(self, dialog: HamletDialog) -> None:
        name, kind, count = dialog.text("name"), dialog.text("kind"), dialog.text("households")
        if dialog.line is None:
            kept = self.presenter.add_hamlet(name, kind)
        else:
            hamlet = dialog.line.hamlet
            kept = (name, kind) == (hamlet.name, hamlet.kind) or self.presenter.rename_hamlet(hamlet.id, name, kind)
            kept = kept and (not count.strip() or self.presenter.set_total(hamlet.id, count))
        if kept:
            dialog.accept()

    def _dialog_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _restyle(self, scale: float, contrast: bool) -> None:
        self.context.settings.set(TYPE_SCALE, scale)
        self.context.settings.set(HIGH_CONTRAST, contrast)
        self.context.restyle()

    def show_commune(self, commune: Commune) -> None:
        """See :class:`SettingsView`."""
        if self._made("commune"):
            self.commune.show_commune(commune)

    def show_hamlets(self, lines: Sequence[HamletLine], total: int | None) -> None:
        """See :class:`SettingsView`."""
        self.hamlets.show_lines(lines, total)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """See :class:`SettingsView`."""
        forms = [getattr(self, key).form for key in ("commune", "office", "safety") if self._made(key)]
        forms += [self._dialog.form] if self._dialog else []
        homeless = [problem for problem in problems if not any(problem.field in form.fields for form in forms)]
        for form in forms:
            form.show_problems(problems, focus=True)
        if homeless:
            errors.show(self, InvalidInput(homeless))

    def show_error(self, error: BaseException) -> None:
        """See :class:`SettingsView`."""
        errors.show(self, error)

    def show_busy(self, busy: bool) -> None:
        """See :class:`SettingsView`."""
        if self._made("safety"):
            self.safety.show_busy(busy)

    def clear_passwords(self) -> None:
        """See :class:`SettingsView`."""
        for editor in (self.safety.old, self.safety.new, self.safety.again):
            editor.clear()


def _on_server(context: Context) -> tuple[str, ...]:
    """Where a store on a server lies and who makes its backups; nothing for a file."""
    from sinhke_desktop.services import server_store

    if not context.workspace.database.on_server:
        return ()
    return server_store.backups_told(), server_store.settings_of(context.workspace).address.text()


def _services(context: Context) -> SettingsServices:
    from sinhke_desktop.services import backups
    from sinhke_desktop.services import workspace as workspaces

    store = context.workspace
    return SettingsServices(
        commune=lambda: communes.current(store),
        change_commune=lambda commune: communes.change(store, commune),
        hamlets=lambda: hamlets.all_hamlets(store),
        totals=lambda year: hamlets.totals(store, year),
        add_hamlet=lambda name, kind: hamlets.add(store, name, kind),
        rename_hamlet=lambda hamlet_id, name, kind: hamlets.rename(store, hamlet_id, name, kind),
        remove_hamlet=lambda hamlet_id: hamlets.remove(store, hamlet_id),
        set_total=lambda hamlet_id, year, households: hamlets.set_total(store, hamlet_id, year, households),
        change_password=lambda old, new: workspaces.change_password(store, old, new),
        make_backup=lambda: backups.make(store),
    )
