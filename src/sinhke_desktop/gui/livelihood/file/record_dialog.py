"""One record of a model's file as a dialog, made from the list of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sinhke_desktop.domain.model_records import RecordKind
from sinhke_desktop.domain.typed_record import FieldKind, TypedField
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.findable import Findable
from sinhke_desktop.gui.widgets import DangerButton, Form, choices
from sinhke_desktop.gui.widgets.fields import TickChoices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.gui.widgets.found_choice import FoundChoice
from sinhke_desktop.i18n import _

WIDE = (FieldKind.LINES, FieldKind.LINKS)
MANY = 12
"""So many things to choose from are searched by typing."""


class RecordDialog(FormDialog):
    """Adds a record, or changes the one typed as *typed*; *remove* takes that one away."""

    def __init__(
        self,
        parent: QWidget,
        kind: RecordKind,
        links: Mapping[str, Mapping[str, str]],
        save: Callable[[dict[str, str]], object],
        saved: Callable[[], object],
        *,
        typed: Mapping[str, str] | None = None,
        remove: Callable[[], object] | None = None,
        hidden: Mapping[str, str] | None = None,
        text: str = "",
    ) -> None:
        """*hidden* are fields that are not asked for, with what they hold."""
        self._hidden = dict(hidden or {})
        super().__init__(
            parent, kind.title, lambda form: save(self._typed(form)), saved, text=text, width=680,
        )  # fmt: skip
        for one in kind.form:
            if one.name not in self._hidden:
                self.form.add(
                    one.name, one.title, field_editor(one, links), one.hint, span=2 if one.kind in WIDE else 1
                )
                self._fill(one, (typed or {}).get(one.name, ""))
        if remove is not None:
            self._remove = remove
            self.buttons.insertWidget(0, DangerButton(_("Remove"), pressed=self._take_away))

    def _fill(self, one: TypedField, value: str) -> None:
        if value:
            self.form.set_text(one.name, value)
        elif one.kind is FieldKind.CHOICE and one.required:
            self.form.set_text(one.name, str(next(iter(one.choices))))

    def _typed(self, form: Form) -> dict[str, str]:
        return {**self._hidden, **{name: form.text(name) for name in form.fields}}

    def _take_away(self) -> None:
        try:
            self._remove()
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.reject()


def field_editor(one: TypedField, links: Mapping[str, Mapping[str, str]] = MappingProxyType({})) -> QWidget:
    """What one types *one* into; *links* are link → id → words."""
    if one.kind is FieldKind.LINES:
        return note_field(lines=2)
    if one.kind is FieldKind.DAY:
        return day_field()
    if one.kind is FieldKind.YES_NO:
        return choices(("", _("No")), ("1", _("Yes")))
    if one.kind is FieldKind.CHOICE:
        empty = () if one.required else (("", "–"),)
        return choices(*empty, *((str(value), words) for value, words in one.choices.items()))
    if one.kind is FieldKind.LINK:
        return _searched(one, links.get(one.link, {}))
    if one.kind is FieldKind.LINKS:
        return TickChoices(links.get(one.link, {}))
    return QLineEdit()


def _searched(one: TypedField, found: Mapping[str, str]) -> QWidget:
    """A list; with many things in it one types a part of the words to find them, with thousands nothing else."""
    if isinstance(found, Findable):
        return FoundChoice(found)
    box = choices(("", _("Choose…") if one.required else "–"), *found.items())
    box.setMinimumContentsLength(18)
    if len(found) > MANY:
        box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setEditable(True)
        box.setInsertPolicy(box.InsertPolicy.NoInsert)
        completer = QCompleter(box.model(), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.setCompleter(completer)
    return box
