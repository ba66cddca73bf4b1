"""The tools above the pages of a preview: contents, page n of m, zoom, find, and the page's own buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.fields import choices
from sinhke_desktop.gui.widgets.layouts import Flow
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

FIT_WIDTH, FIT_PAGE = "width", "page"
OFFERED = (0.5, 1.0, 1.5, 2.0)


class PreviewTools(Flow):
    """*look* is told a size (``width``, ``page`` or a number), *step* -1 or 1, *go_to* a page from 1."""

    def __init__(
        self,
        look: Callable[[str], object],
        step: Callable[[int], object],
        go_to: Callable[[int], object],
        find: Callable[[], object],
        contents: Callable[[], object],
        *tools: QWidget,
    ) -> None:
        super().__init__(gap=8)
        self._go_to = go_to
        self._pages = 0
        self.listing = QuietButton("", "list", contents, tip=_("Contents"))
        self.listing.setAccessibleName(_("Contents"))
        self.listing.hide()
        self.number = QLineEdit()
        self.number.setValidator(QIntValidator(1, 99_999, self.number))
        self.number.setAccessibleName(_("Go to page"))
        self.number.setToolTip(_("Go to page (Ctrl+G)"))
        self.number.setFixedWidth(self.number.fontMetrics().horizontalAdvance("9999") + theme.px(28))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.returnPressed.connect(self._typed_page)
        self._of = label("", "secondary", wrap=False)
        self.smaller = QuietButton("−", pressed=lambda: step(-1), key="Ctrl+-", tip=_("Smaller"))
        self.bigger = QuietButton("+", pressed=lambda: step(1), key="Ctrl+=", tip=_("Bigger"))
        self.zoom = choices(
            (FIT_WIDTH, _("Fit the width")),
            (FIT_PAGE, _("Whole page")),
            *((str(zoom), f"{round(zoom * 100)} %") for zoom in OFFERED),
        )
        self.zoom.setAccessibleName(_("Size on the screen"))
        self.zoom.setToolTip(_("Size on the screen (Ctrl+0 fits the width, Ctrl+Alt+0 the page, Ctrl+Alt+1 is 100 %)"))
        self.zoom.activated.connect(lambda _at: look(str(self.zoom.currentData())))
        self.finder = QuietButton("", "search", find, tip=_("Find in the paper (Ctrl+F)"))
        self.finder.setAccessibleName(_("Find in the paper"))
        for one in (self.listing, self.number, self._of, self.smaller, self.zoom, self.bigger, self.finder, *tools):
            self.add(one)

    def show_standing(self, page: int, pages: int, zoom: float, fit: str) -> None:
        """Say which page of how many is looked at (from 1), and at what zoom."""
        self._pages = pages
        with QSignalBlocker(self.zoom):
            self.zoom.setPlaceholderText(f"{round(zoom * 100)} %")
            self.zoom.setCurrentIndex(self.zoom.findData(fit or str(zoom)))
        self.number.setEnabled(bool(pages))
        self.finder.setEnabled(bool(pages))
        if not (self.number.hasFocus() and self.number.isModified()):
            self.number.setText(str(page) if pages else "")
        self._of.setText(_("of {pages}").format(pages=pages) if pages else "")

    def ask_page(self) -> None:
        """Let the number of a page be typed."""
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def _typed_page(self) -> None:
        page = min(max(int(self.number.text() or "1"), 1), max(self._pages, 1))
        self.number.setText(str(page))
        self._go_to(page)
