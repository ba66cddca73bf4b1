"""Tables 4 to 11: lacking indicators, groups, ethnic groups, causes, children, of poor and near-poor households."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from sinhke_desktop.domain.ethnic_groups import KINH, OTHER_MINORITY
from sinhke_desktop.domain.household import parse_birth
from sinhke_desktop.domain.household_lists import CAUSES, NO
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.poverty_facts import COUNTED, Fact, Facts
from sinhke_desktop.domain.poverty_records import Person
from sinhke_desktop.domain.poverty_tables.results import BOTH, in_class, people_in_class, unknown_group_note
from sinhke_desktop.domain.poverty_tables.scopes import SHORT, scopes
from sinhke_desktop.domain.poverty_tables.table import Column, Kind, Measure, Scope, Table, Unit, tabulate
from sinhke_desktop.domain.review import ALL_INDICATORS, PovertyClass

CHILD_UNDER = 16
SCHOOL_FROM = 3
MOST_GROUPS = 8
WASTE = "wasteTreatment"


def indicators(found: Facts, wanted: PovertyClass, number: int, hamlet_id: str, *, rates: bool) -> Table:
    """Tables 4 to 7: households of the class that lack each indicator, as counts or as shares of the class."""
    shown = scopes(found, found.households, hamlet_id)
    total = in_class(wanted)
    keys = found.indicators
    measures = [Measure(Column(f"Tổng số {SHORT[wanted].lower()}"), total)]
    if not rates:
        measures.append(Measure(Column("Tổng số chỉ số thiếu hụt"), _lacking_sum(wanted)))

    def whole(scope: Scope, _unit: Unit) -> int:
        return scope.sum(total)

    measures += [
        Measure(
            Column(ALL_INDICATORS[key], "Tỷ lệ thiếu hụt (%)" if rates else "Số hộ thiếu hụt",
                   Kind.RATE if rates else Kind.NUMBER),
            _lacking(wanted, key), whole=whole if rates else None,
        )
        for key in keys
    ]  # fmt: skip
    name = SHORT[wanted].lower()
    title = (
        f"Phân tích tỷ lệ các chỉ số thiếu hụt của {name}" if rates else f"Phân tích các chỉ số thiếu hụt của {name}"
    )
    note = (f"Tỷ lệ tính trên số {name}; một hộ có thể thiếu hụt nhiều chỉ số." if rates
            else "Một hộ có thể thiếu hụt nhiều chỉ số nên các cột không cộng thành số hộ.")  # fmt: skip
    marks = ("Cách ghi chỉ số Xử lý rác thải của chuẩn từ năm 2027 chưa được đối chiếu với văn bản.",)
    return Table(number, title, found.status_words, tuple(one.column for one in measures), tabulate(shown, measures),
                 (note,), marks if WASTE in keys else ())  # fmt: skip


def _lacking(wanted: PovertyClass, key: str) -> Callable[[Fact], int]:
    return lambda fact: int(fact.poverty_class is wanted and key in fact.deprived)


def _lacking_sum(wanted: PovertyClass) -> Callable[[Fact], int]:
    return lambda fact: len(fact.deprived) if fact.poverty_class is wanted else 0


def groups(found: Facts, hamlet_id: str) -> Table:
    """Table 8: minorities, no labour capacity, merits, others; by households and by their members."""
    shown = scopes(found, found.households, hamlet_id)
    kinds: list[tuple[str, Callable[[Fact], bool]]] = [
        ("Dân tộc thiểu số", lambda fact: fact.minority),
        ("Không có khả năng lao động", lambda fact: fact.no_labour),
        ("Có người có công", lambda fact: fact.merit),
        ("Khác", lambda fact: not (fact.minority or fact.no_labour or fact.merit)),
    ]
    measures = []
    for wanted in COUNTED:
        measures.append(Measure(Column("Tổng số", SHORT[wanted]), in_class(wanted), people_in_class(wanted)))
        measures += [
            Measure(Column(words, SHORT[wanted]), _where(test, wanted), _people_where(test, wanted))
            for words, test in kinds
        ]
    unsaid = sum(fact.poverty_class in COUNTED and not fact.line.no_labour for fact in found.households)
    notes = [
        "Một hộ có thể thuộc nhiều nhóm; nhóm Khác là hộ không thuộc nhóm nào. Dòng nhân khẩu đếm mọi người của các hộ "
        "trong nhóm."
    ]
    if unsaid:
        notes.append(f"{format_number(unsaid)} hộ chưa ghi có hay không có khả năng lao động, tính như có.")
    notes += unknown_group_note(found, COUNTED)
    marks = ("Định nghĩa hộ không có khả năng lao động chưa tìm thấy trong văn bản: ở đây theo dấu ghi ở phiếu hộ.",)
    return Table(8, "Phân tích hộ nghèo, hộ cận nghèo theo nhóm đối tượng", found.status_words,
                 tuple(one.column for one in measures), tabulate(shown, measures, BOTH), tuple(notes), marks,
                 by_unit=True)  # fmt: skip


def _where(test: Callable[[Fact], bool], wanted: PovertyClass) -> Callable[[Fact], int]:
    return lambda fact: int(fact.poverty_class is wanted and test(fact))


def _people_where(test: Callable[[Fact], bool], wanted: PovertyClass) -> Callable[[Fact], int]:
    return lambda fact: len(fact.people) if fact.poverty_class is wanted and test(fact) else 0


def ethnic_groups(found: Facts, hamlet_id: str, most: int = MOST_GROUPS) -> Table:
    """Table 9: by the head's ethnic group; the *most* frequent minorities by name, the rest together."""
    shown = scopes(found, found.households, hamlet_id)
    counted = Counter(fact.ethnic_group for fact in found.households if fact.poverty_class in COUNTED and fact.minority)
    named = [name for name, _count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    named = [name for name in named if name != OTHER_MINORITY]
    rest = frozenset({OTHER_MINORITY, *named[most:]})
    named = named[:most]
    measures = []
    for wanted in COUNTED:
        kinds: list[tuple[str, Callable[[Fact], bool]]] = [
            ("Tổng số", lambda _fact: True),
            ("Kinh", lambda fact: fact.ethnic_group == KINH),
            ("Tổng số DTTS", lambda fact: fact.minority),
            *[(name, _belongs(name)) for name in named],
            ("Khác", lambda fact: fact.ethnic_group in rest),
        ]
        measures += [Measure(Column(words, SHORT[wanted]), _where(test, wanted)) for words, test in kinds]
    notes = ["Xếp theo dân tộc của chủ hộ; tổng số DTTS gồm các dân tộc ghi tên và cột Khác."]
    notes += unknown_group_note(found, COUNTED)
    return Table(9, "Phân tích hộ nghèo, hộ cận nghèo theo dân tộc", found.status_words,
                 tuple(one.column for one in measures), tabulate(shown, measures), tuple(notes))  # fmt: skip


def _belongs(name: str) -> Callable[[Fact], bool]:
    return lambda fact: fact.ethnic_group == name


def causes(found: Facts, hamlet_id: str) -> Table:
    """Table 10: causes of poverty; a household may have several."""
    shown = scopes(found, found.households, hamlet_id)
    measures = []
    for wanted in COUNTED:
        measures.append(Measure(Column("Tổng số", SHORT[wanted]), in_class(wanted)))
        measures += [
            Measure(Column(words, SHORT[wanted]), _where(_caused(key), wanted)) for key, words in CAUSES.items()
        ]
    silent = sum(fact.poverty_class in COUNTED and not fact.line.causes for fact in found.households)
    notes = ["Một hộ có thể có nhiều nguyên nhân, nên các cột không cộng thành số hộ."]
    if silent:
        notes.append(f"{format_number(silent)} hộ chưa ghi nguyên nhân.")
    return Table(10, "Phân nhóm hộ nghèo, hộ cận nghèo theo nguyên nhân nghèo", found.status_words,
                 tuple(one.column for one in measures), tabulate(shown, measures), tuple(notes))  # fmt: skip


def _caused(key: str) -> Callable[[Fact], bool]:
    return lambda fact: key in fact.causes


def children_of(fact: Fact) -> list[tuple[Person, int]]:
    """The members under 16 on the day of the review, each with the age."""
    if fact.now is None:
        return []
    day: date = fact.now.review.as_of
    oldest = day.year - CHILD_UNDER
    found = []
    for person in fact.people:
        if person.birth and int(person.birth[:4]) >= oldest:
            birth = parse_birth(person.birth)
            age = birth.age_on(day) if birth else CHILD_UNDER
            if 0 <= age < CHILD_UNDER:
                found.append((person, age))
    return found


def lacks_health(person: Person, fact: Fact) -> bool:
    """No insurance or undernourished by the child's own answers; where neither was asked, as the household's review."""
    if person.insured or person.nutrition:
        return person.insured == NO or person.nutrition in ("stunted", "underweight", "both")
    return bool(fact.deprived & {"nutrition", "healthInsurance"})


def lacks_schooling(person: Person, age: int, fact: Fact) -> bool:
    """Not at school from 3 years on by the child's own answer; where it was not asked, as the household's review."""
    if age < SCHOOL_FROM:
        return False
    if person.schooling:
        return person.schooling == "none"
    return "childSchoolAttendance" in fact.deprived


def children(found: Facts, hamlet_id: str) -> Table:
    """Table 11: children of poor and near-poor households who lack health care or schooling."""
    shown = scopes(found, found.households, hamlet_id)
    known = {fact.household_id: children_of(fact) for fact in found.households if fact.poverty_class in COUNTED}
    health = {
        fact.household_id: sum(lacks_health(one, fact) for one, _age in known[fact.household_id])
        for fact in found.households if fact.household_id in known
    }  # fmt: skip
    school = {
        fact.household_id: sum(lacks_schooling(one, age, fact) for one, age in known[fact.household_id])
        for fact in found.households if fact.household_id in known
    }  # fmt: skip
    counts = {household_id: len(some) for household_id, some in known.items()}
    measures = [
        Measure(Column(words, f"Trẻ em thuộc {SHORT[wanted].lower()}"), _looked_up(numbers, wanted))
        for wanted in COUNTED
        for words, numbers in (("Số trẻ em", counts), ("Thiếu hụt y tế", health), ("Thiếu hụt giáo dục", school))
    ]
    ageless = sum(not one.birth for fact in found.households if fact.household_id in known for one in fact.people)
    unasked = sum(
        not (one.insured or one.nutrition)
        for some in known.values() for one, _age in some
    )  # fmt: skip
    notes = [
        "Trẻ em dưới 16 tuổi vào ngày rà soát. Thiếu hụt y tế: không có thẻ bảo hiểm y tế hoặc suy dinh dưỡng; "
        "thiếu hụt giáo dục: từ 3 tuổi mà không đi học."
    ]
    if unasked:
        notes.append(
            f"{format_number(unasked)} trẻ chưa ghi riêng thẻ bảo hiểm y tế, dinh dưỡng: tính theo chỉ số thiếu hụt "
            "của hộ; giáo dục cũng vậy."
        )
    if ageless:
        notes.append(f"{format_number(ageless)} thành viên chưa ghi năm sinh, không tính là trẻ em.")
    marks = ("Cách tính thiếu hụt của từng trẻ chưa tìm thấy trong văn bản, là cách hiểu của chương trình này.",)
    return Table(11, "Tổng hợp chỉ tiêu thiếu hụt của trẻ em thuộc hộ nghèo, hộ cận nghèo", found.status_words,
                 tuple(one.column for one in measures), tabulate(shown, measures), tuple(notes), marks)  # fmt: skip


def _looked_up(numbers: dict[str, int], wanted: PovertyClass) -> Callable[[Fact], int]:
    return lambda fact: numbers[fact.household_id] if fact.poverty_class is wanted else 0
