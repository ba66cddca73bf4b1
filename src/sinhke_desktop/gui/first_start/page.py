"""The first start as the person sees it: where one is, one question at a time, Back and Next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.domain.commune import Area, CommuneUnit
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.gui.first_start.presenter import FirstStartPresenter, FirstStartServices, Step
from sinhke_desktop.gui.first_start.steps import (
    AreaStep,
    CodeStep,
    CommuneStep,
    OfficerStep,
    OfficeStep,
    PasswordStep,
    RoleStep,
    StepPart,
)
from sinhke_desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.cards import Card, Notice
from sinhke_desktop.gui.widgets.layouts import Flow
from sinhke_desktop.gui.widgets.stages import Stage, StageLine, StageState
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from sinhke_desktop.services.workspace import Workspace


class FirstStartPage(QWidget):
    """Tells :attr:`done` with the workspace that was set up."""

    done = Signal(object)

    def __init__(self, services: FirstStartServices, run: Runs, workspace: Workspace | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.role, self.commune, self.area, self.officer = RoleStep(), CommuneStep(), AreaStep(), OfficerStep()
        self.office, self.password, self.code = OfficeStep(), PasswordStep(), CodeStep()
        self._parts: dict[Step, StepPart] = {
            Step.ROLE: self.role, Step.COMMUNE: self.commune, Step.AREA: self.area, Step.OFFICER: self.officer,
            Step.OFFICE: self.office, Step.PASSWORD: self.password, Step.CODE: self.code,
        }  # fmt: skip
        self._short = workspace is not None
        self._lay_out()
        self.presenter = FirstStartPresenter(self, services, run, workspace=workspace)
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer.addWidget(area)
        ground = QWidget()
        ground.setProperty("kind", "page")
        area.setWidget(ground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(14)
        row.addLayout(column, 8)
        row.addStretch(1)
        column.addWidget(label(_("Welcome to SinhKe"), "page-title"))
        column.addWidget(label(_("A few short steps, then everything is ready. Every step can go back."), "secondary"))
        self._line = StageLine()
        column.addWidget(self._line)
        card = Card()
        card.body.setContentsMargins(24, 20, 24, 20)
        column.addWidget(card, 1)
        self.notice = Notice()
        card.add(self.notice)
        for piece in self._parts.values():
            card.add(piece, 1)
        self.sample = LinkButton(_("Try it with a sample commune"))
        self.sample_office = LinkButton(_("Try it with a sample office"))
        self.back = QuietButton(_("Back"), "arrow-left")
        self.next = PrimaryButton(_("Next"))
        self._busy = label("", "secondary")
        foot = QHBoxLayout()
        foot.addWidget(Flow(self.sample, self.sample_office), 1)
        foot.addWidget(self._busy)
        foot.addWidget(Flow(self.back, self.next, right=True))
        column.addLayout(foot)

    def _connect(self) -> None:
        presenter = self.presenter
        self.back.clicked.connect(lambda: presenter.back())
        self.next.clicked.connect(self._next)
        self.sample.clicked.connect(lambda: presenter.try_sample())
        self.sample_office.clicked.connect(lambda: presenter.try_sample_office())
        self.commune.field.searched.connect(presenter.search)
        self.commune.picked.connect(presenter.choose)
        self.password.password.textChanged.connect(presenter.typed_password)
        for part in self._parts.values():
            part.entered.connect(self._next)

    def _next(self) -> None:
        if not self.next.isEnabled():
            return
        step = self.presenter.step
        if step is Step.ROLE:
            self.presenter.leave_role(self.role.role())
        elif step is Step.COMMUNE:
            self.presenter.leave_commune()
        elif step is Step.AREA:
            self.presenter.leave_area(self.area.area(), self.area.period())
        elif step is Step.OFFICER:
            self.presenter.leave_officer(self.officer.name.text())
        elif step is Step.OFFICE:
            self.presenter.leave_office(self.office.name.text(), self.office.officer.text())
        elif step is Step.PASSWORD:
            self.presenter.leave_password(self.password.password.text(), self.password.again.text())
        else:
            self.presenter.leave_code(*self.code.typed())

    def begin(self) -> None:
        """Let typing begin in the step that is shown."""
        self._parts[self.presenter.step].first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self, step: Step, path: Sequence[Step], *, last: bool) -> None:
        """See :class:`FirstStartView`."""
        names = {
            Step.ROLE: _("This computer"), Step.COMMUNE: _("Commune"), Step.AREA: _("Area and period"),
            Step.OFFICER: _("Officer"), Step.OFFICE: _("Receiving office"), Step.PASSWORD: _("Password"),
            Step.CODE: _("Recovery code"),
        }  # fmt: skip
        now = path.index(step)
        states = [StageState.DONE if at < now else StageState.NOW if at == now else StageState.LATER
                  for at in range(len(path))]  # fmt: skip
        self._line.set_stages([Stage(names[one], "", state) for one, state in zip(path, states, strict=True)])
        for one, part in self._parts.items():
            part.setVisible(one is step)
        self.back.setVisible(now > 0)
        for link in (self.sample, self.sample_office):
            link.setVisible(now == 0 and not self._short)
        self.next.setText(_("Finish") if last else _("Next"))
        self.notice.show_text("error", "")
        self._parts[step].first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_units(self, units: Sequence[CommuneUnit]) -> None:
        """See :class:`FirstStartView`."""
        self.commune.show_units(units)

    def show_chosen(self, unit: CommuneUnit) -> None:
        """See :class:`FirstStartView`."""
        self.commune.show_chosen(unit)

    def show_area(self, area: Area) -> None:
        """See :class:`FirstStartView`."""
        self.area.show_area(area)

    def show_problem(self, field: str, text: str) -> None:
        """See :class:`FirstStartView`."""
        for part in self._parts.values():
            if field in part.fields:
                part.fields[field].set_problem(text)

    def show_strength(self, text: str) -> None:
        """See :class:`FirstStartView`."""
        self.password.strength.setText(text)

    def show_code(self, code: str, groups: tuple[int, int]) -> None:
        """See :class:`FirstStartView`."""
        self.code.show_code(code, groups)

    def show_busy(self, text: str) -> None:
        """See :class:`FirstStartView`."""
        self._busy.setText(text)
        for button in (self.back, self.next, self.sample, self.sample_office):
            button.setEnabled(not text)
        for part in self._parts.values():
            part.setEnabled(not text)

    def show_error(self, error: SinhkeError) -> None:
        """See :class:`FirstStartView`."""
        self.notice.show_error(error)

    def failed(self, error: BaseException) -> None:
        """See :class:`FirstStartView`."""
        errors.show(self, error)

    def finished(self, workspace: Workspace) -> None:
        """See :class:`FirstStartView`."""
        self.password.clear()
        self.code.clear()
        self.done.emit(workspace)
