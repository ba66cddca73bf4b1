"""A part of a monthly report as the officer worded it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sinhke_desktop.domain.report import ReportTexts
from sinhke_desktop.domain.typed_values import derived_id

SECTIONS = tuple(one.name for one in fields(ReportTexts))
"""``general results money difficulties proposals next_work``, the fields of :class:`ReportTexts`."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """One section's paragraphs, a line each; replaces the drafted sentences of that month."""

    id: str
    commune_code: str
    model_id: str
    month: str
    section: str
    text: str
    removed: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs."""
        return tuple(self.text.splitlines())


def report_text_id(commune_code: str, model_id: str, month: str, section: str) -> str:
    """The one id of this section on every machine."""
    return derived_id("report_text", commune_code, model_id, month, section)
