"""The commune's model in the real window, from the proposal to the final review and the end, by keys and clicks.

The published cases of Hòa Sơn (its whole life), Long Hòa and Mậu Lâm (up to what is to be given back) are typed in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from person import Person, Steps
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ChoiceStatus
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.gui.livelihood.stage_picker import StagePicker
from sinhke_desktop.gui.main import main
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    candidates,
    communes,
    hamlets,
    households,
    integrity,
    model_totals,
    place,
    reviews,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.reviews import ReviewInput

PASSWORD = "mot cau that dai"
LACKING = frozenset({"healthInsurance", "employment", "dependentPerson"})
POOR, NEAR, NEW = PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NEWLY_ESCAPED


@dataclass(frozen=True)
class Case:
    """A published case: households by class in turn, what is handed over to how many of them, money by source."""

    name: str
    thing: str
    decision: str
    chosen: str
    handed: str
    months: str
    households: tuple[tuple[PovertyClass, int], ...]
    given: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str, str], ...]
    whole_life: bool = False


CASES = {
    "hoa-son": Case(
        "Nuôi bò cái sinh sản", "bò cái sinh sản", "3578/QĐ-UBND", "22/12/2023", "19/06/2024", "24",
        ((POOR, 2), (NEAR, 5)), (("2", "18.870.000"),),
        (("Chương trình MTQG giảm nghèo bền vững", "Tiền", "264.180.000"),
         ("Đối ứng của hộ bằng hiện vật", "Hiện vật", "176.120.000")), whole_life=True,
    ),
    "long-hoa": Case(
        "Nuôi dê sinh sản", "dê sinh sản", "1/QĐ-UBND", "01/12/2023", "06/12/2023", "18",
        ((POOR, 1), (NEAR, 9), (NEW, 2)), (("10", "2.500.000"), ("10", "2.000.000")),
        (("Ngân sách địa phương – vốn sự nghiệp", "Tiền", "341.000.000"),
         ("Đối ứng của hộ bằng tiền", "Tiền", "372.000.000")),
    ),
    "mau-lam": Case(
        "Nuôi bò sinh sản", "bò sinh sản", "3/QĐ-UBND", "01/02/2024", "01/03/2024", "36",
        ((POOR, 36),), (("1", "10.000.000"),), (("Quỹ Hỗ trợ nông dân", "Tiền", "360.000.000"),),
    ),
}  # fmt: skip


def spend(work: Path, shots: Path | None, case: str) -> str:
    """Carry the case through; prints the totals as JSON; returns an empty text, or why it stopped."""
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    home, told = folders(work / "home"), CASES[case]
    ready = communes.set_up(
        workspaces.create(home, PASSWORD).workspace, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử"
    )
    place.check(ready)
    _people(ready, told)
    workspaces.close(ready)
    person = Person(lambda who: _life(who, told), shots)
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


def _people(workspace: workspaces.Workspace, case: Case) -> None:
    """The households of the case with the reviews before they joined, and one after the end for a whole life."""
    hamlet = hamlets.add(workspace, "Tân Tiến")
    number = 0
    for poverty_class, count in case.households:
        for _one in range(count):
            number += 1
            head = MemberInput(f"Hộ Số {number:02d}", HEAD, "female", "1979", "Raglay")
            made = households.register(workspace, HouseholdInput(hamlet.id, (head,)))
            lacks = LACKING if poverty_class is POOR else frozenset()
            points = ("2022", "100", lacks, "")
            steps = [points, ("2023", "160", frozenset(), "02/01/2023")] if poverty_class is NEW else [points]
            if case.whole_life:
                steps.append(("2025", "160", frozenset(), "10/11/2025"))
            for year, income, deprived, day in steps:
                typed = ReviewInput(made.id, year, status="official", income_points=income, deprived=deprived,
                                    reviewed_on=day)  # fmt: skip
                reviews.record(workspace, typed)


def _found(workspace: workspaces.Workspace) -> dict[str, object]:
    (model,) = [one for one in candidates.all_models(workspace) if one.status is not ChoiceStatus.CANDIDATE]
    totals = model_totals.of_model(workspace, model.id)
    return {
        "problems": list(integrity.check(workspace).problems),
        "status": model.status.value,
        "stage": model.stage.value,
        "by_class": {key.value: count for key, count in sorted(totals.status.by_class.items())},
        "planned": totals.money.total.planned,
        "paid": totals.money.total.paid,
        "settled": totals.money.total.settled,
        "shares": [one.share for one in totals.money.sources],
        "handed": sum(one.quantity for one in totals.status.inputs),
        "worth": sum(one.amount for one in totals.status.inputs),
        "alive": totals.status.herd.alive,
        "out": totals.outcome.exits.out,
        "due": [[line.form.value, line.due] for line in totals.fund.lines],
        "lessons": totals.counts.lessons,
    }


def _life(person: Person, case: Case) -> Steps:
    yield from person.fill(_("Password"), PASSWORD)
    yield from person.keys("Return")
    yield lambda: person.seen(Shell)
    yield from person.keys("Ctrl+4")
    yield from person.rest()
    yield from _chosen(person, case)
    yield from _begun(person, case)
    yield from _money(person, case)
    if case.whole_life:
        yield from _year(person, case)
        yield from _over(person)
    person.shot("xong")
    person.top().close()


def _chosen(person: Person, case: Case) -> Steps:
    yield from person.keys("Ctrl+N")
    for label, text in (
        (_("Name of the model"), case.name), (_("What is raised or grown"), case.thing),
        (_("Proposed on"), case.chosen), (_("Duration (months)"), case.months),
    ):  # fmt: skip
        yield from person.fill(label, text)
    yield from person.press(_("Add the model"))
    yield from person.rest()
    person.shot("de-xuat")
    yield from person.keys("Ctrl+B")
    yield from person.fill(_("Hamlet"), "Tân Tiến")
    for label, text in (
        (_("Day of the meeting"), case.chosen), (_("Households present"), "44"), (_("In favour"), "38"),
        (_("Against"), "4"),
    ):  # fmt: skip
        yield from person.fill(label, text)
    yield from person.press(_("Record the vote"))
    yield from person.rest()
    yield from person.keys("Ctrl+Return")
    yield from person.fill(_("Why this model"), "Đa số hộ đồng ý, có bãi chăn.")
    yield from person.fill(_("Number of the decision"), case.decision)
    yield from person.fill(_("Day of the decision"), case.chosen)
    person.shot("chon")
    yield from person.press(_("Choose “{name}”").format(name=case.name))
    yield from person.rest()


def _stage(person: Person, stage: str, day: str) -> Steps:
    """Go to the stage by the arrows and type its day."""
    yield lambda: person.seen(StagePicker)
    (picker,) = person.seen(StagePicker)
    names = [one.name for one in picker._stages]
    yield from person._post(lambda: picker.setFocus(Qt.FocusReason.TabFocusReason))
    yield from person.keys(*["Left"] * len(names), *["Right"] * names.index(stage), "Return")
    yield from person.fill(_("Reached on"), day)
    yield from person.press(_("Save"))
    yield from person.rest()


def _tab(person: Person, words: str) -> Steps:
    """Click the tab that says *words*."""
    yield lambda: person.seen(SectionTabs)
    (tabs,) = person.seen(SectionTabs)
    yield from person.click(next(one for one in tabs.buttons.values() if one.text() == words))
    yield from person.rest()


def _begun(person: Person, case: Case) -> Steps:
    yield from _stage(person, "Bàn giao", case.handed)
    yield from _tab(person, _("Households"))
    total = sum(count for _class, count in case.households)
    first = total - (case.households[-1][1] if len(case.given) > 1 else 0)
    yield from _joined(person, case, first)
    yield from _handed(person, case, *case.given[0])
    if first < total:
        yield from _tab(person, _("Households"))
        yield from _joined(person, case, total - first)
        for number in range(first, total):
            yield from _handed(person, case, *case.given[1], to=f"Hộ Số {number + 1:02d}")


def _joined(person: Person, case: Case, count: int) -> Steps:
    """Tick the first *count* households that may join and let them in."""
    yield from person.press(_("Add households"))
    yield from person.fill(_("Joined on"), case.handed)
    yield from person.fill(_("Commitment signed on"), case.handed)
    yield from person.rest()
    tables = [one for one in person.seen(QTableView) if one.model().rowCount() >= count]
    yield from person._post(lambda: tables[0].setFocus(Qt.FocusReason.TabFocusReason))
    yield from person.keys("Home", *["Space"] * count)
    person.shot("ho-tham-gia")
    yield from person.press(_("Let them join"))
    yield from person.rest()
    yield from person.keys("Esc")
    yield from person.rest()


def _handed(person: Person, case: Case, quantity: str, price: str, to: str = "") -> Steps:
    yield from _tab(person, _("Animals, inputs"))
    yield from person.press(_("Hand inputs over"))
    if to:
        yield from person.fill(_("Handed to"), to)
    yield from person.fill(_("Quantity for each household"), quantity)
    yield from person.fill(_("Unit price (đ)"), price)
    yield from person.fill(_("Handed over on"), case.handed)
    person.shot("ban-giao")
    yield from person.press(_("Record the handover"))
    yield from person.rest()


def _money(person: Person, case: Case) -> Steps:
    yield from _tab(person, _("Money"))
    for source, form, planned in case.sources:
        yield from person.press(_("Add a source"))
        yield from person.fill(_("Source"), source)
        yield from person.fill(_("Given as"), form)
        yield from person.fill(_("Planned (đ)"), planned)
        yield from person.press(_("Save"))
        yield from person.rest()
        if case.whole_life:
            yield from person.press(_("Record a payment"))
            yield from person.fill(_("Paid from line"), source)
            yield from person.fill(_("Sum (đ)"), planned)
            yield from person.fill(_("Paid on"), case.handed)
            yield from person.fill(_("Number of the paper"), f"BB {case.handed}")
            yield from person.press(_("Save"))
            yield from person.rest()
    person.shot("kinh-phi")


def _year(person: Person, case: Case) -> Steps:
    yield from _stage(person, "Đang nuôi", case.handed)
    yield from person.keys("Ctrl+S")
    yield from person.rest()
    for _household in range(sum(count for _class, count in case.households)):
        yield from person.type("2")
        yield from person.keys("Return")
    yield from person.keys("Ctrl+S")
    yield from person.rest()
    person.shot("theo-doi")
    yield from _record(person, _("Technique, market"), _("Add a training"), (
        ("Ngày", "25/06/2024"), ("Nội dung", "Kỹ thuật nuôi bò"),
    ))  # fmt: skip
    yield from _record(person, _("Supervision"), _("Add a finding"), (
        ("Ngày", "15/10/2024"), ("Nhận xét, phát hiện", "Đàn bò phát triển tốt."),
    ))  # fmt: skip


def _record(person: Person, tab: str, button: str, fields: tuple[tuple[str, str], ...]) -> Steps:
    yield from _tab(person, tab)
    yield from person.press(button)
    for label, text in fields:
        yield from person.fill(label, text)
    yield from person.press(_("Save"))
    yield from person.rest()


def _over(person: Person) -> Steps:
    yield from _stage(person, "Nghiệm thu", "01/10/2025")
    for source, kinds, amount in (
        ("Chương trình MTQG", ("Phân bổ", "Quyết toán"), "264.180.000"), ("Đối ứng", ("Quyết toán",), "176.120.000"),
    ):  # fmt: skip
        for kind in kinds:
            yield from _record(person, _("Money"), _("Note an entry"), (
                ("Nguồn vốn", source), ("Loại", kind), ("Ngày", "15/10/2025"), ("Số tiền (đ)", amount),
                ("Năm ngân sách", "2024"),
            ))  # fmt: skip
    yield from _stage(person, "Quyết toán", "20/10/2025")
    yield from _record(person, _("Results"), _("Add a lesson"), (("Nội dung", "Trồng cỏ trước khi giao bò."),))
    yield from _record(person, _("Results"), _("Add a commendation"), (
        ("Tên tập thể, cá nhân", "Nhóm cộng đồng thôn Tân Tiến"),
    ))  # fmt: skip
    yield from _stage(person, "Tổng kết", "15/11/2025")
    yield from _tab(person, _("Time line"))
    person.shot("dong-thoi-gian")
    yield from person.press(_("End this model…"))
    yield from person.fill(_("Reason"), "Hết thời gian, đã tổng kết.")
    yield from person.fill(_("Ended on"), "20/11/2025")
    yield from person.press(_("End the model"))
    yield from person.rest()
    person.shot("da-ket-thuc")
