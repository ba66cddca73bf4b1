"""The page of households: the register, and over it a record, the recycle bin or an import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HouseholdInput
from sinhke_desktop.domain.life_act import ACT_NAMES
from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.first_hamlets import FirstHamletsDialog
from sinhke_desktop.gui.households.history import REVIEW
from sinhke_desktop.gui.households.past_register import PastRegisterDialog
from sinhke_desktop.gui.households.record_parts import RecordParts
from sinhke_desktop.gui.households.record_terms import Record, RecordServices, Surroundings
from sinhke_desktop.gui.households.record_view import RecordPane
from sinhke_desktop.gui.households.register_terms import Details, Loaded, RegisterServices
from sinhke_desktop.gui.households.register_view import RegisterPane
from sinhke_desktop.gui.households.removal import BinLine, RecycleBin
from sinhke_desktop.gui.households.returned_notice import ReturnedNotice
from sinhke_desktop.gui.households.unfinished import Unfinished
from sinhke_desktop.gui.imports.page import ImportsPage
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    communes,
    duplicates,
    hamlets,
    household_acts,
    households,
    life_undo,
    register,
    reviews,
    saved_filters,
)
from sinhke_desktop.services.half_filled import HalfFilled
from sinhke_desktop.services.households import HistoryEntry
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, today


class HouseholdsPage(Page):
    """Hosts the parts and carries out what one asks of another."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._store = _Store(context.workspace)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.register = RegisterPane(context, self._store.register_services())
        self.imports = ImportsPage(context)
        self.bin = RecycleBin(context, self._store.bin_lines, self.register.presenter.restore)
        self.unfinished = Unfinished(context)
        self.unfinished.go_on.connect(self._resume)
        column.addWidget(self.unfinished)
        column.addWidget(self.register, 1)
        self.shown: QWidget = self.register
        self.register.opened.connect(lambda household_id: self.open(household_id=household_id))
        self.register.new_asked.connect(self.new)
        self.register.import_asked.connect(lambda: self._show(self.imports))
        self.register.bin_asked.connect(lambda: self._show(self.bin))
        self.register.past_asked.connect(self._look_back)
        for part in (self.bin, self.imports):
            part.left.connect(self._back)
            self._add(part)
        make = partial(RecordPane, context, self._store.record_services(), self._store.surroundings())
        self.parts = RecordParts(self, context, make, self._take_record, self._acted)

    @property
    def record(self) -> RecordPane:
        """A household's record."""
        return self.parts.record

    def _add(self, part: QWidget) -> None:
        part.hide()
        self._column.addWidget(part, 1)

    def _take_record(self, record: RecordPane) -> None:
        record.left.connect(self._back)
        record.stored.connect(self._stored)
        column = record.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, ReturnedNotice(self.context, record.shown))
        self._add(record)

    def showEvent(self, event: QShowEvent) -> None:
        """Keys go to the table at once, unless the focus is somewhere on the page already."""
        super().showEvent(event)
        holder = self.focusWidget()
        if self.shown is self.register and (holder is None or not holder.hasFocus()):
            self.register.table.setFocus()

    def _show(self, part: QWidget) -> None:
        if part is not self.shown:
            self.shown.hide()
            self.shown = part
            part.show()
        self.refresh()

    def _back(self) -> None:
        self._show(self.register)
        self.register.table.setFocus()

    def _stored(self, household_id: str) -> None:
        self.register.presenter.chosen = household_id
        self.context.toast(_("Saved"))
        self.context.refresh()

    def _look_back(self) -> None:
        self.past = PastRegisterDialog(self, self.context, self._acted)
        self.past.open()

    def _acted(self, household_id: str) -> None:
        """An act was recorded or undone: show that household anew, or the register where it ended."""
        if household_id:
            self.open(household_id=household_id)
        else:
            self._back()
        self.context.refresh()

    def refresh(self) -> None:
        """Read again what is shown; a record keeps what is typed."""
        self.unfinished.look(shown=self.shown is self.register)
        if self.shown is self.register:
            self.register.presenter.refresh()
        elif self.shown is self.bin:
            self.bin.refresh()
        elif self.shown is self.imports:
            self.imports.refresh()

    def open(self, **args: object) -> None:
        """``household_id`` opens a record, ``new`` an empty one, ``imports`` the import; ``hamlet_id`` and
        ``poverty_class`` filter the register; ``ids`` (joined by commas, or a sequence) show exactly those households
        under the name ``title``."""
        if not self.may_leave():
            return
        if args.get("household_id"):
            self._show(self.record)
            self.record.open(self._store.surroundings(), str(args["household_id"]))
        elif args.get("new"):
            self.new()
        elif args.get("imports"):
            self._show(self.imports)
        elif "ids" in args:
            self._show(self.register)
            self.register.presenter.show_list(_ids(args["ids"]), str(args.get("title", "")) or _("Chosen households"))
        else:
            wanted = str(args.get("poverty_class", ""))
            self._show(self.register)
            self.register.presenter.look_at(
                hamlet_id=str(args.get("hamlet_id", "")),
                poverty_class=wanted if wanted in tuple(PovertyClass) else "",
            )

    def _resume(self, form: HalfFilled) -> None:
        if self.may_leave():
            self._show(self.record)
            self.record.resume(self._store.surroundings(), form)

    def search(self) -> None:
        """Ctrl+F: the search field of the register."""
        if self.shown is not self.register:
            if not self.may_leave():
                return
            self._show(self.register)
        self.register.field.setFocus()
        self.register.field.selectAll()

    def new(self) -> None:
        """Ctrl+N: an empty record, in the hamlet that is looked at; hamlets are asked for where there are none."""
        if self.may_leave():
            around = self._store.surroundings()
            if not around.hamlets:
                self.first_hamlets = FirstHamletsDialog(self, self._store.add_hamlets, self.new)
                self.first_hamlets.open()
                return
            self._show(self.record)
            self.record.begin(around, self.register.presenter.filters.hamlet_id)

    def may_leave(self) -> bool:
        """False while typed text would be lost and the person wants to keep it."""
        return not isinstance(self.shown, RecordPane) or self.record.may_leave()


def _ids(given: object) -> list[str]:
    """Household ids from a text joined by commas or from a sequence."""
    parts = given.split(",") if isinstance(given, str) else given if isinstance(given, Iterable) else ()
    return [str(part) for part in parts if part]


class _Store:
    """The services the page's presenters are given, bound to one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def register_services(self) -> RegisterServices:
        """What the register does."""
        workspace = self._workspace
        return RegisterServices(
            load=self._load,
            details=self._details,
            remove=lambda household_id, reason: households.remove(workspace, household_id, reason),
            restore=lambda household_id: life_undo.take_back(workspace, household_id),
            filters=lambda: saved_filters.all_filters(workspace),
            save_filter=lambda saved: saved_filters.save(workspace, saved),
            drop_filter=lambda name: saved_filters.remove(workspace, name),
        )

    def record_services(self) -> RecordServices:
        """What a record does."""
        workspace = self._workspace
        return RecordServices(
            load=self._record,
            save=self._save,
            warnings=lambda household: duplicates.warnings(workspace, household),
            history=self._history,
        )

    def surroundings(self) -> Surroundings:
        """What records are judged by."""
        commune = communes.current(self._workspace)
        return Surroundings(
            commune.code,
            commune.area,
            rule_sets_for(self._workspace),
            hamlets.all_hamlets(self._workspace),
            today(self._workspace),
        )

    def add_hamlets(self, names: str) -> None:
        """Add the hamlets that are named."""
        hamlets.add_named(self._workspace, names)

    def bin_lines(self) -> list[BinLine]:
        """The recycle bin with the reasons."""
        names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(self._workspace)}
        lines = []
        for one in household_acts.bin_entries(self._workspace):
            how = ACT_NAMES[one.act.kind] if one.act else _("Removed")
            hamlet = names.get(one.household.hamlet_id, "")
            lines.append(BinLine(one.household, hamlet, words.day(one.ended_on), one.reason, how))
        return lines

    def _load(self, year: int | None) -> Loaded:
        found = hamlets.all_hamlets(self._workspace)
        return Loaded(
            register.load(self._workspace, year),
            [(hamlet.id, hamlet.name) for hamlet in found],
            reviews.years(self._workspace),
        )

    def _details(self, household_id: str, year: int | None) -> Details:
        household = households.get(self._workspace, household_id)
        known = reviews.of_household(self._workspace, household_id)
        of_year = [one for one in known if year is None or one.review.year == year]
        names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(self._workspace)}
        if year is None:
            history = [(one.review, one.standing.poverty_class) for one in reversed(known)]
            poverty_class = current_class(history, today(self._workspace))
        else:
            poverty_class = of_year[0].standing.poverty_class if of_year else PovertyClass.UNKNOWN
        return Details(household, names.get(household.hamlet_id, ""), of_year[0] if of_year else None, poverty_class)

    def _record(self, household_id: str) -> Record:
        return Record(
            households.get(self._workspace, household_id), reviews.of_household(self._workspace, household_id)
        )

    def _history(self, household_id: str) -> list[HistoryEntry]:
        entries = households.history(self._workspace, household_id)
        for one in reviews.of_household(self._workspace, household_id):
            path = f"{REVIEW}{one.review.year}/"
            entries += [
                replace(entry, path=path + entry.path) for entry in households.history(self._workspace, one.review.id)
            ]
        return entries

    def _save(self, household_id: str, typed: HouseholdInput | None, typed_reviews: Sequence[ReviewInput]) -> Record:
        if typed is not None:
            stored = (
                households.change(self._workspace, household_id, typed)
                if household_id
                else households.register(self._workspace, typed)
            )
            household_id = stored.id
        for one in typed_reviews:
            reviews.record(self._workspace, replace(one, household_id=household_id))
        return self._record(household_id)
