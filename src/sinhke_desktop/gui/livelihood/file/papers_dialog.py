"""In giấy tờ: every paper of the model's file, seen before it is printed or saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import choices, label
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.paper_view import PaperView
from sinhke_desktop.gui.widgets.word_list import WordList
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_papers
from sinhke_desktop.services.model_papers import PAPERS

FOLDER = "model_papers_folder"
LIST_WIDTH = 250


class PapersDialog(Dialog):
    """The papers on the left; on the right what the chosen one is made for, and its pages to print or save."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        model_id: str,
        *,
        kinds: Sequence[str] = (),
        kind: str = "",
        subject_id: str = "",
    ) -> None:
        """*kinds* offers these papers only; *kind* and *subject_id* are looked at first."""
        super().__init__(parent, _("Print papers"), width=1100)
        self._context, self._model_id = context, model_id
        offered = [one for one in PAPERS if not kinds or one in kinds]
        self.kinds = [one for one in offered if model_id or PAPERS[one].before_choice]
        self._turn = 0
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addWidget(self._list())
        sides.addLayout(self._right(), 1)
        self.body.addLayout(sides)
        if self.kinds:
            self.list.setCurrentRow(self.kinds.index(kind) if kind in self.kinds else 0)
            if subject_id:
                self.subject.setCurrentIndex(max(self.subject.findData(subject_id), 0))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.paper.search)

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
        self.subject.currentIndexChanged.connect(lambda _at: self._show())
        self.nothing = label("", "secondary")
        self.paper = PaperView(self._context, folder=FOLDER)
        self.paper.issued.connect(lambda _kept: self._left())
        self.paper.setMinimumHeight(min(theme.px(460), self.screen().availableGeometry().height() - theme.px(300)))
        self.paper.setMinimumWidth(min(theme.px(420), self.minimumWidth() // 2))
        for part in (self.subject, self.nothing):
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
        """Another paper: offer what it can be made for."""
        offered = model_papers.subjects(self._context.workspace, self.kind, self._model_id)
        with QSignalBlocker(self.subject):
            self.subject.clear()
            for one, words in offered.items():
                self.subject.addItem(words, one)
            self.subject.setCurrentIndex(0 if offered else -1)
        self.subject.setVisible(bool(offered))
        self.nothing.setVisible(not offered)
        self.nothing.setText(
            _("There is nothing to print here yet: {paper}.").format(paper=PAPERS[self.kind].title)
            + " "
            + _("Do the step before it first.")
        )
        self._show()

    def _show(self) -> None:
        """Make the pages elsewhere and show them, unless another paper was chosen meanwhile."""
        self._turn += 1
        self.notice.show_text("info", "")
        self.paper.clear()
        if self.subject.count():
            workspace, kind, model_id, subject_id = self._context.workspace, self.kind, self._model_id, self.subject_id

            def make(_progress: object) -> tuple[bytes, tuple[str, ...]]:
                pdf = model_papers.render(workspace, kind, model_id, subject_id)
                return pdf, model_papers.household_ids(workspace, kind, model_id, subject_id)

            self._context.runner.run(
                make, partial(self._take, self._turn, kind, subject_id), failed=partial(self._failed, self._turn)
            )

    def _take(self, turn: int, kind: str, subject_id: str, made: tuple[bytes, tuple[str, ...]]) -> None:
        if turn != self._turn:
            return
        workspace, model_id, write = self._context.workspace, self._model_id, PAPERS[kind].excel
        excel = (lambda path: write(workspace, model_id, subject_id, path)) if write is not None else None
        pdf, household_ids = made
        self.paper.show_paper(
            pdf, kind=kind, title=PAPERS[kind].title, subject=self.subject.currentText(), household_ids=household_ids,
            excel=excel,
        )  # fmt: skip

    def _left(self) -> None:
        model_papers.note_left(self._context.workspace, self.kind, self._model_id, self.subject_id)

    def _failed(self, turn: int, error: BaseException) -> None:
        if not isinstance(error, SinhkeError):
            errors.show(self, error)
        elif turn == self._turn:
            self.notice.show_error(error)
