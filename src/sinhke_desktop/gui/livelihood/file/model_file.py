"""What the sections of a model's file ask of the program, bound to one store and one model. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.model_records import MODEL_RECORDS, RecordKind
from sinhke_desktop.domain.typed_record import FieldKind, TypedField, typed_of
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.findable import Findable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import livelihood, model_links, model_records
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace

LISTED = 200
"""Longer lists are not listed but searched."""


class ModelFile:
    """The records of one model by kind; :meth:`look_at` says of which."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._model_id = ""

    @property
    def workspace(self) -> Workspace:
        """The open store."""
        return self.context.workspace

    @property
    def model_id(self) -> str:
        """The model looked at."""
        return self._model_id

    def look_at(self, model_id: str) -> None:
        """Look at another model."""
        self._model_id = model_id

    def model(self) -> LivelihoodModel:
        """The model as it is stored now."""
        return livelihood.current(self.workspace, self._model_id)

    def today(self) -> date:
        """The officer's day."""
        return workspaces.today(self.workspace)

    def kind(self, kind: str) -> RecordKind:
        """What is known of a kind of records."""
        return MODEL_RECORDS[kind]

    def records(self, kind: str) -> list[Any]:
        """The live records of *kind*, in their order."""
        return model_records.of_model(self.workspace, kind, self._model_id)

    def names(self, link: str) -> dict[str, str]:
        """Id → words of what a field can be linked to."""
        return model_links.choices_for(self.workspace, link, self._model_id)

    def links_of(self, form: Sequence[TypedField]) -> dict[str, Mapping[str, str]]:
        """Link → id → words of every link in *form*; a long list can be searched. For the worker."""
        wanted = {one.link for one in form if one.kind in (FieldKind.LINK, FieldKind.LINKS)}
        found = {link: self.names(link) for link in sorted(wanted)}
        return {link: Findable(words) if len(words) > LISTED else words for link, words in found.items()}

    def typed(self, kind: str, record: Any) -> dict[str, str]:
        """What one would type to get *record*."""
        return typed_of(record, MODEL_RECORDS[kind].form)

    def add(self, kind: str, typed: Mapping[str, str]) -> Any:
        """Add a record; raises InvalidInput."""
        return model_records.add(self.workspace, kind, typed, self._model_id)

    def change(self, kind: str, record_id: str, typed: Mapping[str, str]) -> Any:
        """Change a record; raises InvalidInput."""
        return model_records.change(self.workspace, kind, record_id, typed)

    def remove(self, kind: str, record_id: str) -> None:
        """Remove a record and offer to take that back; raises InvalidInput."""
        model_records.remove(self.workspace, kind, record_id)
        self.context.refresh()
        text = _("“{title}” was removed.").format(title=MODEL_RECORDS[kind].title)
        self.context.toast(text, lambda: self._restore(kind, record_id))

    def _restore(self, kind: str, record_id: str) -> None:
        model_records.restore(self.workspace, kind, record_id)
        self.context.refresh()
