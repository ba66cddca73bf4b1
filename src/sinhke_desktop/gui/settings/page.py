"""Cài đặt: the commune's papers, hamlets, password and backup, how the window looks, about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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


class SettingsPage(Page):
    """Tabs, each one section; an office has no commune and no hamlets."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        today = date.today()  # noqa: DTZ011 - the officer's own day
        years = list(range(today.year + 1, today.year - 6, -1))
        self.commune = CommuneSection()
        services = _services(context)
        is_commune = context.workspace.role == "commune"
        year = next((one for one in years if is_commune and services.totals(one)), today.year)
        self.hamlets = HamletSection(years, year)
        self.safety = SafetySection(context.folders.data, _on_server(context))
        scale = context.settings.get(TYPE_SCALE, 1.0)
        self.look = LookSection(float(scale), bool(context.settings.get(HIGH_CONTRAST, False)))
        self.rules = RulesSection(context)
        self.office = OfficeSection(context, context.restyle)
        self._dialog: HamletDialog | None = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        if is_commune:
            self._tab(self.hamlets, _("Hamlets"))
            self._tab(self.commune, _("Commune, papers"))
            self._tab(self.rules, _("Poverty standards"))
        else:
            self._tab(self.office, _("Office, papers"))
        for section in (self.office,) if is_commune else (self.hamlets, self.commune, self.rules):
            section.setParent(self)  # not shown here, but gone with the page
            section.hide()
        self._tab(self.safety, _("Password, backup"))
        self._tab(self.look, _("Look"))
        self.updates = UpdatesSection(context)
        self._tab(self.updates, _("Updates"))
        self.about = AboutSection()
        self.licences = LicencesSection(context)
        self._tab(self.about, _("About"), self.licences)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(PageHeader(_("Settings")))
        column.addWidget(self.tabs, 1)
        self._is_commune = is_commune
        self.presenter = SettingsPresenter(self, services, context.runner.run, context.toast, context.refresh, year)
        self._connect()

    def _tab(self, section: QWidget, title: str, *below: QWidget) -> None:
        ground = QWidget()
        ground.setProperty("kind", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 12, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(ground)
        self.tabs.addTab(area, title)
        for one in (section, *below):
            column.addWidget(one)

    def _connect(self) -> None:
        presenter = self.presenter
        self.commune.saved.connect(
            lambda: presenter.save_commune(self.commune.area(), self.commune.period(), self.commune.texts())
        )
        self.hamlets.add_asked.connect(lambda: self._ask_hamlet(None))
        self.hamlets.change_asked.connect(self._ask_hamlet)
        self.hamlets.remove_asked.connect(lambda line: presenter.remove_hamlet(line.hamlet.id))
        self.hamlets.year_chosen.connect(presenter.show_year)
        self.hamlets.mergers_asked.connect(self._ask_merger)
        self.safety.password_asked.connect(
            lambda: presenter.change_password(self.safety.old.text(), self.safety.new.text(), self.safety.again.text())
        )
        self.safety.backup_asked.connect(lambda: presenter.back_up())
        self.look.chosen.connect(self._restyle)

    def refresh(self) -> None:
        if self._is_commune:
            self.presenter.refresh()
            self.rules.refresh()
        else:
            self.office.refresh()
        self.updates.refresh()

    def open(self, **args: object) -> None:
        """``tab`` is hamlets, commune, rules, office, safety, look, updates or licences; ``update_pack`` is the file of
        a new version.
        """
        wanted = {
            "hamlets": self.hamlets,
            "commune": self.commune,
            "rules": self.rules,
            "office": self.office,
            "safety": self.safety,
            "look": self.look,
            "updates": self.updates,
            "licences": self.licences,
        }
        pack = args.get("update_pack")
        section = self.updates if pack is not None else wanted.get(str(args.get("tab", "")))
        for at in range(self.tabs.count()):
            ground = self.tabs.widget(at)
            if section is not None and ground is not None and ground.isAncestorOf(section):
                self.tabs.setCurrentIndex(at)
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
        self.commune.show_commune(commune)

    def show_hamlets(self, lines: Sequence[HamletLine], total: int | None) -> None:
        """See :class:`SettingsView`."""
        self.hamlets.show_lines(lines, total)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """See :class:`SettingsView`."""
        forms = [self.commune.form, self.office.form, self.safety.form, *([self._dialog.form] if self._dialog else [])]
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
    from sinhke_desktop.services import backups, communes, hamlets
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
