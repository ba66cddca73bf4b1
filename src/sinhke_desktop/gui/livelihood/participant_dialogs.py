"""Dialogs about those who take part: everything of one household, the group's least share, the commitment's points."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participation import ROLE_NAMES, PartInput, typed_part
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.typed_values import Typed, typed_text
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.livelihood.file.papers_dialog import PapersDialog
from sinhke_desktop.gui.widgets import DangerButton, LinkButton, QuietButton, choices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import commitments, participation, participation_rules
from sinhke_desktop.services.model_process import process
from sinhke_desktop.services.participation import PartStanding


class ParticipantDialog(FormDialog):
    """Everything of one household's part in the model can be changed here."""

    def __init__(self, parent: QWidget, context: Context, model_id: str, participant_id: str) -> None:
        found = participation.parts(context.workspace, model_id)
        lines = {line.participant.id: line for line in found.lines}
        self._line = line = lines[participant_id]
        super().__init__(
            parent, line.name, lambda _form: self._keep(), context.refresh, text=_about(context, line), width=720
        )
        self._context, self._model_id = context, model_id
        one = line.participant
        taken = {each.participant.replaces_id for each in found.lines if each.participant.id != one.id}
        places = {
            each.participant.id: each.name
            for each in found.lines
            if each.participant.left_on and each.participant.id not in taken | {one.id}
        }
        groups = participation.group_names(context.workspace, model_id)
        typed = typed_part(one)
        self._day("joined_on", _("Joined on"))
        self._day("commitment_signed_on", _("Commitment signed on"))
        self.form.add("group_id", _("Group"), choices(("", "–"), *groups.items()))
        roles = ((role.value, name) for role, name in ROLE_NAMES.items())
        self.form.add("role", _("Role"), choices(("", "–"), *roles))
        self._money("income_before", _("Income before the model (đ a month)"))
        self._money("income_expected", _("Income hoped for (đ a month)"))
        self._money("income_at_end", _("Income at the end (đ a month)"))
        self.form.add("replaces_id", _("Takes the place of"), choices(("", "–"), *places.items()))
        self._day("left_on", _("Left on"), _("Only where the household leaves the model"))
        self.form.add("leave_reason", _("Why it left"), QLineEdit())
        for name in self.form.fields:
            self.form.set_text(name, _shown(getattr(typed, name)))
        self.buttons.insertWidget(0, DangerButton(_("Remove"), pressed=self._take_away))
        self.buttons.insertWidget(1, QuietButton(_("Open the household"), "house", self._open))
        if one.left_on is None:
            self.buttons.insertWidget(2, QuietButton(_("Commitment"), "printer", self._print))
        self.printing: PapersDialog | None = None

    def _day(self, name: str, title: str, hint: str = "") -> None:
        self.form.add(name, title, day_field(), hint)

    def _money(self, name: str, title: str) -> None:
        self.form.add(name, title, QLineEdit())

    def _keep(self) -> None:
        typed = PartInput(**{name: self.form.text(name) for name in self.form.fields})
        participation.change(self._context.workspace, self._line.participant.id, typed)

    def _open(self) -> None:
        self.reject()
        self._context.navigate("households", household_id=self._line.participant.household_id)

    def _print(self) -> None:
        self.printing = PapersDialog(
            self, self._context, self._model_id, kinds=(commitments.KIND,), kind=commitments.KIND,
            subject_id=self._line.participant.id,
        )  # fmt: skip
        self.printing.open()

    def _take_away(self) -> None:
        participant_id = self._line.participant.id
        try:
            participation.remove(self._context.workspace, participant_id, _("Recorded by mistake"))
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()
        text = _("“{name}” was removed.").format(name=self._line.name)
        self._context.toast(text, lambda: self._put_back(participant_id))

    def _put_back(self, participant_id: str) -> None:
        participation.restore(self._context.workspace, participant_id)
        self._context.refresh()


def _shown(value: Typed) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return typed_text(value)


def _about(context: Context, line: PartStanding) -> str:
    """Where, in which class, under which conditions, whose place, what is to be handed on, earlier stays."""
    one = line.participant
    classes = _("class when joining: {then}, now: {now}").format(
        then=CLASS_NAMES[one.class_at_entry].lower(), now=CLASS_NAMES[line.class_now].lower()
    )
    said = [" · ".join(filter(None, (line.hamlet, classes)))]
    said += [condition.text for condition in line.conditions]
    if line.replaces:
        said.append(_("It took the place of {name}.").format(name=line.replaces))
    if line.replaced_by:
        said.append(_("{name} has taken its place.").format(name=line.replaced_by))
    if line.to_hand_on:
        said.append(_("To be handed on: {things}.").format(things="; ".join(line.to_hand_on)))
    text = _("It took part before, from {first:%d/%m/%Y} to {last:%d/%m/%Y}: {reason}.")
    said += [
        text.format(first=stay.joined_on, last=stay.left_on, reason=stay.reason)
        for stay in participation.stays(context.workspace, one.id)
    ]
    return "\n".join(said)


class ShareDialog(FormDialog):
    """The least share of poor, near-poor and newly escaped households, with the paper that sets it."""

    def __init__(self, parent: QWidget, context: Context, model_id: str) -> None:
        super().__init__(
            parent, _("Least share of poor households"), lambda _form: self._keep(), context.refresh, columns=1,
            text=process().unverified["least_share_percent"], width=520,
        )  # fmt: skip
        self._context, self._model_id = context, model_id
        kept = participation_rules.least_share(context.workspace, model_id)
        self.form.add("percent", _("Least share (%)"), QLineEdit(str(kept.percent or "")))
        self.form.add("basis", _("Set by which paper"), QLineEdit(kept.basis))

    def _keep(self) -> None:
        participation_rules.set_least_share(
            self._context.workspace, self._model_id, self.form.text("percent"), self.form.text("basis")
        )


class PointsDialog(FormDialog):
    """The points of the commitment, one a line."""

    def __init__(self, parent: QWidget, context: Context, model: LivelihoodModel) -> None:
        super().__init__(
            parent, _("What households promise"), lambda _form: self._keep(), context.refresh, columns=1, width=720,
            text=_("One point a line. What was agreed on giving back is printed after them."),
        )  # fmt: skip
        self._context, self._model = context, model
        points = participation_rules.own_points(context.workspace, model)
        self.form.add("points", _("Points of the commitment"), note_field("\n".join(points), lines=9))
        self.buttons.insertWidget(0, LinkButton(_("As proposed"), pressed=self._propose))

    def _propose(self) -> None:
        self.form.set_text("points", "\n".join(participation_rules.proposed_points(self._model)))

    def _keep(self) -> None:
        participation_rules.word_commitment(self._context.workspace, self._model, self.form.text("points"))


class SignedDialog(FormDialog):
    """One day of signing for all that have not signed."""

    def __init__(self, parent: QWidget, names: str, save: Callable[[str], object], saved: Callable[[], object]) -> None:
        super().__init__(
            parent, _("All have signed"), lambda form: save(form.text("commitment_signed_on")), saved, columns=1,
            text=_("Not signed yet: {names}.").format(names=names), width=520,
        )  # fmt: skip
        self.form.add("commitment_signed_on", _("Commitment signed on"), day_field())
