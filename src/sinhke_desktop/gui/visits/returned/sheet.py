"""The form on the screen in the order of its paper; Enter goes on, Up and Down too, nothing needs the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.follow_up import counted_as_area
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.returned_form import AGREED_LINES, COUNTS
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.errors import Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.visits.returned.boxes import Group, Mark
from sinhke_desktop.gui.visits.returned.marks import KeptLine
from sinhke_desktop.gui.visits.returned.page_picture import fitted
from sinhke_desktop.gui.visits.returned.sheet_fields import SheetFields
from sinhke_desktop.gui.widgets import clear, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.form_standing import Standing

if TYPE_CHECKING:
    from sinhke_desktop.domain.follow_up import FollowUp

STARTS = ("corrections", "indicator", "count:alive", "income", "notes", "need", "agreed:1", "next_visit_on")
"""Fields that begin a part of the paper; F6 goes to the next one."""
PLACES = {"needs": "needs_text"}
"""Fields whose place on the paper has another key."""
FORWARD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class ReturnedSheet(SheetFields):
    """The form to be filled in. Signals: a field got the focus; Enter left the last one."""

    entered = Signal(QWidget)
    ended = Signal()

    # what stands on the form

    def show_standing(self, standing: Standing, cells: Mapping[str, str], agreed: int) -> None:
        """Show what is printed on the form, and fill in *cells*; it has room for *agreed* agreements."""
        self._show_agreements([str(one) for one in standing.agreements])
        people = standing.household.members if standing.household else ()
        self.members.setText("   ".join(
            f"{number}. {one.full_name} ({one.birth})" if one.birth else f"{number}. {one.full_name}"
            for number, one in enumerate(people, 1)
        ))  # fmt: skip
        self.indicators.show_last(standing.review.deprived if standing.review else None)
        self.month.setVisible(standing.participant is not None)
        self._show_last(standing.last, standing.model.unit if standing.model else "")
        for number in range(1, AGREED_LINES + 1):
            for part in ("", ":who", ":due"):
                self.fields[f"agreed:{number}{part}"].setVisible(number <= agreed)
        self.set_cells(cells)
        self.show_pictures({}, {})

    def _show_agreements(self, texts: Sequence[str]) -> None:
        for line in self.kept:
            self._order.remove(line)
        clear(self._agreements)
        self.kept = [KeptLine(number, text) for number, text in enumerate(texts, 1)]
        if not texts:
            self._agreements.addWidget(label(_("Nothing was agreed at the last visit."), "secondary"))
        for place, line in enumerate(self.kept):
            self._agreements.addWidget(line)
            line.show()
            line.changed.connect(self._typed)
            line.installEventFilter(self)
            self._order.insert(1 + place, line)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        for one, following in zip(self._order, self._order[1:], strict=False):
            QWidget.setTabOrder(one, following)

    def _show_last(self, last: FollowUp | None, unit: str) -> None:
        born = _("Newly planted") if counted_as_area(unit) else _("Born")
        self.fields["count:born"].set_title(born)
        for name in (*COUNTS, "income"):
            value = getattr(last, name) if last is not None else None
            shown = "" if value is None else format_dong(value)
            self._lines[name if name == "income" else f"count:{name}"].setPlaceholderText(shown)
        self.month_says.setText(
            _("In grey: month {month}.").format(month=month_name(last.month)) if last else _("Not noted before.")
        )

    # what is typed

    def cells(self) -> dict[str, str]:
        """What stands in the fields, as :func:`.returned_form.cells_of` has it."""
        found = {key.removeprefix("count:"): line.text() for key, line in self._lines.items()
                 if line.text().strip() and self.fields[key].isVisibleTo(self)}  # fmt: skip
        kept = "".join(line.kept() for line in self.kept)
        found |= {
            "kept": kept if kept.strip("?") else "",
            "seen": "+" if self.indicators.seen else "",
            "deprived": ",".join(sorted(self.indicators.marked())),
            "need_keys": ",".join(sorted(self.needs.marked())),
        }
        return {name: text for name, text in found.items() if text}

    def set_cells(self, cells: Mapping[str, str]) -> None:
        """Fill the fields."""
        self._filling = True
        for key, line in self._lines.items():
            line.setText(cells.get(key.removeprefix("count:"), ""))
        kept = cells.get("kept", "").ljust(len(self.kept), "?")
        for one, said in zip(self.kept, kept, strict=False):
            one.set_kept(said)
        self.indicators.set_said(_keys(cells.get("deprived", "")), seen=bool(cells.get("seen")))
        self.needs.set_marked(_keys(cells.get("need_keys", "")))
        self.show_problems(())
        self._filling = False

    # what was read from a scan

    def show_pictures(self, boxes: Mapping[str, QImage], places: Mapping[str, QImage]) -> None:
        """Put pictures of tick *boxes* and of written *places* (by key on the form) beside their fields."""
        for key, group, name in self._all_boxes():
            picture = boxes.get(key)
            group.boxes[name].show_picture(fitted(picture, theme.px(90), theme.px(24)) if picture else None)
        for key, shown in self._pictures.items():
            shown.show_image(places.get(PLACES.get(key, key)))

    def show_marks(self, marks: Mapping[str, Mark]) -> None:
        """Show how tick boxes were read, by key on the form; nothing counts before it is saved."""
        for key, group, name in self._all_boxes():
            if key in marks:
                group.boxes[name].set_mark(marks[key])
        self.indicators.note_read()

    def _all_boxes(self) -> list[tuple[str, Group, str]]:
        found: list[tuple[str, Group, str]] = []
        for number, line in enumerate(self.kept, 1):
            found += [(f"kept:{number}:{name}", line, name) for name in line.boxes]
        found += [(f"indicator:{name}", self.indicators, name) for name in self.indicators.boxes]
        return [*found, *((f"need:{name}", self.needs, name) for name in self.needs.boxes)]

    def undecided(self) -> list[QWidget]:
        """The groups with boxes that were read doubtfully, and agreements with both boxes marked."""
        groups = [one for one in self._order if isinstance(one, Group)]
        return [one for one in groups if one.doubtful() or (isinstance(one, KeptLine) and one.both())]

    # mistakes

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Put each problem beside its field and go to the first; returns those that belong to no field."""
        by_field: dict[str, str] = {}
        for one in problems:
            by_field[one.field] = " ".join(filter(None, (by_field.get(one.field, ""), one.message)))
        for key, field in self.fields.items():
            field.set_problem(by_field.get(key, ""))
        self.kept_problem.setText(by_field.get("kept", ""))
        self.kept_problem.setVisible("kept" in by_field)
        first = next((key for key in self.fields if key in by_field), None)
        if first is not None:
            self.fields[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return [one for one in problems if one.field not in self.fields and one.field != "kept"]

    # going through it

    def begin(self) -> None:
        """Let typing begin in the first field, or in the first box that must be decided."""
        undecided = self.undecided()
        (undecided[0] if undecided else self._order[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.entered.emit(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._order:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            if event.key() == Qt.Key.Key_F6:
                self._go_to_part(watched, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            back = event.key() == Qt.Key.Key_Up or (
                event.key() in FORWARD and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
            if back or event.key() in FORWARD:
                self._go(watched, -1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def _go_to_part(self, here: QObject, step: int) -> None:
        shown = [one for one in self._order if one.isVisibleTo(self)]
        starts = [shown[0], *self.kept[:1], *(self.fields[key].editor for key in STARTS)]
        places = sorted(shown.index(one) for one in starts if one in shown)
        at = shown.index(here)  # type: ignore[arg-type]
        further = [place for place in places if (place > at if step > 0 else place < at)]
        if further:
            shown[further[0] if step > 0 else further[-1]].setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, here: QObject, step: int) -> None:
        shown = [one for one in self._order if one.isVisibleTo(self)]
        at = shown.index(here) + step  # type: ignore[arg-type]
        if step > 0 and any(here is self._lines[f"agreed:{one}"] for one in range(1, AGREED_LINES + 1)):
            at = at if here.text().strip() else shown.index(self._lines["next_visit_on"])  # type: ignore[attr-defined]
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)
        elif at >= len(shown):
            self.ended.emit()


def _keys(joined: str) -> frozenset[str]:
    return frozenset(filter(None, joined.split(",")))
