"""Giấy tờ của hộ: every paper about the chosen households, seen before it is printed or saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import QuietButton, choices, label
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.paper_view import PaperView
from sinhke_desktop.gui.widgets.word_list import WordList
from sinhke_desktop.i18n import _
from sinhke_desktop.services import household_papers
from sinhke_desktop.services.household_papers import PAPERS
from sinhke_desktop.services.workspace import Workspace

FOLDER, LAST_KIND = "household_papers_folder", "household_papers_kind"
LIST_WIDTH = 250


@dataclass(frozen=True, slots=True)
class Made:
    """A paper made elsewhere: what it could be made for, what it was made for, its pages, whom it tells of."""

    offered: Mapping[str, str]
    subject: str
    pdf: bytes
    household_ids: tuple[str, ...]
    told: str


def made(workspace: Workspace, kind: str, ids: Sequence[str], subject: str | None, *, private: bool) -> Made:
    """The paper for the first thing that it can be made for, or for *subject*; no pages where there is nothing."""
    offered = household_papers.subjects(workspace, kind, ids)
    chosen = next(iter(offered), "") if subject is None else subject
    pdf = household_papers.render(workspace, kind, ids, chosen, private=private) if offered else b""
    blank = chosen == household_papers.BLANK_SUBJECT
    told = () if blank else tuple(one.id for one in household_papers.told(workspace, kind, ids))
    return Made(offered, chosen, pdf, told, household_papers.subject_of(workspace, kind, told))


class HouseholdPapersDialog(Dialog):
    """The papers on the left; on the right what the chosen one is made for, and its pages with Save PDF and Print."""

    def __init__(
        self, parent: QWidget, context: Context, household_ids: Sequence[str], whom: str, text: str = ""
    ) -> None:
        """*whom* names the households in the title: the head of one, or how many there are; *text* stands below it."""
        super().__init__(parent, _("Papers of {household}").format(household=whom), text=text, width=1100)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._ids = context, tuple(household_ids)
        self.kinds = list(PAPERS)
        self._turn = 0
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addWidget(self._list())
        sides.addLayout(self._right(), 1)
        self.body.addLayout(sides)
        self.forms = QuietButton(_("Visit forms…"), "footprints", self._visit_forms, tip=_("Numbered forms to fill in"))
        self.buttons.insertWidget(0, self.forms)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.paper.search)
        last = str(context.settings.get(LAST_KIND) or "")
        self.list.setCurrentRow(self.kinds.index(last) if last in self.kinds else 0)

    def _list(self) -> QWidget:
        self.list = WordList(LIST_WIDTH, self.minimumWidth() // 4)
        self.list.setAccessibleName(_("Papers"))
        self.list.addItems([PAPERS[kind].title for kind in self.kinds])
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        return self.list

    def _right(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        self.subject = choices()
        self.subject.setAccessibleName(_("Made for"))
        self.subject.setMinimumContentsLength(18)
        self.subject.setSizeAdjustPolicy(self.subject.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.subject.currentIndexChanged.connect(lambda _at: self._show(self.subject_id))
        self.private = QCheckBox(_("Also say health and ethnic group"))
        self.private.toggled.connect(lambda _on: self._show(self.subject_id))
        self.nothing = label("", "secondary")
        self.nothing.hide()
        self.paper = PaperView(self._context, folder=FOLDER)
        self.paper.setMinimumHeight(min(theme.px(460), self.screen().availableGeometry().height() - theme.px(300)))
        self.paper.setMinimumWidth(min(theme.px(420), self.minimumWidth() // 2))
        for part in (self.subject, self.private, self.nothing):
            side.addWidget(part)
        side.addWidget(self.paper, 1)
        return side

    @property
    def kind(self) -> str:
        """The paper looked at."""
        return self.kinds[max(self.list.currentRow(), 0)]

    @property
    def subject_id(self) -> str:
        """What it is made for."""
        return str(self.subject.currentData() or "")

    def _choose(self) -> None:
        """Another paper, remembered for the next household."""
        self._context.settings.set(LAST_KIND, self.kind)
        self.private.setVisible(PAPERS[self.kind].private)
        self._show(None)

    def _show(self, subject: str | None) -> None:
        """Make the pages elsewhere and show them, unless another paper was chosen meanwhile."""
        self._turn += 1
        self.notice.show_text("info", "")
        self.paper.clear()
        workspace, kind, ids, private = self._context.workspace, self.kind, self._ids, self.private.isChecked()
        self._context.runner.run(
            lambda _progress: made(workspace, kind, ids, subject, private=private),
            partial(self._take, self._turn, kind),
            failed=partial(self._failed, self._turn),
        )

    def _take(self, turn: int, kind: str, found: Made) -> None:
        if turn != self._turn:
            return
        with QSignalBlocker(self.subject):
            self.subject.clear()
            for one, words in found.offered.items():
                self.subject.addItem(words, one)
            self.subject.setCurrentIndex(max(self.subject.findData(found.subject), 0) if found.offered else -1)
        self.subject.setVisible(len(found.offered) > 1)
        self._say_nothing(nothing=not found.offered)
        if found.pdf:
            self.paper.show_paper(
                found.pdf, kind=kind, title=PAPERS[kind].title, subject=found.told, household_ids=found.household_ids
            )

    def _say_nothing(self, *, nothing: bool) -> None:
        self.nothing.setVisible(nothing)
        self.nothing.setText(
            _("There is nothing to print here yet: {paper}.").format(paper=PAPERS[self.kind].title)
            + " "
            + _("Households without what the paper tells of, or whose data are restricted, are left out.")
        )

    def _visit_forms(self) -> None:
        """Forms bear numbers, so that they can come back: the visits page makes and prints them."""
        self.reject()
        self._context.navigate("visits", print_forms=",".join(self._ids))

    def _failed(self, turn: int, error: BaseException) -> None:
        if not isinstance(error, SinhkeError):
            errors.show(self, error)
        elif turn == self._turn:
            self.notice.show_error(error)
