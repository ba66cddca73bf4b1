"""The columns of the import page's three tables."""

from __future__ import annotations

from sinhke_desktop.domain.import_plan import PlannedHousehold
from sinhke_desktop.domain.review_list import ListProblem
from sinhke_desktop.gui.imports.words import SEVERITY_TONES, TONES, RecentLine, kind_word, severity_word, why_words
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _


def plan_columns() -> list[Column[PlannedHousehold]]:
    """One line a household of the list."""
    return [
        Column(_("What happens"), lambda row: kind_word(row.kind), tone=lambda row: TONES[row.kind]),
        Column(_("Row"), lambda row: str(row.listed.row), numeric=True),
        Column(_("Head of household"), lambda row: row.listed.head.full_name or row.listed.head.raw_name),
        Column(_("Hamlet"), lambda row: row.listed.hamlet or row.listed.raw_hamlet),
        Column(_("Members"), lambda row: str(len(row.listed.members)), numeric=True),
        Column(_("Why, or what changes"), why_words),
    ]


def problem_columns() -> list[Column[ListProblem]]:
    """One line a problem of the list."""
    return [
        Column(_("Kind"), lambda one: severity_word(one.severity), tone=lambda one: SEVERITY_TONES[one.severity]),
        Column(_("Row"), lambda one: str(one.row), numeric=True),
        Column(_("Column"), lambda one: one.column),
        Column(_("What"), lambda one: one.message),
        Column(_("Code"), lambda one: one.code),
    ]


def recent_columns() -> list[Column[RecentLine]]:
    """One line an import."""
    return [
        Column(_("When"), lambda line: line.when),
        Column(_("File"), lambda line: line.file_name),
        Column(_("Year"), lambda line: str(line.year), numeric=True),
        Column(_("Who"), lambda line: line.officer),
        Column(_("Households"), lambda line: line.counts),
        Column(
            _("State"),
            lambda line: _("Taken back") if line.undone else _("In force"),
            tone=lambda line: "neutral" if line.undone else "escaped",
        ),
    ]
