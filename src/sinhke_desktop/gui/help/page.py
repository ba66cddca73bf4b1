"""Trợ giúp as a page of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.help.targets import FIRST
from sinhke_desktop.gui.help.view import HelpView
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import PageHeader
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.i18n import _


class HelpPage(Page):
    """The help with the window's other pages beside it; ``open(topic=…)`` goes to ``topic`` or ``topic#place``."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        tour = QuietButton(_("Introduction again"), "eye", context.tour)
        column.addWidget(PageHeader(_("Help"), _("F1 opens the page that belongs to what you are doing."), tour))
        first = "nhan-goi" if context.workspace.role == "office" else FIRST
        self.view = HelpView(context.runner, context.settings, first)
        column.addWidget(self.view, 1)

    def open(self, **args: object) -> None:
        """Show ``topic``."""
        self.view.open(str(args.get("topic", "")))

    def search(self) -> None:
        self.view.search()
