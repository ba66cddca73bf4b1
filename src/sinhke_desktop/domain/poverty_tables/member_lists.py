"""Tables 14 and 15: every member of the near-poor and of the poor households, with needs and supports."""

from __future__ import annotations

from collections.abc import Iterator

from sinhke_desktop.domain.household_lists import YES, split_keys
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.movement import Way, origin
from sinhke_desktop.domain.poverty_facts import COUNTED, Fact, Facts, declared
from sinhke_desktop.domain.poverty_records import Person
from sinhke_desktop.domain.poverty_tables.scopes import NO_HAMLET, SHORT, hamlet_words
from sinhke_desktop.domain.poverty_tables.table import Column, Kind, Row, Table
from sinhke_desktop.domain.review import Movement, PovertyClass
from sinhke_desktop.domain.vietnamese import name_sort_key

SUPPORTS = {"health": "Y tế", "education": "Giáo dục", "production": "Sản xuất", "loan": "Vay vốn", "housing": "Nhà ở"}
OTHER = "Khác"
MARK = "x"
NEEDED, RECEIVED = "N", "Đ"
HIDDEN = "(hạn chế xử lý)"
_CELLS = {(False, False): "", (True, False): NEEDED, (False, True): RECEIVED, (True, True): f"{NEEDED}, {RECEIVED}"}


def columns(wanted: PovertyClass) -> tuple[Column, ...]:
    """The columns of the list; those of support hold N (needs it), Đ (received it in the year) or both."""
    cut = "nghèo" if wanted is PovertyClass.POOR else "cận nghèo"
    group = "Nhu cầu hỗ trợ (N), đã được hỗ trợ trong năm (Đ)"
    return (
        Column("STT hộ", kind=Kind.MARK, width=0.8),
        Column("STT người", kind=Kind.MARK, width=0.8),
        Column("Họ và tên", kind=Kind.TEXT, width=3.6),
        Column("Nam", "Năm sinh", Kind.MARK, 0.9),
        Column("Nữ", "Năm sinh", Kind.MARK, 0.9),
        Column("Dân tộc", kind=Kind.TEXT, width=1.4, field="ethnic_group"),
        Column("Quan hệ với chủ hộ", kind=Kind.TEXT, width=1.5),
        Column(f"Hộ {cut} cũ, mới, tái", kind=Kind.MARK, width=1.0),
        Column("Người có công", kind=Kind.MARK, width=0.9, field="merit"),
        Column("DTTC", kind=Kind.MARK, width=0.9, field="local_minority"),
        Column("Không có KNLĐ", kind=Kind.MARK, width=0.9, field="no_labour"),
        *[Column(words, group, Kind.MARK, field="needs") for words in (*SUPPORTS.values(), OTHER)],
    )


def member_list(found: Facts, wanted: PovertyClass, number: int, hamlet_id: str) -> Table:
    """A line for every member of the households of the class, by hamlet, then by the number on the list."""
    names = {hamlet.id: hamlet_words(hamlet) for hamlet in found.hamlets}
    place = {hamlet.id: number for number, hamlet in enumerate(found.hamlets)}
    mine = [fact for fact in found.households if fact.poverty_class is wanted and hamlet_id in ("", fact.hamlet_id)]
    mine.sort(key=lambda fact: (place.get(fact.hamlet_id, len(place)), fact.line.list_number or 10**9, _key(fact)))
    rows: list[Row] = []
    for order, fact in enumerate(mine, 1):
        label = names.get(fact.hamlet_id, NO_HAMLET)
        rows += _rows(fact, order, label, opening_known=found.opening_known)
    notes = [
        f"{format_number(len(mine))} hộ, {format_number(len(rows))} nhân khẩu.",
        f"N: hộ có nhu cầu; Đ: đã được hỗ trợ trong năm {found.year}.",
        "Cũ: đã thuộc loại này năm trước; tái: tái nghèo, tái cận nghèo; mới: các hộ còn lại.",
    ]
    title = f"Danh sách chi tiết {SHORT[wanted].lower()}"
    return Table(number, title, found.status_words, columns(wanted), tuple(rows), tuple(notes),
                 ("DTTC (dân tộc tại chỗ) là chỉ tiêu riêng của Tây Nguyên; nơi khác có thể để trống.",),
                 listing=True)  # fmt: skip


def _key(fact: Fact) -> str:
    head = fact.head
    return name_sort_key(head.name) if head and not fact.line.list_number else ""


def _standing(fact: Fact, *, opening_known: bool) -> str:
    """``cũ``, ``mới``, ``tái`` or nothing where it cannot be said."""
    if fact.before is not None and fact.before.poverty_class is fact.poverty_class:
        return "cũ"
    way = origin(fact, fact.poverty_class, opening_known=opening_known)
    if way is None:
        return "cũ" if declared(fact) is Movement.OLD else ""
    return "tái" if way is Way.RELAPSED else "mới"


def _supports(fact: Fact) -> tuple[dict[str, set[str]], set[str]]:
    """Member id (empty: the household) → kinds received; the kinds that the household needs. Columns' keys."""
    received: dict[str, set[str]] = {}
    members = {one.id for one in fact.people}
    for one in fact.received:
        whose = one.member_id if one.member_id in members else ""
        received.setdefault(whose, set()).add(one.kind if one.kind in SUPPORTS else OTHER)
    return received, {key if key in SUPPORTS else OTHER for key in split_keys(fact.line.needs)}


def _rows(fact: Fact, order: int, label: str, *, opening_known: bool) -> Iterator[Row]:
    received, needed = _supports(fact)
    standing = _standing(fact, opening_known=opening_known)
    head = fact.head
    hidden = fact.line.restricted == YES
    number = str(order)
    local, unable = (MARK if flag else "" for flag in (fact.local_minority, fact.no_labour))
    nothing: set[str] = set()
    for place, person in enumerate(fact.people, 1):
        first = person is head
        got = received.get(person.id, nothing) | (received.get("", nothing) if first else nothing)
        wants = needed if first else nothing
        yield Row(
            number=number,
            label=label,
            cells=(
                number, str(place), HIDDEN if hidden else person.name, *_years(person), person.ethnic_group,
                person.relation, standing if first else "", MARK if person.merit == YES else "",
                local if first else "", unable if first else "",
                *[_CELLS[key in wants, key in got] for key in (*SUPPORTS, OTHER)],
            ),
            hamlet_id=fact.hamlet_id,
            household_id=fact.household_id,
        )  # fmt: skip


def _years(person: Person) -> tuple[str, str]:
    """The birth year in the column of the sex; an unknown sex has it in the first one with a question mark."""
    year = person.birth[:4]
    if person.sex == "female":
        return "", year or MARK
    if person.sex == "male":
        return year or MARK, ""
    return (f"{year}?" if year else "?"), ""


CLASS_OF_LIST = {14: COUNTED[1], 15: COUNTED[0]}
