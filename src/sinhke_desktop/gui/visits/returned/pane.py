"""Where forms come back: scan or type which one, fill in what stands on it, save, the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from sinhke_desktop.domain.form_sheet import FormSheet, shown_number
from sinhke_desktop.errors import Problem, SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.privacy.cover import Cover
from sinhke_desktop.gui.visits.returned.form_side import agreed_lines
from sinhke_desktop.gui.visits.returned.month_dialog import MonthDialog
from sinhke_desktop.gui.visits.returned.pane_frame import PaneFrame
from sinhke_desktop.gui.visits.returned.presenter import ReturnedPresenter, returned_services
from sinhke_desktop.gui.visits.returned.reading import ScanReading
from sinhke_desktop.gui.visits.returned.scan_side import ScanSide
from sinhke_desktop.i18n import _
from sinhke_desktop.services.form_drafts import FormDraft
from sinhke_desktop.services.form_entry import MonthNoted, Saved
from sinhke_desktop.services.form_standing import Standing
from sinhke_desktop.services.returned_forms import Candidate, OutForm, PaperForm, Stack

KEEP_AFTER_MS = 1000


class ReturnedPane(PaneFrame):
    """Signal :attr:`left`: the person goes back to the list of visits."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.scans = ScanSide(self)
        self.reading = ScanReading(self, self.scans.presenter.begin, self.say)
        self.beside.insertWidget(0, self.scans.page, 2)
        self.top.insertWidget(0, self.scans.waiting)
        self.top.addWidget(self.scans.tools)
        self.presenter = ReturnedPresenter(self, returned_services(context.workspace), context.runner.run)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep.timeout.connect(self.presenter.keep)
        self.cover = Cover(self.area, lambda: self.presenter.household_id, self._restricted)
        self._connect()
        self.show_part(self.out)

    def _connect(self) -> None:
        presenter = self.presenter
        self.back.clicked.connect(lambda: self.leave())
        self.save.clicked.connect(lambda: presenter.save())
        self.read.clicked.connect(lambda: self.reading.choose_files())
        self.read_folder.clicked.connect(lambda: self.reading.choose_folder())
        self.review_asked.connect(self._to_reviews)
        self.code.returnPressed.connect(self._look)
        self.code.textEdited.connect(lambda _text: self.code_field.set_problem(""))
        self.sheet.changed.connect(self._keep.start)
        self.sheet.ended.connect(self.save.setFocus)
        self.out.opened.connect(self._open_sheet)
        self.out.lost.connect(self._write_off)
        self.out.go_on.connect(self._go_on)
        self.out.let_go.connect(self._let_draft_go)
        self.candidates.chosen.connect(presenter.choose)
        self.candidates.new_asked.connect(lambda: self.context.navigate("households", new=True))
        self._key("Ctrl+Enter", presenter.save)
        self._key("Esc", self._one_back)
        self._key("F2", self.next_form)

    def _key(self, keys: str, pressed: Any) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, pressed)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _restricted(self, household_id: str) -> bool:
        standing = self.presenter.standing
        return standing is not None and standing.form.household_id == household_id and standing.restricted

    # coming and going

    def refresh(self) -> None:
        """Read again what is out and what waits; a form that is typed stays."""
        self.presenter.refresh()
        if not self.scans.on:
            self.scans.presenter.refresh()

    def begin(self) -> None:
        """Let typing begin: the code of the next form, or the field that was left."""
        if self.presenter.standing is None:
            self.code.setFocus()
        else:
            self.sheet.begin()

    def open_household(self, household_id: str) -> None:
        """Enter a form of this household."""
        self.presenter.open(PaperForm(household_id))

    def next_form(self) -> None:
        """Away from the form that is shown, to the first field; what was typed waits."""
        self._keep.stop()
        self.presenter.let_go()
        self.scans.end()
        self._between()
        self.refresh()

    def _between(self) -> None:
        self.code.clear()
        self.code_field.set_problem("")
        self.show_part(self.out)
        self.code.setFocus()
        self.cover.settle()

    def _one_back(self) -> None:
        if self.presenter.standing is not None or self.candidates.isVisible() or self.scans.on:
            self.next_form()
        else:
            self.leave()

    def leave(self) -> None:
        """Back to the list of visits; what was typed waits."""
        self.next_form()
        self.notice.show_text("info", "")
        self.left.emit()

    # what was pressed

    def _look(self) -> None:
        text = self.code.text().strip()
        if text:
            self.say("info", "")
            if not self.scans.give_number(text):
                self.presenter.look(text)

    def _open_sheet(self, sheet: FormSheet) -> None:
        self.presenter.open(PaperForm(sheet.household_id, sheet.number, sheet.version, sheet))

    def _go_on(self, draft: FormDraft) -> None:
        if draft.number:
            self.presenter.look(draft.number)
        else:
            self.presenter.open(PaperForm(draft.household_id))

    def _let_draft_go(self, draft: FormDraft) -> None:
        form = PaperForm(draft.household_id, draft.number)
        self.presenter.discard(form)
        self.context.toast(_("The typed text is gone; what is stored was not changed."))

    def _write_off(self, one: OutForm) -> None:
        self.presenter.write_off(one.sheet.id, "")
        text = _("Form {number} is no longer waited for.").format(number=shown_number(one.sheet.number))
        self.context.toast(text, lambda: self.presenter.expect_again(one.sheet.id))

    def _to_reviews(self) -> None:
        self.context.navigate("rounds")

    # what the presenter shows

    def show_stack(self, stack: Stack, drafts: Sequence[FormDraft]) -> None:
        """See :class:`ReturnedView`."""
        text = _("{done} of {all} forms entered today, {out} not back")
        self.header.set_subtitle(text.format(done=stack.today, all=stack.printed, out=len(stack.out)))
        self.out.show_stack(stack, drafts)

    def show_candidates(self, candidates: Sequence[Candidate], spare: str) -> None:
        """See :class:`ReturnedView`."""
        self.show_part(self.candidates)
        self.candidates.show_candidates(candidates, spare)

    def ask_household(self, number: str) -> None:
        """See :class:`ReturnedView`."""
        self.code.clear()
        self.candidates.ask(number)
        self.show_part(self.candidates)
        self.code.setFocus()

    def show_form(self, standing: Standing, cells: Mapping[str, str], *, resumed: bool) -> None:
        """See :class:`ReturnedView`."""
        self.say("info", "")
        self.form_side.show_standing(standing, resumed=resumed)
        self.show_part(self.form_side)
        self.sheet.show_standing(standing, cells, agreed_lines(standing.form.version))
        self.cover.settle()
        self.scans.fill(marks=not cells and standing.entered is None)
        self.area.verticalScrollBar().setValue(0)
        if not self.cover.isVisible():
            self.sheet.begin()

    def cells(self) -> dict[str, str]:
        """See :class:`ReturnedView`."""
        return self.sheet.cells()

    def undecided(self) -> bool:
        """See :class:`ReturnedView`."""
        groups = self.sheet.undecided()
        if groups:
            self.say("warn", _("Some boxes are unclear. Decide them first: press their key for yes, again for no."))
            groups[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(groups)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """See :class:`ReturnedView`."""
        of_code = " ".join(one.message for one in problems if one.field == "code")
        self.code_field.set_problem(of_code)
        if of_code:
            self.code.setFocus()
            self.code.selectAll()
        homeless = [one for one in self.sheet.show_problems(problems) if one.field != "code"]
        wrong = len(problems) - len(homeless)
        text = " ".join(one.message for one in homeless)
        if not text and not of_code and wrong:
            text = _("{count} fields need a look; nothing typed is lost.").format(count=wrong)
        self.say("error", text)

    def show_refusal(self, error: BaseException) -> None:
        """See :class:`ReturnedView`."""
        if isinstance(error, SinhkeError):
            self.say("error", f"{error.message} {error.advice}".strip(), error.code)
        else:
            errors.show(self, error)

    def ask_month(self, asked: MonthNoted) -> None:
        """See :class:`ReturnedView`."""
        dialog = MonthDialog(self, asked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.presenter.save)
        dialog.open()
        self.asked = dialog

    def show_saved(self, saved: Saved, name: str) -> None:
        """See :class:`ReturnedView`."""
        self._keep.stop()
        self.context.toast(
            _("Entered: {name}").format(name=name),
            lambda: self.presenter.take_back(saved, lambda: self.say("info", _("The form was taken back whole."))),
        )
        if saved.changed:
            text = _(
                "{name}: {count} indicators were seen otherwise than at the last review. A visit changes no class."
            )
            self.say("info", text.format(name=name, count=len(saved.changed)), review=True)
        else:
            self.say("info", "")
        self._between()
        if self.scans.on:
            self.scans.presenter.go_on()

    def ask_number(self, why: str) -> None:
        """A page without a code is shown: ask for the form's number."""
        self._between()
        self.out.hide()
        self.beside.setStretch(1, 0)
        self.say("warn", why)

    def show_busy(self, *, busy: bool) -> None:
        """See :class:`ReturnedView`."""
        self.sheet.setEnabled(not busy)
        self.save.setEnabled(not busy and self.form_side.isVisibleTo(self))
