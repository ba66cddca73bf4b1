"""A machine's number as people read it aloud: large, in groups, with its QR symbol; and comparing what was heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sinhke_desktop.domain.spoken_number import Comparison, Heard, compare
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import N_, _

PER_LINE = 4
GROUPS = 7
QUIET = 4
"""Cells of white around a symbol; without them scanners do not find it."""
SIDE = 150
WORDS = {
    Heard.NOTHING: "",
    Heard.UNFINISHED: N_("The groups so far are the same. Go on listening."),
    Heard.DIFFERS: N_("A marked group is not the same. Let it be read again."),
    Heard.SLIP: N_("The check digits do not fit: misheard or mistyped. Let the marked groups be read again."),
    Heard.OTHER: N_("This is another machine's number. Do not go on: the file may have been exchanged on its way."),
    Heard.SAME: N_("The numbers are the same."),
}
TONES = {Heard.SAME: "escaped", Heard.SLIP: "poor", Heard.OTHER: "poor", Heard.DIFFERS: "poor"}


class Symbol(QWidget):
    """A QR symbol of rows of ``1`` (black) and ``0``, always black on white."""

    def __init__(self, rows: Sequence[str] = ()) -> None:
        super().__init__()
        self._rows = rows
        self.setFixedSize(theme.px(SIDE), theme.px(SIDE))
        self.setAccessibleName(_("QR symbol of the number"))

    def show_rows(self, rows: Sequence[str]) -> None:
        """Show another symbol."""
        self._rows = rows
        self.setVisible(bool(rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if not self._rows:
            return
        side = min(self.width(), self.height()) / (len(self._rows) + 2 * QUIET)
        for down, row in enumerate(self._rows):
            for across, cell in enumerate(row):
                if cell == "1":
                    where = QRectF((across + QUIET) * side, (down + QUIET) * side, side + 0.3, side + 0.3)
                    painter.fillRect(where, QColor(Qt.GlobalColor.black))


class NumberShown(QWidget):
    """The number in large groups on two lines, its symbol beside it; :meth:`mark` colours groups."""

    def __init__(self, number: str = "", symbol: Callable[[str], Sequence[str]] | None = None) -> None:
        """*symbol* gives the rows of a number's QR symbol; without it only digits are shown."""
        super().__init__()
        self.number = ""
        self._symbol = symbol
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(18))
        grid.setVerticalSpacing(theme.px(6))
        self.groups: list[QLabel] = []
        for at in range(GROUPS):
            group = label("", "code", wrap=False)
            group.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.groups.append(group)
            grid.addWidget(group, at // PER_LINE, at % PER_LINE)
        grid.setColumnStretch(PER_LINE, 1)
        inner = QVBoxLayout()
        inner.addLayout(grid)
        inner.addStretch(1)
        row.addLayout(inner, 1)
        self.picture = Symbol()
        self.picture.setVisible(False)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        self.set_number(number)

    def set_number(self, number: str) -> None:
        """Show another number; an empty one empties it."""
        self.number = number
        parts = number.split()
        for at, group in enumerate(self.groups):
            group.setText(parts[at] if at < len(parts) else "")
        self.mark(())
        self.setAccessibleName(number)
        self.picture.show_rows(self._symbol(number) if self._symbol is not None and number else ())

    def mark(self, groups: Sequence[int]) -> None:
        """Colour *groups* (from 0) as not the same."""
        for at, group in enumerate(self.groups):
            theme.restyle(group, "tone", "poor" if at in groups else "")


class CompareNumber(QWidget):
    """A number and what was heard of it: typed, scanned into the field, read from a picture, or said to be the same.

    :attr:`agreed` tells whether going on is allowed; it begins as False.
    """

    agreed = Signal(bool)

    def __init__(
        self,
        number: str,
        symbol: Callable[[str], Sequence[str]] | None = None,
        read_picture: Callable[[], str] | None = None,
    ) -> None:
        """*read_picture* lets a picture be chosen and gives the number in it, or an empty text; it may raise."""
        super().__init__()
        self._read_picture = read_picture
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.shown = NumberShown(number, symbol)
        column.addWidget(self.shown)
        column.addWidget(label(_("The number that you hear or scan"), "secondary"))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.heard = QLineEdit()
        self.heard.setAccessibleName(_("The number that you hear or scan"))
        self.heard.setPlaceholderText(_("Type it while listening, or scan its symbol"))
        self.heard.textChanged.connect(self._judge)
        line.addWidget(self.heard, 1)
        self.picture = QuietButton(_("From a picture"), "camera", self._from_picture)
        self.picture.setVisible(read_picture is not None)
        line.addWidget(self.picture)
        column.addLayout(line)
        self.verdict = label("", "secondary")
        column.addWidget(self.verdict)
        self.same = QCheckBox(_("They read exactly this number"))
        self.same.toggled.connect(self._tell)
        column.addWidget(self.same)

    def comparison(self) -> Comparison:
        """What was heard, held against the number."""
        return compare(self.heard.text(), self.shown.number)

    def is_agreed(self) -> bool:
        """The numbers were found the same: typed or scanned so, or said so with nothing typed that differs."""
        heard = self.comparison().heard
        return heard is Heard.SAME or (self.same.isChecked() and heard in (Heard.NOTHING, Heard.UNFINISHED))

    def _judge(self) -> None:
        found = self.comparison()
        self.shown.mark(found.groups)
        words = WORDS[found.heard]
        self.verdict.setText(_(words) if words else "")
        theme.restyle(self.verdict, "role", "strong" if found.heard in TONES else "secondary")
        theme.restyle(self.verdict, "tone", TONES.get(found.heard, ""))
        self.same.setEnabled(found.heard in (Heard.NOTHING, Heard.UNFINISHED))
        self._tell()

    def _tell(self) -> None:
        self.agreed.emit(self.is_agreed())

    def _from_picture(self) -> None:
        if self._read_picture is None:
            return
        try:
            number = self._read_picture()
        except SinhkeError as error:
            self.verdict.setText(" ".join(part for part in (error.message, error.advice) if part))
            theme.restyle(self.verdict, "tone", "poor")
            return
        if number:
            self.heard.setText(number)


def picture_reader(choose: Callable[[], Path | None], read: Callable[[Path], str]) -> Callable[[], str]:
    """For :class:`CompareNumber`: *choose* a picture, then *read* the number in it."""

    def chosen() -> str:
        path = choose()
        return read(path) if path is not None else ""

    return chosen
