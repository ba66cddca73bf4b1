"""The register as a list in memory: searched, filtered and sorted within a keystroke at 20,000 households."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.domain.vietnamese import fold, name_sort_key
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import places
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage import visits as stored_visits


@dataclass(slots=True)
class RegisterRow:
    """What the register shows of a household; ``search_text`` is folded: names, hamlet, ids, telephones."""

    household_id: str
    head_name: str
    hamlet_id: str
    hamlet_name: str
    ethnic_group: str
    members: int
    citizen_id: str
    phone: str
    search_text: str
    sort_key: str
    poverty_class: PovertyClass = PovertyClass.UNKNOWN
    deprived: int | None = None
    income_points: int | None = None
    last_visit: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The commune's live households by the head's given name; ``year`` None means each one's newest review."""

    rows: Sequence[RegisterRow]
    year: int | None = None

    def find(self, text: str = "", hamlet_id: str = "", poverty_class: PovertyClass | None = None) -> list[RegisterRow]:
        """The rows in which every word of *text* occurs (accents do not matter), of a hamlet, of a class."""
        words = fold(text).split()
        rows: Sequence[RegisterRow] = self.rows
        if hamlet_id:
            rows = [row for row in rows if row.hamlet_id == hamlet_id]
        if poverty_class is not None:
            rows = [row for row in rows if row.poverty_class is poverty_class]
        for word in words:
            rows = [row for row in rows if word in row.search_text]
        return list(rows)


def load(workspace: Workspace, year: int | None = None) -> Register:
    """Read the register; with *year*, classes and points of that year's reviews, else of each household's newest."""
    with workspace.database.read() as connection:
        lines = stored.register_lines(connection, workspace.commune_code)
        hamlets = {one.id: one.name for one in places.all_hamlets(connection, workspace.commune_code)}
        reviews = stored_reviews.all_reviews(connection, workspace.commune_code, year)
        visited = stored_visits.last_visits(connection, workspace.commune_code)
    rows = _rows(lines, hamlets)
    _add_reviews(workspace, rows, reviews, year)
    for household_id, day in visited.items():
        if household_id in rows:
            rows[household_id].last_visit = day
    return Register(sorted(rows.values(), key=lambda row: row.sort_key), year)


def _rows(lines: Sequence[Sequence[object]], hamlets: dict[str, str]) -> dict[str, RegisterRow]:
    folded_hamlets = {hamlet_id: fold(name) for hamlet_id, name in hamlets.items()}
    rows: dict[str, RegisterRow] = {}
    heads: set[str] = set()
    for line in lines:
        household_id, hamlet_id, household_phone, _position, name, relation, ethnic_group, citizen_id, phone = map(
            str, line
        )
        row = rows.get(household_id)
        is_head = relation == HEAD and household_id not in heads
        if row is None:
            row = rows[household_id] = RegisterRow(
                household_id, name, hamlet_id, hamlets.get(hamlet_id, ""), ethnic_group, 0, citizen_id,
                household_phone or phone, f"{folded_hamlets.get(hamlet_id, '')} {household_phone}", "",
            )  # fmt: skip
        elif is_head:
            row.head_name, row.ethnic_group, row.citizen_id = name, ethnic_group, citizen_id
            row.phone = household_phone or phone
        if is_head:
            heads.add(household_id)
        row.members += 1
        row.search_text += f" {fold(name)} {citizen_id} {phone}"
    for row in rows.values():
        row.sort_key = name_sort_key(row.head_name)
    return rows


def _add_reviews(
    workspace: Workspace, rows: dict[str, RegisterRow], reviews: Sequence[Review], year: int | None
) -> None:
    classes = Classes(workspace)
    day = today(workspace)
    known: dict[str, list[tuple[Review, PovertyClass]]] = {}
    for review in reviews:
        known.setdefault(review.household_id, []).append((review, classes.of(review)))
    for household_id, some in known.items():
        row = rows.get(household_id)
        if row is None:
            continue
        newest, poverty_class = some[-1]
        row.poverty_class = poverty_class if year is not None else current_class(some, day)
        row.deprived, row.income_points = len(newest.deprived), newest.income_points
