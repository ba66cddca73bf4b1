"""A yearly review round in the real window, from its list to the certificates, by keys and clicks."""

from __future__ import annotations

import json
from pathlib import Path

from first_day import _go
from person import Person, Steps
from PySide6.QtWidgets import QTableView

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    communes,
    hamlets,
    households,
    integrity,
    place,
    reviews,
    round_board,
    rounds,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.reviews import ReviewInput

PASSWORD = "mot cau that dai"
YEAR = "2025"
PEOPLE = ("Đỗ Đức Dũng", "Hồ Thị Lan", "Mấu Văn Phước")
THREE = frozenset({"healthInsurance", "employment", "dependentPerson"})
SURVEYS = (("100", "1 2 4"), ("150", ""), ("120", "1"))
"""Points A and the numbers of what is lacking, by given name: poor, escaped, near-poor."""
POINTS, DAY = 2, 5


def spend(work: Path, shots: Path | None) -> str:
    """Carry the round through; prints what was found as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home = folders(work / "home")
    ready = communes.set_up(
        workspaces.create(home, PASSWORD).workspace, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử"
    )
    place.check(ready)
    hamlet = hamlets.add(ready, "Tân Tiến")
    for name in PEOPLE:
        head = MemberInput(name, HEAD, "female", "1979", "Kinh")
        made = households.register(ready, HouseholdInput(hamlet.id, (head,)))
        reviews.record(ready, ReviewInput(made.id, "2024", status="official", income_points="100", deprived=THREE))
    workspaces.close(ready)
    person = Person(_round, shots)
    person.begin()
    status = main(home)
    if status or person.failure:
        return person.failure or f"the window ended with {status}"
    workspace = workspaces.open_with_password(home, PASSWORD)
    try:
        print(json.dumps(_found(workspace), ensure_ascii=False))
    finally:
        workspaces.close(workspace)
    return ""


def _found(workspace: workspaces.Workspace) -> dict[str, object]:
    (round_,) = rounds.all_rounds(workspace)
    board = round_board.read(workspace, round_.id)
    return {
        "problems": list(integrity.check(workspace).problems),
        "decision": round_.decision_number,
        "states": sorted({row.state.value for row in board.rows}),
        "classes": {row.head_name: row.current_class.value for row in board.rows if row.official},
        "certificates": sorted(one.number for one in board.certificates.values()),
    }


def _round(person: Person) -> Steps:
    yield from person.fill(_("Password"), PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)
    yield from person.keys("Ctrl+3")
    yield from person.rest()
    person.shot("chua-co-dot")
    yield from _opened(person)
    yield from _surveyed(person)
    yield from _met_and_posted(person)
    yield from _decided(person)
    person.top().close()


def _next(person: Person) -> Steps:
    yield from person.rest()
    yield from person.keys("Ctrl+J")
    yield from person.rest()


def _opened(person: Person) -> Steps:
    yield from person.keys("Ctrl+N")
    yield lambda: person.field(_("Year"))
    yield from person.fill(_("Year"), YEAR)
    yield from person.fill(_("Plan (number and day)"), "84/KH-UBND ngày 11/09/2025")
    person.shot("mo-dot")
    yield from person.press(_("Open the round"))
    yield from _next(person)
    person.shot("danh-sach")
    yield lambda: any(table.model().rowCount() == len(PEOPLE) for table in person.seen(QTableView))


def _surveyed(person: Person) -> Steps:
    yield from _next(person)
    grid = next(table for table in person.seen(QTableView) if table.model().rowCount() == len(PEOPLE))
    for row, (points, lacking) in enumerate(SURVEYS):
        yield from _go(person, grid, row, POINTS)
        for text in (points, lacking):
            yield from person.type(text)
            yield from person.keys("Tab")
        yield from _go(person, grid, row, DAY)
        yield from person.type("20/10/2025")
        yield from person.keys("Return")
    yield from person.rest()
    person.shot("khao-sat")
    yield from person.keys("Ctrl+S")
    yield from person.rest()


def _met_and_posted(person: Person) -> Steps:
    yield from _next(person)
    for label, text in (
        (_("Held on"), "10/11/2025"), (_("People present"), "40"), (_("Chair (head of the hamlet)"), "Katơr Minh"),
        (_("Secretary"), "Lê Thị Thư"),
    ):  # fmt: skip
        yield from person.fill(label, text)
    yield from person.keys("Ctrl+T")
    yield from person.rest()
    person.shot("hop-dan")
    yield from person.press(_("Save"))
    yield from _next(person)
    yield from person.fill(_("Hung out on"), "12/11/2025")
    person.shot("niem-yet")
    yield from person.press(_("Save"))
    yield from person.rest()


def _decided(person: Person) -> Steps:
    yield from _next(person)
    yield from person.fill(_("Number of the decision"), "215/QĐ-UBND")
    yield from person.fill(_("Day of the decision"), "10/12/2025")
    yield from person.fill(_("Signed by"), "Trần Văn Ký")
    person.shot("quyet-dinh")
    yield from person.press(_("Recognise the results"))
    yield from _next(person)
    yield from person.fill(_("Issued on"), "12/12/2025")
    person.shot("giay-chung-nhan")
    yield from person.press(_("Issue"))
    yield from person.rest()
    person.shot("xong")
