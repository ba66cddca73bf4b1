"""Dialogs about candidates: propose or change one, record a hamlet's vote, choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.choosing import VoteInput
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.livelihood import KIND_NAMES, LivelihoodModel, ModelInput
from sinhke_desktop.domain.model_library import PROPOSED, LibraryModel
from sinhke_desktop.domain.typed_values import Typed
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.livelihood.library_dialog import LibraryDialog
from sinhke_desktop.gui.widgets import Flow, Form, Notice, QuietButton, choices
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
        library: Context | None = None,
        chosen: Callable[[ModelInput, str], object] | None = None,
    ) -> None:
        """*library* offers to fill the form from it; *chosen* saves a model that was chosen already, with a reason."""
        self._area_code, self._model, self._chosen = area_code, model, chosen
        self._library_key = model.library_key if model else ""
        self.library_dialog: LibraryDialog | None = None
        super().__init__(
            parent,
            _("Change the model") if model else _("Propose a model"),
            lambda form: chosen(self._input(form), form.text("reason")) if chosen else save(self._input(form)),
            saved,
            primary=_("Save") if model else _("Add the model"),
            width=640,
            text="" if model else _("What could be raised, grown or made here? It is compared with the others first."),
        )
        self.mark = Notice()
        self.body.insertWidget(0, self.mark)
        if library is not None:
            self._library = library
            self.from_library = QuietButton(_("Take from the library…"), "search", self._look_in_library)
            self.body.insertWidget(0, Flow(self.from_library))
        self._add_fields(hamlets)
        if model is not None:
            self._fill(model)

    def _add_fields(self, hamlets: Sequence[Hamlet]) -> None:
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
        form.add("cycle_months", _("One cycle (months)"), QLineEdit(), _("Costs and incomes are counted over it"))
        form.add("households_wanted", _("Households wanting it"), QLineEdit())
        form.add("risks", _("Risks"), note_field(), span=2)
        if self._chosen is not None:
            form.add("started_on", _("Started on"), day_field())
            form.add("period", _("Period"), QLineEdit())
            form.add("repay_percent", _("Share to give back (%)"), QLineEdit())
            form.add("fund_keeper", _("Who keeps the fund"), QLineEdit())
            form.add("repay_rules", _("What the people agreed on giving back"), note_field(lines=2), span=2)
        form.add("note", _("Note"), note_field(lines=2), span=2)
        if self._chosen is not None:
            form.add("reason", _("Why the model is changed"), QLineEdit(), _("The history keeps it"), span=2)

    def _fill(self, model: LivelihoodModel) -> None:
        for name in self.form.fields:
            if name != "reason":
                value = getattr(model, name)
                self.form.set_text(
                    name, _day(value) if isinstance(value, date) else "" if value is None else str(value)
                )

    def _look_in_library(self) -> None:
        dialog = self.library_dialog = LibraryDialog(self, self._library, self.take)
        dialog.open()

    def take(self, entry: LibraryModel) -> None:
        """Fill the form from an entry of the library; its costs and incomes come with it."""
        typed = entry.typed()
        for name in ("name", "thing", "unit", "risks"):
            self.form.set_text(name, getattr(typed, name))
        for name in ("duration_months", "cycle_months"):
            self.form.set_text(name, str(entry.cycle_months))
        self._library_key = entry.key
        text = _("{count} costs and incomes of a household come with it. {mark}.")
        self.mark.show_text("warn", text.format(count=len(entry.lines), mark=PROPOSED))

    def _input(self, form: Form) -> ModelInput:
        kept = self._model
        whole: dict[str, Typed] = {"area_code": self._area_code, "library_key": self._library_key}
        if kept is not None:
            names = ("area_code", "period", "started_on", "repay_percent", "repay_rules", "fund_keeper")
            whole |= {name: getattr(kept, name) for name in names}
        whole |= {name: form.text(name) for name in form.fields if name != "reason"}
        return ModelInput(**whole)  # type: ignore[arg-type]


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
