"""All households and people of each hamlet in a year, typed like a spreadsheet: what the rates are taken of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.poverty_tables.scopes import hamlet_words
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.widgets import Dialog, QuietButton
from sinhke_desktop.gui.widgets.sheet import SheetModel, SheetTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.denominators import COLUMNS, FIELDS, Stated, Typed


class DenominatorSheet:
    """A line a hamlet; what was refused stays in its cell with the reason. Knows no Qt."""

    def __init__(self, lines: Sequence[Stated]) -> None:
        self._lines = list(lines)
        self._texts = {one.hamlet.id: {name: one.text(name) for name in FIELDS} for one in lines}
        self._problems: dict[str, str] = {}

    def titles(self) -> list[str]:
        """Hamlet, then the six totals."""
        return [_("Hamlet"), *(_(title) for _name, title in COLUMNS)]

    def row_count(self) -> int:
        """The hamlets."""
        return len(self._lines)

    def text(self, row: int, column: int) -> str:
        """What stands in the cell."""
        hamlet = self._lines[row].hamlet
        return self._texts[hamlet.id][FIELDS[column - 1]] if column else hamlet_words(hamlet)

    def shown(self, row: int, column: int) -> str:
        """A missing number is a dash."""
        return self.text(row, column) or "–"

    def editable(self, row: int, column: int) -> bool:
        """All but the hamlet."""
        return column > 0

    def numeric(self, column: int) -> bool:
        """All but the hamlet."""
        return column > 0

    def problem(self, row: int, column: int) -> str:
        """Why the number cannot be right."""
        return self._problems.get(f"{self._lines[row].hamlet.id}.{FIELDS[column - 1]}", "") if column else ""

    def mark(self, row: int, column: int) -> str:
        """Missing numbers are quiet."""
        return "quiet" if column and not self.text(row, column) else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Take what was typed."""
        hamlet_id, name = self._lines[row].hamlet.id, FIELDS[column - 1]
        self._texts[hamlet_id][name] = text.strip()
        self._problems.pop(f"{hamlet_id}.{name}", None)

    def typed(self) -> list[Typed]:
        """Everything as it stands."""
        return [Typed(hamlet_id, dict(texts)) for hamlet_id, texts in self._texts.items()]

    def fill(self, proposed: Sequence[Typed]) -> int:
        """Put numbers where nothing stands; returns how many cells."""
        filled = 0
        for one in proposed:
            texts = self._texts.get(one.hamlet_id, {})
            for name, text in one.texts.items():
                if text and name in texts and not texts[name]:
                    texts[name] = text
                    filled += 1
        return filled

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Remember what was refused: ``<hamlet>.<field>`` → why."""
        self._problems = dict(problems)


class DenominatorsDialog(Dialog):
    """Asks for the totals of *year*; *save* keeps them and may refuse."""

    def __init__(
        self,
        parent: QWidget,
        year: int,
        lines: Sequence[Stated],
        save: Callable[[Sequence[Typed]], object],
        proposed: Callable[[], Sequence[Typed]],
    ) -> None:
        super().__init__(
            parent,
            _("All households and people in {year}").format(year=year),
            _("Save"),
            text=_(
                "Poor or not, everybody who lives in the hamlet. Rates are taken of these numbers; "
                "what you do not know stays empty."
            ),
            width=900,
        )
        self._save, self._proposed = save, proposed
        self.sheet = DenominatorSheet(lines)
        self.model = SheetModel(self.sheet)
        self.grid = SheetTable(self.model)
        self.grid.setAccessibleName(_("All households and people in {year}").format(year=year))
        self.add(self.grid)
        self.before = QuietButton(
            _("Take the numbers of {year}").format(year=year - 1), "copy", self._take, key="Alt+T"
        )
        self.buttons.insertWidget(0, self.before)
        self.primary.setDefault(False)
        self.primary.setAutoDefault(False)
        self.grid.begin()

    def _take(self) -> None:
        filled = self.sheet.fill(self._proposed())
        self.model.look_again()
        if filled:
            self.notice.show_text("info", _("Filled in from the year before; check and correct them."))
        else:
            self.notice.show_text("warn", _("The year before has no numbers for the empty hamlets."))

    def confirm(self) -> None:
        """Keep the numbers, or show in the cells what cannot be right."""
        try:
            self._save(self.sheet.typed())
        except InvalidInput as error:
            self.sheet.show_problems({one.field: one.message for one in error.problems})
            self.model.look_again()
            first = error.problems[0]
            self.notice.show_text("error", f"{self._hamlet_of(first.field)}: {first.message}", first.code)
            return
        self.accept()

    def _hamlet_of(self, field: str) -> str:
        hamlet_id = field.partition(".")[0]
        return next(
            (self.sheet.text(row, 0) for row, one in enumerate(self.sheet.typed()) if one.hamlet_id == hamlet_id), ""
        )
