"""What was done in a receiving office's exchange, in order and in words; no personal data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import office
from sinhke_desktop.storage import paired_devices as devices

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: ``at`` is a label (ISO, UTC), ``subject`` the machine's name, commune code or key it is about."""

    at: str
    action: str
    words: str
    subject: str
    detail: str


def _actions() -> Mapping[str, str]:
    return {
        "receive": _("bundle received"),
        "undo": _("receiving taken back"),
        "forget": _("staged file dropped"),
        "fork": _("bundle set aside: two copies of one machine"),
        "receipt": _("receipt written"),
        "totals": _("numbers without names received"),
        "pair": _("machine paired"),
        "revoke": _("machine revoked"),
        "merge": _("merger of communes noted"),
        "unmerge": _("merger of communes taken back"),
        "put-back": _("store put back from a backup"),
        "change-key": _("office's key changed"),
        "new-key": _("new key of the office begun"),
        "retire-key": _("office's key retired"),
    }


_NUMBERED: Mapping[str, Callable[[str], str]] = {
    action: lambda detail: detail.partition(" ")[2] for action in ("receive", "undo", "forget", "fork", "totals")
}
"""Actions whose detail ends with the bundle's number."""


def lines(workspace: Workspace, limit: int = MOST_LINES) -> list[LogLine]:
    """The newest *limit* lines, newest first."""
    words = _actions()
    with workspace.database.read() as connection:
        names = {one.device: one.name for one in devices.paired_devices(connection)}
        noted = office.notes(connection, limit)
    return [
        LogLine(
            one.at,
            one.action,
            words.get(one.action, one.action),
            names.get(one.subject, one.subject[:8]),
            _NUMBERED[one.action](one.detail) if one.action in _NUMBERED else one.detail,
        )
        for one in noted
    ]
