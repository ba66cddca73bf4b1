"""Papers that are tables, as workbooks: public lists, payment lists, settlements. The same figures, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop.documents import settlement_table as settled
from sinhke_desktop.documents.payment_list import PaymentListPaper
from sinhke_desktop.documents.round_lists import POSTED_GROUPS
from sinhke_desktop.documents.settlement_table import SettledLine, SettlementPaper, year_name
from sinhke_desktop.domain.money import amount_in_words
from sinhke_desktop.domain.round_paper import PAPER_NAMES, PaperKind, PostingPaper
from sinhke_desktop.domain.settlement import Sums, add_up
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services.printing import document_refused
from sinhke_desktop.workbooks import export
from sinhke_desktop.workbooks.export import Column, Entry, Form, SheetTable

NUMBER = Column("TT", Form.CENTRED, 5)


def write(path: Path, sheets: Sequence[SheetTable], progress: Progress = SILENT) -> Path:
    """Write *sheets* as one workbook to *path*, making its folder; raises DocumentNotWritten, Cancelled."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        export.write_tables(path, sheets, progress)
    except OSError as error:
        raise document_refused(path) from error
    return path


def write_postings(path: Path, papers: Sequence[PostingPaper]) -> Path:
    """The public lists, a sheet for each hamlet; raises DocumentNotWritten."""
    return write(path, [_posting(paper) for paper in papers])


def _posting(paper: PostingPaper) -> SheetTable:
    columns = [NUMBER, Column("Họ và tên chủ hộ", width=34), Column("Kết quả rà soát", width=22)]
    named = [(one.head, result) for poverty_class, _group, result in POSTED_GROUPS
             for one in paper.households if one.poverty_class is poverty_class]  # fmt: skip
    rows: list[list[Entry]] = [[number, head, result] for number, (head, result) in enumerate(named, 1)]
    unnamed = [f"Còn {paper.unnamed:02d} hộ không nêu tên vì đang hạn chế xử lý dữ liệu."] if paper.unnamed else []
    return SheetTable(
        paper.hamlet or paper.frame.commune.name,
        PAPER_NAMES[PaperKind.POSTING].upper(),
        columns,
        rows,
        above=(paper.frame.commune.name.upper(), paper.hamlet),
        subtitle=f"Năm {paper.frame.year}",
        notes=[*unnamed, *paper.frame.marks],
        landscape=False,
    )


def write_payment_list(path: Path, paper: PaymentListPaper) -> Path:
    """A payment list; raises DocumentNotWritten."""
    columns = [
        NUMBER, Column("Họ và tên", width=30), Column("Thôn", width=22), Column("Người nhận tiền", width=26),
        Column("Chứng từ", width=18), Column("Số tiền (đồng)", Form.WHOLE, 16), Column("Ghi chú", width=26),
    ]  # fmt: skip
    rows: list[list[Entry]] = [
        [number, one.name, one.place, one.payee, one.paper, one.amount, one.note]
        for number, one in enumerate(paper.rows, 1)
    ]
    sheet = SheetTable(
        "Chi trả",
        "DANH SÁCH CHI TRẢ",
        columns,
        rows,
        ["", "Tổng cộng", "", "", "", paper.total, ""],
        (paper.commune.name.upper(), paper.model),
        f"{paper.source}, ngày {paper.day:%d/%m/%Y}",
        [f"Bằng chữ: {amount_in_words(paper.total)}.", *([f"Căn cứ: {paper.decision}."] if paper.decision else [])],
    )
    return write(path, [sheet])


def write_settlement(path: Path, paper: SettlementPaper) -> Path:
    """A settlement, a sheet for each year and one for all where there are several; raises DocumentNotWritten."""
    several = [_settlement(paper, "Cả giai đoạn", paper.whole)] if len(paper.years) > 1 else []
    years = [_settlement(paper, year_name(one.year), one.lines) for one in paper.years]
    return write(path, [*years, *several])


def _settlement(paper: SettlementPaper, name: str, lines: Sequence[SettledLine]) -> SheetTable:
    columns = [NUMBER, Column(settled.HEAD[1], width=40), *(Column(one, Form.WHOLE, 16) for one in settled.HEAD[2:])]
    rows = [
        [number, one.name, *_sums(one.sums, own=one.own)]
        for number, one in enumerate(sorted(lines, key=lambda line: line.own), 1)
    ]
    state = add_up([one.sums for one in lines if not one.own])
    whole = _sums(add_up([one.sums for one in lines]), own=False)
    open_ends = _sums(state, own=False)
    totals: list[Entry] = ["", "Tổng cộng", *(open_ends[at] if at in _STATE_ONLY else whole[at] for at in range(8))]
    return SheetTable(
        name, settled.NAME.upper(), columns, rows, totals, (paper.commune.name.upper(), paper.model),
        f"{name} (đơn vị tính: đồng)", [settled.MARK, settled.OWN_MARK],
    )  # fmt: skip


_STATE_ONLY = (1, 2, 5, 6, 7)
"""All but planned, paid and settled: the households' own contribution has none of these."""


def _sums(sums: Sums, *, own: bool) -> list[Entry]:
    found: list[Entry] = [
        sums.planned, sums.carried_in, sums.allotted, sums.paid, sums.settled, sums.carried_over, sums.returned,
        sums.left,
    ]  # fmt: skip
    return [None if own and at in _STATE_ONLY else one for at, one in enumerate(found)]
