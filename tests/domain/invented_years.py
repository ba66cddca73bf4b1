"""Invented years of a commune: first what was true of each household, then the records that tell it.

The tables count from the records; :mod:`test_poverty_recount` counts from the truth, so that neither knows the other.
"""

from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.life_act import ActKind, LifeAct
from sinhke_desktop.domain.poverty_records import HouseholdLine, Person, Received, Records
from sinhke_desktop.domain.review import ALL_INDICATORS, Movement, PovertyClass, Review

YEAR = 2025
DAY = date(YEAR, 10, 20)
POOR, NEAR, NONE, UNKNOWN = PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.UNKNOWN
HAMLETS = tuple(Hamlet(f"{number:032x}", "22828", name) for number, name in enumerate(("Tân Tiến", "Đá Bàn", "Gòn 1")))
GROUPS = ("Kinh", "Kinh", "Ra-glai", "Chăm", "", "Không rõ", "Khác", "Người nước ngoài", "Tày", "Nùng", "Hoa", "Thái",
          "Mường", "Dao", "Ê-đê", "Cơ-ho")  # fmt: skip
CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness", "other")
NEEDS = ("health", "education", "production", "loan", "housing", "land", "water", "other")


@dataclass
class Truth:
    """What was true of one household at the end of the year before, at the end of the year, and today."""

    id: str
    number: int
    hamlet_before: str
    hamlet_now: str
    here_before: bool
    here_now: bool
    before: PovertyClass | None
    now: PovertyClass | None
    once: PovertyClass | None
    said: Movement | None
    lacking: frozenset[str]
    average: bool
    line: dict[str, str]
    people_before: list[Person] = field(default_factory=list)
    people_now: list[Person] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)


@dataclass
class Commune:
    """All households, what was stated of the hamlets, and the records that were kept."""

    households: list[Truth]
    totals: dict[str, HamletYear]
    records: Records


def group_name(text: str) -> str:
    """The names of groups as the lists have them; what is not known is empty."""
    return "" if text == "Không rõ" else text


@st.composite
def people(draw, household_id: str, number: int) -> list[tuple[Person, str]]:
    """Members with what happened to each: nothing, born or died in the year, born or died after it."""
    found = []
    for place in range(draw(st.integers(1, 5))):
        birth = draw(st.sampled_from(["", "1950", "1985", "2009", "2010", "2009-10-20", "2009-10-21", "2022-10-20",
                                      "2022-10-21", "2015-05-05", "2025-12-01", "2025"]))  # fmt: skip
        person = Person(
            id=f"{number:08x}{place:08x}", household_id=household_id, removed=False, position=place,
            name=f"Người {number} {place}",
            relation="Chủ hộ" if place == 0 else draw(st.sampled_from(["Con trai", ""])),
            sex=draw(st.sampled_from(["male", "female", ""])), birth=birth, ethnic_group=draw(st.sampled_from(GROUPS)),
            insured=draw(st.sampled_from(["", "yes", "no"])), schooling=draw(st.sampled_from(["", "none", "primary"])),
            nutrition=draw(st.sampled_from(["", "good", "stunted", "underweight", "both"])),
            merit=draw(st.sampled_from(["", "", "yes", "no"])),
        )  # fmt: skip
        happened = ["", "", "", "", "born", "died", "born later", "died later"] if place else ["", "", "", "died"]
        found.append((person, draw(st.sampled_from(happened))))
    return found


ACTS = {"born": (ActKind.BORN, YEAR), "died": (ActKind.DIED, YEAR), "born later": (ActKind.BORN, YEAR + 1),
        "died later": (ActKind.DIED, YEAR + 1)}  # fmt: skip


def act(kind: ActKind, household_id: str, day: date, number: int, **more: str) -> LifeAct:
    """An act in the life of a household."""
    return LifeAct(f"{number:032x}", "22828", kind, household_id, day, "lý do", **more)


@st.composite
def communes(draw, least: int = 1, most: int = 10) -> Commune:
    """A commune of a few households with whatever may have happened to them."""
    truths, lines, members, reviews, acts, received = [], [], {}, [], [], []
    known = draw(st.booleans())
    for number in range(1, draw(st.integers(least, most)) + 1):
        one, line, rows, more = draw(_household(number, opening=known))
        truths.append(one)
        lines.append(line)
        members[one.id] = rows
        acts += more
        received += one.received
        reviews += _reviews(one, draw(st.sampled_from([DAY, None])))
    totals = tuple(
        HamletYear(f"t{hamlet.id}", "22828", hamlet.id, YEAR, *draw(_totals()))
        for hamlet in HAMLETS if draw(st.sampled_from([True, True, False]))
    )  # fmt: skip
    records = Records(YEAR, HAMLETS, totals, lines, members, sorted(reviews, key=lambda review: review.as_of),
                      sorted(acts, key=lambda one: one.happened_on), received)  # fmt: skip
    return Commune(truths, {one.hamlet_id: one for one in totals}, records)


@st.composite
def _totals(draw) -> list[int | None]:
    households, persons, minority, minorities = draw(
        st.sampled_from([(400, 1600, 90, 350), (7, 1600, 3, 20), (2, 9, 1, 3), (400, 1600, None, None)])
    )
    return [
        households,
        persons,
        minority,
        minorities,
        draw(st.sampled_from([None, 2])),
        draw(st.sampled_from([None, 8])),
    ]


def _reviews(one: Truth, day: date | None) -> list[Review]:
    found = []
    for year, cls in ((YEAR - 2, one.once), (YEAR - 1, one.before), (YEAR, one.now)):
        if cls is not None:
            this_year = year == YEAR
            found.append(
                Review(
                    f"{year}{one.number:028x}", "22828", one.id, year, declared_class=cls,
                    reviewed_on=day.replace(year=year) if day else None, movement=one.said if this_year else None,
                    deprived=one.lacking if this_year else frozenset({"employment"}),
                    average_living=one.average and this_year,
                )
            )  # fmt: skip
    return found


@st.composite
def _household(draw, number: int, *, opening: bool):
    household_id = f"{number:032x}"
    classes = st.sampled_from([None, POOR, POOR, NEAR, NEAR, NONE])
    before, now, today = (HAMLETS[place].id for place in draw(st.sampled_from([(0, 0, 0), (1, 1, 1), (2, 2, 2),
                          (0, 1, 1), (1, 1, 2), (2, 0, 1)])))  # fmt: skip
    stay = draw(st.sampled_from(["", "", "", "", "arrived", "left", "left before", "left later"]))
    line = {
        "no_labour": draw(st.sampled_from(["", "yes", "no"])), "local_minority": draw(st.sampled_from(["", "yes"])),
        "causes": ",".join(draw(st.lists(st.sampled_from(CAUSES), unique=True, max_size=3))),
        "needs": ",".join(draw(st.lists(st.sampled_from(NEEDS), unique=True, max_size=3))),
        "restricted": draw(st.sampled_from(["", "", "", "yes"])),
        "arrived_on": f"{YEAR}-03-01" if stay == "arrived" else "",
        "ended_on": {"left": f"{YEAR}-05-01", "left before": f"{YEAR - 1}-05-01", "left later": f"{YEAR + 1}-02-01"}
        .get(stay, ""),
    }  # fmt: skip
    one = Truth(
        household_id, number, before, now, here_before=stay not in ("arrived", "left before"),
        here_now=stay not in ("left", "left before"), before=draw(classes) if opening else None,
        now=draw(st.one_of(classes, classes, st.just(UNKNOWN))), once=draw(classes),
        said=draw(st.sampled_from([None, *Movement])), lacking=draw(st.frozensets(st.sampled_from([*ALL_INDICATORS]))),
        average=draw(st.booleans()), line=line,
    )  # fmt: skip
    acts = []
    for place, (left, came, year) in enumerate(((before, now, YEAR), (now, today, YEAR + 1))):
        if left != came:
            acts.append(act(ActKind.MOVED, household_id, date(year, 6, 1), 10 * number + place, from_hamlet_id=left))
    rows = []
    for person, happened in draw(people(household_id, number)):
        row = person._replace(removed=happened in ("died", "died later"))
        rows.append(row)
        if happened in ACTS:
            kind, year = ACTS[happened]
            acts.append(
                act(kind, household_id, date(year, 4, 4), 1000 * number + person.position, member_ids=person.id)
            )
        if happened not in ("born", "born later"):
            one.people_before.append(row)
        if happened not in ("died", "born later"):
            one.people_now.append(row)
    for member, kind in draw(
        st.lists(
            st.tuples(
                st.sampled_from(["", *(row.id for row in rows), "gone"]),
                st.sampled_from(["health", "housing", "training"]),
            ),
            max_size=3,
        )
    ):
        one.received.append(Received(household_id, member, kind))  # fmt: skip
    columns = {"id": household_id, "removed": bool(line["ended_on"]), "hamlet_id": today, "list_number": number, **line}
    return one, HouseholdLine(**columns), rows, acts
