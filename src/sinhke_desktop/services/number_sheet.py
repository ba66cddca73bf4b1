"""The office's number on paper for all communes, kept in the register of papers as any other that leaves."""

from __future__ import annotations

from pathlib import Path

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.services import issued_papers, machines, office_profile
from sinhke_desktop.services.workspace import Workspace, today

KIND = "number_sheet"
TITLE = "Thông báo số nhận dạng của đơn vị tiếp nhận"
FILE_NAME = "so-nhan-dang-don-vi.pdf"


def render(workspace: Workspace) -> bytes:
    """The notice as PDF, to look at."""
    from sinhke_desktop.documents.number_sheet import render_number_sheet

    return render_number_sheet(office_profile.profile(workspace), machines.office_number(workspace), today(workspace))


def write(workspace: Workspace, path: Path) -> IssuedPaper:
    """Keep the notice and write it to *path*; raises DocumentNotWritten."""
    return issued_papers.write(
        workspace, path, KIND, TITLE, render(workspace), subject=machines.office_number(workspace)
    )
