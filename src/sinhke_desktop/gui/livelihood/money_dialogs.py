"""Dialogs about money and goods: plan a source, record payments, hand inputs over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.funding import (
    FORM_NAMES,
    BudgetLine,
    BudgetLineInput,
    HandoverInput,
    InputHandover,
)
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.thing_counts import parse_tags
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.gui.widgets import DangerButton, Dialog, Form, LinkButton, choices, clear, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _

EVERYONE = "*"


def with_links(words: str, *links: LinkButton) -> QWidget:
    """A line of *words* with what can be done about it at its right."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label(words), 1)
    for link in links:
        row.addWidget(link)
    return line


def line_name(line: BudgetLine, sources: dict[str, str]) -> str:
    """A budget line in a list: source, form, planned sum, note."""
    parts = [sources.get(line.source_code, line.source_code), FORM_NAMES[line.form], f"{format_dong(line.planned)} đ"]
    return " · ".join(filter(None, [*parts, str(line.year or ""), line.note]))


class SourceDialog(FormDialog):
    """Plans what a source gives; *line* to change one."""

    def __init__(
        self,
        parent: QWidget,
        sources: dict[str, str],
        save: Callable[[BudgetLineInput], object],
        saved: Callable[[], object],
        *,
        line: BudgetLine | None = None,
        remove: Callable[[], object] | None = None,
    ) -> None:
        """*remove* takes *line* away; money already paid from it stands against that."""
        super().__init__(
            parent, _("Change the source") if line else _("Add a source"),
            lambda form: save(BudgetLineInput(**{name: form.text(name) for name in form.fields})), saved,
            text=_("What a source gives to the model; goods and labour are stated in đồng."), width=620,
        )  # fmt: skip
        self.form.add("source_code", _("Source"), choices(*sources.items()), span=2)
        self.form.add("form", _("Given as"), choices(*((form.value, name) for form, name in FORM_NAMES.items())))
        self.form.add("planned", _("Planned (đ)"), QLineEdit())
        self.form.add("year", _("Budget year"), QLineEdit())
        self.form.add("decision", _("Decision, paper"), QLineEdit())
        self.form.add("note", _("Note"), QLineEdit(), span=2)
        if line is not None:
            self.form.set_text("source_code", line.source_code)
            self.form.set_text("form", line.form.value)
            self.form.set_text("planned", format_number(line.planned))
            self.form.set_text("note", line.note)
            self.form.set_text("year", str(line.year or ""))
            self.form.set_text("decision", line.decision)
        if remove is not None:
            self.buttons.insertWidget(0, DangerButton(_("Remove the source"), pressed=partial(self._remove, remove)))

    def _remove(self, remove: Callable[[], object]) -> None:
        try:
            remove()
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class HandoverDialog(FormDialog):
    """Goods handed to one participant or, each the same, to all."""

    def __init__(
        self,
        parent: QWidget,
        model: LivelihoodModel,
        rows: Sequence[ParticipantRow],
        lines: Sequence[BudgetLine],
        sources: dict[str, str],
        today: date,
        save: Callable[[Sequence[HandoverInput]], Sequence[InputHandover]],
        saved: Callable[[], object],
    ) -> None:
        self._ids = [row.participant.id for row in rows]
        super().__init__(
            parent, _("Hand inputs over"), lambda form: self._hand_over(form, save), saved,
            primary=_("Record the handover"), width=620,
        )  # fmt: skip
        people = [(row.participant.id, f"{row.name} · {row.hamlet}") for row in rows]
        everyone = (EVERYONE, _("All {count} households, each the same").format(count=len(rows)))
        self.form.add("participant_id", _("Handed to"), choices(everyone, *people), span=2)
        self.form.add("kind", _("What"), QLineEdit(model.thing))
        self.form.add("unit", _("Counted in"), QLineEdit(model.unit))
        self.form.add("quantity", _("Quantity for each household"), QLineEdit())
        self.form.add("unit_price", _("Unit price (đ)"), QLineEdit())
        self.form.add("handed_on", _("Handed over on"), day_field(today))
        self.form.add("tag", _("Ear tag, number"), QLineEdit(), _("Several with commas, or HS-01 đến HS-14"))
        self.form.add("supplier", _("Supplier"), QLineEdit())
        self.form.add("minutes_number", _("Number of the minutes"), QLineEdit())
        self.form.add("lot", _("Lot drawn by hand"), QLineEdit())
        self.form.add("received_by", _("Signed for by"), QLineEdit(), _("Where it is not the head"))
        paid = [("", _("Not stated")), *((line.id, line_name(line, sources)) for line in lines)]
        self.form.add("budget_line_id", _("Paid from"), choices(*paid), span=2)
        self.form.fields["quantity"].editor.setFocus()

    def _hand_over(
        self, form: Form, save: Callable[[Sequence[HandoverInput]], Sequence[InputHandover]]
    ) -> Sequence[InputHandover]:
        typed = {name: form.text(name) for name in form.fields if name != "participant_id"}
        chosen = form.text("participant_id")
        receivers = self._ids if chosen == EVERYONE else [chosen]
        try:
            tags = _dealt(typed.pop("tag"), typed["quantity"], len(receivers))
            return save(
                [HandoverInput(participant_id=one, tag=tag, **typed) for one, tag in zip(receivers, tags, strict=True)]  # type: ignore[arg-type]
            )
        except InvalidInput as wrong:
            first = [problem for problem in wrong.problems if problem.field.startswith("rows.0.")]
            raise InvalidInput(
                [Problem(problem.field.split(".", 2)[2], problem.message, problem.code) for problem in first]
                or wrong.problems
            ) from wrong


def _dealt(text: str, quantity: str, households: int) -> list[str]:
    """The tags of each household: dealt out in order where there is one for each animal, else the same for each."""
    tags = parse_tags(text)
    each = int(quantity) if quantity.isascii() and quantity.isdecimal() else 0
    if households > 1 and each and len(tags) == each * households:
        return [", ".join(tags[at * each : (at + 1) * each]) for at in range(households)]
    return [text] * households


class HandoversDialog(Dialog):
    """What was handed over of one kind, each household a line, to be taken back where it was a mistake."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        read: Callable[[], Sequence[tuple[str, str]]],
        take_back: Callable[[str], object],
        saved: Callable[[], object],
    ) -> None:
        """*read* gives pairs of id and words."""
        super().__init__(parent, title, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read, self._take_back = read, take_back
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)
        self.rejected.connect(saved)
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for handover_id, words in self._read():
            undo = partial(self._undo, handover_id)
            self._lines.addWidget(with_links(words, LinkButton(_("Take this handover back"), pressed=undo)))

    def _undo(self, handover_id: str) -> None:
        try:
            self._take_back(handover_id)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self._show()
