"""Dialogs about the active model: a stage's days, due days to confirm, its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.livelihood import Stage
from sinhke_desktop.domain.model_stages import KEPT
from sinhke_desktop.domain.stage_papers import StageStanding
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import DangerButton
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import livelihood, stages


class StageDialog(FormDialog):
    """The day on which a stage was reached and the day by which it is due."""

    def __init__(
        self, parent: QWidget, context: Context, model_id: str, one: StageStanding, *, suggest: date | None = None
    ) -> None:
        """*suggest* is put into the day of a stage that has none, to be confirmed."""
        text = {
            "done": _("This stage lies behind; its day can be corrected."),
            "current": _("The model stands at this stage; its day can be corrected."),
        }.get(one.mark.state, _("The model then stands at this stage."))
        if one.stage is Stage.ENDED:
            text = _("The model is ended with its reason by “End this model…”; here is its due day.")
        super().__init__(
            parent, one.mark.name, lambda _form: self._keep(), context.refresh, text=text, columns=1, width=440
        )
        self._context, self._model_id, self._one = context, model_id, one
        if one.stage is not Stage.ENDED:
            self.form.add("on", _("Reached on"), day_field(one.mark.on or suggest))
        due = one.due.due_on if one.due else one.proposed
        hint = _("Proposed from the model's months; save to confirm") if one.due is None and due else ""
        self.form.add("due_on", _("Due on"), day_field(due if one.due or not suggest else None), hint)
        field = next(iter(self.form.fields.values())).editor
        if isinstance(field, QLineEdit):
            field.selectAll()
        if one.mark.on is not None and one.stage not in KEPT:
            self.buttons.insertWidget(0, DangerButton(_("Not reached yet"), pressed=self._take_back))

    def _keep(self) -> None:
        workspace, one = self._context.workspace, self._one
        typed = self.form.text("on").strip() if "on" in self.form.fields else ""
        known = f"{one.mark.on:%d/%m/%Y}" if one.mark.on else ""
        if typed != known:
            livelihood.advance(workspace, self._model_id, one.stage, typed)
        due = self.form.text("due_on").strip()
        if due and due != (f"{one.due.due_on:%d/%m/%Y}" if one.due else ""):
            stages.set_dues(workspace, self._model_id, {one.stage: due})
        elif not due and one.due is not None:
            stages.remove_due(workspace, self._model_id, one.stage)

    def _take_back(self) -> None:
        try:
            stages.take_back(self._context.workspace, self._model_id, self._one.stage)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class DuesDialog(FormDialog):
    """Due days that the program proposes, to be changed and confirmed; an emptied one is not set."""

    def __init__(
        self, parent: QWidget, names: Mapping[Stage, str], proposed: Mapping[Stage, date],
        save: Callable[[dict[Stage, str]], object], saved: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(
            parent, _("Proposed due days"), lambda form: save(self._typed()), saved, primary=_("Set these days"),
            text=_("Counted from the model's start and months; no rule sets them. Empty what does not fit."), width=520,
        )  # fmt: skip
        self._stages = list(proposed)
        for stage, day in proposed.items():
            self.form.add(stage.value, names[stage], day_field(day))

    def _typed(self) -> dict[Stage, str]:
        typed = {stage: self.form.text(stage.value).strip() for stage in self._stages}
        return {stage: day for stage, day in typed.items() if day}


class EndDialog(FormDialog):
    """The end of the model, with its reason."""

    def __init__(
        self, parent: QWidget, today: date, save: Callable[[str, str], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(
            parent,
            _("End the model"),
            lambda form: save(form.text("reason"), form.text("on")),
            saved,
            primary=_("End the model"),
            text=_("Everything recorded stays. Afterwards the commune can choose another model."),
            columns=1,
        )
        self.form.add("reason", _("Reason"), QLineEdit())
        self.form.add("on", _("Ended on"), day_field(today))


def stage_dialog(
    parent: QWidget, context: Context, model_id: str, stage: Stage, *, suggest: date | None = None
) -> StageDialog:
    """The dialog of one stage as it stands now."""
    board = stages.board(context.workspace, model_id)
    one = next(one for one in board.stages if one.stage is stage)
    return StageDialog(parent, context, model_id, one, suggest=suggest)


def tone(poverty_class: str) -> str:
    """The pill's tone of a class."""
    return {"poor": "poor", "near-poor": "near-poor", "newly-escaped": "escaped"}.get(str(poverty_class), "neutral")
