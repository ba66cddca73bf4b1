"""Pieces of the dialogs in which acts are typed: who, and what everybody is to the new head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HEAD, RELATIONS, Member
from sinhke_desktop.errors import Problem
from sinhke_desktop.gui.widgets import Form, choices, clear, label
from sinhke_desktop.i18n import _


def member_words(member: Member) -> str:
    """``Đỗ Văn Sơn · Con trai · 1985``."""
    return " · ".join(part for part in (member.full_name, member.relation, str(member.birth or "")) if part)


def member_choices(members: Sequence[Member], first: str) -> QComboBox:
    """A list of people to choose from, beginning with the words *first* for nobody."""
    return choices(("", first), *((one.id, member_words(one)) for one in members))


class PeoplePicker(QWidget):
    """Ticks for people; :attr:`changed` when one was set."""

    changed = Signal()

    def __init__(self, title: str, people: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(title, "strong"))
        self.boxes: dict[str, QCheckBox] = {}
        for key, words in people:
            box = self.boxes[key] = QCheckBox(words)
            box.toggled.connect(self.changed)
            column.addWidget(box)
        self._problem = label("", "problem")
        self._problem.hide()
        column.addWidget(self._problem)

    def chosen(self) -> list[str]:
        """The ids that are ticked."""
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def show_problem(self, text: str) -> None:
        """Say what is wrong; an empty text takes it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


class RelationsForm(QWidget):
    """Asks what each of some people is to a head; hidden while there is nobody to ask for."""

    def __init__(self, prefix: str = "") -> None:
        super().__init__()
        self._prefix = prefix
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.form = Form(2)
        self.hide()

    def show_people(self, people: Sequence[Member], head: Member | None, proposed: Mapping[str, str]) -> None:
        """Ask for *people* (the head left out), each with a proposal."""
        typed = self.relations()
        clear(self._column)
        self.form = Form(2)
        asked = [one for one in people if head is not None and one.id != head.id]
        for one in asked:
            box = QComboBox()
            box.setEditable(True)
            box.addItems([relation for relation in RELATIONS if relation != HEAD])
            box.setCurrentIndex(-1)
            box.setEditText(typed.get(one.id) or proposed.get(one.id, ""))
            self.form.add(f"{self._prefix}relations.{one.id}", one.full_name, box)
        if head is not None and asked:
            self._column.addWidget(label(_("What is each to {name}?").format(name=head.full_name), "strong"))
            self._column.addWidget(self.form)
        self.setVisible(bool(asked))

    def relations(self) -> dict[str, str]:
        """Member id → what was typed."""
        return {name.rpartition(".")[2]: self.form.text(name).strip() for name in self.form.fields}

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Put each problem under its field; returns the others."""
        return self.form.show_problems(problems)


def reason_box(reasons: Sequence[str]) -> QComboBox:
    """An editable list of customary reasons, empty at first."""
    box = QComboBox()
    box.setEditable(True)
    box.addItems(list(reasons))
    box.setCurrentIndex(-1)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box
