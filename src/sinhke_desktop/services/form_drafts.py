"""Returned forms that were typed but not saved: kept in the encrypted file, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.services import half_filled
from sinhke_desktop.services.returned_forms import PaperForm
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households

SHEET = "returned_forms"
NUMBER = "number"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A half-typed form: ``cells`` as in :func:`.returned_form.cells_of`, ``name`` of its household's head."""

    household_id: str
    number: str
    name: str
    cells: Mapping[str, str]

    @property
    def words(self) -> str:
        """What it is called: the household, else the number."""
        return self.name or shown_number(self.number)


def _line(form: PaperForm) -> str:
    """Under which a draft is kept: the household, so that erasing it forgets the draft too, else the number."""
    return form.household_id or form.number


def keep(workspace: Workspace, form: PaperForm, cells: Mapping[str, str]) -> None:
    """Keep what is typed of *form*; without a text the draft is forgotten."""
    kept = half_filled.kept_sheet(workspace, SHEET)
    line = _line(form)
    if cells:
        kept[line] = {**cells, NUMBER: form.number}
    elif line in kept:
        del kept[line]
    else:
        return
    half_filled.keep_sheet(workspace, SHEET, kept)


def drop(workspace: Workspace, form: PaperForm) -> None:
    """Forget what was typed of *form*."""
    keep(workspace, form, {})


def find(workspace: Workspace, form: PaperForm) -> dict[str, str]:
    """What was typed of this very form and not saved."""
    cells = half_filled.kept_sheet(workspace, SHEET).get(_line(form), {})
    if cells.pop(NUMBER, "") != form.number:
        return {}
    return cells


def waiting(workspace: Workspace) -> list[FormDraft]:
    """The forms that wait to be gone on with."""
    kept = half_filled.kept_sheet(workspace, SHEET)
    with workspace.database.read() as connection:
        names = stored_households.head_names(connection, list(kept))
    found = []
    for line, cells in kept.items():
        number = cells.pop(NUMBER, "")
        household_id = line if line != number else ""
        found.append(FormDraft(household_id, number, names.get(line, ""), cells))
    return found
