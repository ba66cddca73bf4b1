"""The menu of acts on the chosen households, and of the register's columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households.register_terms import SortKey
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Act:
    """One entry: with *needs* it can be chosen only while households are."""

    text: str
    icon: str
    do: Callable[[], object]
    needs: bool = True


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column that can be hidden."""

    key: SortKey
    title: str
    shown: bool


def menu_of(
    parent: QWidget,
    acts: Sequence[Act],
    columns: Sequence[ShownColumn],
    show: Callable[[str, bool], object],
    *,
    any_chosen: bool,
) -> QMenu:
    """The menu; *show* is called with a column's key and whether it is wanted."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for act in acts:
        action = QAction(theme.icon(act.icon), act.text, menu)
        action.setEnabled(any_chosen or not act.needs)
        action.triggered.connect(lambda _checked, act=act: act.do())
        menu.addAction(action)
    if acts:
        menu.addSeparator()
    for column in columns:
        action = QAction(_("Column: {title}").format(title=column.title), menu)
        action.setCheckable(True)
        action.setChecked(column.shown)
        action.toggled.connect(lambda on, key=column.key.value: show(key, on))
        menu.addAction(action)
    return menu
