"""A list to choose from by typing: first letters without accents, or the number of the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from sinhke_desktop.gui.households import quick_codes
from sinhke_desktop.i18n import _

FORGOTTEN_AFTER_MS = 1200


class QuickChoice(QComboBox):
    """Shows words, gives keys. Letters choose (``ks``), Delete empties, Space opens the list, Alt+Down too.

    With *numbered*, ``1`` chooses the first word. A key that the list does not know is shown as it is and kept.
    """

    def __init__(
        self, words: Mapping[str, str] | Iterable[tuple[str, str]], *, numbered: bool = True, blank: str = ""
    ) -> None:
        super().__init__()
        self._numbered = numbered
        self._blank = blank
        self._typed = ""
        self._since = QElapsedTimer()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.offer(words.items() if isinstance(words, Mapping) else words)
        tip = _("Type the first letters without accents, or the number of the line; Delete empties")
        self.setToolTip(tip if numbered else _("Type the first letters without accents; Delete empties"))

    def offer(self, words: Iterable[tuple[str, str]]) -> None:
        """Other words to choose from; nothing is chosen."""
        self.clear()
        self.addItem(self._blank, "")
        for key, word in words:
            self.addItem(word, key)

    def value(self) -> str:
        """The key chosen, empty for none."""
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        """Choose *key*."""
        at = self.findData(key)
        if at < 0:
            self.addItem(key, key)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = event.text()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain:
            self._typed = ""
            self.setCurrentIndex(0)
        elif plain and letters.isprintable() and (letters.strip() or (letters and self._fresh())):
            self._type(letters)
        else:
            super().keyPressEvent(event)

    def _fresh(self) -> bool:
        """True while letters belong to a code that was begun."""
        return bool(self._typed) and self._since.isValid() and not self._since.hasExpired(FORGOTTEN_AFTER_MS)

    def _type(self, letters: str) -> None:
        begun = self._typed if self._fresh() else ""
        self._since.start()
        if self._numbered and letters.isdigit() and not begun:
            if 0 <= int(letters) < self.count():
                self.setCurrentIndex(int(letters))
            return
        words = [self.itemText(at) for at in range(1, self.count())]
        for code in (begun + letters, letters):
            at = quick_codes.find(code, words)
            if at >= 0:
                self._typed = code
                self.setCurrentIndex(at + 1)
                return
