"""Dialogs about candidates: propose or change one, record a hamlet's vote, choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.choosing import VoteInput
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.livelihood import KIND_NAMES, LivelihoodModel, ModelInput
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.widgets import Form, Notice, choices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.i18n import _


def _hamlets(hamlets: Sequence[Hamlet], nothing: str) -> list[tuple[str, str]]:
    return [("", nothing), *((hamlet.id, f"{hamlet.kind} {hamlet.name}") for hamlet in hamlets)]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


class CandidateDialog(FormDialog):
    """A model that could be chosen; *model* to change one."""

    def __init__(
        self,
        parent: QWidget,
        hamlets: Sequence[Hamlet],
        save: Callable[[ModelInput], object],
        saved: Callable[[], object],
        *,
        area_code: str,
        model: LivelihoodModel | None = None,
    ) -> None:
        self._area_code, self._model = area_code, model
        super().__init__(
            parent,
            _("Change the model") if model else _("Propose a model"),
            lambda form: save(self._input(form)),
            saved,
            primary=_("Save") if model else _("Add the model"),
            text="" if model else _("What could be raised, grown or made here? It is compared with the others first."),
        )
        form = self.form
        form.add("name", _("Name of the model"), QLineEdit(), _("For example: Nuôi bò cái sinh sản"), span=2)
        form.add("thing", _("What is raised or grown"), QLineEdit(), _("For example: bò cái sinh sản"))
        form.add("unit", _("Counted in"), QLineEdit("con"))
        form.add(
            "kind", _("Kind of project"), choices(*((kind.value, name) for kind, name in KIND_NAMES.items())), span=2
        )
        form.add("group_name", _("Community group or cooperative"), QLineEdit())
        form.add("hamlet_id", _("Hamlet"), choices(*_hamlets(hamlets, _("Whole commune"))))
        form.add("proposed_on", _("Proposed on"), day_field())
        form.add("duration_months", _("Duration (months)"), QLineEdit())
        form.add("note", _("Note"), note_field(), span=2)
        if model is not None:
            for name in ("name", "thing", "unit", "group_name", "hamlet_id", "note"):
                form.set_text(name, getattr(model, name))
            form.set_text("kind", model.kind.value)
            form.set_text("proposed_on", _day(model.proposed_on))
            form.set_text("duration_months", str(model.duration_months or ""))

    def _input(self, form: Form) -> ModelInput:
        names = ("name", "thing", "unit", "kind", "group_name", "hamlet_id", "proposed_on", "duration_months", "note")
        typed = {name: form.text(name) for name in names}
        kept = self._model
        return ModelInput(
            **typed,
            area_code=kept.area_code if kept else self._area_code,
            period=kept.period if kept else "",
            started_on=kept.started_on if kept else "",
        )


class VoteDialog(FormDialog):
    """What a hamlet meeting said about a candidate."""

    def __init__(
        self,
        parent: QWidget,
        model: LivelihoodModel,
        hamlets: Sequence[Hamlet],
        save: Callable[[VoteInput], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(
            parent, _("Record a vote"), lambda form: save(_vote(form)), saved,
            primary=_("Record the vote"), text=_("On the model “{name}”").format(name=model.name),
        )  # fmt: skip
        self.form.add("hamlet_id", _("Hamlet"), choices(*_hamlets(hamlets, _("Choose the hamlet"))))
        self.form.add("held_on", _("Day of the meeting"), day_field())
        self.form.add("households_present", _("Households present"), QLineEdit())
        self.form.add("votes_for", _("In favour"), QLineEdit())
        self.form.add("votes_against", _("Against"), QLineEdit())
        self.form.add("note", _("Note"), QLineEdit())


def _vote(form: Form) -> VoteInput:
    return VoteInput(**{name: form.text(name) for name in form.fields})


class ChooseDialog(FormDialog):
    """The choice: reason, number and day of the decision; what to think of before stands above."""

    def __init__(
        self,
        parent: QWidget,
        model: LivelihoodModel,
        warnings: Sequence[str],
        save: Callable[[str, str, str], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(
            parent,
            _("Choose this model"),
            lambda form: save(form.text("reason"), form.text("decision_number"), form.text("decision_date")),
            saved,
            primary=_("Choose “{name}”").format(name=model.name),
            text=_("It becomes the only model of {period}; the other candidates are kept as not chosen.").format(
                period=model.period
            ),
        )
        self.warning = Notice("warn", "\n".join(warnings))
        self.body.insertWidget(0, self.warning)
        self.form.add("reason", _("Why this model"), note_field(), span=2)
        self.form.add("decision_number", _("Number of the decision"), QLineEdit(), _("For example: 245/QĐ-UBND"))
        self.form.add("decision_date", _("Day of the decision"), day_field())


class ReasonDialog(FormDialog):
    """Asks why something is taken back; the history keeps the answer."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        save: Callable[[str], object],
        saved: Callable[[], object],
        *,
        primary: str,
    ) -> None:
        super().__init__(
            parent, title, lambda form: save(self._reason(form)), saved, primary=primary, text=text, columns=1
        )
        self.form.add("reason", _("Reason"), QLineEdit())

    def _reason(self, form: Form) -> str:
        reason = form.text("reason").strip()
        if not reason:
            raise InvalidInput([Problem("reason", _("Say why."), "MH-02")])
        return reason
