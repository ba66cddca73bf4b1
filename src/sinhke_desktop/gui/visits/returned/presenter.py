"""Forms come back one after the other: found, filled in, saved, the next one. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from sinhke_desktop.domain.form_sheet import FormSheet
from sinhke_desktop.domain.returned_form import ReturnedInput, cells_of, typed_from
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.services import form_drafts, form_entry, form_standing, returned_forms
from sinhke_desktop.services.form_drafts import FormDraft
from sinhke_desktop.services.form_entry import MonthChoice, MonthNoted, Saved
from sinhke_desktop.services.form_standing import Standing
from sinhke_desktop.services.returned_forms import Candidate, Found, PaperForm, Stack
from sinhke_desktop.services.workspace import Workspace


class SavesForms(Protocol):
    """``form_entry.save`` bound to a workspace."""

    def __call__(
        self,
        form: PaperForm,
        typed: ReturnedInput,
        *,
        correcting: str = "",
        month: MonthChoice = MonthChoice.ASK,
        page_ids: Sequence[str] = (),
    ) -> Saved:
        """Save it."""
        ...


@dataclass(frozen=True, slots=True)
class ReturnedServices:
    """What the store does for forms that come back."""

    find: Callable[[str], Found]
    standing: Callable[[PaperForm], Standing]
    stack: Callable[[], Stack]
    save: SavesForms
    take_back: Callable[[Saved], object]
    write_off: Callable[[str, str], FormSheet]
    expect_again: Callable[[str], object]
    keep: Callable[[PaperForm, Mapping[str, str]], object]
    kept: Callable[[PaperForm], Mapping[str, str]]
    waiting: Callable[[], Sequence[FormDraft]]


def returned_services(workspace: Workspace) -> ReturnedServices:
    """The services bound to one workspace."""
    return ReturnedServices(
        partial(returned_forms.find, workspace),
        partial(form_standing.standing, workspace),
        partial(returned_forms.stack, workspace),
        partial(form_entry.save, workspace),
        partial(form_entry.take_back, workspace),
        partial(returned_forms.write_off, workspace),
        partial(returned_forms.expect_again, workspace),
        partial(form_drafts.keep, workspace),
        partial(form_drafts.find, workspace),
        partial(form_drafts.waiting, workspace),
    )


class ReturnedView(Protocol):
    """What the presenter needs of the window."""

    def show_stack(self, stack: Stack, drafts: Sequence[FormDraft]) -> None:
        """Say how many are entered and which are not back; *drafts* wait half typed."""
        ...

    def show_candidates(self, candidates: Sequence[Candidate], spare: str) -> None:
        """Offer households; *spare* is the number of the spare form that one of them wrote on, or empty."""
        ...

    def ask_household(self, number: str) -> None:
        """A spare form: ask whose it is."""
        ...

    def show_form(self, standing: Standing, cells: Mapping[str, str], *, resumed: bool) -> None:
        """Show a form; *cells* fill it, half typed before where *resumed*."""
        ...

    def cells(self) -> dict[str, str]:
        """What is typed now."""
        ...

    def undecided(self) -> bool:
        """True, and the focus goes there, where boxes that were read doubtfully are not decided yet."""
        ...

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Put each problem beside its field."""
        ...

    def show_refusal(self, error: BaseException) -> None:
        """Say why something was not done."""
        ...

    def ask_month(self, asked: MonthNoted) -> None:
        """Show both months and let one be chosen."""
        ...

    def show_saved(self, saved: Saved, name: str) -> None:
        """Say that the form is entered; the next one begins."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """While the store works nothing can be typed."""
        ...


class ReturnedPresenter:
    """Keeps the form that is being entered; ``standing`` is None between two forms."""

    def __init__(self, view: ReturnedView, services: ReturnedServices, run: Runs) -> None:
        self._view, self._services, self._run = view, services, run
        self.standing: Standing | None = None
        self.spare: PaperForm | None = None
        self.page_ids: Sequence[str] = ()
        self._shown: Mapping[str, str] = {}
        self._saving = False

    @property
    def household_id(self) -> str:
        """Whose form is shown; empty between two forms."""
        return self.standing.form.household_id if self.standing else ""

    def refresh(self) -> None:
        """Count the stack again."""
        services = self._services
        self._run(lambda _progress: (services.stack(), services.waiting()), lambda read: self._view.show_stack(*read))

    def look(self, text: str) -> None:
        """Find what was scanned or typed; for a spare form that waits, the household."""
        self._view.show_busy(busy=True)
        self._run(lambda _progress: self._services.find(text), self._found, failed=self._not_found)

    def _not_found(self, error: BaseException) -> None:
        self._view.show_busy(busy=False)
        if isinstance(error, InvalidInput):
            self._view.show_problems(error.problems)
        else:
            self._view.show_refusal(error)

    def _found(self, found: Found) -> None:
        self._view.show_busy(busy=False)
        if found.form is not None:
            self.open(found.form)
        elif len(found.candidates) == 1:
            self.choose(found.candidates[0])
        else:
            self._view.show_candidates(found.candidates, self.spare.number if self.spare else "")

    def choose(self, one: Candidate) -> None:
        """Go on with a household: its newest form that is out, or the spare form that waits, or none."""
        if self.spare is not None:
            self.open(replace(self.spare, household_id=one.household_id))
        elif one.forms:
            self.open(one.forms[0])
        else:
            self.open(PaperForm(one.household_id))

    def open(self, form: PaperForm) -> None:
        """Show what stands on a form; a spare one asks for its household first."""
        if not form.household_id:
            self.spare = form
            self._view.ask_household(form.number)
            return
        self._view.show_busy(busy=True)
        self._run(
            lambda _progress: (self._services.standing(form), self._services.kept(form)), self._show,
            failed=self._not_found,
        )  # fmt: skip

    def _show(self, read: tuple[Standing, Mapping[str, str]]) -> None:
        standing, kept = read
        self._view.show_busy(busy=False)
        self.standing = standing
        self._shown = cells_of(standing.typed)
        self._view.show_form(standing, kept or self._shown, resumed=bool(kept))

    @property
    def changed(self) -> bool:
        """True where something is typed that is not stored."""
        return self.standing is not None and self._view.cells() != self._shown

    def keep(self) -> None:
        """Keep what is typed, so that a crash loses nothing."""
        if self.standing is None or self._saving:
            return
        form, cells = self.standing.form, self._view.cells() if self.changed else {}
        self._run(lambda _progress: self._services.keep(form, cells), lambda _done: None)

    def let_go(self) -> None:
        """Leave the form that is shown; what is typed of it waits."""
        self.keep()
        self.standing, self.spare, self.page_ids = None, None, ()

    def discard(self, form: PaperForm) -> None:
        """Forget what was typed of *form*."""
        self._run(lambda _progress: self._services.keep(form, {}), lambda _done: self.refresh())

    def save(self, month: MonthChoice = MonthChoice.ASK) -> None:
        """Enter the form that is shown."""
        if self.standing is None or self._saving or self._view.undecided():
            return
        standing, pages = self.standing, self.page_ids
        typed = typed_from(self._view.cells(), standing.form.household_id)
        correcting = standing.entered.visit.id if standing.entered else ""
        self._busy(busy=True)

        def work(_progress: object) -> Saved:
            saved = self._services.save(standing.form, typed, correcting=correcting, month=month, page_ids=pages)
            self._services.keep(standing.form, {})
            return saved

        self._run(work, self._saved, failed=self._refused)

    def _busy(self, *, busy: bool) -> None:
        self._saving = busy
        self._view.show_busy(busy=busy)

    def _saved(self, saved: Saved) -> None:
        self._busy(busy=False)
        standing = self.standing
        self.standing, self.spare, self.page_ids = None, None, ()
        name = standing.household.head.full_name if standing and standing.household else ""
        self._view.show_saved(saved, name)
        self.refresh()

    def _refused(self, error: BaseException) -> None:
        self._busy(busy=False)
        if isinstance(error, MonthNoted):
            self._view.ask_month(error)
        elif isinstance(error, InvalidInput):
            self._view.show_problems(error.problems)
        else:
            self._view.show_refusal(error)

    def take_back(self, saved: Saved, done: Callable[[], object]) -> None:
        """Take a form back that was entered a moment ago."""

        def taken(_nothing: object) -> None:
            done()
            self.refresh()

        self._run(lambda _progress: self._services.take_back(saved), taken, failed=self._view.show_refusal)

    def write_off(self, sheet_id: str, reason: str) -> None:
        """A form will not come back."""
        self._run(lambda _progress: self._services.write_off(sheet_id, reason), lambda _sheet: self.refresh())

    def expect_again(self, sheet_id: str) -> None:
        """It may come back after all."""
        self._run(lambda _progress: self._services.expect_again(sheet_id), lambda _sheet: self.refresh())
