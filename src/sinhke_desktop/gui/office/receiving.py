"""Receiving one or many files in one go: what became of each, and what can be taken back. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.office.contract import OfficeServices
from sinhke_desktop.gui.office.words import OutcomeRow, outcome_row, refused_row
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.receiving_plan import StoreChanged
from sinhke_desktop.services.staging import StagedFile


class Receiving:
    """One run over *files*; ``rows`` and ``applied`` (epoch and sequence of each) grow as it goes.

    When it is stopped between two files, what was received before stays and is told.
    """

    def __init__(self, services: OfficeServices, files: Sequence[StagedFile], ground: str) -> None:
        self._services, self._files, self._ground = services, files, ground
        self.rows: list[OutcomeRow] = []
        self.applied: list[tuple[str, int]] = []

    def run(self, progress: Progress) -> None:
        """Receive one file after the other; a refused one does not stop the others."""
        inside = progress if len(self._files) == 1 else SILENT
        for at, file in enumerate(self._files):
            progress.step(at, len(self._files))
            try:
                outcome = self._services.apply(file.header_hash, self._ground, inside)
            except StoreChanged:
                raise
            except SinhkeError as error:
                self.rows.append(refused_row(file, error))
            else:
                self.rows.append(outcome_row(outcome))
                if not outcome.code:
                    self._note(outcome)
        progress.step(len(self._files), len(self._files))

    def _note(self, outcome: Outcome) -> None:
        """Find the receiving just done among the newest: others may receive into the same store."""
        for one in self._services.last_received():
            if one.number == outcome.number and one.commune_code in outcome.commune_codes:
                self.applied.append((one.epoch, one.sequence))
                return
