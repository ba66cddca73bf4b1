"""Pairing a machine, revoking one, retiring a key, noting a merger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sinhke_desktop.bundles.pairing import PairRequest
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.machines.words import place_words
from sinhke_desktop.gui.widgets import Dialog, Form, Notice, choices, label
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.gui.widgets.drives import WhereChoice
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.gui.widgets.spoken_number import CompareNumber, picture_reader
from sinhke_desktop.i18n import _
from sinhke_desktop.services import spoken_numbers
from sinhke_desktop.services.commune_mergers import Suggestion
from sinhke_desktop.services.machines import Machine
from sinhke_desktop.storage.paired_devices import Position

FOLDER = "stick_folder"
PICTURES = "number_picture"


class PairDialog(Dialog):
    """The number of a machine that asks to be paired; "Match" only once it was compared."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        request: PairRequest,
        earlier: Sequence[Machine],
        accept: Callable[[Path | None, str], object],
    ) -> None:
        name = request.commune_name or request.commune_code
        super().__init__(
            parent, _("Pair the machine of {commune}").format(commune=name), _("Match"), width=720,
            text=_(
                "Telephone {commune} ({code}) on a number you already know and let them read the number that their "
                "screen shows; type it here while listening, or scan the symbol of the stamped sheet."
            ).format(commune=name, code=request.commune_code),
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._accept = accept
        kinds = _("Pictures (*.jpg *.jpeg *.png *.pdf)")
        self.compare = CompareNumber(
            request.number,
            read_picture=picture_reader(
                lambda: file_to_read(self, context.settings, PICTURES, _("Picture of the symbol"), kinds),
                spoken_numbers.from_picture,
            ),
        )
        self.add(self.compare)
        self.lost = choices(("", _("No machine is replaced")))
        for one in earlier:
            self.lost.addItem(_("Revoke {number}…").format(number=" ".join(one.number.split()[:2])), one.device)
        form = Form()
        if earlier:
            form.add(
                "replaces", _("If a machine of this commune was lost"), self.lost,
                _("What came from it up to now stays; what comes later waits for review."),
            )  # fmt: skip
        self.where = WhereChoice(context.settings, FOLDER)
        self.where.show_sticks()
        form.add("where", _("Where to write the answer"), self.where)
        self.add(form)
        self.compare.agreed.connect(self.primary.setEnabled)
        self.primary.setEnabled(False)

    def confirm(self) -> None:
        """Pair, once the number was compared."""
        if not self.compare.is_agreed():
            return
        folder = self.where.folder(self)
        if folder is None:
            return
        try:
            self._accept(folder, str(self.lost.currentData() or ""))
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class RevokeDialog(Dialog):
    """Up to which received bundle a machine is believed, and what follows from revoking it."""

    def __init__(self, parent: QWidget, machine: Machine, revoke: Callable[[Position | None], object]) -> None:
        super().__init__(
            parent, _("Revoke the machine of {commune}?").format(commune=machine.name), _("Revoke"), width=620,
            text=_(
                "For a machine that was stolen, lost or is in wrong hands. What it sent up to the chosen bundle stays "
                "believed; later bundles are kept for review and change nothing. It gets no data any more."
            ),
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._revoke = revoke
        self.places = list(reversed(machine.bundles))
        self.last = QComboBox()
        for place in self.places:
            self.last.addItem(place_words(place))
        form = Form()
        if self.places:
            form.add("last", _("The last bundle that is believed"), self.last)
            self.add(form)
        else:
            self.add(label(_("Nothing was received from this machine, so nothing of it will be believed.")))
        self.beyond = Notice()
        self.add(self.beyond)
        self.last.currentIndexChanged.connect(self._warn)
        self.add(
            label(
                _("The thief cannot read the data without the password, and holds no key of the office."), "secondary"
            )
        )

    def _warn(self) -> None:
        after = self.last.currentIndex()
        text = _("{count} bundles received after it stay in the data until a person takes them back (Communes).")
        self.beyond.show_text("warn", text.format(count=after) if after > 0 else "")
        self._fit_to_content()

    def confirm(self) -> None:
        """Revoke."""
        at = self.last.currentIndex()
        self._revoke(self.places[at] if 0 < at < len(self.places) else None)
        self.accept()


class MergerDialog(FormDialog):
    """Old code, new code and the decision; what the lists know is offered, a split is asked."""

    def __init__(
        self,
        parent: QWidget,
        suggestion: Suggestion | None,
        tell: Callable[[str, str, str], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(
            parent, _("Note a merger"), self._keep, saved, columns=1, width=560,
            text=_(
                "The records stay under the code that they were made with; consolidated tables count them under the "
                "new one. The machines of both learn it with their next receipt."
            ),
        )  # fmt: skip
        self._tell = tell
        self.old = QLineEdit(suggestion.old_code if suggestion else "")
        self.old.setMaxLength(5)
        self.new = QComboBox()
        self.new.setEditable(True)
        for code, name in suggestion.into if suggestion else ():
            self.new.addItem(f"{code} {name}", code)
        if suggestion is None or len(suggestion.into) > 1:
            self.new.setCurrentIndex(-1)
            self.new.setEditText("")
        self.basis = QLineEdit()
        self.basis.setPlaceholderText(_("Number, day and author of the decision"))
        self.form.add("old_code", _("Old code"), self.old, suggestion.old_name if suggestion else "")
        split = suggestion is not None and len(suggestion.into) > 1
        hint = _("The old commune was split: choose the one that took over this machine's records.") if split else ""
        self.form.add("new_code", _("New code"), self.new, hint)
        self.form.add("basis", _("Decision"), self.basis)

    def _keep(self, _form: Form) -> None:
        new = self.new.currentText().strip().split(" ")[0]
        self._tell(self.old.text(), new, self.basis.text())
