"""The command that reads scans of visit forms; confirming what was read happens in the window."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.i18n import _
from sinhke_desktop.services import form_reading
from sinhke_desktop.services.form_reading import FileRead, PageRead


def read(arguments: argparse.Namespace) -> Answer:
    """Read the files and folders; page by page what was found and what is to be confirmed."""
    with opened(arguments) as workspace:
        reading = form_reading.read_files(workspace, arguments.paths, progress())
    lines: list[str] = []
    for file in reading.files:
        lines += [_line(file, page) for page in file.pages]
        if file.failure:
            lines.append(f"{file.path.name}: {file.failure}")
    lines += reading.missing
    lines.append(
        _("{count} pages were read and wait to be confirmed in the window (Visits, Forms that came back).").format(
            count=reading.kept
        )
    )
    content = {"kept": reading.kept, "missing": list(reading.missing), "files": list(map(_content, reading.files))}
    return Answer(content, lines)


def _line(file: FileRead, page: PageRead) -> str:
    found = []
    if page.code is not None:
        number = shown_number(page.code.number) if page.code.number else page.code.version
        place = _("page {page} of {pages}").format(page=page.code.page, pages=page.code.pages)
        found.append(" ".join(filter(None, (number, f"({place})", page.household))))
        found.append(_("{marked} ticks, {doubtful} to be asked").format(marked=page.marked, doubtful=page.doubtful))
    return f"{file.path.name} [{page.place}]: " + " · ".join((*found, *page.remarks))


def _content(file: FileRead) -> dict[str, Any]:
    pages = [
        {
            "place": page.place,
            "result": page.result.value,
            "id": page.page_id or None,
            "number": page.code.number if page.code else None,
            "version": page.code.version if page.code else None,
            "page": page.code.page if page.code else None,
            "pages": page.code.pages if page.code else None,
            "household": page.household or None,
            "marked": page.marked,
            "doubtful": page.doubtful,
            "remarks": list(page.remarks),
        }
        for page in file.pages
    ]
    return {"file": str(file.path), "failure": file.failure or None, "pages": pages}
