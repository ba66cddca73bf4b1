"""On which page a record is looked at and corrected."""

from __future__ import annotations

from sinhke_desktop.domain.model_records import MODEL_RECORDS
from sinhke_desktop.gui.context import Context
from sinhke_desktop.services import returned_records
from sinhke_desktop.services.returned_records import REPORT

IN_RECORD = ("household", "review", "support", "life_act", "certificate")
IN_ROUND = ("review_round", "round_entry", "village_meeting", "meeting_vote", "public_posting", "complaint")
IN_VISITS = ("visit", "form_sheet")
IN_SETTINGS = ("commune", "hamlet", "hamlet_year")
IN_MODEL = (
    "livelihood_model", "criterion", "candidate_score", "village_vote", "participant", "follow_up", "budget_line",
    "payment", "input_handover", "revolving_repayment", *MODEL_RECORDS,
)  # fmt: skip


def go_to(context: Context, kind: str, subject_id: str) -> None:
    """Open the page of that record, in one step."""
    if kind == REPORT:
        context.navigate("reports", period=subject_id)
        return
    found = returned_records.whereabouts(context.workspace, kind, subject_id)
    if kind in IN_RECORD and found.household_id:
        context.navigate("households", household_id=found.household_id)
    elif kind in IN_ROUND:
        context.navigate("rounds", round_id=found.round_id)
    elif kind in IN_VISITS:
        context.navigate("visits", **({"household_id": found.household_id} if found.household_id else {}))
    elif kind in IN_MODEL:
        context.navigate("livelihood")
    elif kind in IN_SETTINGS:
        context.navigate("settings", tab="commune" if kind == "commune" else "hamlets")
    elif kind == "data_request":
        context.navigate("privacy", tab="requests")
