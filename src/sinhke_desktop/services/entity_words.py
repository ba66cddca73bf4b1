"""What records, their fields and their values are called where people read of changes, conflicts and returns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.household import Household, Member, parse_birth
from sinhke_desktop.domain.model_records import MODEL_RECORDS
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.operations import Value
from sinhke_desktop.domain.personal_copy import in_words
from sinhke_desktop.domain.personal_fields import FIELDS, RECORD_NAMES
from sinhke_desktop.domain.record_words import MORE_FIELDS, MORE_KINDS, MORE_VALUES, OWN_WORDS
from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.typed_record import FieldKind, TypedField
from sinhke_desktop.i18n import _
from sinhke_desktop.services import supports
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import entity_titles
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.records import KINDS
from sinhke_desktop.storage.rows import split_path

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN_NUMBERS = frozenset({"year", "position", "list_number"})
_MONEY = frozenset({"planned", "amount", "unit_price", "income", "income_before", "income_expected", "income_at_end",
                    "income_per_head"})  # fmt: skip
LINKS: Mapping[str, str] = {
    "hamlet_id": "hamlet",
    "from_hamlet_id": "hamlet",
    "to_hamlet_id": "hamlet",
    "household_id": "household",
    "other_household_id": "household",
    "household_ids": "household",
    "round_id": "review_round",
    "model_id": "livelihood_model",
    "participant_id": "participant",
    "participant_ids": "participant",
    "from_participant_id": "participant",
    "replaces_id": "participant",
    "budget_line_id": "budget_line",
    "group_id": "producer_group",
    "thing_id": "raised_thing",
    "contract_id": "market_contract",
    "visit_id": "visit",
}
"""Field → the kind of record whose id it holds (several joined by commas)."""


@cache
def _records() -> dict[str, type[Any]]:
    """Entity kind → the domain's record of it."""
    return {
        "commune": Commune,
        "household": Household,
        "review": Review,
        **{kind: record for record, kind in KINDS.items()},
    }


@cache
def _forms(kind: str) -> dict[str, TypedField]:
    return {one.name: one for one in MODEL_RECORDS[kind].form} if kind in MODEL_RECORDS else {}


def kind_label(kind: str) -> str:
    """What an entity kind is called: "Hộ", "Kết quả rà soát"... The kind itself if this program does not know it."""
    record = _records().get(kind)
    return MORE_KINDS.get(kind) or (RECORD_NAMES.get(record, kind) if record is not None else kind)


def field_label(kind: str, path: str) -> str:
    """What a path is called; of a member with the part's name before it: "Nhân khẩu: Họ và tên"."""
    part, _part_id, name = split_path(path)
    if part:
        return f"{RECORD_NAMES[Member]}: {_field_words(Member, name)}"
    return MORE_FIELDS.get(kind, {}).get(name) or _field_words(_records().get(kind), name)


def _field_words(record: type[Any] | None, name: str) -> str:
    marks = FIELDS.get(record) if record is not None else None
    if marks is not None and name in marks:
        return marks[name].words
    return OWN_WORDS.get(name, name)


def shown(kind: str, path: str, value: Value) -> str:
    """A wire value as the record page shows it: days dd/mm/yyyy, classes and other keys in words, dotted thousands.

    Ids of other records come as they are; :class:`Words` names those.
    """
    part, _part_id, name = split_path(path)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        if name in _MONEY or _is_money(kind, name):
            return f"{format_number(value)} đồng"
        return str(value) if name in _PLAIN_NUMBERS else in_words(name, value)
    if name == "birth":
        return str(parse_birth(value) or value)
    return _text_shown(kind, part, name, value)


def _is_money(kind: str, name: str) -> bool:
    typed = _forms(kind).get(name)
    return typed is not None and typed.kind is FieldKind.MONEY


def _text_shown(kind: str, part: str, name: str, text: str) -> str:
    typed = _forms(kind).get(name)
    if typed is not None and typed.choices:
        return next((words for key, words in typed.choices.items() if str(key) == text), text)
    chosen = _choice(kind, part, name)
    if chosen is not None:
        try:
            return _choice_words(chosen(text))
        except ValueError:
            return text
    if _DAY.fullmatch(text):
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if name in ("source_code", "programme"):
        source = supports.sources().get(text)
        return source.name if source is not None else text
    return in_words("deprived" if name == "derived" else name, text)


@cache
def _choice(kind: str, part: str, name: str) -> type[StrEnum] | None:
    """The list that the field's values are of, if there is one."""
    record = Member if part else _records().get(kind)
    hint = get_type_hints(record).get(name) if record is not None else None
    among = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return next((one for one in among if isinstance(one, type) and issubclass(one, StrEnum)), None)


def _choice_words(value: StrEnum) -> str:
    for names in MORE_VALUES:
        if value in names and any(type(key) is type(value) for key in names):
            return names[value]
    return in_words("", value)


class Words:
    """Values in words with the names of the records that they point to, looked up once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[str, str] = {}

    def shown(self, kind: str, path: str, value: Value) -> str:
        """As :func:`shown`; ids of other records become their names."""
        _part, _part_id, name = split_path(path)
        to = LINKS.get(name)
        if to is None or not isinstance(value, str) or not value:
            return shown(kind, path, value)
        entities = [f"{to}:{one}" for one in value.split(",")]
        unknown = [one for one in entities if one not in self._names]
        if unknown:
            self._names.update(titles(self._connection, unknown))
        return ", ".join(self._names[one] for one in entities)


def titles(store: Workspace | Connection, entities: Sequence[str]) -> dict[str, str]:
    """ "kind:id" → title: "Hộ Nguyễn Văn Một, thôn Tân Tiến", "Kết quả rà soát 2025 của hộ Nguyễn Văn Một, ...".

    What the store does not hold any more is called by its kind alone. Grouped queries, none per entity.
    """
    if isinstance(store, Workspace):
        with store.database.read() as connection:
            return titles(connection, entities)
    by_kind: dict[str, list[str]] = {}
    for entity in entities:
        kind, _colon, entity_id = entity.partition(":")
        by_kind.setdefault(kind, []).append(entity_id)
    named = entity_titles.names(store, by_kind)
    return {entity: _title(*entity.partition(":")[::2], named) for entity in entities}


def _title(kind: str, entity_id: str, named: entity_titles.Named) -> str:
    label = kind_label(kind)
    own = named.own.get((kind, entity_id), "")
    household = named.household_of.get((kind, entity_id), "")
    if kind == "hamlet":
        return own or label
    if kind == "commune" and own:
        return f"Thông tin của {_lower(own)}"
    if kind == "household":
        return _household(entity_id, named, label)
    title = f"{label} {own}" if own else label
    return f"{title} của {_lower(_household(household, named, 'hộ'))}" if household else title


def _household(household_id: str, named: entity_titles.Named, otherwise: str) -> str:
    head = named.heads.get(household_id)
    if head is None:
        return otherwise
    hamlet = named.hamlet_of.get(household_id, "")
    return f"Hộ {head}, {hamlet}" if hamlet else f"Hộ {head}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
