"""Stacks of visit forms: made, looked at, and kept with their numbers in the moment in which they leave.

Making one changes nothing: only :func:`issue` notes its forms as printed and keeps the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from sinhke_desktop.domain.form_sheet import FormSheet, check_digit
from sinhke_desktop.domain.form_stack import FormPaper, StackChoice
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.domain.visit import REASONS, SpareForm, VisitForm
from sinhke_desktop.domain.visit_record import format_agreements
from sinhke_desktop.domain.visit_route import RouteLine, RouteList, RouteOfHamlet
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes, issued_papers, visit_routes, visits
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.visit_forms import forms_for
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import form_sheets as stored
from sinhke_desktop.storage import journal, records

KIND = "visit_forms"
TITLE = "Phiếu thăm hộ"
NUMBERS = 10**7
MOST_SPARE = 200


@dataclass(frozen=True, slots=True)
class FormStack:
    """Forms as they will be printed: ``sheets`` are what is noted of them, ``pdf`` the whole paper.

    ``left_out`` counts chosen households whose data are restricted: a filled-in form would carry them about.
    """

    pdf: bytes
    sheets: tuple[FormSheet, ...]
    subject: str
    left_out: int = 0

    @property
    def household_ids(self) -> tuple[str, ...]:
        """Whose forms they are."""
        return tuple(sheet.household_id for sheet in self.sheets if sheet.household_id)

    @property
    def file_name(self) -> str:
        """What its PDF is called."""
        return f"phieu-tham-ho-{self.sheets[0].printed_on}.pdf"


def make(
    workspace: Workspace,
    household_ids: Sequence[str],
    choice: StackChoice = StackChoice(),  # noqa: B008 - frozen
    progress: Progress = SILENT,
) -> FormStack:
    """The forms of *household_ids* in walking order, spare ones below, a list to walk along on top; nothing is saved.

    A form that is out, the same in its questions, keeps its number; households whose data are restricted get none.
    Raises InvalidInput (TV-02) without any form or with more than ``MOST_SPARE`` spare ones, (TV-10) where all are
    restricted, Cancelled through *progress*.
    """
    from sinhke_desktop.documents.visit_form import render_visit_forms

    if not 0 <= choice.spare <= MOST_SPARE:
        text = _("Print between 0 and {most} spare forms.").format(most=MOST_SPARE)
        raise InvalidInput([Problem("spare", text, "TV-02")])
    found = forms_for(workspace, household_ids)
    forms = _in_order(workspace, (form for form in found if form.household.restricted != YES), choice)
    if found and not forms and not choice.spare:
        text = _("The data of the households chosen are restricted: print a spare form and fill it in by hand.")
        raise InvalidInput([Problem("households", text, "TV-10")])
    if not forms and not choice.spare:
        raise InvalidInput([Problem("households", _("Choose at least one household for the forms."), "TV-02")])
    sheets = _sheets(workspace, forms, choice)
    numbered: list[VisitForm | SpareForm] = [
        replace(form, number=sheet.number) for form, sheet in zip(forms, sheets, strict=False)
    ]
    commune = communes.current(workspace).name
    numbered += [SpareForm(sheet.number, commune, workspace.officer) for sheet in sheets[len(forms) :]]
    route = _route_list(workspace, commune, numbered, choice) if choice.route_list else None
    pdf = render_visit_forms(numbered, progress, paper=choice.paper, two_sided=choice.two_sided, route=route)
    return FormStack(pdf, tuple(sheets), _subject(forms, choice.spare), len(found) - len(forms))


def told_left_out(count: int) -> str:
    """What to say of households that got no form."""
    return _("{count} households whose data are restricted are left out").format(count=count)


def _in_order(workspace: Workspace, forms: Iterable[VisitForm], choice: StackChoice) -> list[VisitForm]:
    by_household = {form.household.id: form for form in forms}
    households = [form.household for form in by_household.values()]
    return [by_household[one.id] for one in visit_routes.ordered(workspace, households, choice.order)]


def _subject(forms: Sequence[VisitForm], spare: int) -> str:
    """What the register of papers says of the stack, in Vietnamese as on paper."""
    hamlets = list(dict.fromkeys(form.hamlet_name for form in forms if form.hamlet_name))
    where = ", ".join(hamlets[:3]) + (f" và {len(hamlets) - 3} thôn khác" if len(hamlets) > 3 else "")
    parts = [f"{len(forms)} hộ"] if forms else []
    if spare:
        parts.append(f"{spare} phiếu dự phòng")
    return ": ".join(filter(None, (where, ", ".join(parts))))


def _sheets(workspace: Workspace, forms: Sequence[VisitForm], choice: StackChoice) -> list[FormSheet]:
    from sinhke_desktop.documents.visit_form import pages_of, version_of

    code, now = workspace.commune_code, today(workspace)
    with workspace.database.read() as connection:
        out = records.all_of(connection, FormSheet, code, returned_on="")
    open_sheets = {(one.household_id, one.version, one.pages, one.agreements): one for one in out if not one.visit_id}
    wanted = []
    for form in forms:
        part = form.participation
        sheet = FormSheet(
            "", code, "", version_of(form, choice.paper), form.household.id, part.participant_id if part else "", now,
            pages_of(form, choice.paper), format_agreements(form.agreements),
        )  # fmt: skip
        known = open_sheets.get((sheet.household_id, sheet.version, sheet.pages, sheet.agreements))
        wanted.append(replace(sheet, id=known.id, number=known.number) if known else sheet)
    for _place in range(choice.spare):
        spare = SpareForm("", "")
        wanted.append(FormSheet("", code, "", version_of(spare, choice.paper), printed_on=now))
    return _numbered(workspace, wanted)


def _numbered(workspace: Workspace, sheets: Sequence[FormSheet]) -> list[FormSheet]:
    """*sheets*, those without a number with one that no form of this store bears."""
    taken = {sheet.number for sheet in sheets}
    found = []
    for sheet in sheets:
        if not sheet.number:
            number = _free_number(workspace, taken)
            taken.add(number)
            sheet = replace(sheet, id=workspace.new_id(), number=number)
        found.append(sheet)
    return found


def _free_number(workspace: Workspace, taken: set[str]) -> str:
    while True:
        digits = f"{int(workspace.new_id(), 16) % NUMBERS:07d}"
        number = digits + check_digit(digits)
        with workspace.database.read() as connection:
            if number not in taken and not stored.bearing(connection, [number]):
                return number


def _route_list(
    workspace: Workspace, commune: str, forms: Sequence[VisitForm | SpareForm], choice: StackChoice
) -> RouteList:
    reasons = {one.household_id: REASONS[one.reason] for one in visits.due(workspace)}
    printed = [form for form in forms if isinstance(form, VisitForm)]
    hamlets = tuple(
        RouteOfHamlet(name, tuple(_line(form, reasons.get(form.household.id, "")) for form in group))
        for name, group in groupby(printed, key=lambda form: form.hamlet_name)
    )
    spare = tuple(form.number for form in forms if isinstance(form, SpareForm))
    cut = choice.paper is FormPaper.A5
    return RouteList(commune, workspace.officer, today(workspace), hamlets, spare, cut)


def _line(form: VisitForm, reason: str) -> RouteLine:
    household = form.household
    return RouteLine(
        household.head.full_name, household.address, household.phone or household.head.phone, form.class_name, reason,
        form.planned_on, form.number,
    )  # fmt: skip


def issue(workspace: Workspace, stack: FormStack, hand_out: Callable[[], object] | None = None) -> IssuedPaper:
    """Note the stack's forms as printed, keep the paper, then *hand_out*; the same stack again is counted once more.

    Raises InvalidInput (TV-08) where a form came back or a number was given away meanwhile, StorageRefused, and what
    *hand_out* raises of the program's own errors; then its forms do not count as printed.
    """
    before = _note(workspace, stack.sheets)
    paper = None
    try:
        paper = issued_papers.issue(
            workspace, KIND, TITLE, stack.pdf, subject=stack.subject, household_ids=stack.household_ids
        )
        if hand_out is not None:
            hand_out()
    except SinhkeError:
        if paper is not None and paper.times == 1:
            issued_papers.forget(workspace, paper.id)
        _take_back(workspace, stack.sheets, before)
        raise
    return paper


def write(workspace: Workspace, stack: FormStack, path: Path) -> IssuedPaper:
    """Issue *stack* and write its PDF to *path*; raises as :func:`issue`, DocumentNotWritten."""
    return issue(workspace, stack, partial(write_document, path, stack.pdf))


def print_to(
    workspace: Workspace,
    household_ids: Sequence[str],
    path: Path,
    choice: StackChoice = StackChoice(),  # noqa: B008 - frozen
    progress: Progress = SILENT,
) -> FormStack:
    """Make a stack and write it to *path*; raises as :func:`make` and :func:`write`."""
    stack = make(workspace, household_ids, choice, progress)
    write(workspace, stack, path)
    return stack


def _note(workspace: Workspace, sheets: Sequence[FormSheet]) -> dict[str, FormSheet]:
    """Keep *sheets* in one step; gives those of them as they were before."""
    with workspace.database.write() as connection:
        bearing = stored.bearing(connection, [sheet.number for sheet in sheets])
        before = {one.id: one for sheet in sheets if (one := records.find(connection, FormSheet, sheet.id))}
        given_away = any(bearing.get(sheet.number, sheet.id) != sheet.id for sheet in sheets)
        if given_away or any(one.returned_on is not None for one in before.values()):
            text = _("One of these forms came back or was printed elsewhere meanwhile. Make the forms anew.")
            raise InvalidInput([Problem("number", text, "TV-08")])
        journal.save(connection, author(workspace), records.drafts(connection, sheets))
    return before


def _take_back(workspace: Workspace, sheets: Sequence[FormSheet], before: dict[str, FormSheet]) -> None:
    """Put *sheets* back to how they were, those not known before into nothing."""
    old = [before.get(sheet.id, replace(sheet, removed=True)) for sheet in sheets]
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, old))
