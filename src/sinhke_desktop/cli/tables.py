"""The command of the fifteen tables: as PDF or Excel by the file's ending, else as lines or JSON."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.poverty_records import Results
from sinhke_desktop.domain.poverty_tables import NUMBERS
from sinhke_desktop.domain.poverty_tables.table import UNIT_NAMES, Cell, Column, Row, Table
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import poverty_tables
from sinhke_desktop.services.poverty_tables import Broken

MOST_NAMED = 300
"""Households that break a sum, as many as lines name; JSON names all."""


def tables(arguments: argparse.Namespace) -> Answer:
    """Count the tables of a year; ``--out`` writes them, ``--table`` names one (repeatable), else all fifteen."""
    out, watching = arguments.out, progress()
    if out is not None and out.suffix.lower() not in (".pdf", ".xlsx"):
        raise InvalidInput([Problem("out", _("Name the file .pdf or .xlsx."), "BB-03")])
    with opened(arguments) as workspace:
        facts = poverty_tables.load(workspace, arguments.year, Results(arguments.results))
        found = poverty_tables.tables(facts, arguments.table or NUMBERS)
        if out is not None:
            write = poverty_tables.write_excel if out.suffix.lower() == ".xlsx" else poverty_tables.write_pdf
            write(workspace, facts, found, out, watching)
        broken = {one.number: poverty_tables.broken(workspace, one.breaks) for one in found if one.breaks}
    content: dict[str, Any] = {
        "year": facts.year,
        "results": facts.status_words,
        "path": str(out.absolute()) if out is not None else None,
        "tables": [table_content(one, broken.get(one.number, [])) for one in found],
    }
    if out is not None:
        return Answer(content, [_("The tables were written to {file}.").format(file=out)])
    return Answer(content, [line for one in found for line in table_lines(one, broken.get(one.number, []))])


def table_content(one: Table, broken: Sequence[Broken] = ()) -> dict[str, Any]:
    """A table as JSON values."""
    return {
        "number": one.number,
        "title": one.title,
        "columns": [_heading(column) for column in one.columns],
        "rows": [_row(row) for row in one.rows],
        "notes": list(one.notes),
        "not_verified": list(one.marks),
        "breaks": [{"household": each.household_id, "head": each.head_name, "why": each.why} for each in broken],
    }


def _heading(column: Column) -> str:
    return " / ".join(part for part in (column.group, column.title) if part)


def _row(row: Row) -> dict[str, Any]:
    return {
        "hamlet": row.label,
        "counts": UNIT_NAMES[row.unit] if row.unit else None,
        "total": row.total,
        "broken": row.broken,
        "cells": [_value(cell) for cell in row.cells],
    }


def _value(cell: Cell | str) -> str | int | float | None:
    if isinstance(cell, str):
        return cell
    number = cell.number
    return number if number is None or isinstance(number, int) else float(number)


def table_lines(one: Table, broken: Sequence[Broken] = (), *, named: bool = False) -> list[str]:
    """A table as lines; a list of people only with *named*, else it only tells how long it is."""
    heads = [one.label, *(["Tính theo"] if one.by_unit else []), *map(_heading, one.columns)]
    rows = [
        [
            row.label,
            *([UNIT_NAMES[row.unit]] if row.unit else []),
            *(row.text(place) for place in range(len(row.cells))),
        ]
        for row in one.rows
    ]
    more = (
        [_("{count} lines; write them with --out.").format(count=format_number(len(rows)))]
        if one.listing and not named
        else []
    )
    breaking = [f"  {each.head_name}: {each.why}" for each in broken[:MOST_NAMED]]
    marks = [_("Not verified: {text}").format(text=text) for text in one.marks]
    lines = more or table(heads, rows)
    subtitle = f" ({one.subtitle})" if one.subtitle else ""
    return [f"{one.name}. {one.title}{subtitle}", *lines, *one.notes, *breaking, *marks, ""]
