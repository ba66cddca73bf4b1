"""One animal or plot: how it is, what happened to it, and what happens now at a press."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.raised_things import (
    HAPPENING_NAMES,
    ORIGIN_NAMES,
    STATE_NAMES,
    Happening,
    Life,
    State,
    ThingEvent,
)
from sinhke_desktop.domain.thing_counts import may_happen
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.money_dialogs import with_links
from sinhke_desktop.gui.widgets import Dialog, Flow, Form, LinkButton, Pill, QuietButton, choices, clear, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services.raised_things import HappeningInput

STATE_TONES = {
    State.ALIVE: "escaped",
    State.SICK: "near-poor",
    State.DEAD: "poor",
    State.SOLD: "neutral",
    State.PASSED_ON: "accent",
    State.REPLACED: "neutral",
}


@dataclass(frozen=True, slots=True)
class LifeActs:
    """What the dialog asks of the program: read the life again, note something, take it back, change the thing."""

    read: Callable[[], Life]
    happen: Callable[[HappeningInput], object]
    take_back: Callable[[str], object]
    change: Callable[[], object]


class LifeDialog(Dialog):
    """The life of one thing, oldest first, with a button for everything that can happen to it now."""

    def __init__(
        self,
        parent: QWidget,
        household: str,
        people: Mapping[str, str],
        today: date,
        acts: LifeActs,
        saved: Callable[[], object],
    ) -> None:
        """*people* are the other households of the model, to which it may be passed on."""
        life = acts.read()
        super().__init__(parent, life.thing.tag, width=720)
        self._household, self._people, self._today, self._acts = household, people, today, acts
        self.pill = Pill("", "neutral")
        self.facts = label("", "secondary")
        self.add(Flow(self.pill, gap=8))
        self.add(self.facts)
        self._events = QVBoxLayout()
        self._events.setSpacing(theme.px(4))
        self.body.addLayout(self._events)
        self._quick = QVBoxLayout()
        self.body.addLayout(self._quick)
        self.buttons.insertWidget(0, QuietButton(_("Change what it is"), "pencil", self._change))
        self.rejected.connect(saved)
        self.asking: HappenDialog | None = None
        self.quick: dict[Happening, QuietButton] = {}
        self.show_life()

    def show_life(self) -> None:
        """Read the thing again and show it."""
        life = self._acts.read()
        self.pill.show_tone(STATE_NAMES[life.state], STATE_TONES[life.state])
        thing = life.thing
        facts = (
            f"{thing.kind} · {format_number(thing.quantity)} {thing.unit}", self._household, ORIGIN_NAMES[thing.origin],
            _("since {day}").format(day=f"{thing.since:%d/%m/%Y}"),
            _("young of {tag}").format(tag=thing.mother_tag) if thing.mother_tag else "", thing.note,
        )  # fmt: skip
        self.facts.setText(" · ".join(filter(None, facts)))
        clear(self._events)
        self._events.addWidget(label(_("What happened to it"), "strong"))
        if not life.events:
            self._events.addWidget(label(_("Nothing was noted yet."), "secondary"))
        for event in life.events:
            undo = LinkButton(_("Take this back"), pressed=partial(self._undo, event.id))
            self._events.addWidget(with_links(event_words(event), undo))
        self._show_quick(life)

    def _show_quick(self, life: Life) -> None:
        clear(self._quick)
        kinds = may_happen(life)
        self.quick = {kind: QuietButton(HAPPENING_NAMES[kind], pressed=partial(self.ask, kind)) for kind in kinds}
        if kinds:
            self._quick.addWidget(label(_("Note what happened"), "strong"))
            self._quick.addWidget(Flow(*self.quick.values(), gap=8))

    def ask(self, kind: Happening) -> None:
        """Ask for the day and what else belongs to it."""
        save = self._acts.happen
        self.asking = HappenDialog(self, kind, self._people, self._today, save, self.show_life)
        self.asking.open()

    def _undo(self, event_id: str) -> None:
        try:
            self._acts.take_back(event_id)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.notice.show_text("info", "")
        self.show_life()

    def _change(self) -> None:
        self.reject()
        self._acts.change()


class HappenDialog(FormDialog):
    """One thing that happened: its day and what belongs to its kind."""

    def __init__(
        self,
        parent: QWidget,
        kind: Happening,
        people: Mapping[str, str],
        today: date,
        save: Callable[[HappeningInput], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(parent, HAPPENING_NAMES[kind], lambda form: save(self._typed(form, kind)), saved)
        self.form.add("on", _("Day"), day_field(today))
        if kind in (Happening.SICK, Happening.DEAD, Happening.REPLACED):
            self.form.add("cause", _("Cause"), QLineEdit())
        if kind in (Happening.SICK, Happening.DEAD, Happening.RECOVERED, Happening.VACCINATED):
            self.form.add("done", _("What was done"), QLineEdit())
        if kind in (Happening.SOLD, Happening.HARVESTED):
            self.form.add("amount", _("Sold for (đ)"), QLineEdit())
        if kind is Happening.DEAD:
            self.form.add("amount", _("Worth (đ)"), QLineEdit())
        if kind is Happening.GAVE_BIRTH:
            self.form.add("young", _("Young ones"), QLineEdit("1"), _("How many, or their tags with commas"))
        if kind is Happening.REPLACED:
            self.form.add("new_tag", _("Tag of the one given for it"), QLineEdit())
        if kind is Happening.PASSED_ON:
            pairs = (("", _("Not in this model")), *people.items())
            self.form.add("to", _("Next household"), choices(*pairs), span=2)
        self.form.add("note", _("Note"), QLineEdit(), span=2)
        self.form.fields["on"].editor.setFocus()

    def _typed(self, form: Form, kind: Happening) -> HappeningInput:
        return HappeningInput(kind.value, **{name: form.text(name) for name in form.fields})


def event_words(event: ThingEvent) -> str:
    """A line of a life: day, what happened, sum, cause, what was done."""
    amount = f"{format_dong(event.amount)} đ" if event.amount else ""
    words = (f"{event.on:%d/%m/%Y}", HAPPENING_NAMES[event.kind], amount, event.cause, event.done, event.note)
    return " · ".join(filter(None, words))
