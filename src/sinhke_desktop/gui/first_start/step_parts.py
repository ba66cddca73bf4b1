"""The parts of all steps of the first start, each made when it is first asked for: the window shows one at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.first_start.choice_steps import PlaceStep, RoleStep, WhatNowStep
from sinhke_desktop.gui.first_start.contract import Step
from sinhke_desktop.gui.first_start.step_part import StepPart

if TYPE_CHECKING:
    from sinhke_desktop.gui.first_start.commune_steps import AreaStep, CommuneStep
    from sinhke_desktop.gui.first_start.people_steps import OfficerStep, OfficeStep
    from sinhke_desktop.gui.first_start.secret_steps import CodeStep, PasswordStep

P = TypeVar("P", bound=StepPart)


class StepParts(QWidget):
    """A page with these parts; ``_take_part`` gives each its place on it, hidden. What is done in them it tells on."""

    searched = Signal(str)
    picked = Signal(object)
    password_typed = Signal(str)
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[Step, StepPart] = {}

    def part(self, step: Step) -> StepPart:
        """The part of *step*."""
        made = getattr(self, step.name.lower())
        if not isinstance(made, StepPart):
            raise TypeError(step)
        return made

    @cached_property
    def place(self) -> PlaceStep:
        """Where the data lie."""
        return self._made(Step.PLACE, PlaceStep())

    @cached_property
    def role(self) -> RoleStep:
        """What this machine is for."""
        return self._made(Step.ROLE, RoleStep())

    @cached_property
    def commune(self) -> CommuneStep:
        """Which commune."""
        from sinhke_desktop.gui.first_start.commune_steps import CommuneStep

        part = CommuneStep()
        part.field.searched.connect(self.searched)
        part.picked.connect(self.picked)
        return self._made(Step.COMMUNE, part)

    @cached_property
    def area(self) -> AreaStep:
        """Which standard and period."""
        from sinhke_desktop.gui.first_start.commune_steps import AreaStep

        return self._made(Step.AREA, AreaStep())

    @cached_property
    def officer(self) -> OfficerStep:
        """Who works here."""
        from sinhke_desktop.gui.first_start.people_steps import OfficerStep

        return self._made(Step.OFFICER, OfficerStep())

    @cached_property
    def office(self) -> OfficeStep:
        """Which office receives."""
        from sinhke_desktop.gui.first_start.people_steps import OfficeStep

        return self._made(Step.OFFICE, OfficeStep())

    @cached_property
    def password(self) -> PasswordStep:
        """The password."""
        from sinhke_desktop.gui.first_start.secret_steps import PasswordStep

        part = PasswordStep()
        part.password.textChanged.connect(self.password_typed)
        return self._made(Step.PASSWORD, part)

    @cached_property
    def code(self) -> CodeStep:
        """The recovery code."""
        from sinhke_desktop.gui.first_start.secret_steps import CodeStep

        part = CodeStep()
        part.print_asked.connect(self.print_asked)
        return self._made(Step.CODE, part)

    @cached_property
    def what_now(self) -> WhatNowStep:
        """What comes first."""
        return self._made(Step.WHAT_NOW, WhatNowStep())

    def _made(self, step: Step, part: P) -> P:
        self._parts[step] = part
        part.hide()
        self._take_part(part)
        return part

    def _take_part(self, part: StepPart) -> None:
        raise NotImplementedError
