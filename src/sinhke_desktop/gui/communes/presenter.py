"""The communes of an office: searched, filtered, sorted, and what is known of the chosen one. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.communes.words import FITS, SORTS, CommuneRow, Show, SortKey, commune_row
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.machines import Machine
from sinhke_desktop.services.office_receipts import ReceiptOut
from sinhke_desktop.services.office_standing import Standing

Word = TypeVar("Word", Show, SortKey)
SHOW, SORT, DESCENDING, SINCE = "communes_show", "communes_sort", "communes_descending", "communes_since"


class Remembers(Protocol):
    """The settings, as far as they are needed."""

    def get(self, key: str, default: object = None) -> object:
        """The value of *key*."""
        ...

    def set(self, key: str, value: object) -> None:
        """Keep *value* under *key*."""
        ...


@dataclass(frozen=True, slots=True)
class CommunesServices:
    """What the page asks of the services; all of it is called in the worker."""

    standing: Callable[[date | None], Sequence[Standing]]
    machines: Callable[[str], Sequence[Machine]]
    write_receipts: Callable[[Path, Sequence[str]], Sequence[ReceiptOut]]


class CommunesView(Protocol):
    """What the presenter needs of the page."""

    def show_rows(self, rows: Sequence[CommuneRow], chosen: str) -> None:
        """List the communes; *chosen* (a code) stays chosen while it is among them."""
        ...

    def show_counts(self, counts: Mapping[Show, int], shown: Show) -> None:
        """Say how many communes each filter has, and which filter holds."""
        ...

    def show_count(self, text: str) -> None:
        """Say how many communes there are and how many have not sent."""
        ...

    def show_sort(self, sort: SortKey, *, descending: bool) -> None:
        """Mark the column sorted by."""
        ...

    def show_nothing(self, *, at_all: bool) -> None:
        """There is no commune *at_all*, or none that fits."""
        ...

    def show_commune(self, row: CommuneRow | None, machines: Sequence[Machine]) -> None:
        """Show what is known of the chosen commune; its *machines* with their bundles come a moment later."""
        ...

    def show_since(self, text: str, problem: str) -> None:
        """Show since which day bundles are waited for, and what is wrong with it."""
        ...

    def show_done(self, text: str) -> None:
        """Say which receipts were written."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...

    def changed(self) -> None:
        """Receipts were written."""
        ...


class CommunesPresenter:
    """Holds all lines; filtering and sorting some thousands of them takes a few milliseconds."""

    def __init__(
        self,
        view: CommunesView,
        services: CommunesServices,
        run: Runs,
        run_shown: Callable[..., object],
        settings: Remembers,
    ) -> None:
        self._view, self._services, self._run, self._run_shown = view, services, run, run_shown
        self._settings = settings
        self.shown = _kept(Show, settings.get(SHOW), Show.ALL)
        self.sort = _kept(SortKey, settings.get(SORT), SortKey.STANDING)
        self.descending = settings.get(DESCENDING) is True
        self.since = str(settings.get(SINCE, "") or "")
        self.rows: Sequence[CommuneRow] = ()
        self.chosen = ""
        self._query = ""
        self._asked = 0

    def refresh(self) -> None:
        """Read every commune's standing again, in the worker."""
        since = _day(self.since)

        def read(_progress: Progress) -> list[CommuneRow]:
            return [commune_row(one) for one in self._services.standing(since)]

        self._view.show_since(self.since, "")
        self._run(read, self._have_read, failed=self._view.show_error)

    def _have_read(self, rows: Sequence[CommuneRow]) -> None:
        self.rows = rows
        self._view.show_sort(self.sort, descending=self.descending)
        missing = sum(FITS[Show.MISSING](row) for row in rows)
        words = [_("{count} communes").format(count=format_number(len(rows)))]
        if missing:
            words.append(_("{count} have not sent").format(count=format_number(missing)))
        self._view.show_count(" · ".join(words) if rows else "")
        self._show()

    def search(self, query: str) -> None:
        """List only communes whose name or code holds every word."""
        self._query = query
        self._show()

    def show(self, shown: Show) -> None:
        """List only these communes."""
        self.shown = shown
        self._settings.set(SHOW, shown.value)
        self._show()

    def sort_by(self, key: SortKey) -> None:
        """Sort by a column; the same one again turns the order."""
        self.descending = not self.descending if key is self.sort else False
        self.sort = key
        self._settings.set(SORT, key.value)
        self._settings.set(DESCENDING, self.descending)
        self._view.show_sort(key, descending=self.descending)
        self._show()

    def wait_since(self, text: str) -> None:
        """Only what came since that day counts as sent; empty for ever."""
        if text.strip() and _day(text) is None:
            self._view.show_since(text, _("Type a day such as 01/09/2025, or leave it empty."))
            return
        self.since = text.strip()
        self._settings.set(SINCE, self.since)
        self.refresh()

    def look_at(self, commune_code: str) -> None:
        """Show that commune among all."""
        self.chosen, self._query, self.shown = commune_code, "", Show.ALL
        self._show()

    def _show(self) -> None:
        if not self.rows:
            self._view.show_nothing(at_all=True)
            self.choose("")
            return
        words = fold(self._query).split()
        found = [row for row in self.rows if all(word in row.found_by for word in words)]
        self._view.show_counts({show: sum(map(fits, found)) for show, fits in FITS.items()}, self.shown)
        fitting = [row for row in found if FITS[self.shown](row)]
        fitting.sort(key=SORTS[self.sort], reverse=self.descending)
        if fitting:
            self._view.show_rows(fitting, self.chosen)
        else:
            self._view.show_nothing(at_all=False)
            self.choose("")

    def choose(self, commune_code: str) -> None:
        """That commune was chosen in the table; empty for none."""
        self.chosen = commune_code or self.chosen
        self._asked += 1
        asked = self._asked
        row = next((one for one in self.rows if one.code == commune_code), None)
        self._view.show_commune(row, ())
        if row is None or not row.standing.machines:
            return

        def read(_progress: Progress) -> Sequence[Machine]:
            return self._services.machines(commune_code)

        def show(machines: Sequence[Machine]) -> None:
            if asked == self._asked:
                self._view.show_commune(row, machines)

        self._run(read, show, failed=self._view.show_error)

    def write_receipts(self, folder: Path, commune_code: str) -> None:
        """Write the receipts of that commune's machines to *folder*, whether something is new in them or not."""

        def work(_progress: Progress) -> Sequence[ReceiptOut]:
            devices = [one.device for one in self._services.machines(commune_code)]
            return self._services.write_receipts(folder, devices)

        def done(written: Sequence[ReceiptOut]) -> None:
            if written:
                text = _(
                    "{count} receipts were written to {place}, read back and verified. The stick may be pulled out."
                )
            else:
                text = _("There is nothing to receipt for this commune yet; nothing was written to {place}.")
            self._view.show_done(text.format(count=len(written), place=folder))
            self._view.changed()

        self._run_shown(_("Writing the receipts and reading them back"), work, done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._view.show_error(error)
        if isinstance(error, SinhkeError):
            self._view.changed()


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text.strip() else None
    except ValueError:
        return None


def _kept(kind: type[Word], value: object, otherwise: Word) -> Word:
    return kind(str(value)) if str(value) in set(kind) else otherwise
