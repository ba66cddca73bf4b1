"""Con giống, thửa: every animal and plot with how it is now; a press opens its life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.raised_things import ORIGIN_NAMES, STATE_NAMES, Life
from sinhke_desktop.domain.thing_counts import ThingCount
from sinhke_desktop.gui.livelihood.file.life_dialog import STATE_TONES, LifeActs, LifeDialog, event_words
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import RecordCard
from sinhke_desktop.gui.widgets import Column, Flow, QuietButton, choices, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import raised_things
from sinhke_desktop.services.raised_things import Things


class ThingsCard(RecordCard):
    """The things as a table to filter by household and state; :attr:`life` is the last life that was opened."""

    def __init__(self, file: ModelFile, start: Callable[[], dict[str, str]]) -> None:
        self._lives: dict[str, Life] = {}
        self._names: dict[str, str] = {}
        super().__init__(
            file,
            "raised_thing",
            [
                Column(_("Tag, plot"), lambda row: row.tag),
                Column(_("What"), lambda row: f"{row.kind} · {format_number(row.quantity)} {row.unit}"),
                Column(_("Household"), lambda row: self._names.get(row.participant_id, "–")),
                Column(_("How it is"), lambda row: STATE_NAMES[self._lives[row.id].state],
                       tone=lambda row: STATE_TONES[self._lives[row.id].state]),
                Column(_("Origin"), lambda row: ORIGIN_NAMES[row.origin]),
                Column(_("Since"), lambda row: f"{row.since:%d/%m/%Y}", numeric=True),
                Column(_("Last happened"), self._last),
            ],
            add=_("Add one"),
            empty=_("Each animal or plot can be followed by its tag, from the handover to its end."),
            wrap=(1, 2, 6),
            start=start,
        )  # fmt: skip
        self.make = QuietButton(_("Make from the handovers"), "package", self._make)
        self.add_to_head(self.make)
        self.household, self.state = choices(), choices(("", _("Every state")))
        for state, words in STATE_NAMES.items():
            self.state.addItem(words, state.value)
        for box, name in ((self.household, _("Household")), (self.state, _("How it is"))):
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(lambda _at: self._filter())
        self.sums = label("", "secondary")
        self.filters = Flow(self.household, self.state, gap=8)
        self.body.insertWidget(1, self.filters)
        self.body.insertWidget(2, self.sums)
        self.table.opened.disconnect()
        self.table.opened.connect(lambda row: self.live(self.model.rows[row].id))
        self.life: LifeDialog | None = None
        self._found: Things | None = None

    def _last(self, row: Any) -> str:
        events = self._lives[row.id].events
        return event_words(events[-1]) if events else ""

    def show_things(self, found: Things) -> None:
        """Show the things that the filters leave."""
        self._found = found
        self._lives = {one.thing.id: one for one in found.lives}
        self._names = dict(found.names)
        _fill(self.household, {"": _("Every household"), **{one.participant_id: one.name for one in found.households}})
        self.make.setVisible(bool(found.waiting))
        self.filters.setVisible(bool(found.lives))
        self.sums.setVisible(bool(found.lives))
        self._filter()

    def _filter(self) -> None:
        if self._found is None:
            return
        household, state = str(self.household.currentData() or ""), str(self.state.currentData() or "")
        shown = [
            one.thing
            for one in self._found.lives
            if household in ("", one.thing.participant_id) and state in ("", one.state.value)
        ]
        self.show_rows(shown)
        if self._found.lives:
            self.nothing.setText(_("Nothing fits these filters."))
        counted = next(
            (one.counted for one in self._found.households if one.participant_id == household), self._found.total
        )
        self.sums.setText(count_words(counted))

    def _make(self) -> None:
        made = raised_things.make_from_handovers(self.file.workspace, self.file.model_id)
        self.file.context.toast(_("Made from the handovers: {count}").format(count=len(made)))
        self.file.context.refresh()

    def live(self, thing_id: str) -> None:
        """Open the life of a thing."""
        workspace, context = self.file.workspace, self.file.context
        mine = self._lives[thing_id].thing.participant_id
        acts = LifeActs(
            lambda: raised_things.life(workspace, thing_id),
            lambda typed: raised_things.happen(workspace, thing_id, typed),
            lambda event_id: raised_things.take_back(workspace, event_id),
            lambda: self.open(raised_things.life(workspace, thing_id).thing),
        )
        others = {one: words for one, words in self._names.items() if one != mine}
        household = self._names.get(mine, "–")
        self.life = LifeDialog(self, household, others, self.file.today(), acts, context.refresh)
        self.life.open()


def count_words(counted: ThingCount) -> str:
    """How many live, are sick, died, were sold… in one line; what is zero is left out but the living."""
    named = (
        (_("alive"), counted.alive), (_("of them sick"), counted.sick), (_("handed over"), counted.handed),
        (_("born"), counted.born), (_("bought"), counted.bought),
        (_("received from another household"), counted.received),
        (_("given as replacement"), counted.replacement), (_("dead"), counted.dead), (_("sold"), counted.sold),
        (_("passed on"), counted.passed_on), (_("replaced"), counted.replaced),
    )  # fmt: skip
    return " · ".join(
        f"{words}: {format_number(number)}" for at, (words, number) in enumerate(named) if number or not at
    )


def _fill(box: QComboBox, words: dict[str, str]) -> None:
    """Offer other things and keep what was chosen where it is still there."""
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for value, text in words.items():
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
