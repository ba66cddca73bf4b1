"""The recovery code on paper; the one paper that is kept nowhere, since who has it opens the data."""

from __future__ import annotations

from sinhke_desktop.services import workspace as workspaces

FILE_NAME = "ma-khoi-phuc.pdf"


def render(code: str, owner: str, officer: str) -> bytes:
    """The sheet of today as PDF; *owner* is the commune or office."""
    from sinhke_desktop.documents.recovery_sheet import render_recovery_sheet

    day = workspaces.system_clock().astimezone(workspaces.VIETNAM).date()
    return render_recovery_sheet(code, owner, officer, day)
