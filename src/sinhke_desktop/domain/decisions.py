"""Which fields are decisions: what people and bodies decided by law, and no program may put together from two halves.

Elsewhere different fields of concurrent changes merge. A decision is a class or what a class is worked out from, a vote
or count of a meeting, a choice, an approval or its withdrawal: whoever changed anything of the same record without
having seen it may have decided otherwise, so a person is asked (exchange.md c.5, b.33). Removing is a decision in every
kind of record: of a whole one against any change of it, of a part against changes of that part. The rule itself is in
:func:`sinhke_desktop.domain.operations.fold`.
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


DECISIONS: Mapping[str, Mapping[str, Undecided]] = {
    "review": {
        **_texts("status", "declared_class", "movement", "deprived", "derived", "overrides", "round_id"),
        **_unknown("income_points", "deprivation_points"),
        "average_living": False,
    },
    "review_round": {**_texts("rule_set", "second_rule_set", "decision_number", "decision_date", "signer")},
    "round_entry": {**_texts("screening", "refused_on", "refusal_reason")},
    "village_meeting": {**_texts("held_on"), **_counts("present", "listed_households", "represented")},
    "meeting_vote": {**_counts("agreed", "disagreed")},
    "complaint": {**_texts("answered_on", "outcome")},
    "certificate": {**_texts("number", "issued_on", "withdrawn_on")},
    "data_request": {**_texts("done_on"), "refused": False},
    "livelihood_model": {
        **_texts(
            "status",
            "stage",
            "appraised_on",
            "approved_on",
            "accepted_on",
            "settled_on",
            "decision_number",
            "decision_date",
            "choice_reason",
            "ended_on",
            "end_reason",
        )
    },
    "criterion": {**_counts("weight")},
    "candidate_score": {**_counts("score")},
    "village_vote": {**_counts("households_present", "votes_for", "votes_against")},
    "community_meeting": {
        **_texts("conclusion"),
        **_unknown("households_all", "households_present", "votes_for", "votes_against"),
    },
    "participant": {**_texts("class_at_entry", "joined_on", "left_on", "leave_reason", "replaces_id")},
    "support": {**_texts("kind", "source_code", "received_on"), **_unknown("quantity", "value")},
    "budget_line": {**_texts("source_code", "decision"), **_counts("planned")},
    "stage_paper": {**_texts("state")},
    "return_request": {**_texts("state")},
}
"""Entity kind → decision field → what it holds when nobody decided yet."""


def is_decision(entity_kind: str, path: str) -> bool:
    """True if *path* of such an entity never merges by itself."""
    return path.rpartition("/")[2] == "removed" or path in DECISIONS.get(entity_kind, {})


def undecided(entity_kind: str, path: str) -> Undecided:
    """What a decision field holds when nobody decided yet; nothing is removed."""
    return DECISIONS.get(entity_kind, {}).get(path, False)


def concerns(path: str) -> str:
    """The beginning of the paths whose change stands against a decision at *path*: all, or those of a removed part."""
    return path.removesuffix("removed") if path.endswith("/removed") else ""
