"""Which old communes a hamlet and its households came from: one old unit at a time, its hamlets named one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.life_act import LifeAct
from sinhke_desktop.errors import InvalidInput, SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.acts_forms import PeoplePicker
from sinhke_desktop.gui.widgets import Dialog, Flow, Form, Notice, QuietButton, choices, label
from sinhke_desktop.gui.widgets.form_dialog import day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, hamlets, life_undo
from sinhke_desktop.services.communes import OLD_LIST, Absorbed

OTHER = "other"
MERGED_ON = "01/07/2025"


class MergerDialog(Dialog):
    """Asks which old unit some hamlets belonged to; *noted* is called once it is stored or taken back."""

    def __init__(self, parent: QWidget, context: Context, noted: Callable[[], object]) -> None:
        text = _(
            "Reports and papers of before the merger name the old commune. Its code means nothing without its list."
        )
        super().__init__(parent, _("Former communes"), _("Note it"), text=text, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._noted = context, noted
        self._units = {one.code: one for one in communes.old_units(context.workspace)}
        self._show_known(communes.mergers(context.workspace))
        self.form = Form(2)
        offered = [(code, communes.unit_words(code, OLD_LIST, one.name)) for code, one in self._units.items()]
        self.unit = choices(*offered, (OTHER, _("Another unit or list")))
        self.form.add("unit", _("Old unit"), self.unit, span=2)
        self.form.add("old_code", _("Code of the unit"), QLineEdit())
        self.form.add("list_version", _("Last day of its list"), QLineEdit())
        self.form.add("happened_on", _("Merged on"), day_field())
        self.form.add("paper", _("Number of the paper, if any"), QLineEdit())
        self.form.set_text("happened_on", MERGED_ON)
        self.form.add("reason", _("Reason"), QLineEdit(_("Merger of communes")), span=2)
        self.add(self.form)
        self.split = Notice()
        self.add(self.split)
        found = hamlets.all_hamlets(context.workspace)
        self.hamlets = PeoplePicker(_("Which hamlets lay in it?"), [(one.id, self._words(one)) for one in found])
        self.add(self.hamlets)
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        self._unit_chosen()

    def _words(self, hamlet: Hamlet) -> str:
        known = communes.old_name(self._context.workspace, hamlet.old_commune_code, hamlet.old_list_version)
        name = f"{hamlet.kind} {hamlet.name}"
        return f"{name} ({known})" if known else name

    def _show_known(self, acts: Sequence[LifeAct]) -> None:
        self.undo_buttons: dict[str, QuietButton] = {}
        for act in acts:
            button = QuietButton(_("Undo"), "undo-2", partial(self._undo, act.id))
            self.undo_buttons[act.id] = button
            self.add(Flow(label(f"{act.happened_on:%d/%m/%Y} · {act.note}", wrap=False), button))

    def _unit_chosen(self) -> None:
        chosen = str(self.unit.currentData())
        for name in ("old_code", "list_version"):
            self.form.fields[name].setVisible(chosen == OTHER)
        unit = self._units.get(chosen)
        told = ""
        if unit is not None and not unit.whole:
            told = _("{unit} was split between several communes: choose its hamlets one by one.").format(unit=unit.name)
        self.split.show_text("warn", told)
        self._fit_to_content()

    def confirm(self) -> None:
        """Note it in the worker; stay open where it is refused."""
        chosen, text = str(self.unit.currentData()), self.form.text
        old_code, version = (text("old_code"), text("list_version")) if chosen == OTHER else (chosen, OLD_LIST)
        on, reason, paper, inside = text("happened_on"), text("reason"), text("paper"), self.hamlets.chosen()
        workspace = self._context.workspace
        self.primary.setEnabled(False)
        self._context.runner.run(
            lambda progress: communes.absorb(workspace, old_code, version, on, inside, reason, paper),
            self._done, failed=self._failed,
        )  # fmt: skip

    def _done(self, absorbed: Absorbed) -> None:
        text = _("{hamlets} hamlets and {households} households now say where they come from.")
        self._context.toast(text.format(hamlets=absorbed.hamlets, households=absorbed.households))
        self.accept()
        self._noted()

    def _failed(self, error: BaseException) -> None:
        self.primary.setEnabled(True)
        if isinstance(error, InvalidInput):
            own = [one.message for one in error.problems if one.field == "hamlet_ids"]
            self.hamlets.show_problem(" ".join(own))
            left = self.form.show_problems([one for one in error.problems if one.field != "hamlet_ids"], focus=True)
            self.notice.show_text("error", " ".join(one.message for one in left))
        elif isinstance(error, SinhkeError):
            self.notice.show_error(error)
        else:
            raise error
        self._fit_to_content()

    def _undo(self, act_id: str) -> None:
        """Take a merger back in the worker: it may touch every household of the commune."""
        workspace = self._context.workspace
        self._enable_undo(False)
        self._context.runner.run(
            lambda progress: life_undo.undo(workspace, act_id), self._undone, failed=self._undo_failed
        )

    def _enable_undo(self, enabled: bool) -> None:
        for button in self.undo_buttons.values():
            button.setEnabled(enabled)

    def _undo_failed(self, error: BaseException) -> None:
        self._enable_undo(True)
        self._failed(error)

    def _undone(self, _act: object) -> None:
        self._context.toast(_("The act was undone."))
        self.accept()
        self._noted()
