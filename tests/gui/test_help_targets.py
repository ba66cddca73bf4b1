"""Every page, tab, part and dialog of the window has its place in the help, and every place it names is there."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QTabBar, QVBoxLayout, QWidget

import sinhke_desktop.gui as gui
from sinhke_desktop.gui.first_start.step_part import StepPart
from sinhke_desktop.gui.help import targets
from sinhke_desktop.gui.livelihood.running import SECTIONS
from sinhke_desktop.gui.pages import COMMUNE, OFFICE, Page
from sinhke_desktop.gui.rounds.words import stage_names
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import _
from sinhke_desktop.services import help_pages

BOOK = help_pages.book()
MODULES = [import_module(found.name) for found in pkgutil.walk_packages(gui.__path__, targets.GUI)]
FILTERED = ("visits", "communes", "office")
"""Pages whose tabs are filters of one list: hamlets, or what state a line is in."""


def below(kind: type) -> set[type]:
    return {one for child in kind.__subclasses__() for one in (child, *below(child))}


def own(kind: type) -> list[type]:
    return sorted((one for one in below(kind) if one.__module__.startswith(targets.GUI)), key=targets.name_of)


@pytest.mark.parametrize("kind", own(QDialog), ids=lambda kind: targets.name_of(kind)[1])
def test_every_dialog_has_its_help(kind: type) -> None:
    assert BOOK.holds(targets.of_class(kind))


@pytest.mark.parametrize("kind", own(StepPart), ids=lambda kind: kind.__name__)
def test_every_step_of_the_first_start_has_its_help(kind: type) -> None:
    assert targets.of_class(kind).startswith("lan-dau")
    assert BOOK.holds(targets.of_class(kind))


def test_every_page_has_its_help() -> None:
    named = {place.page: place.help for place in (*COMMUNE, *OFFICE)}
    for kind in own(Page):
        assert BOOK.holds(named.get(kind.__name__) or targets.of_class(kind)), kind
    assert all(BOOK.holds(place.help) for place in (*COMMUNE, *OFFICE))


def test_every_target_declared_is_there_and_every_name_of_it_is_in_the_code() -> None:
    declared = [*targets.PARTS.items(), *targets.TABS.items()]
    declared += [one for names in targets.PAGE_TABS.values() for one in names.items()]
    assert [name for name, target in declared if not BOOK.holds(target)] == []
    modules = {module.__name__.removeprefix(targets.GUI): module for module in MODULES}
    classes = {f"{name}.{kind}" for name, module in modules.items() for kind in vars(module)}
    assert [name for name in targets.PARTS if name not in modules and name not in classes] == []
    assert [name for name in targets.PAGE_TABS if name not in modules] == []


def test_every_section_of_the_model_and_every_stage_of_a_round_has_its_help() -> None:
    titles = [("livelihood.page", _(title)) for title in SECTIONS.values()]
    titles += [("rounds.page", title) for title in stage_names().values()]
    assert [title for title in titles if not targets.of_tab(*title)] == []
    assert len(titles) > 15


@pytest.mark.parametrize("place", [one for one in COMMUNE if one.key not in FILTERED], ids=lambda place: place.key)
def test_every_tab_of_a_page_has_its_help(open_page, place) -> None:
    check_tabs(open_page, place)


@pytest.mark.parametrize("place", [one for one in OFFICE if one.key not in FILTERED], ids=lambda place: place.key)
def test_every_tab_of_a_page_of_the_office_has_its_help(open_office_page, place) -> None:
    check_tabs(open_office_page, place)


def check_tabs(open_it, place) -> None:
    kind = getattr(import_module(f"{targets.GUI}{place.key}.page"), place.page)
    page = open_it(kind).page
    titles = [bar.tabText(at) for bar in page.findChildren(QTabBar) for at in range(bar.count())]
    titles += [button.text() for tabs in page.findChildren(SectionTabs) for button in tabs.buttons.values()]
    module = targets.name_of(kind)[0]
    assert [title for title in titles if not BOOK.holds(targets.of_tab(module, title))] == []


def test_f1_follows_the_focus_then_the_tab_then_the_page(qtbot) -> None:
    content, tabs = QWidget(), SectionTabs({"a": _("Survey"), "b": _("Posting") + " (3)", "c": "?"})
    column = QVBoxLayout(content)
    column.addWidget(tabs)
    part = type("UnlockPage", (QWidget,), {"__module__": "sinhke_desktop.gui.unlock.page"})()
    field = QLineEdit(part)
    column.addWidget(part)
    qtbot.addWidget(content)
    with qtbot.waitExposed(content):
        content.show()
    content.activateWindow()
    tabs.buttons["a"].setFocus()
    assert targets.of_screen(content, "tim-ho") == "khao-sat"
    tabs.choose("b")
    assert targets.of_screen(content, "tim-ho") == "niem-yet"
    tabs.choose("c")
    assert targets.of_screen(content, "tim-ho") == "tim-ho"
    assert targets.of_screen(content) == "mo-khoa"
    field.setFocus()
    assert targets.of_screen(content, "tim-ho") == "mo-khoa"
