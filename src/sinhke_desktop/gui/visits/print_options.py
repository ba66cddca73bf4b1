"""How a stack of forms is printed: paper, sides, order, spare forms, the list on top; remembered from time to time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox

from sinhke_desktop.domain.form_stack import FormPaper, StackChoice
from sinhke_desktop.domain.visit_route import WalkingOrder
from sinhke_desktop.gui.widgets import Flow, QuietButton, choices, label
from sinhke_desktop.i18n import _
from sinhke_desktop.settings import Settings

PAPER, SIDES, ORDER, SPARE, LIST = (
    "visit_forms_paper", "visit_forms_two_sided", "visit_forms_order", "visit_forms_spare", "visit_forms_list",
)  # fmt: skip
SPARES = (0, 1, 2, 3, 5, 10, 20)


class PrintOptions(Flow):
    """One line of choices; *changed* is called after each, *put_in_order* opens the walking order."""

    def __init__(
        self, settings: Settings, changed: Callable[[], object], put_in_order: Callable[[], object]
    ) -> None:  # fmt: skip
        self._settings, self._changed = settings, changed
        self.paper = choices((FormPaper.A4, _("A4")), (FormPaper.A5, _("A5, two a sheet")))
        self.sides = choices(("", _("One side")), ("two", _("Both sides")))
        self.order = choices(
            (WalkingOrder.KEPT, _("Walking order")), (WalkingOrder.ADDRESS, _("By address")),
            (WalkingOrder.NAME, _("By given name")),
        )  # fmt: skip
        self.spare = choices(*((str(count), _spare_words(count)) for count in SPARES))
        self.list = QCheckBox(_("List to walk along"))
        self.route = QuietButton(_("Walking order…"), "map-pin", put_in_order, key="Ctrl+Shift+O")
        super().__init__(label(_("Print on"), "secondary", wrap=False), self.paper, self.sides, self.order, self.route,
                         self.spare, self.list, gap=8)  # fmt: skip
        for box, key, name in (
            (self.paper, PAPER, _("Paper")), (self.sides, SIDES, _("Sides")), (self.order, ORDER, _("Order")),
            (self.spare, SPARE, _("Spare forms")),
        ):  # fmt: skip
            box.setAccessibleName(name)
            self._remember(box, key)
        self.list.setChecked(bool(settings.get(LIST, True)))
        self.list.toggled.connect(self._keep_list)

    def _remember(self, box: QComboBox, key: str) -> None:
        box.setCurrentIndex(max(box.findData(str(self._settings.get(key, ""))), 0))
        box.currentIndexChanged.connect(lambda _at: self._keep(key, str(box.currentData())))

    def _keep(self, key: str, value: str) -> None:
        self._settings.set(key, value)
        self._changed()

    def _keep_list(self, shown: bool) -> None:
        self._settings.set(LIST, shown)
        self._changed()

    def choice(self) -> StackChoice:
        """What is chosen."""
        return StackChoice(
            FormPaper(str(self.paper.currentData())), self.sides.currentData() == "two",
            int(str(self.spare.currentData())), self.list.isChecked(), WalkingOrder(str(self.order.currentData())),
        )  # fmt: skip


def _spare_words(count: int) -> str:
    return _("Spare: {count}").format(count=count)
