"""How a household came to its class: old, new or relapsed, and what it left (domain.md 1.6).

The law names no look-back for a relapse; every earlier result that the store knows counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sinhke_desktop.domain.review import Movement, PovertyClass

LISTED = (PovertyClass.POOR, PovertyClass.NEAR_POOR)
MOVEMENT_NAMES = {Movement.OLD: "Cũ", Movement.NEW: "Phát sinh mới", Movement.RELAPSED: "Tái"}


class Turn(StrEnum):
    """What a household left or fell into by a round."""

    ESCAPED_POOR = "escaped-poor"
    ESCAPED_NEAR_POOR = "escaped-near-poor"
    FELL_TO_POOR = "fell-to-poor"


TURN_NAMES = {
    Turn.ESCAPED_POOR: "Thoát nghèo",
    Turn.ESCAPED_NEAR_POOR: "Thoát cận nghèo",
    Turn.FELL_TO_POOR: "Cận nghèo xuống nghèo",
}


def movement(now: PovertyClass, earlier: Sequence[PovertyClass]) -> Movement | None:
    """Old, new or relapsed for a poor or near-poor household; *earlier* are its classes before, oldest first.

    Relapsed: it had left its class (a near-poor one: both) and is there again. A poor household that became near-poor
    is new among the near-poor, for it never left both.
    """
    if now not in LISTED:
        return None
    known = [PovertyClass.NONE if one is PovertyClass.NEWLY_ESCAPED else one for one in earlier]
    known = [one for one in known if one is not PovertyClass.UNKNOWN]
    if not known:
        return Movement.NEW
    if known[-1] is now:
        return Movement.OLD
    if now is PovertyClass.POOR:
        return Movement.RELAPSED if PovertyClass.POOR in known else Movement.NEW
    if known[-1] is PovertyClass.POOR:
        return Movement.NEW
    return Movement.RELAPSED if set(known) & set(LISTED) else Movement.NEW


def turn(before: PovertyClass, now: PovertyClass) -> Turn | None:
    """What the household left; None where it stayed, came newly, or nothing is known."""
    if now is PovertyClass.UNKNOWN:
        return None
    if before is PovertyClass.POOR and now is not PovertyClass.POOR:
        return Turn.ESCAPED_POOR
    if before is PovertyClass.NEAR_POOR:
        if now is PovertyClass.POOR:
            return Turn.FELL_TO_POOR
        if now is not PovertyClass.NEAR_POOR:
            return Turn.ESCAPED_NEAR_POOR
    return None
