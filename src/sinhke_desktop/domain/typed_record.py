"""Records that are one form: the fields that a person types, what each takes, and how typed text becomes a value.

The window's dialogs, the command line, the papers and the marks of personal data all read the same list of fields, so
that a field is described once. Titles are the words of the paper forms and stay Vietnamese everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Protocol, TypeVar

from sinhke_desktop.domain.typed_values import LARGEST, Typed, judged_day, judged_number, typed_lines, typed_text
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

MOST_MONEY = 10**12


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    YES_NO = "yes-no"
    LINK = "link"
    LINKS = "links"


class PersonalMark(StrEnum):
    """Whether what is typed is personal data (Luật 91/2025/QH15, domain.md 8)."""

    NONE = "none"
    BASIC = "basic"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field of a form.

    ``choices`` are value → words; ``link`` names the kind of record that is chosen from (``participant``,
    ``budget_line``, ``hamlet``…): a LINK holds its id, LINKS several ids joined by commas. ``past`` refuses days after
    today. Sums are in đồng.
    """

    name: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    most: int = LARGEST
    past: bool = False
    link: str = ""
    hint: str = ""
    personal: PersonalMark = PersonalMark.NONE


def text(name: str, title: str, **more: Any) -> TypedField:
    """A line of text."""
    return TypedField(name, title, FieldKind.TEXT, **more)


def lines(name: str, title: str, **more: Any) -> TypedField:
    """Several lines of text."""
    return TypedField(name, title, FieldKind.LINES, **more)


def day(name: str, title: str, **more: Any) -> TypedField:
    """A day."""
    return TypedField(name, title, FieldKind.DAY, **more)


def number(name: str, title: str, **more: Any) -> TypedField:
    """A whole number."""
    return TypedField(name, title, FieldKind.NUMBER, **{"most": 10**9, **more})


def money(name: str, title: str, **more: Any) -> TypedField:
    """A sum in đồng."""
    return TypedField(name, title, FieldKind.MONEY, **{"most": MOST_MONEY, **more})


def choice(name: str, title: str, choices: Mapping[Any, str], **more: Any) -> TypedField:
    """One of some values."""
    return TypedField(name, title, FieldKind.CHOICE, choices=choices, **{"required": True, **more})


def yes_no(name: str, title: str, **more: Any) -> TypedField:
    """A truth."""
    return TypedField(name, title, FieldKind.YES_NO, **more)


def link(name: str, title: str, to: str, **more: Any) -> TypedField:
    """Another record of the kind *to*."""
    return TypedField(name, title, FieldKind.LINK, link=to, **more)


def links(name: str, title: str, to: str, **more: Any) -> TypedField:
    """Several other records of the kind *to*."""
    return TypedField(name, title, FieldKind.LINKS, link=to, **more)


class FormRecord(Protocol):
    """A frozen value whose own fields are typed into one form."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """32 hexadecimal digits."""
        ...

    @property
    def commune_code(self) -> str:
        """The commune that it belongs to."""
        ...

    @property
    def removed(self) -> bool:
        """True in the recycle bin."""
        ...


R = TypeVar("R", bound=FormRecord)


def judged_values(
    form: Sequence[TypedField], typed: Mapping[str, Typed], today: date, problems: list[Problem]
) -> dict[str, Any]:
    """Field → value of everything in *form*; what cannot be taken is added to *problems* under the field's name.

    MH-02 for what is missing or not on a list, MH-03 for numbers, MH-04 for days, MH-15 for a name that the form does
    not have.
    """
    known = {one.name for one in form}
    unknown = _("This form has no field of that name.")
    problems += [Problem(name, unknown, "MH-15") for name in typed if name not in known]
    return {one.name: _judged(one, typed.get(one.name), today, problems) for one in form}


def _judged(one: TypedField, value: Typed, today: date, problems: list[Problem]) -> Any:
    if one.kind is FieldKind.DAY:
        latest = today if one.past else None
        return judged_day(value, one.name, problems, required=one.required, latest=latest)
    if one.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return judged_number(value, one.name, problems, least=one.least, most=one.most, required=one.required)
    if one.kind is FieldKind.CHOICE:
        return _chosen(one, value, problems)
    if one.kind is FieldKind.YES_NO:
        return fold(typed_text(value)) in ("1", "x", "co", "yes", "true")
    said = typed_lines(str(value or "")) if one.kind is FieldKind.LINES else typed_text(value)
    if one.kind is FieldKind.LINKS:
        said = ",".join(sorted({part.strip() for part in said.split(",") if part.strip()}))
    if one.required and not said:
        problems.append(Problem(one.name, _("This must be filled in: {title}.").format(title=one.title), "MH-02"))
    return said


def _chosen(one: TypedField, value: Typed, problems: list[Problem]) -> Any:
    said = typed_text(value)
    for key in one.choices:
        if said == str(key):
            return key
    if said or one.required:
        problems.append(Problem(one.name, _("Choose from the list: {title}.").format(title=one.title), "MH-02"))
    return ""


def judge_record(
    record: type[R],
    form: Sequence[TypedField],
    typed: Mapping[str, Typed],
    today: date,
    **fixed: Any,
) -> R:
    """The *record* that was typed, with *fixed* fields (id, commune code, model…); raises :class:`InvalidInput`.

    A record class may have ``check(problems, today)``: its rules about several fields together.
    """
    problems: list[Problem] = []
    values = judged_values(form, typed, today, problems)
    if problems:
        raise InvalidInput(problems)
    made = record(**fixed, **{name: value for name, value in values.items() if _kept(record, name, value)})
    check = getattr(made, "check", None)
    if check is not None:
        check(problems, today)
    if problems:
        raise InvalidInput(problems)
    return made


def _kept(record: type[Any], name: str, value: Any) -> bool:
    """False for an empty number or choice whose field has a default of its own."""
    if value is None or value == "":
        held = record.__dataclass_fields__[name]
        return held.default is None or held.default == ""
    return True


def typed_of(record: FormRecord, form: Sequence[TypedField]) -> dict[str, str]:
    """What one would type into *form* to get *record* again."""
    found = {}
    for one in form:
        value = getattr(record, one.name)
        if one.kind is FieldKind.YES_NO:
            found[one.name] = "1" if value else ""
        elif one.kind is FieldKind.LINES:
            found[one.name] = str(value)
        elif one.kind is FieldKind.MONEY and value is not None:
            found[one.name] = f"{value:,}".replace(",", ".")
        else:
            found[one.name] = typed_text(value)
    return found


def own_fields(record: type[Any]) -> list[str]:
    """The names of the fields of *record* beside id, commune and removal."""
    return [one.name for one in fields(record) if one.name not in ("id", "commune_code", "removed")]
