"""The pieces pages are built from; none of them knows a colour or a household."""

from sinhke_desktop.gui.widgets.buttons import DangerButton, LinkButton, PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.cards import Card, EmptyState, Notice, PageHeader, StatCard
from sinhke_desktop.gui.widgets.charts import Bar, BarChart, LineChart, Series, decimal
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.fields import Form, FormField, PasswordField, SearchField, choices
from sinhke_desktop.gui.widgets.layouts import Columns, Flow, FlowLayout, clear
from sinhke_desktop.gui.widgets.progress import ProgressBar, ProgressPanel
from sinhke_desktop.gui.widgets.stages import Stage, StageLine, StageState
from sinhke_desktop.gui.widgets.table import Column, DataTable, RowsModel
from sinhke_desktop.gui.widgets.text import Pill, hairline, label
from sinhke_desktop.gui.widgets.toast import Toast

__all__ = [
    "Bar",
    "BarChart",
    "Card",
    "Column",
    "Columns",
    "DangerButton",
    "DataTable",
    "Dialog",
    "EmptyState",
    "Flow",
    "FlowLayout",
    "Form",
    "FormField",
    "LineChart",
    "LinkButton",
    "Notice",
    "PageHeader",
    "PasswordField",
    "Pill",
    "PrimaryButton",
    "ProgressBar",
    "ProgressPanel",
    "QuietButton",
    "RowsModel",
    "SearchField",
    "Series",
    "Stage",
    "StageLine",
    "StageState",
    "StatCard",
    "Toast",
    "choices",
    "clear",
    "decimal",
    "hairline",
    "label",
]
