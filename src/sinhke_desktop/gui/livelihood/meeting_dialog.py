"""A village meeting as one dialog: the invitation, or how it was held with its votes on every candidate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.community_meeting import COMMUNITY_MEETING
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.gui.livelihood.file.record_dialog import WIDE, field_editor
from sinhke_desktop.gui.widgets import DangerButton, Form, choices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _

INVITED = ("hamlet_id", "planned_on", "begins_at", "place", "invited_on", "invitation_number", "chair", "content")
HELD = ("hamlet_id", "held_on", "households_all", "households_present", "place", "begins_at", "chair", "secretary",
        "others_present", "content", "opinions", "conclusion", "minutes_number", "note")  # fmt: skip
AFTER = "households_present"
"""The field after which the votes stand."""
Votes = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TypedMeeting:
    """What is there already: the fields' texts and, by candidate, the votes in favour and against."""

    fields: Mapping[str, str] = field(default_factory=dict)
    votes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class MeetingDialog(FormDialog):
    """Invites to a meeting (*invite*), or records it with a line of votes for every candidate."""

    def __init__(
        self,
        parent: QWidget,
        hamlets: Mapping[str, str],
        candidates: Sequence[LivelihoodModel],
        save: Callable[[dict[str, str], Votes | None], object],
        saved: Callable[[], object],
        *,
        typed: TypedMeeting | None = None,
        invite: bool = False,
        remove: Callable[[], object] | None = None,
    ) -> None:
        """*hamlets* are id → words; *save* is given the fields and the votes (None for an invitation)."""
        self._names = INVITED if invite else HELD
        self._candidates = () if invite else tuple(candidates)
        told = _("Each household present has one voice on every model. Leave a model empty that was not voted on.")
        super().__init__(
            parent,
            _("Invite to a village meeting") if invite else _("Record a village meeting"),
            lambda form: save(self._fields(form), None if invite else self._votes(form)),
            saved,
            text="" if invite else told,
            width=720,
        )
        typed = typed or TypedMeeting()
        known = {one.name: one for one in COMMUNITY_MEETING}
        for name in self._names:
            one = known[name]
            editor = (
                field_editor(one) if name != "hamlet_id" else choices(("", _("Choose the hamlet")), *hamlets.items())
            )
            self.form.add(name, one.title, editor, one.hint, span=2 if one.kind in WIDE else 1)
            self.form.set_text(name, typed.fields.get(name, ""))
            if name == AFTER:
                self._add_votes(typed)
        if remove is not None:
            self._remove = remove
            self.buttons.insertWidget(0, DangerButton(_("Remove"), pressed=self._take_away))

    def _add_votes(self, typed: TypedMeeting) -> None:
        for model in self._candidates:
            both = zip(("votes_for", "votes_against"), typed.votes.get(model.id, ("", "")), strict=True)
            titles = {"votes_for": _("{name}: in favour"), "votes_against": _("{name}: against")}
            for name, text in both:
                path = f"votes.{model.id}.{name}"
                self.form.add(path, titles[name].format(name=model.name), QLineEdit())
                self.form.set_text(path, text)

    def _fields(self, form: Form) -> dict[str, str]:
        return {name: form.text(name) for name in self._names}

    def _votes(self, form: Form) -> Votes:
        return {
            one.id: (form.text(f"votes.{one.id}.votes_for"), form.text(f"votes.{one.id}.votes_against"))
            for one in self._candidates
        }

    def _take_away(self) -> None:
        self._remove()
        self.reject()
