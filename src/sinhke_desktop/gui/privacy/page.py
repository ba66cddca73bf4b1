"""Dữ liệu cá nhân: what people ask for, who looked at what, what is restricted or to be erased, what is sensitive."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.privacy.fields_section import FieldsSection
from sinhke_desktop.gui.privacy.log_section import LogSection
from sinhke_desktop.gui.privacy.requests_section import RequestsSection
from sinhke_desktop.gui.privacy.restriction_section import RestrictionSection
from sinhke_desktop.gui.widgets import PageHeader
from sinhke_desktop.i18n import _


class PrivacyPage(Page):
    """Four tabs; ``open(tab=…)`` goes to requests, log, restriction or fields."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.requests = RequestsSection(context)
        self.log = LogSection(context)
        self.restriction = RestrictionSection(context)
        self.fields = FieldsSection(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.requests, _("Requests"))
        self.tabs.addTab(self.log, _("Access log"))
        self.tabs.addTab(self.restriction, _("Restrict, erase"))
        self.tabs.addTab(self.fields, _("Fields, covering"))
        self.tabs.currentChanged.connect(lambda _at: self.refresh())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(PageHeader(_("Personal data"), _("Law 91/2025/QH15, decree 356/2025/NĐ-CP")))
        column.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        shown = self.tabs.currentWidget()
        if shown is self.requests:
            self.requests.read()
        elif shown is self.log:
            self.log.begin()
        elif shown is self.restriction:
            self.restriction.read()
        else:
            self.fields.read()

    def open(self, **args: object) -> None:
        """``tab`` is requests, log, restriction or fields."""
        wanted = {"requests": 0, "log": 1, "restriction": 2, "fields": 3}
        self.tabs.setCurrentIndex(wanted.get(str(args.get("tab", "")), self.tabs.currentIndex()))

    def new(self) -> None:
        """Ctrl+N enters a request."""
        self.tabs.setCurrentWidget(self.requests)
        self.requests.begin()
