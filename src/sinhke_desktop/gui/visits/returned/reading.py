"""Scans and photographs are chosen and read, with progress and Cancel; then they wait to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sinhke_desktop.gui.widgets.choosing_files import files_to_read, folder_to_use
from sinhke_desktop.i18n import _
from sinhke_desktop.services import form_reading
from sinhke_desktop.services.form_reading import PageResult, Reading

if TYPE_CHECKING:
    from sinhke_desktop.gui.visits.returned.pane import ReturnedPane

FOLDER = "scans_folder"
MOST_SAID = 4


class ScanReading:
    """Reads for a :class:`ReturnedPane`; *done* is told once something waits newly and nothing went wrong."""

    def __init__(self, pane: ReturnedPane, done: Callable[[], object], said: Callable[[str, str], object]) -> None:
        self._pane, self._done, self._said = pane, done, said

    def choose_files(self) -> None:
        """Ask for pictures and PDFs and read them."""
        kinds = _("Scans and photographs (*.pdf *.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)")
        title = _("Choose scans of visit forms")
        self.read(files_to_read(self._pane, self._pane.context.settings, FOLDER, title, kinds))

    def choose_folder(self) -> None:
        """Ask for a folder and read every picture in it."""
        title = _("Choose the folder with the scans")
        folder = folder_to_use(self._pane, self._pane.context.settings, FOLDER, title)
        self.read([folder] if folder else [])

    def read(self, paths: Sequence[Path]) -> None:
        """Read *paths* in the worker; what is read so far stays where the person stops it."""
        if not paths:
            return
        context = self._pane.context
        context.runner.run_shown(
            self._pane, _("Reading the scans"),
            lambda progress: form_reading.read_files(context.workspace, paths, progress), self._read,
        )  # fmt: skip

    def _read(self, reading: Reading) -> None:
        kind, text = summary(reading)
        if kind == "done" and reading.kept:
            self._done()
        else:
            self._pane.refresh()
            self._said(kind, text)


def summary(reading: Reading) -> tuple[str, str]:
    """Kind of the notice and its words: how many pages wait newly, what was left out, unreadable or is missing."""
    results = [page.result for file in reading.files for page in file.pages]
    parts = [_("{count} pages were read.").format(count=reading.kept)]
    if known := results.count(PageResult.KNOWN):
        parts.append(_("{count} were read before and are not kept twice.").format(count=known))
    if blank := results.count(PageResult.BLANK):
        parts.append(_("{count} blank pages were left out.").format(count=blank))
    if reading.stopped:
        parts.append(_("Reading was stopped; what was read waits."))
    failed = [f"{file.path.name}: {file.failure}" for file in reading.files if file.failure]
    parts += failed[:MOST_SAID]
    if len(failed) > MOST_SAID:
        parts.append(_("{count} more files could not be read.").format(count=len(failed) - MOST_SAID))
    parts += reading.missing[:MOST_SAID]
    if len(reading.missing) > MOST_SAID:
        parts.append(_("Pages of {count} more forms are missing.").format(count=len(reading.missing) - MOST_SAID))
    well = reading.kept and not (failed or reading.stopped or reading.missing)
    return ("done" if well else "warn"), " ".join(parts)
