"""Giai đoạn, giấy tờ: all twelve stages with day, due day and papers; the chosen one's checklist beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.livelihood import STAGES, Stage
from sinhke_desktop.domain.stage_papers import PAPER_STATE_NAMES, PaperLine, PaperState, StageStanding
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.record_dialog import RecordDialog
from sinhke_desktop.gui.livelihood.file.section import FileSection
from sinhke_desktop.gui.livelihood.model_dialogs import DuesDialog, StageDialog
from sinhke_desktop.gui.widgets import Card, Column, Columns, Dialog, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import stages
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.model_process import process
from sinhke_desktop.services.stages import StageBoard

NAMED = 4


class PapersSection(FileSection):
    """The stages on the left, the chosen one's papers on the right; ``dialog`` is the last one that was opened."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.board: StageBoard | None = None
        self.dialog: Dialog | None = None
        self._at: Stage | None = None
        sides = Columns(side_by_side=theme.px(900))
        sides.add(self._stages_card(), 10)
        sides.add(self._papers_card(), 11)
        self.column.addWidget(sides)
        marks = process().unverified
        self.column.addWidget(label(f"{marks['papers']} {marks['dues']}", "secondary"))
        self.column.addStretch(1)

    def _stages_card(self) -> QWidget:
        card = Card(_("Stages"))
        self.propose = QuietButton(_("Propose due days"), "clipboard-check", self.propose_dues)
        card.add_to_head(self.propose)
        self.stages: RowsModel[StageStanding] = RowsModel(
            [
                Column(_("Stage"), lambda row: row.mark.name, strong=lambda row: row.mark.state == "current"),
                Column(_("State"), _state, tone=_state_tone),
                Column(_("Day, due day"), _days),
                Column(_("Papers"), _counted, numeric=True, tip=_counted_tip),
            ]
        )
        self.stage_table = WrapTable(self.stages, wrap=(0, 2))
        self.stage_table.setAccessibleName(_("Stages"))
        self.stage_table.chosen.connect(self._choose)
        self.stage_table.opened.connect(lambda row: self.open_stage(self.stages.rows[row]))
        card.add(self.stage_table)
        card.add(label(_("Enter sets the day and the due day of a stage."), "secondary"))
        card.body.addStretch(1)
        return card

    def _papers_card(self) -> QWidget:
        self.papers_card = card = Card(" ")
        self.add_paper = QuietButton(_("Add a paper"), "plus", self.new_paper)
        card.add_to_head(self.add_paper)
        self.papers: RowsModel[PaperLine] = RowsModel(
            [
                Column(_("Paper"), lambda row: f"{row.name}\n{_basis(row)}"),
                Column(_("State"), _paper_state, tone=_paper_tone),
                Column(_("Number, day"), _number_and_day),
            ]
        )
        self.paper_table = WrapTable(self.papers, wrap=(0, 2))
        self.paper_table.setAccessibleName(_("Papers"))
        self.paper_table.opened.connect(lambda row: self.open_paper(self.papers.rows[row]))
        there = QShortcut(QKeySequence("Space"), self.paper_table, self.mark_there)
        there.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._no_papers = label(_("No paper was noted yet."), "secondary")
        card.add(self._no_papers)
        card.add(self.paper_table)
        card.add(label(_("Enter notes number and day, Space that the paper is there."), "secondary"))
        card.body.addStretch(1)
        return card

    def show_read(self, status: ModelStatus) -> None:
        """Show the stages; the one looked at stays, at first the one with the earliest missing paper."""
        board = self.board = stages.board(self.file.workspace, status.model.id)
        self._tell(board)
        self.propose.setEnabled(bool(board.proposed))
        row, paper = self.stage_table.current_row(), self.paper_table.current_row()
        wanted = self._at or _first_to_look_at(board)
        self.stages.set_rows(board.stages)
        self.stage_table.fit()
        self.stage_table.choose(row if row >= 0 else STAGES.index(wanted))
        if 0 <= paper < len(self.papers.rows):
            self.paper_table.choose(paper)

    def _tell(self, board: StageBoard) -> None:
        said = [
            _("Overdue since {day:%d/%m/%Y}: {stage}").format(day=due.due_on, stage=board.name(due.stage))
            for due in board.overdue
        ]
        if board.missing:
            text = _("{count} papers of the stages reached are missing").format(count=len(board.missing))
            names = "; ".join(line.name for line in board.missing[:NAMED])
            said.append(f"{text}: {names}{'…' if len(board.missing) > NAMED else '.'}")
        self.notice.show_text("warn", "\n".join(said))

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        one = self.stages.rows[row]
        self._at = one.stage
        self.papers_card.set_title(one.mark.name)
        self.papers.set_rows(one.lines)
        self.paper_table.fit()
        self.paper_table.setVisible(bool(one.lines))
        self._no_papers.setVisible(not one.lines)

    def look_at(self, stage: Stage) -> None:
        """Show the papers of *stage*."""
        self.stage_table.choose(STAGES.index(stage))

    def open_stage(self, one: StageStanding) -> None:
        """Ask for a stage's day and due day."""
        self._ask(StageDialog(self, self.file.context, self.file.model_id, one))

    def propose_dues(self) -> None:
        """Ask which proposed due days are to be set."""
        if self.board is None:
            return
        names = {one.stage: one.mark.name for one in self.board.stages}
        self._ask(
            DuesDialog(
                self, names, self.board.proposed,
                lambda dues: stages.set_dues(self.file.workspace, self.file.model_id, dues), self._saved,
            )
        )  # fmt: skip

    def open_paper(self, line: PaperLine) -> None:
        """Ask for number and day of a paper, or why it is not needed."""
        wanted, paper = line.wanted, line.paper
        stored = paper is not None and any(one.id == paper.id for one in self.file.records("stage_paper"))
        typed = self.file.typed("stage_paper", paper) if paper is not None else {}
        if wanted is None:
            self._paper_dialog(typed, {"key": typed.get("key", "")}, paper.id if paper else "", "")
            return
        hidden = {"key": wanted.key, "stage": wanted.stage.value, "name": wanted.name}
        typed.setdefault("state", PaperState.THERE.value)
        self._paper_dialog(typed, hidden, paper.id if paper and stored else "", f"{wanted.name}\n{_basis(line)}")

    def new_paper(self) -> None:
        """Ask for a paper that the checklist does not have."""
        stage = (self._at or Stage.PROPOSED).value
        self._paper_dialog({"stage": stage, "state": PaperState.THERE.value}, {"key": ""}, "", "")

    def _paper_dialog(self, typed: dict[str, str], hidden: dict[str, str], known_id: str, text: str) -> None:
        file = self.file

        def save(said: dict[str, str]) -> object:
            return file.change("stage_paper", known_id, said) if known_id else file.add("stage_paper", said)

        remove = (lambda: file.remove("stage_paper", known_id)) if known_id else None
        dialog = RecordDialog(
            self, file.kind("stage_paper"), {}, save, self._saved, typed=typed, remove=remove, hidden=hidden, text=text
        )
        dialog.form.fields["number" if "name" in hidden else "name"].editor.setFocus()
        self._ask(dialog)

    def mark_there(self) -> None:
        """The chosen paper is there; pressed again on one that is, it opens."""
        row = self.paper_table.current_row()
        if row < 0:
            return
        line = self.papers.rows[row]
        if line.wanted is None or line.there:
            self.open_paper(line)
            return
        key, file = line.wanted.key, self.file
        stages.mark_there(file.workspace, file.model_id, key)
        file.context.refresh()
        text = _("“{name}” is noted as there.").format(name=line.name)
        file.context.toast(text, lambda: self._unmark(key))

    def _unmark(self, key: str) -> None:
        stages.unmark(self.file.workspace, self.file.model_id, key)
        self.file.context.refresh()

    def _ask(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _saved(self) -> None:
        self.file.context.toast(_("Saved"))
        self.file.context.refresh()


def _first_to_look_at(board: StageBoard) -> Stage:
    missing = board.missing
    return missing[0].stage if missing else board.model.stage


def _state(row: StageStanding) -> str:
    if row.overdue:
        return _("overdue")
    if row.mark.state == "current":
        return _("here now")
    if row.mark.on is not None:
        return _("done")
    return _("no day noted") if row.mark.state == "done" else _("to come")


def _state_tone(row: StageStanding) -> str:
    if row.overdue:
        return "poor"
    if row.mark.state == "current":
        return "accent"
    return "escaped" if row.mark.on is not None else "neutral"


def _days(row: StageStanding) -> str:
    """The day reached, and the due day below it."""
    reached = f"{row.mark.on:%d/%m/%Y}" if row.mark.on else ""
    due = _("due on {day:%d/%m/%Y}").format(day=row.due.due_on) if row.due else ""
    return "\n".join(filter(None, (reached, due)))


def _counted(row: StageStanding) -> str:
    done = len(row.lines) - row.missing
    return f"{done}/{len(row.lines)}" if row.lines else "–"


def _counted_tip(row: StageStanding) -> str:
    return "\n".join(f"{line.name}: {_paper_state(line)}" for line in row.lines)


def _paper_state(line: PaperLine) -> str:
    return PAPER_STATE_NAMES[line.paper.state] if line.paper is not None else _("missing")


def _paper_tone(line: PaperLine) -> str:
    return "warn" if line.missing else "escaped" if line.there else "neutral"


def _number_and_day(line: PaperLine) -> str:
    paper = line.paper
    if paper is None:
        return ""
    day = f"{paper.dated_on:%d/%m/%Y}" if paper.dated_on else ""
    return " · ".join(filter(None, (paper.number, day, paper.reason, paper.note)))


def _basis(line: PaperLine) -> str:
    """Where the demand comes from; the program's own proposals say so."""
    if line.wanted is None:
        return _("added by the officer")
    if not line.wanted.own:
        return line.wanted.source
    return " · ".join(filter(None, (line.wanted.source, _("the program's proposal"))))
