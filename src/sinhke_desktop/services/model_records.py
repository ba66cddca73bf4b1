"""The records of a model's file: added, changed, removed and listed by kind, each in one transaction.

One door for all kinds of :mod:`sinhke_desktop.domain.model_records`, used by the window, the command line and the
services that know more of one kind. What only the store can tell against a record is asked in :mod:`.model_rules`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sinhke_desktop.domain.funding import BudgetLine, InputHandover
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.model_records import AREA, BUDGET_LINE, MODEL, MODEL_RECORDS, PARTICIPANT, THING, RecordKind
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.stage_papers import StageDue, StagePaper, stage_due_id, stage_paper_id
from sinhke_desktop.domain.typed_record import FieldKind, judge_record, typed_of
from sinhke_desktop.domain.typed_values import Typed, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import candidates, model_rules
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.exchange import Connection

MORE_KINDS: dict[str, type[Any]] = {
    "participant": Participant, "budget_line": BudgetLine, "input_handover": InputHandover,
}  # fmt: skip
"""Kinds that forms link to beside those of :data:`MODEL_RECORDS`, the commune's hamlets and its households."""


def add(workspace: Workspace, kind: str, typed: Mapping[str, Typed], model_id: str = "") -> Any:
    """Add a record of *kind* to the file of the model; *model_id* may be empty only for a meeting about candidates.

    Raises :class:`InvalidInput` with every problem, KeyError for an unknown kind.
    """
    return add_many(workspace, kind, [typed], model_id)[0]


def add_many(workspace: Workspace, kind: str, typed: Sequence[Mapping[str, Typed]], model_id: str = "") -> list[Any]:
    """Add several records of one kind, all or none; with more than one, problems stand under ``rows.<number>.``.

    Each is held against those before it too.
    """
    known = MODEL_RECORDS[kind]
    problems: list[Problem] = []
    made: list[Any] = []
    with workspace.database.write() as connection:
        fixed = _fixed(workspace, connection, known, model_id)
        for number, one in enumerate(typed):
            path = f"rows.{number}." if len(typed) > 1 else ""
            try:
                judged = judge_record(
                    known.record, known.form, one, today(workspace), id=workspace.new_id(),
                    commune_code=workspace.commune_code, **fixed,
                )  # fmt: skip
                made.append(_with_its_id(judged))
                _check(workspace, connection, known, made[-1], model_id)
                journal.save(connection, author(workspace), records.drafts(connection, made[-1:]))
            except InvalidInput as wrong:
                problems += [replace(problem, field=path + problem.field) for problem in wrong.problems]
        if problems:
            raise InvalidInput(problems)
    return made


def change(workspace: Workspace, kind: str, record_id: str, typed: Mapping[str, Typed], reason: str = "") -> Any:
    """Change what *typed* names of a record; everything else stays. Raises InvalidInput, NotFound."""
    known = MODEL_RECORDS[kind]
    with workspace.database.write() as connection:
        now = records.get(connection, known.record, record_id)
        whole: dict[str, Typed] = {**typed_of(now, known.form), **typed}
        names = {one.name for one in known.form}
        fixed = {name: getattr(now, name) for name in known.record.__dataclass_fields__ if name not in names}
        judged = judge_record(known.record, known.form, whole, today(workspace), **fixed)
        _check(workspace, connection, known, judged, model_of(connection, judged))
        journal.save(connection, author(workspace), records.drafts(connection, [judged], typed_text(reason)))
    return judged


def remove(workspace: Workspace, kind: str, record_id: str, reason: str = "") -> None:
    """Put a record into the recycle bin; its history stays. Raises NotFound, InvalidInput where others hang on it."""
    with workspace.database.write() as connection:
        now = records.get(connection, MODEL_RECORDS[kind].record, record_id)
        problems: list[Problem] = []
        model_rules.before_removal(connection, now, problems)
        if problems:
            raise InvalidInput(problems)
        gone = replace(now, removed=True)
        journal.save(connection, author(workspace), records.drafts(connection, [gone], typed_text(reason)))


def restore(workspace: Workspace, kind: str, record_id: str) -> Any:
    """Take a record out of the recycle bin."""
    with workspace.database.write() as connection:
        found = records.find(connection, MODEL_RECORDS[kind].record, record_id)
        if found is None:
            return records.get(connection, MODEL_RECORDS[kind].record, record_id)
        back = replace(found, removed=False)
        _check(workspace, connection, MODEL_RECORDS[kind], back, model_of(connection, back))
        journal.save(connection, author(workspace), records.drafts(connection, [back]))
    return back


def get(workspace: Workspace, kind: str, record_id: str) -> Any:
    """One record; raises NotFound."""
    with workspace.database.read() as connection:
        return records.get(connection, MODEL_RECORDS[kind].record, record_id)


def of_model(workspace: Workspace, kind: str, model_id: str) -> list[Any]:
    """The live records of *kind* in the model's file, in their order."""
    with workspace.database.read() as connection:
        return read_of_model(connection, workspace.commune_code, kind, model_id)


def read_of_model(connection: Connection, commune_code: str, kind: str, model_id: str) -> list[Any]:
    """The same inside a transaction."""
    known = MODEL_RECORDS[kind]
    among: dict[str, Any]
    if known.owner in (MODEL, AREA):
        among = {MODEL: model_id}
        if known.owner == AREA:
            model = records.find(connection, LivelihoodModel, model_id)
            if model is not None:
                among = {"period": model.period, "area_code": model.area_code, MODEL: ["", model_id]}
    else:
        among = {known.owner: _owners(connection, commune_code, known.owner, model_id)}
    return sorted(records.all_of(connection, known.record, commune_code, **among), key=known.order)


def of_area(workspace: Workspace, period: str, area_code: str) -> list[Any]:
    """The meetings about an area's models in a period, oldest first."""
    known = MODEL_RECORDS["community_meeting"]
    with workspace.database.read() as connection:
        found = records.all_of(connection, known.record, workspace.commune_code, period=period, area_code=area_code)
    return sorted(found, key=known.order)


def _owners(connection: Connection, commune_code: str, owner: str, model_id: str) -> list[str]:
    if owner == PARTICIPANT:
        return [one.id for one in records.all_of(connection, Participant, commune_code, model_id=model_id)]
    if owner == BUDGET_LINE:
        return [one.id for one in records.all_of(connection, BudgetLine, commune_code, model_id=model_id)]
    if owner == THING:
        return [one.id for one in read_of_model(connection, commune_code, "raised_thing", model_id)]
    raise KeyError(owner)


def model_of(connection: Connection, record: Any) -> str:
    """The id of the model that *record* belongs to, empty for what comes before one is chosen."""
    if hasattr(record, MODEL):
        return str(record.model_id)
    if hasattr(record, PARTICIPANT):
        participant = records.find(connection, Participant, record.participant_id)
        return participant.model_id if participant is not None else ""
    if hasattr(record, BUDGET_LINE):
        line = records.find(connection, BudgetLine, record.budget_line_id)
        return line.model_id if line is not None else ""
    thing = records.find(connection, MODEL_RECORDS["raised_thing"].record, record.thing_id)
    return model_of(connection, thing) if thing is not None else ""


def _fixed(workspace: Workspace, connection: Connection, known: RecordKind, model_id: str) -> dict[str, Any]:
    """What the place of the record says, not the form."""
    fields = known.record.__dataclass_fields__
    fixed: dict[str, Any] = {}
    if known.owner == AREA and not model_id:
        return {"period": candidates.period_of(workspace), "area_code": workspace.commune_code}
    model = records.get(connection, LivelihoodModel, model_id)
    if known.owner == AREA:
        fixed = {"period": model.period, "area_code": model.area_code}
    if MODEL in fields:
        fixed[MODEL] = model_id
    return fixed


def _with_its_id(record: Any) -> Any:
    """The record under the id that two machines give it alike, where only one of it can be."""
    if isinstance(record, StageDue):
        return replace(record, id=stage_due_id(record.model_id, record.stage))
    if isinstance(record, StagePaper) and record.key:
        return replace(record, id=stage_paper_id(record.model_id, record.key))
    return record


def _check(workspace: Workspace, connection: Connection, known: RecordKind, record: Any, model_id: str) -> None:
    problems: list[Problem] = []
    _check_links(workspace, connection, known, record, model_id, problems)
    if not problems:
        model_rules.check(connection, record, model_id, problems)
    if problems:
        raise InvalidInput(problems)


def _check_links(
    workspace: Workspace, connection: Connection, known: RecordKind, record: Any, model_id: str, problems: list[Problem]
) -> None:
    """MH-16 for a link to what is not there, or belongs to another model."""
    for one in known.form:
        said = str(getattr(record, one.name)) if one.kind in (FieldKind.LINK, FieldKind.LINKS) else ""
        for target in filter(None, said.split(",")):
            if not _linked(workspace, connection, one.link, target, model_id):
                text = _("Choose from what is there: {title}.").format(title=one.title)
                problems.append(Problem(one.name, text, "MH-16"))
                break


def _linked(workspace: Workspace, connection: Connection, link: str, target: str, model_id: str) -> bool:
    if link == "household":
        return bool(stored_households.get_households(connection, [target]))
    if link == "hamlet":
        return any(one.id == target for one in places.all_hamlets(connection, workspace.commune_code))
    kind = MORE_KINDS[link] if link in MORE_KINDS else MODEL_RECORDS[link].record
    found = records.find(connection, kind, target)
    return found is not None and not found.removed and (not model_id or model_of(connection, found) == model_id)
