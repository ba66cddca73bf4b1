"""Which fields are decisions: what people and bodies decided by law, and no program may put together from two halves.

Elsewhere different fields of concurrent changes merge. A decision is a class or what a class is worked out from, a vote
or count of a meeting, a choice, an approval or its withdrawal: whoever changed anything of the same record without
having seen it may have decided otherwise, so a person is asked (exchange.md c.5, b.33). Removing such a record is a
decision too. The rule itself is in :func:`sinhke_desktop.domain.operations.fold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Undecided: TypeAlias = str | int | bool | None
"""What a field holds when nobody decided yet."""


def _texts(*paths: str) -> dict[str, Undecided]:
    return dict.fromkeys(paths, "")


def _counts(*paths: str) -> dict[str, Undecided]:
    return dict.fromkeys(paths, 0)


def _unknown(*paths: str) -> dict[str, Undecided]:
    return dict.fromkeys(paths)


_REMOVED: dict[str, Undecided] = {"removed": False}

DECISIONS: Mapping[str, Mapping[str, Undecided]] = {
    "review": {
        **_texts("status", "declared_class", "movement", "deprived", "derived", "overrides", "round_id"),
        **_unknown("income_points", "deprivation_points"),
        "average_living": False,
        **_REMOVED,
    },
    "review_round": {
        **_texts("rule_set", "second_rule_set", "decision_number", "decision_date", "signer"),
        **_REMOVED,
    },
    "round_entry": {**_texts("screening", "refused_on", "refusal_reason"), **_REMOVED},
    "village_meeting": {**_texts("held_on"), **_counts("present", "listed_households", "represented"), **_REMOVED},
    "meeting_vote": {**_counts("agreed", "disagreed"), **_REMOVED},
    "complaint": {**_texts("answered_on", "outcome"), **_REMOVED},
    "certificate": {**_texts("number", "issued_on", "withdrawn_on"), **_REMOVED},
    "data_request": {**_texts("done_on"), "refused": False, **_REMOVED},
    "livelihood_model": {
        **_texts("status", "stage", "appraised_on", "approved_on", "accepted_on", "settled_on", "decision_number",
                 "decision_date", "choice_reason", "ended_on", "end_reason"),
        **_REMOVED,
    },
    "criterion": {**_counts("weight"), **_REMOVED},
    "candidate_score": {**_counts("score"), **_REMOVED},
    "village_vote": {**_counts("households_present", "votes_for", "votes_against"), **_REMOVED},
    "community_meeting": {
        **_texts("conclusion"),
        **_unknown("households_all", "households_present", "votes_for", "votes_against"),
        **_REMOVED,
    },
    "participant": {**_texts("class_at_entry", "joined_on", "left_on", "leave_reason", "replaces_id"), **_REMOVED},
    "support": {**_texts("kind", "source_code", "received_on"), **_unknown("quantity", "value"), **_REMOVED},
    "budget_line": {**_texts("source_code", "decision"), **_counts("planned"), **_REMOVED},
    "stage_paper": {**_texts("state"), **_REMOVED},
    "return_request": {**_texts("state"), **_REMOVED},
}  # fmt: skip
"""Entity kind → decision field → what it holds when nobody decided yet."""


def is_decision(entity_kind: str, path: str) -> bool:
    """True if *path* of such an entity never merges by itself."""
    return path in DECISIONS.get(entity_kind, {})
