"""The pieces pages are built from; none of them knows a colour or a household.

Each is imported when it is first asked for, so that the first window does not wait for charts and tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sinhke_desktop.gui.widgets.buttons import DangerButton as DangerButton
    from sinhke_desktop.gui.widgets.buttons import LinkButton as LinkButton
    from sinhke_desktop.gui.widgets.buttons import PrimaryButton as PrimaryButton
    from sinhke_desktop.gui.widgets.buttons import QuietButton as QuietButton
    from sinhke_desktop.gui.widgets.cards import Card as Card
    from sinhke_desktop.gui.widgets.cards import EmptyState as EmptyState
    from sinhke_desktop.gui.widgets.cards import Notice as Notice
    from sinhke_desktop.gui.widgets.cards import PageHeader as PageHeader
    from sinhke_desktop.gui.widgets.cards import StatCard as StatCard
    from sinhke_desktop.gui.widgets.charts import Bar as Bar
    from sinhke_desktop.gui.widgets.charts import BarChart as BarChart
    from sinhke_desktop.gui.widgets.charts import LineChart as LineChart
    from sinhke_desktop.gui.widgets.charts import Series as Series
    from sinhke_desktop.gui.widgets.charts import decimal as decimal
    from sinhke_desktop.gui.widgets.dialog import Dialog as Dialog
    from sinhke_desktop.gui.widgets.fields import Form as Form
    from sinhke_desktop.gui.widgets.fields import SearchField as SearchField
    from sinhke_desktop.gui.widgets.fields import choices as choices
    from sinhke_desktop.gui.widgets.form_field import FormField as FormField
    from sinhke_desktop.gui.widgets.form_field import PasswordField as PasswordField
    from sinhke_desktop.gui.widgets.layouts import Columns as Columns
    from sinhke_desktop.gui.widgets.layouts import Flow as Flow
    from sinhke_desktop.gui.widgets.layouts import FlowLayout as FlowLayout
    from sinhke_desktop.gui.widgets.layouts import Following as Following
    from sinhke_desktop.gui.widgets.layouts import Scrolled as Scrolled
    from sinhke_desktop.gui.widgets.layouts import clear as clear
    from sinhke_desktop.gui.widgets.progress import ProgressBar as ProgressBar
    from sinhke_desktop.gui.widgets.progress import ProgressPanel as ProgressPanel
    from sinhke_desktop.gui.widgets.stages import Stage as Stage
    from sinhke_desktop.gui.widgets.stages import StageLine as StageLine
    from sinhke_desktop.gui.widgets.stages import StageState as StageState
    from sinhke_desktop.gui.widgets.table import Column as Column
    from sinhke_desktop.gui.widgets.table import DataTable as DataTable
    from sinhke_desktop.gui.widgets.table import RowsModel as RowsModel
    from sinhke_desktop.gui.widgets.text import Pill as Pill
    from sinhke_desktop.gui.widgets.text import hairline as hairline
    from sinhke_desktop.gui.widgets.text import label as label
    from sinhke_desktop.gui.widgets.toast import Toast as Toast

_WHERE = {
    "Bar": "charts",
    "BarChart": "charts",
    "Card": "cards",
    "Column": "table",
    "Columns": "layouts",
    "DangerButton": "buttons",
    "DataTable": "table",
    "Dialog": "dialog",
    "EmptyState": "cards",
    "Flow": "layouts",
    "FlowLayout": "layouts",
    "Following": "layouts",
    "Form": "fields",
    "FormField": "form_field",
    "LineChart": "charts",
    "LinkButton": "buttons",
    "Notice": "cards",
    "PageHeader": "cards",
    "PasswordField": "form_field",
    "Pill": "text",
    "PrimaryButton": "buttons",
    "ProgressBar": "progress",
    "ProgressPanel": "progress",
    "QuietButton": "buttons",
    "RowsModel": "table",
    "Scrolled": "layouts",
    "SearchField": "fields",
    "Series": "charts",
    "Stage": "stages",
    "StageLine": "stages",
    "StageState": "stages",
    "StatCard": "cards",
    "Toast": "toast",
    "choices": "fields",
    "clear": "layouts",
    "decimal": "charts",
    "hairline": "text",
    "label": "text",
}


def __getattr__(name: str) -> Any:
    """The piece *name* from its module."""
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
