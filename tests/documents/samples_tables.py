"""The fifteen tables of a year over many hamlets with long names."""

from __future__ import annotations

from functools import partial

from worst_cases import DAY, LONG_HAMLET, LONGEST, name

from sinhke_desktop.documents.poverty_tables import render_tables
from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.poverty_facts import facts
from sinhke_desktop.domain.poverty_records import HouseholdLine, Person, Records
from sinhke_desktop.domain.poverty_tables import NUMBERS, build
from sinhke_desktop.domain.review import INDICATORS, PovertyClass, Review

YEAR = 2025
CLASSES = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE)
HAMLETS = tuple(Hamlet(f"{n:032x}", "22828", LONG_HAMLET.removeprefix("Thôn ") if n % 3 == 1 else f"Gòn {n}")
                for n in range(16))  # fmt: skip
TOTALS = tuple(HamletYear(f"t{one.id}", "22828", one.id, YEAR, 9_999, 39_999, 990, 3_950, 510, 2_040)
               for one in HAMLETS)  # fmt: skip


def _tables() -> bytes:
    lines, people, reviews = [], {}, []
    for n in range(160):
        identity = f"{n:032x}"
        fields = dict.fromkeys(HouseholdLine._fields, "") | {
            "id": identity, "removed": False, "hamlet_id": HAMLETS[n % 16].id, "list_number": n,
        }  # fmt: skip
        lines.append(HouseholdLine(**fields))
        people[identity] = [
            Person(**(dict.fromkeys(Person._fields, "") | {
                "id": f"{n:08x}{place:08x}", "household_id": identity, "removed": False, "position": place,
                "name": name(n + place), "relation": "Con trai" if place else "Chủ hộ", "sex": "male",
                "birth": "1980" if not place else "2015", "ethnic_group": "Raglai",
            })) for place in range(4)
        ]  # fmt: skip
        reviews += [
            Review(f"{year}{n:028x}", "22828", identity, year, declared_class=CLASSES[(n + year) % 3],
                   deprived=frozenset(list(INDICATORS)[: 3 + n % 4]))
            for year in (YEAR - 1, YEAR)
        ]  # fmt: skip
    records = Records(YEAR, HAMLETS, TOTALS, lines, people, sorted(reviews, key=lambda one: one.year))
    found = facts(records, lambda one: one.declared_class, lambda text: text)
    return render_tables([build(found, number) for number in NUMBERS], LONGEST, YEAR, DAY, "a1b2c3d4e5f60718293a")


LETTERS = {"15 biểu": ("render_tables", partial(_tables))}
