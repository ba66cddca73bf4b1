"""What the kinds of issued papers are called."""

from __future__ import annotations

from sinhke_desktop.domain.issued_paper import CONSOLIDATED, HOUSEHOLD_LIST, PERSONAL_COPY, POVERTY_TABLES
from sinhke_desktop.domain.round_paper import PAPER_NAMES, PaperKind
from sinhke_desktop.services import household_papers, model_papers, reports

VISIT_FORMS, VISIT_ROUTE = "visit_forms", "visit_route"
OWN_NAMES = {
    VISIT_FORMS: "Phiếu thăm hộ",
    VISIT_ROUTE: "Lộ trình thăm hộ",
    reports.KIND: "Báo cáo tiến độ mô hình",
    POVERTY_TABLES: "Biểu tổng hợp rà soát",
    CONSOLIDATED: "Biểu tổng hợp các xã",
    HOUSEHOLD_LIST: "Danh sách hộ",
    PERSONAL_COPY: "Bản sao dữ liệu cá nhân",
}


def round_kind(kind: PaperKind) -> str:
    """The key under which a round's papers are kept."""
    return f"round_{kind.value.replace('-', '_')}"


def kind_name(kind: str) -> str:
    """The Vietnamese name of a kind of paper; the key itself where a later program made it."""
    rounds = {round_kind(one): name for one, name in PAPER_NAMES.items()}
    if kind in model_papers.PAPERS:
        return model_papers.PAPERS[kind].title
    if kind in household_papers.PAPERS:
        return household_papers.PAPERS[kind].title
    return OWN_NAMES.get(kind) or rounds.get(kind) or kind
