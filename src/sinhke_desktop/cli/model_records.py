"""Commands on the records of a model's file, by kind."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.model_records import AREA, MODEL_RECORDS, RecordKind
from sinhke_desktop.domain.typed_record import FieldKind, typed_of
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import livelihood, model_links, model_records
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.records import wire_fields


def fields_of(arguments: argparse.Namespace) -> Answer:
    """The fields of a kind: name, title, what it takes."""
    known = MODEL_RECORDS[arguments.kind]
    found = [
        {
            "name": one.name,
            "title": one.title,
            "kind": one.kind.value,
            "required": one.required,
            "choices": {str(value): words for value, words in one.choices.items()},
            "link": one.link,
        }
        for one in known.form
    ]
    rows = [
        (one.name, one.title, one.link or ", ".join(str(value) for value in one.choices) or one.kind.value,
         _("yes") if one.required else "")
        for one in known.form
    ]  # fmt: skip
    header = (_("Field"), _("Title"), _("Takes"), _("Required"))
    return Answer({"kind": known.kind, "title": known.title, "fields": found}, [known.title, *table(header, rows)])


def listing(arguments: argparse.Namespace) -> Answer:
    """The live records of a kind in the model's file."""
    known = MODEL_RECORDS[arguments.kind]
    with opened(arguments) as workspace:
        found = model_records.of_model(workspace, known.kind, _model_id(workspace, known, arguments.model))
    header = ("id", *(one.title for one in known.form[:5]))
    rows = [(one.id, *list(typed_of(one, known.form).values())[:5]) for one in found]
    return Answer({"kind": known.kind, "records": [_content(one) for one in found]}, table(header, rows))


def add(arguments: argparse.Namespace) -> Answer:
    """Add a record."""
    known = MODEL_RECORDS[arguments.kind]
    with opened(arguments) as workspace:
        model_id = _model_id(workspace, known, arguments.model)
        typed = _typed(workspace, known, arguments.values, model_id)
        made = model_records.add(workspace, known.kind, typed, model_id)
    return Answer(_content(made), [_("Added: {id}").format(id=made.id)])


def change(arguments: argparse.Namespace) -> Answer:
    """Change a record."""
    known = MODEL_RECORDS[arguments.kind]
    with opened(arguments) as workspace:
        typed = _typed(workspace, known, arguments.values, _model_id(workspace, known, arguments.model))
        made = model_records.change(workspace, known.kind, arguments.id, typed, arguments.reason)
    return Answer(_content(made), [_("Changed: {id}").format(id=made.id)])


def remove(arguments: argparse.Namespace) -> Answer:
    """Put a record into the recycle bin."""
    with opened(arguments) as workspace:
        model_records.remove(workspace, arguments.kind, arguments.id, arguments.reason)
    return Answer({"id": arguments.id, "removed": True}, [_("Removed: {id}").format(id=arguments.id)])


def _model_id(workspace: Workspace, known: RecordKind, asked: str) -> str:
    try:
        return livelihood.current(workspace, asked).id
    except NotFound:
        if known.owner == AREA and not asked:
            return ""
        raise


def _content(record: Any) -> dict[str, Any]:
    return {"id": record.id, **wire_fields(record)}


def _typed(workspace: Workspace, known: RecordKind, values: list[str], model_id: str) -> dict[str, str]:
    """``field=value`` pairs; a link may be named by its id or by words that only one thing has."""
    typed: dict[str, str] = {}
    links = {one.name: one for one in known.form if one.kind in (FieldKind.LINK, FieldKind.LINKS)}
    for pair in values:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InvalidInput([Problem(name, _("Type it as field=value."), "MH-15")])
        if name in links and value:
            known_words = model_links.choices_for(workspace, links[name].link, model_id)
            value = ",".join(_meant(name, part.strip(), known_words) for part in value.split(","))
        typed[name] = value
    return typed


def _meant(name: str, said: str, known: dict[str, str]) -> str:
    if said in known:
        return said
    fits = [one for one, words in known.items() if fold(said) in fold(words)]
    if len(fits) != 1:
        text = _("“{said}” fits {count} things; use the id.").format(said=said, count=len(fits))
        raise InvalidInput([Problem(name, text, "MH-16")])
    return fits[0]
