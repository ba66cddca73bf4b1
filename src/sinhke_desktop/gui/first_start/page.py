"""The first start as the person sees it: where one is, one question at a time and why it is asked, Back and Next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.first_paint import after_first_paint
from sinhke_desktop.gui.first_start.contract import Begin, FirstStartServices, Role, Step, Typed
from sinhke_desktop.gui.first_start.presenter import FirstStartPresenter
from sinhke_desktop.gui.first_start.step_parts import StepParts
from sinhke_desktop.gui.later import later
from sinhke_desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.cards import Card, Notice
from sinhke_desktop.gui.widgets.layouts import Flow, Scrolled
from sinhke_desktop.gui.widgets.stages import Stage, StageLine, StageState
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from sinhke_desktop.domain.commune import Area, CommuneUnit
    from sinhke_desktop.errors import SinhkeError
    from sinhke_desktop.gui.first_start.step_part import StepPart
    from sinhke_desktop.gui.tasks import Runner
    from sinhke_desktop.gui.widgets.dialog import Dialog
    from sinhke_desktop.services.data_place import PlaceOffer
    from sinhke_desktop.services.workspace import Workspace
    from sinhke_desktop.settings import Settings


class FirstStartPage(StepParts):
    """Tells :attr:`done` with the workspace that was set up and the :class:`Begin` that was wished for.

    ``place_changed`` asks for a new beginning, as the data lie elsewhere now.
    """

    done = Signal(object, object)
    place_changed = Signal()

    def __init__(
        self,
        services: FirstStartServices,
        runner: Runner,
        settings: Settings,
        workspace: Workspace | None = None,
        *,
        offer: PlaceOffer | None = None,
        placed: bool = False,
        typed: Typed | None = None,
    ) -> None:
        """See :class:`FirstStartPresenter`."""
        super().__init__()
        self.setProperty("kind", "page")
        self._runner, self._settings = runner, settings
        self.dialog: Dialog | None = None
        self._short = workspace is not None
        self._lay_out()
        self.presenter = FirstStartPresenter(
            self, services, runner.run, workspace=workspace, offer=offer, placed=placed, typed=typed
        )
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer.addWidget(area)
        ground = Scrolled()
        ground.setProperty("kind", "page")
        area.setWidget(ground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(24, 24, 24, 12)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(14)
        row.addLayout(column, 8)
        row.addStretch(1)
        column.addWidget(label(_("Welcome to SinhKe"), "page-title"))
        self._about = label(_("A few short steps, then everything is ready. Every step can go back."), "secondary")
        column.addWidget(self._about)
        self._line = StageLine()
        self._line.setUpdatesEnabled(False)  # painting it asks for all of Qt's names; it follows in :meth:`_complete`
        column.addWidget(self._line)
        card = self._card = Card()
        card.body.setContentsMargins(24, 20, 24, 20)
        column.addWidget(card, 1)
        self.notice = Notice()
        card.add(self.notice)
        outer.addWidget(self._foot())

    def _foot(self) -> QWidget:
        """Back and Next, which never scroll away."""
        foot = QWidget()
        outside = QHBoxLayout(foot)
        outside.setContentsMargins(24, 0, 24, 16)
        self.sample = LinkButton(_("Try it with a sample commune"))
        self.sample_office = LinkButton(_("Try it with a sample office"))
        self.back = QuietButton(_("Back"), key="Alt+Left")
        self.next = PrimaryButton(_("Next"))
        self._busy = label("", "secondary")
        inside = QHBoxLayout()
        inside.addWidget(Flow(self.sample, self.sample_office), 1)
        inside.addWidget(self._busy)
        inside.addWidget(Flow(self.back, self.next, right=True))
        outside.addStretch(1)
        outside.addLayout(inside, 8)
        outside.addStretch(1)
        return foot

    def _scroll_to_question(self) -> None:
        """Where a step does not fit, begin at its question and not at the greeting."""
        self._area.verticalScrollBar().setValue(max(self._card.y() - theme.px(8), 0))

    def _connect(self) -> None:
        presenter = self.presenter
        self.back.clicked.connect(lambda: presenter.back())
        self.next.clicked.connect(self._next)
        self.sample.clicked.connect(lambda: presenter.try_sample())
        self.sample_office.clicked.connect(lambda: presenter.try_sample_office())
        self.searched.connect(presenter.search)
        self.picked.connect(presenter.choose)
        self.password_typed.connect(presenter.typed_password)
        self.print_asked.connect(self._print_code)
        after_first_paint(self, self._complete)

    def _complete(self) -> None:
        self._line.setUpdatesEnabled(True)
        self.back.show_icon("arrow-left")
        self._make_next()

    def _make_next(self) -> None:
        """Make the parts that will come, one after the other between what the person does."""
        step = next((one for one in self.presenter.path() if one not in self._parts), None)
        if step is not None:
            self.part(step)
            later(self, self._make_next)

    def _take_part(self, part: StepPart) -> None:
        self._card.add(part, 1)
        part.entered.connect(self._next)

    def _next(self) -> None:
        if not self.next.isEnabled():
            return
        presenter, leave = self.presenter, {
            Step.PLACE: lambda: presenter.leave_place(beside=self.place.beside()),
            Step.ROLE: lambda: presenter.leave_role(self.role.role()),
            Step.COMMUNE: lambda: presenter.leave_commune(),
            Step.AREA: lambda: presenter.leave_area(self.area.area(), self.area.period()),
            Step.OFFICER: lambda: presenter.leave_officer(self.officer.name.text()),
            Step.OFFICE: lambda: presenter.leave_office(self.office.name.text(), self.office.officer.text()),
            Step.PASSWORD: lambda: presenter.leave_password(self.password.password.text(), self.password.again.text()),
            Step.CODE: lambda: presenter.leave_code(*self.code.typed()),
            Step.WHAT_NOW: lambda: presenter.leave_what_now(self.what_now.begin(), self.what_now.hamlets.text()),
        }  # fmt: skip
        step = presenter.step
        leave[step]()
        self.part(step).to_first_problem()

    def _print_code(self) -> None:
        """Look at the paper with the code before it is printed."""
        from sinhke_desktop.gui.first_start.code_sheet import CodeSheetDialog

        presenter = self.presenter
        unit = presenter.unit
        commune = f"{unit.full_name}, {unit.province_name}" if unit is not None else ""
        owner = presenter.office if presenter.role is Role.OFFICE else commune
        self.dialog = CodeSheetDialog(self, self._runner, self._settings, self.code.shown(), owner, presenter.officer)
        self.dialog.open()

    def begin(self) -> None:
        """Let typing begin in the step that is shown."""
        self.part(self.presenter.step).first_field().setFocus()

    def show_step(self, step: Step, path: Sequence[Step], *, last: bool) -> None:
        """See :class:`FirstStartView`."""
        names = {
            Step.PLACE: _("Where the data lie"), Step.ROLE: _("This computer"), Step.COMMUNE: _("Commune"),
            Step.AREA: _("Area and period"), Step.OFFICER: _("Officer"), Step.OFFICE: _("Receiving office"),
            Step.PASSWORD: _("Password"), Step.CODE: _("Recovery code"), Step.WHAT_NOW: _("To begin with"),
        }  # fmt: skip
        now = path.index(step)
        states = [StageState.DONE if at < now else StageState.NOW if at == now else StageState.LATER
                  for at in range(len(path))]  # fmt: skip
        self._line.set_stages([Stage(names[one], "", state) for one, state in zip(path, states, strict=True)])
        shown = self.part(step)
        for part in self._parts.values():
            part.setVisible(part is shown)
        self.back.setVisible(now > 0)
        self.sample.setVisible(step is Step.WHAT_NOW or (step is Step.ROLE and not self._short))
        self.sample_office.setVisible(step is Step.ROLE and not self._short)
        self.next.setText(_("Finish") if last else _("Next"))
        self._about.setVisible(now == 0)
        self.notice.show_text("error", "")
        later(self, self._scroll_to_question)
        shown.first_field().setFocus()

    def show_places(self, offer: PlaceOffer) -> None:
        """See :class:`FirstStartView`."""
        self.place.show_offer(offer)

    def begin_anew(self) -> None:
        """See :class:`FirstStartView`."""
        self.place_changed.emit()

    def ask_beside(self, text: str) -> None:
        """See :class:`FirstStartView`."""
        from sinhke_desktop.gui.widgets.dialog import Dialog

        self.dialog = Dialog(
            self, _("Keep the data on this drive all the same?"), _("Keep them beside the program"), text=text
        )
        self.dialog.accepted.connect(lambda: self.presenter.leave_place(beside=True, sure=True))
        self.dialog.open()

    def show_typed(self, typed: Typed) -> None:
        """See :class:`FirstStartView`."""
        self.role.buttons[Role(typed.role)].setChecked(True)
        self.area.choose_period(typed.period)
        self.officer.name.setText(typed.officer)
        self.office.name.setText(typed.office)
        self.office.officer.setText(typed.officer)

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
        """See :class:`FirstStartView`; the keyboard comes back to where it was."""
        self._busy.setText(text)
        for button in (self.back, self.next, self.sample, self.sample_office):
            button.setEnabled(not text)
        for part in self._parts.values():
            part.setEnabled(not text)
        if not text:
            self.begin()

    def show_error(self, error: SinhkeError) -> None:
        """See :class:`FirstStartView`."""
        self.notice.show_error(error)

    def failed(self, error: BaseException) -> None:
        """See :class:`FirstStartView`."""
        errors.show(self, error)

    def finished(self, workspace: Workspace, begin: Begin) -> None:
        """See :class:`FirstStartView`."""
        for part in self._parts.values():
            part.clear()
        self.done.emit(workspace, begin)
