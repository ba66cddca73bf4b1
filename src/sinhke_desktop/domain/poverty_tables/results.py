"""Tables 1, 2, 3, 12 and 13: the year's result, the movements, the result by groups of people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sinhke_desktop.domain.ethnic_groups import KINH
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.movement import (
    BREAK_WORDS,
    GAINS,
    LOSSES,
    Break,
    BreakKind,
    Entry,
    Way,
    balanced,
    movements,
)
from sinhke_desktop.domain.poverty_facts import COUNTED, Fact, Facts
from sinhke_desktop.domain.poverty_tables.scopes import SHORT, missing_notes, scopes, too_small_notes
from sinhke_desktop.domain.poverty_tables.table import (
    UNIT_NAMES,
    Column,
    Kind,
    Measure,
    Row,
    Scope,
    Table,
    Unit,
    Whole,
    tabulate,
)
from sinhke_desktop.domain.review import PovertyClass

POOR, NEAR = COUNTED
BOTH = (Unit.HOUSEHOLDS, Unit.PERSONS)
TITLE_1 = ("Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo, hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp, diêm nghiệp "
           "có mức sống trung bình")  # fmt: skip
RATE_NOTE = ("Tỷ lệ hộ tính trên tổng số hộ, tỷ lệ nhân khẩu tính trên tổng số nhân khẩu của thôn, của xã; "
             "hai chữ số thập phân, làm tròn nửa lên.")  # fmt: skip
LOCAL_MARK = "DTTC (dân tộc tại chỗ) là chỉ tiêu riêng của Tây Nguyên; nơi khác có thể để trống."


def in_class(wanted: PovertyClass) -> Callable[[Fact], int]:
    """Counts a household of the class."""
    return lambda fact: int(fact.poverty_class is wanted)


def people_in_class(wanted: PovertyClass) -> Callable[[Fact], int]:
    """Counts the members of a household of the class."""
    return lambda fact: len(fact.people) if fact.poverty_class is wanted else 0


def _average(fact: Fact) -> int:
    return int(fact.average_living)


def _average_people(fact: Fact) -> int:
    return len(fact.people) if fact.average_living else 0


def _all_households(scope: Scope, _unit: Unit) -> int | None:
    return scope.totals.households


def _all_people(scope: Scope, _unit: Unit) -> int | None:
    return scope.totals.persons


def _not_less(stated: Whole, parts: Sequence[Callable[[Fact], int]]) -> Whole:
    """The stated total; None where it is smaller than its parts together, as then no rate of it can be true."""

    def whole(scope: Scope, unit: Unit) -> int | None:
        total = stated(scope, unit)
        return None if total is None or total < sum(map(scope.sum, parts)) else total

    return whole


HOUSEHOLD_GROUPS = ("Hộ nghèo", "Hộ cận nghèo", "Hộ có mức sống trung bình")
PEOPLE_GROUPS = ("Nhân khẩu nghèo", "Nhân khẩu cận nghèo", "Nhân khẩu có mức sống trung bình")


def table_1(found: Facts, hamlet_id: str) -> Table:
    """Result of the year: households and people of each class, shares of all households and of all people."""
    shown = scopes(found, found.households, hamlet_id)
    some = (in_class(POOR), in_class(NEAR), _average)
    people = (people_in_class(POOR), people_in_class(NEAR), _average_people)
    counts: list[tuple[str, Callable[[Fact], int], Whole]] = [
        (words, count, whole)
        for names, several, stated in ((HOUSEHOLD_GROUPS, some, _all_households), (PEOPLE_GROUPS, people, _all_people))
        for whole in [_not_less(stated, several)]
        for words, count in zip(names, several, strict=True)
    ]
    measures = [
        Measure(Column("Tổng số hộ"), stated=_all_households),
        Measure(Column("Tổng số nhân khẩu"), stated=_all_people),
    ]
    for group, count, whole in counts:
        measures.append(Measure(Column("Số lượng", group), count))
        measures.append(Measure(Column("Tỷ lệ (%)", group, Kind.RATE), count, whole=whole))
    notes = [
        RATE_NOTE,
        *missing_notes(found, shown, {"households": "tổng số hộ", "persons": "tổng số nhân khẩu"}),
        *too_small_notes(shown, "households", "tổng số hộ", lambda one: sum(map(one.sum, some))),
        *too_small_notes(shown, "persons", "số nhân khẩu", lambda one: sum(map(one.sum, people))),
    ]
    return Table(1, TITLE_1, found.status_words, tuple(one.column for one in measures),
                 tabulate(shown, measures), tuple(notes))  # fmt: skip


MOVEMENT_TITLES = {
    POOR: ("Tổng hợp diễn biến hộ nghèo trong năm",
           {Way.TO_OTHER: "Trở thành hộ cận nghèo", Way.ABOVE: "Vượt chuẩn cận nghèo", Way.OTHER_LOSS: "Khác giảm",
            Way.FROM_OTHER: "Hộ cận nghèo trở thành hộ nghèo", Way.RELAPSED: "Tái nghèo", Way.NEW: "Phát sinh mới",
            Way.OTHER_GAIN: "Khác tăng"}),
    NEAR: ("Tổng hợp diễn biến hộ cận nghèo trong năm",
           {Way.TO_OTHER: "Trở thành hộ nghèo", Way.ABOVE: "Vượt chuẩn cận nghèo", Way.OTHER_LOSS: "Khác giảm",
            Way.FROM_OTHER: "Hộ nghèo trở thành hộ cận nghèo", Way.RELAPSED: "Tái cận nghèo",
            Way.NEW: "Phát sinh mới", Way.OTHER_GAIN: "Khác tăng"}),
}  # fmt: skip
MOVEMENT_NOTE = (
    "Cuối kỳ = đầu kỳ − giảm + tăng. Khác giảm, khác tăng: chuyển đi, chuyển đến, tách hộ, nhập hộ, xóa hộ, chuyển "
    "thôn trong xã; ở dòng nhân khẩu có thêm người sinh, mất, thêm, bớt của hộ đã có ở đầu kỳ."
)
RELAPSE_MARK = (
    "Thời gian xét tái nghèo chưa tìm thấy trong văn bản: ở đây là hộ từng nghèo (cận nghèo) trong các năm trước có "
    "trong sổ, năm trước không còn, năm nay trở lại; hoặc phiếu rà soát ghi tái nghèo."
)


def _way(way: Way) -> Callable[[Entry], int]:
    return lambda entry: entry.households if entry.way is way else 0


def _way_people(way: Way) -> Callable[[Entry], int]:
    return lambda entry: entry.size if entry.way is way else 0


def movement(found: Facts, wanted: PovertyClass, number: int, hamlet_id: str) -> Table:
    """Tables 2 and 3: from the start to the end of the year; a row whose sum does not hold is marked broken."""
    entries, breaks = movements(found)
    mine = [one for one in entries if one.poverty_class is wanted]
    broken = [one for one in breaks if one.poverty_class is wanted and hamlet_id in ("", one.hamlet_id)]
    shown = scopes(found, mine, hamlet_id)
    title, words = MOVEMENT_TITLES[wanted]
    columns = [(Way.OPENING, Column("Đầu kỳ"))]
    columns += [(way, Column(words[way], "Giảm trong kỳ")) for way in LOSSES]
    columns += [(way, Column(words[way], "Tăng trong kỳ")) for way in GAINS]
    columns.append((Way.CLOSING, Column("Cuối kỳ")))
    measures = [
        Measure(column, stated=lambda _scope, _unit: None)
        if not found.opening_known and way in (Way.OPENING, *LOSSES)
        else Measure(column, _way(way), _way_people(way))
        for way, column in columns
    ]
    lines = tabulate(shown, measures, BOTH)
    rows = tuple(
        _marked(line, scope, broken, opening_known=found.opening_known)
        for line, scope in zip(lines, [scope for scope in shown for _unit in BOTH], strict=True)
    )
    notes = [MOVEMENT_NOTE, *_break_notes(broken)]
    if not found.opening_known:
        notes.append(f"Chưa có kết quả rà soát năm {found.year - 1} nên không có số đầu kỳ và số giảm (–).")
    return Table(number, title, found.status_words, tuple(column for _way_, column in columns), rows, tuple(notes),
                 (RELAPSE_MARK,), tuple(broken), by_unit=True)  # fmt: skip


def _marked(row: Row, scope: Scope, broken: list[Break], *, opening_known: bool) -> Row:
    bad = opening_known and (
        not balanced(scope.items, people=row.unit is Unit.PERSONS)
        or any(scope.total or one.hamlet_id == scope.hamlet_id for one in broken)
    )
    return Row(row.number, row.label, row.cells, row.unit, row.hamlet_id, "", row.total, bad) if bad else row


def _break_notes(broken: list[Break]) -> list[str]:
    counted = {kind: sum(one.kind is kind for one in broken) for kind in BreakKind}
    return [
        f"Không khớp: {format_number(count)} hộ {BREAK_WORDS[kind]}." if kind is not BreakKind.NO_ORIGIN
        else f"Không khớp: {format_number(count)} hộ không rõ từ đâu tăng: {BREAK_WORDS[kind]}."
        for kind, count in counted.items()
        if count
    ]  # fmt: skip


def _households(test: Callable[[Fact], bool], wanted: PovertyClass) -> Callable[[Fact], int]:
    return lambda fact: int(fact.poverty_class is wanted and test(fact))


def _some(count: Callable[[Fact], int], wanted: PovertyClass) -> Callable[[Fact], int]:
    return lambda fact: count(fact) if fact.poverty_class is wanted else 0


def _people_of(test: Callable[[Fact], bool], wanted: PovertyClass) -> Callable[[Fact], int]:
    return lambda fact: len(fact.people) if fact.poverty_class is wanted and test(fact) else 0


def by_groups(found: Facts, wanted: PovertyClass, number: int, hamlet_id: str) -> Table:
    """Tables 12 and 13: the class among Kinh, minorities and local minorities, each over its own whole."""
    shown = scopes(found, found.households, hamlet_id)
    name = SHORT[wanted]
    measures = [
        Measure(Column("Tổng số", "Hộ (nhân khẩu) dân cư"), stated=lambda scope, unit: scope.totals.of(unit)),
        Measure(Column("Kinh", "Hộ (nhân khẩu) dân cư"), stated=lambda scope, unit: scope.totals.majority(unit)),
        Measure(Column("DTTS", "Hộ (nhân khẩu) dân cư"), stated=lambda scope, unit: scope.totals.minority(unit)),
        Measure(Column("DTTC", "Hộ (nhân khẩu) dân cư"), stated=lambda scope, unit: scope.totals.local(unit)),
    ]
    kinh = (_households(lambda fact: fact.ethnic_group == KINH, wanted), _some(lambda fact: fact.kinh_people, wanted))
    groups: list[tuple[str, tuple[Callable[[Fact], int], Callable[[Fact], int]], Whole]] = [
        ("Tổng số", (in_class(wanted), people_in_class(wanted)), lambda scope, unit: scope.totals.of(unit)),
        ("Kinh", kinh, lambda scope, unit: scope.totals.majority(unit)),
        ("DTTS", (_households(lambda fact: fact.minority, wanted), _some(lambda fact: fact.minority_people, wanted)),
         lambda scope, unit: scope.totals.minority(unit)),
        ("DTTC", (_households(lambda fact: fact.local_minority, wanted),
                  _some(lambda fact: fact.minority_people if fact.local_minority else 0, wanted)),
         lambda scope, unit: scope.totals.local(unit)),
    ]  # fmt: skip
    for words, (households, people), whole in groups:
        measures.append(Measure(Column(words, name), households, people))
        measures.append(Measure(Column(f"% {words}" if words != "Tổng số" else "%", name, Kind.RATE), households,
                                people, whole))  # fmt: skip
    inside: list[tuple[str, Callable[[Fact], bool]]] = [
        ("Có người có công", lambda fact: fact.merit),
        ("Không có khả năng lao động", lambda fact: fact.no_labour),
        ("Chủ hộ là nữ", lambda fact: fact.female_head),
    ]
    measures += [
        Measure(Column(words, "Trong đó"), _households(test, wanted), _people_of(test, wanted))
        for words, test in inside
    ]
    wanted_totals = {
        "households": "tổng số hộ", "persons": "tổng số nhân khẩu", "minority_households": "số hộ dân tộc thiểu số",
        "minority_persons": "số nhân khẩu dân tộc thiểu số",
    }  # fmt: skip
    rows = tabulate(shown, measures, BOTH)
    notes = [
        "Mỗi tỷ lệ có mẫu số riêng: tỷ lệ của hộ dân tộc thiểu số (DTTS) tính trên số hộ DTTS, của hộ Kinh trên số hộ "
        "Kinh. Hộ xếp theo dân tộc của chủ hộ, nhân khẩu theo dân tộc của từng người.",
        *missing_notes(found, shown, wanted_totals),
        *_too_small_wholes(rows, measures),
        *unknown_group_note(found, (wanted,)),
    ]
    title = f"Tổng hợp kết quả rà soát {name.lower()} theo chuẩn nghèo đa chiều"
    return Table(number, title, found.status_words, tuple(one.column for one in measures),
                 rows, tuple(notes), (LOCAL_MARK,), by_unit=True)  # fmt: skip


def _too_small_wholes(rows: Sequence[Row], measures: Sequence[Measure]) -> list[str]:
    """A sentence for every hamlet's group whose total is smaller than what was counted of it."""
    found = []
    for row in rows:
        for cell, measure in zip(row.cells, measures, strict=True):
            if isinstance(cell, str) or not cell.is_rate or cell.whole is None or row.total:
                continue
            if (cell.value or 0) > cell.whole:
                whose = measure.column.title.removeprefix("%").strip() or "tổng số"
                unit = UNIT_NAMES[row.unit or Unit.HOUSEHOLDS].lower()
                found.append(
                    f"{row.label}: số {unit} {whose} đã nhập là {format_number(cell.whole)}, ít hơn "
                    f"{format_number(cell.value or 0)} đếm được; tỷ lệ để trống (–), cần nhập lại."
                )
    return found


def unknown_group_note(found: Facts, classes: tuple[PovertyClass, ...]) -> list[str]:
    """How many households have no ethnic group noted."""
    count = sum(not fact.ethnic_group for fact in found.households if fact.poverty_class in classes)
    return [f"{format_number(count)} hộ chưa ghi dân tộc của chủ hộ, chỉ tính vào tổng số."] if count else []
