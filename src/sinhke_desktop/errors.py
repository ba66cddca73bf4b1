"""Errors that are the world's or the user's, not ours: each has a code for the telephone and a plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class SinhkeError(Exception):
    """Something a person must be told.

    ``code`` is short and stable (``GB-07``); ``message`` says what happened and whether the data are safe;
    ``advice`` says what to do next. Both texts come translated (see :mod:`sinhke_desktop.i18n`).
    """

    code = "SK-00"

    def __init__(self, message: str, advice: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        if code:
            self.code = code

    def __str__(self) -> str:
        """The whole text as a person reads it: message, advice, code in brackets."""
        return " ".join(part for part in (self.message, self.advice, f"({self.code})") if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with typed text: ``field`` is the input's attribute (``members.2.citizen_id``)."""

    field: str
    message: str
    code: str = "NH-01"


class InvalidInput(SinhkeError):
    """What was typed breaks a rule; nothing was stored and nothing typed is lost."""

    code = "NH-01"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class NotFound(SinhkeError):
    """The record asked for is not in the store (``NH-02``)."""

    code = "NH-02"
