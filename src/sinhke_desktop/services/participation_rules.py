"""What a commune sets for the households of its model: the least share of poor ones, the points of the commitment.

Both are kept with the file, so that they travel in the bundle: texts of the officer beside the program's proposals.
"""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.livelihood import ANIMAL_UNIT, LivelihoodModel
from sinhke_desktop.domain.report_text import ReportText, report_text_id
from sinhke_desktop.domain.typed_values import Typed, judged_number, typed_lines, typed_text
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.model_process import process
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import journal, records

LEAST_SHARE, COMMITMENT = "least-share", "commitment"


@dataclass(frozen=True, slots=True)
class LeastShare:
    """The least share of poor, near-poor and newly escaped households in per cent (0: not checked) and the paper that
    sets it."""

    percent: int
    basis: str


def least_share(workspace: Workspace, model_id: str) -> LeastShare:
    """What the commune set for this model, else what the program ships."""
    kept = _kept(workspace, model_id, LEAST_SHARE)
    if not kept:
        return LeastShare(process().least_share_percent, "")
    percent, _line, basis = kept.partition("\n")
    return LeastShare(int(percent) if percent.isdigit() else 0, basis)


def set_least_share(workspace: Workspace, model_id: str, percent: Typed, basis: str) -> LeastShare:
    """Set the least share; nothing typed means that it is not checked. Raises InvalidInput: MH-03 for the number, MH-02
    where no paper is named that sets it."""
    problems: list[Problem] = []
    number = judged_number(percent, "percent", problems, most=100) or 0
    said = typed_text(basis)
    if number and not said:
        problems.append(Problem("basis", _("Name the paper that sets this share."), "MH-02"))
    if problems:
        raise InvalidInput(problems)
    _keep(workspace, model_id, LEAST_SHARE, f"{number}\n{said}" if number else "")
    return LeastShare(number, said if number else "")


def proposed_points(model: LivelihoodModel) -> tuple[str, ...]:
    """The points that the program proposes for a model of animals or of crops."""
    rules = process()
    return rules.commitments if fold(model.unit) == ANIMAL_UNIT else rules.commitments_of_crops


def commitment_points(workspace: Workspace, model: LivelihoodModel) -> tuple[str, ...]:
    """The points of the commitment as the officer worded them, else as proposed; what the people agreed on giving back
    (``repay_rules``) comes after them."""
    kept = _kept(workspace, model.id, COMMITMENT)
    points = tuple(kept.splitlines()) if kept else proposed_points(model)
    agreed = tuple(line for line in model.repay_rules.splitlines() if line.strip() and line not in points)
    return points + agreed


def own_points(workspace: Workspace, model: LivelihoodModel) -> tuple[str, ...]:
    """The points without what the people agreed on giving back, as they are typed."""
    kept = _kept(workspace, model.id, COMMITMENT)
    return tuple(kept.splitlines()) if kept else proposed_points(model)


def word_commitment(workspace: Workspace, model: LivelihoodModel, text: str) -> tuple[str, ...]:
    """Keep the officer's points, one a line; nothing, or the proposed ones, go back to the proposal."""
    wanted = typed_lines(text)
    _keep(workspace, model.id, COMMITMENT, "" if wanted == "\n".join(proposed_points(model)) else wanted)
    return own_points(workspace, model)


def _kept(workspace: Workspace, model_id: str, section: str) -> str:
    with workspace.database.read() as connection:
        found = records.find(connection, ReportText, report_text_id(workspace.commune_code, model_id, "", section))
    return found.text if found is not None and not found.removed else ""


def _keep(workspace: Workspace, model_id: str, section: str, text: str) -> None:
    code = workspace.commune_code
    text_id = report_text_id(code, model_id, "", section)
    record = ReportText(text_id, code, model_id, "", section, text, removed=not text)
    with workspace.database.write() as connection:
        if text or records.find(connection, ReportText, text_id) is not None:
            journal.save(connection, author(workspace), records.drafts(connection, [record]))
