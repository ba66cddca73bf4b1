"""An officer's first day, from the empty folder to the receipt, done by a person at the real window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from person import Person, Steps
from PySide6.QtWidgets import QAbstractItemView, QListView, QTableView

from sinhke_desktop.documents.preview import page_count
from sinhke_desktop.domain.livelihood import ChoiceStatus
from sinhke_desktop.gui.first_start.secret_steps import CodeStep
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.tour.overlay import Tour
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders, folders, resource
from sinhke_desktop.services import (
    candidates,
    exchange,
    hamlets,
    households,
    integrity,
    issued_papers,
    livelihood,
    machines,
    receiving,
    register,
    returned_forms,
)
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mot cau that dai"
OFFICER = "Nguyễn Thị Thử"
PHONE = "0912345678"
WORKBOOK = resource("sample", "ra-soat-2025.xlsx")
TOTALS = {"Tân Hòa": "318", "Đá Bàn": "241", "Gòn 1": "187", "Tân Lập": "305", "Tân Tiến": "262"}


@dataclass
class Day:
    """Where things lie and what was seen on the way."""

    person: Person
    home: Folders
    stick: Path
    office: workspaces.Workspace
    same_state: bool = False

    @property
    def forms(self) -> Path:
        return self.stick / "phieu-tham-ho.pdf"

    @property
    def report(self) -> Path:
        return self.stick / "bao-cao.pdf"


def spend(work: Path, shots: Path | None) -> str:
    """Live through the day; prints the result as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home = folders(work / "home")
    stick = work / "stick"
    stick.mkdir(parents=True)
    office = receiving.office_init(folders(work / "office"), PASSWORD, "Sở Dân tộc").workspace
    try:
        days: list[Day] = []

        def begin(person: Person) -> Steps:
            days.append(Day(person, home, stick, office))
            return _day(days[0])

        person = Person(begin, shots)
        person.begin()
        status = main(home)
        if status or person.failure:
            return person.failure or f"the window ended with {status}"
        print(json.dumps(_found(days[0]), ensure_ascii=False))
    finally:
        workspaces.close(office)
    return ""


def _found(day: Day) -> dict[str, object]:
    """What the day left behind, read through the services."""
    commune = workspaces.open_with_password(day.home, PASSWORD)
    try:
        rows = register.load(commune).rows
        status = livelihood.status(commune)
        declined = [one.name for one in candidates.all_models(commune) if one.status is ChoiceStatus.DECLINED]
        totals = hamlets.totals(commune, date.today().year)
        names = {one.id: one.name for one in hamlets.all_hamlets(commune)}
        history = households.history(commune, next(row.household_id for row in rows if row.phone == PHONE))
        checks = integrity.check(commune), integrity.check(day.office)
        return {
            "problems": [problem for check in checks for problem in check.problems],
            "same_state": day.same_state,
            "households": len(rows),
            "changed_phone": [row.phone for row in rows if row.phone == PHONE],
            "totals": {names[hamlet_id]: count for hamlet_id, count in totals.items()},
            "model": status.name,
            "not_chosen": declined,
            "votes_for": [vote.votes_for for vote in candidates.votes(commune, status.model.id)],
            "participants": status.participants,
            "followed_up": status.followed_up,
            "income": status.income,
            "received_up_to": exchange.state(commune).received_up_to,
            "forms": len(returned_forms.stack(commune).out),
            "form_pages": page_count(day.forms.read_bytes()),
            "report_pages": page_count(day.report.read_bytes()),
            "papers": sorted(paper.kind for paper in issued_papers.listed(commune)),
            "officers": sorted({entry.officer for entry in history}),
        }
    finally:
        workspaces.close(commune)


def _day(day: Day) -> Steps:
    for part in (
        first_start, import_sample, _search_and_change, _totals, _candidates, _choose, _join, _follow_up, _visit_forms,
        _report, _pair, _send,
    ):  # fmt: skip
        yield from part(day)
        yield from day.person.rest()
        day.person.shot(part.__name__.strip("_"))
    day.person.top().close()


def first_start(day: Day) -> Steps:
    """Choose the commune, name the officer, set the password, type the code back, pass the tour; only ``person``."""
    person = day.person
    yield from person.keys("Return")
    yield lambda: person.field(_("Commune")) and person.field(_("Commune")).hasFocus()
    yield from person.type("anh dung")
    yield lambda: any(view.model().rowCount() for view in person.seen(QListView))
    yield from person.keys("Down")
    yield lambda: "Xã Anh Dũng" in person.words()
    yield from person.keys("Return")
    yield from person.fill(_("Programme period"), "2023")
    yield from person.press(_("Next"))
    yield from person.fill(_("Your full name"), OFFICER)
    yield from person.keys("Return")
    yield from person.fill(_("Password"), PASSWORD)
    yield from person.fill(_("Password once more"), PASSWORD)
    yield from person.keys("Return")
    yield lambda: any(step.isVisible() for step in person.seen(CodeStep))
    step = person.seen(CodeStep)[0]
    groups = step.shown().split("-")
    for editor in step.groups:
        number = int("".join(filter(str.isdigit, editor.accessibleName())))
        yield from person.fill(editor.accessibleName(), groups[number - 1].lower())
    yield from person.keys("Return")
    yield lambda: _("What do you want to begin with?") in person.words()
    yield from person.keys("Down", "Down", "Return")
    yield lambda: person.seen(Tour)
    yield from person.keys("Esc")
    yield lambda: person.seen(Shell) and not person.seen(Tour)


def import_sample(day: Day) -> Steps:
    """The workbook of 120 households of the round of 2025, by the import page; needs only ``person``."""
    person = day.person
    yield from person.keys("Ctrl+2")
    yield from person.rest()
    yield from person.press(_("Import from Excel"))
    yield from person.press(_("Choose a file…"))
    yield from person.choose_file(WORKBOOK)
    yield from person.press(_("See what will happen"))
    yield from person.press(_("Apply"))
    yield from person.press(_("To the register"))
    yield lambda: _rows(person, QTableView) == 120


def _search_and_change(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+F")
    yield from person.type("duc")
    table = person.seen(QTableView)[0]
    yield lambda: 0 < table.model().rowCount() < 120
    if "Đức" not in table.model().index(0, 0).data():
        raise AssertionError(table.model().index(0, 0).data())
    yield from person.keys("Down", "Return")
    yield lambda: person.button(_("Back to the register"))
    yield from person.rest()
    yield from person.fill(_("Telephone"), "0912 345 678")
    yield from person.keys("Ctrl+S")
    yield lambda: _("Saved") in person.words() and _("Typed, not saved yet") not in person.words()
    yield from person.keys("Esc")
    yield lambda: person.button(_("Add household"))


def _totals(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+,")
    table = person.seen(QTableView)[0]
    yield lambda: table.model().rowCount() == len(TOTALS)
    for row in range(len(TOTALS)):
        yield from _choose_row(person, table, row)
        name = table.model().index(row, 0).data()
        yield from person.keys("Return")
        yield from person.fill(_("All households in {year}").format(year=date.today().year), TOTALS[name])
        yield from person.keys("Return")
        yield lambda: person.button(_("Add a hamlet"))
    yield lambda: "1.313" in person.words()


def _candidates(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+4")
    for name, thing in (("Nuôi bò cái sinh sản", "bò cái sinh sản"), ("Nuôi dê", "dê")):
        yield from person.keys("Ctrl+N")
        yield from person.fill(_("Name of the model"), name)
        yield from person.fill(_("What is raised or grown"), thing)
        yield from person.fill(_("Proposed on"), "01/06/2023")
        yield from person.keys("Return")
        yield lambda: person.button(_("Choose this model"))
    grid = person.seen(QTableView)[0]
    for column, scores in ((2, "54545454"), (3, "32323232")):
        yield from _go(person, grid, 0, column)
        for score in scores:
            yield from person.type(score)
            yield from person.keys("Return")
    yield lambda: grid.model().index(0, 2).data() == "5"


def _choose(day: Day) -> Steps:
    person = day.person
    yield from _go(person, person.seen(QTableView)[0], 0, 2)
    yield from person.keys("Ctrl+B")
    yield from person.fill(_("Hamlet"), "Tân Tiến")
    for label, text in (
        (_("Day of the meeting"), "12/08/2023"), (_("Households present"), "40"), (_("In favour"), "31"),
        (_("Against"), "5"),
    ):  # fmt: skip
        yield from person.fill(label, text)
    yield from person.keys("Return")
    yield from person.press(_("Choose this model"))
    yield from person.fill(_("Why this model"), "Hợp đất đai, bà con đồng tình")
    yield from person.fill(_("Number of the decision"), "3578/QĐ-UBND")
    yield from person.fill(_("Day of the decision"), "22/12/2023")
    yield from person.keys("Return")
    yield lambda: _("No household takes part yet") in person.words()


def _join(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+N")
    for name in ("Tân Tiến", "Tân Lập"):
        yield lambda: person.button(_("Let them join")) and _("Reading the register…") not in person.words()
        yield from person.fill(_("Find a household"), name)
        yield from person.press(_("Let them join"))
    yield from person.press(_("Done"))
    yield lambda: _("No household takes part yet") not in person.words()


def _follow_up(day: Day) -> Steps:
    person = day.person
    grid = person.seen(QTableView)[0]
    yield lambda: grid.model().rowCount() == 3
    yield from person.keys("Ctrl+S")
    yield lambda: grid.hasFocus()
    for row in (0, 1):
        yield from _go(person, grid, row, 1)
        for text in ("2", "0", "0", "0", "0", "0", "0", "1500000"):
            yield from person.type(text)
            yield from person.keys("Tab")
    yield from person.keys("Ctrl+S")
    yield lambda: _("{noted} of {all} households noted").format(noted=2, all=2) in person.words()


def _visit_forms(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+5")
    yield from person.rest()
    yield from person.fill(_("Which households"), _("Every household"))
    yield lambda: person.tab("Gòn 1")
    yield from person.click(person.tab("Gòn 1"))
    yield from person.rest()
    yield from person.keys("Ctrl+P")
    yield from person.save_paper(day.forms)


def _report(day: Day) -> Steps:
    yield from day.person.keys("Ctrl+6")
    yield from day.person.save_paper(day.report)


def _pair(day: Day) -> Steps:
    person = day.person
    yield from person.keys("Ctrl+8")
    yield from person.press(_("Write the key file"))
    yield from person.choose_file(day.stick)
    yield lambda: list(day.stick.glob("*.xxk"))
    asked = next(day.stick.glob("*.xxk"))
    number = "".join(machines.read_key_file(asked).number.split())
    if number not in "".join(person.words().split()):
        raise AssertionError(f"the number {number} is not shown")
    answer = machines.office_pair(day.office, asked, True, day.stick)
    yield from person.press(_("Read the office's answer"))
    yield from person.choose_file(answer)
    yield lambda: person.button(_("They read exactly this number"))
    if "".join(machines.office_number(day.office).split()) not in "".join(person.words().split()):
        raise AssertionError("the office's number is not shown")
    yield from person.press(_("They read exactly this number"))
    yield from person.press(_("Pair"))
    yield lambda: person.button(_("Write the bundle"))


def _send(day: Day) -> Steps:
    person = day.person
    yield from person.press(_("Write the bundle"))
    yield lambda: list(day.stick.glob("*.xxb"))
    yield from person.rest()
    received = receiving.office_receive(day.office, next(day.stick.glob("*.xxb")), day.stick)
    day.same_state = received.same_state is True
    yield from person.press(_("Read a receipt"))
    yield from person.choose_file(received.receipt_path)
    yield from person.rest()


def _choose_row(person: Person, table: QAbstractItemView, row: int) -> Steps:
    """Click the line *row*."""
    yield from person.click_at(table.viewport(), table.visualRect(table.model().index(row, 0)).center())


def _go(person: Person, grid: QAbstractItemView, row: int, column: int) -> Steps:
    """Click a cell of the grid."""
    grid.scrollTo(grid.model().index(row, column))
    yield from person.click_at(grid.viewport(), grid.visualRect(grid.model().index(row, column)).center())
    yield lambda: grid.currentIndex().row() == row and grid.currentIndex().column() == column


def _rows(person: Person, kind: type[QTableView]) -> int:
    return max((table.model().rowCount() for table in person.seen(kind)), default=0)
