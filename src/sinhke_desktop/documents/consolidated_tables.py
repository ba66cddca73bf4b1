"""Tables over all communes of a receiving office, A4 across, headed and signed by the office (decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sinhke_desktop.documents.letter import LetterHead, Signature
from sinhke_desktop.documents.poverty_tables import TablesFrame, draw_tables
from sinhke_desktop.domain.paper_symbol import LetterKind, symbol
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.progress import SILENT, Progress

OPEN_PLACE = "…………"


def office_head(office: ReceivingOffice, year: int) -> LetterHead:
    """The heading of the office's papers; a place that was not told stays open."""
    issuing = office.issuing_body or office.name
    return LetterHead(
        issuing, office.place or OPEN_PLACE, year, office.governing_body, symbol(LetterKind.REPORT, issuing)
    )


def office_signature(office: ReceivingOffice) -> Signature:
    """The signature block of the office's papers."""
    lines = tuple(line.strip() for line in office.recipients.splitlines() if line.strip())
    return Signature(office.signer_authority, office.signer_title, office.signer_name, lines or ("Lưu: VT.",))


def render_consolidated(
    tables: Sequence[Table], office: ReceivingOffice, place: str, day: date, traced: str, progress: Progress = SILENT
) -> bytes:
    """*tables* as one PDF, each on pages of its own: *place* stands below the titles, *traced* at the foot."""
    frame = TablesFrame(office_head(office, day.year), office_signature(office), place, traced)
    name = tables[0].title if len(tables) == 1 else "Biểu tổng hợp các xã"
    return draw_tables(tables, frame, name, progress)
