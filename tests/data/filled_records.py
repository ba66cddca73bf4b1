"""A value of every kind of record whose every field differs from all others, to be sent through store and bundle."""

from dataclasses import fields
from datetime import date, timedelta
from enum import StrEnum
from types import UnionType
from typing import get_args, get_type_hints

CODE = "22828"
LARGE = (
    "planned", "amount", "unit_price", "income", "worth", "compensated", "cost", "income_before", "income_expected",
    "income_at_end",
)  # fmt: skip
"""Sums that do not fit into 32 bits."""


def filled(record, *, optional=True):
    """A value of *record* whose every field differs from all others; optional fields empty where asked."""
    values = {}
    for number, one in enumerate(fields(record), 1):
        hint = get_type_hints(record)[one.name]
        if isinstance(hint, UnionType):
            hint = None if not optional else next(part for part in get_args(hint) if part is not type(None))
        if one.name == "id":
            values[one.name] = f"{number:032x}"
        elif one.name == "commune_code":
            values[one.name] = CODE
        elif hint is None:
            values[one.name] = None
        elif hint is bool:
            values[one.name] = False
        elif hint is int:
            values[one.name] = 10**11 + number if one.name in LARGE else number
        elif hint is date:
            values[one.name] = date(2024, 1, 1) + timedelta(days=number)
        elif issubclass(hint, StrEnum):
            values[one.name] = list(hint)[-1]
        else:
            values[one.name] = f"{one.name} {number} Đỗ\nhai"
    return record(**values)
