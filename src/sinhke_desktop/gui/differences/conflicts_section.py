"""The records that two machines wrote differently: the list at the left, the fields with both values at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.differences.choice_card import FieldChoice
from sinhke_desktop.gui.differences.presenter import ConflictPresenter, ConflictServices, field_count
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    EmptyState,
    Flow,
    Notice,
    PrimaryButton,
    QuietButton,
    RowsModel,
    Scrolled,
    clear,
    label,
)
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import conflicts, decisions_made
from sinhke_desktop.services.conflicts import EntityConflict
from sinhke_desktop.services.workspace import OFFICE

MOST_CHOICES = 9


class ConflictsSection(QWidget):
    """The open differences; Ctrl+Enter decides, 1 and 2 choose in the first field that is open or has the focus."""

    def __init__(
        self,
        context: Context,
        commune_name: Callable[[str], str],
        return_record: Callable[[EntityConflict], object],
        counted: Callable[[int], object],
    ) -> None:
        super().__init__()
        self._context, self._commune_name, self._counted = context, commune_name, counted
        self._office = context.workspace.role == OFFICE
        self.fields: list[FieldChoice] = []
        self._lay_out(return_record)
        workspace = context.workspace
        services = ConflictServices(
            read=partial(conflicts.open_conflicts, workspace),
            decide=partial(conflicts.decide, workspace),
            reopen=partial(decisions_made.reopen, workspace),
        )
        self.presenter = ConflictPresenter(self, services, context.runner.run, context.toast, context.refresh)
        for number in range(1, MOST_CHOICES + 1):
            self._key(str(number), partial(self._choose, number))
        self._key("Ctrl+Return", self.decide)
        self._key("Ctrl+Enter", self.decide)

    def _key(self, keys: str, pressed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: pressed())

    def _lay_out(self, return_record: Callable[[EntityConflict], object]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        self.notice = Notice()
        column.addWidget(self.notice)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        columns: list[Column[EntityConflict]] = [
            Column(_("Record"), lambda one: one.title, strong=lambda _one: True, tip=lambda one: one.title),
            Column(
                _("To decide"), field_count, tone=lambda one: "warn" if one.decision else "neutral",
                tip=lambda one: ", ".join(field.label for field in one.fields),
            ),
        ]  # fmt: skip
        if self._office:
            columns.insert(0, Column(_("Commune"), lambda one: self._commune_name(one.commune_code)))
        self.model: RowsModel[EntityConflict] = RowsModel(columns)
        self.table = WrapTable(self.model, wrap=(1 if self._office else 0,), plain=False)
        self.table.chosen.connect(self._row_chosen)
        self.table.opened.connect(lambda _row: self._to_first_field())
        left = QVBoxLayout()
        left.addWidget(self.table)
        left.addStretch(1)
        row.addLayout(left, 4)
        row.addWidget(self._right(return_record), 5)
        column.addWidget(self._body, 1)
        self.empty = EmptyState(
            "circle-check", _("Nothing to decide"),
            _("When two machines change the same field, or one side decided something, both values stand here until "
              "a person chooses. Different households are put together by themselves."),
        )  # fmt: skip
        column.addWidget(self.empty, 1)

    def _right(self, return_record: Callable[[EntityConflict], object]) -> QWidget:
        card = Card()
        self._title = label("", "card-title")
        self._under = label("", "secondary")
        card.add(self._title)
        card.add(self._under)
        inside = Scrolled()
        inside.setProperty("kind", "inside")
        self._fields = QVBoxLayout(inside)
        self._fields.setContentsMargins(0, 0, 8, 0)
        self._fields.setSpacing(14)
        area = QScrollArea()
        area.setProperty("kind", "inside")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        card.add(area, 1)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why (may stay empty)"))
        self.reason.setAccessibleName(_("Why (may stay empty)"))
        card.add(self.reason)
        self._missing = label("", "secondary")
        card.add(self._missing)
        self.decide_button = PrimaryButton(_("Decide"), "check", self.decide)
        self.decide_button.setToolTip(_("Decide (Ctrl+Enter); the next record follows"))
        self.open_button = QuietButton(_("Open the record"), "eye", self._open_record)
        self.return_button = QuietButton(_("Return to the commune"), "undo-2", lambda: self._return(return_record))
        self.open_button.setVisible(not self._office)
        self.return_button.setVisible(self._office)
        card.add(Flow(self.decide_button, self.open_button, self.return_button))
        return card

    # What the presenter shows

    def show_records(self, records: Sequence[EntityConflict], at: int) -> None:
        """See :class:`ConflictView`."""
        self._body.setVisible(bool(records))
        self.empty.setVisible(not records)
        with QSignalBlocker(self.table):
            self.model.set_rows(records)
            if at >= 0:
                self.table.choose(at)
        self.table.fit()
        self._counted(len(records))

    def show_record(self, record: EntityConflict | None, picks: dict[str, str]) -> None:
        """See :class:`ConflictView`."""
        paths = [one.path for one in record.fields] if record is not None else []
        uids = [choice.uid for one in record.fields for choice in one.choices] if record is not None else []
        if paths != [one.path for one in self.fields] or uids != [
            card.uid for one in self.fields for card in one.cards
        ]:
            self._build(record)
        for one in self.fields:
            one.show_pick(picks.get(one.path, ""))

    def _build(self, record: EntityConflict | None) -> None:
        clear(self._fields)
        self.reason.clear()
        self.fields = []
        if record is None:
            return
        self._title.setText(record.title)
        where = self._commune_name(record.commune_code) if self._office else ""
        self._under.setText(" · ".join(part for part in (record.kind_label, where) if part))
        for one in record.fields:
            field = FieldChoice(one, self._pick)
            self.fields.append(field)
            self._fields.addWidget(field)
        self._fields.addStretch(1)

    def show_missing(self, missing: int) -> None:
        """See :class:`ConflictView`."""
        self.decide_button.setEnabled(self.presenter.current is not None and not missing)
        words = _("Choose in {count} more fields: press 1 or 2, or click.").format(count=missing)
        self._missing.setText(
            words if missing else _("Everything is chosen: Ctrl+Enter decides, the next one follows.")
        )

    def show_error(self, error: BaseException) -> None:
        """See :class:`ConflictView`."""
        if isinstance(error, SinhkeError):
            self.notice.show_error(error)
        else:
            errors.show(self, error)

    # What was pressed

    def _row_chosen(self, row: int) -> None:
        if row >= 0:
            self.notice.show_text("info", "")
            self.presenter.open(row)

    def _to_first_field(self) -> None:
        if self.fields:
            self.fields[0].cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, path: str, number: int) -> None:
        self.presenter.pick(path, number)
        following = next((one for one in self.fields if one.open), None)
        if following is not None:
            self._area.ensureWidgetVisible(following)

    def _choose(self, number: int) -> None:
        """The number's value in the field with the focus, else in the first that is open; then on to the next."""
        focused = next((one for one in self.fields if any(card.hasFocus() for card in one.cards)), None)
        wanted = focused if focused is not None else next((one for one in self.fields if one.open), None)
        if wanted is None or number > len(wanted.cards):
            return
        self._pick(wanted.path, number)
        following = next((one for one in self.fields if one.open), None)
        if focused is not None:
            target = following.cards[0] if following is not None else self.decide_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def decide(self) -> None:
        """Write the decision of the open record."""
        self.presenter.decide(self.reason.text())

    def _return(self, return_record: Callable[[EntityConflict], object]) -> None:
        if self.presenter.current is not None:
            return_record(self.presenter.current)

    def _open_record(self) -> None:
        record = self.presenter.current
        if record is not None:
            from sinhke_desktop.gui.differences.places import go_to

            go_to(self._context, record.entity_kind, record.entity_id)

    def refresh(self) -> None:
        """Read again."""
        self.presenter.refresh()

    def begin(self) -> None:
        """Put the focus into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
