"""Which pages there are, in the order of the navigation; each is imported only when it is first opened."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.i18n import N_


class Page(QWidget):
    """The base of every page: :meth:`refresh` reads again, :meth:`open` goes somewhere, :meth:`search` is Ctrl+F."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("kind", "page")

    def refresh(self) -> None:
        """Read everything again from the services; called each time the page is shown."""

    def open(self, **args: object) -> None:
        """Go to what *args* name (``household_id=``, ``hamlet_id=``...); called after :meth:`refresh`."""

    def search(self) -> None:
        """Put the focus into the search field, if the page has one."""

    def new(self) -> None:
        """Begin a new record, if the page has such a thing."""

    def may_leave(self) -> bool:
        """False keeps the person on this page, for example while typed text is not saved."""
        return True


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: ``gui/<key>/page.py`` holds the class *page*; *keys* open it, *help* helps."""

    key: str
    title: str
    icon: str
    page: str
    help: str
    keys: str
    below: bool = False

    def make(self, context: Context) -> Page:
        """Import the page and make it."""
        module = import_module(f"sinhke_desktop.gui.{self.key}.page")
        made = getattr(module, self.page)(context)
        if not isinstance(made, Page):
            raise TypeError(self.page)
        return made


COMMUNE = (
    Place("overview", N_("Overview"), "layout-dashboard", "OverviewPage", "moi-ngay", "Ctrl+1"),
    Place("households", N_("Households"), "users", "HouseholdsPage", "tim-ho", "Ctrl+2"),
    Place("rounds", N_("Reviews"), "clipboard-check", "RoundsPage", "mo-dot", "Ctrl+3"),
    Place("livelihood", N_("Livelihood model"), "sprout", "LivelihoodPage", "de-xuat-mo-hinh", "Ctrl+4"),
    Place("visits", N_("Home visits"), "footprints", "VisitsPage", "ai-den-ky", "Ctrl+5"),
    Place("reports", N_("Reports"), "file-text", "ReportsPage", "lap-bao-cao", "Ctrl+6"),
    Place("tables", N_("Tables"), "table", "TablesPage", "bang-bieu", "Ctrl+7"),
    Place("papers", N_("Issued papers"), "files", "PapersPage", "so-van-ban", "Ctrl+Shift+I"),
    Place("exchange", N_("Send and receive"), "usb", "ExchangePage", "ghi-goi", "Ctrl+8"),
    Place("differences", N_("Differences and returns"), "split", "DifferencesPage", "khac-nhau", "Ctrl+Shift+K"),
    Place("privacy", N_("Personal data"), "shield-check", "PrivacyPage", "yeu-cau-du-lieu", "Ctrl+Shift+D", below=True),
    Place("help", N_("Help"), "circle-question-mark", "HelpPage", "tim-tro-giup", "Ctrl+9", below=True),
    Place("settings", N_("Settings"), "settings", "SettingsPage", "thon", "Ctrl+,", below=True),
)
OFFICE = (
    Place("office", N_("Receiving"), "inbox", "OfficePage", "nhan-goi", "Ctrl+1"),
    Place("communes", N_("Communes"), "map-pin", "CommunesPage", "cac-xa", "Ctrl+2"),
    Place("differences", N_("Differences and returns"), "split", "DifferencesPage", "don-vi-khac-nhau", "Ctrl+3"),
    Place("consolidated", N_("All communes together"), "table", "ConsolidatedPage", "tong-hop", "Ctrl+4"),
    Place("machines", N_("Machines and keys"), "key-round", "MachinesPage", "ghep-may", "Ctrl+5"),
    Place("help", N_("Help"), "circle-question-mark", "HelpPage", "tim-tro-giup", "Ctrl+9", below=True),
    Place("settings", N_("Settings"), "settings", "SettingsPage", "sao-luu", "Ctrl+,", below=True),
)


def places(role: str) -> tuple[Place, ...]:
    """The navigation for a commune or a receiving office; a page that this build does not hold is left out."""
    return tuple(place for place in (OFFICE if role == "office" else COMMUNE) if _present(place))


def _present(place: Place) -> bool:
    try:
        return find_spec(f"sinhke_desktop.gui.{place.key}.page") is not None
    except ModuleNotFoundError:
        return False
