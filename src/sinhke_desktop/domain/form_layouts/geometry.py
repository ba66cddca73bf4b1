"""What a visit form consists of, as places on its pages; one list of fields is made of them for the reader of scans.

All measures are millimetres from the upper left corner of the form's own page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.form_layout import Box, FieldKind, FormField, FormLayout
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import NEEDS

COUNTS: Mapping[str, str] = {
    "alive": "Còn sống",
    "born": "Sinh thêm",
    "bought": "Mua thêm",
    "lost": "Chết, mất",
    "sold": "Đã bán",
    "passed_on": "Chuyển tiếp",
    "sick": "Đang ốm",
}
"""What is counted of a household's animals or plants, in the form's order."""
INCOME = "Thu nhập (đồng)"
AGREEMENTS_TITLE = "1. Việc đã thống nhất lần thăm trước"
AGREED_TITLE = "6. Việc thống nhất lần này"
LABELS: Mapping[str, str] = {
    "household": "Chủ hộ, nơi ở, số định danh",
    "visited_on": "Ngày thăm",
    "income": INCOME,
    "problem": "Khó khăn",
    "next_step": "Việc tiếp theo",
    "notes": "Ghi chép",
    "needs_text": "Nhu cầu cụ thể",
    "next_visit_on": "Ngày thăm lần sau",
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """A place to write on dotted lines, ``pitch`` apart, the last one just above the lower edge."""

    box: Box
    pitch: float

    @property
    def baselines(self) -> tuple[float, ...]:
        """Where the dotted lines lie, from above."""
        lines = int(self.box.height / self.pitch + 0.01)
        return tuple(self.box.bottom - 1.0 - self.pitch * (lines - 1 - line) for line in range(lines))


@dataclass(frozen=True, slots=True)
class Agreements:
    """Rows of what was agreed at the last visit, with the left edges of the boxes done, not done."""

    heading: float
    rows: tuple[Box, ...]
    ticks: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Members:
    """A table of members: ``head`` is None where there is none, ``columns`` are widths, the last for corrections."""

    heading: float
    head: Box | None
    rows: tuple[Box, ...]
    columns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPlace:
    """Boxes of the last review and of today, the left edge of the name, a place for a note (or None)."""

    before: Box
    now: Box
    name: float
    note: Box | None


@dataclass(frozen=True, slots=True)
class ModelBlock:
    """Follow-up of the livelihood model; ``columns`` are widths of period, :data:`COUNTS` and income."""

    lines: tuple[float, ...]
    head: Box
    before: Box
    now: Box
    columns: tuple[float, ...]
    problem: Box
    next_step: Box


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Everything on a form's first page; either ``model`` or ``notes`` stands below ``block_heading``."""

    visited_on: Box
    household: Box
    household_lines: tuple[float, ...]
    agreements: Agreements
    members: Members
    indicators_heading: float
    indicators: Mapping[str, IndicatorPlace]
    block_heading: float
    model: ModelBlock | None
    notes: Ruled | None
    needs_heading: float
    needs: Mapping[str, Box]
    needs_text: Box
    agreed_heading: float
    next_visit_on: Box
    agreed: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class MorePage:
    """What stands on a form's second and further pages."""

    members: Members
    agreements: Agreements
    notes_heading: float
    notes: Ruled


@dataclass(frozen=True, slots=True)
class FormGeometry:
    """One version of a form; ``markers`` lie as in :class:`.form_layout.FormLayout`, text between left and right."""

    version: str
    width: float
    height: float
    left: float
    right: float
    tick: float
    markers: Mapping[int, Box]
    qr: Box
    first: FirstPage
    more: MorePage

    def pages(self, members: int, agreements: int) -> int:
        """How many pages a form takes with so many members and agreements of the last visit."""
        more_members = max(members - len(self.first.members.rows), 0)
        more_agreements = max(agreements - len(self.first.agreements.rows), 0)
        return 1 + max(
            -(-more_members // len(self.more.members.rows)), -(-more_agreements // len(self.more.agreements.rows))
        )

    def first_member(self, page: int) -> int:
        """The number (from 1) of the first member on *page*."""
        return 1 if page == 1 else 1 + len(self.first.members.rows) + (page - 2) * len(self.more.members.rows)

    def first_agreement(self, page: int) -> int:
        """The number (from 1) of the first agreement on *page*."""
        return 1 if page == 1 else 1 + len(self.first.agreements.rows) + (page - 2) * len(self.more.agreements.rows)

    def kept_boxes(self, agreements: Agreements) -> tuple[tuple[Box, Box], ...]:
        """For every row the boxes done, not done."""
        done, undone = agreements.ticks
        inset = (agreements.rows[0].height - self.tick) / 2
        return tuple(
            (Box(done, row.top + inset, self.tick, self.tick), Box(undone, row.top + inset, self.tick, self.tick))
            for row in agreements.rows
        )

    def layout(self) -> FormLayout:
        """This version for the reader of scans."""
        return FormLayout(self.version, self.width, self.height, self.markers, self.qr, self._fields)

    def _fields(self, page: int, pages: int) -> tuple[FormField, ...]:
        if not 1 <= page <= pages:
            raise ValueError(page)
        return (*self._first_fields(),) if page == 1 else (*self._more_fields(page),)

    def _first_fields(self) -> list[FormField]:
        at = self.first
        found = [written("visited_on", 1, at.visited_on), written("household", 1, at.household)]
        found += kept_fields(1, 1, self.kept_boxes(at.agreements))
        found += member_fields(1, 1, [cells(row, at.members.columns)[-1] for row in at.members.rows])
        found += indicator_fields({key: place.now for key, place in at.indicators.items()})
        if at.model is not None:
            found += _model_fields(at.model)
        if at.notes is not None:
            found.append(written("notes", 1, at.notes.box))
        found += [tick(f"need:{key}", 1, box, NEEDS[key]) for key, box in at.needs.items()]
        found.append(written("needs_text", 1, at.needs_text))
        found += [
            written(f"agreed:{number}", 1, box, f"Thống nhất {number}") for number, box in enumerate(at.agreed, 1)
        ]
        found.append(written("next_visit_on", 1, at.next_visit_on))
        return found

    def _more_fields(self, page: int) -> list[FormField]:
        members, agreements = self.more.members, self.more.agreements
        boxes = [cells(row, members.columns)[-1] for row in members.rows]
        return [
            *member_fields(page, self.first_member(page), boxes),
            *kept_fields(page, self.first_agreement(page), self.kept_boxes(agreements)),
            written("notes", page, self.more.notes.box),
        ]


def cells(row: Box, widths: tuple[float, ...]) -> tuple[Box, ...]:
    """*row* cut into cells of *widths*."""
    found = []
    left = row.left
    for width in widths:
        found.append(Box(left, row.top, width, row.height))
        left += width
    return tuple(found)


def rows(left: float, top: float, width: float, height: float, count: int) -> tuple[Box, ...]:
    """*count* rows below each other."""
    return tuple(Box(left, top + height * row, width, height) for row in range(count))


def tick(key: str, page: int, box: Box, label: str) -> FormField:
    """A tick box."""
    return FormField(key, FieldKind.TICK, page, box, label)


def written(key: str, page: int, box: Box, label: str = "") -> FormField:
    """A place to write in; without *label* it bears that of :data:`LABELS`."""
    return FormField(key, FieldKind.WRITTEN, page, box, label or LABELS[key])


def kept_fields(page: int, first: int, boxes: tuple[tuple[Box, Box], ...]) -> list[FormField]:
    """The boxes done, not done of the agreements from number *first* on."""
    return [
        field
        for number, (done, undone) in enumerate(boxes, first)
        for field in (
            tick(f"kept:{number}:done", page, done, f"Việc {number}: đã làm"),
            tick(f"kept:{number}:not", page, undone, f"Việc {number}: chưa"),
        )
    ]


def member_fields(page: int, first: int, boxes: list[Box]) -> list[FormField]:
    """The places for corrections of the members from number *first* on."""
    return [
        written(f"member:{number}:correction", page, box, f"Nhân khẩu {number}: sửa đổi, bổ sung")
        for number, box in enumerate(boxes, first)
    ]


def indicator_fields(boxes: Mapping[str, Box]) -> list[FormField]:
    """Today's boxes of the indicators."""
    return [tick(f"indicator:{key}", 1, box, INDICATORS[key]) for key, box in boxes.items()]


def _model_fields(model: ModelBlock) -> list[FormField]:
    _period, *counts, income = cells(model.now, model.columns)
    found = [written(f"count:{key}", 1, box, COUNTS[key]) for key, box in zip(COUNTS, counts, strict=True)]
    return [
        *found, written("income", 1, income), written("problem", 1, model.problem),
        written("next_step", 1, model.next_step),
    ]  # fmt: skip
