"""Asking a commune to correct a record, and answering."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from sinhke_desktop.errors import InvalidInput, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Dialog, Form, choices
from sinhke_desktop.i18n import _


class ReasonDialog(Dialog):
    """One text with words to choose from; *accept* is called with it and may refuse."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        primary: str,
        *,
        about: str,
        field: str,
        accept: Callable[[str], object],
        known: Sequence[str] = (),
        text: str = "",
        first: Sequence[tuple[str, str, QWidget]] = (),
    ) -> None:
        """*first* are fields that stand before the text: name, title, editor."""
        super().__init__(parent, title, primary, text=about, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._accept = accept
        self.form = Form()
        for name, words, editor in first:
            self.form.add(name, words, editor)
        self.known: QComboBox | None = None
        if known:
            self.known = choices(("", _("Choose what was said before…")), *((one, one) for one in known))
            self.known.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.known.setMinimumContentsLength(20)
            self.known.activated.connect(self._take_known)
            self.form.add("known", _("Said before"), self.known)
        self.words = QPlainTextEdit(text)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(96))
        self.form.add("words", field, self.words)
        self.add(self.form)
        self.words.setFocus()

    def _take_known(self) -> None:
        chosen = str(self.known.currentData()) if self.known is not None else ""
        if chosen:
            self.words.setPlainText(chosen)
            self.words.setFocus()

    def confirm(self) -> None:
        """Hand the text over; what is refused stands under it."""
        try:
            self._accept(self.words.toPlainText())
        except InvalidInput as error:
            self.notice.show_text("error", " ".join(one.message for one in error.problems))
            return
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class ReportDialog(ReasonDialog):
    """As :class:`ReasonDialog`, for a report: of which commune, of which period."""

    def __init__(
        self,
        parent: QWidget,
        communes: Sequence[tuple[str, str]],
        periods: Sequence[tuple[str, str]],
        *,
        accept: Callable[[str, str, str], object],
        known: Sequence[str] = (),
    ) -> None:
        self.commune, self.period = choices(*communes), choices(*periods)
        super().__init__(
            parent, _("Return a report"), _("Return"), about=_("The commune sees this with your next receipt."),
            field=_("What has to be corrected"), known=known,
            first=(("commune", _("Commune"), self.commune), ("period", _("Report period"), self.period)),
            accept=lambda text: accept(str(self.commune.currentData()), str(self.period.currentData()), text),
        )  # fmt: skip
