"""Nhận dữ liệu: files from sticks are checked, looked at, received, taken back; receipts go back to the stick."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.office.contract import OfficeServices, PlanShown, Show, Step
from sinhke_desktop.gui.office.done_part import FOLDER, OutcomesCard, ReceiptsCard, ReceivedCard, several_communes
from sinhke_desktop.gui.office.files_part import FilesCard
from sinhke_desktop.gui.office.presenter import OfficePresenter
from sinhke_desktop.gui.office.preview_part import PreviewPart
from sinhke_desktop.gui.office.words import FileRow, OutcomeRow, ReceiptRow, ReceivedRow
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import (
    Dialog,
    EmptyState,
    Notice,
    PageHeader,
    PrimaryButton,
    QuietButton,
    Stage,
    StageLine,
    StageState,
)
from sinhke_desktop.gui.widgets.choosing_files import files_to_read, folder_to_use
from sinhke_desktop.gui.widgets.drives import Drive, StickWatch
from sinhke_desktop.i18n import _
from sinhke_desktop.services import office_receipts, receiving_plan, receiving_undo, staging, stick_use
from sinhke_desktop.services.receiving_plan import PlannedChange


class OfficePage(Page):
    """The receiving office's inbox; its steps take each other's place, nothing lies in dialogs."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._key_files: tuple[Path, ...] = ()
        self._focused: Step | None = None
        self.dialog: Dialog | None = None
        self._lay_out()
        runner = context.runner
        self.presenter = OfficePresenter(self, _services(context), runner.run, partial(runner.run_shown, self))
        self._connect()
        self.watch = StickWatch(self)
        self.watch.changed.connect(self._sticks_changed)
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.folder = QuietButton(_("Choose a folder"), "folder-open", self.choose_folder, key="Ctrl+Shift+O")
        self.choose = QuietButton(_("Choose files"), "files", self.choose_files, key="Ctrl+O")
        self.receive_all = PrimaryButton(_("Receive all"), "inbox", key="Ctrl+Return")
        self.next = PrimaryButton(_("Next stick"), "usb")
        self.header = PageHeader(_("Receiving"), "", self.folder, self.choose, self.receive_all, self.next)
        column.addWidget(self.header)
        self.stages = StageLine()
        column.addWidget(self.stages)
        self.error, self.odd, self.found, self.written = Notice(), Notice(), Notice(), Notice()
        self.pair = self.found.add_button(_("Pair these machines"), self._pair)
        for notice in (self.error, self.odd, self.found, self.written):
            column.addWidget(notice)
        self.files, self.preview, self.outcomes = FilesCard(), PreviewPart(), OutcomesCard()
        self.receipts, self.received = ReceiptsCard(self.context.settings), ReceivedCard()
        self.empty = EmptyState(
            "usb",
            _("Plug in a commune's stick"),
            _("Its bundles appear here at once. You can also choose files or a folder, or drop files on this page. "
              "A commune whose machine is not paired yet brings a key file first."),
            _("Choose files"),
            self.choose_files,
        )  # fmt: skip
        for part in (self.files, self.empty, self.preview, self.outcomes, self.receipts, self.received):
            column.addWidget(part, 1 if part is self.preview else 0)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self.receive_all.clicked.connect(lambda: presenter.receive_all())
        self.next.clicked.connect(lambda: presenter.back())
        self.files.look_asked.connect(presenter.look_into)
        self.files.receive_asked.connect(presenter.receive_one)
        self.files.forget_asked.connect(self._ask_forget)
        self.preview.receive_asked.connect(lambda: presenter.receive())
        self.preview.back_asked.connect(lambda: presenter.back())
        self.preview.kind_chosen.connect(presenter.choose)
        self.preview.searched.connect(presenter.search)
        self.receipts.all_asked.connect(self._ask_all_receipts)
        self.receipts.back_asked.connect(lambda: self._write_receipts(presenter.write_receipts_back))
        self.received.undo_asked.connect(presenter.undo)

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def search(self) -> None:
        if self.presenter.step is Step.PREVIEW:
            self.preview.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self, **args: object) -> None:
        """``paths``: files or folders to be checked; ``receipts`` of a machine (its *device*) to be written."""
        paths = args.get("paths")
        if isinstance(paths, list | tuple):
            self.presenter.take([Path(str(one)) for one in paths])

    def showEvent(self, event: QShowEvent) -> None:
        """Watch from now on, behind other pages too: a stick that was pulled there is looked at when it comes back."""
        super().showEvent(event)
        self.watch.begin()

    # What was pressed

    def choose_files(self) -> None:
        """Ask for files to be checked."""
        kinds = _("Bundles (*.xxb);;All files (*)")
        found = files_to_read(self, self.context.settings, FOLDER, _("Choose files"), kinds)
        if found:
            self.presenter.take(found)

    def choose_folder(self) -> None:
        """Ask for a folder to be looked into."""
        found = folder_to_use(self, self.context.settings, FOLDER, _("Choose a folder or stick"))
        if found is not None:
            self.presenter.look_at(found)

    def _pair(self) -> None:
        self.context.navigate("machines", key_files=[str(one) for one in self._key_files])

    def _ask_forget(self, row: FileRow) -> None:
        text = _("{file} is dropped from this list for good. The file on the stick is not touched.")
        self.dialog = Dialog(self, _("Drop this file?"), _("Drop from the list"), text=text.format(file=row.file_name))
        self.dialog.accepted.connect(lambda: self.presenter.forget(row.header_hash))
        self.dialog.open()

    def _ask_all_receipts(self) -> None:
        self.dialog = several_communes(self, self.receipts.model.rows)
        if self.dialog is None:
            self._write_receipts(self.presenter.write_receipts)
        else:
            self.dialog.accepted.connect(lambda: self._write_receipts(self.presenter.write_receipts))
            self.dialog.open()

    def _write_receipts(self, write: Callable[[Path], object]) -> None:
        folder = self.receipts.where.folder(self)
        if folder is not None:
            write(folder)

    def _sticks_changed(self, drives: list[Drive]) -> None:
        self.receipts.where.show_sticks(drives, prefer=drives[-1].folder if drives else None)
        self.presenter.sticks({drive.folder: drive.identity for drive in drives}, shown=self.isVisible())

    # Dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _local(event)
        if paths:
            event.acceptProposedAction()
            self.presenter.take(paths)

    # What the presenter shows

    def show_step(self, step: Step) -> None:
        """See :class:`OfficeView`."""
        titles = (_("Files"), _("What would change"), _("Taken into the store"), _("Receipts"))
        last = step is Step.RECEIPTS
        states = [StageState.DONE if at < step or last else StageState.NOW if at == step else StageState.LATER
                  for at in range(len(titles))]  # fmt: skip
        self.stages.set_stages([Stage(title, "", state) for title, state in zip(titles, states, strict=True)])
        at_files, at_preview = step is Step.FILES, step is Step.PREVIEW
        after = step in (Step.DONE, Step.RECEIPTS)
        some = bool(self.files.model.rows)
        self.files.setVisible(at_files and some)
        self.empty.setVisible(at_files and not some)
        self.preview.setVisible(at_preview)
        self.outcomes.setVisible(after)
        self.receipts.setVisible(after or (at_files and bool(self.receipts.model.rows)))
        self.receipts.back.setVisible(step is Step.DONE)
        self.received.setVisible(not at_preview and bool(self.received.model.rows))
        self._rest.setVisible(not at_preview)
        self.receive_all.setVisible(at_files and some)
        self.next.setVisible(step is Step.RECEIPTS)
        for button in (self.folder, self.choose):
            button.setVisible(not at_preview)
        if not at_files:
            self.found.hide()
        self._focus(step)

    def _focus(self, step: Step) -> None:
        """Put the keyboard where a new step goes on; a step that is only read again keeps it where it is."""
        if step is self._focused:
            return
        self._focused = step
        places: dict[Step, QWidget] = {
            Step.FILES: self.files.table, Step.PREVIEW: self.preview.table, Step.DONE: self.receipts.back,
            Step.RECEIPTS: self.next,
        }  # fmt: skip
        if places[step].isVisibleTo(self):
            places[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_files(self, rows: Sequence[FileRow], *, can_receive_all: bool) -> None:
        """See :class:`OfficeView`."""
        self.files.show_rows(rows)
        self.receive_all.setEnabled(can_receive_all)

    def show_found(self, text: str, *, key_files: Sequence[Path]) -> None:
        """See :class:`OfficeView`."""
        self._key_files = tuple(key_files)
        self.found.show_text("info", text)
        self.pair.setVisible(bool(key_files))
        self.written.show_text("done", "")

    def show_odd(self, text: str) -> None:
        """See :class:`OfficeView`."""
        self.odd.show_text("warn", text)

    def show_plan(self, shown: PlanShown) -> None:
        """See :class:`OfficeView`."""
        self.preview.show_plan(shown)

    def show_changes(self, changes: Sequence[PlannedChange], counts: Mapping[Show, int], chosen: Show) -> None:
        """See :class:`OfficeView`."""
        self.preview.show_changes(changes, counts, chosen)

    def show_outcomes(self, rows: Sequence[OutcomeRow], summary: str) -> None:
        """See :class:`OfficeView`."""
        self.found.show_text("info", "")
        self.written.show_text("done", "")
        self.outcomes.show_rows(rows, summary)

    def show_received(self, rows: Sequence[ReceivedRow]) -> None:
        """See :class:`OfficeView`."""
        self.received.show_rows(rows)

    def show_receipts(self, rows: Sequence[ReceiptRow], *, here: int) -> None:
        """See :class:`OfficeView`."""
        self.receipts.show_rows(rows, here=here)

    def show_written(self, text: str) -> None:
        """See :class:`OfficeView`."""
        self.written.show_text("done", text)

    def show_error(self, error: SinhkeError | None) -> None:
        """See :class:`OfficeView`."""
        if error is None:
            self.error.show_text("error", "")
        else:
            self.error.show_error(error)

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """See :class:`OfficeView`."""
        self.context.toast(text, undo)

    def changed(self) -> None:
        """See :class:`OfficeView`."""
        self.context.refresh()

    def failed(self, error: BaseException) -> None:
        """See :class:`OfficeView`."""
        errors.show(self, error)


def _local(event: QDropEvent) -> list[Path]:
    """The files and folders that are being dropped, if all lie on this machine."""
    urls = event.mimeData().urls()
    return [Path(one.toLocalFile()) for one in urls] if urls and all(one.isLocalFile() for one in urls) else []


def _services(context: Context) -> OfficeServices:
    store = context.workspace
    return OfficeServices(
        found_on=partial(stick_use.at_office, store),
        stage=partial(staging.stage, store),
        staged=partial(staging.staged, store),
        forget=partial(staging.forget, store),
        plan=partial(receiving_plan.plan, store),
        apply=lambda header_hash, ground, progress: receiving_plan.apply_staged(
            store, header_hash, progress, ground=ground
        ),
        last_received=partial(receiving_undo.last_received, store),
        undo=partial(receiving_undo.undo, store),
        receipt_states=partial(office_receipts.receipt_states, store),
        write_receipts=partial(office_receipts.write_receipts, store),
    )
