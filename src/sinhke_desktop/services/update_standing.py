"""How this copy of the program stands: its version, what waits for the next start, whether it can be updated here."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.bundles.update_refusals import UpdateRefused
from sinhke_desktop.installation import Kind
from sinhke_desktop.services import update_state, update_trials, updates
from sinhke_desktop.services.updates import Installed


@dataclass(frozen=True, slots=True)
class Standing:
    """``refused`` says why nothing can be installed here, or is None; ``waiting`` is the version of the next start if
    it is another one, ``earlier`` one that can be gone back to; both may be empty.
    """

    version: str
    kind: Kind
    refused: UpdateRefused | None = None
    waiting: str = ""
    earlier: str = ""


def standing(here: Installed) -> Standing:
    """How *here* stands now; reads a few small files."""
    kind = here.installation.kind
    try:
        root = updates.root_of(here)
    except UpdateRefused as error:
        return Standing(here.version, kind, error)
    next_time = update_state.version_in(root, update_state.CURRENT)
    waiting = next_time if next_time != here.version else ""
    return Standing(here.version, kind, None, waiting, "" if waiting else update_trials.earlier(here))
