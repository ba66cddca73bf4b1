"""Leads the list of households of all communes: read once in the worker, narrowed as one types. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.gui.consolidated.choice import Asked, ConsolidatedServices, Looked
from sinhke_desktop.gui.consolidated.contract import RegisterView
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.i18n import _
from sinhke_desktop.services.consolidated import ShownCommune
from sinhke_desktop.services.consolidated_register import OfficeRegister, OfficeRow

MOST_UNASKED = 30_000
"""So many households are read without asking; more only for a chosen commune, or when somebody says so."""


class RegisterPresenter:
    """``asked`` is what the list is narrowed by, ``rows`` what it shows."""

    def __init__(
        self, view: RegisterView, services: ConsolidatedServices, run: Runs, run_shown: Callable[..., object]
    ) -> None:
        self._view, self._services, self._run, self._run_shown = view, services, run, run_shown
        self.asked = Asked()
        self.rows: Sequence[OfficeRow] = ()
        self._looked = Looked()
        self._known: OfficeRegister | None = None
        self._known_of: frozenset[str] = frozenset()
        self._all_wanted = False
        self._turn = 0

    def communes_are(self, looked: Looked) -> None:
        """Which communes there are now; what was read of them is read again when it is next shown."""
        self._looked = looked
        self._known = None

    def ask(self, **changes: object) -> None:
        """Narrow otherwise; other words or filters forget the households behind a number."""
        wanted = replace(self.asked, **{"ids": None, "title": "", **changes})  # type: ignore[arg-type]
        if wanted != self.asked:
            self.asked = wanted
            self.show()

    def read_all(self) -> None:
        """Read the households of all communes, however many."""
        self._all_wanted = True
        self.show()

    def show(self) -> None:
        """Read what is not read yet, then show what fits."""
        asked = self.asked
        wanted = [one for one in self._looked.communes if not asked.code or one.code == asked.code]
        codes = frozenset(one.code for one in wanted)
        if self._known is not None and codes <= self._known_of:
            self._find()
            return
        if not asked.code and self._looked.households > MOST_UNASKED and not self._all_wanted:
            self.rows = ()
            self._view.show_too_many(self._looked.households)
            return
        self._turn += 1
        turn = self._turn
        self._run_shown(
            _("Reading the registers"),
            lambda progress: self._services.register(wanted, progress),
            lambda found: self._have_read(turn, found, wanted),
            failed=self._view.show_error,
        )

    def forget(self) -> None:
        """What is still being read is not shown when it comes."""
        self._turn += 1

    def _have_read(self, turn: int, found: OfficeRegister, wanted: Sequence[ShownCommune]) -> None:
        if turn == self._turn:
            self._known, self._known_of = found, frozenset(one.code for one in wanted)
            self._find()

    def _find(self) -> None:
        known, asked = self._known, self.asked
        if known is None:
            return
        self._turn += 1
        turn = self._turn
        chosen = PovertyClass(asked.poverty_class) if asked.poverty_class else None
        self._run(
            lambda _progress: known.find(asked.text, asked.code, chosen, asked.ids),
            lambda rows: self._have_found(turn, rows, len(known.communes)),
            failed=self._view.show_error,
        )

    def _have_found(self, turn: int, rows: Sequence[OfficeRow], of_all: int) -> None:
        if turn == self._turn:
            self.rows = rows
            self._view.show_rows(rows, self.asked, of_all)

    def open(self, row: int) -> None:
        """Show the household of a line, noted in the access log first."""
        if not 0 <= row < len(self.rows):
            return
        one = self.rows[row]
        self._run(
            lambda _progress: self._services.record(one.row.household_id, one.code, one.commune),
            self._view.show_record,
            failed=self._view.show_error,
        )

    def about(self) -> str:
        """What the list shows, for the paper."""
        asked = self.asked
        names = [one.name for one in self._looked.communes if one.code == asked.code]
        classes = [CLASS_NAMES[PovertyClass(asked.poverty_class)]] if asked.poverty_class else []
        words = [f"tìm “{asked.text}”"] if asked.text else []
        return ". ".join([asked.title] if asked.title else [*names, *classes, *words])
