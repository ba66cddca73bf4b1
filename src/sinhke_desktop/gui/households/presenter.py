"""The register page: what is searched, filtered, sorted and chosen. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sinhke_desktop.domain.searching import Search
from sinhke_desktop.domain.vietnamese import sort_key, tidy
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.register_terms import (
    Details,
    Filters,
    Loaded,
    RegisterServices,
    RegisterView,
    Remembers,
    Shown,
    SortKey,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.register import Mark, Register, RegisterRow
from sinhke_desktop.services.saved_filters import SavedFilter

SETTINGS = "register"
KNOWN_SEARCHES = 64
REMEMBERED = ("hamlet_id", "poverty_class", "indicator", "cause", "need")


def count_text(households: int, members: int) -> str:
    """``120 hộ · 464 nhân khẩu``."""
    return _("{households} households · {members} members").format(
        households=words.number(households), members=words.number(members)
    )


def sorted_rows(rows: Sequence[RegisterRow], sort: SortKey, *, descending: bool) -> list[RegisterRow]:
    """*rows*, sorted by given name already, by another key; equal ones stay by name."""
    keys: dict[str, str] = {}

    def text(name: str) -> str:
        if name not in keys:
            keys[name] = sort_key(name)
        return keys[name]

    key: dict[SortKey, Callable[[RegisterRow], Any]] = {
        SortKey.NAME: lambda row: row.sort_key,
        SortKey.HAMLET: lambda row: text(row.hamlet_name),
        SortKey.ETHNIC_GROUP: lambda row: text(row.ethnic_group),
        SortKey.MEMBERS: lambda row: row.members,
        SortKey.CLASS: lambda row: words.CLASS_ORDER.index(row.poverty_class),
        SortKey.DEPRIVED: lambda row: -1 if row.deprived is None else row.deprived,
        SortKey.LAST_VISIT: lambda row: row.last_visit,
    }
    return sorted(rows, key=key[sort], reverse=descending)


def _prepared(register: Register, sort: SortKey, descending: bool) -> Register:
    """*register* in another order, ready to be searched; takes a moment."""
    rows: Sequence[RegisterRow] = sorted(register.rows, key=lambda row: row.sort_key)
    if sort is not SortKey.NAME or descending:
        rows = sorted_rows(rows, sort, descending=descending)
    return Register(rows, register.year).ready()


def _filters_of(saved: SavedFilter) -> Filters:
    return Filters(year=saved.year).with_sought(saved.sought)


class RegisterPresenter:
    """Holds the register in memory; a keystroke only searches what is there."""

    def __init__(self, view: RegisterView, services: RegisterServices, run: Runs, settings: Remembers) -> None:
        self._view = view
        self._services = services
        self._run = run
        self._settings = settings
        kept = settings.get(SETTINGS)
        self._kept: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {}
        start = next((one for one in services.filters() if one.at_start), None)
        self.filters = self._remembered() if start is None else _filters_of(start)
        sort = self._kept.get("sort", SortKey.NAME)
        self.sort = SortKey(sort) if sort in tuple(SortKey) else SortKey.NAME
        self.descending = bool(self._kept.get("descending", False))
        hidden = self._kept.get("hidden", [])
        self.hidden: list[str] = [str(one) for one in hidden] if isinstance(hidden, list) else []
        self._register = Register(())
        self._known: dict[str, tuple[int, list[RegisterRow], str]] = {}
        self._loaded = False
        self._asked = 0
        self.chosen = ""
        self._asked_details = 0

    def _remembered(self) -> Filters:
        """What was filtered when the register was left."""
        year, marks = self._kept.get("year"), self._kept.get("marks")
        texts: dict[str, Any] = {name: str(self._kept.get(name) or "") for name in REMEMBERED}
        known = frozenset(Mark(one) for one in marks if one in tuple(Mark)) if isinstance(marks, list) else frozenset()
        return Filters(**texts, year=year if isinstance(year, int) else None, marks=known)

    def refresh(self) -> None:
        """Read the register again, off the window's thread; what is shown stays until it is there."""
        if not self._loaded:
            self._view.show_state(Shown.LOADING)
        self._asked += 1
        asked, year, order = self._asked, self.filters.year, (self.sort, self.descending)

        def work(progress: Progress) -> Loaded:
            loaded = self._services.load(year)
            return replace(loaded, register=_prepared(loaded.register, *order))

        def take(loaded: Loaded) -> None:
            if asked == self._asked and order == (self.sort, self.descending):
                self._take(loaded)
            elif asked == self._asked:
                self.refresh()

        self._run(work, take)

    def _take(self, loaded: Loaded) -> None:
        self._loaded = True
        if self.filters.hamlet_id and self.filters.hamlet_id not in dict(loaded.hamlets):
            self.filters = replace(self.filters, hamlet_id="")
        if self.filters.year is not None and self.filters.year not in loaded.years:
            self.filters = replace(self.filters, year=None)
            self.refresh()
            return
        self._register = loaded.register
        self._view.show_filters(self.filters, loaded.hamlets, loaded.years)
        self._view.show_list(self.filters.title, self._gone())
        self._view.show_further(self.filters)
        self._view.show_sort(self.sort, descending=self.descending)
        self._show()
        if self.chosen:
            self.choose(self.chosen)

    def _gone(self) -> int:
        """How many households of the list shown are no longer in the register."""
        ids = self.filters.ids
        return len(ids - {row.household_id for row in self._register.rows}) if ids else 0

    def search(self, text: str) -> None:
        """Look for *text*; accents do not matter."""
        self.filters = replace(self.filters, text=text)
        self._show(keep=False)

    def filter_by(self, *, hamlet_id: str | None = None, poverty_class: str | None = None) -> None:
        """Look only at a hamlet or a class; an empty text means all of them."""
        if hamlet_id is not None:
            self.filters = replace(self.filters, hamlet_id=hamlet_id)
        if poverty_class is not None:
            self.filters = replace(self.filters, poverty_class=poverty_class)
        self._filtered()

    def filter_further(self, *, indicator: str, cause: str, need: str, marks: frozenset[Mark]) -> None:
        """Look only at what lacks an indicator, has a cause, a need, and all of the marks."""
        self.filters = replace(self.filters, indicator=indicator, cause=cause, need=need, marks=marks)
        self._filtered()

    def drop(self, kind: str, mark: str = "") -> None:
        """Take one filter away: ``indicator``, ``cause``, ``need``, or the *mark* of ``marks``."""
        if kind == "marks":
            self.filters = replace(self.filters, marks=self.filters.marks - {Mark(mark)})
        else:
            left: dict[str, Any] = {kind: ""}
            self.filters = replace(self.filters, **left)
        self._filtered()

    def _filtered(self) -> None:
        self._remember()
        self._view.show_further(self.filters)
        self._show()

    def saved(self) -> Sequence[SavedFilter]:
        """The filters that have names."""
        return self._services.filters()

    def use(self, saved: SavedFilter) -> None:
        """Filter as a saved filter says."""
        self.filters = replace(_filters_of(saved), text=self.filters.text)
        self._remember()
        self.refresh()

    def save_filter(self, name: str, *, at_start: bool) -> None:
        """Give what is filtered now a name; raises InvalidInput."""
        self._services.save_filter(SavedFilter(name, self.filters.sought, self.filters.year, at_start))
        self._view.tell(_("The filter “{name}” is saved.").format(name=tidy(name)))

    def drop_filter(self, saved: SavedFilter) -> None:
        """Forget a saved filter; the word that says so brings it back."""
        self._services.drop_filter(saved.name)
        text = _("The filter “{name}” is deleted.").format(name=saved.name)
        self._view.tell(text, lambda: self._services.save_filter(saved))

    def choose_year(self, year: int | None) -> None:
        """Show classes of that year's reviews, or of the newest ones."""
        if year != self.filters.year:
            self.filters = replace(self.filters, year=year)
            self._remember()
            self.refresh()

    def show_list(self, household_ids: Sequence[str], title: str) -> None:
        """Show exactly these households, whatever was filtered before, under the name *title*."""
        self.filters = Filters(year=self.filters.year, ids=frozenset(household_ids), title=title)
        self.refresh()

    def look_at(self, *, hamlet_id: str, poverty_class: str) -> None:
        """Show a hamlet, a class, both or all, without whatever else was filtered: another page asked for them."""
        self.filters = Filters(hamlet_id=hamlet_id, poverty_class=poverty_class, year=self.filters.year)
        self._remember()
        self.refresh()

    def leave_list(self) -> None:
        """Go back from a list to what was filtered before it."""
        if self.filters.title:
            self.filters = replace(self._remembered(), year=self.filters.year)
            self.refresh()

    def clear_filters(self) -> None:
        """Show every household."""
        self.filters = Filters(year=self.filters.year)
        self._remember()
        self.refresh()

    def sort_by(self, key: SortKey) -> None:
        """Sort by another column; the same one again turns the order round."""
        self.descending = key is self.sort and not self.descending
        self.sort = key
        self._remember()
        self._view.show_sort(self.sort, descending=self.descending)
        register, order = self._register, (self.sort, self.descending)

        def take(turned: Register) -> None:
            if register is self._register and order == (self.sort, self.descending):
                self._register = turned
                self._show()

        self._run(lambda progress: _prepared(register, *order), take)

    def hide_columns(self, hidden: Sequence[str]) -> None:
        """Remember which columns are not wanted."""
        self.hidden = list(hidden)
        self._remember()

    def _remember(self) -> None:
        if not self.filters.title:
            self._kept |= {name: getattr(self.filters, name) for name in REMEMBERED}
            self._kept["marks"] = sorted(self.filters.marks)
        self._kept |= {
            "year": self.filters.year,
            "sort": self.sort.value,
            "descending": self.descending,
            "hidden": self.hidden,
        }
        self._settings.set(SETTINGS, dict(self._kept))

    def _find(self) -> tuple[int, list[RegisterRow], str]:
        """What is looked for and its count: known from before, or sought in what the longest known beginning found."""
        text, register = self.filters.text, self._register
        known = self._known.get(text)
        if known is None:
            begun = max((one for one in self._known if text.startswith(one)), key=len, default=None)
            within = register.fitting(self.filters.sought) if begun is None else self._known[begun][0]
            found = register.index.find(Search(text), within)
            rows = register.index.chosen(register.rows, found)
            count = count_text(len(rows), sum(register.index.chosen(register.members, found)))
            if len(self._known) >= KNOWN_SEARCHES:
                self._known.clear()
            known = self._known[text] = found, rows, count
        return known

    def _show(self, *, keep: bool = True) -> None:
        if not self._loaded:
            return
        if keep:
            self._known.clear()
        _bits, rows, count = self._find()
        self._view.show_rows(rows, self.chosen if keep else "")
        self._view.show_count(count)
        if rows:
            self._view.show_state(Shown.ROWS)
        else:
            self._view.show_state(Shown.NOTHING_FOUND if self._register.rows else Shown.NO_HOUSEHOLDS)
            self._view.show_details(None)

    def choose(self, household_id: str) -> None:
        """Show a household beside the table; an answer that comes after the next choice is dropped."""
        self.chosen = household_id
        self._asked_details += 1
        asked, year = self._asked_details, self.filters.year

        def take(details: Details) -> None:
            if asked == self._asked_details:
                self._view.show_details(details)

        if household_id:
            self._run(lambda progress: self._services.details(household_id, year), take)

    def remove(self, household_ids: Sequence[str], reason: str) -> None:
        """Put households into the recycle bin; the word that says so takes it back."""
        ids = tuple(household_ids)

        def work(progress: Progress) -> None:
            for at, household_id in enumerate(ids, 1):
                self._services.remove(household_id, reason)
                progress.step(at, len(ids))

        def done(nothing: object) -> None:
            self.chosen = ""
            self._view.show_details(None)
            text = _("{count} households are in the recycle bin now.").format(count=words.number(len(ids)))
            self._view.tell(text, lambda: self.restore(ids))
            self._view.changed()

        self._run(work, done)

    def restore(self, household_ids: Sequence[str]) -> None:
        """Take households out of the recycle bin."""
        ids = tuple(household_ids)

        def work(progress: Progress) -> None:
            for household_id in ids:
                self._services.restore(household_id)

        def done(nothing: object) -> None:
            self._view.tell(_("{count} households are back in the register.").format(count=words.number(len(ids))))
            self._view.changed()

        self._run(work, done)
