"""Licences and data sources: the searchable list of everything bundled, each part's text beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sinhke_desktop.domain.licences import Part, PartKind, with_words
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import Card, Column, DataTable, Flow, QuietButton, RowsModel, SearchField, label
from sinhke_desktop.gui.widgets.choosing_files import text_to_write
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import licences
from sinhke_desktop.services.licence_parts import Licences

LAST_FOLDER = "licences_folder"
ALL_NAME = "giay-phep-SinhKe.txt"
LIST_HEIGHT, TEXT_SIZE = 280, 14


def kind_words(kind: PartKind) -> str:
    """What a part is, for the list."""
    return {
        PartKind.PROGRAM: _("This program"),
        PartKind.RUNTIME: _("Language runtime"),
        PartKind.LIBRARY: _("Software library"),
        PartKind.FONT: _("Font"),
        PartKind.ICONS: _("Icons"),
        PartKind.DATA: _("Data source"),
        PartKind.TOOL: _("Packaging tool"),
    }[kind]


class LicencesSection(Card):
    """Read in the worker when it is first seen; the text of the chosen part is copied or saved."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Licences and data sources"))
        self._context = context
        self._asked = False
        self.licences = Licences((), {})
        text = _("Everything bundled with the program, under which licence, and where its lists come from.")
        self.add(label(text, "secondary"))
        self.search = SearchField(_("Find a part"))
        self.search.searched.connect(self._show_parts)
        self.search.left_down.connect(self._to_list)
        self.count = label("", "secondary")
        self.add(Flow(self.search, self.count))
        self.model: RowsModel[Part] = RowsModel(
            [
                Column(_("Component"), lambda part: part.name),
                Column(_("Its version"), lambda part: part.version),
                Column(_("What it is"), lambda part: kind_words(part.kind)),
                Column(_("Licence"), lambda part: licences.taken_words(part.licence)),
                Column(_("Came inside"), lambda part: ", ".join(part.inside) or "–"),
            ]
        )
        self.table = DataTable(self.model, plain=True)
        self.table.setFixedHeight(theme.px(LIST_HEIGHT))
        self.table.chosen.connect(self._show_text)
        self.add(self.table)
        self.text = self._text_field()
        self.add(self.text)
        self.copy = QuietButton(_("Copy"), "copy", self._copy)
        self.save = QuietButton(_("Save all licences as a file…"), "save", self._save)
        self.add(Flow(self.copy, self.save))
        self._enable()

    def _text_field(self) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setAccessibleName(_("Text of the licence"))
        field.setPlaceholderText(_("Choose a line to read its licence."))
        field.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.px(TEXT_SIZE))
        field.setFont(font)
        return field

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._context.runner.run(_read, self._show)

    def _show(self, found: Licences) -> None:
        self.licences = found
        self._show_parts(self.search.text())
        self._enable()

    def _show_parts(self, typed: str) -> None:
        found = with_words(self.licences.parts, typed)
        self.model.set_rows(found)
        if found:
            self.table.choose(0)
        words = _("{shown} of {all} parts").format(shown=len(found), all=len(self.licences.parts))
        self.count.setText(words if found else _("No part has these words."))
        self._enable()

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> Part | None:
        """The part whose text is shown."""
        at = self.table.current_row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_text(self, _at: int) -> None:
        part = self.chosen()
        self.text.setPlainText(licences.text_of(part, self.licences) if part else "")
        self._enable()

    def _enable(self) -> None:
        self.copy.setEnabled(self.chosen() is not None)
        self.save.setEnabled(bool(self.licences.parts))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._context.toast(_("The licence was copied."))

    def _save(self) -> None:
        title = _("Save all licences as a file")
        target = text_to_write(_window(self), self._context.settings, LAST_FOLDER, title, ALL_NAME)
        if target is not None:
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write every part and text into *target*."""
        words = _("Saved to {file}.").format(file=target)
        self._context.runner.run(
            lambda _progress: licences.save_all(self.licences, target), lambda _none: self._context.toast(words)
        )


def _read(_progress: Progress) -> Licences:
    return licences.read()


def _window(widget: QWidget) -> QWidget:
    return widget.window()
